"""Risks by likelihood and impact, numbered in a five by five matrix, with their names below."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.lettering import SMALL, width, wrapped
from bot.pictures.numbering import listed_height, numbered
from bot.pictures.page import FAINT, GREY, INK, MARGIN, PAPER, WIDTH, Page

STEPS, LEFT, TOP, CELL, ROW = 5, MARGIN + 0.35, 0.42, (WIDTH - 2 * MARGIN - 0.35) / 5, 0.9
SHADES = ("#f6f8fa", "#d9e3ec", "#a3b8cb", "#64829f")
# The number of discs a row and their breadth, by how many share a cell.
FITS = ((1, 1, 0.5), (2, 2, 0.46), (6, 3, 0.38), (8, 4, 0.32), (15, 5, 0.26))


@dataclass(frozen=True)
class ShownRisk:
    """A risk: likelihood and impact 1 to 5."""

    name: str
    likelihood: int
    impact: int


@dataclass(frozen=True)
class Severity:
    """A band: from so much likelihood x impact on, and what it is called."""

    least: int
    name: str


@dataclass(frozen=True)
class RiskMatrixWords:
    """The axes' names."""

    likelihood: str
    impact: str


@dataclass(frozen=True)
class RiskMatrix:
    """Risks numbered in the order given; `bands` (four at most) from the mildest to the worst."""

    title: str
    alt: str
    note: str
    risks: tuple[ShownRisk, ...]
    bands: tuple[Severity, ...]
    words: RiskMatrixWords

    def page(self) -> Page:
        names = [wrapped(risk.name, WIDTH - 2 * MARGIN - 0.55, most=2) for risk in self.risks]
        below = TOP + STEPS * ROW + 1.2
        page = Page(self.title, self.note, below + sum(map(listed_height, names)) + 0.2)
        self._cells(page)
        self._axes(page)
        for (likelihood, impact), numbers in self._shared().items():
            _discs(page, numbers, LEFT + (impact - 0.5) * CELL, TOP + (STEPS - likelihood + 0.5) * ROW)
        self._key(page, TOP + STEPS * ROW + 0.85)
        numbered(page, names, below)
        return page

    def _cells(self, page: Page) -> None:
        for likelihood in range(1, STEPS + 1):
            for impact in range(1, STEPS + 1):
                left, top = LEFT + (impact - 1) * CELL, TOP + (STEPS - likelihood) * ROW
                shade = SHADES[min(self._band(likelihood * impact), len(SHADES) - 1)]
                page.box(left + 0.03, top + 0.03, left + CELL - 0.03, top + ROW - 0.03, fill=shade)

    def _axes(self, page: Page) -> None:
        page.write(MARGIN, TOP - 0.2, f"↑ {self.words.likelihood}", bold=True, size=SMALL)
        page.write(
            WIDTH - MARGIN, TOP + STEPS * ROW + 0.45, f"{self.words.impact} →", bold=True, size=SMALL, across="right"
        )
        for step in range(1, STEPS + 1):
            page.write(MARGIN + 0.1, TOP + (STEPS - step + 0.5) * ROW, str(step), color=GREY, across="center")
            page.write(LEFT + (step - 0.5) * CELL, TOP + STEPS * ROW + 0.15, str(step), color=GREY, across="center")

    def _shared(self) -> dict[tuple[int, int], list[int]]:
        """The numbers of the risks by cell."""
        cells: dict[tuple[int, int], list[int]] = {}
        for number, risk in enumerate(self.risks, 1):
            cells.setdefault((_step(risk.likelihood), _step(risk.impact)), []).append(number)
        return cells

    def _band(self, score: int) -> int:
        return max(0, sum(score >= band.least for band in self.bands) - 1)

    def _key(self, page: Page, y: float) -> None:
        x = MARGIN
        for band, shade in zip(self.bands, SHADES, strict=False):
            page.box(x, y - 0.13, x + 0.3, y + 0.13, fill=shade)
            page.box(x, y - 0.13, x + 0.3, y + 0.13, edge=FAINT)
            page.write(x + 0.4, y, band.name, size=SMALL)
            x += 0.7 + width(band.name, SMALL)


def _discs(page: Page, numbers: Sequence[int], x: float, y: float) -> None:
    """Numbered discs in rows around the middle of a cell, smaller where many share it."""
    across, size = next(((row, size) for most, row, size in FITS if len(numbers) <= most), FITS[-1][1:])
    rows = [numbers[start : start + across] for start in range(0, len(numbers), across)]
    for down, row in enumerate(rows):
        for right, number in enumerate(row):
            at = x + (right - (len(row) - 1) / 2) * size * 1.06, y + (down - (len(rows) - 1) / 2) * size * 1.06
            page.mark(*at, "o", size=size, fill=PAPER, edge=INK, width=1.4)
            page.write(
                *at, str(number), bold=True, size=min(14.0, size * 36 - (1 if number > 9 else 0)), across="center"
            )


def _step(value: int) -> int:
    return min(STEPS, max(1, value))

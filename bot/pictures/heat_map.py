"""How many gave which score, a row per element; the row that holds people up is framed."""

from dataclasses import dataclass

from bot.pictures.lettering import SMALL, wrapped
from bot.pictures.page import GREY, INK, MARGIN, PAPER, WIDTH, Page

NAMES, TOP, ROW, GAP = 2.15, 0.75, 0.72, 0.06
LIGHT, DARK = (0.93, 0.96, 0.98), (0.0, 0.29, 0.48)


@dataclass(frozen=True)
class HeatRow:
    """An element and how many gave it 1, 2, 3 … points."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class HeatMapWords:
    """What the lowest and the highest score mean, and the sign beside the row that is the barrier."""

    lowest: str
    highest: str
    barrier: str


@dataclass(frozen=True)
class HeatMap:
    """Counts in cells, darker for more; `barrier` is the number of the framed row (None: nobody is held up)."""

    title: str
    alt: str
    note: str
    rows: tuple[HeatRow, ...]
    barrier: int | None
    words: HeatMapWords

    def page(self) -> Page:
        columns = max((len(row.counts) for row in self.rows), default=5)
        page = Page(self.title, self.note, TOP + ROW * len(self.rows) + MARGIN)
        self._heads(page, columns)
        for number, row in enumerate(self.rows):
            self._row(page, number, row, columns)
        return page

    def _heads(self, page: Page, columns: int) -> None:
        for column in range(columns):
            left, right = _column(column, columns)
            page.write((left + right) / 2, TOP - 0.2, str(column + 1), bold=True, across="center")
        page.write(_column(0, columns)[0], TOP - 0.52, self.words.lowest, size=SMALL, color=GREY)
        page.write(
            _column(columns - 1, columns)[1], TOP - 0.52, self.words.highest, size=SMALL, color=GREY, across="right"
        )

    def _row(self, page: Page, number: int, row: HeatRow, columns: int) -> None:
        top, held = TOP + ROW * number, number == self.barrier
        most = max((count for each in self.rows for count in each.counts), default=0)
        name = wrapped(row.name, NAMES - MARGIN, most=1 if held else 2, bold=held)
        page.write(MARGIN, top + ROW / 2 - (0.12 if held else 0), name, bold=held)
        if held:
            page.write(
                MARGIN,
                top + ROW / 2 + 0.15,
                wrapped(self.words.barrier, NAMES - MARGIN, most=1, size=SMALL),
                size=SMALL,
            )
        for column, count in enumerate(row.counts):
            left, right = _column(column, columns)
            share = count / most if most else 0.0
            page.box(left + GAP / 2, top + GAP / 2, right - GAP / 2, top + ROW - GAP / 2, fill=_shade(share))
            page.write(
                (left + right) / 2, top + ROW / 2, str(count), bold=count > 0, across="center",
                color=PAPER if share > 0.5 else INK if count else GREY,
            )  # fmt: skip
        if held:
            page.box(NAMES + 0.01, top + 0.01, WIDTH - MARGIN, top + ROW - 0.01, edge=INK, width=3)


def _column(column: int, columns: int) -> tuple[float, float]:
    each = (WIDTH - MARGIN - NAMES - 0.12) / columns
    return NAMES + 0.06 + column * each, NAMES + 0.06 + (column + 1) * each


def _shade(share: float) -> str:
    """From nearly white to dark blue: the luminance alone tells how many."""
    mixed = (round(255 * (low + (high - low) * share)) for low, high in zip(LIGHT, DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)

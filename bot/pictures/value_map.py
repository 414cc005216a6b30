"""Candidates by value and feasibility, in four quadrants; the verdict on each is a shape before it is a colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.pictures.lettering import SMALL, extent, width, wrapped, wrapped_name
from bot.pictures.numbering import listed_height, numbered
from bot.pictures.page import AMBER, FAINT, GREEN, GREY, INK, MARGIN, PAPER, RED, WIDTH, Page
from bot.pictures.placing import Box, Placed, Point, Spot, apart, labels
from bot.pictures.scales import Scale

LEFT, RIGHT, TOP, BOTTOM = MARGIN, WIDTH - MARGIN, 0.35, 5.6
STRIP, SIDE, ROW = 0.38, 0.4, 0.36
MARK = 0.27


class Light(StrEnum):
    """The verdict on a candidate's feasibility."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


# Shape and fill: told apart by the shape alone.
LOOKS: Mapping[Light, tuple[str, str]] = {
    Light.GREEN: ("o", GREEN),
    Light.AMBER: ("^", AMBER),
    Light.RED: ("X", RED),
    Light.UNKNOWN: ("D", PAPER),
}


class Key(NamedTuple):
    """A shape and its words below the picture; no light stands for the ring of what is chosen."""

    words: str
    light: Light | None

    @property
    def wide(self) -> float:
        return width(self.words, SMALL) + MARK + 0.4


@dataclass(frozen=True)
class Candidate:
    """A candidate solution: value in any unit (the same for all), feasibility 0..1."""

    name: str
    value: float
    feasibility: float
    light: Light
    chosen: bool = False


@dataclass(frozen=True)
class ValueMapWords:
    """The axes' names, what `chosen` is called, a word per light, and the quadrants' names, upper row first."""

    value: str
    feasibility: str
    chosen: str
    lights: Mapping[Light, str]
    quadrants: tuple[str, str, str, str]


@dataclass(frozen=True)
class ValueMap:
    """Value against feasibility. The quadrants part at half of each axis; the value axis begins at 0 or below.

    Candidates that lie on one another are moved apart sideways. Where their names find no room beside them, all are
    numbered in the order given, and the names stand below.
    """

    title: str
    alt: str
    note: str
    candidates: tuple[Candidate, ...]
    words: ValueMapWords

    def page(self) -> Page:
        points = self._points()
        names = [wrapped_name(one.name, 2.6, most=2, bold=one.chosen) for one in self.candidates]
        placed = self._placed(points, names, far=False)
        listed = any(label.lost for label in placed)
        below = [
            wrapped_name(one.name, RIGHT - LEFT - 0.55, most=2, bold=one.chosen) for one in self.candidates if listed
        ]
        keys = self._keys()
        bottom = BOTTOM + 0.75 + ROW * len(keys)
        page = Page(self.title, self.note, bottom + sum(map(listed_height, below)) + 0.1)
        self._field(page)
        if listed:
            names = [[str(number)] for number in range(1, len(self.candidates) + 1)]
            placed = self._placed(points, names, far=True)
        for one, point, label, lines in zip(self.candidates, points, placed, names, strict=True):
            _mark(page, one, point)
            page.write(label.box.left, label.box.top, lines, bold=one.chosen or listed, down="top")
        _key(page, keys)
        numbered(page, below, bottom)
        return page

    def _field(self, page: Page) -> None:
        """Frame, quadrants with their names, and axes."""
        across, down = (LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2
        page.box(across, TOP, RIGHT, down, fill="#f1f5f9")
        page.box(LEFT, TOP, RIGHT, BOTTOM, edge=GREY)
        page.line([(across, TOP), (across, BOTTOM)], color=FAINT)
        page.line([(LEFT, down), (RIGHT, down)], color=FAINT)
        page.write(LEFT, TOP - 0.17, f"↑ {self.words.value}", bold=True, size=SMALL)
        page.write(RIGHT, BOTTOM + 0.2, f"{self.words.feasibility} →", bold=True, size=SMALL, across="right")
        for number, name in enumerate(self.words.quadrants):
            line = wrapped(name, across - LEFT - 0.3, most=1, size=SMALL)
            y = BOTTOM - 0.2 if number > 1 else TOP + 0.2
            if number % 2:
                page.write(RIGHT - 0.12, y, line, size=SMALL, color=GREY, across="right")
            else:
                page.write(LEFT + 0.12, y, line, size=SMALL, color=GREY)

    def _points(self) -> list[Point]:
        values = [candidate.value for candidate in self.candidates]
        across = Scale(0, 1, LEFT + SIDE, RIGHT - SIDE)
        down = Scale(min(0.0, 0.0, *values), max(0.0, 0.0, *values) or 1.0, BOTTOM - STRIP - 0.25, TOP + STRIP + 0.25)
        places = [(across(min(1.0, max(0.0, one.feasibility))), down(one.value)) for one in self.candidates]
        return apart(places, MARK * 1.25, RIGHT - MARK)

    def _placed(self, points: Sequence[Point], names: Sequence[Sequence[str]], far: bool) -> list[Placed]:
        """Where the names go: inside the frame, but not in the strips where the quadrants have theirs."""
        spots = [
            Spot(*point, MARK * (0.8 if one.chosen else 0.55), *extent(lines, bold=one.chosen))
            for one, point, lines in zip(self.candidates, points, names, strict=True)
        ]
        return labels(spots, Box(LEFT + 0.05, TOP + STRIP, RIGHT - 0.05, BOTTOM - STRIP), [], far)

    def _keys(self) -> list[list[Key]]:
        """The shapes in use and their words, in rows that fit."""
        used = {one.light for one in self.candidates}
        keys = [Key(self.words.lights[light], light) for light in Light if light in used]
        keys += [Key(self.words.chosen, None)] if any(one.chosen for one in self.candidates) else []
        rows: list[list[Key]] = [[]]
        for key in keys:
            if rows[-1] and sum(each.wide for each in (*rows[-1], key)) > RIGHT - LEFT:
                rows.append([])
            rows[-1].append(key)
        return rows


def _key(page: Page, rows: Sequence[Sequence[Key]]) -> None:
    for number, row in enumerate(rows):
        x, y = LEFT + MARK / 2, BOTTOM + 0.66 + number * ROW
        for key in row:
            if key.light is None:
                page.mark(x, y, "o", size=MARK * 1.1, fill=PAPER, edge=INK, width=2.2)
            else:
                _mark(page, Candidate(key.words, 0, 0, key.light), (x, y))
            page.write(x + MARK / 2 + 0.1, y, key.words, size=SMALL)
            x += key.wide


def _mark(page: Page, candidate: Candidate, point: Point) -> None:
    shape, fill = LOOKS[candidate.light]
    if candidate.chosen:
        page.mark(*point, "o", size=MARK * 1.55, fill=PAPER, edge=INK, width=2.2)
    page.mark(*point, shape, size=MARK * (0.8 if shape == "D" else 1), fill=fill, edge=INK)

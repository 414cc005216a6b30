"""A metric's history, where it leads if work goes on this way, and the target."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.pictures.lettering import SMALL, line_height, width, wrapped
from bot.pictures.page import BLUE, FAINT, GREY, INK, MARGIN, RED, SKY, WIDTH, Page
from bot.pictures.scales import Scale, around, day_ticks, number, on_day, percent, spread

TOP, BOTTOM, NAMES = 0.55, 5.3, 1.75

Time = float | date


class Band(NamedTuple):
    """What is to be expected at one time: low, middle, high."""

    time: Time
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class ReachabilityWords:
    """Names: metric and time (the axes), target, the best there can be, and the range to be expected at the end."""

    metric: str
    time: str
    target: str
    best: str
    range: str


@dataclass(frozen=True)
class Reachability:
    """Times are all dates or all numbers. `percent`: the metric is a share. No band where there were too few points."""

    title: str
    alt: str
    note: str
    points: tuple[tuple[Time, float], ...]
    band: tuple[Band, ...]
    target: float
    at: Time
    best: float | None
    percent: bool
    words: ReachabilityWords

    def page(self) -> Page:
        page = Page(self.title, self.note, BOTTOM + 0.75)
        values = Scale(*self._span(), BOTTOM, TOP)
        ticks = {tick: self._said(tick) for tick in values.ticks(6)}
        left = MARGIN + max(width(words, SMALL) for words in ticks.values()) + 0.12
        ends = [_position(time) for time in (*(time for time, _ in self.points), self.at)]
        times = Scale(min(ends), max(ends), left + 0.12, WIDTH - MARGIN - NAMES - 0.3)
        self._grid(page, ticks, values, times)
        self._band(page, values, times)
        self._lines(page, values, times)
        for time, value in self.points:
            page.mark(times(_position(time)), values(value), "o", size=0.15, fill=INK)
        self._names(page, values, times.end)
        return page

    def _said(self, value: float) -> str:
        return percent(value) if self.percent else number(value)

    def _span(self) -> tuple[float, float]:
        shown = [value for _, value in self.points] + [self.target]
        shown += [value for band in self.band for value in band[1:]]
        return around([*shown, *([] if self.best is None else [self.best])])

    def _grid(self, page: Page, ticks: dict[float, str], values: Scale, times: Scale) -> None:
        name = wrapped(self.words.metric, times.end - MARGIN - 0.8, most=1, size=SMALL, bold=True)
        page.write(MARGIN, TOP - 0.25, name, bold=True, size=SMALL)
        for tick, words in ticks.items():
            page.line([(times.start - 0.12, values(tick)), (times.end, values(tick))], color=FAINT, width=0.8)
            page.write(times.start - 0.22, values(tick), words, size=SMALL, color=GREY, across="right")
        for place, words in self._time_ticks(times):
            page.write(times(place), BOTTOM + 0.2, words, size=SMALL, color=GREY, across="center")
        page.write(
            (times.start + times.end) / 2, BOTTOM + 0.48, self.words.time, bold=True, size=SMALL, across="center"
        )

    def _time_ticks(self, times: Scale) -> list[tuple[float, str]]:
        if isinstance(self.at, date):
            return day_ticks(times.low, times.high, 4)
        return [(tick, number(tick)) for tick in times.ticks(6)]

    def _band(self, page: Page, values: Scale, times: Scale) -> None:
        if len(self.band) < 2:
            return
        at = [times(_position(band.time)) for band in self.band]
        rows = zip(*((band.low, band.middle, band.high) for band in self.band), strict=True)
        low, middle, high = ([*zip(at, map(values, row), strict=True)] for row in rows)
        page.area([*low, *reversed(high)], color=SKY)
        for edge in (low, high):
            page.line(edge, color=BLUE, width=1)
        page.line(middle, color=BLUE, width=2.5)

    def _lines(self, page: Page, values: Scale, times: Scale) -> None:
        """The target and its day, dashed; the best there can be, dotted; where they meet, a star."""
        left, right, end = times.start - 0.12, times.end, times(_position(self.at))
        page.line([(end, TOP - 0.1), (end, BOTTOM)], color=GREY, width=1, dashes=(0, (4, 3)))
        if self.best is not None:
            page.line([(left, values(self.best)), (right, values(self.best))], color=INK, width=2, dashes=(0, (1, 2)))
        page.line([(left, values(self.target)), (right, values(self.target))], color=RED, width=2.5, dashes=(0, (5, 2)))
        page.mark(end, values(self.target), "*", size=0.36, fill=RED, edge=INK)
        when = on_day(self.at) if isinstance(self.at, date) else number(self.at)
        page.write(end, TOP - 0.25, when, size=SMALL, across="center")

    def _names(self, page: Page, values: Scale, edge: float) -> None:
        """What the lines and the band's end are, beside their ends."""
        named = [(self.target, self.words.target, self._said(self.target))]
        if self.best is not None:
            named.append((self.best, self.words.best, self._said(self.best)))
        if self.band:
            last = self.band[-1]
            named.append((last.middle, self.words.range, f"{self._said(last.low)} – {self._said(last.high)}"))
        lines = [[*wrapped(name, NAMES, most=3, size=SMALL), said] for _, name, said in named]
        at = [values(value) for value, _, _ in named]
        middles = spread(at, [len(own) * line_height(SMALL) + 0.1 for own in lines], TOP - 0.3, BOTTOM + 0.3)
        for own, middle, y in zip(lines, middles, at, strict=True):
            page.line([(edge + 0.2, y), (edge + 0.3, middle)], color=GREY, width=0.8)
            page.write(edge + 0.36, middle, own, size=SMALL, bold=own is lines[0])


def _position(time: Time) -> float:
    return float(time.toordinal()) if isinstance(time, date) else float(time)

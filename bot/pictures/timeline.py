"""Milestones down a line of time, with what they cost, and the range in which the work is likely to be finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.pictures.lettering import SMALL, line_height, width, wrapped
from bot.pictures.page import BLUE, GREY, INK, MARGIN, PAPER, SKY, WIDTH, Page
from bot.pictures.scales import Scale, on_day, spread
from bot.words.figures import money

TOP, LEG, BAR, LINE = 0.2, 0.4, 0.3, line_height()
FINISH_NAMES = 1.85


@dataclass(frozen=True)
class Milestone:
    """What is reached on a day, and what it costs (None: not said)."""

    name: str
    day: date
    cost: float | None = None


@dataclass(frozen=True)
class Finish:
    """The days by which the work is done in one, five and nine cases of ten."""

    p10: date
    p50: date
    p90: date


@dataclass(frozen=True)
class TimelineWords:
    """What the three days of the finish are called."""

    p10: str
    p50: str
    p90: str


@dataclass(frozen=True)
class Timeline:
    """Time runs downwards, in proportion; names that would overlap are moved apart and tied to their day."""

    title: str
    alt: str
    note: str
    milestones: tuple[Milestone, ...]
    finish: Finish | None
    currency: str
    words: TimelineWords

    def page(self) -> Page:
        names = [wrapped(milestone.name, self._room, most=2) for milestone in self.milestones]
        gaps = [(len(lines) + 1) * LINE + 0.14 for lines in names]
        high = max(3.2 if self.finish else 1.0, sum(gaps) + min(1.2, 0.25 * sum(gaps)))
        page = Page(self.title, self.note, TOP + high + MARGIN)
        down = Scale(*self._span(), TOP + 0.25, TOP + high - 0.25)
        if self.finish:
            self._finish(page, self.finish, down, TOP + high)
        page.line([(self._axis, TOP), (self._axis, TOP + high)], color=GREY, width=2.5)
        middles = spread([down(each.day.toordinal()) for each in self.milestones], gaps, TOP, TOP + high)
        for milestone, lines, middle in zip(self.milestones, names, middles, strict=True):
            self._milestone(page, milestone, lines, middle, down(milestone.day.toordinal()))
        return page

    @property
    def _axis(self) -> float:
        """Where the line stands; the finish has its names left of it."""
        return MARGIN + (FINISH_NAMES + 0.5 if self.finish else BAR / 2)

    @property
    def _room(self) -> float:
        """Inches for a milestone's name, between its leg and the costs."""
        costs = max((width(self._cost(milestone), bold=True) for milestone in self.milestones), default=0.0)
        return WIDTH - MARGIN - costs - 0.2 - (self._axis + LEG + 0.12)

    def _cost(self, milestone: Milestone) -> str:
        return "" if milestone.cost is None else money(milestone.cost, self.currency)

    def _span(self) -> tuple[float, float]:
        days = [milestone.day.toordinal() for milestone in self.milestones]
        if self.finish:
            days += [day.toordinal() for day in (self.finish.p10, self.finish.p50, self.finish.p90)]
        return float(min(days, default=0)), float(max(days, default=0))

    def _milestone(self, page: Page, milestone: Milestone, lines: Sequence[str], middle: float, at: float) -> None:
        """The name with its day below it, level with its mark or tied to it by a leg."""
        names, top = self._axis + LEG + 0.12, middle - (len(lines) + 1) * LINE / 2
        page.line([(self._axis, at), (names - 0.08, top + LINE / 2)], color=GREY, width=1)
        page.mark(self._axis, at, "o", size=0.17, fill=INK)
        page.write(names, top, lines, down="top")
        page.write(names, top + (len(lines) + 0.5) * LINE, on_day(milestone.day), size=SMALL, color=GREY)
        page.write(WIDTH - MARGIN, top + LINE / 2, self._cost(milestone), bold=True, across="right")

    def _finish(self, page: Page, finish: Finish, down: Scale, bottom: float) -> None:
        """A hatched bar from the early to the late finish, the middle one a diamond; their days to the left."""
        days = (finish.p10, finish.p50, finish.p90)
        at = [down(day.toordinal()) for day in days]
        left, right = self._axis - BAR / 2, self._axis + BAR / 2
        corners = [(left, at[0]), (right, at[0]), (right, at[2]), (left, at[2])]
        page.area(corners, color=SKY, hatch="///", edge=BLUE)
        for y in (at[0], at[2]):
            page.line([(left, y), (right, y)], color=BLUE, width=2)
        page.mark(self._axis, at[1], "D", size=0.26, fill=PAPER, edge=BLUE, width=2.5)
        names = (self.words.p10, self.words.p50, self.words.p90)
        lines = [wrapped(name, FINISH_NAMES, most=2, size=SMALL) for name in names]
        middles = spread(at, [(len(own) + 1) * LINE + 0.1 for own in lines], TOP, bottom)
        for number, (day, own, middle, y) in enumerate(zip(days, lines, middles, at, strict=True)):
            x, top = MARGIN + FINISH_NAMES, middle - LINE * (len(own) + 1) / 2
            page.line([(x + 0.08, top + LINE / 2), (left - 0.02, y)], color=BLUE, width=1)
            page.write(x, top + LINE / 2, on_day(day), bold=number == 1, across="right")
            page.write(x, top + LINE, own, size=SMALL, color=GREY, across="right", down="top")

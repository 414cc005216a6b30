"""Money over the years: the expected cumulative cash flow in its range, and when it is paid back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.lettering import SMALL, extent, line_height, width, wrapped
from bot.pictures.page import BLUE, FAINT, GREY, INK, MARGIN, PAPER, SKY, WIDTH, Page
from bot.pictures.placing import Box, Spot, labels
from bot.pictures.scales import Scale, around, spread
from bot.words.figures import money

TOP, BOTTOM, NAMES = 0.55, 5.3, 1.75


@dataclass(frozen=True)
class CashFlowWords:
    """The axes' names, the four lines' names, and the whole sentence at the payback mark ("Paid back in month 17")."""

    money: str
    year: str
    p10: str
    p50: str
    p90: str
    expected: str
    payback: str


@dataclass(frozen=True)
class CashFlow:
    """Cumulative cash flow at the end of the years 0, 1, 2 …, all of one length; payback in months (None: never)."""

    title: str
    alt: str
    note: str
    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]
    expected: tuple[float, ...]
    payback_months: float | None
    currency: str
    words: CashFlowWords

    def page(self) -> Page:
        page = Page(self.title, self.note, BOTTOM + 0.75)
        low, high = around((*self.p10, *self.p90, *self.expected, 0.0))
        amounts = Scale(low, high, BOTTOM, TOP)
        ticks = {tick: money(tick, self.currency) for tick in amounts.ticks(6) if tick == round(tick)}
        left = MARGIN + max(width(words, SMALL) for words in ticks.values()) + 0.2
        years = Scale(0, max(1, len(self.expected) - 1), left, WIDTH - MARGIN - NAMES - 0.2)
        self._grid(page, ticks, amounts, years)
        if self.expected:
            self._flows(page, amounts, years)
            self._names(page, amounts, years.end)
        self._payback(page, amounts, years)
        return page

    def _grid(self, page: Page, ticks: dict[float, str], amounts: Scale, years: Scale) -> None:
        page.write(MARGIN, TOP - 0.3, self.words.money, bold=True, size=SMALL)
        for tick, words in ticks.items():
            page.line([(years.start, amounts(tick)), (years.end, amounts(tick))], color=FAINT, width=0.8)
            page.write(years.start - 0.2, amounts(tick), words, size=SMALL, color=GREY, across="right")
        page.line([(years.start, amounts(0)), (years.end, amounts(0))], color=INK, width=2)
        for year in range(0, int(years.high) + 1, max(1, int(years.high) // 6)):
            page.write(years(year), BOTTOM + 0.2, str(year), size=SMALL, color=GREY, across="center")
        page.write(
            (years.start + years.end) / 2, BOTTOM + 0.48, self.words.year, bold=True, size=SMALL, across="center"
        )

    def _flows(self, page: Page, amounts: Scale, years: Scale) -> None:
        def run(flow: Sequence[float]) -> list[tuple[float, float]]:
            return [(years(year), amounts(value)) for year, value in enumerate(flow)]

        if len(self.expected) > 1:
            page.area([*run(self.p10), *reversed(run(self.p90))], color=SKY)
            for flow in (self.p10, self.p90):
                page.line(run(flow), color=BLUE, width=1)
            page.line(run(self.p50), color=BLUE, width=2, dashes=(0, (2, 1.5)))
            page.line(run(self.expected), color=INK, width=3)
        for point in run(self.expected):
            page.mark(*point, "o", size=0.1, fill=INK)

    def _names(self, page: Page, amounts: Scale, edge: float) -> None:
        """Each line's name and its last amount beside its end."""
        w = self.words
        named = ((w.p90, self.p90), (w.expected, self.expected), (w.p50, self.p50), (w.p10, self.p10))
        own = [(name, flow) for name, flow in named if name == w.expected or flow != self.expected]
        lines = [[*wrapped(name, NAMES, most=2, size=SMALL), money(flow[-1], self.currency)] for name, flow in own]
        at = [amounts(flow[-1]) for _, flow in own]
        middles = spread(at, [len(block) * line_height(SMALL) + 0.1 for block in lines], TOP - 0.3, BOTTOM + 0.2)
        for (name, _), block, middle, y in zip(own, lines, middles, at, strict=True):
            page.line([(edge + 0.04, y), (edge + 0.2, middle)], color=GREY, width=0.8)
            page.write(edge + 0.26, middle, block, size=SMALL, bold=name == w.expected)

    def _payback(self, page: Page, amounts: Scale, years: Scale) -> None:
        """A diamond on the zero line, tied to its sentence where the range leaves most room."""
        if self.payback_months is None or self.payback_months > 12 * years.high:
            return
        x, y = years(self.payback_months / 12), amounts(0)
        words = wrapped(self.words.payback, 2.6, most=2, bold=True)
        spot = Spot(x, y, 0.18, *extent(words, bold=True))
        within = Box(years.start, TOP, years.end, BOTTOM)
        box = labels([spot], within, self._covered(amounts, years))[0].box
        page.line([(x, y), box.nearest((x, y))], color=INK, width=1)
        page.write(box.left, box.top, words, bold=True, down="top", backed=True)
        page.mark(x, y, "D", size=0.26, fill=PAPER, edge=INK, width=2.5)

    def _covered(self, amounts: Scale, years: Scale) -> list[Box]:
        """The band in upright slices, and the zero line: where a label would hide something."""
        steps = [step / 8 for step in range(8 * (len(self.expected) - 1))]
        slices = [
            Box(
                years(at),
                amounts(_between(self.p90, at)) - 0.1,
                years(at + 0.125),
                amounts(_between(self.p10, at)) + 0.1,
            )
            for at in steps
        ]
        return [*slices, Box(years.start, amounts(0) - 0.05, years.end, amounts(0) + 0.05)]


def _between(flow: Sequence[float], year: float) -> float:
    """The flow inside a year, linear."""
    whole = int(year)
    return flow[whole] + (flow[whole + 1] - flow[whole]) * (year - whole)

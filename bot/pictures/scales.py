"""Scales: numbers and days to places on a page, the ticks between them, and labels kept from overlapping."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from bot.words.figures import figure

MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True)
class Scale:
    """Maps low..high to start..end (inches), linearly; where low equals high everything lies in the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + share * (self.end - self.start)

    def ticks(self, most: int = 5) -> list[float]:
        """Round numbers within the scale."""
        from matplotlib.ticker import MaxNLocator

        if self.high <= self.low:
            return [self.low]
        found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(self.low, self.high)
        slack = (self.high - self.low) * 1e-9
        return [float(tick) for tick in found if self.low - slack <= tick <= self.high + slack]


def around(values: Sequence[float], room: float = 0.08) -> tuple[float, float]:
    """From the least to the greatest with some room at both ends, and never nothing."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    spare = (high - low) * room or abs(high) * 0.1 or 1.0
    return low - spare, high + spare


def number(value: float) -> str:
    """12,000, 1.25, 0.0031."""
    return figure(value) if abs(value) >= 1 or value == 0 else f"{value:.3g}"


def percent(share: float) -> str:
    """85%, 82.5%."""
    return f"{figure(round(100 * share, 1))}%"


def on_day(day: date) -> str:
    """4 Mar 2026."""
    return f"{day.day} {day:%b %Y}"


def day_ticks(low: float, high: float, most: int = 5) -> list[tuple[float, str]]:
    """Firsts of months between two days (as ordinals) with their names; days themselves where it is only weeks."""
    for step in MONTHS:
        firsts = [first for first in _firsts(low, high, step) if low <= first.toordinal() <= high]
        if len(firsts) <= most:
            break
    if len(firsts) >= 2:
        return [(first.toordinal(), f"{first:%b %Y}") for first in firsts]
    days = sorted({round(tick) for tick in Scale(low, high, 0, 1).ticks(most - 2)})
    return [(day, on_day(date.fromordinal(day))) for day in days]


def spread(places: Sequence[float], gaps: Sequence[float], low: float, high: float) -> list[float]:
    """Moves labels apart along a line as little as possible: label i takes `gaps[i]` around the place it is given.

    They keep their order and stay within low..high as long as there is room. With the room that the labels before it
    take subtracted, "no overlap" says only that places must not fall: an isotonic regression.
    """
    order = sorted(range(len(places)), key=lambda i: (places[i], i))
    before = [*accumulate((gaps[i] for i in order), initial=0.0)]
    offsets = [before[rank] + gaps[i] / 2 for rank, i in enumerate(order)]
    rising = _rising([places[i] - offset for i, offset in zip(order, offsets, strict=True)])
    latest = max(low, high - before[-1])
    middles = [max(low, min(at, latest)) + offset for at, offset in zip(rising, offsets, strict=True)]
    return [middle for _, middle in sorted(zip(order, middles, strict=True))]


def _rising(values: Sequence[float]) -> list[float]:
    """The nearest values (least squares) that never fall: neighbours in the wrong order are pooled at their mean."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pool = (value, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, count = pools.pop()
            pool = ((mean * count + pool[0] * pool[1]) / (count + pool[1]), count + pool[1])
        pools.append(pool)
    return [mean for mean, count in pools for _ in range(count)]


def _firsts(low: float, high: float, step: int) -> list[date]:
    """Firsts of every so many months around low..high."""
    start, end = date.fromordinal(int(low)), date.fromordinal(int(high))
    months = range(start.year * 12, end.year * 12 + 12, step)
    return [date(month // 12, month % 12 + 1, 1) for month in months]

"""Walks the shapes of either curve: a net over all of them, drawn again and again around those that fit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from dialogs.verdicts.reachability.fitting import Family, Numbers, Points, Shapes

DRAWN = 3
"""How often a net is drawn. Much finer ones, drawn twice as often, move an end by 5 % of the interval at most."""

SLOWEST, FASTEST = 0.01, 1e4
"""How far a curve falls over the history, as the exponent of an exponential: from hardly at all to at once."""

SHARPEST, ROUNDEST = 0.05, 20.0
"""Exponents of the power law. Those of published learning curves are below 1; the last are all but exponentials."""

EXPONENTIALS = (1, 160)
POWERS = (30, 20)
"""Bends, and drops to each."""

Formula = Callable[[Numbers, Numbers], Shapes]
"""From the logarithms of bend and drop to shapes."""

Limit = Callable[[float], float]
"""From the least sum of squares to the most with which a curve still fits."""


@dataclass(frozen=True)
class Net:
    """Shapes by the logarithms of their bend and their drop: a row for each bend, with drops from `low` to `high`."""

    points: Points
    formula: Formula
    bends: Numbers
    low: Numbers
    high: Numbers
    count: int

    @cached_property
    def drops(self) -> Numbers:
        return np.linspace(self.low, self.high, self.count, axis=1)

    @cached_property
    def family(self) -> Family:
        return Family(self.points, self.formula(np.repeat(self.bends, self.count), self.drops.ravel()))

    def around(self, limit: float) -> "Net":
        """In each row what fits within the limit, or else what fits best, and one step more each way."""
        squares = self.family.squares.reshape(self.drops.shape)
        near = squares <= np.maximum(limit, squares.min(axis=1))[:, None]
        step = self.drops[:, 1] - self.drops[:, 0]
        low = np.where(near, self.drops, np.inf).min(axis=1) - step
        high = np.where(near, self.drops, -np.inf).max(axis=1) + step
        return replace(self, low=np.maximum(low, self.low), high=np.minimum(high, self.high))

    def fitting(self, limit: float) -> Family:
        """Those shapes alone that fit within the limit."""
        fits = self.family.squares <= limit
        return Family(self.points, self.formula(np.repeat(self.bends, self.count)[fits], self.drops.ravel()[fits]))


def exponentials(points: Points, limit: Limit) -> Family:
    """exp(-bt): those that fit."""
    return _searched(points, lambda _, drop: _falling(np.exp(drop)), EXPONENTIALS, limit)


def powers(points: Points, limit: Limit) -> Family:
    """(1 + kt)^-b: those that fit. A drop is that of the exponential which ends as low."""
    return _searched(points, _bent, POWERS, limit)


def lines(points: Points) -> Family:
    """The straight lines, up and down, which no floor holds."""
    return Family(replace(points, floor=-np.inf), lambda times: np.array([times, -times]))


def _searched(points: Points, formula: Formula, counts: tuple[int, int], limit: Limit) -> Family:
    # Nothing falls faster than from one point to the next.
    fastest = min(FASTEST, 12 / np.diff(np.unique(points.times)).min())
    bends = np.linspace(np.log(SHARPEST), np.log(ROUNDEST), counts[0])
    low, high = np.full_like(bends, np.log(SLOWEST)), np.full_like(bends, np.log(fastest))
    net = Net(points, formula, bends, low, high, counts[1])
    for _ in range(DRAWN - 1):
        net = net.around(limit(net.family.least))
    return net.fitting(limit(net.family.least))


def _falling(rate: Numbers) -> Shapes:
    return lambda times: np.exp(-rate[:, None] * times)


def _bent(bend: Numbers, drop: Numbers) -> Shapes:
    b = np.exp(bend)[:, None]
    k = np.expm1(np.minimum(np.exp(drop)[:, None] / b, 30.0))
    return lambda times: np.exp(-b * np.log1p(k * times))

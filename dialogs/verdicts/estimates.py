"""Three-point estimates: low, expected and high, what they come to on average, and seeded draws between them.

The draws are from a PERT-beta: on low..high with alpha = 1 + 4 (expected - low) / (high - low) and beta = 6 - alpha, so
that its mean is exactly the PERT mean. They come from the standard library: 2,000 draws of four figures take some 12 ms
with `betavariate`, while numpy, quicker once it is there, takes 100 ms to import. Between versions Python promises the
same sequence for `random()` alone, so whoever must print the same figures years later keeps them, not the seed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from random import Random

DRAWS = 2000


@dataclass(frozen=True)
class Spread:
    """Low, expected and high, as the team gave them, in one unit: money, money a year, months."""

    low: float
    expected: float
    high: float

    def __add__(self, other: "Spread") -> "Spread":
        """Both at their low, both as expected, both at their high: as if they moved together (see `sums`)."""
        return Spread(self.low + other.low, self.expected + other.expected, self.high + other.high)

    def __mul__(self, factor: float) -> "Spread":
        return Spread(self.low * factor, self.expected * factor, self.high * factor)

    @property
    def mean(self) -> float:
        """(O + 4 M + P) / 6, the PERT mean; which end is the optimistic one makes no difference."""
        return (self.low + 4 * self.expected + self.high) / 6

    @property
    def deviation(self) -> float:
        """|P - O| / 6, PERT's rule of thumb; the draws of a spread with its mode in the middle scatter 13 % more."""
        return abs(self.high - self.low) / 6


@dataclass(frozen=True)
class Percentiles:
    """What a tenth, half and nine tenths of the draws do not exceed."""

    p10: float
    p50: float
    p90: float


def draws(spreads: Iterable[Spread], n: int = DRAWS, *, seed: int) -> list[list[float]]:
    """`n` draws of every spread, a list for each, independent of one another.

    The same seed draws the same, and changing one spread leaves the draws of the others as they were. A spread may be
    given from either end and may be a point. Raises ValueError where what is expected lies outside the two ends.
    """
    return [_drawn(spread, n, Random(f"{seed}:{place}")) for place, spread in enumerate(spreads)]


def sums(spreads: Iterable[Spread], n: int = DRAWS, *, seed: int) -> list[float]:
    """`n` draws of the sum of independent spreads; zeros where there are none."""
    drawn = draws(spreads, n, seed=seed)
    return [added(together) for together in zip(*drawn, strict=True)] if drawn else [0.0] * n


def added(numbers: Iterable[float]) -> float:
    """Their sum from left to right, the same to the last digit on every Python: sum() rounds otherwise since 3.12."""
    return reduce(add, numbers, 0)


def percentiles(drawn: Iterable[float]) -> Percentiles:
    """By nearest rank: each is one of the draws, none made up between two. Raises ValueError where there are none."""
    ordered = sorted(drawn)
    if not ordered:
        raise ValueError("no draws")
    return Percentiles(_ranked(ordered, 10), _ranked(ordered, 50), _ranked(ordered, 90))


def _drawn(spread: Spread, n: int, chance: Random) -> list[float]:
    low, high = sorted((spread.low, spread.high))
    if not low <= spread.expected <= high:
        raise ValueError(f"expected outside its ends: {spread}")
    if low == high:
        return [low] * n
    alpha = 1 + 4 * (spread.expected - low) / (high - low)
    # Rounding may carry low + (high - low) past high.
    return [min(high, low + (high - low) * chance.betavariate(alpha, 6 - alpha)) for _ in range(n)]


def _ranked(ordered: Sequence[float], percent: int) -> float:
    return ordered[-(-percent * len(ordered) // 100) - 1]


SEED = 2002
"""The draws are the same at every look: a number in a report must not change by itself."""

"""Three sums of statistics, worked out here, so that installing scopebot does not take the whole of scipy.

The tests hold each against scipy. Degrees of freedom are whole numbers, which is what makes the closed forms possible.
"""

from collections.abc import Callable, Sequence
from functools import cache
from math import atan, cos, erfc, exp, lgamma, log, pi, sin, sqrt

HALVINGS = 200


@cache
def chi_squared(freedom: int, level: float) -> float:
    """The value that chi-squared with so many degrees of freedom stays below with probability `level`.

    Source: Abramowitz and Stegun 1964, 26.4.4 and 26.4.5.
    """
    return _where(lambda x: 1 - _above(x / 2, freedom), level)


@cache
def f_of_one(freedom: int, level: float) -> float:
    """The same for F with one and `freedom` degrees of freedom: the square of Student's t.

    Source: Abramowitz and Stegun 1964, 26.6.2, 26.7.3 and 26.7.4.
    """
    return _where(lambda x: _within(sqrt(x), freedom), level)


def falling(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The falling course nearest to the values in the least squares: neighbours that rise are pooled."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        mean, heavy, count = float(value), float(weight), 1
        while pools and pools[-1][0] < mean:
            before, weighed, many = pools.pop()
            mean = (before * weighed + mean * heavy) / (weighed + heavy)
            heavy, count = weighed + heavy, many + count
        pools.append((mean, heavy, count))
    return [mean for mean, _, count in pools for _ in range(count)]


def _above(half: float, freedom: int) -> float:
    """How likely chi-squared is above twice `half`."""
    if half <= 0:
        return 1.0
    odd = freedom % 2
    terms = (exp((i - odd / 2) * log(half) - half - lgamma(i - odd / 2 + 1)) for i in range(odd, (freedom + odd) // 2))
    return (erfc(sqrt(half)) if odd else 0.0) + sum(terms)


def _within(t: float, freedom: int) -> float:
    """How likely Student's t lies between -t and t."""
    angle, odd = atan(t / sqrt(freedom)), freedom % 2
    term, total = (cos(angle), 0.0) if odd else (1.0, 0.0)
    for i in range(1 + odd, freedom, 2):
        total += term
        term *= cos(angle) ** 2 * i / (i + 1)
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def _where(rising: Callable[[float], float], level: float) -> float:
    """Where a function that rises from 0 to 1 reaches a level, as exactly as a float can hold it."""
    low, high = 0.0, 1.0
    while rising(high) < level:
        low, high = high, 2 * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < level else (low, middle)
    return high

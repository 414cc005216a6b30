"""All curves c + a g(t) of some shapes g, a >= 0 and c >= floor: how well they fit, and where those that fit lead.

For one shape the sum of squares is a quadratic in c and a. The curves that fit within a limit are an ellipse, cut by
the two bounds; the least and the highest c + a g(T) lie on its rim, where the rim crosses a bound, or where the bounds
meet, and each has a closed form. numpy works out all shapes and all times at once: a row for each shape.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Shapes = Callable[[Numbers], Numbers]
"""From times to values of g: a row for each shape, a column for each time."""

ROUNDING = 1e-12


@dataclass(frozen=True)
class Points:
    """Errors at times that run from 0 (the first) to 1 (the last). No error is below `floor`; -inf: there is none."""

    times: Numbers
    errors: Numbers
    floor: float


class Slice(NamedTuple):
    """Curves free in c and a, or along one bound: the best of each shape, its sum of squares, and a step from there.

    The step, for values of g at later times, is what adds 1 to the sum of squares and, of all that do, most to c + a g.
    """

    c: Numbers
    a: Numbers
    squares: Numbers
    step: Callable[[Numbers], tuple[Numbers, Numbers]]


class Family:
    """The curves of some shapes, fitted: `squares` of the best of each shape, `least` of the best of all."""

    def __init__(self, points: Points, shapes: Shapes) -> None:
        self._points, self._shapes = points, shapes
        g = shapes(points.times)
        self._slices = [_free(points, g), _level(points, g)]
        if np.isfinite(points.floor):
            self._slices.append(_grounded(points, g))
        fits = np.array([np.where(self._allowed(each.c, each.a), each.squares, np.inf) for each in self._slices])
        self._best = np.unravel_index(fits.argmin(), fits.shape)
        self.squares: Numbers = fits.min(axis=0)
        self.least = float(fits.min())

    def middle(self, times: Numbers) -> Numbers:
        """The curve that fits best, at these times."""
        which, shape = self._best
        best = self._slices[which]
        heights: Numbers = best.c[shape] + best.a[shape] * self._shapes(times)[shape]
        return heights

    def ends(self, times: Numbers, limit: float) -> tuple[Numbers, Numbers]:
        """The least and the highest that a sum of squares within `limit` allows: a row for each shape, a column a time.

        Infinity and minus infinity for a shape that does not fit so well.
        """
        g = self._shapes(times)
        least, most = np.full_like(g, np.inf), np.full_like(g, -np.inf)
        for heights, allowed in self._extremes(g, limit * (1 + ROUNDING)):
            least = np.minimum(least, np.where(allowed, heights, np.inf))
            most = np.maximum(most, np.where(allowed, heights, -np.inf))
        return least, most

    def _extremes(self, g: Numbers, limit: float) -> Iterator[tuple[Numbers, Flags]]:
        """Heights, of which the least and the highest are among those allowed."""
        for each in self._slices:
            left = (limit - each.squares)[:, None]
            length = np.sqrt(np.maximum(left, 0))
            to_c, to_a = each.step(g)
            for steps in (-length, length):
                c, a = each.c[:, None] + steps * to_c, each.a[:, None] + steps * to_a
                yield c + a * g, (left >= 0) & self._allowed(c, a)
        meets = ((self._points.errors - self._points.floor) ** 2).sum() <= limit
        yield np.full_like(g, self._points.floor), np.full(g.shape, meets)

    def _allowed(self, c: Numbers, a: Numbers) -> Flags:
        return (a >= 0) & (c >= self._points.floor)


def _free(points: Points, g: Numbers) -> Slice:
    """Least squares in both. About its mean a curve is m + a (g - mean of g), where m and a do not hang together."""
    n, middle, mean = len(points.errors), g.mean(axis=1), points.errors.mean()
    about = g - middle[:, None]
    width = (about**2).sum(axis=1)
    a = about @ (points.errors - mean) / width
    squares = ((points.errors - mean - a[:, None] * about) ** 2).sum(axis=1)

    def step(later: Numbers) -> tuple[Numbers, Numbers]:
        off = later - middle[:, None]
        length = np.sqrt(1 / n + off**2 / width[:, None])
        to_a = off / width[:, None] / length
        return 1 / n / length - to_a * middle[:, None], to_a

    return Slice(mean - a * middle, a, squares, step)


def _level(points: Points, g: Numbers) -> Slice:
    """Along a = 0: a level line, whatever the shape."""
    c = max(points.errors.mean(), points.floor)
    squares = ((points.errors - c) ** 2).sum()
    ones, to_c = np.ones(len(g)), 1 / np.sqrt(len(points.errors))
    return Slice(c * ones, 0 * ones, squares * ones, lambda later: (np.full_like(later, to_c), np.zeros_like(later)))


def _grounded(points: Points, g: Numbers) -> Slice:
    """Along c = floor."""
    above, width = points.errors - points.floor, (g**2).sum(axis=1)
    a = g @ above / width
    squares = ((above - a[:, None] * g) ** 2).sum(axis=1)
    to_a = 1 / np.sqrt(width)[:, None]
    floors = np.full(len(g), points.floor)
    return Slice(floors, a, squares, lambda later: (np.zeros_like(later), np.broadcast_to(to_a, later.shape)))

"""Where labels go beside their points, so that they cover neither a point nor each other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle in inches; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box") -> float:
        """The area two boxes have in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def nearest(self, point: Point) -> Point:
        """The box's own point that is nearest to another."""
        return min(max(point[0], self.left), self.right), min(max(point[1], self.top), self.bottom)


class Spot(NamedTuple):
    """A point to be labelled: where it is, the radius of its marker, and the breadth and height of its label."""

    x: float
    y: float
    reach: float
    wide: float
    high: float

    @property
    def marker(self) -> Box:
        return Box(self.x - self.reach, self.y - self.reach, self.x + self.reach, self.y + self.reach)


class Placed(NamedTuple):
    """A label's box, and how much (square inches) it covers of what should be seen, or is cut off."""

    box: Box
    lost: float


def labels(spots: Sequence[Spot], within: Box, taken: Sequence[Box], far: bool = True) -> list[Placed]:
    """A box for each label near its point: right, left, above or below it, then (where `far`) farther away.

    `taken` is what should stay free. Where all is full, the place that covers least is chosen.
    """
    covered = [*taken, *(spot.marker for spot in spots)]
    placed: list[Placed] = []
    for spot in spots:
        best = min((Placed(box, _lost(box, within, covered)) for box in _places(spot, far)), key=lambda one: one.lost)
        placed.append(best)
        covered.append(best.box)
    return placed


def apart(points: Sequence[Point], least: float, right_edge: float) -> list[Point]:
    """Points that lie on one another moved sideways until each can be seen."""
    placed: list[Point] = []
    for x, y in points:
        steps = (x + sign * step * least for step in range(len(points) + 1) for sign in (1, -1))
        free = (at for at in steps if at <= right_edge and all(_far((at, y), other, least) for other in placed))
        placed.append((next(free, x), y))
    return placed


def _far(one: Point, other: Point, least: float) -> bool:
    return abs(one[0] - other[0]) >= least * 0.99 or abs(one[1] - other[1]) >= least * 0.99


def _places(spot: Spot, far: bool) -> Iterator[Box]:
    """Places around a point, the nearest first."""
    x, y, reach, wide, high = spot
    for farther in (0.06, 0.3, 0.6, 1.0, 1.5)[: None if far else 1]:
        away = reach + farther
        slant = away * 0.7
        for left, top in (
            (x + away, y - high / 2),
            (x - away - wide, y - high / 2),
            (x - wide / 2, y - away - high),
            (x - wide / 2, y + away),
            (x + slant, y - slant - high),
            (x + slant, y + slant),
            (x - slant - wide, y - slant - high),
            (x - slant - wide, y + slant),
        ):
            yield Box(left, top, left + wide, top + high)


def _lost(box: Box, within: Box, covered: Sequence[Box]) -> float:
    """What is cut off counts three times; rounded, so that of near ties the nearest is chosen."""
    outside = box.area - box.shared(within)
    return round(3 * outside + sum(map(box.shared, covered)), 3)

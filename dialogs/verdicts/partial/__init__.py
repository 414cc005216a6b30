"""Verdicts with what there is: what is still possible while inputs are unknown, and what it hangs on.

A file a verdict, named as in `dialogs.verdicts`; here are the shapes of their answers and how they are worked out.
Every unknown takes every value it can take. Of a number that is one value for each stretch of the number line on which
nothing turns (`cells`), so that finitely many say it exactly.

    given = mlops.Inputs("ongoing", by_hand="yes", minutes=1, staff=480, retraining="rarely", pipelines="one")
    possible(given).verdicts     by hand, MLOps level 1
    hangs_on(given).input        "requests"
    hangs_on(given).turns        (Turn(at=480, below=(by hand,), above=(MLOps level 1,), from_there=False),)

None is an unknown here, whatever the reason; it never counts as a zero.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil, floor, inf
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

I = TypeVar("I")  # noqa: E741 - the inputs of a verdict
V = TypeVar("V", bound=Hashable)
W = TypeVar("W", bound=Hashable)
D = TypeVar("D", bound="DataclassInstance")


@dataclass(frozen=True)
class Possible(Generic[V, I]):
    """The verdicts that remain, in the order of their table, each with a witness: completed inputs that lead to it.

    `unknown` names the inputs that were tried with every value; where there are none, the verdict is simply known.
    A contradiction is nothing to decide for. While anything else remains it is hypothetical and stands apart, in
    `unless`: a one-off whose requests nobody has counted is a proof of concept, unless they are too many for one.
    """

    witnesses: Mapping[V, I]
    unknown: tuple[str, ...] = ()
    contradictions: frozenset[V] = frozenset()

    @property
    def every(self) -> frozenset[V]:
        """All that remain, contradictions with the others. It shrinks, and never grows, as inputs become known."""
        return frozenset(self.witnesses)

    @property
    def verdicts(self) -> tuple[V, ...]:
        """What remains, without what contradicts itself; a contradiction only where nothing else is left."""
        sound = tuple(verdict for verdict in self.witnesses if verdict not in self.contradictions)
        return sound or tuple(self.witnesses)

    @property
    def unless(self) -> tuple[V, ...]:
        """The contradictions that are hypothetical: never to be asked about, only to be named."""
        return tuple(verdict for verdict in self.witnesses if verdict not in self.verdicts)

    @property
    def one(self) -> V | None:
        """The verdict, if only one remains, whatever the unknowns turn out to be (but for `unless`)."""
        return self.verdicts[0] if len(self.verdicts) == 1 else None

    def by(self, part: Callable[[V], W]) -> "Possible[W, I]":
        """The same of a part of each verdict: of MLOps level 1 and level 2 the outcome, which then is settled."""
        parts: dict[W, I] = {}
        for verdict, witness in self.witnesses.items():
            parts.setdefault(part(verdict), witness)
        return Possible(parts, self.unknown, frozenset(map(part, self.contradictions)))


@dataclass(frozen=True)
class Turn(Generic[V]):
    """The number at which it turns, and what remains below and above it; `from_there`: the number itself is above.

    Nothing at all on one side stands for numbers that would only contradict the other answers.
    """

    at: float
    below: tuple[V, ...]
    above: tuple[V, ...]
    from_there: bool = False

    @property
    def last(self) -> int:
        """The last whole number below (“up to 480”), for what is counted."""
        return ceil(self.at) - 1 if self.from_there else floor(self.at)

    @property
    def first(self) -> int:
        """The first whole number above (“from 481 on”), for what is counted."""
        return self.last + 1


@dataclass(frozen=True)
class Hinge(Generic[V]):
    """An input that, once known, alone changes what remains: a choice by its options, a number by its turns.

    An option that leaves nothing would only contradict the other answers.
    """

    input: str
    options: Mapping[object, tuple[V, ...]] = field(default_factory=dict)
    turns: tuple[Turn[V], ...] = ()

    @property
    def leaves(self) -> tuple[tuple[V, ...], ...]:
        """What may remain once it is known, without what would only contradict."""
        sides = [self.turns[0].below, *(turn.above for turn in self.turns)] if self.turns else self.options.values()
        return tuple(side for side in sides if side)

    @property
    def largest(self) -> int:
        """How many verdicts it leaves at the worst."""
        return max(map(len, self.leaves))

    @property
    def settles(self) -> bool:
        """Whether, whatever it turns out to be, one verdict remains."""
        return self.largest == 1


@dataclass(frozen=True)
class Ends:
    """The least and the most a figure can be; the same twice where it is known."""

    least: float
    most: float


@dataclass(frozen=True)
class Cell:
    """A stretch of the number line on which nothing turns, with a number that lies in it; or a point alone."""

    number: float
    point: bool


Domain = Callable[[I], Sequence[object]]
"""The values an input can take beside what is known: options, or the cells of a line; none where it is not asked."""


def cells(points: Iterable[float], least: float = -inf, closed: bool = True) -> tuple[Cell, ...]:
    """The line from `least` on (itself included if `closed`), cut at the points where something may turn."""
    inner = sorted({point for point in points if least < point < inf})
    line = [Cell(least, True)] if closed and least > -inf else []
    for low, high in pairwise((least, *inner, inf)):
        line.append(Cell(_between(low, high), False))
        line.extend([Cell(high, True)] if high < inf else [])
    return tuple(line)


def completions(given: D, domains: Mapping[str, Domain[D]]) -> list[D]:
    """The inputs completed in every way. An input's values may depend on those before it in the table."""
    completed = [given]
    for name, domain in domains.items():
        completed = [filled for one in completed for filled in _filled(one, name, domain)]
    return completed


def unknowns(given: D, domains: Mapping[str, Domain[D]]) -> tuple[str, ...]:
    """The inputs that are asked and that nobody knows."""
    return tuple(name for name, domain in domains.items() if getattr(given, name) is None and domain(given))


def witnesses(found: Iterable[I], verdict: Callable[[I], V], order: Iterable[V]) -> dict[V, I]:
    """The verdicts of these completions in the order given, each with the first that leads to it."""
    firsts: dict[V, I] = {}
    for one in found:
        firsts.setdefault(verdict(one), one)
    return {verdict: firsts[verdict] for verdict in order if verdict in firsts}


def fixings(given: D, domains: Mapping[str, Domain[D]]) -> dict[str, list[tuple[object, D]]]:
    """By unknown input: each of its values, and the inputs with that one alone fixed."""
    return {
        name: [(value, _fixed(given, name, value)) for value in domains[name](given)]
        for name in unknowns(given, domains)
    }


def hinges(
    whole: Possible[V, I], fixed: Mapping[str, Sequence[tuple[object, D]]], possible: Callable[[D], Possible[V, I]]
) -> tuple[Hinge[V], ...]:
    """The inputs that alone change what remains, the one first that leaves least at the worst (then on average)."""
    if whole.one is not None:
        return ()
    remaining = {
        name: [(value, _of(whole.verdicts, possible(one))) for value, one in values] for name, values in fixed.items()
    }
    telling = [name for name, sides in remaining.items() if any(side not in (whole.verdicts, ()) for _, side in sides)]
    return tuple(sorted((_hinge(name, remaining[name]) for name in telling), key=_worth_asking))


def _of(verdicts: tuple[V, ...], possible: Possible[V, I]) -> tuple[V, ...]:
    return tuple(verdict for verdict in verdicts if verdict in possible.witnesses)


def _hinge(name: str, sides: Sequence[tuple[object, tuple[V, ...]]]) -> Hinge[V]:
    line = [(value, side) for value, side in sides if isinstance(value, Cell)]
    return Hinge(name, turns=tuple(_turns(line))) if line else Hinge(name, options=dict(sides))


def _turns(line: Sequence[tuple[Cell, tuple[V, ...]]]) -> Iterator[Turn[V]]:
    for (left, below), (right, above) in pairwise(line):
        if below != above:
            # Of two neighbours one is the point between two stretches.
            yield Turn(left.number if left.point else right.number, below, above, from_there=right.point)


def _worth_asking(hinge: Hinge[V]) -> tuple[int, float]:
    return hinge.largest, sum(map(len, hinge.leaves)) / len(hinge.leaves)


def _filled(given: D, name: str, domain: Domain[D]) -> list[D]:
    if getattr(given, name) is not None:
        return [given]
    return [_fixed(given, name, value) for value in domain(given)] or [given]


def _fixed(given: D, name: str, value: object) -> D:
    return replace(given, **{name: value.number if isinstance(value, Cell) else value})


def _between(low: float, high: float) -> float:
    """A number between, whole where one is."""
    if low == -inf:
        return 0.0 if high == inf else high / 2 if high > 0 else 2 * high - 1
    if low < (whole := float(floor(low) + 1)) < high:
        return whole
    return 2 * abs(low) + 1 if high == inf else (low + high) / 2

"""MLOps or a proof of concept: the decision table, its inputs, and what would flip it.

The table is ours, built on S4.mlops.1 (a one-off needs no MLOps), S4.mlops.2 (a large number of requests needs it) and
Google's levels 0 to 2 (see GOOGLE).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

LARGE = 1000
GOOGLE = "https://cloud.google.com/architecture/mlops-continuous-delivery-and-automation-pipelines-in-machine-learning"


class Outcome(StrEnum):
    """What the decision table can say; `MLOPS` and `BY_HAND` go with a level."""

    UNDECIDED = "undecided"
    CONTRADICTION = "contradiction"
    POC = "poc"
    BY_HAND = "by_hand"
    MLOPS = "mlops"


class SizeTest(StrEnum):
    """Which test said whether the number of requests is large."""

    CAPACITY = "capacity"
    THRESHOLD = "threshold"


@dataclass(frozen=True)
class Inputs:
    """What the team said about the task. None: nobody knows yet. Requests and staff minutes are per day.

    `per` is the time of which the requests were given, as they are told. `in_lists`: they come as one list in such a
    time, a month or longer, so somebody starts each, and none of it is large.
    """

    kind: str | None = None
    requests: float | None = None
    by_hand: str | None = None
    minutes: float | None = None
    staff: float | None = None
    retraining: str | None = None
    pipelines: str | None = None
    large_from: float = LARGE
    per: Annotated[str, Field(exclude=True)] = "day"
    in_lists: Annotated[bool, Field(exclude=True)] = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The inputs that hold the decision up. Minutes and staff count only where people could do it by hand."""
        needed = ["kind", "requests", "by_hand", "retraining", "pipelines"]
        if self.by_hand == "yes":
            needed[3:3] = ["minutes", "staff"]
        return tuple(name for name in needed if getattr(self, name) is None)

    @property
    def size_test(self) -> SizeTest:
        """Staff capacity where people could do the work and there are any; the setting otherwise."""
        by_capacity = self.by_hand == "yes" and bool(self.staff)
        return SizeTest.CAPACITY if by_capacity else SizeTest.THRESHOLD

    @property
    def large(self) -> bool:
        """Whether it has to handle a large number of incoming requests; lists that somebody starts are none."""
        return self.is_much and not self.in_lists

    @property
    def is_much(self) -> bool:
        """Requests a day x minutes each > staff minutes a day; by the threshold, requests a day > the setting."""
        if self.size_test is SizeTest.CAPACITY:
            return self.load > _exact(self.staff)
        return (self.requests or 0) > self.large_from

    @property
    def load(self) -> Decimal:
        """Minutes a day the requests would take people, without the rounding of floats."""
        return _exact(self.requests) * _exact(self.minutes)

    @property
    def hours_by_hand(self) -> float:
        """Hours a day the requests would take people."""
        return float(self.load) / 60


@dataclass(frozen=True)
class Flip:
    """One input changed alone, and the outcome it leads to. `least`: a smaller number than this does not lead there."""

    input: str
    value: Any
    outcome: Outcome
    level: int | None
    least: float = 0.0


@dataclass(frozen=True)
class Decision:
    """The outcome, the rows of the table that led to it, and the changes that would turn it."""

    outcome: Outcome
    level: int | None
    rows: tuple[str, ...]
    inputs: Inputs
    missing: tuple[str, ...] = ()

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """Every single change of input that leads to another verdict; numbers at the exact point where it turns."""
        return tuple(_flips(self))


LEVEL_ROWS: tuple[tuple[str, int, Callable[[Inputs], bool]], ...] = (
    ("several_pipelines", 2, lambda given: given.pipelines in ("several", "changing")),
    ("periodic_retraining", 1, lambda given: given.retraining == "periodic"),
    ("fast_drift", 1, lambda given: given.retraining == "drifts"),
    ("large", 1, lambda given: given.large),
)
"""Rows of the table for an ongoing system: name, level, and when the row applies. The highest level wins."""

CLASHES: tuple[tuple[str, Callable[[Inputs], bool]], ...] = (
    ("large", lambda given: given.large),
    ("periodic_retraining", lambda given: given.retraining == "periodic"),
    ("several_pipelines", lambda given: given.pipelines == "several"),
)
"""What a one-off cannot be at the same time."""

ALTERNATIVES: Mapping[str, tuple[str, ...]] = {
    "kind": ("one_off", "ongoing"),
    "retraining": ("rarely", "periodic", "drifts"),
    "pipelines": ("one", "several", "changing"),
    "by_hand": ("yes", "no"),
}


def decide(given: Inputs) -> Decision:
    """The one verdict for these inputs. Source: see the module."""
    if given.missing:
        return Decision(Outcome.UNDECIDED, None, ("missing",), given, given.missing)
    if given.kind == "one_off":
        clashes = tuple(name for name, applies in CLASHES if applies(given))
        if clashes:
            return Decision(Outcome.CONTRADICTION, None, clashes, given)
        return Decision(Outcome.POC, None, ("one_off",), given)
    applying = tuple((name, level) for name, level, applies in LEVEL_ROWS if applies(given))
    level = max((level for _, level in applying), default=0)
    rows = tuple(name for name, row_level in applying if row_level == level) or (_SMALL[given.in_lists],)
    return Decision(Outcome.MLOPS if level else Outcome.BY_HAND, level, rows, given)


_SMALL = {False: "steady_and_small", True: "lists"}
"""The row that applies where no other does: there is little to handle, or it comes as a few lists."""


def _flips(decision: Decision) -> Iterator[Flip]:
    if decision.outcome is Outcome.UNDECIDED:
        return
    for name, value in _single_changes(decision.inputs):
        changed = decide(replace(decision.inputs, **{name: value}))
        if (changed.outcome, changed.level) != (decision.outcome, decision.level) and not changed.missing:
            yield Flip(name, value, changed.outcome, changed.level, _least(decision.inputs, name, changed))


def _least(given: Inputs, name: str, changed: Decision) -> float:
    """1 where no staff at all leads elsewhere: then people cannot do it, and the threshold decides."""
    if name != "staff":
        return 0.0
    nobody = decide(replace(given, staff=0.0))
    return 0.0 if (nobody.outcome, nobody.level) == (changed.outcome, changed.level) else 1.0


def _single_changes(given: Inputs) -> Iterator[tuple[str, Any]]:
    for name, options in ALTERNATIVES.items():
        yield from ((name, option) for option in options if option != getattr(given, name))
    turning = _turning_requests(given)
    if turning is not None:
        yield "requests", turning
    if given.size_test is SizeTest.CAPACITY:
        enough = float(given.load.to_integral_value(ROUND_CEILING))
        yield "staff", enough if given.large else max(0.0, enough - 1)


def _turning_requests(given: Inputs) -> float | None:
    """The first whole number of requests a day on the other side of “large”; None where no number is.

    Where less than one a day is large, it is the most that is not.
    """
    most_small = _exact(given.large_from)
    if given.size_test is SizeTest.CAPACITY:
        if not given.minutes:
            return None
        most_small = _exact(given.staff) / _exact(given.minutes)
    whole = float(most_small.to_integral_value(ROUND_FLOOR))
    if given.large:
        return whole or float(most_small.quantize(Decimal("0.0001"), ROUND_FLOOR)) or float(most_small)
    return whole + 1


def _exact(number: float | None) -> Decimal:
    """The number as somebody wrote it: 30 x 0.1 is 3, not a little more."""
    return Decimal(str(number or 0))

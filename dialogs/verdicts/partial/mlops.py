"""MLOps or a proof of concept while inputs are unknown: what remains, what it hangs on, what would contradict.

Of the four numbers only one thing counts, whether the requests are *large*: each is tried just where that turns.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dialogs.verdicts.mlops import ALTERNATIVES, CLASHES, Inputs, Outcome, decide
from dialogs.verdicts.partial import (
    Cell,
    Domain,
    Hinge,
    Possible,
    cells,
    completions,
    fixings,
    hinges,
    unknowns,
    witnesses,
)


@dataclass(frozen=True)
class Ruling:
    """What the decision table can say: an outcome, and the level where it has one."""

    outcome: Outcome
    level: int | None = None


CONTRADICTION = Ruling(Outcome.CONTRADICTION)
RULINGS = (
    Ruling(Outcome.POC),
    Ruling(Outcome.BY_HAND, 0),
    Ruling(Outcome.MLOPS, 1),
    Ruling(Outcome.MLOPS, 2),
    CONTRADICTION,
)


@lru_cache(maxsize=512)
def possible(given: Inputs) -> Possible[Ruling, Inputs]:
    """The rulings that remain. The outcome alone: `possible(given).by(outcome)`."""
    found = witnesses(_completions(given), _ruling, RULINGS)
    return Possible(found, unknowns(given, DOMAINS), frozenset([CONTRADICTION]))


def outcome(ruling: Ruling) -> Outcome:
    """For `Possible.by`: MLOps either way, while the level is open."""
    return ruling.outcome


def hangs_on(given: Inputs) -> Hinge[Ruling] | None:
    """The input to find out first; None where one verdict remains, or no input alone changes what does."""
    return next(iter(all_hinges(given)), None)


def all_hinges(given: Inputs) -> tuple[Hinge[Ruling], ...]:
    """Every input that alone changes what remains, the most telling first."""
    return hinges(possible(given), fixings(given, DOMAINS), possible)


def clashes(given: Inputs) -> tuple[str, ...]:
    """The rows that contradict a one-off, or would if the unknowns turned out so: what follows “unless”."""
    found = {row for one in _completions(given) if _ruling(one) == CONTRADICTION for row in decide(one).rows}
    return tuple(name for name, _ in CLASHES if name in found)


def certain_clashes(given: Inputs) -> tuple[str, ...]:
    """The rows that contradict a one-off whatever the unknowns turn out to be: these are asked about."""
    if given.kind != "one_off":
        return ()
    rows = [decide(one).rows for one in _completions(given)]
    return tuple(name for name, _ in CLASHES if all(name in found for found in rows))


def _requests(given: Inputs) -> tuple[Cell, ...]:
    """More than none: they turn at the setting, and at what the staff can handle."""
    capacity = _quotient(given.staff, given.minutes)
    return cells((given.large_from, *capacity), least=0, closed=False)


def _minutes(given: Inputs) -> tuple[Cell, ...]:
    """More than none: they turn where the staff can just handle the requests."""
    if given.by_hand == "no":
        return ()
    return cells(_quotient(given.staff, given.requests), least=0, closed=False)


def _staff(given: Inputs) -> tuple[Cell, ...]:
    """It turns at nobody at all, where the threshold decides, and at what the requests would take."""
    if given.by_hand == "no":
        return ()
    known = given.requests is not None and given.minutes is not None
    return cells([float(given.load)] if known else [], least=0)


NUMBERS: Mapping[str, Domain[Inputs]] = {
    "by_hand": lambda given: ALTERNATIVES["by_hand"],
    "requests": _requests,
    "minutes": _minutes,
    "staff": _staff,
}
CHOICES: Mapping[str, Domain[Inputs]] = {
    "kind": lambda given: ALTERNATIVES["kind"],
    "retraining": lambda given: ALTERNATIVES["retraining"],
    "pipelines": lambda given: ALTERNATIVES["pipelines"],
}
DOMAINS: Mapping[str, Domain[Inputs]] = {**CHOICES, **NUMBERS}


def _completions(given: Inputs) -> Iterator[Inputs]:
    """One completion for every size it can have, with each of the choices."""
    sizes = witnesses(completions(given, NUMBERS), lambda one: one.large, (False, True))
    for sized in sizes.values():
        yield from completions(sized, CHOICES)


def _ruling(given: Inputs) -> Ruling:
    decision = decide(given)
    return Ruling(decision.outcome, decision.level)


def _quotient(amount: float | None, each: float | None) -> tuple[float, ...]:
    """How often one goes into the other, as somebody wrote them; nothing where either is unknown, or none."""
    return (float(Decimal(str(amount)) / Decimal(str(each))),) if amount and each else ()

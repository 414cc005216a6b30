"""Is machine learning needed at all? The decision table, the ledger of alternatives, and what would flip it.

The rule is S0.need.rule: where something simpler suffices, no machine learning. That a heuristic has to be named
first leans on Google's rules #1 (do not shy away from launching without it) and #3 (choose it over a *complex*
heuristic; see GOOGLE); that the ledger can contradict the answers is ours. The kinds of tasks are those of the
People + AI Guidebook (see PAIR).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from math import floor
from typing import Any

from dialogs.verdicts.business_case import annuity, cash_flows, net_present_value

GOOGLE = "https://developers.google.com/machine-learning/guides/rules-of-ml"
PAIR = "https://pair.withgoogle.com/guidebook/"
ML, BUY = "ml", "buy"
ALTERNATIVES = ("software", "process", "people", BUY)
ASPECTS = ("rules", "scale", "economics")
LEAD = 0.1
"""The share of machine learning's yearly cost by which another way has to lead before it is asked about. Ours."""

TIE = 0.05
"""The share of the larger value, as worth today, by which two ways have to differ to differ at all. Ours.

What a way is worth a year is nearly always a round figure, or the middle of a range of a tenth to each side; a lead of
less than a twentieth of it is the rounding's. Then the easier and cheaper way counts (S0.need.3).
"""

PROBABLY_BETTER = frozenset(
    ("recommending", "predicting", "personalising", "language", "recognising", "rare_events", "agent", "dynamic")
)
PROBABLY_NOT = frozenset(("predictable", "static", "costly_errors", "transparent", "quick_and_cheap", "kept_by_people"))


class Outcome(StrEnum):
    """What the decision table can say."""

    UNDECIDED = "undecided"
    SIMPLER = "simpler"
    CONTRADICTION = "contradiction"
    EQUAL = "equal"
    NEEDED = "needed"


class Leaning(StrEnum):
    """Which way the kinds of a task point."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True)
class Costing:
    """What a way costs once, what it costs a year, and what it is worth a year; all in one currency.

    `wait` are the months until it is in use: value and yearly cost begin then.
    """

    once: float
    yearly: float
    value: float
    wait: float = 0.0


@dataclass(frozen=True)
class Inputs:
    """What the team said: each aspect is "simpler" or "needs_ml", None where nobody knows yet.

    The ledger has costings by way ("ml" and ALTERNATIVES); the horizon is in years, the rate a share (0.08), and both
    are the same for every way. `lead` is the share of machine learning's yearly cost by which another way has to lead
    to contradict the answers; without one it does so from as much on. `tie` is the share of the larger value, as worth
    today, within which two ways are as good as equal; without one a cent tells them apart.
    """

    rules: str | None = None
    scale: str | None = None
    economics: str | None = None
    baseline_named: bool = False
    ledger: Mapping[str, Costing] = field(default_factory=dict)
    horizon: int | None = None
    rate: float | None = None
    lead: float | None = None
    tie: float | None = None

    @property
    def simpler(self) -> tuple[str, ...]:
        """The aspects under which something simpler suffices."""
        return tuple(name for name in ASPECTS if getattr(self, name) == "simpler")

    @property
    def missing(self) -> tuple[str, ...]:
        """What holds the decision up: nothing once one aspect says simpler, since no further answer could turn that."""
        if self.simpler:
            return ()
        unknown = [name for name in ASPECTS if getattr(self, name) is None]
        return (*unknown, *(() if self.baseline_named else ("baseline",)))


@dataclass(frozen=True)
class LedgerRow:
    """A way on the sheet: its net present value, and by how much that is above machine learning's (None: no ML)."""

    way: str
    costing: Costing
    npv: float
    gap: float | None


@dataclass(frozen=True)
class Flip:
    """One input changed alone, and the outcome it leads to; `ml.value` is what machine learning is worth a year."""

    input: str
    value: Any
    outcome: Outcome


@dataclass(frozen=True)
class Decision:
    """The outcome, the rows that led to it, the ledger, and the changes that would turn it.

    `reckoned` is False where the ledger lacks machine learning, an alternative, the horizon or the rate: it then says
    nothing. `as_good` names the alternatives worth at least as much as machine learning, best first, whatever the
    outcome.
    """

    outcome: Outcome
    rows: tuple[str, ...]
    inputs: Inputs
    missing: tuple[str, ...]
    ledger: tuple[LedgerRow, ...]
    reckoned: bool
    as_good: tuple[str, ...]

    @cached_property
    def ahead(self) -> tuple[str, ...]:
        """The alternatives whose net present value leads by more than `LEAD` of what machine learning costs a year."""
        return tuple(row.way for row in self.ledger if _leads(row, replace(self.inputs, lead=LEAD)))

    @cached_property
    def equals(self) -> tuple[LedgerRow, ...]:
        """The alternatives that are as good as equal to machine learning, best first, whatever the outcome."""
        return tuple(row for row in self.ledger if _ties(row, self.inputs))

    @cached_property
    def cheaper(self) -> tuple[str, float] | None:
        """Of machine learning and the best of its equals, the one that costs less as worth today, and by how much.

        None without an equal, and where both cost the same.
        """
        given = self.inputs
        if not self.equals or given.horizon is None or given.rate is None:
            return None
        pair = {ML: given.ledger[ML], self.equals[0].way: self.equals[0].costing}
        costs = {way: -npv(replace(one, value=0.0), given.horizon, given.rate) for way, one in pair.items()}
        least, most = sorted(costs, key=costs.__getitem__)
        by = round(costs[most] - costs[least], 2)
        return (least, by) if by else None

    @cached_property
    def at_once(self) -> tuple[str, float] | None:
        """The other way that would be worth most in use from the first day, and by how much more than machine learning.

        Less than nothing where machine learning would still lead. None where all are in use at once, or none of the
        others would be worth anything.
        """
        given = self.inputs
        waits = [row for row in self.ledger if row.way != ML and row.costing.wait]
        if not waits or given.horizon is None or given.rate is None or ML not in given.ledger:
            return None
        own = next(row.npv for row in self.ledger if row.way == ML)
        values = {row.way: npv(replace(row.costing, wait=0.0), given.horizon, given.rate) for row in waits}
        best = max(values, key=values.__getitem__)
        return (best, round(values[best] - own, 2)) if values[best] > 0 else None

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """Every single change of input that leads to another verdict; the yearly value in whole units of money."""
        return () if self.outcome is Outcome.UNDECIDED else tuple(_flips(self))


def decide(given: Inputs) -> Decision:
    """The one verdict for these inputs: simpler, else not decided, else contradiction, else equal, else needed.

    Raises ValueError as `ledger_rows` does.
    """
    ledger = _reckoned(given)
    as_good = tuple(row.way for row in ledger if row.way != ML and row.gap is not None and row.gap >= 0)
    euro = given.lead is None and given.tie is None
    against = as_good if euro else tuple(row.way for row in ledger if _leads(row, given))
    tied = any(_ties(row, given) for row in ledger)
    outcome, rows = _ruled(given, bool(ledger), bool(against), tied, bool(as_good))
    return Decision(outcome, rows, given, given.missing, ledger, bool(ledger), as_good)


def npv(costing: Costing, horizon: int, rate: float) -> float:
    """What is paid once now, and value less yearly cost at the end of each year 1..horizon once in use, discounted.

    Raises ValueError for a negative horizon, or a rate of -100 % or less.
    """
    if horizon < 0 or rate <= -1:
        raise ValueError(f"no present value over {horizon} years at {rate}")
    flows = cash_flows(costing.once, costing.value - costing.yearly, horizon, costing.wait)
    return net_present_value(flows, rate)


def ledger_rows(ledger: Mapping[str, Costing], horizon: int, rate: float) -> tuple[LedgerRow, ...]:
    """The ways by net present value, best first, gaps to the cent; at a tie machine learning stands last.

    Raises ValueError for a way nobody knows, and as `npv` does.
    """
    if strange := ledger.keys() - {ML, *ALTERNATIVES}:
        raise ValueError(f"no such way: {sorted(strange)}")
    values = {way: npv(ledger[way], horizon, rate) for way in (*ALTERNATIVES, ML) if way in ledger}
    ranked = sorted(values, key=lambda way: -round(values[way], 2))
    return tuple(LedgerRow(way, ledger[way], values[way], _gap(values, way)) for way in ranked)


def pair_leaning(kinds: Iterable[str]) -> Leaning:
    """Which way the kinds of a task point; a kind that the guidebook does not have points nowhere."""
    named = frozenset(kinds)
    return {
        (True, False): Leaning.FOR,
        (False, True): Leaning.AGAINST,
        (True, True): Leaning.MIXED,
        (False, False): Leaning.NONE,
    }[bool(named & PROBABLY_BETTER), bool(named & PROBABLY_NOT)]


def _leads(row: LedgerRow, given: Inputs) -> bool:
    """Whether another way leads machine learning by more than `lead` of what that costs a year, and is no equal."""
    return row.way != ML and row.gap is not None and row.gap > max(_least(given), told_apart_by(row, given))


def _ties(row: LedgerRow, given: Inputs) -> bool:
    """Whether another way is ahead or behind by less than the figures tell, or ahead by less than is asked about."""
    if given.tie is None or row.way == ML or row.gap is None:
        return False
    bound = told_apart_by(row, given)
    return -bound <= row.gap <= max(_least(given), bound)


def _least(given: Inputs) -> float:
    return (given.lead or 0.0) * given.ledger[ML].yearly if ML in given.ledger else 0.0


def told_apart_by(row: LedgerRow, given: Inputs) -> float:
    """By how much a way has to be worth more or less than machine learning to be told apart from it."""
    if given.tie is None or ML not in given.ledger or given.horizon is None or given.rate is None:
        return 0.0
    values = (annuity(given.horizon, given.rate, one.wait) * one.value for one in (row.costing, given.ledger[ML]))
    return given.tie * max(0.0, *values)


def _ruled(given: Inputs, reckoned: bool, against: bool, tied: bool, matched: bool) -> tuple[Outcome, tuple[str, ...]]:
    if given.simpler:
        return Outcome.SIMPLER, given.simpler
    if given.missing:
        return Outcome.UNDECIDED, ("missing",)
    if against:
        return Outcome.CONTRADICTION, ("another_is_worth_as_much",)
    if tied:
        return Outcome.EQUAL, ("another_is_as_good_as_equal",)
    sheet = ("another_hardly_leads",) if matched else ("ml_is_worth_most",)
    return Outcome.NEEDED, (*ASPECTS, "baseline", *(sheet if reckoned else ()))


def _reckoned(given: Inputs) -> tuple[LedgerRow, ...]:
    """The ledger's rows; none where it cannot be compared."""
    comparable = ML in given.ledger and len(given.ledger) > 1
    if not comparable or given.horizon is None or given.rate is None:
        return ()
    return ledger_rows(given.ledger, given.horizon, given.rate)


def _gap(values: Mapping[str, float], way: str) -> float | None:
    return round(values[way] - values[ML], 2) + 0.0 if ML in values else None  # + 0.0: no minus before a zero


def _flips(decision: Decision) -> Iterator[Flip]:
    given = decision.inputs
    for name in ASPECTS:
        change: dict[str, Any] = {name: "needs_ml" if getattr(given, name) == "simpler" else "simpler"}
        yield from _turned(decision, name, change[name], replace(given, **change))
    outcomes = set[Outcome]()
    for worth in _turning_values(decision):
        changed = replace(given, ledger={**given.ledger, ML: replace(given.ledger[ML], value=worth)})
        for flip in _turned(decision, "ml.value", worth, changed):
            if flip.outcome not in outcomes:
                outcomes.add(flip.outcome)
                yield flip
        if outcomes and decision.outcome is not Outcome.EQUAL:
            return  # an equal may be turned either way, of the others the nearest says it


def _turned(decision: Decision, name: str, value: Any, changed: Inputs) -> Iterator[Flip]:
    found = decide(changed)
    if found.outcome is not decision.outcome and not found.missing:
        yield Flip(name, value, found.outcome)


def _turning_values(decision: Decision) -> tuple[float, ...]:
    """Whole yearly values of machine learning about where an alternative is as good, or told apart; nearest first."""
    given = decision.inputs
    if given.horizon is None or given.rate is None or ML not in given.ledger:
        return ()
    ml = given.ledger[ML]
    a_year = annuity(given.horizon, given.rate, ml.wait)
    if not a_year:
        return ()
    turns = {even for row in decision.ledger if row.way != ML for even in _evens(row, given, a_year)}
    around = {even + step for even in map(floor, turns) for step in (-1, 0, 1, 2)}
    return tuple(sorted((float(one) for one in around if one >= 0), key=lambda one: abs(one - ml.value)))


def _evens(row: LedgerRow, given: Inputs, a_year: float) -> Iterator[float]:
    """The yearly values of machine learning at which it stands to this way at one of the bounds."""
    ml, tie = given.ledger[ML], given.tie or 0.0
    even = ml.value + (row.gap or 0.0) / a_year  # where both are worth the same
    yield even - _least(given) / a_year
    other = annuity(given.horizon or 0, given.rate or 0.0, row.costing.wait) * row.costing.value / a_year
    for side in (tie, -tie):
        yield even - side * other  # the other way's value is the larger one
        yield even / (1 + side)  # machine learning's is

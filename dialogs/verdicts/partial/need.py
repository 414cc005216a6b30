"""Is machine learning needed, while answers and sums are unknown: what remains, and what each way has to bring.

A ledger without its horizon, its rate, machine learning or another way says nothing here either, as in `need.decide`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil, floor

from dialogs.verdicts import need
from dialogs.verdicts.need import ALTERNATIVES, ASPECTS, ML, Costing, LedgerRow, Outcome, decide, ledger_rows, npv
from dialogs.verdicts.partial import Domain, Hinge, Possible, Turn, completions, fixings, hinges, unknowns, witnesses

PARTS = ("once", "yearly", "value")


@dataclass(frozen=True)
class Sums:
    """What a way costs once and a year, and what it is worth a year. None: nobody knows yet. None is below zero.

    `wait` are the months until it is in use.
    """

    once: float | None = None
    yearly: float | None = None
    value: float | None = None
    wait: float = 0.0

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(part for part in PARTS if getattr(self, part) is None)

    def costing(self, cost: float = 0.0, value: float = 0.0) -> Costing:
        """With these in place of what nobody knows."""
        return Costing(_or(self.once, cost), _or(self.yearly, cost), _or(self.value, value), self.wait)


@dataclass(frozen=True)
class Inputs:
    """`need.Inputs` with a ledger of sums, any of which may be unknown; and whether a baseline will be named."""

    rules: str | None = None
    scale: str | None = None
    economics: str | None = None
    baseline_named: bool | None = False
    ledger: Mapping[str, Sums] = field(default_factory=dict)
    horizon: int | None = None
    rate: float | None = None
    lead: float | None = None
    tie: float | None = None

    def completed(self, ledger: Mapping[str, Costing]) -> need.Inputs:
        aspects = (self.rules, self.scale, self.economics)
        return need.Inputs(*aspects, bool(self.baseline_named), ledger, self.horizon, self.rate, self.lead, self.tie)


@dataclass(frozen=True)
class Bound:
    """What one unknown sum has to come to, beside the best it can be compared with (`rival`).

    The turn is in whole units of money, between `NEEDED` (machine learning is worth more) and `CONTRADICTION` (another
    way is worth as much). Without one no amount turns it, and it is `always` so.
    """

    way: str
    part: str
    rival: str
    turn: Turn[Outcome] | None
    always: Outcome | None = None


@dataclass(frozen=True)
class Ledger:
    """The sheet with what there is: the ways whose sums are known, best first, and what one unknown has to come to.

    `left_out`: ways that cannot be compared, because two of their sums are unknown, or one with nothing complete to
    hold it against. `lacks`: what the whole sheet lacks ("ml", "alternative", "horizon", "rate"); then it says nothing.
    """

    rows: tuple[LedgerRow, ...]
    bounds: tuple[Bound, ...]
    left_out: tuple[str, ...]
    lacks: tuple[str, ...]


def possible(given: Inputs) -> Possible[Outcome, need.Inputs]:
    """The outcomes that remain. Beside `NEEDED`, that another way may be worth as much is hypothetical: in `unless`,
    as is that they may be as good as equal.

    Where the ledger speaks against three such answers whatever its unknowns, it is none: it is what follows from them.
    Raises ValueError as `need.decide` does.
    """
    found = (one.completed(ledger) for one in completions(given, DOMAINS) for ledger in _ledgers(given))
    sums = tuple(f"{way}.{part}" for way, known in given.ledger.items() for part in known.unknown)
    remaining = witnesses(found, lambda one: decide(one).outcome, Outcome)
    hypothetical = {Outcome.CONTRADICTION, Outcome.EQUAL} & set(remaining) if sums else set()
    return Possible(
        remaining, (*unknowns(given, DOMAINS), *sums), frozenset(hypothetical if Outcome.NEEDED in remaining else ())
    )


def hangs_on(given: Inputs) -> Hinge[Outcome] | None:
    """The aspect to find out first; None where one outcome remains. What sums hang on is in `ledger`."""
    return next(iter(all_hinges(given)), None)


def all_hinges(given: Inputs) -> tuple[Hinge[Outcome], ...]:
    """Every aspect that alone changes what remains, the most telling first."""
    return hinges(possible(given), fixings(given, DOMAINS), possible)


def ledger(given: Inputs) -> Ledger:
    """What the ledger says with what there is. Raises ValueError as `need.ledger_rows` does."""
    if lacks := _lacking(given):
        return Ledger((), (), (), lacks)
    bounds = tuple(bound for way, sums in given.ledger.items() if (bound := _bound(given, way, sums.unknown)))
    known = _complete(given)
    left_out = given.ledger.keys() - known.keys() - {bound.way for bound in bounds}
    return Ledger(
        rows=ledger_rows(known, *_terms(given)),
        bounds=bounds,
        left_out=tuple(way for way in (ML, *ALTERNATIVES) if way in left_out),
        lacks=(),
    )


DOMAINS: Mapping[str, Domain[Inputs]] = {
    **dict.fromkeys(ASPECTS, lambda given: ("simpler", "needs_ml")),
    "baseline_named": lambda given: (True, False),
}


def _lacking(given: Inputs) -> tuple[str, ...]:
    has = {
        ML: ML in given.ledger,
        "alternative": bool(given.ledger.keys() - {ML}),
        "horizon": given.horizon is not None,
        "rate": given.rate is not None,
    }
    return tuple(name for name, there in has.items() if not there)


def _terms(given: Inputs) -> tuple[int, float]:
    assert given.horizon is not None
    assert given.rate is not None
    return given.horizon, given.rate


def _complete(given: Inputs) -> dict[str, Costing]:
    return {way: sums.costing() for way, sums in given.ledger.items() if not sums.unknown}


def _ledgers(given: Inputs) -> list[dict[str, Costing]]:
    """Those that matter, since every sum pulls one way only: all unknowns for machine learning, all against it.

    And where the one says that it is needed and the other that it is not, one between them that makes it an equal.
    """
    known = _complete(given)
    if _lacking(given) or len(known) == len(given.ledger):
        return [known]
    ends = [_leaning_to(given, share) for share in (1.0, 0.0)]
    return [*ends, *_equal(given)] if given.tie is not None else ends


def _leaning_to(given: Inputs, share: float) -> dict[str, Costing]:
    """The unknowns between all for machine learning (1) and all against it (0)."""
    much = _more_than_all(given)
    good, bad = much * share, much * (1 - share)
    return {way: sums.costing(*((bad, good) if way == ML else (good, bad))) for way, sums in given.ledger.items()}


def _equal(given: Inputs) -> Iterator[dict[str, Costing]]:
    """Unknowns that leave another way as good as equal, halved in on; none where both ends say the same, or nearly."""
    asked = replace(given, rules="needs_ml", scale="needs_ml", economics="needs_ml", baseline_named=True)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = _leaning_to(given, (low + high) / 2)
        outcome = decide(asked.completed(middle)).outcome
        if outcome is Outcome.EQUAL:
            yield middle
            return
        low, high = ((low + high) / 2, high) if outcome is Outcome.CONTRADICTION else (low, (low + high) / 2)


_HALVINGS = 60


def _more_than_all(given: Inputs) -> float:
    """An amount that outweighs all that is known, paid once or coming in every year."""
    horizon, rate = _terms(given)
    annuity = npv(Costing(0, 0, 1), horizon, rate)
    known = sum(abs(getattr(sums, part) or 0) for sums in given.ledger.values() for part in PARTS)
    return float(ceil(1 + 2 * known * (1 + annuity) / (min(1.0, annuity) or 1.0)))


def _bound(given: Inputs, way: str, unknown: tuple[str, ...]) -> Bound | None:
    """None where the way is complete, or cannot be compared."""
    rivals = [row for row in ledger_rows(_complete(given), *_terms(given)) if way == ML or row.way == ML]
    if len(unknown) != 1 or not rivals:
        return None
    (part,), rival = unknown, rivals[0]
    outcomes = {amount: _outcome(given, way, part, rival, amount) for amount in _about(given, way, part, rival)}
    turn = next(
        (
            Turn(low, (outcomes[low],), (outcomes[high],))
            for low, high in pairwise(sorted(outcomes))
            if outcomes[low] is not outcomes[high]
        ),
        None,
    )
    return Bound(way, part, rival.way, turn, None if turn else _outcome(given, way, part, rival, 0.0))


def _with(given: Inputs, way: str, part: str, amount: float) -> Costing:
    sums = given.ledger[way]
    return sums.costing(value=amount) if part == "value" else sums.costing(cost=amount)


def _outcome(given: Inputs, way: str, part: str, rival: LedgerRow, amount: float) -> Outcome:
    pair = {rival.way: rival.costing, way: _with(given, way, part, amount)}
    return decide(need.Inputs("needs_ml", "needs_ml", "needs_ml", True, pair, *_terms(given))).outcome


def _about(given: Inputs, way: str, part: str, rival: LedgerRow) -> Iterable[float]:
    """Whole amounts about where both are worth the same; none below zero."""
    unit = npv(Costing(**{name: float(name == part) for name in PARTS}, wait=given.ledger[way].wait), *_terms(given))
    if not unit:
        return ()
    even = floor((rival.npv - npv(_with(given, way, part, 0.0), *_terms(given))) / unit)
    return [float(amount) for amount in range(even - 1, even + 3) if amount >= 0]


def _or(known: float | None, otherwise: float) -> float:
    return otherwise if known is None else known

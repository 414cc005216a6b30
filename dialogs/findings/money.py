"""The case for management: its figures added up, what they come to, and what two thousand draws of them do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from dialogs.answers.unknowns import Ignorance
from dialogs.findings.values import answered
from dialogs.record.record import Record
from dialogs.verdicts import business_case
from dialogs.verdicts.business_case import NO_WAIT, CaseInputs, Outlook
from dialogs.verdicts.estimates import SEED, Spread
from dialogs.verdicts.partial import business_case as partial
from dialogs.verdicts.partial.business_case import Limit, reckon

CASE = ("case.2", "case.3", "case.4", "case.5")
FIGURES = ("case.2.saving", "case.3.people", "case.4.once", "case.4.yearly", "case.5.training")
TERMS = ("case.5.months", "case.5.horizon", "case.5.rate")

BESIDE = {"case.5.training": "case.4.once", "case.3.people": "case.4.yearly"}
"""What is added to another sum of the case: without it there is a sum all the same, which says so."""

YEARS, PER_CENT = 3, 8.0
"""How far it is looked ahead, and the discount rate, where the catalogue asks for neither (ours)."""


@dataclass(frozen=True)
class SoFar:
    """The case while a figure of it is not known, or several (`lacking`, as `question.field`).

    `known` are its sums without what is lacking: of what is paid once, say, all but the teaching. Where one figure
    alone is lacking, `limit` is what that figure has to come to, the rest as expected; `worst` the same at the low
    saving (while nobody knows the saving, at the high costs), None where that is the expected one or none is known; and
    `worth` the net present value as expected before the cost that is lacking. `left_out` are the lacking figures
    without which their sum is known, the others are not.
    """

    currency: str
    known: partial.Inputs
    lacking: tuple[str, ...]
    limit: Limit | None
    worst: Limit | None
    worth: float | None

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(path for path in self.lacking if path in BESIDE and BESIDE[path] not in self.lacking)


def is_made(record: Record) -> bool:
    """Whether the case's figures are all known: what nobody gave is not nothing, and makes no case."""
    return answered(record, *CASE) and known(record).known is not None


def is_unknown(record: Record, path: str) -> bool:
    """Whether somebody said that a figure is not known, or that there is none to give."""
    return record.unknown(path) is not None and record.value(path) is None


def currency(record: Record) -> str:
    """The money the case is in; euros where nobody chose."""
    return record.text("case.2.currency") or "EUR"


def known(record: Record) -> partial.Inputs:
    """The case's figures, added up as far as they are known."""
    horizon, rate = record.setting("case.5.horizon", YEARS), record.setting("case.5.rate", PER_CENT)
    return partial.Inputs(
        saving=record.spread("case.2.saving"),
        once=_together(record, "case.4.once", "case.5.training"),
        yearly=_together(record, "case.3.people", "case.4.yearly"),
        months=_months(record),
        horizon=None if horizon is None else int(horizon),
        rate=None if rate is None else rate / 100,
    )


def so_far(record: Record) -> SoFar | None:
    """What is known of a case that is not made, although every question of it was answered; else None."""
    lacking = tuple(path for path in (*FIGURES, *TERMS) if is_unknown(record, path))
    if not lacking or not answered(record, *CASE) or is_made(record):
        return None
    given, there = known(record), _without(record, lacking)
    limit, worst = (_of_the_lacking(reckon(one), there, lacking) for one in (given, partial.at_worst(given)))
    return SoFar(
        currency=currency(record),
        known=there,
        lacking=lacking,
        limit=limit,
        worst=None if worst == limit else worst,
        worth=_worth(there, limit.part) if limit else None,
    )


def for_the_sheet(record: Record) -> partial.Inputs:
    """The case's sums that stand for machine learning among the alternatives: what is lacking beside one is left out.

    Of a sum whose own figure is lacking, the sheet's is the better one: None.
    """
    found = so_far(record)
    if found is None:
        return known(record)
    once = None if "case.4.once" in found.lacking else found.known.once
    yearly = None if "case.4.yearly" in found.lacking else found.known.yearly
    return replace(found.known, once=once, yearly=yearly)


def inputs(record: Record) -> CaseInputs:
    """The figures of a case that is made. Raises ValueError where it is not."""
    given = known(record).known
    if given is None:
        raise ValueError("the case lacks a figure")
    return given


@lru_cache(maxsize=256)
def outlook(given: CaseInputs) -> Outlook:
    """What two thousand draws of the case come to."""
    return business_case.simulate(given, SEED)


def _without(record: Record, lacking: tuple[str, ...]) -> partial.Inputs:
    """The case's figures, each sum without what is lacking of it; None where all of it is."""
    once, yearly = (
        sum((spread for path in paths if (spread := record.spread(path))), NO_WAIT)
        if set(paths) - set(lacking)
        else None
        for paths in (("case.4.once", "case.5.training"), ("case.4.yearly", "case.3.people"))
    )
    return replace(known(record), once=once, yearly=yearly)


def _of_the_lacking(found: object, there: partial.Inputs, lacking: tuple[str, ...]) -> Limit | None:
    """What the lacking figure has to come to, where it is one: the limit of its sum, less what is known of that."""
    if not isinstance(found, Limit):
        return None
    part = lacking[0].rpartition(".")[2] if len(lacking) == 1 else found.part
    known_of_it = getattr(there, found.part)
    if found.turn is None or known_of_it is None:
        return Limit(part, found.turn)
    left = found.turn.at - known_of_it.expected
    return Limit(part, replace(found.turn, at=left) if left > 0 else None)


def _worth(there: partial.Inputs, part: str) -> float | None:
    """The net present value as expected, before the cost that is lacking; None where that is no cost."""
    if part in ("saving", "months"):
        return None
    given = replace(there, once=there.once or NO_WAIT, yearly=there.yearly or NO_WAIT).known
    return business_case.compute(given).expected.npv if given else None


def _together(record: Record, one: str, other: str) -> Spread | None:
    """The sum of two ranges; None where one of them is not known."""
    first, second = record.spread(one), record.spread(other)
    return first + second if first and second else None


def _months(record: Record) -> Spread | None:
    """From the first day, where they were left blank or do not apply; None where nobody knows."""
    unknown = record.unknown("case.5.months")
    blank = NO_WAIT if unknown is None or unknown.kind is Ignorance.NOT_APPLICABLE else None
    return record.spread("case.5.months") or blank

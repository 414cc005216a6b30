"""The case for management: its figures added up, what they come to, and what two thousand draws of them do."""

from __future__ import annotations

from functools import lru_cache

from dialogs.answers.unknowns import Ignorance
from dialogs.findings.values import answered
from dialogs.record.record import Record
from dialogs.verdicts import business_case
from dialogs.verdicts.business_case import NO_WAIT, CaseInputs, Outlook
from dialogs.verdicts.estimates import SEED, Spread
from dialogs.verdicts.partial import business_case as partial

CASE = ("case.2", "case.3", "case.4", "case.5")
FIGURES = ("case.2.saving", "case.3.people", "case.4.once", "case.4.yearly", "case.5.training")
TERMS = ("case.5.months", "case.5.horizon", "case.5.rate")

YEARS, PER_CENT = 3, 8.0
"""How far it is looked ahead, and the discount rate, where the catalogue asks for neither (ours)."""


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


def _together(record: Record, one: str, other: str) -> Spread | None:
    """The sum of two ranges; None where one of them is not known."""
    first, second = record.spread(one), record.spread(other)
    return first + second if first and second else None


def _months(record: Record) -> Spread | None:
    """From the first day, where they were left blank or do not apply; None where nobody knows."""
    unknown = record.unknown("case.5.months")
    blank = NO_WAIT if unknown is None or unknown.kind is Ignorance.NOT_APPLICABLE else None
    return record.spread("case.5.months") or blank

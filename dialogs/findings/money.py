"""The case for management: its figures added up, and what two thousand draws of them come to."""

from __future__ import annotations

from functools import lru_cache

from dialogs.findings.values import answered
from dialogs.record.record import Record
from dialogs.verdicts import business_case
from dialogs.verdicts.business_case import CaseInputs, Outlook
from dialogs.verdicts.estimates import SEED

CASE = ("case.2", "case.3", "case.4", "case.5")


def is_made(record: Record) -> bool:
    """Whether the case's figures are all there."""
    return answered(record, *CASE)


def inputs(record: Record) -> CaseInputs:
    """The case's figures, added up."""
    return CaseInputs(
        saving=record.spread("case.2.saving"),
        once=record.spread("case.4.once") + record.spread("case.5.training"),
        yearly=record.spread("case.3.people") + record.spread("case.4.yearly"),
        horizon=int(record.number("case.5.horizon") or 3),
        rate=(record.number("case.5.rate") or 0) / 100,
        months=record.spread("case.5.months"),
    )


@lru_cache(maxsize=256)
def outlook(given: CaseInputs) -> Outlook:
    """What two thousand draws of the case come to."""
    return business_case.simulate(given, SEED)

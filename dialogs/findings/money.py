"""The case for management."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dialogs.findings.risks import named_risks
from dialogs.verdicts import business_case, optimism, risks
from dialogs.verdicts.business_case import BusinessCase, CaseInputs, Outlook, StressedCase
from dialogs.verdicts.estimates import SEED
from dialogs.verdicts.optimism import Uplift

if TYPE_CHECKING:
    from dialogs.record.record import Record
CASE = ("case.2", "case.3", "case.4", "case.5")


# ---- money


def case_is_made(scoping: Record) -> bool:
    """Whether the case's figures are all there."""
    return all((entry := scoping.entries.get(question)) and entry.answer for question in CASE)


def outlook(scoping: Record) -> Outlook:
    """What two thousand draws of the case come to."""
    return _simulated(scoping.case_inputs)


def stressed(scoping: Record) -> StressedCase:
    """The case at twice the cost and half as long again."""
    return business_case.stressed(scoping.case_inputs)


def uplift(scoping: Record) -> Uplift:
    """The optimism-bias uplift, lowered as far as risks are dealt with."""
    return optimism.uplift(risks.mitigated_share(named_risks(scoping)))


def uplifted(scoping: Record) -> BusinessCase:
    """The case with the uplift on what is paid once."""
    return business_case.compute(business_case.with_uplift(scoping.case_inputs, uplift(scoping).capital))


@lru_cache(maxsize=256)
def _simulated(given: CaseInputs) -> Outlook:
    return business_case.simulate(given, SEED)

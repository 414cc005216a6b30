"""The other ways on the sheet of alternatives, whose values may rest on the same figures as the case's saving.

The sheet said 300k a year for buying it. Then the case's saving was corrected: the price of a piece had been another.
grounds(record, "need.4")   # ("case.2.saving",)
values(record)              # {"buy": 300000.0}

What machine learning is worth is the case's by then; of the others nobody else would ask. A saving that was corrected
to what the sheet says of machine learning leaves nothing to ask: the sheet had it right.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.findings import need
from dialogs.findings.values import number
from dialogs.record.record import Record
from dialogs.verdicts.need import ML

SHEET = "need.4"
SAVING = "case.2.saving"


def grounds(record: Record, question: str) -> tuple[str, ...]:
    """What an answer rests on beside what the catalogue names: the sheet on the saving it is compared with."""
    return (SAVING,) if question == SHEET and values(record) else ()


def values(record: Record) -> Mapping[str, float]:
    """What the other ways are worth a year, by the way; none where sheet and case can't be set side by side."""
    given = need.inputs(record)
    if not need.meets_case(record, given) or _agree(given.ledger[ML].value, record.value(SAVING)):
        return {}
    return {way: sums.value for way, sums in given.ledger.items() if way != ML and sums.value}


def _agree(worth: float | None, saving: object) -> bool:
    """Whether the sheet has machine learning worth what the case expects to save."""
    return isinstance(saving, list) and worth == number(saving[1])

"""What right and wrong answers bring and cost, by the figures that were given."""

from __future__ import annotations

from dialogs.findings.values import number, three
from dialogs.record import quoting
from dialogs.record.record import Record
from dialogs.verdicts.mistakes import Mistakes


def given(record: Record) -> Mistakes | None:
    """The three figures, the cases a year of the candidate that was taken, and what it costs a year to run it.

    None where nobody was asked, or nothing was said.
    """
    parts = record.value("eval.6.case")
    if parts is None and record.unknown("eval.6.case") is None:
        return None
    right, wrong, errors = (number(part) for part in three(parts))
    cases = record.number(f"candidate_{record.choice('solutions.2.chosen')}.6.reach")
    counts = quoting.is_asked(record, "case.2") and not record.catalog.of_old
    claimed = number(three(record.value("case.2.saving"))[1]) if counts else None
    running = number(three(record.value("need.4.ml"))[1])
    return Mistakes(right, wrong, errors, cases=cases, running=running, claimed=claimed)

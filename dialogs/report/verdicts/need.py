"""Reads off a scoping whether machine learning is needed, and what every way costs and brings."""

from __future__ import annotations

from dialogs.findings import Findings
from dialogs.findings.money import currency as case_currency
from dialogs.record.record import Record
from dialogs.report.answers import answered
from dialogs.report.judged import Need, Way
from dialogs.report.quotes import words
from dialogs.verdicts.need import ML


def need(findings: Findings) -> Need | None:
    """Whether machine learning is needed, and what every way costs and brings, by the latest figures there are."""
    record = findings.record
    if not answered(record, "need.1", "need.2", "need.3", "need.4", "need.5"):
        return None
    decision = findings.need_now
    ml, ways = decision.inputs.ledger.get(ML), record.catalog.questions["need.4"]
    way, lead = decision.at_once or ("", None)
    cheaper, by = decision.cheaper or ("", None)
    return Need(
        outcome=decision.outcome,
        rows=decision.rows,
        missing=decision.missing,
        baseline=words(record, "need.3.baseline"),
        leaning=findings.leaning,
        currency=record.text("need.4.currency") or (case_currency(record) if findings.need_by_case else ""),
        horizon=decision.inputs.horizon,
        rate=decision.inputs.rate,
        ways=tuple(
            Way(
                row.way,
                ways.field(row.way).label,
                row.costing.once,
                row.costing.yearly,
                row.costing.value,
                row.npv,
                row.gap,
            )
            for row in decision.ledger
        ),
        as_good=decision.as_good,
        flips=decision.flips,
        possible=findings.needs_now.verdicts if findings.needs_now.unknown else (),
        bounds=findings.ledger_now.bounds,
        left_out=findings.ledger_now.left_out,
        by_case=findings.need_by_case,
        wait=ml.wait or None if ml else None,
        at_once=way,
        at_once_lead=lead,
        equals=tuple(row.way for row in decision.equals),
        because=_because(record),
        cheaper=cheaper,
        cheaper_by=by,
        of_old=record.catalog.of_old,
        sheet=_sheet(findings),
        without=findings.money_so_far.left_out if findings.need_by_case and findings.money_so_far else (),
    )


def _because(record: Record) -> str:
    """Why machine learning is taken all the same; of old records nothing."""
    taken = record.choice("need.5.simpler") == "none" and not record.catalog.of_old
    return words(record, "need.5.because") if taken else ""


def _sheet(findings: Findings) -> tuple[float | None, float | None, float | None] | None:
    """What the sheet says of machine learning; nothing where it does not, or is from before the objections."""
    own = findings.sheet_of_ml
    return (own.once, own.yearly, own.value) if own and not findings.record.catalog.of_old else None

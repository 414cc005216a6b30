"""The risks as they were graded."""

from __future__ import annotations

from dialogs.answers import tables, values
from dialogs.findings.values import whole
from dialogs.record.record import Record
from dialogs.verdicts import risks

RISKS = ("risk.1", "risk.2", "risk.3")


def named(record: Record) -> list[risks.Risk]:
    """The three risks that are always asked, then the team's own."""
    always = [_risk(record, question) for question in RISKS if record.choice(f"{question}.likelihood")]
    own = record.value("risk.4.others")
    if not isinstance(own, list):
        return always
    rows = tables.rows(record.catalog.questions["risk.4"].field("others"), own)
    return [*always, *(_own_risk(row) for row in rows)]


def _risk(record: Record, question: str) -> risks.Risk:
    return risks.Risk(
        name=record.label(question),
        likelihood=int(record.choice(f"{question}.likelihood") or 1),
        impact=int(record.choice(f"{question}.impact") or 1),
        trigger=record.text(f"{question}.trigger"),
        fallback=record.text(f"{question}.fallback"),
        owner=record.text(f"{question}.owner"),
    )


def _own_risk(row: dict[str, values.Cell]) -> risks.Risk:
    words = {name: str(row[name] or "") for name in ("trigger", "fallback", "owner")}
    return risks.Risk(name=str(row["risk"]), likelihood=whole(row["likelihood"]), impact=whole(row["impact"]), **words)

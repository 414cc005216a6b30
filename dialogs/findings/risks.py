"""The risks as they were graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.answers import tables, values
from dialogs.findings.values import whole
from dialogs.verdicts import risks

if TYPE_CHECKING:
    from dialogs.record.record import Record
RISKS = ("risk.1", "risk.2", "risk.3")


def named_risks(scoping: Record) -> list[risks.Risk]:
    """The three risks that are always asked, then the team's own."""
    always = [_risk(scoping, question) for question in RISKS if scoping.choice(f"{question}.likelihood")]
    own = scoping.value("risk.4.others")
    if not isinstance(own, list):
        return always
    rows = tables.rows(scoping.catalog.questions["risk.4"].field("others"), own)
    return [*always, *(_own_risk(row) for row in rows)]


def _risk(scoping: Record, question: str) -> risks.Risk:
    return risks.Risk(
        name=scoping.label(question),
        likelihood=int(scoping.choice(f"{question}.likelihood") or 1),
        impact=int(scoping.choice(f"{question}.impact") or 1),
        trigger=scoping.text(f"{question}.trigger"),
        fallback=scoping.text(f"{question}.fallback"),
        owner=scoping.text(f"{question}.owner"),
    )


def _own_risk(row: dict[str, values.Cell]) -> risks.Risk:
    words = {name: str(row[name] or "") for name in ("trigger", "fallback", "owner")}
    return risks.Risk(name=str(row["risk"]), likelihood=whole(row["likelihood"]), impact=whole(row["impact"]), **words)

"""Reads off a scoping what it does to people, and where a lawyer would look first."""

from __future__ import annotations

from dialogs.findings import Findings
from dialogs.report.answers import answered
from dialogs.report.judged import People
from dialogs.report.quotes import words


def people(findings: Findings) -> People | None:
    """What it does to people, and where a lawyer would look first."""
    record = findings.record
    if not answered(record, "solutions.3", "solutions.4"):
        return None
    role, law = findings.role, findings.law
    return People(
        aim=record.text("solutions.3.aim"),
        whom=words(record, "solutions.3.whom"),
        area=record.text("solutions.3.area"),
        planned=record.text("solutions.4.role"),
        advised=role.role,
        rows=role.rows,
        tier=law.tier,
        article_5=law.article_5,
        flips=role.flips,
    )

"""Reads the plan off a scoping, and what there is of it while its timeline is not known."""

from __future__ import annotations

from dataclasses import replace

from dialogs.answers.text import cleaned
from dialogs.findings import Findings
from dialogs.findings.plan import PHASES, Undated
from dialogs.report.answers import answered
from dialogs.report.judged import Phase, Plan


def plan(findings: Findings) -> Plan | None:
    """The plan, once its timeline and milestones are there."""
    record = findings.record
    made = findings.plan if answered(record, "plan.1", "plan.2") else None
    if made is None:
        return None
    phases = ((phase, record.spread(f"plan.1.{phase}")) for phase in PHASES)
    return Plan(
        start=made.start,
        p10=made.p10,
        p50=made.p50,
        p90=made.p90,
        phases=tuple(Phase(phase, weeks) for phase, weeks in phases if weeks and weeks.high),
        milestones=tuple(replace(stone, what=cleaned(stone.what)) for stone in made.milestones),
        currency=made.currency,
        total=made.total,
        budget=made.budget,
        ends=made.ends,
    )


def undated(findings: Findings) -> Undated | None:
    """The milestones and their sum while a part of the timeline is not known."""
    found = findings.undated
    return found and replace(
        found, milestones=tuple(replace(stone, what=cleaned(stone.what)) for stone in found.milestones)
    )

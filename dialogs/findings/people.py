"""Who does the work, whom the law protects, how well labellers agree."""

from __future__ import annotations

from dialogs.findings.values import ticked
from dialogs.record.record import Record
from dialogs.verdicts import labels, risks


def role(record: Record) -> risks.RoleDecision:
    """Take the work over, or help people with it, after the People + AI Guidebook."""
    return risks.automate_or_augment(risks.Work.ticked(ticked(record, "solutions.4.work")))


def law(record: Record) -> risks.Pointer:
    """Where a lawyer would look first in the EU's AI Act; not legal advice."""
    area = record.choice("solutions.3.area")
    return risks.pointer(area, harmful=record.choice("solutions.3.aim") == "harmful")


def agreement(record: Record) -> labels.Band:
    """How well two labellers agree."""
    return labels.band(record.number("labels.2.kappa"))

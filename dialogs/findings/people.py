"""Who does the work, whom the law protects, how well labellers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.findings.values import ticked
from dialogs.verdicts import labels, risks

if TYPE_CHECKING:
    from dialogs.record.record import Record


# ---- people, labels, risks


def role(scoping: Record) -> risks.RoleDecision:
    """Take the work over, or help people with it, after the People + AI Guidebook."""
    return risks.automate_or_augment(risks.Work.ticked(ticked(scoping, "solutions.4.work")))


def law(scoping: Record) -> risks.Pointer:
    """Where a lawyer would look first in the EU's AI Act; not legal advice."""
    area = scoping.choice("solutions.3.area")
    return risks.pointer(area, harmful=scoping.choice("solutions.3.aim") == "harmful")


def agreement(scoping: Record) -> labels.Band:
    """How well two labellers agree."""
    return labels.band(scoping.number("labels.2.kappa"))

"""Reads the risks off a scoping, and how much of their weight is dealt with."""

from __future__ import annotations

from dialogs.answers.text import cleaned
from dialogs.findings import Findings
from dialogs.findings.risks import RISKS
from dialogs.report.answers import answered
from dialogs.report.judged import NamedRisk, Risks, Ungraded
from dialogs.verdicts import risks as weighing
from dialogs.verdicts.partial import risks as ungraded


def risks(findings: Findings) -> Risks | None:
    """The risks, and how much of their weight is dealt with."""
    if not answered(findings.record, *RISKS):
        return None
    dealt = findings.mitigated
    return Risks(
        named=tuple(_risk(risk) for risk in sorted(findings.risks, key=lambda risk: -risk.weight)),
        mitigated=dealt.least,
        ungraded=tuple(_ungraded(risk) for risk in findings.ungraded),
        at_most=dealt.most if findings.ungraded else None,
    )


def _risk(risk: weighing.Risk) -> NamedRisk:
    return NamedRisk(
        name=cleaned(risk.name),
        likelihood=risk.likelihood,
        impact=risk.impact,
        severity=risk.severity,
        trigger=cleaned(risk.trigger),
        fallback=cleaned(risk.fallback),
        owner=cleaned(risk.owner),
        mitigated=risk.mitigated,
        steps=cleaned(risk.steps),
        state=risk.state,
    )


def _ungraded(risk: ungraded.Inputs) -> Ungraded:
    return Ungraded(
        name=cleaned(risk.name),
        likelihood=risk.likelihood,
        impact=risk.impact,
        trigger=cleaned(risk.trigger),
        fallback=cleaned(risk.fallback),
        owner=cleaned(risk.owner),
        steps=cleaned(risk.steps),
        state=risk.state,
    )

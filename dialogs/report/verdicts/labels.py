"""Reads off a scoping where the labels come from, and whether they can be learnt from."""

from __future__ import annotations

from dialogs.findings import Findings
from dialogs.report.answers import answered
from dialogs.report.judged import Labels
from dialogs.verdicts import labels as agreement


def labels(findings: Findings) -> Labels | None:
    """Where the labels come from, and whether they can be learnt from."""
    record = findings.record
    if not answered(record, "labels.1", "labels.2"):
        return None
    kappa = record.number("labels.2.kappa")
    return Labels(record.text("labels.1.labelled"), kappa, findings.agreement, agreement.rules_first(kappa))

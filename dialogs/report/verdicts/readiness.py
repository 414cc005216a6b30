"""Reads off a scoping how the readiness pulse ended."""

from __future__ import annotations

from dialogs.findings import Findings
from dialogs.record import parts
from dialogs.report.judged import Pulse
from dialogs.report.quotes import name


def readiness(findings: Findings) -> Pulse | None:
    """How the pulse ended; nothing before its close, and no sums of fewer than five."""
    record = findings.record
    closed = record.pulse.closed
    if closed is None:
        return None
    heat = findings.heat
    ended = "shown" if heat else "talked" if closed.about == parts.TALK else "too_few"
    return Pulse(ended, name(record, closed.by), heat)

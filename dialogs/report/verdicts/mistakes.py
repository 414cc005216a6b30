"""Reads off a scoping what right and wrong answers bring and cost."""

from __future__ import annotations

from dialogs.findings import Findings
from dialogs.verdicts.mistakes import Mistakes, Price, price


def mistakes(findings: Findings) -> Mistakes | None:
    """What right and wrong answers bring and cost, where that is a note: the wrong ones eat more than half of it."""
    given = findings.mistakes
    return given if given and price(given) is Price.THIN else None

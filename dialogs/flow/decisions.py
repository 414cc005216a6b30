"""What a decision is called: its outcome, or more exactly where that has several ways, by one name in every view."""

from __future__ import annotations

from dialogs.findings.need import SIMPLER
from dialogs.record.parts import Condition
from dialogs.record.record import Record

PROOF_FIRST = "proof_first"


def means(record: Record) -> str:
    """By which means it is kept running without MLOps, as the retake found: an option of `retake.2.simpler`; or empty.

    A checklist (`process`), one more person (`people`), a scheduled script (`software`): none of them is by hand.
    """
    option = record.choice("retake.2.simpler") if "retake" in record.walked else None
    return option if option in SIMPLER and option is not None else ""


def proof(record: Record) -> Condition | None:
    """What a proof of concept has to show before the rest, where the director signed that."""
    if record.ending is None or record.ending.outcome != "approved_poc":
        return None
    return next((one for one in reversed(record.conditions) if one.proves), None)


def name(record: Record) -> str:
    """The decision by its name, as a key of our words: “proof_first”, “approved_ml_software”; empty without one."""
    if record.ending is None:
        return ""
    outcome, by = record.ending.outcome, "" if record.catalog.of_old else means(record)
    if proof(record):
        return PROOF_FIRST
    return f"{outcome}_{by}" if outcome == "approved_ml" and by else outcome

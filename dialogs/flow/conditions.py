"""The conditions of the state machine, by the names that the tables of stages.py use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.findings import Findings
from dialogs.findings.need import SIMPLER
from dialogs.flow.standing import complete, missing
from dialogs.verdicts.mlops import Outcome

Condition = Callable[[Findings], bool]


def _still_open(findings: Findings) -> bool:
    return findings.record.ending is None


def _stage_done(findings: Findings) -> bool:
    """Everything the present stage asks is settled, and accepted where it is examined."""
    return complete(findings, findings.record.stage)


def _simply(question: str, stage: str) -> Condition:
    """Something simpler would do, and the director agrees (S4.exam.2a, S0.need.rule)."""
    return lambda findings: findings.record.choice(question) in SIMPLER and complete(findings, stage)


def _passed(question: str, stage: str) -> Condition:
    """S4.exam.rule: every question accepted, none merely filled in, no contradiction among what was said so far.

    (A question that contradicts another is not settled, and neither is its stage.)
    """
    return lambda findings: findings.record.choice(question) not in SIMPLER and complete(findings, stage)


def _decided(outcome: Outcome) -> Condition:
    """S4.mlops.1, S4.mlops.2 and the other rows of the table."""
    return lambda findings: findings.fork is outcome and complete(findings, "mlops")


_checklist_suffices = _simply("retake.2.simpler", "retake")
_runs_by_hand = _decided(Outcome.BY_HAND)
_mlops_justified = _decided(Outcome.MLOPS)


def _ends_by_hand(findings: Findings) -> bool:
    return _runs_by_hand(findings) or ("retake" in findings.record.walked and _checklist_suffices(findings))


def _ends_with_mlops(findings: Findings) -> bool:
    return _mlops_justified(findings) and not _ends_by_hand(findings)


def _has_to_be_proved(findings: Findings) -> bool:
    """It would be built to last, and something speaks against it."""
    return bool(findings.doubts) and (_ends_by_hand(findings) or _ends_with_mlops(findings))


def _something_to_find_out(findings: Findings) -> bool:
    """There is something that nobody knows yet, or an answer that nobody gave."""
    return findings.record.ending is None and bool(findings.unknowns or missing(findings, findings.record.stage))


CONDITIONS: Mapping[str, Condition] = {
    "still_open": _still_open,
    "stage_done": _stage_done,
    "something_to_find_out": _something_to_find_out,
    "need_is_met_simply": _simply("need.5.simpler", "need"),
    "need_stands": _passed("need.5.simpler", "need"),
    "simpler_suffices": _simply("exam.2.simpler", "exam"),
    "exam_passed": _passed("exam.2.simpler", "exam"),
    "one_off": _decided(Outcome.POC),
    "runs_by_hand": _runs_by_hand,
    "mlops_justified": _mlops_justified,
    "checklist_suffices": _checklist_suffices,
    "retake_passed": _passed("retake.2.simpler", "retake"),
    "ends_by_hand": _ends_by_hand,
    "ends_with_mlops": _ends_with_mlops,
    "has_to_be_proved": _has_to_be_proved,
}

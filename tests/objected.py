"""Scopings to which something was objected: open, met in each way, and what else may sink them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dialogs.flow.promises import Promise
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from tests.endings import ONE_OFF
from tests.play import ANA, IVO, MIA, MONDAY, TOM, accept_all, answer, answer_stage, fresh

Said = dict[str, Any]

UNTRIED: Said = {"tried": "not_tried"}
RANDOM: Said = {"tested": "random"}
ASSUMED: Said = {"tie": "assumed"}
CALLS = "Twenty calls from the new branch join the test."
SOUND: Mapping[str, Said] = {"exam.5": {"tested": "in_use"}}
BY_TOM = Promise(TOM, date(2026, 4, 3), CALLS)


def examined(exam: Mapping[str, Said], **over: Any) -> Scoping:
    """The exam answered; by question, what is said in the place of an answer nothing speaks against."""
    scoping = fresh(**over)
    for number in (1, 2, 3, 4, 5, 6, 7):
        question = f"exam.{number}"
        answer(scoping, question, by=MIA if number > 4 else ANA, **SOUND.get(question, {}) | exam.get(question, {}))
    return scoping


def met(scoping: Scoping, name: str, outcome: str, text: str, promise: Promise | None = None, by: str = ANA) -> None:
    scoping.meet([Met(name, outcome, text, promise)], by, MONDAY)


def to_the_report(scoping: Scoping) -> Scoping:
    """On to the report, as a proof of concept."""
    accept_all(scoping)
    told: Said = dict(ONE_OFF)
    answer(scoping, "mlops.1", **told)
    answer_stage(scoping)
    assert scoping.stage == "report"
    return scoping


def standing() -> Scoping:
    """Ready to sign but for two objections nobody has met; a third was left."""
    scoping = examined({"exam.5": {**UNTRIED, **RANDOM, "judged": "line"}})
    met(scoping, "nothing_simpler_tried", "waived", "The rule is forbidden by the works council.")
    return to_the_report(scoping)


def met_in_each_way() -> Scoping:
    """One mended, one on a condition, one left, one said to miss the point; signed."""
    scoping = examined({"exam.5": {**UNTRIED, **RANDOM, **ASSUMED}, "exam.7": {"traps": ["sources"]}})
    met(scoping, "other_cases", "answered", CALLS, BY_TOM)
    met(scoping, "nothing_simpler_tried", "waived", "The rule is forbidden by the works council.")
    met(scoping, "answer_hides", "misses", "Both classes come from the same export.", by=MIA)
    answer(scoping, "exam.5", by=MIA, **{**UNTRIED, **RANDOM, "tie": "checked"})
    answer(scoping, "exam.6", by=MIA)
    to_the_report(scoping)
    scoping.sign(IVO, MONDAY)
    return scoping


def hostile(words: str) -> Scoping:
    """What people type to objections: reasons, answers, promises; and what is quoted with them."""
    gap = f"Nobody has compared the two lists. {words}"
    scoping = examined({"exam.3": {"comparison": gap}, "exam.5": {**UNTRIED, **RANDOM, "judged": "line"}})
    met(scoping, "nothing_simpler_tried", "waived", words)
    met(scoping, "other_cases", "answered", words, BY_TOM)
    return scoping


EVERY: Mapping[str, Callable[[], Scoping]] = {"objected": standing, "objections_met": met_in_each_way}

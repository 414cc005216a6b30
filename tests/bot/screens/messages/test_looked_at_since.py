"""The exam knows more of the data than the chosen candidate's answers: that is asked once, in one message."""

from functools import cache

import pytest

from bot.screens.messages import conversation
from bot.slack import handles
from dialogs.answers.values import Value
from dialogs.catalog import Level
from dialogs.findings import Findings
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, GOOD, MONDAY, answer, open_calls, reach
from tests.reading import words_of

RULE = "looked_at_since"


@cache
def _at_the_exam() -> str:
    scoping = reach("exam", track="full")
    for n in range(1, 7):
        answer(scoping, f"exam.{n}")
    return scoping.model_dump_json()


SOMEBODY, NOBODY = "Tom opened 6 of 36 months.", "Nobody has looked yet."


def weighed(*, quality: str, data: str = "yes", features: str = "yes", of: str = "", studied: str = "") -> Scoping:
    """A scoping in which the chosen candidate, or another, was weighed like this before the exam looked at the data."""
    scoping = Scoping.model_validate_json(_at_the_exam())
    slot = of or scoping.text("solutions.2.chosen")
    for path, value in ((f"candidate_{slot}.1.data", data), (f"candidate_{slot}.3.predictive", features)):
        question, _, field = path.rpartition(".")
        if question in scoping.entries:
            scoping.entries[question].answers[-1].values[field] = value
    answer(scoping, "exam.7", quality=quality, **({"studied": studied} if studied else {}))
    return scoping


def put(scoping: Scoping) -> list[str]:
    return [call.trigger for item in scoping.items.values() for call in item.calls if RULE in call.trigger]


def asked(scoping: Scoping) -> str:
    return words_of(scoping, "turn:object:candidate_a.1:1")


@pytest.mark.parametrize(
    ("said", "ask"),
    [
        pytest.param({"quality": "measured", "data": "unseen"}, "by the exam somebody has.", id="data"),
        pytest.param({"quality": "judged", "data": "unseen"}, "by the exam somebody has.", id="data-judged"),
        pytest.param({"quality": "measured", "features": "unsure"}, "Does it predict it?", id="features"),
        pytest.param(
            {"quality": "measured", "data": "unseen", "features": "unsure"}, "by the exam it is measured.", id="both"
        ),
    ],
)
def test_what_was_not_looked_at_then_and_is_known_now_is_asked_once(said: dict[str, str], ask: str) -> None:
    scoping = weighed(**said)

    assert put(scoping) == [RULE]
    assert ask in asked(scoping)
    assert "The state of the data" in asked(scoping)
    assert open_calls(scoping)["object:candidate_a.1"] == ("objection", [ANA])
    assert scoping.stage == "exam"
    (one,) = (one for one in Findings(scoping).objecting.found if one.rule.id == RULE)
    assert one.level is Level.SIGN_OFF


@pytest.mark.parametrize("quality", ["no", "unchecked"])
def test_who_opened_the_data_has_looked_at_it_whatever_is_said_of_its_quality(quality: str) -> None:
    scoping = weighed(quality=quality, data="unseen", studied=SOMEBODY)

    (one,) = (one for one in Findings(scoping).objecting.found if one.rule.id == RULE)
    assert (one.question, one.level) == ("candidate_a.1", Level.SIGN_OFF)
    assert one.ask.endswith("by the exam somebody has. What holds for this candidate now?")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"quality": "measured"}, id="all-looked-at"),
        pytest.param(
            {"quality": "unchecked", "data": "unseen", "features": "unsure", "studied": NOBODY},
            id="still-not-looked-at",
        ),
        pytest.param({"quality": "judged", "features": "unsure"}, id="looked-at-not-measured"),
        pytest.param({"quality": "measured", "data": "no"}, id="none-yet"),
        pytest.param({"quality": "measured", "data": "unseen", "of": "b"}, id="another-candidate"),
    ],
)
def test_where_they_agree_or_speak_of_something_else_nothing_is_asked(said: dict[str, str]) -> None:
    assert put(weighed(**said)) == []


def test_the_candidates_answers_brought_up_to_date_end_it() -> None:
    scoping = weighed(quality="measured", data="unseen", features="unsure")
    both: dict[str, dict[str, Value]] = {
        "candidate_a.1": {**GOOD["candidate_a.1"], "data": "yes"},
        "candidate_a.3": {**GOOD["candidate_a.3"], "predictive": "yes"},
    }
    scoping.answer(both, ANA, MONDAY)

    assert put(scoping) == [RULE]
    assert "object:candidate_a.1" not in open_calls(scoping)
    assert not [one for one in Findings(scoping).objecting.found if one.rule.id == RULE]


def test_a_reason_why_both_hold_ends_it_too() -> None:
    scoping = weighed(quality="measured", data="unseen")
    scoping.meet([Met(RULE, "answered", "The exam is about the CRM; the call notes nobody has read.")], ANA, MONDAY)

    assert put(scoping) == [RULE]
    assert "object:candidate_a.1" not in open_calls(scoping)


def test_what_is_to_be_changed_opens_with_all_that_is_quoted_of_the_candidate() -> None:
    scoping = weighed(quality="measured", data="unseen", features="unsure")
    key = "turn:object:candidate_a.1:1"
    message = next(one for one in conversation.messages(Findings(scoping)) if one.key == key)
    rows = [part for block in message.blocks if block["type"] == "actions" for part in block["elements"]]
    pressed = [part["value"] for part in rows if part.get("action_id") == "answering:revise"]

    assert [handles.read(value).item for value in pressed] == ["candidate_a"]

"""The message by which something is objected: what it quotes, its buttons, and what became of each."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from bot.screens.blocks.message import Message
from bot.screens.messages import conversation
from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.flow import objecting, standing
from dialogs.flow.promises import Promise
from dialogs.flow.standing import State
from dialogs.record.parts import Standing
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from practice import reading
from practice.slack.rules.limits import message_faults
from tests.objected import met
from tests.play import ANA, GOOD, IVO, MIA, MONDAY, TOM, accept_all, answer, fresh, person, reach

LATER = MONDAY + timedelta(hours=1)
LINE = (
    "The line stands alone, with nothing beside it. "
    "Reached against what: last year's figure, or a few cases without it?"
)
AT_EXAM_5, TOGETHER = "turn:object:exam.5:1", "turn:object:exam:1"
MANY: Mapping[str, Value] = {
    "stakes": "public",
    "role": "automates",
    "net": ["notice"],
    "judged": "none",
    "tested": "none",
    "tie": "unknown",
    "tried": "none",
}
"""What draws five stops in the exam."""


@cache
def _before_the_taps() -> str:
    scoping = fresh()
    answer(scoping, "exam.1", "exam.2", "exam.3", by=MIA)
    return scoping.model_dump_json()


def examined(**over: Any) -> Scoping:
    """The exam answered by Mia, with other taps in it."""
    scoping = Scoping.model_validate_json(_before_the_taps())
    for question in ("exam.4", "exam.5", "exam.6", "exam.7"):
        asked = {field.id for field in scoping.catalog.questions[question].fields}
        answer(scoping, question, by=MIA, **{name: value for name, value in over.items() if name in asked})
    return scoping


def shown(scoping: Scoping, key: str = AT_EXAM_5) -> Message:
    return next(message for message in conversation.messages(Findings(scoping)) if message.key == key)


def words(message: Message) -> str:
    return reading.words(list(message.blocks), {})


def buttons(message: Message) -> list[str]:
    """The labels of its buttons and what its menu offers."""
    row: list[Mapping[str, Any]] = [one for block in message.blocks for one in block.get("elements", [])]
    texts = [one["text"]["text"] for one in row if one["type"] == "button"]
    return texts + [option["text"]["text"] for one in row for option in one.get("options", [])]


def rings(message: Message) -> bool:
    return "'type': 'user'" in str(message.blocks)


# ---- put


def test_one_is_put_to_whoever_answered_with_the_answer_quoted_and_four_ways_out() -> None:
    put = shown(examined(judged="line"))

    assert words(put).splitlines()[:3] == [
        f"@{MIA}, {LINE[0].lower()}{LINE[1:]}",
        "The ML problem: A line is fixed, and nothing stands beside it (Mia)",
        "Ivo looks at these answers once this is met. To leave it, and say why, is an answer too.",
    ]
    assert put.text == f"Mia, something about Churn early warning may not hold: {LINE}"
    assert buttons(put) == [
        "Answer it…",
        "Change the answer…",
        "Leave it, because…",
        "It misses the point…",
        "Assign…",
    ]


def test_of_a_stop_the_stage_waits() -> None:
    assert "The stage waits for this." in words(shown(examined(tried="none")))


def test_two_about_one_answer_share_a_message() -> None:
    scoping = examined(judged="line", tested="none")
    put = shown(scoping)

    assert put.text.startswith("Mia, 2 things about Churn early warning may not hold: On which cases it is judged")
    assert LINE in words(put)
    assert words(put).count("@") == 1
    assert buttons(put)[:2] == ["Answer it…", "Change the answer…"]
    assert [key for key in scoping.items if key.startswith(objecting.OBJECT)] == ["object:exam.5"]


def test_many_stops_of_a_stage_come_together_with_one_form() -> None:
    put = shown(examined(**MANY), TOGETHER)

    assert put.text.startswith("Mia, 5 things about Churn early warning may not hold: ")
    assert buttons(put) == ["Answer these…", "Leave it, because…", "It misses the point…", "Assign…"]
    assert message_faults({"text": put.text, "blocks": list(put.blocks)}) == []


def test_answers_to_one_question_are_quoted_on_one_line() -> None:
    lines = words(shown(examined(**MANY), TOGETHER)).splitlines()

    (line,) = [line for line in lines if line.startswith("How the architecture helps")]
    assert line == (
        "How the architecture helps: Anybody; the public talks to it; It does the task itself; "
        "A notice, or terms, or “a person can step in” (Mia)"
    )


def test_several_fields_of_one_question_are_quoted_each_by_its_name() -> None:
    scoping = reach("plan", track="full")
    given = {**GOOD["plan.2"], "budget": 50e3}
    scoping.answer({"plan.1": dict(GOOD["plan.1"]), "plan.2": given}, ANA, MONDAY)

    assert "milestones: 3 rows, EUR 112k together; the budget: EUR 50,000 (Ana)" in words(
        shown(scoping, "turn:object:plan.2:1")
    )


# ---- what became of each


@pytest.fixture
def put() -> Scoping:
    """One objection, put to Mia."""
    return examined(judged="line")


def test_another_answer_mends_it(put: Scoping) -> None:
    answer(put, "exam.5", by=MIA, judged="before")

    assert words(shown(put)) == f"✔ {LINE} The answer has changed, and this no longer holds."


def test_words_stand_in_its_place(put: Scoping) -> None:
    met(put, "no_line", "answered", "Last year it was 12 %.", by=MIA)

    assert words(shown(put)) == f"✔ {LINE} “Last year it was 12 %.” · Mia"
    assert shown(put).text == f"Churn early warning: {words(shown(put))}"


def test_a_day_and_a_name_stand_with_the_words(put: Scoping) -> None:
    met(put, "no_line", "answered", "We count last May.", Promise(TOM, date(2026, 4, 3), "We count last May."), by=MIA)

    assert words(shown(put)) == f"✔ {LINE} “We count last May.” · Mia · Tom, by Fri 3 Apr"


def test_a_reason_to_leave_it_stands_in_its_place(put: Scoping) -> None:
    met(put, "no_line", "waived", "It is a first try.", by=ANA)

    assert words(shown(put)) == f"– {LINE} Left, because “It is a first try.” · Ana"


def test_that_it_misses_the_point_stands_in_its_place(put: Scoping) -> None:
    met(put, "no_line", "misses", "The line is the law's.", by=MIA)

    assert words(shown(put)) == f"– {LINE} It misses the point: “The line is the law's.” · Mia"


@pytest.mark.parametrize(("outcome", "said"), [("answered", "✔"), ("waived", "Left"), ("misses", "misses the point")])
def test_of_a_stop_the_director_says_whether_the_words_are_enough(outcome: str, said: str) -> None:
    stopped = examined(tried="none")
    met(stopped, "nothing_simpler_tried", outcome, "A list will do by May.", by=MIA)

    assert said in words(shown(stopped))
    assert words(shown(stopped)).endswith(" · Mia · Ivo says whether that is enough")

    accept_all(stopped)
    assert words(shown(stopped)).endswith("“A list will do by May.” · Mia")


def test_what_the_director_says_waits_for_nobody() -> None:
    stopped = examined(tried="none")
    met(stopped, "nothing_simpler_tried", "waived", "I know the figures.", by=IVO)

    assert words(shown(stopped)).endswith("Left, because “I know the figures.” · Ivo")


def test_parked_it_says_so_and_is_put_again_with_all_else(put: Scoping) -> None:
    before = shown(put)
    put.park(ANA, LATER)

    assert words(shown(put)) == f"○ {LINE} It is parked."
    assert not buttons(shown(put))

    put.resume(ANA, LATER)
    assert shown(put) == before


def test_ended_nobody_said_anything_to_it(put: Scoping) -> None:
    put.cancel("The product is sold.", ANA, LATER)

    assert words(shown(put)) == f"○ {LINE} Nobody said anything to it."


def test_what_was_met_still_says_so_after_the_ending(put: Scoping) -> None:
    met(put, "no_line", "answered", "Last year it was 12 %.", by=MIA)
    put.cancel("The product is sold.", ANA, LATER)

    assert words(shown(put)) == f"✔ {LINE} “Last year it was 12 %.” · Mia"


def test_of_several_those_that_were_met_stand_under_those_that_are_open() -> None:
    many = examined(**MANY)
    met(many, "no_line", "answered", "Nine in ten by May.", by=MIA)
    now = shown(many, TOGETHER)

    assert now.text.startswith("Mia, 4 things about")
    assert "“Nine in ten by May.” · Mia · Ivo says whether that is enough" in words(now)
    assert "Answer these…" in buttons(now)

    many.meet([Met(one.name, "waived", "So be it.") for one in objecting.put(Findings(many))], MIA, LATER)
    lines = words(shown(many, TOGETHER)).splitlines()
    assert [line[0] for line in lines] == ["–", "–", "–", "–", "✔"]
    assert not buttons(shown(many, TOGETHER))


def test_put_again_the_earlier_message_points_below() -> None:
    scoping = examined(stakes="public", tested="none")
    met(scoping, "other_cases", "waived", "There are none yet.", by=MIA)
    answer(scoping, "exam.5", by=MIA, tested="supplier", now=LATER)

    assert words(shown(scoping)).endswith("Another answer comes first.")

    confirms_what_rested_on_it(scoping)
    assert words(shown(scoping)).endswith("See below.")
    assert "Answer it…" in buttons(shown(scoping, "turn:object:exam.5:2"))


def test_taken_back_for_another_answer_it_says_so_and_is_put_again(put: Scoping) -> None:
    answer(put, "exam.1", by=MIA, now=LATER, problem=f"{GOOD['exam.1']['problem']} Finance counted it.")

    assert words(shown(put)) == f"○ {LINE} Another answer comes first."

    confirms_what_rested_on_it(put)
    assert words(shown(put)) == f"○ {LINE} See below."
    assert "Answer it…" in buttons(shown(put, AT_EXAM_5.replace(":1", ":2")))


def confirms_what_rested_on_it(scoping: Scoping) -> None:
    """Mia says the same again wherever the ground of an answer moved."""
    for question, entry in scoping.entries.items():
        if entry.answer and standing.state(Findings(scoping), question) is State.STALE:
            scoping.answer({question: dict(entry.answer.values)}, MIA, LATER)


# ---- what people typed, and whom it rings


@pytest.mark.parametrize("outcome", ["answered", "waived", "misses"])
def test_what_people_typed_is_never_parsed(outcome: str) -> None:
    typed = "<!channel> <@U0IVO> *all* <https://evil.example|here> & `so`"
    scoping = examined(judged="line")
    scoping.title = typed
    scoping.admit([person(MIA).model_copy(update={"name": "<!here>"})], MONDAY)
    asked = shown(scoping)
    met(scoping, "no_line", outcome, typed, by=MIA)
    told = shown(scoping)

    assert "<" not in asked.text + told.text
    assert "&lt;!channel&gt;" in told.text
    assert typed in words(told)
    assert "mrkdwn" not in str(asked.blocks) + str(told.blocks)
    assert not rings(told)
    assert "evil.example" not in str([part for part in _parts(told.blocks) if part.get("type") == "link"])


def _parts(tree: Any) -> list[Mapping[str, Any]]:
    if isinstance(tree, Mapping):
        return [tree, *(part for value in tree.values() for part in _parts(value))]
    return [part for each in tree for part in _parts(each)] if isinstance(tree, list | tuple) else []


def test_what_is_quoted_is_never_parsed_and_stays_short() -> None:
    hostile = "Nobody has compared the two lists. <!channel> *all* <@U0IVO> & `so` " + "and on " * 200
    scoping = fresh()
    for number in (1, 2, 3, 4, 5, 6, 7):
        over: dict[int, Any] = {3: {"comparison": hostile}, 5: {"tested": "in_use"}}
        answer(scoping, f"exam.{number}", by=MIA, **over.get(number, {}))
    put = shown(scoping, "turn:object:exam.3:1")

    assert "<!channel> *all* <@U0IVO> & `so`" in words(put)
    assert "<" not in put.text
    assert message_faults({"text": put.text, "blocks": list(put.blocks)}) == []


@pytest.mark.parametrize("happens", ["mended", "answered", "waived", "misses", "parked", "ended", "handed on"])
def test_in_every_later_edit_nobody_is_rung(put: Scoping, happens: str) -> None:
    acts: Mapping[str, Callable[[], object]] = {
        "mended": lambda: answer(put, "exam.5", by=MIA),
        "parked": lambda: put.park(ANA, LATER),
        "ended": lambda: put.cancel("No budget.", ANA, LATER),
        "handed on": lambda: put.assign("object:exam.5", TOM, ANA, LATER),
    }
    assert rings(shown(put))

    acts.get(happens, lambda: met(put, "no_line", happens, "So it is."))()

    assert not rings(shown(put))
    assert not buttons(shown(put))


def test_handed_on_it_is_put_to_the_other_in_a_message_of_its_own(put: Scoping) -> None:
    put.assign("object:exam.5", TOM, ANA, LATER)

    assert words(shown(put)) == f"○ {LINE} See below."
    assert words(shown(put, "turn:object:exam.5:2")).startswith(f"@{TOM}, the line stands alone")


def test_of_somebody_who_is_gone_it_is_put_to_whoever_is_there(put: Scoping) -> None:
    put.admit([person(MIA, Standing.GONE)], LATER)

    assert words(shown(put, "turn:object:exam.5:2")).startswith(f"@{ANA}, the line stands alone")


@pytest.mark.parametrize(
    ("to", "asks"), [(MIA, "you say that"), (TOM, "Mia says that")], ids=["who-said-it", "somebody-else"]
)
def test_you_say_is_said_to_whoever_said_it(to: str, asks: str) -> None:
    scoping = fresh()
    for number in range(1, 8):
        told: dict[str, Any] = {"traps": ["after"]} if number == 7 else {}
        answer(scoping, f"exam.{number}", by=MIA, **told)
    if to != MIA:
        scoping.assign("object:exam.7", to, ANA, MONDAY)

    messages = [one for one in conversation.messages(Findings(scoping)) if one.key.startswith("turn:object:exam.7")]
    assert asks in words(messages[-1])

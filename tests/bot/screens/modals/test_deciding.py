"""The director's window: the question beside its answer, what was asked back in its words, and no more than fits."""

import json

from bot.screens.modals import answering, deciding
from bot.slack.handles import Handle
from bot.telling.objections import put_to
from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.flow import objecting
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import Unknown
from dialogs.scoping.scoping import Scoping
from practice import reading
from practice.slack.rules import limits
from tests import objected
from tests.endings import half_way
from tests.play import ANA, GOOD, MONDAY, answer_stage, fresh, reach
from tests.reading import placeholders


def test_the_word_that_was_asked_about_stands_in_the_directors_window() -> None:
    scoping = half_way()
    view = deciding.examine(Findings(scoping), Handle(scoping.id, "examine:exam", "1"), MONDAY)
    seen = json.dumps(view.to_dict(), ensure_ascii=False)

    assert "“probably” leaves it open. What do you know, and what is still a guess? (left as it is)" in seen
    assert placeholders(view.to_dict()) == []


def test_what_is_more_than_a_window_takes_is_left_for_the_next() -> None:
    scoping = reach("design", track="full")
    answer_stage(scoping)
    unknown = Unknown(kind=Ignorance.NOT_MEASURED, by=ANA, at=MONDAY)
    for id in to_examine(Findings(scoping), "design"):
        question = scoping.catalog.questions[id]
        scoping.not_known({id: {question.fields[-1].id: unknown}}, ANA, MONDAY)
    waiting = to_examine(Findings(scoping), "design")
    view = deciding.examine(Findings(scoping), Handle(scoping.id, "examine:design", "1"), MONDAY).to_dict()
    shown = [block["block_id"] for block in view["blocks"] if block.get("block_id", "").startswith("verdict.")]

    assert len(view["blocks"]) <= 100
    assert 0 < len(shown) < len(waiting)
    assert f"Accept these {len(shown)}; the rest comes next" in json.dumps(view)
    assert limits.view_faults(view) == []


def test_what_nobody_knows_is_said_once_beside_who_said_it() -> None:
    scoping = answered_but(exam_7={"studied": None, "quality": None, "traps": None})
    seen = examined(scoping)

    assert "The state of the data · Ana · not known yet" in seen
    assert "not applicable" not in seen
    assert "nobody knows it yet" not in seen


def test_of_an_answer_in_part_what_is_not_known_stands_once_below_it() -> None:
    scoping = answered_but(exam_7={"quality": None})
    seen = examined(scoping)

    assert str(GOOD["exam.7"]["studied"])[:40] in seen
    assert seen.count("nobody knows it yet") == 1


def answered_but(**unknown: dict[str, None]) -> Scoping:
    """The exam answered by Ana, but for some inputs that nobody knows yet."""
    scoping = fresh()
    for number in range(1, 8):
        gone = unknown.get(f"exam_{number}", {})
        values = {name: value for name, value in GOOD[f"exam.{number}"].items() if name not in gone}
        states = {f"exam.{number}": dict.fromkeys(gone, Ignorance.NOT_KNOWN)}
        scoping.answer({f"exam.{number}": values}, ANA, MONDAY, unknown=states)
    return scoping


def examined(scoping: Scoping) -> str:
    view = deciding.examine(Findings(scoping), Handle(scoping.id, "examine:exam", "1"), MONDAY)
    return reading.words([block.to_dict() for block in view.blocks], {})


def test_of_a_first_answer_that_nobody_knew_our_words_are_not_quoted() -> None:
    scoping = answered_but(exam_6={"source": None, "needed": None})
    retake = scoping.catalog.questions["retake.6"]
    shown = [block.to_dict() for block in answering.answer(scoping, Handle(scoping.id, "retake"), [retake]).blocks]

    assert "Your first answer: where it comes from, and who may use it: nobody knows it yet" in reading.words(shown, {})

    shown = [block.to_dict() for block in answering.answer(answered_but(), Handle("", "retake"), [retake]).blocks]

    assert f"Your first answer: “{GOOD['exam.6']['source']}" in reading.words(shown, {})


def test_a_first_answer_that_cannot_carry_over_is_not_shown() -> None:
    """Which method learns says nothing of how its decay is noticed."""
    scoping = answered_but()
    decay = scoping.catalog.questions["retake.5"]
    shown = [block.to_dict() for block in answering.answer(scoping, Handle(scoping.id, "retake"), [decay]).blocks]

    assert "Your first answer" not in reading.words(shown, {})


def test_what_there_was_no_room_to_ask_is_read_with_the_answer_it_is_about() -> None:
    scoping = objected.examined(
        {
            "exam.3": {"comparison": "A comparison is planned; none was made."},
            "exam.5": {"tie": "unknown", "judged": "none", "tested": "none", "tried": "none"},
            "exam.6": {"source": "Nobody has measured it yet."},
            "exam.7": {"traps": ["made"]},
        }
    )
    findings = Findings(scoping)
    unasked = [one for question in to_examine(findings, "exam") for one in objecting.unasked(findings, question)]

    assert unasked
    assert {one.name for one in unasked}.isdisjoint(one.name for one in scoping.raised)
    assert all(
        f"Nobody was asked yet, and will be before you sign: {put_to(scoping, one)}" in examined(scoping)
        for one in unasked
    )

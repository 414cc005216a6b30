"""Whose turn it is: one open question per owner, one call per turn."""

from datetime import date, timedelta

import pytest

from dialogs.answers.unknowns import Ignorance
from dialogs.errors import BadFields, Moved, NotNow
from dialogs.findings import Findings
from dialogs.flow import standing, tasks, turns
from dialogs.flow.standing import State
from dialogs.record.parts import Standing
from tests.play import (
    ANA,
    EVA,
    GOOD,
    IVO,
    MIA,
    MONDAY,
    TOM,
    accept_all,
    answer,
    answer_stage,
    dont_know,
    fresh,
    messages,
    open_calls,
    person,
    reach,
)

FRIDAY = date(2026, 3, 6)


def test_the_first_question_goes_to_the_initiator_and_no_other_is_open() -> None:
    assert open_calls(fresh()) == {"exam.1": ("asked", [ANA])}


def test_answering_brings_the_owners_next() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")

    assert open_calls(scoping) == {"exam.2": ("asked", [ANA])}


def test_handing_on_brings_the_owners_next_and_calls_the_new_owner() -> None:
    scoping = fresh()
    scoping.assign("exam.1", MIA, ANA, MONDAY)

    assert open_calls(scoping) == {"exam.1": ("asked", [MIA]), "exam.2": ("asked", [ANA])}


def test_somebody_who_is_handed_two_is_asked_one_at_a_time() -> None:
    scoping = fresh()
    scoping.assign("exam.6", MIA, ANA, MONDAY)
    scoping.assign("exam.7", MIA, ANA, MONDAY)

    assert open_calls(scoping) == {"exam.1": ("asked", [ANA]), "exam.6": ("asked", [MIA])}

    answer(scoping, "exam.6", by=MIA)

    assert open_calls(scoping) == {"exam.1": ("asked", [ANA]), "exam.7": ("asked", [MIA])}


def test_handing_the_same_question_to_the_same_person_twice_calls_once() -> None:
    scoping = fresh()
    scoping.assign("exam.6", MIA, ANA, MONDAY)
    scoping.assign("exam.6", MIA, IVO, MONDAY)

    assert messages(scoping).count(("exam.6", "asked")) == 1


def test_a_question_cannot_be_handed_to_the_director_who_cannot_answer_it() -> None:
    with pytest.raises(NotNow) as refused:
        fresh().assign("exam.1", IVO, ANA, MONDAY)

    assert refused.value.sentence.key == "not_now.not_team"


def test_a_question_cannot_be_handed_to_somebody_from_outside() -> None:
    with pytest.raises(NotNow) as refused:
        fresh().assign("exam.1", EVA, ANA, MONDAY)

    assert refused.value.sentence.key == "not_now.outsider"


def test_the_whole_exam_answered_by_one_person_is_one_call_per_question_and_one_for_the_director() -> None:
    scoping = fresh()
    answer_stage(scoping)

    assert sorted(messages(scoping)) == [
        *((f"exam.{n}", "asked") for n in range(1, 8)),
        ("examine:exam", "examine"),
    ]


def test_the_whole_track_played_by_one_person_rings_fourteen_times() -> None:
    assert len(messages(reach("report"))) == 14


def test_no_act_that_changes_no_turn_calls_anybody() -> None:
    scoping = fresh()
    before = messages(scoping)
    scoping.add_detail("The CRM moves in May.", TOM, MONDAY)
    scoping.reply_seen(ANA, "1700.1")
    scoping.admit([person(id) for id in scoping.everyone()], MONDAY)

    assert messages(scoping) == before


def test_dont_know_yet_brings_the_next_question_meanwhile() -> None:
    scoping = fresh()
    dont_know(scoping, "exam.1", FRIDAY, ANA, MONDAY)

    assert open_calls(scoping) == {"exam.2": ("asked", [ANA])}
    assert turns.debtors(scoping, "exam.1") == [ANA]


def test_dont_know_yet_comes_back_on_the_day_somebody_named() -> None:
    scoping = fresh()
    dont_know(scoping, "exam.1", FRIDAY, ANA, MONDAY)
    answer(scoping, *(f"exam.{n}" for n in range(2, 7)))
    scoping.assign("exam.7", MIA, ANA, MONDAY)
    scoping.fall_due(MONDAY + timedelta(days=3))

    assert "exam.1" not in open_calls(scoping)

    scoping.fall_due(MONDAY + timedelta(days=4, hours=1))

    assert open_calls(scoping)["exam.1"] == ("due", [ANA])
    assert "exam.1" in dict(tasks.owed_items(Findings(scoping)))


def test_dont_know_yet_is_examined_with_the_rest_and_accepted_on_the_condition_that_was_promised() -> None:
    scoping = fresh()
    dont_know(scoping, "exam.1", FRIDAY, ANA, MONDAY)
    answer(scoping, *(f"exam.{n}" for n in range(2, 8)))

    assert open_calls(scoping) == {"examine:exam": ("examine", [IVO])}

    accept_all(scoping)

    assert (scoping.stage, standing.missing_labels(Findings(scoping))) == ("mlops", ["The task in numbers"])
    assert [(one.about, one.owner, one.due) for one in scoping.open_conditions] == [("exam.1", ANA, FRIDAY)]


def test_what_nobody_promised_by_a_day_is_never_accepted_without_one() -> None:
    scoping = fresh()
    answer(scoping, *(f"exam.{n}" for n in range(2, 8)))
    scoping.answer({"exam.1": {}}, ANA, MONDAY, unknown={"exam.1": {"problem": Ignorance.NOT_MEASURED}})

    with pytest.raises(BadFields) as refused:
        scoping.judge(["exam.1"], {}, IVO, MONDAY)

    assert refused.value.problems["day.exam.1"].key == "problem.condition_day"
    assert scoping.conditions == []


def test_what_is_merely_empty_is_never_accepted() -> None:
    scoping = fresh()
    answer(scoping, *(f"exam.{n}" for n in range(2, 8)))

    with pytest.raises(NotNow):
        scoping.judge(["exam.1"], {}, IVO, MONDAY)


def test_an_answer_after_dont_know_yet_is_the_one_thing_left_to_examine() -> None:
    scoping = fresh()
    dont_know(scoping, "exam.1", FRIDAY, ANA, MONDAY)
    answer(scoping, *(f"exam.{n}" for n in range(2, 8)))
    accept_all(scoping)
    answer(scoping, "exam.1")

    assert open_calls(scoping) == {"examine:exam": ("examine", [IVO])}
    assert tasks.to_examine(Findings(scoping), "exam") == ["exam.1"]
    assert scoping.conditions[0].met


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2026, 3, 1), "problem.past_date"), (date(2026, 12, 24), "problem.far_date"), (date.max, "problem.far_date")],
)
def test_a_day_that_is_past_or_far_off_is_no_promise(day: date, sentence: str) -> None:
    scoping = fresh()

    for promise in (
        lambda: dont_know(scoping, "exam.1", day, ANA, MONDAY),
        lambda: scoping.promise(["exam.1"], day, ANA, MONDAY),
    ):
        with pytest.raises(BadFields) as refused:
            promise()
        assert refused.value.problems["day"].key == sentence


def test_sent_back_goes_to_the_author_even_if_another_owned_it() -> None:
    scoping = fresh()
    scoping.answer({"exam.1": dict(GOOD["exam.1"])}, TOM, MONDAY)
    answer(scoping, *(f"exam.{n}" for n in range(2, 8)))
    scoping.judge([], {"exam.1": "How much of it could anybody have prevented?"}, IVO, MONDAY)

    assert open_calls(scoping)["exam.1"] == ("sent_back", [TOM])


def test_what_was_sent_back_and_answered_again_goes_to_the_director_again() -> None:
    scoping = fresh()
    answer_stage(scoping)
    scoping.judge([f"exam.{n}" for n in range(1, 7)], {"exam.7": "How many rows?"}, IVO, MONDAY)
    answer(scoping, "exam.7", quality="judged")

    assert open_calls(scoping) == {"examine:exam": ("examine", [IVO])}
    assert tasks.to_examine(Findings(scoping), "exam") == ["exam.7"]


def test_sending_back_needs_a_reason() -> None:
    scoping = fresh()
    answer_stage(scoping)

    with pytest.raises(BadFields):
        scoping.judge([], {"exam.1": " "}, IVO, MONDAY)

    assert standing.state(Findings(scoping), "exam.1") is State.ANSWERED


def test_two_lines_of_a_form_sent_back_to_one_author_are_one_call_until_both_are_mended() -> None:
    scoping = reach("retake")
    answer_stage(scoping)
    scoping.judge([], {"retake.1": "Whose days?", "retake.3": "Since when?"}, IVO, MONDAY)
    calls = messages(scoping)
    answer(scoping, "retake.1", problem="Nine days of two people a month; prices are a week behind.")

    assert messages(scoping) == calls
    assert open_calls(scoping) == {"retake": ("sent_back", [ANA])}


def test_not_applicable_settles_a_question_that_may_be_skipped() -> None:
    scoping = fresh()
    scoping.skip("exam.3", "One component, given by the group.", ANA, MONDAY)

    assert standing.state(Findings(scoping), "exam.3") is State.ANSWERED


def test_not_applicable_is_refused_where_the_catalogue_does_not_allow_it() -> None:
    with pytest.raises(NotNow) as refused:
        fresh().skip("exam.1", "No problem.", ANA, MONDAY)

    assert refused.value.sentence.key == "not_now.skip"


def test_not_applicable_needs_a_reason() -> None:
    with pytest.raises(BadFields):
        fresh().skip("exam.3", "", ANA, MONDAY)


def test_a_board_is_one_call_for_the_whole_team() -> None:
    assert open_calls(reach("readiness")) == {"readiness": ("asked", [ANA, MIA, TOM])}


def test_taking_lines_rings_nobody_and_leaves_the_rest_to_the_team() -> None:
    scoping = reach("readiness")
    before = messages(scoping)
    scoping.take(["change.1", "change.2"], MIA, MONDAY)

    assert messages(scoping) == before
    assert turns.debtors(scoping, "change.1") == [MIA]
    assert tasks.open_questions(Findings(scoping), "readiness") == tuple(f"change.{n}" for n in range(3, 8))


def test_a_line_somebody_took_is_not_to_be_taken_again() -> None:
    scoping = reach("readiness")
    scoping.take(["change.1"], MIA, MONDAY)

    with pytest.raises(NotNow):
        scoping.take(["change.1"], TOM, MONDAY)

    assert turns.debtors(scoping, "change.1") == [MIA]


@pytest.mark.parametrize("question", ["exam.1", "exam.3", "change.1", "nonsense"])
def test_only_lines_of_the_present_board_can_be_taken(question: str) -> None:
    scoping = fresh()

    with pytest.raises(NotNow):
        scoping.take([question], MIA, MONDAY)


def test_a_line_that_is_handed_over_rings_its_new_owner_once() -> None:
    scoping = reach("readiness")
    scoping.assign("change.4", TOM, ANA, MONDAY)

    assert open_calls(scoping)["change.4"] == ("asked", [TOM])


def test_the_board_is_done_when_every_line_is_whoever_answered_it() -> None:
    scoping = reach("readiness")
    scoping.take(["change.1"], MIA, MONDAY)
    for n in range(1, 8):
        answer(scoping, f"change.{n}", by=TOM)

    assert scoping.stage == "report"


def test_somebody_who_left_hands_their_turns_to_the_initiator() -> None:
    scoping = fresh()
    scoping.assign("exam.6", MIA, ANA, MONDAY)
    answer(scoping, *(f"exam.{n}" for n in (1, 2, 3, 4, 5, 7)))
    scoping.admit([person(MIA, Standing.GONE)], MONDAY)

    assert open_calls(scoping) == {"exam.6": ("asked", [ANA])}


def test_where_the_initiator_left_too_somebody_of_the_team_is_asked() -> None:
    scoping = fresh()
    scoping.admit([person(ANA, Standing.GONE)], MONDAY)

    assert open_calls(scoping) == {"exam.1": ("asked", [MIA])}


def test_a_delegate_is_called_instead_of_the_director() -> None:
    scoping = fresh()
    answer_stage(scoping)
    scoping.name_delegate(EVA, IVO, MONDAY)
    scoping.admit([person(EVA)], MONDAY)

    assert open_calls(scoping) == {"examine:exam": ("examine", [EVA])}

    accept_all(scoping, by=EVA)

    assert scoping.stage == "mlops"


def test_where_the_director_left_a_lead_names_another() -> None:
    scoping = fresh()
    answer_stage(scoping)
    scoping.admit([person(IVO, Standing.GONE)], MONDAY)
    scoping.name_director(EVA, ANA, MONDAY)
    scoping.admit([person(EVA)], MONDAY)

    assert open_calls(scoping) == {"examine:exam": ("examine", [EVA])}


def test_a_director_who_is_there_is_not_replaced() -> None:
    with pytest.raises(NotNow):
        fresh().name_director(EVA, ANA, MONDAY)


def test_parked_nobody_is_called_and_nothing_is_accepted() -> None:
    scoping = fresh()
    scoping.park(ANA, MONDAY)

    with pytest.raises(NotNow) as refused:
        answer(scoping, "exam.1")

    assert refused.value.sentence.key == "not_now.parked"


def test_resumed_it_stands_where_it_stood_and_what_was_due_moves() -> None:
    scoping = fresh()
    calls = messages(scoping)
    scoping.park(ANA, MONDAY)
    later = MONDAY + timedelta(days=21)
    scoping.resume(IVO, later)
    due = scoping.items["exam.1"].due_at

    assert messages(scoping) == calls
    assert due is not None
    assert due == later + timedelta(days=2)


def test_what_was_not_due_yet_keeps_its_day_over_a_rest() -> None:
    scoping = fresh()
    before = scoping.items["exam.1"].due_at
    scoping.park(ANA, MONDAY)
    scoping.resume(ANA, MONDAY + timedelta(hours=3))

    assert scoping.items["exam.1"].due_at == before


def test_a_reply_is_offered_on_the_one_question_its_author_is_asked() -> None:
    scoping = fresh()
    scoping.assign("exam.6", MIA, ANA, MONDAY)

    assert scoping.reply_seen(MIA, "1700.2")
    assert scoping.items["exam.6"].reply is not None
    assert not scoping.reply_seen(TOM, "1700.3")


def test_a_deleted_reply_is_no_longer_offered_and_its_answer_says_so() -> None:
    scoping = fresh()
    scoping.answer({"exam.1": dict(GOOD["exam.1"])}, ANA, MONDAY, reply_ts="1700.1")
    scoping.reply_seen(ANA, "1700.2")
    scoping.reply_gone("1700.1")
    scoping.reply_gone("1700.2")
    recorded = scoping.entries["exam.1"].answer

    assert recorded is not None
    assert recorded.reply_gone
    assert scoping.items["exam.2"].reply is None


def test_an_edited_reply_leaves_its_answer_as_it_was_and_says_so() -> None:
    scoping = fresh()
    scoping.answer({"exam.1": dict(GOOD["exam.1"])}, ANA, MONDAY, reply_ts="1700.1")
    scoping.reply_edited("1700.1")
    recorded = scoping.entries["exam.1"].answer

    assert recorded is not None
    assert recorded.values == GOOD["exam.1"]
    assert recorded.reply_edited


def test_an_answer_given_while_somebody_else_answered_is_not_written_over_it() -> None:
    scoping = fresh()
    seen = scoping.seq
    answer(scoping, "exam.1")

    with pytest.raises(Moved) as refused:
        scoping.answer({"exam.1": {"problem": "Tickets take 310 hours a month."}}, MIA, MONDAY, seen=seen)

    assert refused.value.sentence.values == {"name": "Ana", "label": "The problem"}


def test_it_replaces_the_other_where_its_author_saw_both_and_says_so() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")
    mine = {"problem": "Tickets take 310 hours a month."}
    scoping.answer({"exam.1": dict(mine)}, MIA, MONDAY, seen=scoping.seq, replacing=True)

    assert [version.author for version in scoping.entries["exam.1"].answers] == [ANA, MIA]


def test_an_accepted_answer_is_not_replaced_by_others_that_way() -> None:
    scoping = fresh()
    answer_stage(scoping)
    accept_all(scoping)

    with pytest.raises(NotNow):
        scoping.answer({"exam.1": {"problem": "310 hours a month."}}, MIA, MONDAY, seen=scoping.seq, replacing=True)

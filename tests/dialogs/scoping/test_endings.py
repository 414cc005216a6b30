"""Every ending, played through."""

import pytest

from dialogs.catalog.tracks import ENDINGS
from dialogs.errors import DialogError, NotNow
from dialogs.findings import Findings
from dialogs.flow import tasks
from dialogs.record import quoting
from tests.play import ANA, IVO, MONDAY, accept_all, answer, answer_stage, no_ai, open_calls, reach

BY_HAND = {"requests": 10.0, "staff": 480.0, "retraining": "rarely"}
ONE_OFF = {"kind": "one_off", **BY_HAND}


@pytest.mark.parametrize(
    ("inputs", "walked", "outcome"),
    [
        ({}, ["exam", "mlops", "case", "retake", "readiness", "report"], "approved_mlops"),
        (BY_HAND, ["exam", "mlops", "monitoring", "report"], "approved_ml"),
        (ONE_OFF, ["exam", "mlops", "poc", "report"], "approved_poc"),
    ],
)
def test_the_decision_leads_through_its_stages_to_its_ending(
    inputs: dict[str, object], walked: list[str], outcome: str
) -> None:
    scoping = reach("report", **inputs)
    scoping.sign(IVO, MONDAY)

    assert scoping.walked == walked
    assert scoping.ending is not None
    assert (scoping.ending.outcome, scoping.ending.by) == (outcome, IVO)


def test_something_simpler_ends_it_once_the_director_agrees() -> None:
    scoping = no_ai()

    assert scoping.ending is None

    accept_all(scoping)

    assert scoping.ending is not None
    assert (scoping.ending.outcome, scoping.ending.by) == ("no_ai", IVO)


def test_something_simpler_skips_the_questions_about_the_system_and_asks_what_is_done_instead() -> None:
    scoping = no_ai()
    asked = [question.id for question in quoting.active_questions(scoping, scoping.catalog.stages["exam"])]

    assert asked == ["exam.1", "exam.2", "exam.2b", "exam.2c"]


@pytest.mark.parametrize("simpler", ["process", "people", "software"])
def test_at_the_retake_a_checklist_leads_to_monitoring_and_a_model_run_by_hand(simpler: str) -> None:
    scoping = reach("retake")
    scoping.answer({"retake.2": {"why": "Four releases a year are four afternoons.", "simpler": simpler}}, ANA, MONDAY)
    answer(scoping, *(f"retake.{n}" for n in (1, 3, 4, 5, 6, 7)))
    accept_all(scoping)

    assert scoping.stage == "monitoring"

    answer_stage(scoping)
    scoping.sign(IVO, MONDAY)

    assert scoping.walked == ["exam", "mlops", "case", "retake", "monitoring", "report"]
    assert scoping.ending is not None
    assert scoping.ending.outcome == "approved_ml"


def test_the_director_may_reject_with_a_reason() -> None:
    scoping = reach("report")
    scoping.reject("No budget before autumn.", IVO, MONDAY)

    assert scoping.ending is not None
    assert (scoping.ending.outcome, scoping.ending.reason) == ("rejected", "No budget before autumn.")


def test_rejecting_without_a_reason_is_refused() -> None:
    scoping = reach("report")

    with pytest.raises(DialogError):
        scoping.reject("  ", IVO, MONDAY)

    assert scoping.stage == "report"


@pytest.mark.parametrize("stage", ["exam", "mlops", "case", "retake", "readiness", "report"])
def test_any_stage_may_be_cancelled_and_the_record_says_where_it_stood(stage: str) -> None:
    scoping = reach(stage)
    scoping.cancel("Merged with another project.", ANA, MONDAY)

    assert scoping.ending is not None
    assert (scoping.ending.outcome, scoping.ending.stage) == ("cancelled", stage)


def test_nobody_owes_anything_after_an_ending() -> None:
    scoping = reach("exam")
    scoping.cancel("", ANA, MONDAY)

    assert open_calls(scoping) == {}
    assert list(tasks.owed_items(Findings(scoping))) == []
    assert scoping.next_due() is None


def test_a_parked_scoping_may_be_cancelled() -> None:
    scoping = reach("mlops")
    scoping.park(ANA, MONDAY)
    scoping.cancel("", ANA, MONDAY)

    assert (scoping.stage, scoping.parked) == ("cancelled", None)


def test_an_ended_scoping_is_reopened_where_its_answers_leave_it() -> None:
    scoping = reach("report")
    scoping.sign(IVO, MONDAY)
    scoping.reopen(ANA, MONDAY)

    assert (scoping.stage, scoping.ending) == ("report", None)
    assert open_calls(scoping) == {"sign": ("sign", [IVO])}


def test_a_cancelled_scoping_goes_on_at_the_question_it_was_at() -> None:
    scoping = reach("exam")
    answer(scoping, "exam.1")
    scoping.cancel("", ANA, MONDAY)
    scoping.reopen(IVO, MONDAY)

    assert open_calls(scoping) == {"exam.2": ("asked", [ANA])}


def test_a_no_is_reopened_at_the_choice_that_led_to_it() -> None:
    scoping = no_ai()
    accept_all(scoping)
    scoping.reopen(ANA, MONDAY)

    assert scoping.stage == "exam"
    assert tasks.to_examine(Findings(scoping), "exam") == ["exam.2"]

    answer(scoping, "exam.2")

    assert open_calls(scoping)["exam.3"] == ("asked", [ANA])


def test_an_open_scoping_cannot_be_reopened() -> None:
    with pytest.raises(NotNow):
        reach("exam").reopen(ANA, MONDAY)


def test_these_are_all_the_endings() -> None:
    assert set(ENDINGS) == {
        "approved_mlops",
        "approved_ml",
        "approved_poc",
        "no_ai",
        "not_yet",
        "rejected",
        "cancelled",
    }

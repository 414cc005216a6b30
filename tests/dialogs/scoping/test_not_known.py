"""What nobody knows, as the conversation takes it: said beside what is known, asked again on its day."""

from datetime import date, timedelta

from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import State
from dialogs.record.parts import Unknown
from tests.play import (
    ANA,
    GOOD,
    MIA,
    MONDAY,
    accept_all,
    answer,
    dont_know,
    fresh,
    open_calls,
    reach,
)

VAGUE = {"problem": "Increase revenue with AI."}


def test_what_is_known_of_several_amounts_stays_when_the_rest_gets_another_day() -> None:
    scoping = reach("need", track="full")
    part: list[float | None] = [140e3, None, 310e3]
    scoping.answer(
        {"need.4": {**GOOD["need.4"], "ml": part}}, ANA, MONDAY, unknown={"need.4": {"ml": Ignorance.NOT_RECKONED}}
    )
    until = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, until=date(2026, 3, 6))
    scoping.not_known({"need.4": {"ml": until}}, ANA, MONDAY)

    assert scoping.value("need.4.ml") == part
    assert scoping.unknown("need.4.ml") == until


def test_a_follow_up_of_substance_takes_that_nobody_knows() -> None:
    scoping = fresh()
    answer(scoping, "exam.1", **VAGUE)
    scoping.answer({"exam.1": {}}, ANA, MONDAY, unknown={"exam.1": {"problem": Ignorance.NOT_MEASURED}})

    assert standing.state(Findings(scoping), "exam.1") is State.ANSWERED


def test_where_nothing_can_be_shown_nothing_is_asked_back() -> None:
    thin = {"problem": "Customers leave, and the head of sales owns the number of it."}
    shown, not_shown = fresh(), fresh()

    assert shown.answer({"exam.1": dict(thin)}, ANA, MONDAY) == ["exam.1"]
    assert not_shown.answer({"exam.1": dict(thin)}, ANA, MONDAY, asks_back=False) == []
    assert not_shown.entries["exam.1"].asked_back == []


def test_a_reply_is_the_source_of_the_answer_it_went_into_alone() -> None:
    scoping = fresh(track="full")
    given = {question: dict(GOOD_PRIORITIES[question]) for question in GOOD_PRIORITIES}
    scoping.answer(given, ANA, MONDAY, reply_ts="1700.1", reply_to="problem.1")

    assert scoping.entries["problem.1"].answer.reply_ts == "1700.1"
    assert scoping.entries["problem.2"].answer.reply_ts is None


GOOD_PRIORITIES = {
    "problem.1": {"priorities": "Keep existing customers, then cut the manual work in order entry."},
    "problem.2": {"known": "known"},
}


def test_what_was_to_be_known_comes_back_on_its_day_beside_what_is_asked_now() -> None:
    scoping = reach("exam")
    dont_know(scoping, "exam.1", date(2026, 3, 6), ANA, MONDAY)

    assert open_calls(scoping) == {"exam.2": ("asked", [ANA])}

    scoping.fall_due(MONDAY + timedelta(days=4))

    assert open_calls(scoping) == {"exam.1": ("due", [ANA]), "exam.2": ("asked", [ANA])}

    answer(scoping, "exam.2")

    assert open_calls(scoping) == {"exam.1": ("due", [ANA]), "exam.3": ("asked", [ANA])}


def test_a_line_of_several_open_calls_takes_a_reply_of_whoever_is_asked() -> None:
    scoping = fresh(track="full")

    assert scoping.reply_seen(ANA, "1700.1")
    assert scoping.items["priorities"].reply.author == ANA
    assert not scoping.reply_seen(MIA, "1700.2")


def test_a_condition_falls_away_once_it_is_known() -> None:
    scoping = fresh()
    dont_know(scoping, "exam.1", date(2026, 3, 6), ANA, MONDAY)
    for number in range(2, 8):
        answer(scoping, f"exam.{number}")
    accept_all(scoping)
    scoping.fall_due(MONDAY + timedelta(days=4))
    answer(scoping, "exam.1")

    assert [condition.met for condition in scoping.conditions] == [True]
    assert scoping.text("exam.1.problem") == GOOD["exam.1"]["problem"]

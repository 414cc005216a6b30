"""Going back: what rested on a revised answer is asked again, nothing else is, and nothing is lost."""

import pytest

from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow import standing, tasks
from dialogs.flow.standing import State
from dialogs.record import quoting
from tests.play import ANA, IVO, MIA, MONDAY, accept_all, answer, answer_stage, fresh, open_calls, reach

OTHER = "Customers leave unnoticed: 9% of 40,000 a year, EUR 0.9M, finance counted it."


def states(*questions: str, of: object) -> list[State]:
    return [standing.state(Findings(of), question) for question in questions]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("revised", "over", "again"),
    [
        ("exam.1", {"problem": OTHER}, {"exam.4", "exam.5"}),
        ("exam.2", {"because": "Two more agents cost EUR 95k a year and reach half."}, {"exam.3"}),
        ("exam.3", {"comparison": "Trees and rules: https://wiki.example.com/again"}, {"exam.4"}),
        ("exam.5", {"statement": "Will this customer cancel within 90 days?"}, {"exam.6"}),
        ("exam.6", {"needed": "Contracts, invoices, tickets, calls and leaving dates."}, {"exam.7"}),
        ("exam.7", {"quality": "judged"}, set()),
    ],
)
def test_exactly_what_rests_on_a_revised_answer_is_asked_again(
    revised: str, over: dict[str, str], again: set[str]
) -> None:
    scoping = fresh()
    answer_stage(scoping)
    answer(scoping, revised, **over)
    stale = {f"exam.{n}" for n in range(1, 8) if standing.state(Findings(scoping), f"exam.{n}") is State.STALE}

    assert stale == again


def test_a_first_answer_that_comes_late_is_no_change_but_its_revision_is() -> None:
    scoping = fresh()
    answer(scoping, *(f"exam.{n}" for n in range(2, 8)))
    answer(scoping, "exam.1")

    assert states("exam.4", "exam.5", of=scoping) == [State.ANSWERED] * 2

    answer(scoping, "exam.1", problem=OTHER)

    assert states("exam.4", "exam.5", of=scoping) == [State.STALE] * 2


def test_what_is_confirmed_unchanged_stays_accepted_and_asks_nothing_further() -> None:
    scoping = reach("mlops")
    answer(scoping, "exam.1", problem=OTHER)
    answer(scoping, "exam.4")
    answer(scoping, "exam.5")

    assert states("exam.4", "exam.5", "exam.6", of=scoping) == [State.ACCEPTED] * 3
    assert tasks.to_examine(Findings(scoping), "exam") == ["exam.1"]


def test_what_is_changed_while_looking_again_has_to_be_accepted_again() -> None:
    scoping = reach("mlops")
    answer(scoping, "exam.1", problem=OTHER)
    answer(scoping, "exam.5", statement="Will this customer cancel within 90 days?")

    assert states("exam.5", "exam.6", of=scoping) == [State.ANSWERED, State.STALE]


def test_a_stale_answer_goes_to_the_one_who_wrote_it() -> None:
    scoping = fresh()
    scoping.assign("exam.5", MIA, ANA, MONDAY)
    for n in (1, 2, 3, 4, 6, 7):
        answer(scoping, f"exam.{n}")
    answer(scoping, "exam.5", by=MIA)
    answer(scoping, "exam.1", problem=OTHER)

    assert open_calls(scoping)["exam.5"] == ("stale", [MIA])


def test_revising_an_accepted_answer_mid_case_goes_back_to_the_exam_and_forward_again() -> None:
    scoping = reach("case")
    answer_stage(scoping)
    assert scoping.stage == "retake"

    answer(scoping, "exam.1", problem=OTHER)
    assert (scoping.stage, scoping.walked) == ("exam", ["exam"])

    answer(scoping, "exam.4", "exam.5")
    accept_all(scoping)
    assert (scoping.stage, open_calls(scoping)) == ("mlops", {"mlops": ("stale", [ANA])})

    answer(scoping, "mlops.1")
    assert (scoping.stage, open_calls(scoping)) == ("case", {"case": ("stale", [ANA])})

    answer(scoping, "case.1", "case.2")
    assert scoping.stage == "retake"


def test_revising_the_decision_itself_turns_the_way_it_goes() -> None:
    scoping = reach("case")
    answer(scoping, "mlops.1", kind="one_off", requests=10.0, retraining="rarely")

    assert scoping.walked == ["exam", "mlops", "poc"]


def test_the_old_words_are_kept() -> None:
    scoping = reach("mlops")
    before = scoping.text("exam.1.problem")
    answer(scoping, "exam.1", problem=OTHER)

    assert [version.values["problem"] for version in scoping.entries["exam.1"].answers] == [before, OTHER]


def test_only_the_author_or_the_owner_revises_what_is_settled() -> None:
    scoping = fresh()
    answer(scoping, "exam.1")

    with pytest.raises(NotNow) as refused:
        answer(scoping, "exam.1", by=MIA, problem=OTHER)

    assert refused.value.sentence.key == "not_now.others_answer"


def test_a_question_of_a_stage_not_reached_yet_is_not_answered() -> None:
    with pytest.raises(NotNow) as refused:
        answer(fresh(), "case.1")

    assert refused.value.sentence.key == "not_now.question"


def test_the_director_returns_the_report_through_one_answer() -> None:
    scoping = reach("report")
    scoping.give_back("case.2", "Who counted it?", IVO, MONDAY)

    assert (scoping.stage, open_calls(scoping)) == ("case", {"case": ("sent_back", [ANA])})

    answer(scoping, "case.2", counted="Finance, Q3, sheet 4")

    assert (scoping.stage, open_calls(scoping)) == ("case", {"examine:case": ("examine", [IVO])})

    scoping.judge(["case.2"], {}, IVO, MONDAY)

    assert (scoping.stage, open_calls(scoping)) == ("report", {"sign": ("sign", [IVO])})


def test_a_returned_answer_of_the_exam_is_accepted_again_before_it_goes_on() -> None:
    scoping = reach("report")
    scoping.give_back("exam.7", "Is that still so?", IVO, MONDAY)
    answer(scoping, "exam.7", studied="Still: 4% have no contract date; labels agree in 97%.")

    assert open_calls(scoping) == {"examine:exam": ("examine", [IVO])}

    accept_all(scoping)

    assert (scoping.stage, open_calls(scoping)) == ("retake", {"retake": ("stale", [ANA])})


def test_an_answer_off_the_way_cannot_be_returned() -> None:
    scoping = reach("report")

    with pytest.raises(NotNow):
        scoping.give_back("poc.1", "Not asked.", IVO, MONDAY)


def test_what_is_not_asked_any_more_is_not_stale() -> None:
    scoping = fresh()
    answer_stage(scoping)
    answer(scoping, "exam.2", simpler="software")
    active = [question.id for question in quoting.active_questions(scoping, scoping.catalog.stages["exam"])]

    assert active == ["exam.1", "exam.2", "exam.2b", "exam.2c"]
    assert set(open_calls(scoping)) == {"exam.2b"}

"""Words that stand in two questions are corrected once: the answer that only confirmed them follows."""

from functools import cache

import pytest

from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import State, stale_of
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MIA, MONDAY, reach

NEW = "Customers leave before anyone notices: 14% of 40,000 a year, EUR 1.4M; sales owns it."


@cache
def _at_the_report() -> str:
    return reach("report", track="full").model_dump_json()


@pytest.fixture
def scoping() -> Scoping:
    """The problem was confirmed at the exam in the words it had."""
    whole = Scoping.model_validate_json(_at_the_report())
    for answer in whole.entries["exam.1"].answers:
        answer.values["problem"] = problem(whole, "problem.3")
    return whole


def problem(scoping: Scoping, question: str) -> Value | None:
    return scoping.value(f"{question}.problem")


@pytest.mark.parametrize(("first", "second"), [("problem.3", "exam.1"), ("exam.1", "problem.3")])
def test_a_correction_of_one_is_the_others_as_well(scoping: Scoping, first: str, second: str) -> None:
    scoping.answer({first: {"problem": NEW}}, ANA, MONDAY)

    assert problem(scoping, second) == NEW
    assert standing.state(Findings(scoping), second) is not State.STALE


def test_what_rests_on_both_is_asked_about_once(scoping: Scoping) -> None:
    scoping.answer({"problem.3": {"problem": NEW}}, ANA, MONDAY)
    scoping.hold(stale_of(Findings(scoping), ANA), ANA, MONDAY)

    assert standing.stale_of(Findings(scoping), ANA) == []


def test_words_of_its_own_stay(scoping: Scoping) -> None:
    scoping.entries["exam.1"].answers[-1].values["problem"] = "Too many leave: 12% a year."
    scoping.answer({"problem.3": {"problem": NEW}}, ANA, MONDAY)

    assert problem(scoping, "exam.1") == "Too many leave: 12% a year."
    assert standing.state(Findings(scoping), "exam.1") is State.STALE


def test_what_is_answered_in_the_same_window_stays_as_it_is_answered(scoping: Scoping) -> None:
    scoping.answer({"problem.3": {"problem": NEW}, "exam.1": {"problem": "12% leave, as ever."}}, ANA, MONDAY)

    assert problem(scoping, "exam.1") == "12% leave, as ever."


def test_whoever_changed_the_words_said_them(scoping: Scoping) -> None:
    scoping.entries["problem.3"].answers[-1].author = MIA
    scoping.answer({"problem.3": {"problem": NEW}}, MIA, MONDAY)

    followed = scoping.entries["exam.1"].answer
    assert followed is not None
    assert followed.author == MIA

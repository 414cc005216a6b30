"""Which risks count as dealt with: those with steps that say something, and that are written."""

import pytest

from dialogs.findings import Findings, risks
from dialogs.flow import standing
from tests.play import ANA, MONDAY, answer, reach

NOTHING = [
    "?",
    "TBD",
    "TBD (?)",
    "tbd.",
    "keine Ahnung (ask Tom)",
    "ask Tom",
    "ask @Tom",
    "nobody",
    "niemand",
    "not decided yet",
]
STEPS = ["Ring the supplier, ask Tom for the number", "Last night's copy", "Account managers call last week's list."]


@pytest.mark.parametrize("says", [*NOTHING, *STEPS])
def test_a_risk_is_dealt_with_once_its_steps_say_something(says: str) -> None:
    scoping = reach("design", track="full")
    answer(scoping, "risk.1", steps=says)
    (risk,) = Findings(scoping).risks

    assert risk.mitigated is (says in STEPS)
    assert risk.steps == (says if says in STEPS else "")


@pytest.mark.parametrize(("state", "is_dealt_with"), [("tried", True), ("written", True), ("none", False)])
def test_and_once_they_are_written(state: str, is_dealt_with: bool) -> None:
    scoping = reach("design", track="full")
    answer(scoping, "risk.1", state=state)
    (risk,) = Findings(scoping).risks

    assert risk.mitigated is is_dealt_with


def test_where_there_are_none_yet_nothing_more_is_asked_of_a_risk() -> None:
    scoping = reach("design", track="full")
    scoping.answer({"risk.1": {"likelihood": "2", "impact": "4", "state": "none"}}, ANA, MONDAY)

    assert standing.state(Findings(scoping), "risk.1") is standing.State.ANSWERED


@pytest.mark.parametrize("says", NOTHING)
def test_the_same_holds_for_those_the_team_names_itself(says: str) -> None:
    scoping = reach("design", track="full")
    scoping.answer({"risk.4": {"others": [f"The supplier goes\t2\t4\t\t{says}\tMia"]}}, ANA, MONDAY)
    (risk,) = risks.own(scoping)

    assert (risk.fallback, risk.has_steps) == ("", False)

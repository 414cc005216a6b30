"""Which risks count as dealt with: those with steps and an owner that say something."""

import pytest

from dialogs.findings import Findings, risks
from tests.play import ANA, GOOD, MONDAY, reach

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


@pytest.mark.parametrize("field", ["fallback", "owner"])
@pytest.mark.parametrize("says", [*NOTHING, *STEPS])
def test_a_risk_is_dealt_with_once_its_steps_and_its_owner_say_something(field: str, says: str) -> None:
    scoping = reach("design", track="full")
    scoping.answer({"risk.1": {**GOOD["risk.1"], field: says}}, ANA, MONDAY)
    (risk,) = Findings(scoping).risks

    assert risk.mitigated is (says in STEPS)
    assert getattr(risk, field) == (says if says in STEPS else "")


@pytest.mark.parametrize("says", NOTHING)
def test_the_same_holds_for_those_the_team_names_itself(says: str) -> None:
    scoping = reach("design", track="full")
    scoping.answer({"risk.4": {"others": [f"The supplier goes\t2\t4\t\t{says}\tMia"]}}, ANA, MONDAY)
    (risk,) = risks.own(scoping)

    assert (risk.fallback, risk.has_steps) == ("", False)

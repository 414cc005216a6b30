"""Which risks count as dealt with: those with steps that say something, and that are written."""

from datetime import timedelta

import pytest

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.findings import Findings, risks
from dialogs.flow import standing
from dialogs.flow.promises import Promise
from dialogs.record.parts import Unknown
from dialogs.scoping import entries, on_condition
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.partial import Ends
from dialogs.verdicts.risks import Risk
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


def _asked_for_steps() -> Scoping:
    """A grave risk and one of the team's own without steps, and every stage answered up to the exam."""
    scoping = reach("design", track="full")
    answer(scoping, "risk.2", impact="5", state="none")
    answer(scoping, "risk.4", others=["The supplier goes\t2\t4\t\t\tMia"])
    return scoping


@pytest.mark.parametrize(
    ("objection", "name"),
    [("risk_without_steps@risk.2", "Model bias"), ("other_risk_without_steps", "The supplier goes")],
)
def test_steps_given_in_answer_to_the_objection_are_steps(objection: str, name: str) -> None:
    scoping = _asked_for_steps()
    question = objection.partition("@")[2] or "risk.4"

    assert not _risk(scoping, name).mitigated
    entries.meet(scoping, question, Met(objection, "answered", "Stop using it, sheets by hand that night; Mia."), ANA)
    assert (_risk(scoping, name).mitigated, _risk(scoping, name).steps[:13]) == (True, "Stop using it")
    entries.meet(scoping, question, Met(objection, "waived", "It will not happen."), ANA)
    assert not _risk(scoping, name).mitigated


@pytest.mark.parametrize(
    ("changed", "put"),
    [
        pytest.param(
            ("risk.4", {"others": ["The supplier goes\t2\t4\t\ttalk to the area managers\tMia"]}),
            "“The supplier goes”: “talk to the area managers” says too little for the day it happens.",
            id="too-little-in-a-row",
        ),
        pytest.param(
            ("risk.4", {"others": ["The supplier goes\t2\t4\t\t\tMia"]}),
            "“The supplier goes” has no steps for the day it happens.",
            id="none-in-a-row",
        ),
        pytest.param(
            ("risk.2", {"impact": "5", "state": "none", "steps": "talk to the area managers"}),
            "It would be bad, and “talk to the area managers” says too little for that day.",
            id="too-little",
        ),
        pytest.param(
            ("risk.2", {"impact": "5", "state": "none", "steps": "Two shops get too little; Bettina sees it at 10"}),
            "nobody says that “Two shops get too little; Bettina sees it at 10” is written down yet.",
            id="begun",
        ),
        pytest.param(
            ("risk.2", {"impact": "5", "state": "none", "steps": ""}),
            "It would be bad, and there are no steps for that day yet.",
            id="none",
        ),
    ],
)
def test_what_is_objected_says_what_was_typed(changed: tuple[str, dict[str, Value]], put: str) -> None:
    scoping = reach("design", track="full")
    question, values = changed
    answer(scoping, question, **values)
    asked = [found.ask for found in Findings(scoping).objecting.found if found.question == question]

    assert any(put in one for one in asked)


def test_steps_that_are_still_to_be_found_are_none() -> None:
    scoping = _asked_for_steps()
    promise = Promise(ANA, (MONDAY + timedelta(days=9)).date(), "Mia writes them down.")
    entries.meet(scoping, "risk.2", Met("risk_without_steps@risk.2", "answered", "Mia writes them down."), ANA)
    on_condition.add(scoping, "risk.2", promise, ANA, MONDAY, objection="risk_without_steps@risk.2")

    assert not _risk(scoping, "Model bias").mitigated


def _risk(scoping: Scoping, name: str) -> Risk:
    return next(one for one in Findings(scoping).risks if one.name.lower().endswith(name.lower()))


NONE = Unknown(kind=Ignorance.NOT_APPLICABLE, by=ANA, at=MONDAY, reason="Its machines, not people.")
UNKNOWN = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY)


def with_the_second_said_to_be(unknowns: dict[str, Unknown]) -> Findings:
    scoping = reach("design", track="full")
    answer(scoping, "risk.1")
    scoping.not_known({"risk.2": unknowns}, ANA, MONDAY)
    answer(scoping, "risk.3")
    return Findings(scoping)


@pytest.mark.parametrize(
    "unknowns",
    [{"likelihood": NONE, "impact": NONE}, {"likelihood": NONE}, {"likelihood": UNKNOWN, "impact": NONE}],
    ids=["both", "how_likely", "how_bad"],
)
def test_a_risk_that_does_not_apply_is_none(unknowns: dict[str, Unknown]) -> None:
    findings = with_the_second_said_to_be(unknowns)

    assert [risk.name for risk in findings.named_risks] == ["Data leakage", "System failure"]
    assert findings.mitigated == Ends(11 / 14, 11 / 14)
    assert risks.not_applying(findings.record) == [("Model bias", "Its machines, not people.")]


def test_one_that_nobody_can_grade_still_is() -> None:
    findings = with_the_second_said_to_be({"likelihood": UNKNOWN, "impact": UNKNOWN})

    assert [risk.name for risk in findings.ungraded] == ["Model bias"]
    assert not risks.not_applying(findings.record)

"""A candidate that learns nothing from data: what it is asked, its light, its words, its place, and how it ends."""

import re

import pytest

from bot.telling import candidates as telling
from dialogs import report
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import Level
from dialogs.findings import Findings
from dialogs.flow import objecting
from dialogs.record.quoting import is_asked
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.feasibility import Light
from tests.play import CANDIDATE, GOOD, accept_all, answer, having, in_stage

CELLS = dict(GOOD["solutions.1"]) | {"c": "A second look at the gate", "c_cell": "nothing"}
SAID = {
    "solutions.1.a": "A second look at the gate",
    "solutions.1.a_cell": "nothing",
    **{f"candidate_a.6.{name}": value for name, value in CANDIDATE["6"].items()},
    "candidate_a.7.effort": 2.0,
}
OF_MODELS = re.compile(r"\b(model|feature|predict|data is|history|method|people reach)", re.IGNORECASE)


def solutions(chosen: str = "a") -> Scoping:
    """A full track at its candidates, the third of which learns nothing, with one of them chosen."""
    scoping = in_stage("solutions", ("solutions.1", CELLS))
    asked = [id for id in scoping.catalog.questions if id.startswith("candidate_") and is_asked(scoping, id)]
    for question in asked:
        answer(scoping, question, by=scoping.initiator)
    answer(scoping, "solutions.2", chosen=chosen)
    answer(scoping, "solutions.3", "solutions.4")
    return scoping


def test_it_is_asked_only_whether_it_works_and_what_it_is_worth() -> None:
    scoping = in_stage("solutions", ("solutions.1", CELLS))
    asked = {n: [slot for slot in "abc" if is_asked(scoping, f"candidate_{slot}.{n}")] for n in range(1, 8)}

    assert [n for n, slots in asked.items() if "c" in slots] == [6, 7]
    assert asked[7] == ["c"]
    assert asked[1] == ["a", "b"]


@pytest.mark.parametrize(
    ("works", "light", "score", "row"),
    [
        ("tried", Light.GREEN, 1.0, "works_tried"),
        ("elsewhere", Light.GREEN, 1.0, "works_elsewhere"),
        ("untried", Light.AMBER, 0.5, "works_untried"),
    ],
)
def test_its_light_comes_from_whether_anybody_saw_it_work(works: str, light: Light, score: float, row: str) -> None:
    findings = Findings(having({**SAID, "candidate_a.7.works": works}))
    (one,) = findings.candidates
    told = telling.candidate(findings, "a")
    assert told

    assert (one.feasibility.light, one.feasibility.score, one.feasibility.rows) == (light, score, (row,))
    assert {flip.light for flip in one.feasibility.flips} == {Light.GREEN, Light.AMBER} - {light}
    said = " ".join((told.verdict, *told.rows, *told.changes, told.rule, *(line.said for line in told.lines)))
    assert not OF_MODELS.search(said), said


def test_while_nobody_knows_whether_it_works_it_may_turn_out_green_or_amber() -> None:
    findings = Findings(having({**SAID, "candidate_a.7.works": Ignorance.NOT_KNOWN}))
    (one,) = findings.candidates
    told = telling.candidate(findings, "a")
    assert told

    assert (one.feasibility.light, one.feasibility.missing) == (Light.UNKNOWN, ("works",))
    assert set(one.lights.verdicts) == {Light.GREEN, Light.AMBER}
    assert told.verdict == "open, it may turn out amber or green. Whether it works is not known."


def test_what_was_said_of_its_data_before_does_not_count() -> None:
    over = {"candidate_a.1.data": "no", "candidate_a.1.effort": 9.0, "candidate_a.3.predictive": "no"}
    (one,) = Findings(having({**SAID, **over, "candidate_a.7.works": "tried"})).candidates

    assert one.feasibility.light is Light.GREEN
    assert one.rated.effort == 2


def test_it_ranks_beside_the_others_by_value_for_effort() -> None:
    built = report.build(Findings(solutions()))

    assert [(one.name, one.light, one.rank.place if one.rank else None) for one in built.candidates] == [
        ("Churn model", Light.GREEN, 1),
        ("Reading the call notes", Light.GREEN, 3),
        ("A second look at the gate", Light.GREEN, 2),
    ]


def test_chosen_it_is_the_simpler_way_and_that_holds_the_stage() -> None:
    findings = Findings(solutions(chosen="c"))
    (one,) = [one for one in findings.objecting.found if one.rule.id == "chosen_is_simpler"]

    assert (one.level, one.question, one.is_open) == (Level.STOP, "solutions.2", True)
    assert "Which way" in one.ask
    assert one in objecting.put(findings)
    assert findings.record.stage == "solutions"


def test_said_under_which_way_it_ends_well_with_what_it_spares() -> None:
    scoping = solutions(chosen="c")
    answer(scoping, "need.5", simpler="process", because="A second look at the gate stopped 37 of 40 in March.")
    answer(scoping, "need.6", "need.7")
    accept_all(scoping)
    built = report.build(Findings(scoping))

    assert scoping.stage == "no_ai"
    assert built.instead
    assert built.instead.option == "process"


def test_not_chosen_it_is_objected_to_nobody() -> None:
    found = Findings(solutions()).objecting.found

    assert [one.rule.id for one in found if one.rule.id == "chosen_is_simpler"] == []

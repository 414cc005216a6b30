"""What a stage is remembered by: the number it was asked for, and among equals the best evidenced."""

import pytest

from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.flow.playback import number_of
from tests.play import ANA, GOOD, MONDAY, fresh, on_its_track, reach

COUNTED = "Keep 90% of customers in 2026, counted by finance from the invoices of 2025."
PROBLEM = "Customers leave before anyone notices: 12% of 40,000 a year; sales owns it."


def remembered(*, track: str = "full", stage: str = "problem", **over: dict[str, Value]) -> str:
    """What the first stage is played back with; `over` are answers, with _ for the point of a question's name."""
    scoping = fresh(track=track)
    said = {question.replace("_", "."): values for question, values in over.items()}
    for question in [one.id for one in scoping.catalog.stages[stage].questions if one.id in {*said, *_ASKED}]:
        values = said.get(question, GOOD[question])
        scoping.answer({question: on_its_track(scoping, question, values)}, ANA, MONDAY)
    return str(number_of(Findings(scoping), stage).get("words", ""))


_ASKED = ("problem.1", "problem.2", "problem.3", "problem.4", "problem.5", "exam.1")


@pytest.mark.parametrize(
    "over",
    [
        pytest.param({"problem_1": {"priorities": COUNTED}}, id="priorities-better-evidenced"),
        pytest.param(
            {"problem_1": {"priorities": "Keep 90% of customers, then 12 other things."}}, id="priorities-alike"
        ),
        pytest.param({"problem_5": {"means": COUNTED, "reach": "within"}}, id="means-better-evidenced"),
    ],
)
def test_the_problem_stage_is_remembered_by_the_problem(over: dict[str, dict[str, Value]]) -> None:
    assert remembered(**{"problem_3": {"problem": PROBLEM}, **over}) in PROBLEM


def test_where_the_problem_has_no_number_another_answer_has() -> None:
    over: dict[str, dict[str, Value]] = {
        "problem_3": {"problem": "Customers leave before anyone notices; sales owns it."},
        "problem_1": {"priorities": COUNTED},
    }

    assert remembered(**over) == COUNTED.rstrip(".")


def test_a_stage_of_one_form_is_remembered_by_what_is_best_evidenced() -> None:
    because = "Rules and agents reach half of them at best."
    over: dict[str, dict[str, Value]] = {
        "exam_1": {"problem": PROBLEM},
        "exam_2": {"why": COUNTED, "simpler": "none", "because": because},
    }

    assert remembered(track="director", stage="exam", **over) == COUNTED.rstrip(".")


@pytest.mark.parametrize(
    ("about", "found"),
    [
        pytest.param({"problem.3"}, True, id="what-it-rests-on"),
        pytest.param({"problem.1"}, False, id="something-else"),
        pytest.param(set(), False, id="on-nothing"),
    ],
)
def test_only_what_is_rested_on_is_remembered(about: set[str], found: bool) -> None:
    scoping = reach("need", track="full")

    assert bool(number_of(Findings(scoping), "problem", about)) is found

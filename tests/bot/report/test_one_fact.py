"""A fact that is asked in two places is said once, or how the two stand to each other."""

import pytest

from bot.report import markdown
from dialogs import report
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests import full_track
from tests.as_typed import answered
from tests.bot.report.boards import both, neither, views
from tests.dialogs.scoping.proving import LOSES, SHOWN
from tests.play import ANA, FULL, GOOD, IVO, MONDAY

UNSEEN = {"candidate_a.1": {**GOOD["candidate_a.1"], "data": "unseen"}}


def looked_at(studied: str, quality: str = "unchecked") -> Scoping:
    """The chosen candidate was weighed on data nobody had looked at; at the exam this is said of it."""
    said = {"data.6": {"traps": ["unchecked"]}, "exam.7": {"studied": studied, "quality": quality}}
    return full_track.play("report", {**UNSEEN, **said})


def test_data_that_somebody_has_looked_at_since_was_not_looked_at_only_then() -> None:
    scoping = looked_at("Tom opened 6 of 36 months.")

    assert both(scoping, "nobody had looked at the data when it was weighed")
    assert neither(scoping, "obody has looked at the data")
    (line,) = (
        line
        for part in report.build(Findings(scoping)).sections
        for line in part.lines
        if line.question == "candidate_a.1"
    )
    assert line.otherwise == "The state of the data"


def test_data_that_nobody_has_looked_at_yet_says_so() -> None:
    assert both(looked_at("Nobody has looked yet."), "nobody has looked at the data")


def test_something_simpler_that_one_of_two_places_answers_was_not_left_open() -> None:
    scoping = full_track.play("report", {})
    scoping.answer({"exam.2": {"why": GOOD["exam.2"]["why"]}}, ANA, MONDAY)
    scoping.waive("exam.2", "The trial compared all three.", ANA, MONDAY)

    assert scoping.choice("exam.2.simpler") is None
    assert scoping.choice("need.5.simpler") == "none"
    assert report.build(Findings(scoping)).left_open == ()


@pytest.mark.parametrize(
    ("question", "field", "typed", "said"),
    [
        ("need.4", "people", "0 / ca. 90k / 170k", "The sheet's figures for more people: “0 / ca. 90k / 170k”"),
        (
            "plan.2",
            "milestones",
            "trial; 30 Apr 2027; 20k?\nall shops; 30 Sep 2027; 25k",
            "The milestone “trial”: “20k?”",
        ),
        ("need.4", "software", "20k? / 10k / 90k", ""),
        ("need.4", "ml", "48k? / 115k / 310k", ""),
    ],
    ids=["the-next-best-way", "a-milestone", "a-way-that-does-not-decide", "overtaken-by-the-case"],
)
def test_a_doubt_about_what_decides_stands_on_page_one(question: str, field: str, typed: str, said: str) -> None:
    text = views(answered(question, field, typed, to="report"))

    assert ["In doubt" in one for one in text.values()] == [bool(said)] * 2
    assert (f"In doubt{said}" in text["page"], f"In doubt.** {said}" in text["file"]) == (bool(said), bool(said))


def test_why_this_way_was_taken_stands_beside_it_on_page_one() -> None:
    assert both(full_track.approved_mlops(), f"Why this one: “{FULL['solutions.2']['because']}” (Mia)")


def test_machine_learnings_row_says_that_the_case_has_later_figures() -> None:
    scoping = answered("case.4", "once", "100k / 127k / 140k", to="report")

    assert "Machine learning (the case has later figures, and those count):" in markdown.render(Findings(scoping))
    assert "its own with the case's figures" in markdown.render(Findings(scoping))


def test_the_goal_and_the_line_of_the_proof_say_how_they_relate() -> None:
    scoping = full_track.play("report", {"case.2": LOSES})
    scoping.prove(SHOWN, IVO, MONDAY)

    assert both(scoping, "The proof has a line of its own, below.")

"""A fact that is asked in two places is said once, or how the two stand to each other."""

from dialogs import report
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests import full_track
from tests.bot.report.boards import both, neither
from tests.play import ANA, GOOD, MONDAY

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

"""Every class of objection on small projects: some that deserve it, some that are sound."""

import pytest

from dialogs.catalog import Level, shipped
from dialogs.findings import Findings
from dialogs.findings.objections import Found
from dialogs.record.quoting import UNNAMED
from tests.dialogs.findings.objections.examples import CANNOT_SAY_YET, EXAMPLES, Example, history
from tests.play import having

EVERY = [(kind, name, one) for kind, named in EXAMPLES.items() for name, one in named.items()]
FIRING = [one for one in EVERY if one[2].asked]
SOUND = [one for one in EVERY if not one[2].asked]


def found(example: Example) -> tuple[Found, ...]:
    return Findings(having(example.said, track=example.track)).objecting.found


@pytest.mark.parametrize(("kind", "name", "example"), FIRING, ids=[f"{kind} {name}" for kind, name, _ in FIRING])
def test_what_deserves_an_objection_draws_it_and_no_other(kind: str, name: str, example: Example) -> None:
    asked = [one for one in found(example) if one.level is not Level.NOTE]

    assert {one.rule.id: one.level for one in asked} == example.asked
    for one in asked:
        assert one.paths
        assert one.ask.endswith("?")
        assert UNNAMED not in one.ask + one.settle + one.flip + one.sunk
        assert "{" not in one.ask + one.settle + one.flip + one.sunk


@pytest.mark.parametrize(("kind", "name", "example"), SOUND, ids=[f"{kind} {name}" for kind, name, _ in SOUND])
def test_what_is_sound_is_asked_nothing(kind: str, name: str, example: Example) -> None:
    assert [(one.rule.id, one.ask) for one in found(example) if one.level is not Level.NOTE] == []


def test_every_class_has_three_of_each_and_every_rule_of_one_is_drawn() -> None:
    for kind, named in EXAMPLES.items():
        firing = [one for one in named.values() if one.asked]

        assert len(firing) >= 3
        assert len(named) - len(firing) >= 3
        drawn = {id for one in firing for id in one.asked}
        own = {rule.id for rule in shipped().objections if rule.kind == kind} - {"other_risk_without_steps"}
        assert own <= drawn | {"rules_unclear"}


def test_19_of_20_may_be_luck_and_is_only_noted() -> None:
    said = {**CANNOT_SAY_YET["412 of 430"].said, **history(0.95, target=0.93, cases=20)}
    (one,) = Findings(having(said)).objecting.about("candidate_a.5")

    assert (one.rule.id, one.level) == ("cannot_say_yet", Level.NOTE)
    assert one.ask.startswith("It stands at 0.95, and on 20 cases that could as well be 0.804 as 0.989.")


@pytest.mark.parametrize(
    ("name", "ask"),
    {
        "310 and no longer 225 saved": "Your sheet of alternatives has EUR 225,000 a year saved; the case has EUR "
        "310,000. Which one holds?",
        "a thousand times less once": "Your sheet of alternatives has EUR 140,000 paid once; the case, with the "
        "training, has EUR 140. Which one holds?",
        "people the sheet left out": "Your sheet of alternatives has EUR 60,000 to pay a year; the case, with the "
        "people, has EUR 115,000. Which one holds?",
        "a sheet in dollars": "Your sheet of alternatives is in USD, the case in EUR. Which money is it all in?",
        "a plan in dollars": "The case is in EUR, the plan's budget in USD. Which money is it all in?",
    }.items(),
)
def test_of_two_sheets_the_figure_that_parts_most_is_asked_about(name: str, ask: str) -> None:
    (one,) = found(EXAMPLES["C14"][name])

    assert (one.question, one.ask) == ("case.2", ask)
    assert one.paths[:2] == ("need.4.ml", "case.2.saving")


def test_the_quotes_of_the_simple_way_include_the_other_ways_of_the_sheet() -> None:
    (one,) = found(EXAMPLES["C4"]["heating firm, rules in the ledger"])

    assert one.paths == ("need.3.baseline", "need.3.state", "need.4.software")

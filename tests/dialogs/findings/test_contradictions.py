"""Contradictions as catalogues before the objections had them, and teams' own still may: two sides, and a question."""

import pytest

from dialogs.catalog import shipped
from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import State
from tests.contradicted import contradicted, their
from tests.play import ANA, MONDAY, answer, open_calls, reach


def test_it_is_found_quotes_two_answers_and_holds_its_stage_up() -> None:
    scoping = contradicted()

    (found,) = Findings(scoping).clashes.unresolved
    assert (found.clash, found.paths) == ("rules_suffice", ("need.1.rules", "need.5.simpler"))
    assert (scoping.stage, standing.state(Findings(scoping), "need.5")) == ("need", State.CONTRADICTED)
    assert open_calls(scoping) == {"ledger": ("contradiction", [ANA])}


def test_both_may_stand_with_a_reason_that_is_forgotten_when_one_of_the_two_changes() -> None:
    scoping = contradicted()
    scoping.let_stand("need.5", "We know, and here is why.", ANA, MONDAY)

    assert [(one.clash.clash, one.reason) for one in Findings(scoping).clashes.explained] == [
        ("rules_suffice", "We know, and here is why.")
    ]
    assert scoping.stage == "solutions"

    answer(scoping, "need.1", rules="simpler", because="They caught 90 of 100 in May.")
    assert [one.clash for one in Findings(scoping).clashes.unresolved] == ["rules_suffice"]


def test_another_answer_ends_it() -> None:
    scoping = contradicted()
    answer(scoping, "need.1", rules="needs_ml")

    assert Findings(scoping).clashes.unresolved == []


def test_a_blank_is_asked_about_where_their_catalogue_says_so() -> None:
    scoping = their("need")
    scoping.answer({"need.2": {"scale": "needs_ml"}}, ANA, MONDAY)

    assert [one.clash for one in Findings(scoping).clashes.unresolved] == ["unsaid"]


def test_nothing_stands_that_does_not_clash() -> None:
    scoping = reach("mlops", track="full")

    with pytest.raises(NotNow):
        scoping.let_stand("need.5", "Because.", ANA, MONDAY)


def test_nothing_of_ours_is_a_contradiction_any_more() -> None:
    assert shipped().clashes == ()

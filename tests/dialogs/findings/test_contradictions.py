"""Contradictions as catalogues before the objections had them, and teams' own still may: two sides, and a question."""

import pytest

from dialogs.catalog import Catalog, Clash, Side, keep, shipped
from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import State
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, answer, answer_stage, fresh, open_calls, reach

RULES_SUFFICE = Clash(
    id="rules_suffice",
    source=("S0.need.1",),
    first=Side(at="need.1.rules", among=("simpler",)),
    second=Side(at="need.5.simpler", among=("none",)),
    ask="You said that rules would do, and now that nothing simpler would. Which is it?",
)
UNSAID = Clash(
    id="unsaid",
    source=("S0.need.2",),
    first=Side(at="need.2.scale", fact="always"),
    second=Side(at="need.2.size", blank=True),
    ask="How large is it?",
)


@pytest.fixture(scope="module")
def theirs() -> Catalog:
    ours = shipped().model_dump() | {"clashes": [RULES_SUFFICE, UNSAID], "objections": []}
    catalog = Catalog.model_validate(ours)
    keep(catalog)
    return catalog


def contradicted(theirs: Catalog) -> Scoping:
    scoping = fresh(track="full", catalog=theirs)
    while scoping.stage != "need":
        answer_stage(scoping)
    answer(scoping, "need.1", rules="simpler")
    answer(scoping, "need.2", "need.3")
    answer(scoping, "need.4", "need.5")
    return scoping


def test_it_is_found_quotes_two_answers_and_holds_its_stage_up(theirs: Catalog) -> None:
    scoping = contradicted(theirs)

    (found,) = Findings(scoping).clashes.unresolved
    assert (found.clash, found.paths) == ("rules_suffice", ("need.1.rules", "need.5.simpler"))
    assert (scoping.stage, standing.state(Findings(scoping), "need.5")) == ("need", State.CONTRADICTED)
    assert open_calls(scoping) == {"ledger": ("contradiction", [ANA])}


def test_both_may_stand_with_a_reason_that_is_forgotten_when_one_of_the_two_changes(theirs: Catalog) -> None:
    scoping = contradicted(theirs)
    scoping.let_stand("need.5", "We know, and here is why.", ANA, MONDAY)

    assert [(one.clash.clash, one.reason) for one in Findings(scoping).clashes.explained] == [
        ("rules_suffice", "We know, and here is why.")
    ]
    assert scoping.stage == "solutions"

    answer(scoping, "need.1", rules="simpler", because="They caught 90 of 100 in May.")
    assert [one.clash for one in Findings(scoping).clashes.unresolved] == ["rules_suffice"]


def test_another_answer_ends_it(theirs: Catalog) -> None:
    scoping = contradicted(theirs)
    answer(scoping, "need.1", rules="needs_ml")

    assert Findings(scoping).clashes.unresolved == []


def test_a_blank_is_asked_about_where_their_catalogue_says_so(theirs: Catalog) -> None:
    scoping = fresh(track="full", catalog=theirs)
    while scoping.stage != "need":
        answer_stage(scoping)
    scoping.answer({"need.2": {"scale": "needs_ml"}}, ANA, MONDAY)

    assert [one.clash for one in Findings(scoping).clashes.unresolved] == ["unsaid"]


def test_nothing_stands_that_does_not_clash() -> None:
    scoping = reach("mlops", track="full")

    with pytest.raises(NotNow):
        scoping.let_stand("need.5", "Because.", ANA, MONDAY)


def test_nothing_of_ours_is_a_contradiction_any_more() -> None:
    assert shipped().clashes == ()

"""Answers that cannot both hold: each rule is found, quotes both, blocks its stage, ends when either side changes."""

from collections.abc import Mapping
from datetime import date

import pytest

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.catalog import shipped
from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow import standing, tasks
from dialogs.flow.conditions import CONDITIONS
from dialogs.flow.standing import State
from dialogs.record.parts import Unknown
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, GOOD, IVO, MONDAY, answer, answer_stage, open_calls, reach

Given = Mapping[str, Mapping[str, Value | None]]

HOLDS: Mapping[str, tuple[str, Given]] = {
    "rules_suffice": ("need", {"need.1": {"rules": "simpler"}}),
    "scale_is_small": ("need", {"need.2": {"scale": "simpler"}}),
    "ledger_disagrees": ("need", {"need.4": {"software": [20e3, 10e3, 400e3]}}),
    "beyond_reach": ("problem", {"problem.5": {"reach": "beyond"}}),
    "one_candidate": (
        "solutions",
        {"solutions.1": {"b": None, "b_cell": None, "c": None, "c_cell": None}},
    ),
    "easiest_chosen": (
        "solutions",
        {"candidate_a.1": {"effort": 1.0}, "candidate_b.6": {"reach": 90000.0, "impact": "3", "confidence": "1"}},
    ),
    "not_the_top": ("solutions", {"candidate_a.1": {"effort": 400.0}}),
    "chosen_is_red": ("solutions", {"candidate_a.3": {"predictive": "no"}}),
    "target_above_people": (
        "design",
        {
            "solutions.2": {"chosen": "b"},
            "candidate_b.6": {"reach": 90000.0},
            "eval.2": {"metric": "accuracy", "target": 0.99},
        },
    ),
    "simpler_after_all": ("exam", {"exam.2": {"simpler": "people"}}),
    "no_labels": ("design", {"labels.1": {"labelled": "no", "who": "nobody", "weeks": 4.0}}),
    "rules_unclear": ("design", {"labels.2": {"kappa": 0.4}}),
    "edge_without_device": ("design", {"infra.1": {"where": "edge"}, "infra.3": {"compute": "gpu"}}),
    "harm_without_fallback": ("solutions", {"solutions.3": {"aim": "harmful"}, "solutions.4": {"role": "automates"}}),
    "automating_what_people_value": ("solutions", {"solutions.4": {"role": "automates", "work": ["enjoyed"]}}),
    "risk_without_steps": ("design", {"risk.4": {"others": ["The supplier goes\t2\t4"]}}),
    "labels_come_too_late": (
        "plan",
        {"labels.1": {"labelled": "partly", "who": "own", "weeks": 12.0}},
    ),
    "over_budget": ("plan", {"plan.2": {"budget": 90e3}}),
    "stress_breaks_it": ("case", {"case.6": {"stress": "yes"}, "case.2": {"saving": [100e3, 150e3, 400e3]}}),
}
"""For each rule: the stage in which it is asked about, and what is said otherwise than in the good answers."""


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch):
    """Plays the full track with other answers in some fields, as far as it goes."""

    def played(given: Given) -> Scoping:
        for question, fields in given.items():
            changed = {name: value for name, value in {**GOOD[question], **fields}.items() if value is not None}
            monkeypatch.setitem(GOOD, question, changed)
        with pytest.raises(AssertionError, match="stuck in"):
            reach("report", track="full")
        return found.pop()

    found: list[Scoping] = []
    monkeypatch.setattr("tests.play.fresh", _keeping(found))
    return played


def _keeping(found: list[Scoping]):
    from tests import play

    fresh = play.fresh

    def kept(**over: object) -> Scoping:
        found.append(fresh(**over))
        return found[-1]

    return kept


def test_every_rule_has_its_row_here() -> None:
    assert set(HOLDS) == {clash.id for clash in shipped().clashes}


@pytest.mark.parametrize("clash", HOLDS)
def test_a_contradiction_is_found_quotes_two_answers_and_holds_its_stage_up(said, clash: str) -> None:
    stage, given = HOLDS[clash]

    scoping = said(given)

    found = {one.clash: one for one in Findings(scoping).clashes.unresolved}
    assert clash in found, found
    assert scoping.stage == stage
    assert standing.state(Findings(scoping), found[clash].question) is State.CONTRADICTED
    assert all(path.rpartition(".")[0] in scoping.entries for path in found[clash].paths)


@pytest.mark.parametrize("clash", HOLDS)
def test_both_may_stand_with_a_reason_that_is_kept(said, clash: str) -> None:
    scoping = said(HOLDS[clash][1])
    while open_ones := Findings(scoping).clashes.unresolved:
        scoping.let_stand(open_ones[0].question, "We know, and here is why.", ANA, MONDAY)

    explained = {found.clash: (reason, by) for found, reason, by in Findings(scoping).clashes.explained}
    assert explained[clash] == ("We know, and here is why.", ANA)


def test_a_reason_is_forgotten_when_one_of_the_two_changes(said) -> None:
    scoping = said({"labels.2": {"kappa": 0.4}})
    scoping.let_stand("labels.2", "We mend the rules first.", ANA, MONDAY)
    answer(scoping, "labels.2", kappa=0.3)

    assert [one.clash for one in Findings(scoping).clashes.unresolved] == ["rules_unclear"]


def test_another_answer_ends_it(said) -> None:
    scoping = said({"need.1": {"rules": "simpler"}})
    answer(scoping, "need.1", rules="needs_ml")

    assert Findings(scoping).clashes.unresolved == []
    assert standing.state(Findings(scoping), "need.5") is State.STALE


def test_whoever_wrote_the_second_answer_is_asked_and_nobody_else(said) -> None:
    scoping = said({"need.1": {"rules": "simpler"}})

    assert open_calls(scoping) == {"ledger": ("contradiction", [ANA])}


def test_nothing_stands_that_does_not_clash() -> None:
    scoping = reach("mlops", track="full")

    with pytest.raises(NotNow):
        scoping.let_stand("need.5", "Because.", ANA, MONDAY)


def test_the_exam_is_not_passed_over_an_unresolved_contradiction() -> None:
    scoping = reach("exam", track="full")
    answer_stage(scoping)
    answer(scoping, "labels.2", kappa=0.3)
    scoping.judge(tasks.to_examine(Findings(scoping), scoping.stage), {}, IVO, MONDAY)

    assert scoping.stage == "design"
    assert not CONDITIONS["exam_passed"](Findings(scoping)) or "exam" not in scoping.walked
    assert open_calls(scoping)["labels"] == ("contradiction", [ANA])


# what once made noise: nothing is asked now


def test_a_metric_whose_worth_nobody_reckoned_is_not_asked_about() -> None:
    scoping = reach("exam", track="full")
    scoping.answer({"eval.2": {id: value for id, value in GOOD["eval.2"].items() if id != "worth"}}, ANA, MONDAY)

    assert Findings(scoping).clashes.unresolved == []


@pytest.mark.parametrize(
    ("software", "asked"),
    [
        ([20e3, 10e3, 215e3], False),  # worth some 4,000 more over three years
        ([20e3, 10e3, 216e3], True),  # worth some 6,500 more, a tenth of the model's 60,000 a year
        ([20e3, None, 400e3], False),
    ],
)
def test_a_way_that_leads_by_little_or_by_nobody_knows_how_much_is_not_asked_about(
    software: list[float | None], asked: bool
) -> None:
    scoping = reach("solutions", track="full")
    answer(scoping, "need.4", software=software)

    assert ("ledger_disagrees" in {one.clash for one in Findings(scoping).clashes.unresolved}) is asked


def test_a_candidate_whose_data_somebody_will_know_of_by_a_day_is_not_red() -> None:
    scoping = reach("design", track="full")
    answer(scoping, "candidate_a.1", data="no")

    assert "chosen_is_red" in {one.clash for one in Findings(scoping).clashes.unresolved}

    by_then = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, until=date(2026, 4, 1), owner=ANA)
    scoping.not_known({"candidate_a.1": {"data": by_then}}, ANA, MONDAY)

    assert "chosen_is_red" not in {one.clash for one in Findings(scoping).clashes.unresolved}

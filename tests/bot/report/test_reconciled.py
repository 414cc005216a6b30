"""Verdicts and figures that stand side by side agree, or a sentence says in what they part."""

from dataclasses import replace

import pytest

from bot.telling import choice, mlops, plan, proof
from bot.telling.said import in_its_unit
from bot.words.figures import money as amount
from bot.words.sentences import spoken
from dialogs.errors import Sentence
from dialogs.findings import Findings
from dialogs.report import build
from dialogs.verdicts.mlops import Inputs, decide
from tests import full_track
from tests.as_typed import answered
from tests.bot.report.boards import both, views
from tests.dialogs.scoping.proving import LOSES, SHOWN
from tests.play import IVO, MONDAY

SEVERAL = Inputs(
    kind="ongoing", requests=62, by_hand="yes", minutes=25, staff=12, retraining="periodic", pipelines="several"
)


@pytest.mark.parametrize("ml_leads", [True, False])
def test_effort_and_money_that_part_are_reconciled(ml_leads: bool) -> None:
    report = build(Findings(full_track.approved_mlops()))
    assert report.need
    best = max((one for one in report.candidates if one.rank), key=lambda one: one.rank.rice if one.rank else 0.0)
    assert best.cell != "nothing"
    sheet = tuple(replace(row, npv=(1e5 if (row.way == "ml") == ml_leads else -15e3)) for row in report.need.ways)

    said = choice.apart(replace(report, need=replace(report.need, ways=sheet)))

    assert bool(said) is not ml_leads
    if isinstance(said, Sentence):
        assert f"By value for effort “{best.name}” comes first" in spoken(said)
        assert "machine learning is worth EUR -15k on the sheet" in spoken(said)


def test_what_one_row_alone_carries_says_what_it_would_be_without_it() -> None:
    said = mlops.carried_by_one(decide(SEVERAL))

    assert isinstance(said, Sentence)
    assert spoken(said) == (
        "Nothing else speaks for level 2: with one pipeline that changes rarely it would be MLOps, level 1."
    )
    assert mlops.carried_by_one(decide(replace(SEVERAL, pipelines="one"))) == ""


def test_a_range_has_both_its_ends_on_the_first_page() -> None:
    assert "4,800 today, 25 to 30 (reckoned with 27.5)" in views(answered("problem.4", "goal", "25-30"))["file"]
    assert "4,800 today, about 25 by" in views(answered("problem.4", "goal", "ca. 25"))["file"]
    assert in_its_unit(27.5, "%") == "27.5%"


def test_what_would_change_our_mind_names_what_the_proof_has_to_reach() -> None:
    scoping = full_track.play("report", {"case.2": LOSES})
    scoping.prove(SHOWN, IVO, MONDAY)

    assert proof.proved(build(Findings(scoping))).startswith(f"“{SHOWN.text[:40]}")
    assert both(scoping, "reached by")


@pytest.mark.parametrize(("less", "is_told"), [(10e3, True), (0.0, False)], ids=["over", "within"])
def test_a_case_that_costs_more_than_the_budget_says_so(less: float, is_told: bool) -> None:
    report = build(Findings(full_track.approved_mlops()))
    assert report.plan
    assert report.money
    budget = report.money.given.once.expected - less

    said = plan.over_the_budget(replace(report, plan=replace(report.plan, budget=budget)))

    assert said.endswith("EUR 10k more than the budget of " + amount(budget, "EUR") + ".") == is_told
    assert bool(said) == is_told

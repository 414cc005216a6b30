"""One quantity has one id and one value in a report, and every sum that is shown is one of them."""

import json
from collections.abc import Callable

import pytest

from bot.screens.messages.report import first_words
from dialogs import report
from dialogs.findings import Findings
from dialogs.report import published
from dialogs.scoping.scoping import Scoping
from tests import endings, full_track
from tests.sums import twice, unlisted, written_twice

EVERY: dict[str, Callable[[], Scoping]] = {
    **{name: getattr(endings, name) for name in ("approved_mlops", "approved_ml", "no_ai", "on_conditions", "no_sum")},
    **{
        f"full_{name}": getattr(full_track, name)
        for name in ("approved_mlops", "approved_ml", "approved_poc", "no_ai", "rejected")
    },
}


@pytest.mark.parametrize("name", EVERY)
def test_one_quantity_has_one_value(name: str) -> None:
    assert twice(EVERY[name]()) == []


@pytest.mark.parametrize("name", EVERY)
def test_every_sum_that_is_shown_is_a_figure_of_the_report(name: str) -> None:
    assert unlisted(EVERY[name]()) == {}


def test_the_file_for_machines_has_them_by_id() -> None:
    made = json.loads(published.as_json(report.build(Findings(full_track.approved_mlops()))))
    by_id = {one["id"]: one["value"] for one in made["figures"]}

    assert by_id["ml.npv"] == made["money"]["case"]["expected"]["npv"]
    assert by_id["plan.total"] == made["plan"]["total"]


@pytest.mark.parametrize("name", EVERY)
def test_one_quantity_is_written_in_one_way(name: str) -> None:
    assert written_twice(EVERY[name]()) == {}


ODD = [80.44e3, 133.37e3, 155.51e3, 181.17e3, 243.49e3, 312.96e3, 1.23456e6]


@pytest.mark.parametrize("saving", ODD)
@pytest.mark.parametrize("name", ["approved_mlops", "full_approved_mlops", "full_rejected"])
def test_also_where_rounding_it_up_and_down_are_two_texts(name: str, saving: float) -> None:
    scoping = EVERY[name]()
    for path, value in {
        "case.2.saving": [saving / 2, saving, saving * 2],
        "case.3.people": [7e3, 17.77e3, 31e3],
    }.items():
        question, _, field = path.rpartition(".")
        scoping.entries[question].answers[-1].values[field] = value  # type: ignore[assignment]

    assert written_twice(scoping) == {}


@pytest.mark.parametrize("name", ["approved_ml_after_the_retake", "approved_mlops"])
@pytest.mark.parametrize("outcome", ["", "approved_poc", "approved_ml", "approved_mlops"])
def test_the_case_has_one_heading_whatever_is_signed(name: str, outcome: str) -> None:
    """Before the signature (no outcome) as after it."""
    signed = getattr(endings, name)()
    ending = signed.ending.model_copy(update={"outcome": outcome}) if outcome else None
    scoping = signed.model_copy(update={"ending": ending, "stage": outcome or "report"})
    heading = "Money, reckoned with MLOps:" if name == "approved_ml_after_the_retake" else "Money:"

    assert f"\n{heading} " in first_words(Findings(scoping))

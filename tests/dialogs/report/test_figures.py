"""One quantity has one id and one value in a report, and every sum that is shown is one of them."""

import json
from collections.abc import Callable

import pytest

from dialogs import report
from dialogs.findings import Findings
from dialogs.report import published
from dialogs.scoping.scoping import Scoping
from tests import endings, full_track
from tests.sums import twice, unlisted

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

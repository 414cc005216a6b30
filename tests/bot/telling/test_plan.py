"""The plan in a report's one line."""

from dataclasses import replace

import pytest

from bot.telling import plan
from bot.words.sentences import spoken
from dialogs.findings import Findings
from dialogs.report import build
from tests.play import reach


@pytest.mark.parametrize(
    ("budget", "ends"),
    [
        (80e3, "the milestones come to EUR 87.5k, EUR 7.5k more than the budget of EUR 80k."),
        (90e3, "EUR 87.5k of EUR 90k."),
    ],
    ids=["over", "within"],
)
def test_milestones_over_the_budget_say_by_how_much(budget: float, ends: str) -> None:
    planned = build(Findings(reach("report", track="full"))).plan
    assert planned

    assert spoken(plan.planned(replace(planned, total=87.5e3, budget=budget))).endswith(ends)

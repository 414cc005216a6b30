"""The plan in a report's one line."""

from dataclasses import replace

import pytest

from bot.telling import plan
from bot.words.sentences import spoken
from dialogs.findings import Findings
from dialogs.report import build
from tests.as_typed import answered
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

    made = replace(planned, total=87.5e3, budget=budget)
    assert spoken(plan.planned(made)).endswith(ends)


@pytest.mark.parametrize(
    ("typed", "said", "turns"),
    [
        (
            "100-200k",
            "the milestones come to EUR 112k of EUR 100k to EUR 200k: up to EUR 12k too much, or up to EUR 88k left",
            "a budget under EUR 112k would not do",
        ),
        (
            "60-80k",
            "the milestones come to EUR 112k, EUR 32k to EUR 52k more than the budget of EUR 60k to EUR 80k",
            "EUR 32k to EUR 52k less, or a larger budget, would mend it",
        ),
        (
            "120-160k",
            "the milestones come to EUR 112k of EUR 120k to EUR 160k; EUR 8k to EUR 48k is left",
            "milestones that cost EUR 8k more would use the budget up",
        ),
        (
            "112k",
            "the milestones come to EUR 112k of EUR 112k, all of it",
            "",
        ),
    ],
)
def test_a_budget_that_is_a_range_is_held_at_both_its_ends(typed: str, said: str, turns: str) -> None:
    told = plan.plan(Findings(answered("plan.2", "budget", typed, to="report")))
    assert told

    assert (told.lines[0].said, "".join(told.changes)) == (said, turns)


@pytest.mark.parametrize("words", ["not signed yet", "tbc", "procurement has to agree", "if the council agrees"])
def test_what_the_budget_still_waits_for_stands_beside_the_money(words: str) -> None:
    report = build(Findings(answered("plan.2", "budget", f"ca. 60-80k, {words}", to="report")))

    assert [words in one.typed for one in report.in_doubt] == [True]

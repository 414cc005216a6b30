"""A plan without a day, and the money without a case: what there is stands there, and why there is no more."""

from collections.abc import Callable, Mapping

import pytest

from bot.report import html, markdown
from bot.screens.messages.report import first_words
from bot.telling import plan
from dialogs import report
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests import endings, full_track
from tests.play import FULL, having, say
from tests.sums import unlisted

LETTERS: Mapping[str, Value | Ignorance] = {
    **{f"plan.1.{name}": value for name, value in FULL["plan.1"].items()},
    "plan.1.tune": Ignorance.NOT_KNOWN,
    "plan.2.currency": "EUR",
    "plan.2.budget": 50e3,
    "plan.2.milestones": [
        "Comparison on the table\t2027-01-15\t13000",
        "On the 2025 weeks\t2027-02-26\t15000",
        "In use in Kassel\t2027-05-28\t",
    ],
}


def lettered(over: Mapping[str, Value | Ignorance] = {}) -> Scoping:
    return having({**LETTERS, **over})


SUM = "The milestones come to at least EUR 28k of EUR 50k; at most EUR 22k is left, as 1 cost is not known."
UNKNOWN: Mapping[str, tuple[dict[str, Value | Ignorance], str]] = {
    "tuning": ({}, "No date: nobody knows how long fine-tuning takes."),
    "two-parts": (
        {"plan.1.train": Ignorance.NOT_MEASURED},
        "No date: nobody knows how long training takes, nor how long fine-tuning takes.",
    ),
    "beginning": (
        {"plan.1.start": Ignorance.NOT_DECIDED, "plan.1.tune": [1.0, 2.0, 3.0]},
        "No date: nobody knows when it begins.",
    ),
}


@pytest.mark.parametrize(("over", "said"), UNKNOWN.values(), ids=UNKNOWN)
def test_the_sum_stands_there_and_why_there_is_no_day(over: dict[str, Value | Ignorance], said: str) -> None:
    findings = Findings(lettered(over))
    told = plan.plan(findings)
    assert told

    assert f"The plan: {said} {SUM}" in first_words(findings)
    assert f"- **The plan.** {said} {SUM}" in markdown.render(findings)
    assert f"{said} {SUM}" in html.render(findings)
    assert told.verdict == said[0].lower() + said[1:]
    assert [line.said for line in told.lines] == [SUM[0].lower() + SUM[1:-1]]


def test_the_milestones_are_what_happens_next_without_a_day_for_the_whole() -> None:
    steps = [step for step in report.build(Findings(lettered())).steps if step.kind == "milestone"]

    assert [(step.text, step.amounts) for step in steps] == [
        ("Comparison on the table", (13e3,)),
        ("On the 2025 weeks", (15e3,)),
        ("In use in Kassel", ()),
    ]


def test_with_no_budget_the_sum_stands_alone() -> None:
    told = plan.plan(Findings(lettered({"plan.2.budget": Ignorance.NOT_DECIDED})))
    assert told

    assert told.lines[0].said == "the milestones come to at least EUR 28k; the budget is not known yet"
    assert told.changes == ()


@pytest.mark.parametrize("tune", [Ignorance.NOT_KNOWN, [2.0, 4.0, 8.0]], ids=["undated", "dated"])
def test_milestones_nobody_knows_are_not_milestones_for_nothing(tune: Value | Ignorance) -> None:
    findings = Findings(lettered({"plan.1.tune": tune, "plan.2.milestones": Ignorance.NOT_KNOWN}))
    told = plan.plan(findings)
    assert told

    assert told.lines[0].said == "nobody knows the milestones yet, nor what they cost; the budget is EUR 50k"
    assert "EUR 0" not in markdown.render(findings) + first_words(findings) + html.render(findings)


def test_once_all_is_known_there_is_a_plan_as_before() -> None:
    built = report.build(Findings(lettered({"plan.1.tune": [2.0, 4.0, 8.0]})))

    assert built.undated is None
    assert built.plan


def test_every_sum_of_it_is_listed() -> None:
    assert unlisted(lettered()) == {}


# ---- the money on the way without MLOps


SHEET = "On the sheet of alternatives: worth EUR 310k a year against EUR 48k once and EUR 115k a year."


@pytest.mark.parametrize("play", [full_track.approved_ml, full_track.approved_poc], ids=["by-hand", "proof"])
def test_where_no_case_is_asked_for_the_sheet_says_what_it_costs_and_is_worth(play: Callable[[], Scoping]) -> None:
    findings = Findings(play())
    said = f"{SHEET} Net present value over 3 years at 8%: EUR 455k."

    assert f"Money: {said}" in first_words(findings)
    assert f"- **Money.** {said}" in markdown.render(findings)
    assert said in html.render(findings)


def test_of_a_sum_the_sheet_lacks_that_is_said() -> None:
    scoping = Scoping.model_validate_json(full_track.approved_ml().model_dump_json())
    say(scoping, "need.4.ml", [48e3, None, 310e3])  # type: ignore[list-item]

    assert (
        "Money: On the sheet of alternatives: worth EUR 310k a year against EUR 48k once."
        " Nobody knows what licences, compute and upkeep cost a year."
    ) in first_words(Findings(scoping))


def test_on_a_track_without_a_sheet_nothing_is_made_up() -> None:
    assert "sheet of alternatives" not in first_words(Findings(endings.approved_ml()))

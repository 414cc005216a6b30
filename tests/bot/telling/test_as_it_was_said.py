"""“ca.” and ranges stay: in the thread, in the report, and in the input that opens the answer again."""

import re
from typing import Any

import pytest

from bot.report import html, markdown
from bot.screens.blocks.inputs import field_input
from bot.screens.messages.report import first_words
from bot.telling.quoted import sums
from bot.telling.said import _row_said, quoted, said
from dialogs.answers import evidence, fields, numbers
from dialogs.answers.tables import rows
from dialogs.answers.written import NOTHING
from dialogs.catalog import Kind, languages, shipped
from dialogs.findings import Findings
from dialogs.record.parts import Answer
from dialogs.report.said import Said
from tests.as_typed import answered
from tests.play import MONDAY as TODAY
from tests.play import reach

TYPED: dict[str, tuple[str, str, str, str, str]] = {
    "ca": ("problem.4", "today", "ca. 7", "about 7", "about 7"),
    "tilde": ("problem.4", "today", "~4,800", "about 4,800", "about 4,800"),
    "roughly": ("problem.4", "goal", "roughly 4.5", "about 4.5", "about 4.5"),
    "or-so": ("problem.4", "goal", "12 or so", "about 12", "about 12"),
    "range": ("problem.4", "goal", "4-5", "4 to 5, so 4.5", "4 to 5, so 4.5"),
    "range-in-words": ("problem.4", "goal", "3 to 5", "3 to 5, so 4", "3 to 5, so 4"),
    "about-a-range": ("problem.4", "goal", "ca. 4-5", "about 4 to 5, so 4.5", "about 4 to 5, so 4.5"),
    "range-of-weeks": ("labels.1", "weeks", "3 to 4", "3 to 4 weeks, so 3.5", "3 to 4 weeks, so 3.5"),
    "range-a-day": ("mlops.1", "requests", "100-200", "100 to 200 a day, so 150", "100 to 200 a day, so 150"),
    "range-of-kilos": ("problem.4", "goal", "600-700 kg", "600 kg to 700 kg, so 650 kg", "600 kg to 700 kg, so 650 kg"),
    "one-of-three": (
        "need.4",
        "ml",
        "48k / 12k / 35-45k",
        "48,000 once / 12,000 a year / 35,000 to 45,000, so 40,000 value a year",
        "EUR 48k once · EUR 12k a year · EUR 35k to EUR 45k, so EUR 40k value a year",
    ),
    "about-one-of-three": (
        "need.4",
        "ml",
        "48k / ca. 12k / 44k",
        "48,000 once / about 12,000 a year / 44,000 value a year",
        "EUR 48k once · about EUR 12k a year · EUR 44k value a year",
    ),
    "low-expected-high": (
        "case.2",
        "saving",
        "28k / ca 44k / 52k",
        "28,000 / about 44,000 / 52,000",
        "EUR 28k / about 44k / 52k",
    ),
    "level": ("eval.2", "target", "ca. 97%", "about 97%", "about 97%"),
    "doubt": ("problem.4", "goal", "5?", "5, not sure of it", "5, not sure of it"),
    "doubt-in-words": ("problem.4", "goal", "5, not sure", "5, not sure of it", "5, not sure of it"),
    "doubt-in-one-of-three": (
        "case.2",
        "saving",
        "28k / 44k? / 52k",
        "28,000 / 44,000, not sure of it / 52,000",
        "EUR 28k / 44k, not sure of it / 52k",
    ),
}
A_DAY = ("problem.4", "by", "30 June?", "30 Jun 2026, not sure of it", "30 June 2026, not sure of it")
"""The picker that opens it again holds a day alone."""


@pytest.mark.parametrize(
    ("question", "field", "typed", "told", "printed"), [*TYPED.values(), A_DAY], ids=[*TYPED, "doubtful-day"]
)
def test_it_is_told_as_roughly_as_it_was_said(question: str, field: str, typed: str, told: str, printed: str) -> None:
    scoping = answered(question, field, typed)
    findings = Findings(scoping)

    assert told in said(scoping, scoping.catalog.questions[question])
    assert f"**{printed}**" in markdown.render(findings)
    assert printed in re.sub(r"<[^>]+>", "", html.render(findings))


def test_a_condition_stands_behind_the_numbers_in_the_thread_and_in_the_report() -> None:
    scoping = answered("case.2", "saving", "28k / 44k / 52k if petra agrees")
    findings = Findings(scoping)

    assert said(scoping, scoping.catalog.questions["case.2"]).count("petra agrees") == 1
    assert "petra agrees" in markdown.render(findings)
    assert "petra agrees" in re.sub(r"<[^>]+>", "", html.render(findings))


MEASURED = "12% of 40,000 a year leave, finance counted it."


@pytest.mark.parametrize("typed", ["5?", "5, not sure", "5 if petra agrees"], ids=["doubt", "in-words", "condition"])
def test_what_is_in_doubt_is_not_measured(typed: str) -> None:
    asked = reach("need", track="full").catalog.questions["problem.4"]
    values = fields.parse(asked, {"goal": typed}, TODAY.date())
    doubted = evidence.in_doubt(numbers.written(asked, {"goal": typed}, values))
    question, words = shipped().questions["exam.1"], languages.lists(languages.ENGLISH)
    field = next(one.id for one in question.fields if one.kind is Kind.TEXT)

    assert evidence.grade(question, {field: MEASURED}, words) == "measured"
    assert evidence.grade(question, {field: MEASURED}, words, doubted) != "measured"


@pytest.mark.parametrize(("question", "field", "typed"), [row[:3] for row in TYPED.values()], ids=TYPED)
def test_the_input_holds_what_was_typed(question: str, field: str, typed: str) -> None:
    scoping = answered(question, field, typed)
    asked = scoping.catalog.questions[question]
    path = f"{question}.{field}"
    shown: Any = field_input(asked, asked.field(field), scoping.value(path), written=scoping.written(path)).element

    assert shown.initial_value == typed


IN_WORDS = {
    "half": ("case.5", "months", "half a month / 1 month / 2 months"),
    "couple": ("problem.4", "today", "a couple of hundred"),
}


@pytest.mark.parametrize(("question", "field", "typed"), IN_WORDS.values(), ids=IN_WORDS)
def test_a_number_in_words_is_there_again(question: str, field: str, typed: str) -> None:
    asked = reach("need", track="full").catalog.questions[question]
    values = fields.parse(asked, {field: typed}, TODAY.date())

    assert numbers.written(asked, {field: typed}, values)[field].typed == typed


@pytest.mark.parametrize("typed", ["7", "4,800", "180k", "EUR 12k"])
def test_what_a_value_shows_by_itself_is_kept_by_itself(typed: str) -> None:
    asked = reach("need", track="full").catalog.questions["problem.4"]
    values = fields.parse(asked, {"today": typed}, TODAY.date())
    how = numbers.written(asked, {"today": typed}, values).get("today", NOTHING)

    assert (how.about, how.ends, how.typed) == ((), {}, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("30k / 60k? / 100k", "what it saves: “30k / 60k? / 100k”"), ("28k / 44k / 52k", "")],
    ids=["doubt", "none"],
)
def test_a_figure_in_doubt_stands_beside_the_money_on_page_one_and_in_the_message(typed: str, said: str) -> None:
    findings = Findings(answered("case.2", "saving", typed, to="report"))
    board = markdown.render(findings).partition("## Appendix")[0]

    assert ("In doubt." in board, "In doubt:" in first_words(findings)) == (bool(said), bool(said))
    assert said.capitalize()[:5] in board
    assert said in first_words(findings)


def test_the_lines_of_a_table_keep_their_ranges_and_doubts() -> None:
    typed = "trial; 30 Apr 2027; 20k?\nall shops; 30 Sep 2027; 25-30k\nrest; 31 Oct 2027; 5k"
    question = shipped().questions["plan.2"]
    values = fields.parse(question, {"milestones": typed}, TODAY.date())
    how = numbers.written(question, {"milestones": typed}, values)["milestones"]
    field = next(one for one in question.fields if one.id == "milestones")

    assert [_row_said(field, row, how).rpartition("cost: ")[2] for row in rows(field, values["milestones"])] == [
        "20,000, not sure of it",
        "25,000 to 30,000, so 27,500",
        "5,000",
    ]
    assert field_input(question, field, values["milestones"], None, how).to_dict()["element"]["initial_value"] == typed


def test_a_level_quoted_beside_another_answer_stays_as_rough_as_it_was_said() -> None:
    asked, entries = shipped().questions["candidate_a.2"], {"hlp": "roughly 94%"}
    values = fields.parse(asked, entries, TODAY.date())
    answer = Answer(values=values, author="U1", at=TODAY, seq=1, written=numbers.written(asked, entries, values))
    field = asked.field("hlp")

    assert sums(asked, field, values["hlp"], answer) == "about 94%"
    assert quoted(Said("hlp", field.label, field.kind, "94%", unit="%", about=(0,))) == "about 94%"

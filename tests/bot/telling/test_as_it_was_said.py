"""“ca.” and ranges stay: in the thread, in the report, and in the input that opens the answer again."""

import re
from typing import Any

import pytest

from bot.report import html, markdown
from bot.screens.blocks.inputs import field_input
from bot.telling.said import said
from dialogs.answers import fields, numbers
from dialogs.answers.written import NOTHING
from dialogs.findings import Findings
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
}


@pytest.mark.parametrize(("question", "field", "typed", "told", "printed"), TYPED.values(), ids=TYPED)
def test_it_is_told_as_roughly_as_it_was_said(question: str, field: str, typed: str, told: str, printed: str) -> None:
    scoping = answered(question, field, typed)
    findings = Findings(scoping)

    assert told in said(scoping, scoping.catalog.questions[question])
    assert f"**{printed}**" in markdown.render(findings)
    assert printed in re.sub(r"<[^>]+>", "", html.render(findings))


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

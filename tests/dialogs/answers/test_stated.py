"""The numbers that a text states, however they are written; and those that any text may say."""

import pytest

from dialogs.answers.stated import Stated, in_text, of_value
from dialogs.catalog import AnswerField, Kind

WRITTEN = {
    "k": "cut to 170k",
    "a-comma": "cut to 170,000 a year",
    "a-blank": "cut to 170 000 a year",
    "a-narrow-blank": "cut to 170\u202f000 a year",
    "an-apostrophe": "cut to 170'000",
    "a-point": "auf 170.000 gesenkt",
    "a-word": "cut to 170 thousand.",
    "money-before": "cut to EUR 170k, by June",
    "money-grown-together": "cut to EUR170k",
    "a-sign": "cut to €170,000",
    "millions": "cut to 0.17M",
    "the-scale-shared": "cut to 170-190k",
    "the-scale-shared-in-a-row": "170 / 190 / 210k",
    "behind-a-year": "in 2026 170,000",
    "at-the-end": "it is 170,000.",
    "in-brackets": "the loss (170k)",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_one_number_is_the_same_however_it_is_written(text: str) -> None:
    assert Stated(170e3) in {read.stated for read in in_text(text)}


SHARES = {"sign": "12%", "sign-apart": "12 %", "words": "12 per cent", "one-word": "12 percent", "german": "12 Prozent"}


@pytest.mark.parametrize("text", SHARES.values(), ids=SHARES)
def test_a_share_is_no_plain_number(text: str) -> None:
    assert [read.stated for read in in_text(f"Churn is {text} a year")] == [Stated(12.0, percent=True)]


NOTHING = {
    "small": "1 of 2 people, 10 days, two or 3",
    "tens": "30 days, 60 minutes, 90 of them",
    "calendar": "12 months, 24 hours, 52 weeks, 365 days, 100 calls",
    "years": "since 2024, until 2026",
    "days": "2026-03-31, 31.03.2026, 1/12/2025, 14:30",
    "names": "Q3, F1, GPT4, v2",
    "addresses": "https://wiki.example.com/170000/12%25",
    "round-shares": "10%, 50% and 100%",
    "no-number": "nobody counted it",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_any_text_may_say_is_left_out(text: str) -> None:
    assert list(in_text(text)) == []


def test_a_number_is_kept_as_it_was_typed() -> None:
    assert [read.typed for read in in_text("12% of 40,000 a year, EUR 1.2M")] == ["12%", "40,000", "1.2M"]


@pytest.mark.parametrize(
    ("kind", "value", "unit", "text"),
    [
        pytest.param(Kind.NUMBER, 4800.0, "", "4,800 customers", id="number"),
        pytest.param(Kind.NUMBER, 1234567.0, "", "EUR 1.23M", id="as-shown"),
        pytest.param(Kind.NUMBER, 14.1, "%", "14.1% of them", id="share"),
        pytest.param(Kind.RANGE, [180e3, 310e3, 400e3], "", "310k a year", id="range"),
        pytest.param(Kind.AMOUNTS, [48e3, None, 310e3], "", "48k once", id="amounts"),
        pytest.param(Kind.LEVEL, 0.57, "%", "at 57%", id="level-of-a-hundred"),
        pytest.param(Kind.LEVEL, 0.57, "", "a recall of 0.57", id="level"),
    ],
)
def test_a_value_is_stated_as_given_and_as_shown(kind: Kind, value: object, unit: str, text: str) -> None:
    parts = ("once", "a year", "value a year") if kind is Kind.AMOUNTS else ()
    field = AnswerField(id="field", kind=kind, label="The field", parts=parts)
    stated = of_value(field, value, unit)  # type: ignore[arg-type]

    assert {read.stated for read in in_text(text)} <= stated
    assert Stated(14.1) not in of_value(AnswerField(id="n", kind=Kind.NUMBER, label="n"), 14.1, "%")


def test_words_and_choices_have_no_numbers_of_their_own() -> None:
    assert of_value(AnswerField(id="text", kind=Kind.TEXT, label="Words"), "cut to 170k") == frozenset()


TIMES = {
    "40,000 customers a year": "year",
    "40,000 a year": "year",
    "170k per month": "month",
    "170k/month": "month",
    "55 minutes": "minute",
    "12% of 40,000 each quarter": "quarter",
    "40,000 customers, 120 calls a week": "",
    "EUR 170k": "",
}


@pytest.mark.parametrize(("text", "time"), TIMES.items(), ids=TIMES)
def test_of_which_time_a_number_speaks_stands_behind_it(text: str, time: str) -> None:
    assert next(read.time for read in in_text(text) if not read.stated.percent) == time

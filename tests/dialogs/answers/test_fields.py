"""Numbers, ranges, dates and words as people write them: read as they were meant, or asked about, never guessed."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.sentences import spoken
from dialogs.answers.fields import parse
from dialogs.answers.figures import figure
from dialogs.answers.text import cleaned
from dialogs.answers.values import LONGEST, Raw, Unreadable, Value
from dialogs.catalog import AnswerField, Column, Kind, Question, shipped
from dialogs.errors import BadFields

TODAY = date(2026, 3, 2)
MONEY = ("once", "a year", "value a year")


def asked(kind: Kind, **more: object) -> Question:
    field = AnswerField(**{"id": "f", "kind": kind, "label": "It", **more})  # type: ignore[arg-type]
    return Question(id="q", source=("x",), label="Q", ask="?", why=".", example=".", fields=(field,))


def read(kind: Kind, entry: Raw, **more: object) -> Value:
    return parse(asked(kind, **more), {"f": entry}, TODAY)["f"]


def refused(kind: Kind, entry: Raw, **more: object) -> str:
    with pytest.raises(BadFields) as problem:
        parse(asked(kind, **more), {"f": entry}, TODAY)
    return problem.value.problems["q.f"].key


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1200", 1200),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1'200", 1200),
        ("1’200", 1200),
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("1,234,567.89", 1234567.89),
        ("1.234.567,89", 1234567.89),
        ("12,34,567", 1234567),
        ("1200.500", 1200.5),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("0.62", 0.62),
        ("0.625", 0.625),
        ("0,625", 0.625),
        (".5", 0.5),
        ("12%", 12),
        ("12 %", 12),
        ("-5", -5),
        ("\u22125", -5),
        ("EUR 1.2M", 1.2e6),
        ("€1.2m", 1.2e6),
        ("1,2 Mio EUR", 1.2e6),
        ("180k", 180e3),
        ("180 K€", 180e3),
        ("180 kEUR", 180e3),
        ("TEUR 180", 180e3),
        ("3 million", 3e6),
        ("2.5 bn", 2.5e9),
        ("5 lakh", 5e5),
        ("about 40,000", 40000),
        ("12,000.", 12000),
        ("0", 0),
        ("1,2 Mrd", 1.2e9),
        ("2 mln", 2e6),
        ("0,02 mln", 2e4),
        ("$1.2MM", 1.2e6),
        ("180 grand", 180e3),
        ("310 thou", 310e3),
        ("180 T€", 180e3),
        ("T€ 310", 310e3),
        ("k€ 180", 180e3),
        ("180 Tausend", 180e3),
        ("180 Tsd. €", 180e3),
        ("2 Mio. €", 2e6),
        ("120万", 1.2e6),
        ("120万円", 1.2e6),
        ("3 億", 3e8),
        ("12 тыс.", 12e3),
        ("1,2 miliona", 1.2e6),
        ("3 millones", 3e6),
        ("5 hundred", 500),
        ("about 2 hundred thousand", 2e5),
        ("3 dozen", 36),
        ("2½", 2.5),
        ("½", 0.5),
        ("2½ k", 2500),
        ("(12,000)", -12000),
        ("(20k)", -20e3),
        ("minus 20", -20),
        ("-€5", -5),
        ("€ -5", -5),
        ("160-ish", 160),
        ("~ 200 grand", 200e3),
        ("ca. 5,5", 5.5),
        ("85％", 85),
        ("１２００", 1200),
        ("٣٠٠", 300),
        ("5 lakh rupees", 5e5),
        ("Rs. 3 crore", 3e7),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, number: float) -> None:
    assert figure(text) == pytest.approx(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "none",
        "5 10",
        "5-10",
        "between 5 and 10",
        "1.2.3",
        "1,200,50",
        "1,20,300,4",
        "0,0,0",
        "1.125M",
        "1,125k",
        "2026-04-01",
        "1e6",
        "1/2",
        "..,",
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_asked_about(text: str) -> None:
    with pytest.raises(Unreadable) as problem:
        figure(text)

    assert problem.value.sentence.key in {"problem.number", "problem.number_word"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("40,000 customers", "customers"),
        ("0.5 FTE", "FTE"),
        ("Mar 24", "Mar"),
        ("5 horses", "horses"),
        ("12 #", "#"),
        (">40", ">"),
        ("12 °", "°"),
        ("180 zonk", "zonk"),
        ("20-", "-"),
    ],
)
def test_a_word_or_a_sign_that_is_not_understood_is_named(text: str, word: str) -> None:
    with pytest.raises(Unreadable) as problem:
        figure(text)

    assert problem.value.sentence.key == "problem.number_word"
    assert word in spoken(problem.value.sentence)


@pytest.mark.parametrize(("text", "word"), [("2 mil", "mil"), ("3 billion", "billion"), ("180 T", "t"), ("2B", "b")])
def test_a_scale_on_which_languages_disagree_is_asked(text: str, word: str) -> None:
    with pytest.raises(Unreadable) as problem:
        figure(text)

    assert problem.value.sentence.key == "problem.number_scale"
    assert problem.value.sentence.values["word"] == word


def test_what_is_counted_may_be_named_as_the_field_names_it() -> None:
    assert read(Kind.NUMBER, "40,000 customers", label="Customers a year") == 40000
    assert refused(Kind.NUMBER, "40,000 old accounts", label="Customers a year") == "problem.number_word"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("85％", 0.85),
        ("85% recall", 0.85),
        ("14,1 %", 0.141),
        ("F1 > 0.60", 0.6),
        ("p99 < 200ms", 200),
        ("recall@10 of 0.3", 0.3),
        ("~40 percent", 0.4),
        ("at least 0.9", 0.9),
    ],
)
def test_the_digits_of_a_metrics_name_are_not_its_value(text: str, level: float) -> None:
    assert read(Kind.LEVEL, text) == pytest.approx(level)


@pytest.mark.parametrize(
    ("ml", "named"),
    [("$1.2M / 60k / 310k", "AUD or CAD or USD"), ("140k / £60k / 310k", "GBP"), ("TCHF 140 / 6k / 3k", "CHF")],
)
def test_another_currency_than_the_one_chosen_is_asked_about(ml: str, named: str) -> None:
    with pytest.raises(BadFields) as problem:
        parse(shipped().questions["need.4"], {"currency": "EUR", "ml": ml}, TODAY)

    said = spoken(problem.value.problems["need.4.ml"])
    assert said == f"That says {named}, and the currency here is EUR. Which is it?"


def test_a_sum_that_is_refused_says_in_the_same_breath_that_it_is_in_another_currency() -> None:
    with pytest.raises(BadFields) as refused:
        parse(shipped().questions["case.5"], {"training": "£40"}, TODAY, money="CZK")
    said = spoken(refused.value.problems["case.5.training"])

    assert said.startswith("What is it at the least, and at the most?")
    assert said.endswith("That says GBP, and the currency here is CZK. Which is it?")


@pytest.mark.parametrize("currency", ["EUR", None])
def test_the_currency_that_was_chosen_may_stand_beside_the_sum(currency: Raw) -> None:
    parsed = parse(shipped().questions["need.4"], {"currency": currency, "ml": "140 T€ / 60k€ / EUR 310k"}, TODAY)

    assert parsed["ml"] == [140e3, 60e3, 310e3]


@pytest.mark.parametrize(
    "text",
    [
        "40,000 a month",
        "1.2m p.a.",
        "5 hours",
        "300 weekly",
        "480/h",
        "20k pw",
        "15.000 im Monat",
        "40.000 pro Monat",
        "9 par mois",
    ],
)
def test_a_number_for_another_time_is_not_taken_for_one_a_day(text: str) -> None:
    assert refused(Kind.NUMBER, text, units=("day", "minute")) == "problem.unit"


@pytest.mark.parametrize(("text", "number"), [("40,000 a day", 40000), ("300 daily", 300), ("5 minutes", 5), ("7", 7)])
def test_the_time_that_was_asked_for_may_be_written_beside_it(text: str, number: float) -> None:
    assert read(Kind.NUMBER, text, units=("day", "minute")) == number


def test_five_m_for_minutes_is_not_five_million() -> None:
    assert parse(shipped().questions["mlops.1"], {"minutes": "5m"}, TODAY) == {"minutes": 5}


@pytest.mark.parametrize(
    ("text", "limits", "sentence"),
    [
        ("-1", {"min": 0}, "problem.too_small"),
        ("11", {"max": 10}, "problem.too_large"),
        ("2.5", {"whole": True}, "problem.whole"),
        ("9" * 400, {"whole": True}, "problem.too_large"),
        ("-" + "9" * 400, {}, "problem.too_large"),
    ],
)
def test_a_number_out_of_bounds_is_told_which(text: str, limits: dict[str, object], sentence: str) -> None:
    assert refused(Kind.NUMBER, text, **limits) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "180k / 310k / 400k",
        "180k/310k/400k",
        "180,000 to 310,000 to 400,000",
        "180k; 310k; 400k",
        "180k - 310k - 400k",
        "180k-310k-400k",
        "180k, 310k, 400k",
        "EUR 180k / 310k / 400k a year",
        "180k\n310k\n400k",
        "low 180k | expected 310k | high 400k",
    ],
)
def test_a_range_is_read_as_people_write_it(text: str) -> None:
    assert read(Kind.RANGE, text, units=("year",)) == [180e3, 310e3, 400e3]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("180k", "problem.range_one"),
        ("180k / 310k", "problem.range_ends"),
        ("310k / 180k", "problem.range_parts"),
        ("1 / 2 / 3 / 4", "problem.range_parts"),
        ("400k / 310k / 180k", "problem.range_order"),
        ("180 / 310 / 400k", "problem.range_scale"),
        ("a / b / c", "problem.number"),
        ("1k a month / 2k / 3k", "problem.unit"),
        ("1 / 2 / 9999999999999999", "problem.too_large"),
    ],
)
def test_a_range_that_cannot_be_used_is_told_why(text: str, sentence: str) -> None:
    assert refused(Kind.RANGE, text, units=("year",)) == sentence


def test_nothing_is_a_range_too() -> None:
    assert read(Kind.RANGE, "0 / 0 / 0") == [0, 0, 0]
    assert read(Kind.RANGE, "0 / 0 / 40k") == [0, 0, 40e3]


@pytest.mark.parametrize(
    "text",
    [
        "140k / 60k / 310k",
        "140k; 60,000; 310k",
        "EUR 140k once / 60k a year / 310k value a year",
        "140,000 once, 60,000 yearly, 310,000 p.a.",
        "140k\n60k\n310k",
    ],
)
def test_amounts_are_read_in_the_order_of_their_parts(text: str) -> None:
    assert read(Kind.AMOUNTS, text, parts=MONEY) == [140e3, 60e3, 310e3]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("140k / 60k", "problem.amounts_parts"),
        ("1 / 2 / 3 / 4", "problem.amounts_parts"),
        ("140 / 60 / 310k", "problem.amounts_scale"),
        ("a / b / c", "problem.number"),
        ("140k / -60k / 310k", "problem.too_small"),
        ("1 / 2 / 9999999999999999", "problem.too_large"),
        ("140k a year / 60k / 310k", "problem.unit"),
        ("140k / 60k a minute / 310k", "problem.unit"),
    ],
)
def test_amounts_that_cannot_be_used_are_told_why(text: str, sentence: str) -> None:
    assert refused(Kind.AMOUNTS, text, parts=MONEY) == sentence


def test_amounts_need_no_order_among_themselves_and_may_be_nothing() -> None:
    assert read(Kind.AMOUNTS, "310k / 500 / 140k", parts=MONEY) == [310e3, 500, 140e3]
    assert read(Kind.AMOUNTS, "0 / 0 / 40k", parts=MONEY) == [0, 0, 40e3]
    assert read(Kind.AMOUNTS, "7", parts=("days",)) == [7]


@pytest.mark.parametrize(
    ("text", "said"),
    [("140k / 60k", "Three numbers: once / a year / value a year. I can see 2."), ("1", "I can see 1.")],
)
def test_missing_amounts_are_named(text: str, said: str) -> None:
    with pytest.raises(BadFields) as problem:
        parse(asked(Kind.AMOUNTS, parts=MONEY), {"f": text}, TODAY)

    assert said in spoken(problem.value.problems["q.f"])


def partnered(**more: object) -> Question:
    target = AnswerField(id="target", kind=Kind.NUMBER, label="Target", optional=True)
    by = AnswerField(id="by", kind=Kind.DATE, label="By", needed_with="target", **more)
    return Question(id="q", source=("x",), label="Q", ask="?", why=".", example=".", fields=(by, target))


@pytest.mark.parametrize("target", [None, "", " ", "\u200b"])
def test_without_its_partner_it_may_stay_blank(target: Raw) -> None:
    assert parse(partnered(optional=True), {"target": target}, TODAY) == {}
    assert parse(partnered(optional=True), {"by": "2026-04-01"}, TODAY) == {"by": "2026-04-01"}


def test_what_may_wait_waits_even_beside_its_partner() -> None:
    assert parse(partnered(may_wait=True), {"target": "12"}, TODAY) == {"target": 12}


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("2026-03-01", "problem.past_date"),
        ("soon", "problem.open_day"),
        ("no day", "problem.date"),
        ("2026-02-30", "problem.date"),
    ],
)
def test_a_date_is_from_today_on(entry: str, sentence: str) -> None:
    assert refused(Kind.DATE, entry) == sentence
    assert read(Kind.DATE, "2026-03-02") == "2026-03-02"


def test_an_option_is_one_of_those_offered() -> None:
    assert read(Kind.CHOICE, "a", options={"a": "A"}) == "a"
    assert refused(Kind.CHOICE, "b", options={"a": "A"}) == "problem.option"
    assert read(Kind.CHOICES, ["b", "a"], options={"a": "A", "b": "B"}) == ["a", "b"]
    assert refused(Kind.CHOICES, ["c"], options={"a": "A"}) == "problem.option"


@pytest.mark.parametrize("entry", [None, "", "   ", "\n\t", "\u200b"])
@pytest.mark.parametrize("optional", [True, False])
def test_what_is_left_empty_is_left_out_and_never_refused(entry: Raw, optional: bool) -> None:
    assert parse(asked(Kind.TEXT, optional=optional), {"f": entry}, TODAY) == {}


MADE_OF: Mapping[Kind, dict[str, object]] = {
    Kind.CHOICE: {"options": {"a": "A"}},
    Kind.CHOICES: {"options": {"a": "A"}},
    Kind.AMOUNTS: {"parts": MONEY},
    Kind.TABLE: {"columns": (Column(id="name", label="Name"),)},
}


@pytest.mark.parametrize("kind", Kind)
def test_a_field_of_every_kind_may_be_left_empty(kind: Kind) -> None:
    assert parse(asked(kind, **MADE_OF.get(kind, {})), {"f": None}, TODAY) == {}


def test_two_candidates_have_two_names() -> None:
    cells = {f"{slot}_cell": "new_structured" for slot in "abc"}
    names = {"a": "A churn model", "b": "Call everybody", "c": "a churn  MODEL "}
    with pytest.raises(BadFields) as problem:
        parse(shipped().questions["solutions.1"], {**names, **cells}, TODAY)

    assert {block: spoken(said) for block, said in problem.value.problems.items()} == {
        "solutions.1.c": "There is a “a churn MODEL” already. Give this one a name of its own, or leave it out."
    }
    assert parse(shipped().questions["solutions.1"], {**names, **cells, "c": "Newsletter"}, TODAY)


@pytest.mark.parametrize(
    ("question", "field", "ticked"),
    [
        ("exam.4", "net", ["decides", "none"]),
        ("exam.2c", "net", ["none", "notice"]),
        ("exam.7", "traps", ["after", "none"]),
        ("exam.7", "traps", ["unchecked", "made"]),
    ],
)
def test_none_beside_another_tick_is_asked_about(question: str, field: str, ticked: list[str]) -> None:
    asked = shipped().questions[question]
    with pytest.raises(BadFields) as problem:
        parse(asked, {field: ticked}, TODAY)

    ((block, said),) = problem.value.problems.items()
    assert block == f"{question}.{field}"
    assert "Which of the two holds?" in spoken(said)
    for one in ticked:
        assert parse(asked, {field: [one]}, TODAY) == {field: [one]}


@pytest.mark.parametrize(
    ("history", "by", "last"),
    [("1 0.7\n3 0.72", "2", "3"), ("2026-01-05 0.7\n2026-02-05 0.72", "2026-01-31", "2026-02-05")],
)
def test_a_moment_behind_the_history_is_told_where_that_ends(history: str, by: str, last: str) -> None:
    fields = (
        AnswerField(id="history", kind=Kind.SERIES, label="History"),
        AnswerField(id="by", kind=Kind.MOMENT, label="By", after="history"),
    )
    question = Question(id="q", source=("x",), label="Q", ask="?", why=".", example=".", fields=fields)
    with pytest.raises(BadFields) as problem:
        parse(question, {"history": history, "by": by}, TODAY)

    assert spoken(problem.value.problems["q.by"]) == f"The history goes on until {last}; give something later."


@pytest.mark.parametrize("entry", [None, "", "  "])
def test_a_number_that_may_wait_may_be_blank(entry: Raw) -> None:
    assert parse(asked(Kind.NUMBER, may_wait=True), {"f": entry}, TODAY) == {}


def test_every_problem_of_a_form_is_told_at_once() -> None:
    with pytest.raises(BadFields) as problem:
        parse(shipped().questions["case.5"], {"training": "x", "horizon": "99"}, TODAY)

    assert set(problem.value.problems) == {"case.5.training", "case.5.horizon"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("pay \u202egnp.exe", "pay gnp.exe"),
        ("a\u2066b\u2069\u061cc", "abc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\tstays", "tab\tstays"),
        ("half \ud83d a pair", "half  a pair"),
        ("👩\u200d💻 works", "👩\u200d💻 works"),
        ("<!channel> *b* {{ x }}", "<!channel> *b* {{ x }}"),
    ],
)
def test_words_are_kept_and_what_is_invisible_is_not(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


def test_a_letter_keeps_four_accents_at_most() -> None:
    assert cleaned("a" + "\u0301" * 50) == "a" + "\u0301" * 4


def test_too_long_is_told_with_both_numbers() -> None:
    with pytest.raises(BadFields) as problem:
        parse(asked(Kind.TEXT), {"f": "a" * (LONGEST + 1)}, TODAY)

    assert problem.value.problems["q.f"].values == {"length": LONGEST + 1, "most": LONGEST}


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LINE, Kind.NUMBER, Kind.RANGE, Kind.DATE])
@pytest.mark.parametrize("piece", ["a", "1", "1,", "1 ", "- ", "1/", "\u0301", "\u202e", "9.9", "to ", "kEUR "])
def test_forty_thousand_characters_are_read_or_refused_and_never_kept_whole(kind: Kind, piece: str) -> None:
    """A parser that went over them again and again would hold the whole suite up."""
    try:
        value = parse(asked(kind), {"f": "x" + piece * (40_000 // len(piece)) + "x"}, TODAY)["f"]
    except BadFields as problem:
        value = problem.problems["q.f"].key

    assert len(str(value)) <= LONGEST


@given(st.text(max_size=400))
def test_cleaning_twice_is_cleaning_once_and_survives_json(text: str) -> None:
    once = cleaned(text)

    assert cleaned(once) == once
    assert json.loads(json.dumps(once).encode()) == once
    once.encode("utf-8")
    assert not any(unicodedata.category(character) == "Cc" and character not in "\n\t" for character in once)


REFUSALS = {"problem.number", "problem.unit", "problem.number_word", "problem.number_scale"}


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        found: float | str = figure(text)
    except Unreadable as refused:
        found = refused.sentence.key

    assert isinstance(found, float) or found in REFUSALS


@given(st.integers(-(10**14), 10**14), st.sampled_from([",", ".", "'", " ", ""]))
def test_a_whole_number_is_read_back_however_its_thousands_are_marked(number: int, mark: str) -> None:
    assert figure(f"{number:,}".replace(",", mark)) == number


@given(st.decimals(0, 10**9, places=2), st.sampled_from([",.", ".,", "'."]))
def test_hundredths_are_read_back_in_every_way_of_writing(number: object, marks: str) -> None:
    written = f"{number:,}".replace(".", "\0").replace(",", marks[0]).replace("\0", marks[1])

    assert figure(written) == float(str(number))


@given(
    st.dictionaries(st.sampled_from([field.id for field in shipped().questions["case.5"].fields]), st.text(max_size=30))
)
def test_a_form_gives_values_that_json_keeps_or_says_why_not(entries: dict[str, str]) -> None:
    try:
        found: dict[str, Value] = dict(parse(shipped().questions["case.5"], entries, TODAY))
    except BadFields as refused:
        found = {name: problem.key for name, problem in refused.problems.items()}

    assert set(found) <= {*entries, *(f"case.5.{name}" for name in entries)}
    assert json.loads(json.dumps(found)) == found

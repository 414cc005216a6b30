"""Numbers that are reckoned where they are typed, and doubts and conditions that stay beside one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telling.said import value_words
from dialogs.answers.evidence import in_doubt
from dialogs.answers.fields import parse, unknown
from dialogs.answers.figures import read as read_alone
from dialogs.answers.numbers import written
from dialogs.answers.sums import read
from dialogs.answers.written import NOTHING
from dialogs.catalog import shipped
from tests.said_back import heard

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("55k + 4.8k", 59800, "55,000 + 4,800 = 59,800"),
        ("1,5k+2,5k", 4000, "1,500 + 2,500 = 4,000"),
        ("€55k plus €5k", 60000, "55,000 + 5,000 = EUR 60,000"),
        ("100k minus 10k", 90000, "100,000 - 10,000 = 90,000"),
        ("50k hardware + 30k people", 80000, "50,000 + 30,000 = 80,000"),
        ("2 x 50k + 20k", 120000, "2 × 50,000 + 20,000 = 120,000"),
        ("12 sites x 9k", 108000, "12 × 9,000 = 108,000"),
        ("9k x 12 sites", 108000, "9,000 × 12 = 108,000"),
        ("12*9k", 108000, "12 × 9,000 = 108,000"),
        ("12 × 9,000", 108000, "12 × 9,000 = 108,000"),
        ("12 x 9.000 EUR", 108000, "12 × 9,000 = EUR 108,000"),
        ("12 times EUR 9,000", 108000, "12 × 9,000 = EUR 108,000"),
        ("12 @ 9k", 108000, "12 × 9,000 = 108,000"),
        ("12 sites at 9k each", 108000, "12 × 9,000 = 108,000"),
        ("9k each, 12 sites", 108000, "12 × 9,000 = 108,000"),
        ("9k per site, 12 sites", 108000, "12 × 9,000 = 108,000"),
        ("half of 300k", 150000, "50% × 300,000 = 150,000"),
        ("5% of 2m", 100000, "5% × 2,000,000 = 100,000"),
        ("8k a month for 2 yrs", 192000, "24 × 8,000 = 192,000"),
        ("30 each", "refused", "“30 each”: of how many? Write it like 12 x 30, or give the number for all."),
        ("half", "refused", "Is “half” a share? I need the number itself here, without per cent."),
        (
            "50k, thousand",
            "refused",
            "I understand the number, but not “thousand” beside it. Give it alone, like 180,000 or 180k.",
        ),
        (
            "none",
            "refused",
            "Does “none” mean zero, or that nobody knows it? Type 0 for the first, or “not known”, "
            "or “does not apply”.",
        ),
    ],
)
def test_a_sum_a_product_and_a_share_are_one_amount(typed: str, kept: object, said: str) -> None:
    assert heard("plan.2.budget", typed) == (kept, said)


@pytest.mark.parametrize(
    ("path", "typed", "kept"),
    [
        ("problem.4.today", "20/46", 43.48),
        ("candidate_a.2.hlp", "20/46", 0.4348),
        ("candidate_a.2.hlp", "19 of 43", 0.4419),
        ("mlops.1.staff", "2 people half an hr a week", 12),
        ("mlops.1.staff", "none", 0),
        ("mlops.1.requests", "12 branches x 20", 240),
        ("mlops.1.requests", "none", 0),
        ("case.5.rate", "none", 0),
        ("case.4.once", "50k + 5k / 60k / 2 x 40k", [55000, 60000, 80000]),
        ("candidate_a.6.reach", "none", 0),
        ("candidate_a.6.reach", "10% of 40k", 4000),
        ("plan.1.train", "6-10, prob. 12", "refused"),
    ],
)
def test_so_in_every_box(path: str, typed: str, kept: object) -> None:
    assert heard(path, typed)[0] == kept


amount = st.integers(1, 9999)


@settings(deadline=None)
@given(
    terms=st.lists(st.lists(amount, min_size=1, max_size=2), min_size=2, max_size=3),
    plus=st.sampled_from([" + ", "+", " plus "]),
    times=st.sampled_from([" x ", "*", " × ", " times ", " @ "]),
)
def test_an_expression_equals_its_value(terms: list[list[int]], plus: str, times: str) -> None:
    typed = plus.join(times.join(map(str, factors)) for factors in terms)
    value = sum(factors[0] * (factors[1] if len(factors) > 1 else 1) for factors in terms)
    found = read(typed, read_alone)

    assert found is not None
    assert found.number == value


@pytest.mark.parametrize(
    ("typed", "unsure", "condition"),
    [
        ("200k?", (0,), ""),
        ("200k (?)", (0,), ""),
        ("200k, if petra lends us someone", (), "if petra lends us someone"),
        ("200k if petra lends us someone", (), "if petra lends us someone"),
        ("200k unless finance says no", (), "unless finance says no"),
        ("200k (depends on legal)", (), "depends on legal"),
        ("200k", (), ""),
    ],
)
def test_a_doubt_and_a_condition_stay_with_the_number(typed: str, unsure: tuple[int, ...], condition: str) -> None:
    question, entries = shipped().questions["plan.2"], {"budget": typed}
    values = parse(question, entries, TODAY)
    how = written(question, entries, values)

    assert values["budget"] == 200000
    assert in_doubt(how) == bool(unsure or condition)
    assert not how or (how["budget"].unsure, how["budget"].condition) == (unsure, condition)


@pytest.mark.parametrize(
    ("typed", "number", "ends"),
    [
        ("8-10 x 52", 468.0, (416.0, 520.0)),
        ("52 x 8 - 10", 468.0, (416.0, 520.0)),
        ("12 x 8-10k", 108e3, (96e3, 120e3)),
        ("8-10 x 50-60", 500.0, (400.0, 600.0)),
    ],
)
def test_of_a_range_both_ends_are_multiplied(typed: str, number: float, ends: tuple[float, float]) -> None:
    kept, said = heard("plan.2.budget", typed)

    assert kept == number
    assert said.endswith(f"= {ends[0]:,.0f} to {ends[1]:,.0f}, so {number:,.0f}")


@pytest.mark.parametrize("typed", ["10-8 x 52", "10 to 8 x 52"])
def test_what_is_no_range_is_not_read_as_one(typed: str) -> None:
    assert heard("plan.2.budget", typed)[0] == "refused"


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("plan.2.budget", "100k, if procurement agrees", "100,000 (if procurement agrees)"),
        ("plan.2.budget", "80-120k unless finance says no", "80,000 to 120,000, so 100,000 (unless finance says no)"),
        ("case.2.saving", "80k / 100k / 120k, if petra agrees", "80,000 / 100,000 / 120,000 (if petra agrees)"),
    ],
)
def test_a_condition_is_said_back_with_the_number(path: str, typed: str, said: str) -> None:
    assert heard(path, typed)[1] == said


@pytest.mark.parametrize(
    ("path", "typed", "kept", "said"),
    [
        ("candidate_a.6.reach", "9 x 30 sets x 250 days", 67500, "9 × 30 × 250 = 67,500"),
        ("candidate_a.6.reach", "40 a week x 48 weeks", 1920, "40 × 48 = 1,920"),
        ("candidate_a.6.reach", "9 a day x 250", 2250, "9 × 250 = 2,250"),
        ("candidate_a.6.reach", "9 sets a day x 5 days a week x 48 weeks", 2160, "9 × 5 × 48 = 2,160"),
        ("candidate_a.6.reach", "8-10 a day x 250 days", 2250, "8–10 × 250 = 2,000 to 2,500 a year, so 2,250"),
        ("candidate_a.6.reach", "9 a day x 250 days + 400", 2650, "9 × 250 + 400 = 2,650"),
        ("mlops.1.requests", "40 an hour x 8 hours", 320, "40 × 8 = 320"),
        ("plan.2.budget", "3 nurses x 220 days x 12 euro", 7920, "3 × 220 × 12 = EUR 7,920"),
        ("plan.2.budget", "2.5 h/day x 250 days x €40", 25000, "2.5 × 250 × 40 = EUR 25,000"),
        ("plan.2.budget", "40 days x 800", 32000, "40 × 800 = 32,000"),
        ("problem.4.today", "2.5 h/day x 250 days", 625, "2.5 × 250 = 625 hours"),
        ("problem.4.today", "3 nurses x 220 days", 660, "3 × 220 = 660 days"),
        (
            "candidate_a.6.reach",
            "2.5 h/day x 250 days",
            "refused",
            "“2.5 h/day x 250 days” speaks of another time. Give it per year.",
        ),
        (
            "mlops.1.requests",
            "9 sets x 250 days",
            "refused",
            "“9 sets x 250 days” speaks of another time. Give it per day.",
        ),
    ],
)
def test_a_time_in_a_product_says_what_is_counted(path: str, typed: str, kept: object, said: str) -> None:
    assert heard(path, typed) == (kept, said)


@pytest.mark.parametrize(
    ("path", "typed", "kept", "unsure", "condition"),
    [
        (
            "case.4.once",
            "80k / 100k, if procurement agrees / 130k",
            [80e3, 100e3, 130e3],
            (),
            "100k, if procurement agrees",
        ),
        (
            "case.4.once",
            "80k, if procurement agrees / 100k / 130k",
            [80e3, 100e3, 130e3],
            (),
            "80k, if procurement agrees",
        ),
        ("case.4.once", "80k/100k, if they agree to it/130k", [80e3, 100e3, 130e3], (), "100k, if they agree to it"),
        ("case.4.once", "80k incl vat / 90k / 100k", [80e3, 90e3, 100e3], (), ""),
        ("case.4.once", "80k? / 100k / 130k", [80e3, 100e3, 130e3], (0,), ""),
        ("case.4.once", "80k / 100k, not sure / 130k", [80e3, 100e3, 130e3], (1,), ""),
        ("case.4.once", "not sure, 80k / 100k / 130k", [80e3, 100e3, 130e3], (0,), ""),
        ("plan.1.collect", "2 / 4, if Petra lends us someone / 6", [2, 4, 6], (), "4, if Petra lends us someone"),
        ("plan.1.collect", "3 / 5 / 8 weekends", [3, 5, 8], (), ""),
        ("eval.6.case", "200 / 400, if finance agrees / 5", [200, 400, 5], (), "400, if finance agrees"),
        ("eval.6.case", "200 / 400 / 5, not sure", [200, 400, 5], (0, 1, 2), ""),
        ("eval.6.case", "200 / 400, not sure / 5", [200, 400, 5], (1,), ""),
        ("need.4.software", "5k / 2k, if IT agrees / 90k", [5e3, 2e3, 90e3], (), "2k, if IT agrees"),
        ("problem.4.goal", "at most 5, if they agree", 5, (), "if they agree"),
        ("plan.2.budget", "not sure, 200k", 200e3, (0,), ""),
        ("plan.2.budget", "I don't know, maybe 200k", 200e3, (0,), ""),
        ("candidate_a.1.effort", "8 weekends", 0.76, (), ""),
    ],
)
def test_what_stands_beside_one_number_of_several_is_kept(
    path: str, typed: str, kept: object, unsure: tuple[int, ...], condition: str
) -> None:
    id, _, field = path.rpartition(".")
    question, entries = shipped().questions[id], {field: typed}
    values = parse(question, entries, TODAY)
    how = written(question, entries, values).get(field, NOTHING)
    known = unknown(question, entries)

    assert (values[field], how.unsure, how.condition, known) == (kept, unsure, condition, {})
    assert not (unsure or condition) or how.typed == typed


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("eval.6.case", "200 / 400 / 2-3, list price", "200 / 400 / 2 to 3, so 2.5"),
        ("case.4.once", "80k / 90-100k / 130k, list price", "80,000 / 90,000 to 100,000, so 95,000 / 130,000"),
        ("eval.2.target", "80-85%", "80% to 85%, so 82.5%"),
        ("plan.2.budget", "2-3k, not sure", "2,000 to 3,000, so 2,500"),
        ("eval.6.case", "200 / never / 5", "0"),
        ("mlops.1.requests", "never", "0"),
    ],
)
def test_a_range_is_said_back_with_both_ends_and_never_as_nothing(path: str, typed: str, said: str) -> None:
    assert heard(path, typed)[1] == said


def test_never_is_no_length() -> None:
    assert heard("labels.1.weeks", "never")[0] == "refused"


def test_a_doubt_stands_behind_what_it_is_about() -> None:
    question, entries = shipped().questions["eval.6"], {"case": "200 / about 400, not sure of it / 2-3"}
    values = parse(question, entries, TODAY)
    said = value_words(question.field("case"), values["case"], how=written(question, entries, values)["case"])

    assert said == (
        "200 gained by a right one / about 400 lost by a wrong one, not sure of it / 2 to 3, so 2.5 wrong in 100"
    )


def test_a_condition_of_one_of_several_is_said_back_beside_it() -> None:
    said = heard("case.4.once", "80k / 100k, if procurement agrees / 130k")

    assert said == ([80e3, 100e3, 130e3], "100,000 (if procurement agrees)")


def test_a_product_of_a_year_stands_beside_other_sums() -> None:
    typed = "40 a week x 48 weeks / 3k / 9 x 30 sets x 250 days"

    assert parse(shipped().questions["case.2"], {"saving": typed}, TODAY) == {"saving": [1920, 3000, 67500]}

"""Rates, lengths and days in another time than the box asks for, and ranges: what is kept, and what is said back."""

from datetime import date

import pytest

from dialogs.answers.values import Value
from tests.said_back import heard

TODAY = date(2026, 3, 2)


NO_NUMBER = "I can't read one number in “{}”. Type it like 1,440 or 180k; if nobody knows it, “not known”."


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("2,000 a year", 8, "8 a day (250 working days a year)"),
        ("2,000/yr", 8, "8 a day (250 working days a year)"),
        ("2,000 yearly", 8, "8 a day (250 working days a year)"),
        ("2,000 p.a.", 8, "8 a day (250 working days a year)"),
        ("100 a year", 0.4, "0.4 a day (250 working days a year)"),
        ("one list of 4,180 once a year", 16.72, "16.72 a day (250 working days a year)"),
        ("4,180 names in one list, once a year", 16.72, "16.72 a day (250 working days a year)"),
        ("1 list a year with 4180 names", 16.72, "16.72 a day (250 working days a year)"),
        ("two lists of 500 a year", 4, "4 a day (250 working days a year)"),
        ("500 twice a year", 4, "4 a day (250 working days a year)"),
        ("500 per week", 100, "100 a day (5 working days a week)"),
        ("a weekly list of 500", 100, "100 a day (5 working days a week)"),
        ("300 every other week", 30, "30 a day (5 working days a week)"),
        ("twice a week", 0.4, "0.4 a day (5 working days a week)"),
        ("300 monthly", 14.29, "14.29 a day (21 working days a month)"),
        ("15.000 im Monat", 714.3, "714.3 a day (21 working days a month)"),
        ("630 a quarter", 10, "10 a day (63 working days a quarter)"),
        ("2,000 to 3,000 a year", 10, "8 to 12, so 10 a day (250 working days a year)"),
        ("about once a month", 0.04762, "0.04762 a day (21 working days a month)"),
        ("50 each Monday", 10, "10 a day (5 working days a week)"),
        ("1 batch per month with 12,000 rows", 571.4, "571.4 a day (21 working days a month)"),
        ("one a day", 1, "1 a day"),
        (
            "300 in total",
            "refused",
            "I understand the number, but not “total” beside it. Give it alone, like 180,000 or 180k.",
        ),
        ("daily", "refused", NO_NUMBER.format("daily")),
        ("200 per day", 200, ""),
        ("3 per working day", 3, ""),
        ("about 200 a day", 200, ""),
        ("0 a year", 0, "0 a day (250 working days a year)"),
        (
            "200 an hour",
            "refused",
            "Over how many hours a day? Give it per day: 1,600 in 8 hours, 4,800 around the clock.",
        ),
        ("5% a year", "refused", "Is “5% a year” a share? I need the number itself here, without per cent."),
        ("EUR 500 a month", "refused", "That is a sum of money; this counts something else. Give the number alone."),
        (
            "50 a day, 3 days a week",
            "refused",
            "“50 a day, 3 days a week” speaks of several times. Give it per one of them, like 6 hours a week.",
        ),
    ],
)
def test_requests_are_read_per_working_day(typed: str, kept: Value, said: str) -> None:
    assert heard("mlops.1.requests", typed) == (kept, said)


STAFF_TIME = "How much time is “{}”, and in which time? Write it like 2 hours a week, or 3 people 8 hours a day."


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("2 hours a week", 24, "24 minutes a day (5 working days a week)"),
        ("8 h/week", 96, "96 minutes a day (5 working days a week)"),
        ("1-2 hours a week", 18, "12 to 24, so 18 minutes a day (5 working days a week)"),
        ("an hour a day", 60, "60 minutes a day"),
        ("half an hour per day", 30, "30 minutes a day"),
        ("one day a month", 22.86, "22.86 minutes a day (21 working days a month)"),
        ("half a day a week", 48, "48 minutes a day (5 working days a week)"),
        ("3 weeks a year", 28.8, "28.8 minutes a day (250 working days a year)"),
        ("3 people 8 hours a day", 1440, "1,440 minutes a day"),
        ("three people at eight hours a day", 1440, "1,440 minutes a day"),
        ("2 people, a day a week each", 192, "192 minutes a day (5 working days a week)"),
        ("0.5 FTE", 240, "240 minutes a day (8 hours a day)"),
        ("1 planner 2 hours a day", 120, "120 minutes a day"),
        ("38 shop managers, 4 minutes each", 152, "152 minutes a day"),
        ("3 full-time people", 1440, "1,440 minutes a day (8 hours a day)"),
        ("1,440", 1440, ""),
        ("60 per day", 60, ""),
        ("4 hours on Fridays", 48, "48 minutes a day (5 working days a week)"),
        ("90m", 90, ""),
        ("nobody", 0, ""),
        ("3 people", "refused", STAFF_TIME.format("3 people")),
        ("2 days", "refused", STAFF_TIME.format("2 days")),
    ],
)
def test_staff_time_is_read_in_minutes_per_working_day(typed: str, kept: Value, said: str) -> None:
    assert heard("mlops.1.staff", typed) == (kept, said)


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("2000 customers a month", 24000, "24,000 a year (12 months a year)"),
        ("300 a quarter", 1200, "1,200 a year (4 quarters a year)"),
        ("40k im Jahr", 40000, ""),
        (
            "200 a day",
            "refused",
            "On how many days a year? Give it per year: 50,000 on 250 working days, 73,000 on all 365.",
        ),
    ],
)
def test_whom_it_reaches_is_read_per_year(typed: str, kept: Value, said: str) -> None:
    assert heard("candidate_a.6.reach", typed) == (kept, said)


@pytest.mark.parametrize(
    ("path", "typed", "kept", "said"),
    [
        ("labels.1.weeks", "a month, maybe 6 weeks", 5.15, "4.3 to 6 weeks, so 5.15"),
        ("labels.1.weeks", "a month or two", 6.5, "4.3 to 8.7, so 6.5 weeks (52 weeks are 12 months)"),
        ("labels.1.weeks", "6 to 8 weeks", 7, "6 to 8 weeks, so 7"),
        ("labels.1.weeks", "4 weeks to 2 months", 6.35, "4 to 8.7, so 6.35 weeks (52 weeks are 12 months)"),
        ("labels.1.weeks", "couple of weeks", 2, "2"),
        ("labels.1.weeks", "half a year", 26, "26 weeks"),
        ("labels.1.weeks", "a year and a half", 78, "78 weeks"),
        ("labels.1.weeks", "a fortnight", 2, "2"),
        ("labels.1.weeks", "a quarter", 13, "13 weeks (52 weeks are 12 months)"),
        (
            "labels.1.weeks",
            "until summer",
            "refused",
            "“until summer” is a day, and I need how long that is: how many weeks from now?",
        ),
        ("labels.1.weeks", "a few weeks", "refused", "How many weeks is “a few weeks”? A guess will do, like 6."),
        ("labels.1.weeks", "10 days", 2, "2 weeks (5 working days a week)"),
        ("labels.1.weeks", "10 hours", "refused", "“10 hours” speaks of another time. Give it in weeks."),
        (
            "plan.1.collect",
            "5/10/15 days",
            [1, 2, 3],
            "1 week (5 working days a week) | 2 weeks (5 working days a week) | 3 weeks (5 working days a week)",
        ),
        ("plan.1.collect", "1 fortnight / 2 fortnights / 3 fortnights", [2, 4, 6], "2 | 4 | 6"),
        ("mlops.1.minutes", "1/2 hour", 30, "30 minutes"),
        ("mlops.1.minutes", "3/4 of an hour", 45, "45 minutes"),
        ("plan.2.budget", "1/4 million", 250e3, "250,000"),
        ("labels.1.weeks", "1 month 2 weeks", 6.3, "6.3 weeks (52 weeks are 12 months)"),
        ("labels.1.weeks", "8w", 8, "8"),
        (
            "labels.1.weeks",
            "next month",
            "refused",
            "“next month” is a day, and I need how long that is: how many weeks from now?",
        ),
        ("mlops.1.minutes", "1 hour 30 minutes", 90, "90 minutes"),
        ("mlops.1.minutes", "three quarters of an hour", 45, "45 minutes"),
        ("mlops.1.minutes", "half a minute", 0.5, "0.5"),
        ("mlops.1.minutes", "10 minutes per document", 10, ""),
        ("mlops.1.minutes", "5m", 5, "5"),
        ("mlops.1.minutes", "impossible", "nobody", ""),
        ("candidate_a.1.effort", "3 months for two people", 6, "2 × 3 = 6"),
        ("candidate_a.1.effort", "2 people 3 months", 6, "2 × 3 = 6"),
        ("plan.2.budget", "€200.000,-", 200000, ""),
        ("candidate_a.1.effort", "a month or two", 1.5, "1 to 2 person-months, so 1.5"),
        ("candidate_a.1.effort", "half a year", 6, "6 person-months"),
        ("candidate_a.1.effort", "6 weeks", 1.4, "1.4 person-months (52 weeks are 12 months)"),
        ("candidate_a.1.effort", "a quarter", 3.0, "3"),
        ("candidate_a.1.effort", "2 months one person", 2.0, "1 × 2 = 2"),
        ("mlops.1.minutes", "half a day", 240, "240 minutes (8 hours a day)"),
        ("mlops.1.minutes", "a minute or two", 1.5, "1 to 2 minutes, so 1.5"),
        ("case.5.horizon", "36 months", 3, "3 years"),
        ("case.5.months", "1 / 2 / 3 years", [12, 24, 36], "12 months | 24 months | 36 months"),
        (
            "case.5.months",
            "a month or two",
            [1.0, 1.5, 2.0],
            "1 / 1.5 / 2",
        ),
        (
            "plan.1.train",
            "a month, maybe 6 weeks",
            [4.3, 5.15, 6.0],
            "4.3 / 5.15 / 6",
        ),
        ("plan.1.train", "2-4", [2.0, 3.0, 4.0], "2 / 3 / 4"),
        ("plan.1.train", "2 to 4 months", [8.7, 13.0, 17.3], "8.7 / 13 / 17.3 weeks (52 weeks are 12 months)"),
        ("case.5.months", "6-10, prob. 8", [6.0, 8.0, 10.0], "6 / 8 / 10"),
        ("case.5.training", "none", [0.0, 0.0, 0.0], "0 / 0 / 0"),
        ("need.4.ml", "140k / 60k / 310k, list price", [140e3, 60e3, 310e3], "140,000 / 60,000 / 310,000"),
        ("need.4.ml", "140k / ? / 310k, list price", [140e3, None, 310e3], "140,000 / ? / 310,000"),
    ],
)
def test_a_length_is_read_as_people_give_it(path: str, typed: str, kept: Value, said: str) -> None:
    assert heard(path, typed) == (kept, said)


MONTHLY = "84,000 a year (12 months a year) | 96,000 a year (12 months a year) | 108,000 a year (12 months a year)"


@pytest.mark.parametrize(
    ("path", "typed", "kept", "said"),
    [
        ("case.2.saving", "7k a month / 8k a month / 9k a month", [84e3, 96e3, 108e3], MONTHLY),
        ("case.2.saving", "7k / 8k / 9k a month", [84e3, 96e3, 108e3], MONTHLY),
        ("case.2.saving", "7-9k/month", [84e3, 96e3, 108e3], "84,000 / 96,000 / 108,000 a year (12 months a year)"),
        ("case.2.saving", "7k a month, 8k, 9k", "refused", "“7k a month” speaks of another time. Give it per year."),
        ("need.4.ml", "20k / 1k a month / 150k", [20e3, 12e3, 150e3], "12,000 a year (12 months a year)"),
        (
            "need.4.ml",
            "2k a month / 10k / 150k",
            "refused",
            "“2k a month” speaks of a time, and none is asked for here. Give the number alone.",
        ),
    ],
)
def test_so_much_a_month_is_read_as_what_it_comes_to_in_a_year(path: str, typed: str, kept: Value, said: str) -> None:
    assert heard(path, typed) == (kept, said)


@pytest.mark.parametrize(
    ("path", "typed", "kept", "said"),
    [
        ("plan.2.budget", "80k ± 10k", 80e3, "70,000 to 90,000, so 80,000"),
        ("plan.2.budget", "80k +/- 25%", 80e3, "60,000 to 100,000, so 80,000"),
        ("case.2.saving", "100k +- 30k", [70e3, 100e3, 130e3], "70,000 / 100,000 / 130,000"),
        ("case.2.saving", "100k (give or take 30%)", [70e3, 100e3, 130e3], "70,000 / 100,000 / 130,000"),
        ("mlops.1.requests", "400, give or take", 400, "400"),
        ("mlops.1.requests", "14-16% of 400", 60, "14–16% × 400 = 56 to 64 a day, so 60"),
        ("plan.2.budget", "10% of 200-300k", 25e3, "10% × 200,000–300,000 = 20,000 to 30,000, so 25,000"),
        ("plan.2.budget", "31 cents x 1.2 million rolls", 372e3, "0.31 × 1,200,000 = 372,000"),
        ("plan.2.budget", "9000 x 310 x 0,31 x 20 %", 172980, "9,000 × 310 × 0.31 × 20% = 172,980"),
        ("plan.2.budget", "0,31 € x 14% of 9 million rolls", 390600, "0.31 × 14% × 9,000,000 = EUR 390,600"),
    ],
)
def test_how_far_it_is_off_and_a_share_are_reckoned(path: str, typed: str, kept: Value, said: str) -> None:
    assert heard(path, typed) == (kept, said)


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("8-12k", 10000, "8,000 to 12,000, so 10,000"),
        ("EUR 8-12k", 10000, "EUR 8,000 to EUR 12,000, so EUR 10,000"),
        ("8k to 12k a year", 10000, "8,000 a year to 12,000 a year, so 10,000 a year"),
        ("40k, maybe 50k", 45000, "40,000 to 50,000, so 45,000"),
        ("5 to 6 %", 5.5, "5% to 6%, so 5.5%"),
        ("1.200", 1200, "1,200"),
    ],
)
def test_of_a_range_both_ends_are_said_back(typed: str, kept: Value, said: str) -> None:
    assert heard("problem.4.today", typed) == (kept, said)


@pytest.mark.parametrize(
    ("typed", "day", "said"),
    [
        ("september 27", "2026-09-27", "27 September 2026"),
        ("sept 27", "2026-09-27", "27 September 2026"),
        ("Sept 26", "2026-09-26", "26 September 2026"),
        ("june 32", "2032-06-30", "30 June 2032"),
        ("end of sept 27", "2027-09-30", "30 September 2027"),
        ("mid sept 27", "2027-09-15", "15 September 2027"),
        ("Sep '27", "2027-09-30", ""),
        ("march '27", "2027-03-31", ""),
        ("Sep-27", "2027-09-30", ""),
        ("27 sept", "2026-09-27", ""),
        ("sept 27th", "2026-09-27", ""),
        ("sept 5", "2026-09-05", ""),
        ("dec 31", "2026-12-31", ""),
    ],
)
def test_a_month_and_two_digits_are_said_back_where_they_may_be_a_year(typed: str, day: str, said: str) -> None:
    assert heard("plan.2.milestones", f"Launch; {typed}; 5k") == ([f"Launch\t{day}\t5000"], said)


@pytest.mark.parametrize("typed", ["june 99", "June 31", "feb 30"])
def test_what_is_neither_a_day_nor_a_likely_year_is_asked_about(typed: str) -> None:
    assert heard("plan.2.milestones", f"Launch; {typed}; 5k") == (
        "refused",
        f"Line 1: which year is “{typed}”? Type it like 2025-10-25, or Oct 2025 for the month, 2025-W40 for the week.",
    )


@pytest.mark.parametrize(
    ("typed", "day", "said"),
    [
        ("september 27", "2026-09-27", "27 September 2026"),
        ("30 June", "2026-06-30", "30 June 2026"),
        ("Q4", "2026-12-31", "31 December 2026"),
        ("end of May", "2026-05-31", "31 May 2026"),
        ("early june 27", "2027-06-10", "10 June 2027"),
        ("Sep '27", "2027-09-30", ""),
    ],
)
def test_a_day_to_come_without_its_year_is_the_next_one_and_said_back(typed: str, day: str, said: str) -> None:
    assert heard("candidate_a.5.by", typed) == (day, said)


OPEN = "“{}” is no one day. Give the latest it may be, like 2027-06-30; it can be moved later."


@pytest.mark.parametrize("path", ["candidate_a.5.by", "problem.4.by"])
@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("end of next year", "2027-12-31", "31 December 2027"),
        ("q3", "2026-09-30", "30 September 2026"),
        ("in q1", "2026-03-31", "31 March 2026"),
        ("q1 next year", "2027-03-31", "31 March 2027"),
        ("mid 2027", "2027-06-30", "30 June 2027"),
        ("mid next year", "2027-06-30", "30 June 2027"),
        ("beginning of 2027", "2027-01-01", "1 January 2027"),
        ("second half of 2027", "2027-12-31", "31 December 2027"),
        ("in 6 months", "2026-09-02", "2 September 2026"),
        ("in half a year", "2026-09-02", "2 September 2026"),
        ("by Christmas", "2026-12-25", "25 December 2026"),
        ("Christmas 2027", "2027-12-25", ""),
        ("year end", "2026-12-31", "31 December 2026"),
        ("by May 2027", "2027-05-31", ""),
        ("2027-06-30", "2027-06-30", ""),
        ("early 2027", "refused", OPEN.format("early 2027")),
        ("next spring", "refused", OPEN.format("next spring")),
        ("asap", "refused", OPEN.format("asap")),
        ("when the dpo says yes", "refused", OPEN.format("when the dpo says yes")),
    ],
)
def test_a_day_in_words_is_read_where_it_is_one(path: str, typed: str, kept: Value, said: str) -> None:
    assert heard(path, typed) == (kept, said)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Pilot; in 6 months; 12k", "2 September 2026"),
        ("Pilot; mid 2027; 12k", "30 June 2027"),
        ("Pilot; 2027-06-30; 12k", ""),
        ("Pilot - asap - 12k", "Line 1: " + OPEN.format("asap")),
        ("Pilot; 2027-06-30; 12k\nAll; when it is signed", "Line 2: " + OPEN.format("when it is signed")),
    ],
)
def test_a_day_in_words_stands_in_a_line_as_well(typed: str, said: str) -> None:
    assert heard("plan.2.milestones", typed)[1] == said

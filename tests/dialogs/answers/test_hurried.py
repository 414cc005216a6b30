"""What hurried people type into a box for a number: read as they mean it, or asked about; never as another number."""

import pytest

from dialogs.answers.fields import unknown
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.catalog import shipped
from tests.said_back import heard

EFFORT, STAFF, MINUTES, SAVING = "candidate_a.1.effort", "mlops.1.staff", "mlops.1.minutes", "case.2.saving"
REACH = "candidate_a.6.reach"


@pytest.mark.parametrize(
    ("path", "typed", "kept", "said"),
    [
        (EFFORT, "3 months, 2 people", 6, "2 × 3 = 6"),
        (EFFORT, "3 months and 2 people", 6, "2 × 3 = 6"),
        (EFFORT, "6 weeks, 2 devs", 2.8, "2 × 1.4 = 2.8 person-months (52 weeks are 12 months)"),
        (EFFORT, "half a year, two people", 12, "2 × 6 = 12 person-months"),
        (EFFORT, "3 months and 2 weeks", 3.5, "3.5"),
        (EFFORT, "5-6 man months", 5.5, "5 to 6 person-months, so 5.5"),
        (EFFORT, "5 man-months", 5, "5"),
        (EFFORT, "1 FTE year", 12, "12 person-months"),
        ("labels.1.weeks", "10 working days", 2, "2 weeks (5 working days a week)"),
        ("labels.1.weeks", "6 calendar weeks", 6, "6"),
        ("plan.1.train", "5 / 10 / 15 working days", [1, 2, 3], "1 week (5 working days a week)"
         " | 2 weeks (5 working days a week) | 3 weeks (5 working days a week)"),
        (EFFORT, "10 Arbeitstage", 0.48, "0.48 person-months (21 working days a month)"),
        (STAFF, "half a person", 240, "240 minutes a day (8 hours a day)"),
        (STAFF, "half an FTE", 240, "240 minutes a day (8 hours a day)"),
        (STAFF, "one clerk full time", 480, "480 minutes a day (8 hours a day)"),
        (STAFF, "2 people 1,5 hours a day", 180, "180 minutes a day"),
        (STAFF, "2 fitters, 1,5h each", 180, "180 minutes a day"),
        (STAFF, "2 planners, full-time", 960, "960 minutes a day (8 hours a day)"),
        (MINUTES, "1/2 min", 0.5, "0.5"),
        (MINUTES, "2 hrs 20", 140, "140 minutes"),
        (MINUTES, "1h 30m", 90, "90 minutes"),
        (MINUTES, "1m30s", 1.5, "1.5"),
        (REACH, "all 12,000 customers", 12000, "12,000"),
        (REACH, "all our 12k customers", 12000, "12,000"),
        (SAVING, "60k / 80k / 110k (the union must agree)", [60e3, 80e3, 110e3],
         "60,000 / 80,000 / 110,000 (the union must agree)"),
        ("case.3.people", "60 tys. / 5 tys. miesięcznie / 300 tys.", [60e3, 60e3, 300e3],
         "60,000 a year (12 months a year)"),
        ("case.3.people", "5k rocznie / 6k rocznie / 7k rocznie", [5e3, 6e3, 7e3], ""),
        ("case.3.people", "0 / 1k / 2k pr. måned", [0, 12e3, 24e3],
         "12,000 a year (12 months a year) | 24,000 a year (12 months a year)"),
        ("case.3.people", "0 / 15k a month / 240k", [0, 180e3, 240e3], "180,000 a year (12 months a year)"),
        ("case.3.people", "10k a month / 150k / 200k", [120e3, 150e3, 200e3], "120,000 a year (12 months a year)"),
        ("case.3.people", "0 / 1.5k a month / 3k a month", [0, 18e3, 36e3],
         "18,000 a year (12 months a year) | 36,000 a year (12 months a year)"),
        (SAVING, "60k / 80k (not approved yet) / 110k", [60e3, 80e3, 110e3], "80,000 (not approved yet)"),
        (SAVING, "40 x 5k / 50 x 5k / 60 x 5k", [200e3, 250e3, 300e3],
         "40 × 5,000 = 200,000 | 50 × 5,000 = 250,000 | 60 × 5,000 = 300,000"),
    ],
)  # fmt: skip
def test_is_read_as_they_mean_it(path: str, typed: str, kept: Value, said: str) -> None:
    assert heard(path, typed) == (kept, said)


@pytest.mark.parametrize(
    ("path", "typed", "asked"),
    [
        (STAFF, "half a post a week", "How much time is “0.5 fte a week”, and in which time?"),
        (STAFF, "1.5 people", "How much time is “1.5 people”, and in which time?"),
        (SAVING, "22k / 27k / £3k a month", "“£3k a month” speaks of another time. Give it per year."),
        ("plan.1.train", "2 / 3 / 1.5 months", "“1.5 months” speaks of another time. Give it in weeks."),
        (SAVING, "180k / 310k / 400k minus 20k", "Does what is multiplied, added or taken off in"),
        (SAVING, "2 x 60k / 130k / 150k", "Does what is multiplied, added or taken off in"),
    ],
)
def test_is_asked_about_where_it_may_be_another_number(path: str, typed: str, asked: str) -> None:
    kept, said = heard(path, typed)

    assert kept == "refused"
    assert said.startswith(asked)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Tom counts until Friday", Ignorance.NOT_KNOWN),
        ("finance will find it out by Monday", Ignorance.NOT_KNOWN),
        ("Mia will measure it next week", Ignorance.NOT_KNOWN),
        ("Tom counts 300 by Friday", None),
        ("Tom counts them daily", None),
    ],
)
def test_that_somebody_will_know_it_by_a_day_says_that_it_is_not_known(typed: str, kind: Ignorance | None) -> None:
    found = unknown(shipped().questions["mlops.1"], {"requests": typed})

    assert found.get("requests") == kind

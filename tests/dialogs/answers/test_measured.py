"""What a number of anything is measured in stays beside it; what changes the number does not."""

import pytest

from dialogs.answers.fields import parse
from dialogs.answers.numbers import written
from dialogs.answers.written import NOTHING, with_unit
from dialogs.catalog import shipped
from dialogs.errors import BadFields
from tests.said_back import TODAY, heard

TODAYS, GOAL = "problem.4.today", "problem.4.goal"
PROBLEM = shipped().questions["problem.4"]


@pytest.mark.parametrize(
    ("typed", "number", "unit"),
    [
        ("1250 kg", 1250, "# kg"),
        ("1.250 kg", 1250, "# kg"),
        ("600-700 kg", 650, "# kg"),
        ("600 kg to 700 kg", 650, "# kg"),
        ("1250 kilos a week", 1250, "# kilos a week"),
        ("1250 kg/week", 1250, "# kg/week"),
        ("40 pallets a day", 40, "# pallets a day"),
        ("40 to 50 pallets per day", 45, "# pallets per day"),
        ("3 tonnes", 3, "# tonnes"),
        ("12 kWh", 12, "# kWh"),
        ("about 350 litres", 350, "# litres"),
        ("85 complaints", 85, "# complaints"),
        ("eighty-five complaints, mostly late ones", 85, "# complaints"),
        ("12k complaints", 12e3, "# complaints"),
        ("85 customers", 85, "# customers"),
        ("30 people a month", 30, "# people a month"),
        ("12 times a day", 12, "# times a day"),
        ("-18 °C", -18, "# °C"),
        ("120 m²", 120, "# m²"),
        ("120 m2", 120, "# m2"),
        ("5 working days", 5, "# working days"),
        ("9 man-days", 9, "# man-days"),
        ("9 days", 9, "# days"),
        ("1h20", 80, "# minutes"),
        ("1h 20m", 80, "# minutes"),
        ("about 1 hour and 20 minutes", 80, "# minutes"),
    ],
)
def test_a_measure_stays_beside_the_number(typed: str, number: float, unit: str) -> None:
    for field in ("today", "goal"):
        kept = parse(PROBLEM, {field: typed}, TODAY)

        assert kept == {field: number}
        assert written(PROBLEM, {field: typed}, kept)[field].unit == unit


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.250 kg", "1,250 kg"),
        ("600-700 kg", "600 kg to 700 kg, so 650 kg"),
        ("1h20", "80 minutes"),
        ("two hundred pallets", "200 pallets"),
    ],
)
def test_what_could_be_another_number_is_said_back_with_its_measure(typed: str, said: str) -> None:
    assert heard(TODAYS, typed)[1] == said


@pytest.mark.parametrize(
    "typed",
    [
        *("62 purple bats", "30 kg less", "85 less", "1.2 t", "3 docenas", "2 gazillions", "3 milliers", "50 c"),
        *("kg 5", "40 pallets per shift", "12% complaints", "5 points", "2 twos", "9 this"),
        *("1:20", "1h75"),
    ],
)
def test_what_changes_the_number_or_is_not_known_does_not(typed: str) -> None:
    assert heard(TODAYS, typed)[0] == "refused"


@pytest.mark.parametrize(
    ("today", "goal"),
    [("1,250 kg", "900 kilos"), ("1,250 kg/week", "900 kg a week"), ("40 pallets", "30 Pallets"), ("9 hours", "8 h")],
)
def test_one_measure_in_two_spellings_is_one(today: str, goal: str) -> None:
    assert len(parse(PROBLEM, {"today": today, "goal": goal}, TODAY)) == 2


def test_two_measures_are_asked_about_by_their_names() -> None:
    with pytest.raises(BadFields) as refused:
        parse(PROBLEM, {"today": "40 pallets a day", "goal": "30 kg"}, TODAY)

    assert refused.value.problems[GOAL].values == {"own": "kg", "other": "pallets a day"}


@pytest.mark.parametrize("typed", ["under 100 kg", "100 kg or less", "at most 100 kg"])
def test_a_limit_may_have_one(typed: str) -> None:
    assert heard(GOAL, typed) == (100, "100 kg")


def test_an_input_shows_it_in_a_form_that_is_read_as_the_same() -> None:
    how = written(PROBLEM, {"today": "1250 kg/week"}, {"today": 1250.0}).get("today", NOTHING)

    assert with_unit("1250", how.unit) == "1250 kg/week"

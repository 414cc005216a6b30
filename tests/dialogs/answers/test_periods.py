"""A rate is told in the time in which it was typed."""

import pytest

from dialogs.answers import fields, numbers
from dialogs.answers.periods import asked_per, per_period, typed_per
from dialogs.answers.written import NOTHING
from dialogs.catalog import shipped
from tests.play import MONDAY


@pytest.mark.parametrize(
    ("question", "field", "typed", "many", "per"),
    [
        ("mlops.1", "requests", "214 a week", 214, "week"),
        ("mlops.1", "requests", "3 a month", 3, "month"),
        ("mlops.1", "requests", "1,000 a month", 1000, "month"),
        ("mlops.1", "requests", "2,000 a year", 2000, "year"),
        ("mlops.1", "requests", "12,345 a week", 12345, "week"),
        ("candidate_a.6", "reach", "40 a week", 40, "week"),
    ],
)
def test_it_comes_back_as_it_was_typed(question: str, field: str, typed: str, many: float, per: str) -> None:
    asked = shipped().questions[question]
    values = fields.parse(asked, {field: typed}, MONDAY.date())
    how = numbers.written(asked, {field: typed}, values)[field]

    assert typed_per(how) == per
    assert per_period(float(str(values[field])), per, asked_per(how)) == many


def test_what_was_typed_as_it_was_asked_for_has_no_other_time() -> None:
    assert (typed_per(NOTHING), asked_per(NOTHING)) == ("", "")

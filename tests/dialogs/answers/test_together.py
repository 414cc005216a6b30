"""Checks between the parts of one answer."""

import pytest

from dialogs.answers import together
from dialogs.catalog import shipped


@pytest.mark.parametrize(
    ("wrong", "said"), [(10.0, ""), (0.0, ""), (100.0, ""), (120.0, "in_a_hundred"), (-5.0, "in_a_hundred")]
)
def test_no_more_than_a_hundred_in_a_hundred_are_wrong(wrong: float, said: str) -> None:
    question = shipped().questions["eval.6"]

    found = together.problems(question, {"case": [12.0, 20.0, wrong]})

    assert [one.key for one in found.values()] == ([f"problem.{said}"] if said else [])

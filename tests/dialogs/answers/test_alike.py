"""A bare number beside a share of the same quantity is one, too; what counts something is not."""

import pytest

from dialogs.answers.fields import parse
from dialogs.answers.numbers import written
from dialogs.catalog import shipped
from dialogs.errors import BadFields
from tests.said_back import TODAY


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        ("problem.4", {"today": "4,2%", "goal": "2,5"}, {"today": 4.2, "goal": 2.5}),
        ("problem.4", {"today": "4.2", "goal": "ca. 2.5 percent"}, {"today": 4.2, "goal": 2.5}),
        ("problem.4", {"today": "-4%", "goal": "-2"}, {"today": -4, "goal": -2}),
        ("problem.4", {"today": "85", "goal": "40%"}, {"today": 85, "goal": 40}),
        ("candidate_a.2", {"hlp": "roughly 80%", "target": "93,5"}, {"hlp": 0.8, "target": 0.935}),
        ("candidate_a.2", {"hlp": "80", "target": "93%"}, {"hlp": 0.8, "target": 0.93}),
        ("candidate_a.5", {"history": "2025-12-31 68%\n2026-01-31 70%", "target": "85"}, {"target": 0.85}),
    ],
)
def test_it_is_read_as_a_share_and_shown_as_one(question: str, typed: dict[str, str], kept: dict[str, float]) -> None:
    asked = shipped().questions[question]
    values = parse(asked, typed, TODAY)
    how = written(asked, typed, values)

    for field, number in kept.items():
        assert values[field] == pytest.approx(number)
        assert how[field].unit == "%"


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        ("problem.4", {"today": "12%", "goal": "0"}, {"today": 12, "goal": 0}),
        ("problem.4", {"today": "3,900", "goal": "0%"}, {"today": 3900, "goal": 0}),
        ("problem.4", {"today": "12", "goal": "10"}, {"today": 12, "goal": 10}),
        ("problem.4", {"today": "EUR 12", "goal": "10"}, {"today": 12, "goal": 10}),
        ("candidate_a.2", {"hlp": "80%", "target": "0.9"}, {"hlp": 0.8, "target": 0.9}),
    ],
)
def test_what_is_no_share_stays(question: str, typed: dict[str, str], kept: dict[str, float]) -> None:
    values = parse(shipped().questions[question], typed, TODAY)

    assert {field: values[field] for field in kept} == kept


def test_without_a_sign_two_scales_are_asked_about() -> None:
    with pytest.raises(BadFields) as refused:
        parse(shipped().questions["candidate_a.2"], {"hlp": "0.8", "target": "93"}, TODAY)

    assert refused.value.problems["candidate_a.2.target"].key == "problem.scale_share"

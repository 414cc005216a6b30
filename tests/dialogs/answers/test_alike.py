"""A bare number beside a share of the same quantity is one, too; what counts something is not."""

import pytest

from bot.words.sentences import spoken
from dialogs.answers.alike import with_percent
from dialogs.answers.fields import parse
from dialogs.answers.numbers import written
from dialogs.answers.written import Written
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
        ("candidate_a.5", {"history": "2025-11 17,2%\n2025-12 15,6 %", "target": "15,4"}, {"target": 0.154}),
        (
            "candidate_a.5",
            {"history": "Month;Errors %\n2025-11;17,2\n2025-12;15,6", "target": "15,4"},
            {"target": 0.154},
        ),
        ("candidate_a.5", {"history": "Errors (in %)\n17.2\n0.6", "target": "15,4"}, {"target": 0.154}),
        ("candidate_a.5", {"history": "error rate in percent\n17.2\n15.6", "target": "15,4"}, {"target": 0.154}),
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


@pytest.mark.parametrize(
    ("head", "values", "kept"),
    [
        ("Month;Accuracy %", ("85,5", "87"), ["2025-11-30\t0.855", "2025-12-31\t0.87"]),
        ("Month;Accuracy in per cent", ("85,5", "0,5"), ["2025-11-30\t0.855", "2025-12-31\t0.005"]),
        ("Month;Accuracy %", ("0,85", "0,87"), ["2025-11-30\t0.85", "2025-12-31\t0.87"]),
        ("Month;Accuracy", ("85,5", "87"), ["2025-11-30\t85.5", "2025-12-31\t87"]),
    ],
)
def test_a_sign_in_the_heading_is_that_of_all_values(head: str, values: tuple[str, str], kept: list[str]) -> None:
    history = f"{head}\n2025-11;{values[0]}\n2025-12;{values[1]}"

    assert parse(shipped().questions["candidate_a.5"], {"history": history}, TODAY)["history"] == kept


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        ("candidate_a.2", {"hlp": "80%", "target": "150"}, "shares like 80%; give this one the same way, like 85%."),
        ("candidate_a.5", {"history": "17,2%\n15,6%", "target": "150"}, "shares like 15.6%; give this one"),
        (
            "candidate_a.5",
            {"history": "0.172\n0.156", "target": "15"},
            "shares like 0.156; give this one the same way, 0.85",
        ),
        ("candidate_a.5", {"history": "17,2%\n15,6%", "target": "120%"}, "between 0% and 100%: 120% does not."),
        ("candidate_a.5", {"history": "0.172\n0.156", "target": "1.2"}, "between 0 and 1: 1.2 does not."),
    ],
)
def test_a_refusal_quotes_what_was_typed(question: str, typed: dict[str, str], said: str) -> None:
    with pytest.raises(BadFields) as refused:
        parse(shipped().questions[question], typed, TODAY)

    assert said in spoken(refused.value.problems[f"{question}.target"])


def test_what_stood_with_its_sign_goes_for_what_is_typed_beside_it() -> None:
    asked, stood = shipped().questions["candidate_a.5"], {"history": Written(unit="%")}

    assert with_percent(asked, {"target": "15,4"}, stood) == {"target": "15,4%"}
    assert with_percent(asked, {"target": "15,4"}, {"history": Written()}) == {"target": "15,4"}

"""A change, and a share beside what is none, are no number: what they would come to is named, and asked for."""

import pytest

from bot.words.sentences import spoken
from dialogs.answers.changes import Change, read
from dialogs.answers.fields import parse
from dialogs.catalog import shipped
from dialogs.errors import BadFields
from tests.said_back import TODAY, heard


def said(question: str, **entries: str) -> dict[str, str]:
    """What is wrong with the entries, by field; nothing where all of them can be kept."""
    try:
        parse(shipped().questions[question], entries, TODAY)
    except BadFields as refused:
        return {path.rpartition(".")[2]: spoken(sentence) for path, sentence in refused.problems.items()}
    return {}


@pytest.mark.parametrize(
    ("today", "goal", "of", "number"),
    [
        ("1,250", "30% less", "1,250", "875"),
        ("1,250", "a third less", "1,250", "833"),
        ("1,250", "halve it", "1,250", "625"),
        ("1,250", "cut in half", "1,250", "625"),
        ("1,250", "roughly half as many", "1,250", "625"),
        ("1,250", "half of today", "1,250", "625"),
        ("1,250", "minus 30%", "1,250", "875"),
        ("1,250", "-30%", "1,250", "875"),
        ("1,250", "+30%", "1,250", "1,625"),
        ("1,250", "reduce by 30 percent", "1,250", "875"),
        ("1,250", "30% weniger", "1,250", "875"),
        ("1,250", "at least 30% less than today", "1,250", "875"),
        ("1,250", "20% fewer complaints", "1,250", "1,000"),
        ("1,250", "double", "1,250", "2,500"),
        ("1,250", "10 fewer", "1,250", "1,240"),
        ("1.250 kg", "50 kg less", "1,250 kg", "1,200 kg"),
        ("EUR 1.2M", "a third less", "EUR 1,200,000", "EUR 800,000"),
    ],
)
def test_a_change_is_told_with_what_it_comes_to(today: str, goal: str, of: str, number: str) -> None:
    sentence = f"“{goal}” is a change. Of {of} that would be {number}: type the number it comes to."

    assert said("problem.4", today=today, goal=goal) == {"goal": sentence}


@pytest.mark.parametrize(
    ("question", "entries", "field"),
    [
        ("problem.4", {"goal": "30% less"}, "goal"),
        ("problem.4", {"today": "30% less"}, "today"),
        ("problem.4", {"today": "1,250", "goal": "by a third"}, "goal"),
        ("problem.4", {"today": "12%", "goal": "30% less"}, "goal"),
        ("problem.4", {"today": "2 tonnes", "goal": "50 kg less"}, "goal"),
        ("problem.4", {"today": "1,250", "goal": "two more clerks"}, "goal"),
        ("candidate_a.2", {"target": "halve it"}, "target"),
    ],
)
def test_where_it_cannot_be_reckoned_the_number_is_asked_for(
    question: str, entries: dict[str, str], field: str
) -> None:
    sentence = f"“{entries[field]}” is a change. Type the number it comes to."

    assert said(question, **entries) == {field: sentence}


@pytest.mark.parametrize(
    ("today", "goal"),
    [("-10%", "-30%"), ("+5%", "+8%"), ("", "-30%"), ("40%", "less than 30%"), ("1,250", "under 900"), ("40%", "half")],
)
def test_a_level_stays_one(today: str, goal: str) -> None:
    assert said("problem.4", today=today, goal=goal) == {}


@pytest.mark.parametrize(
    "typed", ["1,250", "30%", "half", "up to 900", "half a million", "200 per hour", "story " * 20]
)
def test_what_is_no_change_is_none(typed: str) -> None:
    assert read(typed) is None


def test_the_direction_may_be_left_open() -> None:
    assert read("by a third") == Change()
    assert Change().of(1250) is None


@pytest.mark.parametrize(
    ("today", "goal", "beside", "number"),
    [
        ("1.250", "roughly half", "1,250", "625"),
        ("1,250 kg", "half", "1,250 kg", "625 kg"),
        ("85", "half", "85", "42.5"),
        ("85 complaints", "40%", "85 complaints", "34 complaints"),
        ("9 days", "half", "9 days", "4.5 days"),
    ],
)
def test_a_share_beside_what_is_none_is_asked_about(today: str, goal: str, beside: str, number: str) -> None:
    no_share = f"“{goal}” is a share, and {beside} beside it is none."
    sentence = f"{no_share} Of {beside} that would be {number}: type the number itself."

    assert said("problem.4", today=today, goal=goal) == {"goal": sentence}


@pytest.mark.parametrize("goal", ["3,900", "40 pallets"])
def test_so_is_what_is_none_beside_a_share(goal: str) -> None:
    sentence = f"“{goal}” is no share, and 12% beside it is one. Type both in per cent, or both as numbers."

    assert said("problem.4", today="12%", goal=goal) == {"goal": sentence}


def test_of_the_first_box_a_part_is_none() -> None:
    assert "change" not in str(heard("problem.4.today", "half of them")[1])

"""A remark that contradicts is told from one that adds something."""

import pytest

from dialogs.answers.dissent import says_otherwise


@pytest.mark.parametrize(
    "text",
    [
        "i dont agree with ana on 18 avoided a yr: with maker C at 15 min averages i'd say 10-12 at most",
        "I do not really agree.",
        "18 a year? i don’t believe it",
        "sorry, but I'd disagree here",
        "Disagree: one scheduled job would do",
        "fine so far, i see it differently for maker C",
        "we're not convinced by the 34%",
        "I doubt the 3 weeks",
        "I can't agree to that",
    ],
)
def test_a_contradiction(text: str) -> None:
    assert says_otherwise(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "maker C sends averages of 15 minutes only",
        "the vendors do not agree on a format",
        "legal objected last year, and took it back",
        "i agree with ana",
        "No doubt we need the gateway first",
        "the labels disagree in 4% of the cases",
        "I don't know who owns it",
        "we share the data with the insurer",
    ],
)
def test_a_detail(text: str) -> None:
    assert not says_otherwise(text)

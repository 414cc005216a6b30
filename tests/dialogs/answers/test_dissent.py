"""A remark that contradicts is told from one that adds something."""

import pytest

from dialogs.answers.dissent import is_disputed, says_otherwise


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


@pytest.mark.parametrize(
    ("text", "disputed"),
    [
        ("Jitka from Brno; pani Dvorakova (finance) disputes it: the graders are on contracts until 2028", True),
        ("Finance does not believe the 310k", True),
        ("Das Controlling bestreitet es", True),
        ("Finance, Q3, and nobody disputes it", False),
        ("Finance worked it out from the disputes of 2025", False),
        ("Finance, Q3", False),
    ],
)
def test_what_somebody_disputes_is_heard_whoever_reports_it(text: str, disputed: bool) -> None:
    assert is_disputed(text) is disputed

"""A payback is rounded and said in one place."""

import pytest

from bot.telling.months import month, returns, span, when
from bot.words.sentences import spoken
from dialogs.errors import Sentence


@pytest.mark.parametrize(
    ("months", "named", "inside", "whole"),
    [
        (None, "not in these years", "not in these years", "does not pay back in these years"),
        (0.0, "at once", "at once", "pays back at once"),
        (0.2, "month 1", "in month 1", "pays back in month 1"),
        (14.0, "month 14", "in month 14", "pays back in month 14"),
        (14.1, "month 15", "in month 15", "pays back in month 15"),
    ],
)
def test_a_payback_in_words(months: float | None, named: str, inside: str, whole: str) -> None:
    assert spoken(month(months)) == named
    assert spoken(when(months)) == inside
    assert spoken(returns(months)) == whole


@pytest.mark.parametrize(
    ("paybacks", "words"),
    [
        ((14.0, 11.5, 20.0), ["month 14", "12", "20"]),
        ((0.0, 0.0, 7.0), ["at once", "at once", "month 7"]),
        ((3.0, None, 3.0), ["month 3", "not in these years", "3"]),
        ((None, None), ["not in these years", "not in these years"]),
    ],
)
def test_in_a_row_the_month_is_named_once(paybacks: tuple[float | None, ...], words: list[str]) -> None:
    assert list(map(spoken, span(*paybacks))) == words


def test_the_words_are_looked_up_where_they_are_said() -> None:
    assert returns(3.0) == Sentence("payback.returns", {"when": Sentence("payback.in_month", {"month": 3})})

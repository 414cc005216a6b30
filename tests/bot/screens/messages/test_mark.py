"""The sign before an answer: a tick is for what was known or shown, and “no” to “Where is it?” shows nothing."""

import pytest

from bot.screens.messages.asked import mark
from dialogs.catalog import shipped
from dialogs.record.parts import Answer
from tests.play import ANA, MONDAY


@pytest.mark.parametrize(
    ("said", "known"),
    [
        pytest.param("no", False, id="no"),
        pytest.param("No, nobody has compared any.", False, id="no-and-why"),
        pytest.param("None", False, id="none"),
        pytest.param("Nein.", False, id="in-another-language"),
        pytest.param("we don't know", False, id="not-known"),
        pytest.param("Trees against rules, on the same weeks; Mia's notebook.", True, id="in-words"),
        pytest.param("No wiki, but here: https://git.example.com/compared", True, id="with-a-link"),
        pytest.param("No rule came near the trees on the May data.", True, id="a-sentence-that-begins-so"),
    ],
)
@pytest.mark.parametrize("question", ["exam.3", "retake.3"])
def test_that_there_is_no_comparison_has_no_tick(question: str, said: str, known: bool) -> None:
    asked = shipped().questions[question]
    answer = Answer(values={"comparison": said}, author=ANA, at=MONDAY, seq=1)

    assert mark(answer, asked)["known"] is known


def test_no_is_an_answer_where_nothing_was_to_be_shown() -> None:
    answer = Answer(values={"free": "no"}, author=ANA, at=MONDAY, seq=1)

    assert mark(answer, shipped().questions["data.4"])["known"]

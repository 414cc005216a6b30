"""The director's window says what was asked back in the words in which it was asked."""

import json

from bot.screens.modals import deciding
from bot.slack.handles import Handle
from dialogs.findings import Findings
from tests.endings import half_way
from tests.reading import placeholders


def test_the_word_that_was_asked_about_stands_in_the_directors_window() -> None:
    scoping = half_way()
    view = deciding.examine(Findings(scoping), Handle(scoping.id, "examine:exam", "1"))
    seen = json.dumps(view.to_dict(), ensure_ascii=False)

    assert "“probably” leaves it open. What do you know, and what is still a guess? (left as it is)" in seen
    assert placeholders(view.to_dict()) == []

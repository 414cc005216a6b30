"""Words as one would say them: what is cut, counted and listed reads like a sentence."""

import pytest

from bot.screens.modals import deciding
from bot.slack.handles import Handle
from bot.words.figures import closed
from dialogs.findings import Findings
from dialogs.flow.tasks import EXAMINE
from practice import reading
from tests.objected import BY_TOM, CALLS, RANDOM, examined, met
from tests.play import MONDAY
from tests.reading import words_of

CUT = {
    ("ask birgit whether she wants that, and set it up (on “When it is wrong”)", 60): (
        "ask birgit whether she wants that, and set it up…"
    ),
    ("ask birgit (ops) whether she wants that, and set it up now", 45): "ask birgit (ops) whether she wants that, and…",
    ("short (whole)", 40): "short (whole)",
    ("(all of it stands in one bracket that is long)", 20): "(all of it stands…",
}


@pytest.mark.parametrize(("given", "kept"), CUT.items(), ids=range(len(CUT)))
def test_no_bracket_is_left_open_by_a_cut(given: tuple[str, int], kept: str) -> None:
    assert closed(*given) == kept


def test_the_directors_window_shows_what_was_promised_with_an_answer() -> None:
    scoping = examined({"exam.5": RANDOM})
    met(scoping, "other_cases", "answered", "Twenty calls of the new branch show the same.", BY_TOM)
    view = deciding.examine(Findings(scoping), Handle(scoping.id, EXAMINE + "exam"), MONDAY)
    shown = reading.words([block.to_dict() for block in view.blocks or []], {})

    assert f"“Twenty calls of the new branch show the same.”; promised: {CALLS.rstrip('.')}, Tom, by Fri 3 Apr" in shown


def test_the_card_says_of_what_so_many_are_to_be_examined() -> None:
    scoping = examined({})

    assert "7 answers to examine" in words_of(scoping, "card")

"""Words corrected because a number in them is another by now move nothing that rests on them; other words do."""

import pytest

from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import State, stale_of
from dialogs.scoping.scoping import Scoping
from tests.dialogs.flow.corrected import correct, given, says, state, whole
from tests.play import ANA

SAID = "Customers leave before anyone notices: 3,900 of 40,000 a year, EUR 1.2M; finance counted it, sales owns it."


@pytest.fixture
def corrected() -> Scoping:
    """A goal that was corrected, and was told in the words of the problem."""
    scoping = whole()
    says(scoping, "problem.3.problem", SAID)
    says(scoping, "exam.1.problem", SAID)
    correct(scoping, "problem.4", goal=4200.0)
    assert state(scoping, "problem.3") is State.STALE
    return scoping


def asked(scoping: Scoping) -> set[str]:
    return set(stale_of(Findings(scoping), ANA))


@pytest.mark.parametrize(
    "words",
    [
        SAID.replace("3,900", "4,200"),
        SAID.replace("3,900 of", "4.1-4.3k (counted again) of"),
        SAID.replace("3,900", "Some thousands"),
    ],
)
def test_a_number_that_follows_moves_nothing_else(corrected: Scoping, words: str) -> None:
    before = asked(corrected)

    correct(corrected, "problem.3", problem=words)

    assert asked(corrected) < before
    assert "problem.3" not in {moved for id in asked(corrected) for moved in standing.moved_under(corrected, id)}


def test_words_that_follow_in_another_answer_move_nothing_either(corrected: Scoping) -> None:
    correct(corrected, "problem.3", problem=SAID.replace("3,900", "4,200"))

    assert given(corrected, "exam.1")["problem"] == SAID.replace("3,900", "4,200")
    assert not {"exam.1", "exam.2", "exam.4"} & asked(corrected)


@pytest.mark.parametrize(
    "words",
    [
        "Agents spend their mornings on lists: 4,200 customers are called twice a year.",
        SAID.replace("3,900", "4,200").replace("EUR 1.2M", "EUR 0.8M"),
    ],
)
def test_other_words_and_other_numbers_do(corrected: Scoping, words: str) -> None:
    before = asked(corrected)

    correct(corrected, "problem.3", problem=words)

    assert asked(corrected) - before


def test_what_states_the_old_number_is_still_asked_about(corrected: Scoping) -> None:
    says(corrected, "problem.5.means", "Enough to come down to 3,900.")

    correct(corrected, "problem.3", problem=SAID.replace("3,900", "4,200"))

    assert state(corrected, "problem.5") is State.STALE

"""What a message says of an answer that is asked about again: the grounds named are those that moved."""

from functools import cache

import pytest

from bot.screens.messages import conversation
from dialogs.findings import Findings
from dialogs.flow.standing import moved_under
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, reach


@cache
def _at_the_design() -> str:
    return reach("design", track="full").model_dump_json()


@pytest.fixture
def scoping() -> Scoping:
    return Scoping.model_validate_json(_at_the_design())


def revise(scoping: Scoping, question: str, **changed: object) -> None:
    answer = scoping.entries[question].answer
    assert answer
    scoping.answer({question: {**answer.values, **changed}}, ANA, MONDAY)  # type: ignore[dict-item]


def asked_again(scoping: Scoping, form: str) -> str:
    last = scoping.items[form].calls[-1].n
    messages = {message.key: message for message in conversation.messages(Findings(scoping))}
    return str(messages[f"turn:{form}:{last}"].blocks)


def test_another_candidates_new_name_moves_nothing_of_ours(scoping: Scoping) -> None:
    revise(scoping, "problem.4", metric="Customers lost in a year, all markets")
    revise(scoping, "solutions.1", b="A list the account managers keep")

    assert moved_under(scoping, "candidate_a.6") == ["problem.4"]
    said = asked_again(scoping, "candidate_a")
    assert "the business metric" in said
    assert "the candidates" not in said


def test_ones_own_new_name_is_named_as_what_moved(scoping: Scoping) -> None:
    revise(scoping, "solutions.1", a="A score for every contract")

    assert moved_under(scoping, "candidate_a.6") == ["solutions.1"]
    assert "the candidates" in asked_again(scoping, "candidate_a")

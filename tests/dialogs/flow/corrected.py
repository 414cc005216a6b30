"""A whole scoping in which something is corrected late."""

from functools import cache

from dialogs.answers.values import Value
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import State
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, reach


@cache
def _at_the_report() -> str:
    return reach("report", track="full").model_dump_json()


def whole() -> Scoping:
    return Scoping.model_validate_json(_at_the_report())


def given(scoping: Scoping, question: str) -> dict[str, Value]:
    answer = scoping.entries[question].answer
    assert answer
    return dict(answer.values)


def correct(scoping: Scoping, question: str, **changed: Value) -> None:
    scoping.answer({question: given(scoping, question) | changed}, ANA, MONDAY)


def says(scoping: Scoping, path: str, words: str) -> None:
    """As if somebody had said so from the beginning."""
    question, _, field = path.rpartition(".")
    for answer in scoping.entries[question].answers:
        answer.values[field] = words


def state(scoping: Scoping, question: str) -> State:
    return standing.state(Findings(scoping), question)

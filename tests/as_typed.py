"""A full track in which an answer is given as somebody typed it."""

from functools import cache

from dialogs.answers import fields, numbers
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, GOOD, MONDAY, reach
from tests.play import MONDAY as TODAY


def answered(question: str, field: str, typed: str, *, to: str = "case") -> Scoping:
    """A full track, up to a stage, in which one answer is given as it was typed."""
    scoping = Scoping.model_validate_json(_reached(to))
    asked = scoping.catalog.questions[question]
    values = fields.parse(asked, {field: typed}, TODAY.date())
    written = numbers.written(asked, {field: typed}, values)
    before = scoping.entries[question].answer
    assert before
    scoping.answer({question: {**before.values, **values}}, before.author, MONDAY, written={question: written})
    return scoping


@cache
def _reached(stage: str) -> str:
    scoping = reach(stage, track="full")
    if stage == "case":
        scoping.answer({"case.2": dict(GOOD["case.2"])}, ANA, MONDAY)
    return scoping.model_dump_json()

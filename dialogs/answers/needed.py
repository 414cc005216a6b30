"""Which fields of a question are wanted, and which are still open: neither a value nor a word why there is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Question


def wanted_fields(question: Question, values: Mapping[str, Value]) -> tuple[str, ...]:
    """The fields somebody has to say something of, by id, in the order they are asked."""
    return tuple(field.id for field in question.fields if _is_wanted(field, values))


def open_fields(question: Question, values: Mapping[str, Value], unknown: Collection[str]) -> tuple[str, ...]:
    """The fields that are wanted and have neither a value nor a state, by id, in the order they are asked.

    What may wait for its verdict is missed by the verdict, not by the form.
    """
    waiting = {field.id for field in question.fields if field.may_wait}
    return tuple(id for id in wanted_fields(question, values) if id not in {*values, *unknown, *waiting})


def _is_wanted(field: AnswerField, values: Mapping[str, Value]) -> bool:
    """Always, unless it is optional or goes with another answer; or because of what stands in another field."""
    chosen = any(values.get(name) in options for name, options in field.needed_when.items())
    always = not field.optional and not field.needed_when
    return always or chosen or field.needed_with in values

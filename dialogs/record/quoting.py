"""A question in the words of its scoping: labels and options that quote an answer, and what is known already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dialogs.catalog import AnswerField, Form, Question, Stage

if TYPE_CHECKING:
    from dialogs.answers.values import Value
    from dialogs.record.record import Record


_QUOTED = re.compile(r"\{([a-z_]+[\w.]*)\}")


def worded(scoping: Record, question: Question) -> Question:
    """The question with the answers it quotes written in; an option that quotes a missing answer is left out."""
    if not quotes(question.model_dump_json()):
        return question
    return question.model_copy(
        update={
            "label": filled(scoping, question.label),
            "ask": filled(scoping, question.ask),
            "more": filled(scoping, question.more),
            "fields": tuple(_field(scoping, field) for field in question.fields),
        }
    )


def title(scoping: Record, form: Form) -> str:
    """A form's title, completed by the answer it names."""
    named = scoping.text(form.names) if form.names else ""
    return f"{form.title}: {named}" if named else form.title


def filled(scoping: Record, text: str) -> str:
    """A text (or a path) with the answers it quotes written in; nothing where one is missing."""
    return _QUOTED.sub(lambda found: scoping.text(found[1]), text)


def quotes(text: str) -> bool:
    """Whether a text quotes an answer."""
    return bool(_QUOTED.search(text))


def offered(scoping: Record, field: AnswerField) -> dict[str, str]:
    """The options of a field in this scoping's words; one that quotes a missing answer is left out."""
    said = {id: filled(scoping, label) for id, label in field.options.items()}
    return {id: label for id, label in said.items() if label.strip() or not quotes(field.options[id])}


def known(scoping: Record, question: Question) -> dict[str, Value]:
    """What earlier answers say to a question that has none of its own yet, by field."""
    found = {field.id: _known(scoping, field) for field in question.fields if field.known_from}
    return {id: value for id, value in found.items() if value is not None}


def is_known(scoping: Record, question: Question) -> bool:
    """Whether earlier answers say all a question needs, so that it only has to be confirmed."""
    values = known(scoping, question)
    return all(field.id in values or field.optional for field in question.fields) and bool(values)


def _known(scoping: Record, field: AnswerField) -> Value | None:
    values = (scoping.value(filled(scoping, path)) for path in field.known_from)
    return next((value for value in values if value is not None and _fits(field, value)), None)


def _fits(field: AnswerField, value: Value) -> bool:
    return not field.options or value in field.options


def _field(scoping: Record, field: AnswerField) -> AnswerField:
    return field.model_copy(
        update={
            "label": filled(scoping, field.label),
            "hint": filled(scoping, field.hint),
            "options": offered(scoping, field),
        }
    )


def active_questions(scoping: Record, stage: Stage) -> list[Question]:
    """The questions of a stage that earlier answers leave standing."""
    return [question for question in stage.questions if applies(scoping, question)]


def applies(scoping: Record, question: Question) -> bool:
    """Whether earlier answers leave a question standing."""
    return all(_chosen(scoping, path) in options for path, options in question.when.items()) and not any(
        _chosen(scoping, path) in options for path, options in question.unless.items()
    )


def _chosen(scoping: Record, path: str) -> str | None:
    return scoping.choice(filled(scoping, path))

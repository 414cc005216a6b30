"""An answer as it is quoted beside another: by its question's name, in its own words, and whose it is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.telling.said import input_words, value_words
from bot.telling.unknown import field_name
from bot.words.figures import money
from bot.words.sentences import sentence
from dialogs.answers import tables
from dialogs.answers.periods import typed_per
from dialogs.answers.values import Value
from dialogs.answers.written import NOTHING, Written
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.record import quoting
from dialogs.record.parts import Answer
from dialogs.record.record import Record


class _Side(NamedTuple):
    """One answer beside others: its question, its field where there are several, its words, whose it is."""

    question: str
    field: str
    said: str
    who: str


def quoted(record: Record, path: str) -> dict[str, str]:
    """One answer: its question (and field, where it has several), its words or why there are none, whose it is."""
    side = _side(record, path)
    return {"label": ", ".join(filter(None, (side.question, side.field))), "said": side.said, "who": side.who}


def quoted_together(record: Record, paths: Iterable[str]) -> list[dict[str, str]]:
    """Several answers, those to one question on one line, each by its field's name."""
    by_question: dict[str, list[str]] = {}
    for path in paths:
        by_question.setdefault(path.rpartition(".")[0], []).append(path)
    return [_together(record, same) for same in by_question.values()]


def _together(record: Record, paths: Sequence[str]) -> dict[str, str]:
    if len(paths) == 1:
        return quoted(record, paths[0])
    sides = [_side(record, path) for path in paths]
    said = "; ".join(": ".join(filter(None, (side.field, side.said.rstrip(".")))) for side in sides)
    return {"label": sides[0].question, "said": said, "who": sides[0].who}


def _side(record: Record, path: str) -> _Side:
    id, _, field = path.rpartition(".")
    question, answer = quoting.worded(record, record.catalog.questions[id]), record.entries[id].answer
    value = record.value(path)
    asked = question.field(field)
    words = _unsaid(record, answer, asked) if value is None or answer is None else sums(question, asked, value, answer)
    return _Side(
        record.label(id),
        _field_name(question, asked, value),
        words,
        record.name(quoting.speaker(record, id) if answer else ""),
    )


def _unsaid(record: Record, answer: Answer | None, field: AnswerField) -> str:
    return (answer and input_words(record, answer, field)) or sentence("clash.blank")


def _field_name(question: Question, field: AnswerField, value: Value | None) -> str:
    """Which of several fields, without its directions; an option that was chosen names itself."""
    if len(question.fields) == 1 or (value is not None and field.kind in (Kind.CHOICE, Kind.CHOICES)):
        return ""
    return field_name(field)


def sums(question: Question, field: AnswerField, value: Value, answer: Answer) -> str:
    """A value of a version of an answer, in its unit or currency then; of a table with costs, what they come to."""
    currency, unit = str(answer.values.get("currency") or ""), answer.written.get(field.id, NOTHING).unit
    how = answer.written.get(field.id, NOTHING)
    words = value_words(field, value, unit, how if typed_per(how) else Written(about=how.about))
    if unit and not isinstance(value, list):
        return words
    if not currency or field.max is not None or field.whole:  # what has an upper end (years, a rate) is no money
        return words
    if field.kind is Kind.TABLE:
        total = _total(field, value)
        together = sentence("clash.together", count=len(tables.rows(field, value)), total=money(total, currency))
        return together if total else words
    return f"{currency} {words}" if field.kind in (Kind.NUMBER, Kind.RANGE, Kind.AMOUNTS) else words


def _total(field: AnswerField, value: Value) -> float:
    costs = [column.id for column in field.columns if column.kind is Kind.NUMBER]
    return sum(float(str(row[cost] or 0)) for row in tables.rows(field, value) for cost in costs)

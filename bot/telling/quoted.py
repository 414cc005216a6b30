"""An answer as it is quoted beside another: by its question's name, in its own words, and whose it is."""

from collections.abc import Iterable

from bot.telling.said import input_words, value_words
from bot.telling.unknown import field_name
from bot.words.figures import money
from bot.words.sentences import sentence
from dialogs.answers import tables
from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.record import quoting
from dialogs.record.parts import Answer
from dialogs.record.record import Record


def quoted(record: Record, path: str) -> dict[str, str]:
    """One answer: its question (and field, where it has several), its words or why there are none, whose it is."""
    id, _, field = path.rpartition(".")
    question, answer = quoting.worded(record, record.catalog.questions[id]), record.entries[id].answer
    value = record.value(path)
    asked = question.field(field)
    words = _unsaid(record, answer, asked) if value is None else sums(record, question, asked, value)
    label = ", ".join(filter(None, (record.label(id), _field_name(question, asked, value))))
    return {"label": label, "said": words, "who": record.name(answer.author if answer else "")}


def quoted_together(record: Record, paths: Iterable[str]) -> list[dict[str, str]]:
    """Several answers, those to one question on one line."""
    by_question: dict[str, list[str]] = {}
    for path in paths:
        by_question.setdefault(path.rpartition(".")[0], []).append(path)
    return [_together(record, id, [quoted(record, path) for path in same]) for id, same in by_question.items()]


def _together(record: Record, question: str, sides: list[dict[str, str]]) -> dict[str, str]:
    if len(sides) == 1:
        return sides[0]
    said = "; ".join(side["said"].rstrip(".") for side in sides)
    return {"label": record.label(question), "said": said, "who": sides[0]["who"]}


def _unsaid(record: Record, answer: Answer | None, field: AnswerField) -> str:
    return (answer and input_words(record, answer, field)) or sentence("clash.blank")


def _field_name(question: Question, field: AnswerField, value: Value | None) -> str:
    """Which of several fields, without its directions; an option that was chosen names itself."""
    if len(question.fields) == 1 or (value is not None and field.kind in (Kind.CHOICE, Kind.CHOICES)):
        return ""
    return field_name(field)


def sums(record: Record, question: Question, field: AnswerField, value: Value) -> str:
    """A value in the currency of its question; of a table with costs, what they come to."""
    currency, unit = record.text(f"{question.id}.currency"), record.written(f"{question.id}.{field.id}").unit
    words = value_words(field, value, unit)
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

"""Values as words: what an answer says, on one line."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.words.figures import dated, figure, labelled, shortened
from bot.words.sentences import sentence
from dialogs.answers.evidence import grade
from dialogs.answers.figures import plain
from dialogs.answers.histories import series
from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.record.parts import Entry
from dialogs.record.record import Record

NAMED = 6


def said(record: Record, question: Question) -> str:
    """The current answer to a question, its fields one after the other; empty where there is none."""
    entry = record.entries.get(question.id)
    answer = entry.answer if entry else None
    if answer is None:
        return ""
    if answer.skipped:
        return answer.skipped
    shown = [(field, answer.values[field.id]) for field in question.fields if field.id in answer.values]
    if len(question.fields) <= 3:
        return " · ".join(value_words(field, value) for field, value in shown)
    return " · ".join(labelled(field.label, value_words(field, value)) for field, value in shown)


def value_words(field: AnswerField, value: Value) -> str:
    """One value the way a person would write it."""
    if isinstance(value, list):
        return _LISTED.get(field.kind, _options)(field, value)
    if isinstance(value, (int, float)):
        return _measure(value) if field.kind is Kind.LEVEL else figure(float(value))
    if field.kind is Kind.DATE or (field.kind is Kind.MOMENT and not value.replace(".", "").isdigit()):
        return dated(date.fromisoformat(value))
    return field.options.get(value, value) if field.kind is Kind.CHOICE else value


def _numbers(field: AnswerField, value: list[float] | list[str]) -> str:
    return " / ".join(figure(float(number)) for number in value)


def _amounts(field: AnswerField, value: list[float] | list[str]) -> str:
    return " / ".join(f"{figure(number)} {part}" for number, part in zip(map(float, value), field.parts, strict=False))


def _options(field: AnswerField, value: list[float] | list[str]) -> str:
    return ", ".join(field.options.get(str(option), str(option)) for option in value)


def _rows(field: AnswerField, value: list[float] | list[str]) -> str:
    """How many lines, and what the first of them begin with."""
    names = [shortened(str(line).partition("\t")[0], 40) for line in value]
    shown = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    return sentence("placeholder.table_said", count=len(names), names=shown)


def _history(field: AnswerField, value: list[float] | list[str]) -> str:
    """How many points, and the first and the last value in time."""
    values = [number for _, number in series(value).points]
    first, last = _measure(values[0]), _measure(values[-1])
    return sentence("placeholder.series_said", count=len(values), first=first, last=last)


def _measure(number: float) -> str:
    """Three digits tell 0.712 from 0.714."""
    return figure(number) if abs(number) >= 100 else plain(float(f"{number:.3g}"))


_LISTED: Mapping[Kind, Callable[[AnswerField, list[float] | list[str]], str]] = {
    Kind.RANGE: _numbers,
    Kind.AMOUNTS: _amounts,
    Kind.TABLE: _rows,
    Kind.SERIES: _history,
}


def grade_words(record: Record, question: Question) -> str:
    """How the answer is evidenced: corrected by a person, or read from its words."""
    found = current_grade(record, question)
    return sentence(f"grade.{found}") if found else ""


def current_grade(record: Record, question: Question) -> str:
    """claim, linked or measured; empty where nothing is answered."""
    answer = record.entries.get(question.id, Entry()).answer
    if answer is None or answer.skipped:
        return ""
    return answer.corrected_grade or grade(question, answer.values, record.catalog.words)

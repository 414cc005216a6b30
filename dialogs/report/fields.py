"""What was given for one field, read by its kind: a day, a level in its unit, amounts, a table, a history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dialogs.answers.figures import grouped
from dialogs.answers.histories import series
from dialogs.answers.periods import asked_per, typed_per
from dialogs.answers.tables import rows
from dialogs.answers.text import cleaned
from dialogs.answers.values import Value
from dialogs.answers.written import NOTHING, PERCENT, Written, with_unit
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.record.record import Record
from dialogs.report.said import Cell, Said


def said(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    """What was given for one field."""
    return _READERS.get(field.kind, _typed)(record, question, field, value)


def _typed(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    return Said(field.id, field.label, field.kind, cleaned(str(value)), wants_link="link" in field.wants)


def _option(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    chosen = value if isinstance(value, list) else [value]
    text = "; ".join(cleaned(field.options.get(str(one), str(one))) for one in chosen)
    return Said(field.id, field.label, field.kind, text)


def _dated(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    unsure = _of_this(record, f"{question.id}.{field.id}", value).unsure
    return Said(field.id, field.label, field.kind, on=date.fromisoformat(str(value)), unsure=unsure)


def _moment(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    """A day, or a place on the scale of the history."""
    if "-" in str(value)[1:]:
        return _dated(record, question, field, value)
    return Said(field.id, field.label, field.kind, grouped(float(str(value))))


def _level(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    """Every digit that was given, in the unit it was given in: 0.712 is not 0.71."""
    unit = record.written(f"{question.id}.{field.id}").unit
    how = _of_this(record, f"{question.id}.{field.id}", value)
    return Said(
        field.id,
        field.label,
        field.kind,
        _in_unit(float(str(value)), unit),
        unit=unit,
        about=how.about,
        unsure=how.unsure,
        condition=how.condition,
    )


def _of_this(record: Record, path: str, value: Value) -> Written:
    """How a value was written; of an earlier version's, that is not looked for."""
    return record.written(path) if record.value(path) == value else NOTHING


def _in_unit(level: float, unit: str) -> str:
    """A metric's value as it was typed: a share in per cent, 200 ms."""
    if unit == PERCENT:
        return grouped(float(f"{level * 100:.12g}")) + PERCENT
    return with_unit(grouped(level), unit)


def _numbers(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    if isinstance(value, str) and value in field.words:
        return Said(field.id, field.label, field.kind, field.words[value][0])
    numbers = value if isinstance(value, list) else [value]
    currency = record.text(_currency(question, field))
    path = f"{question.id}.{field.id}"
    written = _of_this(record, path, value)
    return Said(
        field.id,
        field.label,
        field.kind,
        numbers=tuple(map(_part, numbers)),
        currency=currency,
        parts=field.parts,
        unit=record.written(path).unit,
        about=written.about,
        ends=dict(written.ends),
        unsure=written.unsure,
        condition=written.condition,
        per=typed_per(written),
        asked=asked_per(written),
        measure=written.measure,
    )


def _part(number: object) -> float | None:
    """One of several amounts; None for one that nobody knows."""
    return None if number is None else float(str(number))


def _table(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    columns = tuple(column.label for column in field.columns)
    lines = tuple(tuple(map(_cell, row.values())) for row in rows(field, value))
    return Said(field.id, field.label, field.kind, columns=columns, rows=lines)


def _history(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    unit = record.written(f"{question.id}.{field.id}").unit
    points = tuple((time, _in_unit(level, unit)) for time, level in series(value).points)
    return Said(field.id, field.label, field.kind, rows=points, unit=unit)


def _cell(cell: Cell) -> Cell:
    return cleaned(cell) if isinstance(cell, str) else cell


def _currency(question: Question, field: AnswerField) -> str:
    """Where the currency of a sum stands; nowhere for what is counted in weeks, months or anything else."""
    if _TIMES & set(field.units):
        return ""
    return next((path for kind, ids, path in _SUMS if field.kind is kind and question.id.startswith(ids)), "")


_TIMES = frozenset({"week", "month"})
_SUMS = (
    (Kind.RANGE, "case.", "case.2.currency"),
    (Kind.AMOUNTS, "need.", "need.4.currency"),
    (Kind.NUMBER, "exam.2b", "exam.2b.currency"),
    (Kind.AMOUNTS, "exam.2b", "exam.2b.currency"),
    (Kind.NUMBER, "plan.2", "plan.2.currency"),
)


_READERS: Mapping[Kind, Callable[[Record, Question, AnswerField, Value], Said]] = {
    Kind.CHOICE: _option,
    Kind.CHOICES: _option,
    Kind.DATE: _dated,
    Kind.MOMENT: _moment,
    Kind.LEVEL: _level,
    Kind.NUMBER: _numbers,
    Kind.RANGE: _numbers,
    Kind.AMOUNTS: _numbers,
    Kind.TABLE: _table,
    Kind.SERIES: _history,
}

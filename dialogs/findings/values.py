"""Values of a record as the judgements want them."""

from __future__ import annotations

from datetime import date

from dialogs.record.record import Record


def answered(record: Record, *questions: str) -> bool:
    """Whether each of these has an answer; that it does not apply is one."""
    return all((entry := record.entries.get(question)) and entry.answer for question in questions)


def ticked(record: Record, path: str) -> list[str]:
    """The options that were ticked."""
    value = record.value(path)
    return [str(option) for option in value] if isinstance(value, list) else []


def is_higher(better: str | None) -> bool | None:
    """Whether a metric is the better the higher it is; None where nobody said."""
    return None if better is None else better == "higher"


def number(cell: object) -> float | None:
    return None if cell is None or cell == "" else float(str(cell))


def whole(cell: object) -> int:
    return round(number(cell) or 1)


def day(cell: object) -> date:
    assert isinstance(cell, date)
    return cell


def axis(time: date | float) -> float:
    """Days count from a fixed one: only the distance between two times matters."""
    return float(time.toordinal()) if isinstance(time, date) else float(time)

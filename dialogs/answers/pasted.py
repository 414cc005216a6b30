"""Reads what people paste, a table or a history, into plain lines; and writes them as they were typed."""

from collections.abc import Callable, Mapping
from datetime import date

from dialogs.answers.histories import read_history, typed_history
from dialogs.answers.tables import read_table, typed_table
from dialogs.answers.values import LONGEST, Unreadable, Value
from dialogs.catalog import AnswerField, Kind


def read(field: AnswerField, text: str, today: date) -> list[str]:
    """A table's or a history's lines, as they are kept. Raises Unreadable, which names the line.

    A table's days are from `today` on, a history's up to it.
    """
    _short_enough(text)
    kept = list(_READERS[field.kind](field, text, today))
    _short_enough(typed(field, kept))
    return kept


def _short_enough(text: str) -> None:
    if len(text) > LONGEST:
        raise Unreadable("problem.too_long", length=len(text), most=LONGEST)


def typed(field: AnswerField, value: Value) -> str:
    """What was kept, the way people type it: read again, it is the same."""
    return _WRITERS[field.kind](field, value)


_READERS: Mapping[Kind, Callable[[AnswerField, str, date], list[str]]] = {
    Kind.TABLE: read_table,
    Kind.SERIES: read_history,
}
_WRITERS: Mapping[Kind, Callable[[AnswerField, Value], str]] = {
    Kind.TABLE: typed_table,
    Kind.SERIES: typed_history,
}

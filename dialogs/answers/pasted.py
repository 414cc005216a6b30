"""Reads what people paste, a table or a history, into plain lines; writes them as typed; says what it left out."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from dialogs.answers.grids import lines_of
from dialogs.answers.histories import left_out_of_history, read_history, typed_history
from dialogs.answers.lines import LeftOut
from dialogs.answers.tables import left_out_of_table, read_table, typed_table
from dialogs.answers.values import LONGEST, Raw, Unreadable, Value
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import Sentence


def read(field: AnswerField, text: str, today: date) -> list[str]:
    """A table's or a history's lines, as they are kept. Raises Unreadable, which names the line.

    A table's days are from `today` on, a history's up to it. What is in no line of these `left_out` tells.
    """
    _short_enough(text)
    try:
        kept = _READERS[field.kind](field, text, today)
    except Unreadable as error:
        raise Unreadable.of(_perhaps_of_headings(error.faults, text)) from None
    _short_enough(typed(field, kept))
    return kept


def left_out(question: Question, entries: Mapping[str, Raw], values: Mapping[str, Value]) -> list[Sentence]:
    """A sentence for each line that was pasted and stands in no value: headings, and totals.

    `values` are what the `entries` were read as; a field without one left nothing out.
    """
    pasted = [field for field in question.fields if field.kind in _LEFT_OUT and field.id in values]
    found = [out for field in pasted for out in _LEFT_OUT[field.kind](field, str(entries.get(field.id) or ""))]
    return [Sentence(f"left_out.{out.why}", {"line": out.line, "entry": out.entry}) for out in found]


def example_line(field: AnswerField, examples: str) -> str:
    """The first row of a question's example, “a; b / c; d”; nothing where it does not read as one."""
    row = examples.partition(" / ")[0].strip()
    try:
        read(field, row, date.min)
    except Unreadable:
        return ""
    return row


def _short_enough(text: str) -> None:
    if len(text) > LONGEST:
        raise Unreadable("problem.too_long", length=len(text), most=LONGEST)


def _perhaps_of_headings(faults: Sequence[Sentence], text: str) -> Iterator[Sentence]:
    """The same; of a line that may be a heading, the first fault alone."""
    asked = False
    for fault in faults:
        said = _perhaps_of_a_heading(fault, text)
        if not (asked and "heading" in said.values):
            yield said
        asked |= "heading" in said.values


def _perhaps_of_a_heading(fault: Sentence, text: str) -> Sentence:
    """The same; of a first line without a digit it also says what to do with a heading."""
    key, values = fault
    lines = lines_of(text)
    if len(lines) < 2 or values.get("line") != lines[0].at or re.search(r"\d", lines[0].words):
        return fault
    return Sentence(key, {**values, "heading": True})


def typed(field: AnswerField, value: Value, unit: str = "") -> str:
    """What was kept, the way people type it, in the unit it was typed in: read again, it is the same."""
    return _WRITERS[field.kind](field, value, unit)


_READERS: Mapping[Kind, Callable[[AnswerField, str, date], list[str]]] = {
    Kind.TABLE: read_table,
    Kind.SERIES: read_history,
}
_WRITERS: Mapping[Kind, Callable[[AnswerField, Value, str], str]] = {
    Kind.TABLE: typed_table,
    Kind.SERIES: typed_history,
}
_LEFT_OUT: Mapping[Kind, Callable[[AnswerField, str], list[LeftOut]]] = {
    Kind.TABLE: left_out_of_table,
    Kind.SERIES: left_out_of_history,
}

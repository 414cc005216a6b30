"""Tables that were pasted: a line a row, a column a kind."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from dialogs.answers.days import days
from dialogs.answers.figures import grouped, plain
from dialogs.answers.lines import bounded, day_of, kept_lines, lines_of, number_of, words_of
from dialogs.answers.values import Cell, Unreadable, Value
from dialogs.catalog import AnswerField, Column, Kind

MOST_ROWS = 30
_TOTALS = ("total", "grand total", "sum", "sum total", "gesamt", "summe", "gesamtsumme")
_VAGUE = {
    *("soon", "later", "open", "unknown", "none", "n", "tba", "tbc", "tbd", "defined", "decided", "asap", "offen"),
    *("next", "mid", "early", "late", "after", "before", "once", "spring", "summer", "autumn", "winter"),
}


def rows(field: AnswerField, value: Value) -> list[dict[str, Cell]]:
    """The lines of a table that was kept, by column; None where a cell is blank."""
    return [
        {column.id: _TYPES.get(column.kind, str)(cell) if cell else None for column, cell in _by_column(field, line)}
        for line in kept_lines(value)
    ]


def columns_named(field: AnswerField) -> str:
    """Name ; Day ; [Cost]: the columns in order, with brackets around those that may be left out."""
    return " ; ".join(f"[{column.label}]" if column.optional else column.label for column in field.columns)


def read_table(field: AnswerField, text: str, today: date) -> list[str]:
    """A header, lines that only repeat the labels, and a total at the end are left out."""
    labels = [words_of(column.label).casefold() for column in field.columns]
    rows = [(at, cells) for at, line in lines_of(text) if (cells := _cells(line))]
    if len(rows) > 1 and _is_header(field, rows[0][1]):
        rows = rows[1:]
    if rows and _is_total(field, rows[-1][1]):
        rows = rows[:-1]
    rows = [(at, cells) for at, cells in rows if [cell.casefold() for cell in cells] != labels[: len(cells)]]
    if not rows:
        raise Unreadable("problem.table_empty", columns=columns_named(field))
    if len(rows) > MOST_ROWS:
        raise Unreadable("problem.table_rows", count=len(rows), most=MOST_ROWS)
    return [_row(field, at, cells, today) for at, cells in rows]


def _is_header(field: AnswerField, cells: Sequence[str]) -> bool:
    """Whether words stand wherever a number or a day belongs. “Soon” is no heading: that line is asked about."""
    typed_cells = [(column, cell) for column, cell in zip(field.columns, cells, strict=False) if cell]
    heads = [_heads(column, cell) for column, cell in typed_cells if column.kind is not Kind.LINE]
    return bool(heads) and all(heads)


def _heads(column: Column, cell: str) -> bool:
    """Cost (EUR); and “Likelihood 1-5”, which has digits, but the column's own name before them."""
    words = re.findall(r"[^\W\d_]+", cell.casefold())
    named = column.kind is Kind.NUMBER and cell.casefold().startswith(words_of(column.label).casefold())
    vague = any(word in _VAGUE or days(f"{word} 2000") for word in words)  # “end of May” is a day not yet fixed
    return bool(words) and not vague and (named or not re.search(r"\d", cell))


def _is_total(field: AnswerField, cells: Sequence[str]) -> bool:
    """Whether a line adds the others up: called so, and without the day that every other has."""
    days_needed = [at for at, column in enumerate(field.columns) if column.kind is Kind.DATE and not column.optional]
    blank = [at for at in days_needed if not "".join(cells[at : at + 1])]
    return bool(blank) and blank == days_needed and cells[0].strip(" *_:.").casefold() in _TOTALS


def _cells(line: str) -> list[str]:
    """A tab separates cells where there is one, else ; and | do, with or without | around the line."""
    if "\t" in line:
        parts = line.split("\t")
    elif "|" in line and not line.strip(" |:-"):
        parts = []  # the rule under a Markdown table's header
    else:
        line = line.strip()
        parts = re.split(r"[;|]", line[1:-1] if len(line) > 1 and line[0] == line[-1] == "|" else line)
    return _without_blank_ends([words_of(part) for part in parts])


def _without_blank_ends(cells: list[str]) -> list[str]:
    return cells[: max((at for at, cell in enumerate(cells, 1) if cell), default=0)]


def _row(field: AnswerField, line: int, cells: Sequence[str], today: date) -> str:
    needed = max((at for at, column in enumerate(field.columns, 1) if not column.optional), default=0)
    if not needed <= len(cells) <= len(field.columns):
        raise Unreadable("problem.line_cells", line=line, count=len(cells), columns=columns_named(field))
    return "\t".join(_cell(column, cell, line, today) for column, cell in zip(field.columns, cells, strict=False))


def _cell(column: Column, cell: str, line: int, today: date) -> str:
    if cell:
        return _CELLS.get(column.kind, _word_cell)(column, cell, line, today)
    if not column.optional:
        raise Unreadable("problem.line_empty", line=line, label=column.label)
    return ""


def _word_cell(column: Column, cell: str, line: int, today: date) -> str:
    return cell


def _number_cell(column: Column, cell: str, line: int, today: date) -> str:
    nouns = re.findall(r"[^\W\d_]+", column.label.casefold())
    number = number_of(cell, "problem.line_number", line, nouns, entry=cell, label=column.label)
    number = bounded(number, line, column.min, column.max, column.label)
    if column.whole and number != int(number):
        raise Unreadable("problem.line_whole", line=line, entry=cell, label=column.label)
    return plain(number)


def _day_cell(column: Column, cell: str, line: int, today: date) -> str:
    day = day_of(cell, line)
    if day is None:
        raise Unreadable("problem.line_day", line=line, entry=cell)
    if day < today:
        raise Unreadable("problem.past_date", line=line, entry=cell)
    return day.isoformat()


def _by_column(field: AnswerField, line: str) -> Iterator[tuple[Column, str]]:
    return zip(field.columns, [*line.split("\t"), *[""] * len(field.columns)], strict=False)


def typed_table(field: AnswerField, value: Value) -> str:
    return "\n".join(_row_typed([_cell_typed(*pair) for pair in _by_column(field, line)]) for line in kept_lines(value))


def _cell_typed(column: Column, cell: str) -> str:
    return grouped(float(cell)) if cell and column.kind is Kind.NUMBER else cell


def _row_typed(cells: list[str]) -> str:
    """Joined by ; unless somebody's words hold a mark that separates: then by tabs, as they must have come."""
    cells = _without_blank_ends(cells)
    return "".join(f"{cell}\t" for cell in cells) if re.search(r"[;|]", "".join(cells)) else " ; ".join(cells)


_CELLS: Mapping[Kind, Callable[[Column, str, int, date], str]] = {
    Kind.LINE: _word_cell,
    Kind.NUMBER: _number_cell,
    Kind.DATE: _day_cell,
}
_TYPES: Mapping[Kind, Callable[[str], Cell]] = {Kind.NUMBER: float, Kind.DATE: date.fromisoformat}

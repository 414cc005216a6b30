"""Tables that were pasted: a line a row, a column a kind."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from dialogs.answers import rough
from dialogs.answers.cells import figure_in
from dialogs.answers.days import is_doubtful, is_open, is_reckoned
from dialogs.answers.figures import grouped, plain
from dialogs.answers.grids import Line, lines_of, quoted
from dialogs.answers.headings import columns_in, repeats_labels
from dialogs.answers.lines import (
    HEADING,
    TOTAL,
    LeftOut,
    bounded,
    day_of,
    is_blank,
    is_ditto,
    kept_lines,
    says_none,
)
from dialogs.answers.marks import bare, without_bullet
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.unmarked import parted
from dialogs.answers.values import Cell, Unreadable, Value, every, tried
from dialogs.answers.written import Reckoned, Written
from dialogs.catalog import AnswerField, Column, Kind
from dialogs.errors import Sentence

MOST_ROWS = 30
_TOTALS = ("total", "grand total", "sum", "sum total", "gesamt", "summe", "gesamtsumme")


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
    """A line a row, its cells in the order of the columns. Headings and a total at the end are left out."""
    lines = _sheet(field, text).lines
    if not lines:
        raise Unreadable("problem.table_empty", columns=columns_named(field))
    if len(lines) > MOST_ROWS:
        raise Unreadable("problem.table_rows", count=len(lines), most=MOST_ROWS)
    rows, faults = tried(partial(_row, field, line, today) for line in lines)
    faults += _named_again(field, lines)
    if faults:
        raise Unreadable.of(faults)
    return rows


def _named_again(field: AnswerField, lines: Sequence[Line]) -> Iterator[Sentence]:
    """What is wrong where a name stands in two lines, and no day tells them apart."""
    if any(column.kind is Kind.DATE for column in field.columns):
        return
    seen: dict[str, int] = {}
    for line in lines:
        name = line.cells[0].casefold() if line.cells else ""
        if name and name in seen:
            yield Sentence("problem.line_again", {"line": line.at, "entry": line.cells[0], "first": seen[name]})
        seen[name] = line.at


def left_out_of_table(field: AnswerField, text: str) -> list[LeftOut]:
    """The headings and the total of a table that can be read, in the order of its lines."""
    return sorted(_sheet(field, text).left_out, key=lambda out: out.line)


class _Sheet(NamedTuple):
    """The lines of a table, their cells in the order of the columns; and the lines that are none of its rows."""

    lines: list[Line]
    left_out: list[LeftOut]


def _sheet(field: AnswerField, text: str) -> _Sheet:
    lines = _lines(field, text)
    headings = _headings(field, lines)
    above = _above(field, lines)
    order = columns_in(field, above[-1].cells) if above else None
    rows = every(partial(_placed, field, order or (), line) for line in lines if line not in headings)
    totals = [line for line in rows[-1:] if _is_total(field, line.cells)]
    left_out = [LeftOut(HEADING, line.at, line.words) for line in headings] + [
        LeftOut(TOTAL, line.at, line.words) for line in totals
    ]
    return _Sheet(_unlisted(field, rows[: len(rows) - len(totals)]), left_out)


def _lines(field: AnswerField, text: str) -> list[Line]:
    return [parted(field, line) for line in lines_of(text, commas=len(field.columns) > 1)]


def _headings(field: AnswerField, lines: Sequence[Line]) -> list[Line]:
    """The lines that name the columns: above all others, or once more between them."""
    above = _above(field, lines)
    known = {_folded(line.cells) for line in above}
    again = [line for line in lines if _folded(line.cells) in known or repeats_labels(field, line.cells)]
    return list(dict.fromkeys([*above, *again]))


def _above(field: AnswerField, lines: Sequence[Line]) -> list[Line]:
    return list(takewhile(lambda line: columns_in(field, line.cells), lines[:-1]))


def _folded(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.casefold() for cell in cells)


def _placed(field: AnswerField, order: Sequence[Column | None], line: Line) -> Line:
    """With its cells in the order of the field's columns. Raises Unreadable where a cell has no heading above it."""
    if list(order) == list(field.columns[: len(order)]):
        return line
    if len(line.cells) > len(order):
        raise _other_count(field, line)
    cells = {column.id: cell for column, cell in zip(order, line.cells, strict=False) if column}
    return line._replace(cells=tuple(_without_blank_ends([cells.get(column.id, "") for column in field.columns])))


def _is_total(field: AnswerField, cells: Sequence[str]) -> bool:
    """Whether a line adds the others up: called so, and without the day that every other has."""
    days_needed = [at for at, column in enumerate(field.columns) if column.kind is Kind.DATE and not column.optional]
    blank = [at for at in days_needed if not "".join(cells[at : at + 1])]
    return bool(blank) and blank == days_needed and cells[0].strip(" *_:.").casefold() in _TOTALS


def _unlisted(field: AnswerField, lines: list[Line]) -> list[Line]:
    """Without the signs of a list before words, and without numbers that only count the lines."""
    if _is_numbered_apart(field, lines):
        lines = [line._replace(cells=line.cells[1:]) for line in lines]
    before: list[Line] = []
    while before != lines:
        before = lines
        lines = [line._replace(cells=_without_bullets(field, line.cells)) for line in _unnumbered(lines)]
    return lines


def _is_numbered_apart(field: AnswerField, lines: list[Line]) -> bool:
    """Whether a first cell only counts the lines: words stand behind it where a number or a day belongs."""
    strict = len(field.columns) > 1 and field.columns[1].kind is not Kind.LINE
    wordy = all(len(line.cells) > 1 and not re.search(r"\d", line.cells[1]) for line in lines)
    return strict and wordy and _counts([line.cells[0] for line in lines])


def _unnumbered(lines: list[Line]) -> list[Line]:
    """1. Pilot, 2. Launch without their numbers; 3. Liga alone keeps its own."""
    while lines and _counts([line.cells[0] for line in lines], r"[.)]\s+(?=\S)"):
        lines = [line._replace(cells=(line.cells[0].split(maxsplit=1)[1], *line.cells[1:])) for line in lines]
    return lines


def _counts(cells: Sequence[str], behind: str = r"[.)]?$") -> bool:
    """Whether cells begin with 1, 2, 3 … or 0, 1, 2 …, each with the marks that stand behind a line's number."""
    found = [re.match(rf"(\d{{1,3}}){behind}", cell) for cell in cells]
    numbers = [int(one[1]) for one in found if one]
    return len(numbers) == len(cells) and numbers in (list(range(len(cells))), list(range(1, len(cells) + 1)))


def _without_bullets(field: AnswerField, cells: Sequence[str]) -> tuple[str, ...]:
    words = {at for at, column in enumerate(field.columns) if column.kind is Kind.LINE}
    return tuple(bare(without_bullet(cell)) if at in words else cell for at, cell in enumerate(cells))


def _without_blank_ends(cells: list[str]) -> list[str]:
    return cells[: max((at for at, cell in enumerate(cells, 1) if cell), default=0)]


def _row(field: AnswerField, line: Line, today: date) -> str:
    needed = max((at for at, column in enumerate(field.columns, 1) if not column.optional), default=0)
    if not needed <= len(line.cells) <= len(field.columns):
        raise _other_count(field, line)
    cells = every(
        partial(_cell, column, cell, line, today) for column, cell in zip(field.columns, line.cells, strict=False)
    )
    return "\t".join(_without_blank_ends(cells))


def _other_count(field: AnswerField, line: Line) -> Unreadable:
    columns = columns_named(field)
    count, most = len(line.cells), len(field.columns)
    return Unreadable("problem.line_cells", line=line.at, entry=line.words, count=count, most=most, columns=columns)


def _cell(column: Column, cell: str, line: Line, today: date) -> str:
    if is_ditto(cell):
        raise Unreadable("problem.line_ditto", line=line.at, entry=cell)
    if column.kind is Kind.LINE and column.optional and (ignorance_in(cell) or says_none(cell)):
        return ""
    unknown = column.kind is not Kind.LINE and ignorance_in(cell) is not None
    if not is_blank(cell) and not unknown:
        return _CELLS.get(column.kind, _word_cell)(column, cell, line.at, today)
    if not column.optional:
        key = "problem.line_not_known" if unknown else "problem.line_empty"
        raise Unreadable(key, line=line.at, entry=cell if unknown else line.words, label=column.label)
    return ""


def _word_cell(column: Column, cell: str, line: int, today: date) -> str:
    return cell


def _number_cell(column: Column, cell: str, line: int, today: date) -> str:
    key, values = "problem.line_number", {"entry": cell, "label": column.label, "least": column.min, "most": column.max}
    try:
        figure = figure_in(column, cell)
    except Unreadable:
        raise Unreadable(key, line=line, **values) from None
    if figure.percent:
        raise Unreadable(key, line=line, **values)
    number = bounded(figure.number, line, cell, column.min, column.max, column.label)
    if column.whole and number != int(number):
        raise Unreadable("problem.line_whole", line=line, entry=cell, label=column.label)
    return plain(number)


def written_in_table(field: AnswerField, text: str, value: Value) -> Written:
    """The numbers and days of a table that was read as this value in which one could read another, and as what."""
    figures = {cell: figure_in(column, cell) for column, cell in number_cells(field, text)}
    days = {
        cell: kept[column.id]
        for line, kept in zip(_sheet(field, text).lines, rows(field, value), strict=True)
        for column, cell in zip(field.columns, line.cells, strict=False)
    }
    doubtful = {cell: str(day) for cell, day in days.items() if isinstance(day, date) and _is_shown(cell, day)}
    unsure = {cell for cell in figures if rough.is_unsure(cell)}
    numbers = {cell: figure.number for cell, figure in figures.items() if figure.doubtful or cell in unsure}
    reckoned = {cell: Reckoned(ends=figures[cell].ends) for cell in numbers if figures[cell].ends}
    return Written(doubted=numbers | doubtful, reckoned=reckoned, typed=text.strip() if unsure or reckoned else "")


def _is_shown(cell: str, day: date) -> bool:
    return is_doubtful(cell, day) or is_reckoned(cell)


def number_cells(field: AnswerField, text: str) -> list[tuple[Column, str]]:
    """The cells of a table that can be read in which a number stands, as they were typed."""
    return [
        (column, cell)
        for line in _sheet(field, text).lines
        for column, cell in zip(field.columns, line.cells, strict=False)
        if column.kind is Kind.NUMBER and not is_blank(cell) and ignorance_in(cell) is None
    ]


def number_headings(field: AnswerField, text: str) -> list[str]:
    """What heads the columns of numbers in a table that can be read, as it was typed: Cost (EUR)."""
    headings = [line.cells for line in _headings(field, _lines(field, text))]
    return [
        cell
        for cells in headings
        for column, cell in zip(columns_in(field, cells) or (), cells, strict=False)
        if column and column.kind is Kind.NUMBER
    ]


def _day_cell(column: Column, cell: str, line: int, today: date) -> str:
    day = day_of(cell, line, today)
    if day is None:
        raise Unreadable("problem.open_day" if is_open(cell) else "problem.line_day", line=line, entry=cell)
    if day < today:
        raise Unreadable("problem.past_date", line=line, entry=cell)
    return day.isoformat()


def _by_column(field: AnswerField, line: str) -> Iterator[tuple[Column, str]]:
    return zip(field.columns, [*line.split("\t"), *[""] * len(field.columns)], strict=False)


def typed_table(field: AnswerField, value: Value, unit: str = "") -> str:
    return "\n".join(_row_typed([_cell_typed(*pair) for pair in _by_column(field, line)]) for line in kept_lines(value))


def _cell_typed(column: Column, cell: str) -> str:
    return grouped(float(cell)) if cell and column.kind is Kind.NUMBER else cell


def _row_typed(cells: list[str]) -> str:
    """Joined by ; unless somebody's words hold a mark that separates: then by tabs, as they must have come."""
    cells = [quoted(cell) for cell in _without_blank_ends(cells)]
    marks = r"[;|,]" if len(cells) == 1 else r"[;|]"
    return "".join(f"{cell}\t" for cell in cells) if re.search(marks, "".join(cells)) else " ; ".join(cells)


_CELLS: Mapping[Kind, Callable[[Column, str, int, date], str]] = {
    Kind.LINE: _word_cell,
    Kind.NUMBER: _number_cell,
    Kind.DATE: _day_cell,
}
_TYPES: Mapping[Kind, Callable[[str], Cell]] = {Kind.NUMBER: float, Kind.DATE: date.fromisoformat}

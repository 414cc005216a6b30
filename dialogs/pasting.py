"""Reads what people paste, a table or a metric's history, into plain lines; `rows` and `series` read those typed."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dialogs.catalog import AnswerField, Column, Kind
from dialogs.parsing import LARGEST, LONGEST, TIMES, Unreadable, Value, cleaned, days, figure

Cell = str | float | date | None
MOST_ROWS, MOST_POINTS = 30, 200

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_BESIDE = re.compile(r" ?[;:|] ?|, | ")
_DATE_COMMA = re.compile(r"(?<=\d{4}-\d\d-\d\d),|(?<=\d{4}-\d\d),")
_MARKS = r"\d.,'’_\u00a0\u202f"
_THREE_PLACES = re.compile(rf"(?<![{_MARKS}])([1-9]\d{{0,2}}(?P<mark>[.,])\d{{3}})(?![{_MARKS}])")
_TOTALS = ("total", "grand total", "sum", "sum total", "gesamt", "summe", "gesamtsumme")
_VAGUE = {
    *("soon", "later", "open", "unknown", "none", "n", "tba", "tbc", "tbd", "defined", "decided", "asap", "offen"),
    *("next", "mid", "early", "late", "after", "before", "once", "spring", "summer", "autumn", "winter"),
}


class Series(NamedTuple):
    """A metric's history in the order of time: points of (time, value), the times all days if `dated`, else numbers."""

    dated: bool
    points: tuple[tuple[float | date, float], ...]


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


def rows(field: AnswerField, value: Value) -> list[dict[str, Cell]]:
    """The lines of a table that was kept, by column; None where a cell is blank."""
    return [
        {column.id: _TYPES.get(column.kind, str)(cell) if cell else None for column, cell in _by_column(field, line)}
        for line in _kept(value)
    ]


def series(value: Value) -> Series:
    """The history that was kept."""
    points = [line.split("\t") for line in _kept(value)]
    dated = any("-" in time[1:] for time, _ in points)
    time_of: Callable[[str], float | date] = date.fromisoformat if dated else float
    return Series(dated, tuple((time_of(time), float(number)) for time, number in points))


def typed(field: AnswerField, value: Value) -> str:
    """What was kept, the way people type it: read again, it is the same."""
    return _WRITERS[field.kind](field, value)


def plain(number: float) -> str:
    """12000 or 0.00001: every digit, no thousands marked, no exponent."""
    return _trimmed(f"{Decimal(repr(number)):f}")


def grouped(number: float) -> str:
    """1,200 for twelve hundred, and 1.2340 for one and a bit: `figure` would take 1.234 for a thousand."""
    return _THREE_PLACES.sub(_decimal, _trimmed(f"{Decimal(repr(number)):,f}"))


def columns_named(field: AnswerField) -> str:
    """Name ; Day ; [Cost]: the columns in order, with brackets around those that may be left out."""
    return " ; ".join(f"[{column.label}]" if column.optional else column.label for column in field.columns)


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _decimal(three_places: re.Match[str]) -> str:
    """A fourth place says that a point was a decimal point; a comma stays what it is."""
    return three_places[0] + ("0" if three_places["mark"] == "." else "")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with something in them, counted as they stand."""
    return ((at, line) for at, line in enumerate(_LINE_END.split(text), 1) if cleaned(line))


def _kept(value: Value) -> list[str]:
    return [str(line) for line in value] if isinstance(value, list) else []


def _number(words: str, key: str, line: int, **values: object) -> float:
    try:
        return figure(words, TIMES if key == "problem.line_time" else ())
    except Unreadable:
        raise Unreadable(key, line=line, **values) from None


def _bounded(number: float, line: int, least: float | None = None, most: float | None = None, label: str = "") -> float:
    least, most = -LARGEST if least is None else least, LARGEST if most is None else most
    if number < least:
        raise Unreadable("problem.line_small", line=line, label=label, least=least)
    if number > most:
        raise Unreadable("problem.line_large", line=line, label=label, most=most)
    return number


def _day(words: str, line: int) -> date | None:
    found = days(words)
    if len(found) == 2:
        raise Unreadable("problem.line_two_days", line=line, entry=words, first=str(found[0]), second=str(found[1]))
    return found[0] if found else None


def _table(field: AnswerField, text: str, today: date) -> list[str]:
    """A header, lines that only repeat the labels, and a total at the end are left out."""
    labels = [_words(column.label).casefold() for column in field.columns]
    found = [(at, cells) for at, line in _lines(text) if (cells := _cells(line))]
    if len(found) > 1 and _is_header(field, found[0][1]):
        found = found[1:]
    if found and _is_total(field, found[-1][1]):
        found = found[:-1]
    found = [(at, cells) for at, cells in found if [cell.casefold() for cell in cells] != labels[: len(cells)]]
    if not found:
        raise Unreadable("problem.table_empty", columns=columns_named(field))
    if len(found) > MOST_ROWS:
        raise Unreadable("problem.table_rows", count=len(found), most=MOST_ROWS)
    return [_row(field, at, cells, today) for at, cells in found]


def _is_header(field: AnswerField, cells: Sequence[str]) -> bool:
    """Whether words stand wherever a number or a day belongs. “Soon” is no heading: that line is asked about."""
    typed_cells = [(column, cell) for column, cell in zip(field.columns, cells, strict=False) if cell]
    heads = [_heads(column, cell) for column, cell in typed_cells if column.kind is not Kind.LINE]
    return bool(heads) and all(heads)


def _heads(column: Column, cell: str) -> bool:
    """Cost (EUR); and “Likelihood 1-5”, which has digits, but the column's own name before them."""
    words = re.findall(r"[^\W\d_]+", cell.casefold())
    named = column.kind is Kind.NUMBER and cell.casefold().startswith(_words(column.label).casefold())
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
    return _without_blank_ends([_words(part) for part in parts])


def _words(text: str) -> str:
    return " ".join(cleaned(text).split())


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
    number = _number(cell, "problem.line_number", line, entry=cell, label=column.label)
    number = _bounded(number, line, column.min, column.max, column.label)
    if column.whole and number != int(number):
        raise Unreadable("problem.line_whole", line=line, entry=cell, label=column.label)
    return plain(number)


def _day_cell(column: Column, cell: str, line: int, today: date) -> str:
    day = _day(cell, line)
    if day is None:
        raise Unreadable("problem.line_day", line=line, entry=cell)
    if day < today:
        raise Unreadable("problem.past_date", line=line, entry=cell)
    return day.isoformat()


def _by_column(field: AnswerField, line: str) -> Iterator[tuple[Column, str]]:
    return zip(field.columns, [*line.split("\t"), *[""] * len(field.columns)], strict=False)


def _table_typed(field: AnswerField, value: Value) -> str:
    return "\n".join(_row_typed([_cell_typed(*pair) for pair in _by_column(field, line)]) for line in _kept(value))


def _cell_typed(column: Column, cell: str) -> str:
    return grouped(float(cell)) if cell and column.kind is Kind.NUMBER else cell


def _row_typed(cells: list[str]) -> str:
    """Joined by ; unless somebody's words hold a mark that separates: then by tabs, as they must have come."""
    cells = _without_blank_ends(cells)
    return "".join(f"{cell}\t" for cell in cells) if re.search(r"[;|]", "".join(cells)) else " ; ".join(cells)


class _Point(NamedTuple):
    """A line of a history; `axis` is the sort of its time (date, number or none), `entry` the value as typed."""

    line: int
    axis: str
    time: date | float
    value: float
    entry: str


def _history(field: AnswerField, text: str, today: date) -> list[str]:
    """A line a point, in the order of time. Lines without a time are counted: 1, 2, 3 …"""
    found = list(_lines(text))
    if len(found) > 1 and not re.search(r"\d", found[0][1]):
        found = found[1:]  # a header
    if len(found) > MOST_POINTS:
        raise Unreadable("problem.series_points", count=len(found), most=MOST_POINTS)
    points = [_point(at, line, count, today) for count, (at, line) in enumerate(found, 1)]
    _on_one_axis(points)
    _on_one_scale(points)
    points.sort(key=lambda point: point.time)
    return [f"{_time(point.time)}\t{plain(point.value)}" for point in points]


def _point(at: int, line: str, count: int, today: date) -> _Point:
    words, entry = _time_and_value(line)
    value = _share_or_number(entry, at)
    if not words:
        return _Point(at, "none", float(count), value, entry)
    if day := _day(words, at):
        if day > today and day != _month_end(today):  # the month that has begun is written as its last day
            raise Unreadable("problem.line_ahead", line=at, entry=words)
        return _Point(at, "date", day, value, entry)
    time = _bounded(_number(words, "problem.line_time", at, entry=words), at)
    return _Point(at, "number", time, value, entry)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _time(time: date | float) -> str:
    return time.isoformat() if isinstance(time, date) else plain(time)


def _time_and_value(line: str) -> tuple[str, str]:
    """The value is what stands behind the last separator, the time all before it."""
    line = re.sub(r"[ \t]+", " ", _DATE_COMMA.sub(", ", cleaned(line)))
    line = re.sub(r"[ \u00a0\u202f]%", "%", line).lstrip(" ;:,|").rstrip(" ;:,|.")
    *_, last = [None, *_BESIDE.finditer(line)]
    return (line[: last.start()].strip(" ;:,|"), line[last.end() :]) if last else ("", line)


def _share_or_number(entry: str, line: int) -> float:
    """A percentage becomes a share. A point is a decimal point: metrics come as 3.142, and not in thousands.

    Twelve digits are kept, more than any metric has.
    """
    three_places = _THREE_PLACES.search(entry)
    if three_places and three_places["mark"] == ",":
        raise Unreadable("problem.line_comma", line=line, entry=entry)
    words = _THREE_PLACES.sub(_decimal, entry.replace("%", ""))
    number = _bounded(_number(words, "problem.line_value", line, entry=entry), line)
    return float(f"{number / 100 if '%' in entry else number:.12g}")


def _on_one_axis(points: Sequence[_Point]) -> None:
    for point in points:
        if point.axis != points[0].axis:
            raise Unreadable("problem.series_axis", line=point.line, own=point.axis, before=points[0].axis)


def _on_one_scale(points: Sequence[_Point]) -> None:
    """71 among shares is asked about: it may be 71 % with its sign left out."""
    signed = [point for point in points if "%" in point.entry]
    shares = signed or [point for point in points if 0 < point.value < 1]
    bare = [point for point in points if "%" not in point.entry and abs(point.value) > 1]
    if bare and (signed or _fall_apart([point.value for point in points])):
        raise Unreadable("problem.series_shares", line=bare[0].line, entry=bare[0].entry, share=shares[0].entry)


def _fall_apart(values: Sequence[float]) -> bool:
    """Whether values from 0 to 100 lie on both sides of 1 with a factor of ten between, as shares and percentages do.

    A metric that crosses 1 by small steps (an error of 0.9, 1.1, 1.4) has no such gap.
    """
    shares, others = [value for value in values if 0 < value < 1], [value for value in values if value > 1]
    if not shares or not others or min(values) < 0 or max(values) > 100:
        return False
    return min(others) >= 10 * max(shares)


def _history_typed(field: AnswerField, value: Value) -> str:
    """Times that only count are left out, and last days of months are written as months."""
    times = [time for time, _ in series(value).points]
    values = [number for _, number in series(value).points]
    written = [_percent(number) for number in values] if _fall_apart(values) else [plain(number) for number in values]
    if times == list(range(1, len(times) + 1)):
        return "\n".join(written)
    return "\n".join(f"{time} {number}" for time, number in zip(_times_typed(times), written, strict=True))


def _percent(share: float) -> str:
    return plain(float(f"{share * 100:.12g}")) + "%"


def _times_typed(times: Sequence[date | float]) -> list[str]:
    months = all(isinstance(time, date) and time == _month_end(time) for time in times)
    return [str(time)[: 7 if months else 10] if isinstance(time, date) else grouped(time) for time in times]


_CELLS: Mapping[Kind, Callable[[Column, str, int, date], str]] = {
    Kind.LINE: _word_cell,
    Kind.NUMBER: _number_cell,
    Kind.DATE: _day_cell,
}
_TYPES: Mapping[Kind, Callable[[str], Cell]] = {Kind.NUMBER: float, Kind.DATE: date.fromisoformat}
_READERS: Mapping[Kind, Callable[[AnswerField, str, date], list[str]]] = {Kind.TABLE: _table, Kind.SERIES: _history}
_WRITERS: Mapping[Kind, Callable[[AnswerField, Value], str]] = {
    Kind.TABLE: _table_typed,
    Kind.SERIES: _history_typed,
}

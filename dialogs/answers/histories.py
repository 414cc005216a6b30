"""A metric's history that was pasted: a line a point, in the order of time."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from dialogs.answers.figures import Figure, figure, grouped, plain
from dialogs.answers.grids import Line, lines_of
from dialogs.answers.headings import heads_a_history
from dialogs.answers.history_lines import is_time, is_value, time_and_value, without_two_readings
from dialogs.answers.history_points import CHECKS, Point, fall_apart, in_years, month_end, time_kept
from dialogs.answers.lines import HEADING, LeftOut, bounded, day_of, figure_of, kept_lines
from dialogs.answers.number_words import METRICS, STEPS, folded
from dialogs.answers.number_words import PERCENT as PERCENT_WORDS
from dialogs.answers.thousands import Typed, settled, with_four_places
from dialogs.answers.values import Unreadable, Value, tried
from dialogs.answers.written import PERCENT
from dialogs.catalog import AnswerField
from dialogs.errors import Sentence

MOST_POINTS = 200

_VERSION = re.compile(r"v(?:ersion)?\.? ?\d+\.\d", re.IGNORECASE)
"""v1.9 and v1.10: no numbers, as the second is not less."""
_PER_CENT_SAID = re.compile(rf"%|\b(?:{'|'.join(sorted(PERCENT_WORDS))})\b")
_BRACKETED_SHARE = re.compile(r"^\((.*%)\)$")


class Series(NamedTuple):
    """A metric's history in the order of time: points of (time, value), the times all days if `dated`, else numbers."""

    dated: bool
    points: tuple[tuple[float | date, float], ...]


def series(value: Value) -> Series:
    """The history that was kept."""
    points = [line.split("\t") for line in kept_lines(value)]
    dated = any("-" in time[1:] for time, _ in points)
    time_of: Callable[[str], float | date] = date.fromisoformat if dated else float
    return Series(dated, tuple((time_of(time), float(number)) for time, number in points))


def read_history(field: AnswerField, text: str, today: date) -> list[str]:
    """A line a point, in the order of time. Lines without a time are counted: 1, 2, 3 …"""
    lines = _lines(text)
    if not lines.points:
        raise Unreadable("problem.series_empty")
    if len(lines.points) > MOST_POINTS:
        raise Unreadable("problem.series_points", count=len(lines.points), most=MOST_POINTS)
    without_two_readings(lines.points)
    points, faults = _points(lines, today)
    points, of_years = in_years(points, today)
    faults += [*of_years, *(fault for check in CHECKS for fault in check(points))]
    if faults:
        raise Unreadable.of(sorted(faults, key=lambda fault: int(str(fault.values.get("line", 0)))))
    points.sort(key=lambda point: point.time)
    return [f"{time_kept(point.time)}\t{plain(point.value)}" for point in points]


def left_out_of_history(field: AnswerField, text: str) -> list[LeftOut]:
    """The heading of a history that can be read."""
    return [LeftOut(HEADING, line.at, line.words) for line in _lines(text).headings]


class _Lines(NamedTuple):
    headings: list[Line]
    points: list[Line]


def _lines(text: str) -> _Lines:
    """The lines of a history, and those above that head it. Under “epoch,loss” and between quotes a comma separates."""
    lines = lines_of(text)
    headings = list(takewhile(lambda line: heads_a_history(line.words), lines[:-1]))
    if (headings and "," in headings[-1].words) or '","' in text:
        lines = lines_of(text, commas=True)
    return _Lines(headings, lines[len(headings) :])


_Parted = tuple[Line, str, str]
"""A line, its time and its value, as they were typed."""


def _points(lines: _Lines, today: date) -> tuple[list[Point], list[Sentence]]:
    """The lines as points, all values read in one way; and what is wrong with those that are none."""
    parted, faults = tried(partial(_time_value_and_line, line) for line in lines.points)
    parted = list(_in_per_cent(lines.headings, parted))
    (entries,), marks = _settled(parted)
    points, wrong = tried(
        partial(_point, line, count, words, _Entry(typed, clear), today)
        for count, ((line, words, typed), clear) in enumerate(zip(parted, entries, strict=True), 1)
    )
    return points, faults + marks + wrong


def _in_per_cent(headings: Sequence[Line], parted: Sequence[_Parted]) -> Sequence[_Parted]:
    """The values with the per cent sign that stands in the heading alone: “Month; accuracy in %”, and 85.

    Where none is above 1, they may be shares all the same: they stay.
    """
    signed = [entry for *_, entry in parted if _PER_CENT_SAID.search(folded(entry))]
    if signed or not headings or not _PER_CENT_SAID.search(folded(headings[-1].words)):
        return parted
    numbers = [number for *_, entry in parted if (number := _number(entry)) is not None]
    if not any(abs(number) > 1 for number in numbers):
        return parted
    return [(line, words, f"{entry}%" if entry[-1:].isdecimal() else entry) for line, words, entry in parted]


def _number(entry: str) -> float | None:
    try:
        return figure(with_four_places(entry), (), METRICS)
    except Unreadable:
        return None


def _settled(parted: Sequence[_Parted]) -> tuple[list[list[str]], list[Sentence]]:
    """The values of lines in one reading; as they were typed where that is open."""
    column = [Typed(line.at, entry) for line, _, entry in parted]
    read, faults = tried([partial(settled, column)])
    return read or [[typed.entry for typed in column]], faults


def _time_value_and_line(line: Line) -> _Parted:
    return line, *time_and_value(line)


class _Entry(NamedTuple):
    """A value as it was typed, and as it can be read in one way only."""

    typed: str
    clear: str


def _point(line: Line, count: int, words: str, typed: _Entry, today: date) -> Point:
    value, is_share = _share_or_number(typed, line.at)
    entry = typed.typed
    if not words:
        return Point(line.at, "none", float(count), value, entry, is_share)
    if day := day_of(words, line.at):
        if day > today and day != month_end(today):  # the month that has begun is written as its last day
            raise Unreadable("problem.line_ahead", line=line.at, entry=words)
        return Point(line.at, "date", day, value, entry, is_share, words)
    parts = [part for part in re.split(r",? ", words) if is_value(part) or is_time(part)]
    if len(line.cells) == 1 and not is_value(words) and len(parts) > 1:
        raise Unreadable("problem.line_point", line=line.at, entry=line.words, count=len(parts) + 1)
    if _VERSION.match(words):
        raise Unreadable("problem.line_time", line=line.at, entry=words)
    time = bounded(figure_of(words, "problem.line_time", line.at, STEPS, entry=words).number, line.at, words)
    return Point(line.at, "number", time, value, entry, is_share, words)


def _share_or_number(entry: _Entry, line: int) -> tuple[float, bool]:
    """A value, and whether it was in per cent: then it becomes a share.

    Twelve digits are kept, more than any metric has.
    """
    words = _BRACKETED_SHARE.sub(r"\1", entry.clear)
    figure = figure_of(words, "problem.line_value", line, METRICS, entry=entry.typed)
    if figure.number < 0 and "(" in words:  # less than nothing to a bookkeeper, and an aside to others
        raise Unreadable("problem.line_value", line=line, entry=entry.typed)
    number = bounded(figure.number, line, entry.typed)
    return float(f"{number / 100 if figure.percent else number:.12g}"), figure.percent


def last_value(text: str) -> Figure:
    """The last value of a history that can be read, with its unit."""
    lines = _lines(text)
    *_, (_, _, last) = _in_per_cent(lines.headings, [_time_value_and_line(line) for line in lines.points])
    entry = _BRACKETED_SHARE.sub(r"\1", with_four_places(last))
    return figure_of(entry, "problem.line_value", 0, METRICS)


def typed_history(field: AnswerField, value: Value, unit: str = "") -> str:
    """Times that only count are left out, last days of months are written as months; values with their unit."""
    points = series(value).points
    times, values = [time for time, _ in points], [number for _, number in points]
    write = _percent if unit == PERCENT or fall_apart(values) else _in_one_way
    behind = f" {unit}" if unit and unit != PERCENT else ""
    written = [write(number) + behind for number in values]
    if times == list(range(1, len(times) + 1)):
        return "\n".join(written)
    return "\n".join(f"{time} {number}" for time, number in zip(_times_typed(times), written, strict=True))


def _in_one_way(number: float) -> str:
    return with_four_places(plain(number))


def _percent(share: float) -> str:
    return plain(float(f"{share * 100:.12g}")) + PERCENT


def _times_typed(times: Sequence[date | float]) -> list[str]:
    months = all(isinstance(time, date) and time == month_end(time) for time in times)
    return [str(time)[: 7 if months else 10] if isinstance(time, date) else grouped(time) for time in times]

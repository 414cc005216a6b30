"""A metric's history that was pasted: a line a point, in the order of time."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dialogs.answers.figures import THREE_PLACES, grouped, plain, with_point
from dialogs.answers.lines import bounded, day_of, kept_lines, lines_of, number_of
from dialogs.answers.number_words import METRICS, STEPS
from dialogs.answers.text import cleaned
from dialogs.answers.values import Unreadable, Value
from dialogs.catalog import AnswerField

MOST_POINTS = 200

_BESIDE = re.compile(r" ?[;:|] ?|, | ")
_DATE_COMMA = re.compile(r"(?<=\d{4}-\d\d-\d\d),|(?<=\d{4}-\d\d),")

_WEEK = re.compile(r"(?:kw|cw|w|wk|week)\b|(?:kw|cw|w)\d", re.IGNORECASE)
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


class _Point(NamedTuple):
    """A line of a history; `axis` is the sort of its time (date, number or none), `entry` the value and `words` the
    time as typed."""

    line: int
    axis: str
    time: date | float
    value: float
    entry: str
    words: str = ""


def read_history(field: AnswerField, text: str, today: date) -> list[str]:
    """A line a point, in the order of time. Lines without a time are counted: 1, 2, 3 …"""
    lines = list(lines_of(text))
    if len(lines) > 1 and not re.search(r"\d", lines[0][1]):
        lines = lines[1:]  # a header
    if len(lines) > MOST_POINTS:
        raise Unreadable("problem.series_points", count=len(lines), most=MOST_POINTS)
    points = [_point(at, line, count, today) for count, (at, line) in enumerate(lines, 1)]
    _on_one_axis(points)
    _on_one_scale(points)
    _in_one_year(points)
    points.sort(key=lambda point: point.time)
    return [f"{_time(point.time)}\t{plain(point.value)}" for point in points]


def _point(at: int, line: str, count: int, today: date) -> _Point:
    words, entry = _time_and_value(line)
    value = _share_or_number(entry, at)
    if not words:
        return _Point(at, "none", float(count), value, entry)
    if day := day_of(words, at):
        if day > today and day != _month_end(today):  # the month that has begun is written as its last day
            raise Unreadable("problem.line_ahead", line=at, entry=words)
        return _Point(at, "date", day, value, entry)
    time = bounded(number_of(words, "problem.line_time", at, STEPS, entry=words), at)
    return _Point(at, "number", time, value, entry, words)


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
    three_places = THREE_PLACES.search(entry)
    if three_places and three_places["mark"] == ",":
        raise Unreadable("problem.line_comma", line=line, entry=entry)
    words = THREE_PLACES.sub(with_point, _BRACKETED_SHARE.sub(r"\1", entry).replace("%", ""))
    number = bounded(number_of(words, "problem.line_value", line, METRICS, entry=entry), line)
    return float(f"{number / 100 if '%' in entry else number:.12g}")


def _on_one_axis(points: Sequence[_Point]) -> None:
    for point in points:
        if point.axis != points[0].axis:
            raise Unreadable("problem.series_axis", line=point.line, own=point.axis, before=points[0].axis)


def _in_one_year(points: Sequence[_Point]) -> None:
    """Weeks that begin anew (W52, W01) are of two years, and do not say which."""
    for before, point in pairwise(points):
        falls = not isinstance(point.time, date) and not isinstance(before.time, date) and point.time < before.time
        if falls and _WEEK.match(point.words):
            raise Unreadable("problem.line_year", line=point.line, entry=point.words)


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


def typed_history(field: AnswerField, value: Value) -> str:
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

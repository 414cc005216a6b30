"""A metric's history that was pasted: a line a point, in the order of time."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise, takewhile
from typing import NamedTuple

from dialogs.answers.days import days, lacks_a_year
from dialogs.answers.figures import Figure, figure, grouped, plain
from dialogs.answers.grids import Line, lines_of
from dialogs.answers.headings import MEASURES, heads_a_history
from dialogs.answers.lines import HEADING, LeftOut, bounded, day_of, figure_of, is_blank, is_ditto, kept_lines
from dialogs.answers.marks import without_bullet
from dialogs.answers.number_words import METRIC_UNITS, METRICS, STEPS, currencies, folded, scales
from dialogs.answers.number_words import PERCENT as PERCENT_WORDS
from dialogs.answers.thousands import Typed, settled, with_four_places
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import Unreadable, Value, tried
from dialogs.answers.written import PERCENT
from dialogs.catalog import AnswerField
from dialogs.errors import Sentence

MOST_POINTS = 200

_BESIDE = re.compile(r" ?[;:|] ?|, | (?:[-–—=→]|[-=]>) | ")
_COMMA = re.compile(r"(\d+),(\d{1,2}|\d{4,}) ?%?$")
_NUMBERED_MONTH = re.compile(r"(\d{1,2})\. ([^\W\d_]{3,10})\.?,? (?:\d{4}|['’]?\d\d)\b")
_MOST_COMMAS = 4
_VERSION = re.compile(r"v(?:ersion)?\.? ?\d+\.\d", re.IGNORECASE)
"""v1.9 and v1.10: no numbers, as the second is not less."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_AND_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_OF_A_YEAR = re.compile(r"(?:kw|cw|w|wk|week|s|sem|semaine|semana|month|monat|mois|mes)(?:\b|(?=\d))", re.IGNORECASE)
_LAST_OF_A_YEAR = frozenset({12, 52, 53})
"""Months and weeks, behind which 1 begins anew."""
_PER_CENT = re.compile(
    rf"(?<=\d)[ \u00a0\u202f]?(?:%|per cent\b|(?:{'|'.join(sorted(PERCENT_WORDS))})\b)", re.IGNORECASE
)
_PER_CENT_SAID = re.compile(rf"%|\b(?:{'|'.join(sorted(PERCENT_WORDS))})\b")
_BRACKETED_SHARE = re.compile(r"^\((.*%)\)$")
_BEHIND = re.compile(r"(?<=\d) ((?:[^\W\d_]+\.? ){0,2}(?:[^\W\d_]+\.?|[€$£]))$")
_BRACKETED = re.compile(r" ?(\([^()]*\)|\[[^\[\]]*\])$")
_WORDS_BEHIND = re.compile(r"(?<=\d)%? ([^\W\d_]\D*)$")


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
    time as typed; the value `is_share` where it was in per cent."""

    line: int
    axis: str
    time: date | float
    value: float
    entry: str
    is_share: bool
    words: str = ""


def read_history(field: AnswerField, text: str, today: date) -> list[str]:
    """A line a point, in the order of time. Lines without a time are counted: 1, 2, 3 …"""
    lines = _lines(text)
    if not lines.points:
        raise Unreadable("problem.series_empty")
    if len(lines.points) > MOST_POINTS:
        raise Unreadable("problem.series_points", count=len(lines.points), most=MOST_POINTS)
    _without_two_readings(lines.points)
    points, faults = _points(lines, today)
    points, in_years = _in_years(points, today)
    checks = (_on_one_axis, _on_one_scale, _in_one_year, _once)
    faults += [*in_years, *(fault for check in checks for fault in check(points))]
    if faults:
        raise Unreadable.of(sorted(faults, key=lambda fault: int(str(fault.values.get("line", 0)))))
    points.sort(key=lambda point: point.time)
    return [f"{_time(point.time)}\t{plain(point.value)}" for point in points]


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


def _points(lines: _Lines, today: date) -> tuple[list[_Point], list[Sentence]]:
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
    return line, *_time_and_value(line)


class _Entry(NamedTuple):
    """A value as it was typed, and as it can be read in one way only."""

    typed: str
    clear: str


def _point(line: Line, count: int, words: str, typed: _Entry, today: date) -> _Point:
    value, is_share = _share_or_number(typed, line.at)
    entry = typed.typed
    if not words:
        return _Point(line.at, "none", float(count), value, entry, is_share)
    if day := day_of(words, line.at):
        if day > today and day != _month_end(today):  # the month that has begun is written as its last day
            raise Unreadable("problem.line_ahead", line=line.at, entry=words)
        return _Point(line.at, "date", day, value, entry, is_share, words)
    parts = [part for part in re.split(r",? ", words) if _is_value(part) or _is_time(part)]
    if len(line.cells) == 1 and not _is_value(words) and len(parts) > 1:
        raise Unreadable("problem.line_point", line=line.at, entry=line.words, count=len(parts) + 1)
    if _VERSION.match(words):
        raise Unreadable("problem.line_time", line=line.at, entry=words)
    time = bounded(figure_of(words, "problem.line_time", line.at, STEPS, entry=words).number, line.at, words)
    return _Point(line.at, "number", time, value, entry, is_share, words)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _time(time: date | float) -> str:
    return time.isoformat() if isinstance(time, date) else plain(time)


def _time_and_value(line: Line) -> tuple[str, str]:
    """Two cells; or of one what stands behind the last separator, and all before it.

    Raises Unreadable for three, and for a remark in brackets.
    """
    _without_remark(line)
    if len(line.cells) > 2:
        raise Unreadable("problem.line_point", line=line.at, entry=line.words, count=len(line.cells))
    if len(line.cells) == 2:
        words, entry = line.cells[0], line.cells[1]
    else:
        words, entry = _parted(without_bullet(line.cells[0]))
    words, entry = _numbered(without_bullet(words)), entry.strip(" ;:,|").rstrip(".")
    for cell in (words, entry):
        if is_ditto(cell):
            raise Unreadable("problem.line_ditto", line=line.at, entry=cell)
    if is_blank(entry) or ignorance_in(entry) or (not words and _is_time(entry)):
        raise Unreadable("problem.line_no_value", line=line.at, entry=line.words)
    return words, entry


def _without_remark(line: Line) -> None:
    """Raises Unreadable for 0.52 (old labels), and 2025-10 0.52 old labels; (0.52) is a value."""
    words = line.words
    bracketed = _BRACKETED.search(words)
    if bracketed and re.search(r"\d", words[: bracketed.start()]) and _is_remark(bracketed[1]):
        raise Unreadable("problem.line_aside", line=line.at, aside=bracketed[1], kept=words[: bracketed.start()])
    behind = _WORDS_BEHIND.search(_with_units(words)) if len(line.cells) == 1 else None
    kept = words.removesuffix(behind[1]).rstrip() if behind else ""
    if behind and _is_remark(behind[1]) and _is_point(*_parted(kept)):
        raise Unreadable("problem.line_aside", line=line.at, aside=behind[1], kept=kept)


def _is_remark(words: str) -> bool:
    """Whether a value stays the same without these words; not without “thousand” or “in %”."""
    said = set(re.findall(r"[^\W\d_]+", folded(words)))
    return not _is_value(words) and "%" not in words and not said & (PERCENT_WORDS | set(scales()))


def _is_point(time: str, value: str) -> bool:
    return (_is_time(time) or _is_value(time)) and _is_value(value)


def _parted(text: str) -> tuple[str, str]:
    """At the last separator, or at a comma between a time and a value. A metric's name before the value goes."""
    text = _with_units(text.strip(" ;:,|"))
    *_, last = [None, *_BESIDE.finditer(text)]
    way = _at_a_comma(text) or ((text[: last.start()], text[last.end() :]) if last else None)
    if way is None or not re.search(r"\d", text):
        return "", text
    before, _, name = way[0].rstrip(" ;:,|=").rpartition(" ")
    return (before if name.casefold() in MEASURES and before else way[0]).strip(" ;:,|"), way[1]


def _with_units(text: str) -> str:
    """Without the space before a per cent sign or a unit that stands behind a number at the end."""
    return _BEHIND.sub(_with_unit, _PER_CENT.sub("%", text))


def _with_unit(behind: re.Match[str]) -> str:
    """205ms, 1.5Mio EUR: what stands behind a number and belongs to it; no mark that separates stands between."""
    words = behind[1].casefold().replace(".", "").split()
    known = all(word in METRIC_UNITS or word in scales() or word in currencies() for word in words)
    return behind[1].replace(" ", "\u00a0") if known else behind[0]


def _at_a_comma(text: str) -> tuple[str, str] | None:
    """1,0.71 and 15 Jan 2024,71%: where one comma, and no other, has a time before it and a value behind it.

    Not of “Q1 18,5%” and “March 18,5”: there it is a decimal comma behind a month or quarter without its year.
    """
    time, _, value = text.rpartition(" ")
    if lacks_a_year(time.strip(" ;:,|")) and _DECIMAL_COMMA.match(value) and _is_value(value):
        return None
    commas = [at for at, character in enumerate(text) if character == ","]
    ways = [(text[:at], text[at + 1 :]) for at in commas]
    found = [way for way in ways[:_MOST_COMMAS] if _is_value(way[1]) and (_is_time(way[0]) or _is_value(way[0]))]
    return found[0] if len(found) == 1 and not _is_value(text) else None


_DECIMAL_COMMA = re.compile(r"(?!(?:19|20)\d\d,)\d+,\d")


def _is_time(words: str) -> bool:
    return bool(days(words)) or lacks_a_year(words)


def _is_value(words: str) -> bool:
    try:
        figure(words, (), METRICS | STEPS)
    except Unreadable:
        return False
    return True


def _numbered(words: str) -> str:
    """A time without the number of its line before it: “2) 2025-03”; a number alone is a time itself."""
    words = re.sub(r"^\d{1,3}[.)]\s+(?=\d{4}\b)|^\d{1,3}\)\s+(?=\S)", "", words)
    return re.sub(r"^(\d{1,3})[.)]$", r"\1", words)


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


def _without_two_readings(lines: Sequence[Line]) -> None:
    """1,71 … 2,73 … 3,78 is asked about: times that count and values, or values with decimal commas.

    So is 1. Jan 2025 … 2. Feb 2025 … 3. Mar 2025: lines that are numbered, or days.
    """
    for shape, key in ((_COMMA, "problem.series_comma"), (_NUMBERED_MONTH, "problem.series_numbered")):
        found = [shape.match(line.words) for line in lines]
        numbers = [int(one[1]) for one in found if one]
        steps = {after - before for before, after in pairwise(numbers)}
        if (
            len(numbers) == len(lines) >= 3
            and len(steps) == 1
            and steps != {0}
            and len({one[2] for one in found if one}) > 1
        ):
            raise Unreadable(key, line=lines[1].at, entry=lines[1].words)


def _in_years(points: list[_Point], today: date) -> tuple[list[_Point], list[Sentence]]:
    """2023, 2024, 2025 are years, 202511, 202512 months, each its last day; 1950, 2000, 2050 may count anything."""
    if len(points) > 1 and all(_YEAR_AND_MONTH.fullmatch(point.words) for point in points):
        return tried(
            partial(_ended, point, _month_end(date(int(point.words[:4]), int(point.words[4:]), 1)), today)
            for point in points
        )
    years = sorted(point.time for point in points if _YEAR.fullmatch(point.words) and isinstance(point.time, float))
    if len(years) != len(points) or len(years) < 2 or any(after - before != 1 for before, after in pairwise(years)):
        return points, []
    return tried(partial(_ended, point, date(int(point.words), 12, 31), today) for point in points)


def _ended(point: _Point, day: date, today: date) -> _Point:
    """A point at the last day of what was written."""
    if day > today and day != _month_end(today):
        raise Unreadable("problem.line_ahead", line=point.line, entry=point.words)
    return point._replace(axis="date", time=day)


def _on_one_axis(points: Sequence[_Point]) -> Iterator[Sentence]:
    for point in points:
        if point.axis != points[0].axis:
            said = {"line": point.line, "entry": _typed_point(point)}
            yield Sentence("problem.series_axis", said | {"own": point.axis, "before": points[0].axis})


def _typed_point(point: _Point) -> str:
    return f"{point.words} {point.entry}".strip()


def _in_one_year(points: Sequence[_Point]) -> Iterator[Sentence]:
    """Weeks and months that begin anew (W52, W01; 11, 12, 1) are of two years, and do not say which."""
    numbered = [(point.time, point) for point in points if not isinstance(point.time, date)]
    steps = [(before, time, point) for (before, _), (time, point) in pairwise(numbered)]
    rises = any(time > before for before, time, _ in steps)
    for before, time, point in steps:
        anew = rises and time == 1 and before in _LAST_OF_A_YEAR
        if anew or (time < before and _OF_A_YEAR.match(point.words)):
            yield Sentence("problem.line_year", {"line": point.line, "entry": point.words})


def _once(points: Sequence[_Point]) -> Iterator[Sentence]:
    """What is wrong with two points of the same time."""
    seen: dict[date | float, _Point] = {}
    for point in points:
        before = seen.setdefault(point.time, point)
        if before is not point:
            time = point.words if point.words == before.words else _time(point.time)
            yield Sentence("problem.line_again", {"first": before.line, "line": point.line, "entry": time})


def _on_one_scale(points: Sequence[_Point]) -> Iterator[Sentence]:
    """71 among shares is asked about: it may be 71 % with its sign left out."""
    signed = [point for point in points if point.is_share]
    shares = signed or [point for point in points if 0 < point.value < 1]
    bare = [point for point in points if not point.is_share and abs(point.value) > 1]
    if bare and (signed or _fall_apart([point.value for point in points])):
        for point in bare:
            said = {"line": point.line, "entry": point.entry, "share": shares[0].entry}
            yield Sentence("problem.series_shares", said)


def _fall_apart(values: Sequence[float]) -> bool:
    """Whether values from 0 to 100 lie on both sides of 1 with a factor of ten between, as shares and percentages do.

    A metric that crosses 1 by small steps (an error of 0.9, 1.1, 1.4) has no such gap.
    """
    shares, others = [value for value in values if 0 < value < 1], [value for value in values if value > 1]
    if not shares or not others or min(values) < 0 or max(values) > 100:
        return False
    return min(others) >= 10 * max(shares)


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
    write = _percent if unit == PERCENT or _fall_apart(values) else _in_one_way
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
    months = all(isinstance(time, date) and time == _month_end(time) for time in times)
    return [str(time)[: 7 if months else 10] if isinstance(time, date) else grouped(time) for time in times]

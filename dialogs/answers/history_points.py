"""The points of a history, and what is wrong with them side by side: their times, their scale."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from dialogs.answers.figures import plain
from dialogs.answers.values import Unreadable, tried
from dialogs.errors import Sentence

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_AND_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_OF_A_YEAR = re.compile(r"(?:kw|cw|w|wk|week|s|sem|semaine|semana|month|monat|mois|mes)(?:\b|(?=\d))", re.IGNORECASE)
_LAST_OF_A_YEAR = frozenset({12, 52, 53})
"""Months and weeks, behind which 1 begins anew."""


class Point(NamedTuple):
    """A line of a history; `axis` is the sort of its time (date, number or none), `entry` the value and `words` the
    time as typed; the value `is_share` where it was in per cent."""

    line: int
    axis: str
    time: date | float
    value: float
    entry: str
    is_share: bool
    words: str = ""


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def time_kept(time: date | float) -> str:
    return time.isoformat() if isinstance(time, date) else plain(time)


def in_years(points: list[Point], today: date) -> tuple[list[Point], list[Sentence]]:
    """2023, 2024, 2025 are years, 202511, 202512 months, each its last day; 1950, 2000, 2050 may count anything."""
    if len(points) > 1 and all(_YEAR_AND_MONTH.fullmatch(point.words) for point in points):
        return tried(
            partial(_ended, point, month_end(date(int(point.words[:4]), int(point.words[4:]), 1)), today)
            for point in points
        )
    years = sorted(point.time for point in points if _YEAR.fullmatch(point.words) and isinstance(point.time, float))
    if len(years) != len(points) or len(years) < 2 or any(after - before != 1 for before, after in pairwise(years)):
        return points, []
    return tried(partial(_ended, point, date(int(point.words), 12, 31), today) for point in points)


def _ended(point: Point, day: date, today: date) -> Point:
    """A point at the last day of what was written."""
    if day > today and day != month_end(today):
        raise Unreadable("problem.line_ahead", line=point.line, entry=point.words)
    return point._replace(axis="date", time=day)


def _on_one_axis(points: Sequence[Point]) -> Iterator[Sentence]:
    for point in points:
        if point.axis != points[0].axis:
            said = {"line": point.line, "entry": _typed_point(point)}
            yield Sentence("problem.series_axis", said | {"own": point.axis, "before": points[0].axis})


def _typed_point(point: Point) -> str:
    return f"{point.words} {point.entry}".strip()


def _in_one_year(points: Sequence[Point]) -> Iterator[Sentence]:
    """Weeks and months that begin anew (W52, W01; 11, 12, 1) are of two years, and do not say which."""
    numbered = [(point.time, point) for point in points if not isinstance(point.time, date)]
    steps = [(before, time, point) for (before, _), (time, point) in pairwise(numbered)]
    rises = any(time > before for before, time, _ in steps)
    for before, time, point in steps:
        anew = rises and time == 1 and before in _LAST_OF_A_YEAR
        if anew or (time < before and _OF_A_YEAR.match(point.words)):
            yield Sentence("problem.line_year", {"line": point.line, "entry": point.words})


def _once(points: Sequence[Point]) -> Iterator[Sentence]:
    """What is wrong with two points of the same time."""
    seen: dict[date | float, Point] = {}
    for point in points:
        before = seen.setdefault(point.time, point)
        if before is not point:
            time = point.words if point.words == before.words else time_kept(point.time)
            yield Sentence("problem.line_again", {"first": before.line, "line": point.line, "entry": time})


def _on_one_scale(points: Sequence[Point]) -> Iterator[Sentence]:
    """71 among shares is asked about: it may be 71 % with its sign left out."""
    signed = [point for point in points if point.is_share]
    shares = signed or [point for point in points if 0 < point.value < 1]
    bare = [point for point in points if not point.is_share and abs(point.value) > 1]
    if bare and (signed or fall_apart([point.value for point in points])):
        for point in bare:
            said = {"line": point.line, "entry": point.entry, "share": shares[0].entry}
            yield Sentence("problem.series_shares", said)


def fall_apart(values: Sequence[float]) -> bool:
    """Whether values from 0 to 100 lie on both sides of 1 with a factor of ten between, as shares and percentages do.

    A metric that crosses 1 by small steps (an error of 0.9, 1.1, 1.4) has no such gap.
    """
    shares, others = [value for value in values if 0 < value < 1], [value for value in values if value > 1]
    if not shares or not others or min(values) < 0 or max(values) > 100:
        return False
    return min(others) >= 10 * max(shares)


CHECKS: tuple[Callable[[Sequence[Point]], Iterator[Sentence]], ...] = (_on_one_axis, _on_one_scale, _in_one_year, _once)
"""What is asked of the points of a history side by side, in the order in which it is told."""

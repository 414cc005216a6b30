"""One column, one reading: whether the mark in 1.234 parts thousands or is a decimal point, by the values around it."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dialogs.answers.figures import THREE_PLACES, Figure, read
from dialogs.answers.number_words import METRICS
from dialogs.answers.values import Unreadable
from dialogs.errors import Sentence

_OTHER = {".": ",", ",": "."}
_RUN = re.compile(r"[.,]?\d[\d.,]*")
_GROUPED_BEFORE = re.compile(r"\d $")
_NEAR = 10
"""Values within this factor of each other are of one size; the two readings lie a factor of 1000 apart."""


class Typed(NamedTuple):
    """A value as it was typed, and its line."""

    line: int
    entry: str


class _Shown(NamedTuple):
    """What a value shows of the marks: which one parts thousands, which is a decimal one, and which could be either."""

    typed: Typed
    number: float | None
    parts: str = ""
    point: str = ""
    doubtful: str = ""


def settled(column: Sequence[Typed]) -> list[str]:
    """The values as one can read them in one way only: 1.350 below 1.234,5 is 1350, below 0.9 it is 1.3500.

    Raises Unreadable for a value that the others leave open, and where one mark is used for both.
    """
    shown = [_shown(typed) for typed in column]
    for mark in _OTHER:
        _not_for_both(mark, shown)
    parts = {mark: _parts_thousands(mark, shown) for mark in {one.doubtful for one in shown} - {""}}
    is_open = [one for one in shown if one.doubtful and parts[one.doubtful] is None]
    if is_open:  # one that is written clearly settles the others
        raise Unreadable.of([_open(is_open[0])])
    return [_rewritten(one, parts) for one in shown]


def _open(one: _Shown) -> Sentence:
    """What to ask of a value that can be read in two ways."""
    ways = {"decimal": with_four_places(one.typed.entry), "whole": _whole(one.typed.entry)}
    typed = {"line": one.typed.line, "entry": one.typed.entry, "mark": one.doubtful}
    return Sentence("problem.line_mark", typed | ways)


def with_four_places(entry: str) -> str:
    """1.2340 for 1.234 and for 1,234: a number that is read as it is. Any other entry stays."""
    return THREE_PLACES.sub(lambda found: found[1].replace(",", ".") + "0", entry)


def _shown(typed: Typed) -> _Shown:
    found = _figure(with_four_places(typed.entry))
    number = None if found is None or found.percent else abs(found.number)
    three_places = THREE_PLACES.search(typed.entry)
    if three_places and not _GROUPED_BEFORE.search(typed.entry[: three_places.start()]):
        mark = three_places["mark"]
        is_share = found is not None and found.percent and mark == "."
        return _Shown(typed, number, point=mark) if is_share else _Shown(typed, number, doubtful=mark)
    marks = next(filter(None, (re.sub(r"\d", "", run.rstrip(".,")) for run in _RUN.findall(typed.entry))), "")
    if marks.count(marks[-1:]) > 1 and marks:
        return _Shown(typed, number, parts=marks[-1])
    return _Shown(typed, number, parts=marks[:-1][:1], point=marks[-1:])


def _figure(entry: str) -> Figure | None:
    try:
        return read(entry, (), METRICS)
    except Unreadable:
        return None


def _not_for_both(mark: str, shown: Iterable[_Shown]) -> None:
    """Raises Unreadable where a mark parts thousands in one line and is a decimal one in another."""
    *_, parting = [None, *(one.typed for one in shown if one.parts == mark)]
    decimal = next((one.typed for one in shown if one.point == mark), None)
    if parting and decimal:
        beside = {"other": parting.line, "beside": parting.entry}
        raise Unreadable("problem.line_marks", line=decimal.line, entry=decimal.entry, mark=mark, **beside)


def _parts_thousands(mark: str, shown: Sequence[_Shown]) -> bool | None:
    """Whether a mark before three digits parts thousands here; None where nothing says so, or two things disagree."""
    parting, decimal = {one.parts for one in shown}, {one.point for one in shown}
    if mark in parting:
        return True
    other, size = _OTHER[mark], _hints_of_size(mark, shown)
    if mark in decimal:
        return None if size == {True} else False
    hints = {True for _ in decimal & {other}} | {False for _ in parting & {other}} | size
    return hints.pop() if len(hints) == 1 else None


def _hints_of_size(mark: str, shown: Iterable[_Shown]) -> set[bool]:
    """950 above 1.020 says thousands, 2 above it says decimals; 50, and no other value, say nothing."""
    clear = [one.number for one in shown if not one.doubtful and one.number]
    doubtful = [one.number for one in shown if one.doubtful == mark and one.number]
    thousands, decimals = (
        any(_are_near(number, size * value) for number in clear for value in doubtful) for size in (1000, 1)
    )
    return {thousands} if thousands != decimals else set()


def _are_near(one: float, other: float) -> bool:
    return max(one, other) <= _NEAR * min(one, other)


def _rewritten(one: _Shown, parts: dict[str, bool | None]) -> str:
    if not one.doubtful:
        return with_four_places(one.typed.entry)
    return _whole(one.typed.entry) if parts[one.doubtful] else with_four_places(one.typed.entry)


def _whole(entry: str) -> str:
    return THREE_PLACES.sub(lambda found: found[1].replace(found["mark"], ""), entry)

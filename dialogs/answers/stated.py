"""The numbers that a text states: 170k, 170,000 and 170 000 are one. What any text may say (2, 12, 2026) is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dialogs.answers import number_words
from dialogs.answers.figures import is_scaled, money_in, read, times_in
from dialogs.answers.number_words import PERCENT, PERCENT_SIGNS
from dialogs.answers.values import Unreadable, Value
from dialogs.answers.written import NOTHING, Written
from dialogs.answers.written import PERCENT as PERCENT_SIGN
from dialogs.catalog import AnswerField, Kind
from dialogs.catalog.signs import without_links

NUMERIC = frozenset({Kind.NUMBER, Kind.RANGE, Kind.AMOUNTS, Kind.LEVEL})
"""The kinds of field that a number has for its own."""

_BLANK = "\u00a0\u202f "
_RUN = re.compile(rf"(?:(?<![^\W_])|(?<=[A-Z]{{3}}))\d(?:[.,’'_{_BLANK}]?\d)*")
_BEHIND = re.compile(rf"[{_BLANK}]?(?:per cent\b|([^\W\d_]+|[{''.join(PERCENT_SIGNS)}]))")
_DAY_OR_HOUR = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}([./])\d{1,2}\1\d{2,4}\b|\b\d{1,2}:\d\d\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PER = re.compile(
    rf"[{_BLANK}]?(?:(?:[^\W\d_]+[{_BLANK}]){{0,3}}?(?:a|per|each|every|/)[{_BLANK}]?([^\W\d_]+)|([^\W\d_]+))"
)
_JOINED = re.compile(r"\s*(?:[-–/]|to|and|or)\s*")
_ROUND = frozenset({12.0, 24.0, 52.0, 100.0, 365.0})
"""Whole numbers that calendars and habits are full of."""
_ROUND_SHARES = frozenset({0.0, 1.0, 2.0, 5.0, 10.0, 50.0, 100.0})
_LARGE = 100


class Stated(NamedTuple):
    """A number that is stated, and whether it is one of a hundred."""

    number: float
    percent: bool = False


class Read(NamedTuple):
    """A number read in a text, how it stands there, the time it speaks of (“year”), whether it is a sum."""

    stated: Stated
    typed: str
    time: str = ""
    money: bool = False

    def is_of(self, times: Collection[str]) -> bool:
        """Whether it may be a number of these times: one of a year is none of a day."""
        return not (self.time and times and self.time not in times)


@lru_cache(maxsize=2048)
def in_text(text: str) -> tuple[Read, ...]:
    """The numbers of a text that tell something, in its order. The same words are looked at after every answer.

    `in_text("cut to 170k in 2026")` is `(Read(Stated(170000.0), "170k"),)`. Of 120-170k the first is read as 120
    and as 120k. Days, hours, years and the digits of addresses and names (Q3, F1) are none.
    """
    return tuple(_in_text(text))


def _in_text(text: str) -> Iterator[Read]:
    text = _DAY_OR_HOUR.sub(lambda found: " " * len(found[0]), without_links(text))
    runs = list(_RUN.finditer(text))
    for at, run in enumerate(runs):
        behind = _behind(text, run.end())
        time = _time(text[run.end() + len(behind) :])
        found = [*_read(run[0], behind)]
        if not behind and (shared := _shared(text, runs[at:])):
            found += _read(run[0], shared)
        money = bool(money_in(_around(text, run.start(), run.end() + len(behind))))
        yield from (read._replace(time=time, money=money) for read in found)


def of_value(field: AnswerField, value: Value, unit: str = "") -> frozenset[Stated]:
    """The numbers that a value of a field is, as a text would state them: as given, and to three digits."""
    if field.kind not in NUMERIC:
        return frozenset()
    numbers = [float(one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, (int, float))]
    return frozenset(stated for number in numbers for stated in _as_stated(number, unit, field.kind))


def of_answer(field: AnswerField, values: Mapping[str, Value], written: Mapping[str, Written]) -> frozenset[Stated]:
    """The same of a field of an answer; none where it has no number there."""
    value = values.get(field.id)
    return frozenset() if value is None else of_value(field, value, written.get(field.id, NOTHING).unit)


def of_number(number: float, unit: str, kind: Kind) -> frozenset[Stated]:
    """All ways in which a text would state one number of a field of some kind."""
    return frozenset(_as_stated(number, unit, kind))


def _as_stated(number: float, unit: str, kind: Kind) -> Iterator[Stated]:
    percent = PERCENT_SIGN in unit
    if kind is Kind.LEVEL:
        yield Stated(_even(number))
        yield Stated(_even(number * 100), percent=True)
        return
    yield Stated(_even(number), percent)
    if abs(number) >= _LARGE:
        yield Stated(float(f"{number:.3g}"), percent)


def times_of(field: AnswerField) -> frozenset[str]:
    """The times that a field's numbers speak of, by its units and its name; none where it may be any."""
    return frozenset({*field.units, *times_in(" ".join((field.label, *field.parts)))})


def _around(text: str, start: int, end: int) -> str:
    """A number with the word or sign before it, and the one behind."""
    before = re.search(rf"(?:[^\W\d_]+|[^\w\s])?[{_BLANK}]?$", text[:start])
    behind = re.match(rf"[{_BLANK}]?(?:[^\W\d_]+|[^\w\s])?", text[end:])
    return f"{before[0] if before else ''}{text[start:end]}{behind[0] if behind else ''}"


def _time(behind: str) -> str:
    """The unit of time that a number speaks of: 14 weeks, 40,000 customers a year."""
    found = _PER.match(behind)
    word = (found[1] or found[2]).casefold() if found else ""
    return number_words.times().get(word, "")


def _shared(text: str, runs: Sequence[re.Match[str]]) -> str:
    """What stands behind the last of several numbers in a row, and is meant of the first as well: 170 / 190 / 210k."""
    for run, following in pairwise(runs):
        if not _JOINED.fullmatch(text[run.end() : following.start()]):
            break
        if behind := _behind(text, following.end()):
            return behind
    return ""


def _behind(text: str, at: int) -> str:
    """The scale or the per cent that stands behind a number; empty where another word does."""
    found = _BEHIND.match(text, at)
    if found is None:
        return ""
    word = (found[1] or "%").casefold()
    known = word in PERCENT or word in PERCENT_SIGNS or is_scaled(f"1 {word}")
    return found[0] if known else ""


def _read(digits: str, behind: str) -> Iterator[Read]:
    """What a run of digits comes to; what is no number as a whole is read in its parts (2026 340: in 2026, 340)."""
    with suppress(Unreadable):
        figure = read(digits + behind)
        stated = Stated(_even(figure.number), figure.percent)
        if tells(stated) and (behind or not _YEAR.fullmatch(digits)):
            yield Read(stated, digits + behind)
        return
    first, blank, rest = _parted(digits)
    if blank:
        yield from _read(first, "")
        yield from _read(rest, behind)
    elif behind:
        yield from _read(digits, "")


def _parted(digits: str) -> tuple[str, str, str]:
    blank = re.search(rf"[{_BLANK}]", digits)
    return (digits[: blank.start()], blank[0], digits[blank.end() :]) if blank else (digits, "", "")


def tells(stated: Stated) -> bool:
    """Whether a number is one that a text would not happen to say (ours)."""
    number = abs(stated.number)
    if stated.percent:
        return number not in _ROUND_SHARES
    digits = f"{number:.10g}".replace(".", "").strip("0")
    return number not in _ROUND and (number >= _LARGE or (len(digits) > 1 and (number > 10 or number % 1 > 0)))


def _even(number: float) -> float:
    """Without the last bits that reckoning leaves: 0.57 × 100."""
    return float(f"{number:.10g}")

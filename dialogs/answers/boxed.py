"""The numbers that boxes hold, each with what is known of what it counts: a sum or a share, of a year or of a case.

list(of_value(price, [20000.0, 900.0, 10.0]))[0]   # Boxed(20000.0, "20,000 gained by a right one", "money", {"case"})
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dialogs.answers import stated
from dialogs.answers.figures import grouped, money_in, times_in
from dialogs.answers.one_number import is_free, may_be_money
from dialogs.answers.stated import Stated
from dialogs.answers.tables import rows
from dialogs.answers.values import Value
from dialogs.answers.written import PERCENT
from dialogs.catalog import AnswerField, Kind

HELD = frozenset({Kind.NUMBER, Kind.RANGE, Kind.AMOUNTS, Kind.LEVEL, Kind.TABLE})
"""The kinds of field whose numbers may be the same as another's."""
MONEY, COUNT, UNKNOWN = "money", "count", ""
ONCE, CASE = "once", "case"
_OF_A_PROJECT = frozenset({"budget", "cost"})
"""Words of a box's name that names no time, for sums that are paid once."""
_PRECISE, _TELLING = 3, 2
"""Significant digits: with so many a number is hardly another one's by chance; with fewer, in the same unit (ours)."""
_LONG = 4
"""Letters of a word that tells what a number is of (ours)."""


class Boxed(NamedTuple):
    """A number in a box: all ways in which a text would state it, how it is told, its unit, and of what it is one.

    `per` are times, `once`, or a `case`; empty where it may be any. `words` are people's own beside it.
    """

    stated: frozenset[Stated]
    typed: str
    unit: str
    per: frozenset[str]
    words: frozenset[str] = frozenset()

    def is_the_same(self, other: Boxed) -> bool:
        """Whether two equal numbers are one quantity: of one unit and time, and too precise to be equal by chance.

        Or people's own words beside them say so. A round sum (20,000) is one with the price of a case alone.
        """
        shared = {one for one in self.stated & other.stated if stated.tells(one)}
        if not shared or _differ({self.unit}, {other.unit}) or _differ(self.per, other.per):
            return False
        digits = max(map(_digits, shared))
        alike = self.unit == other.unit != UNKNOWN
        of_a_case = {self.per, other.per} == {frozenset({CASE}), frozenset()}
        return bool(self.words & other.words) or digits >= _PRECISE or (alike and (digits >= _TELLING or of_a_case))


def of_value(field: AnswerField, value: Value, unit: str = "", words: frozenset[str] = frozenset()) -> Iterator[Boxed]:
    """The numbers of a field's value, in its order; of a table, those in its columns of numbers."""
    if field.kind is Kind.TABLE:
        yield from _of_table(field, value, words)
    elif field.kind in HELD:
        numbers = value if isinstance(value, list) else [value]
        for place, number in enumerate(numbers):
            if isinstance(number, (int, float)):
                part = field.parts[place] if place < len(field.parts) else ""
                counts, per = _of_what(field, part, unit)
                ways = stated.of_number(float(number), PERCENT if counts == PERCENT else "", field.kind)
                told = grouped(float(number)) + (PERCENT if unit == PERCENT else "")
                yield Boxed(ways, f"{told} {part}".rstrip(), counts, per, words)


def own_words(*texts: str) -> frozenset[str]:
    """The words of a text that tell what a number is of: those of some length."""
    found = re.findall(r"[^\W\d_]+", " ".join(texts).casefold())
    return frozenset(word for word in found if len(word) > _LONG) - _times_in(" ".join(texts))


def _of_table(field: AnswerField, value: Value, words: frozenset[str]) -> Iterator[Boxed]:
    wordy = [column.id for column in field.columns if column.kind in (Kind.TEXT, Kind.LINE)]
    numeric = [column for column in field.columns if column.kind is Kind.NUMBER and column.max is None]
    for row in rows(field, value):
        name, beside = str(row[wordy[0]] or "") if wordy else "", own_words(*(str(row[id] or "") for id in wordy))
        for column in numeric:
            if isinstance(number := row[column.id], (int, float)):
                ways = stated.of_number(float(number), "", Kind.NUMBER)
                told = f"{grouped(float(number))} ({name})" if name else grouped(float(number))
                yield Boxed(ways, told, UNKNOWN, frozenset(), words | beside)


def _of_what(field: AnswerField, part: str, unit: str) -> tuple[str, frozenset[str]]:
    """What a number counts, and of what it is one, by its unit, its field's and the names of its parts."""
    said = part or field.label
    times = frozenset({*(() if part else field.units), *_times_in(said)})
    if unit == PERCENT or field.kind is Kind.LEVEL or "per cent" in said or "in 100" in said:
        return PERCENT, frozenset()
    words = set(said.casefold().replace(",", " ").replace(":", " ").split())
    if ONCE in words or not (times or words.isdisjoint(_OF_A_PROJECT)):
        times = frozenset({ONCE})
    if field.kind is Kind.AMOUNTS and part and not times:
        times = frozenset({CASE})
    if _is_money(unit) or (field.kind in (Kind.RANGE, Kind.AMOUNTS) and may_be_money(field)):
        return MONEY, times
    return (UNKNOWN if is_free(field) else COUNT), times


@lru_cache(maxsize=1024)
def _times_in(text: str) -> frozenset[str]:
    """Of names of parts and units: there are few, and they are asked about at every look."""
    return frozenset(times_in(text))


@lru_cache(maxsize=256)
def _is_money(unit: str) -> bool:
    return bool(money_in(unit))


def _differ(one: frozenset[str] | set[str], other: frozenset[str] | set[str]) -> bool:
    known = [found - {UNKNOWN} for found in (one, other)]
    return all(known) and known[0].isdisjoint(known[1])


def _digits(number: Stated) -> int:
    return len(f"{abs(number.number):.10g}".replace(".", "").strip("0"))

"""Products with units of time in them: 9 x 30 sets x 250 days, 40 a week x 48 weeks, 3 nurses x 220 days x 12 euro.

read("9 x 30 sets x 250 days", "year")   # Figure(67500.0, doubtful=True, sum="9 × 30 × 250")
read("40 a week x 12 sites", "year")     # None: it is so many a week, and no number yet

A unit of time beside a factor says what is counted. So much a week and so many weeks are a number; and so many hours at
so much money are money.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import prod
from typing import NamedTuple

from dialogs.answers import number_words, rough
from dialogs.answers.figures import Figure, even, grouped
from dialogs.answers.figures import read as read_alone
from dialogs.answers.number_words import UNITS
from dialogs.answers.text import excerpt
from dialogs.answers.values import Unreadable

TIMES = re.compile(
    r"\s*[×*]\s*|\s+x\s+|(?<=[\dkm])x\s*(?=[$€£¥]?\d)|(?<=\d)\s+x(?=[$€£¥]?\d)|\s+times\s+(?!an?\b|per\b|each\b|every\b)|\s*@\s*|\s+at\s+|\s+à\s+",
    re.IGNORECASE,
)
"""What stands between two factors."""
_PER = re.compile(r"\s*(?:/ ?|\b(?:an?|per|each|every|pro|je) )(?P<one>[^\W\d_]{1,})\.?$", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:about |around |ca\.? |~ ?)?(?P<count>\d[\d.,'’]*(?: ?[-–] ?\d[\d.,'’]*)?"
    r"(?: ?(?:k|mio|million|thousand|tsd)\b)?)"
    r"(?P<words>(?:[ -]?[^\W\d_]+\.?){0,3})",
    re.IGNORECASE,
)
_IN_A_YEAR = {"month": (12, 12), "quarter": (4, 4), "week": (40, 53), "day": (200, 366)}
"""As many as a year has of them, from the days that are worked on: “300 a month x 12”."""


class _Factor(NamedTuple):
    """A number, the unit of time it counts, the one in which there are so many, and whether a thing is named."""

    figure: Figure
    counts: str
    per: str
    names: bool


def read(text: str, own: str, *, free: bool = False) -> Figure | None:
    """What factors come to of which one at least speaks of a time; None for anything else. `own` is the time that is
    asked for, “” for none; `free` where it may be a number of anything. Raises Unreadable for so many of another time.
    """
    pieces = TIMES.split(text)
    if len(pieces) == 1:
        return None
    factors = [_factor(piece.strip()) for piece in pieces]
    known = [one for one in factors if one]
    if len(known) < len(factors) or not any(one.counts or one.per for one in known):
        return None
    left = _left(known)
    if left is None:
        return None
    money = [one.figure for one in known if one.figure.currencies]
    if len(money) > 1:
        return None
    if not money and not free and (any(_is_too_long(unit, own) for unit in left) or _is_so_long(known, left)):
        raise Unreadable("problem.unit", entry=excerpt(text), wanted=f"per {own}" if own else "")
    figures = [one.figure for one in known]
    is_time = free and not money and len(left) == 1 and not any(one.names for one in known)
    whole = multiplied(figures, (money or [Figure(0.0)])[0])
    return whole._replace(sum=" × ".join(map(in_words, figures)), time=f"{left[0]}s" if is_time else "")


def multiplied(figures: Sequence[Figure], own: Figure) -> Figure:
    """What they come to, in the measure of one of them; of ranges the middle of the two ends."""
    low, high = (even(prod(side)) for side in zip(*(one.ends or (one.number,) * 2 for one in figures), strict=True))
    return own._replace(number=even((low + high) / 2), ends=(low, high) if low != high else None, doubtful=True)


def in_words(figure: Figure) -> str:
    """A factor as it is said back: 9,000, or 14–16 of a range."""
    return "–".join(map(grouped, figure.ends)) if figure.ends else grouped(figure.number)


def is_one(text: str) -> bool:
    """Whether a text is such a product, of whatever time."""
    return bool(read(" ".join(text.split()), "", free=True))


def _left(factors: Sequence[_Factor]) -> list[str] | None:
    """The units of time that are counted beside those that so much of one is said in; None where one of these stays."""
    counted = [one.counts for one in factors if one.counts]
    behind = {id(one): other for one, other in pairwise(factors)}
    for one in factors:
        if not one.per:
            continue
        if one.per in counted:
            counted.remove(one.per)
        elif not _is_a_years(one.per, behind.get(id(one))):
            return None
    return counted


def _is_a_years(unit: str, behind: _Factor | None) -> bool:
    """Whether a bare number behind so much a month is that of a year's months."""
    if behind is None or behind.counts or behind.names or behind.figure.currencies or unit not in _IN_A_YEAR:
        return False
    least, most = _IN_A_YEAR[unit]
    return least <= behind.figure.number <= most


def _is_too_long(unit: str, own: str) -> bool:
    """Whether so many of a unit are no part of the time that is asked for: 3 years in a year, 250 days in a day."""
    return bool(own) and UNITS.index(unit) >= UNITS.index(own)


def _is_so_long(factors: Sequence[_Factor], left: Sequence[str]) -> bool:
    """Whether what is left is how long something takes, as in 2.5 hours a day: it is no number of cases."""
    return any(one.per and one.counts in left and one.counts in ("hour", "minute", "second") for one in factors)


def _factor(piece: str) -> _Factor | None:
    text = rough.in_digits(piece)
    per = _PER.search(text)
    of = number_words.times().get(per["one"].casefold(), "") if per else ""
    if per and (of or re.search(r"\d", text[: per.start()])):
        text = text[: per.start()]
    found = _COUNT.fullmatch(text.strip(" ,"))
    words = found["words"].replace("-", " ").split() if found else []
    unit = number_words.times().get(words[-1].casefold().rstrip("."), "") if words else ""
    if found is None or any(map(_is_number_word, words)):
        figure = _money(text)
        return _Factor(figure, "", of, names=False) if figure else None
    try:
        figure = rough.one_figure(found["count"], read_alone)
    except Unreadable:
        return None
    return _Factor(figure, unit, of, names=bool(words) and not unit and not _STAFF.search(text))


_STAFF = re.compile(
    r"\b(?:people|persons?|of us|staff|colleagues?|clerks?|employees?|nurses?|engineers?|fte)\b", re.IGNORECASE
)
"""Whose time is counted; anything else that is named is what is counted."""


def _is_number_word(word: str) -> bool:
    """Whether a word is money, a scale or a share, and no thing that is counted."""
    word = word.casefold().rstrip(".")
    known = (number_words.currencies(), number_words.scales(), number_words.PERCENT, number_words.MINUS)
    return any(word in names for names in known) and word not in number_words.times()


def _money(text: str) -> Figure | None:
    try:
        figure = rough.one_figure(text, read_alone)
    except Unreadable:
        return None
    return figure if figure.currencies and not figure.percent else None

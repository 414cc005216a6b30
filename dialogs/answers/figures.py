"""Numbers as people write them: 1,200, 180k, 1.2 Mio., (20k). Every word beside one is known, or is asked about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from dialogs.answers import number_words
from dialogs.answers.number_words import (
    FILLERS,
    LIMITS,
    METRIC_NAMES,
    METRIC_UNITS,
    MINUS,
    ONLY_BEFORE,
    PERCENT,
    PERCENT_SIGNS,
    TIME_FILLERS,
    UNITS,
    WRONG,
    folded,
)
from dialogs.answers.text import excerpt
from dialogs.answers.values import Unreadable, tried
from dialogs.errors import Sentence

TIMES = UNITS
_GROUPS = "’'_ \u00a0\u202f"
_TOKEN = re.compile(
    rf"""(?P<digits>[.,]?\d[\d.,{_GROUPS}]*)
        |(?P<money>[a-z]{{0,3}}[$€£¥₹₩])
        |(?P<initials>(?:[^\W\d_]\.)+[^\W\d_]\b\.?)         # p.a.
        |(?P<word>-ish\b|[^\W\d_]+)\.?
        |(?P<hyphen>(?<=[^\W\d_])[-‐‑](?=[^\W\d_]))              # F1-score
        |(?P<dash>(?<=[^\W\d_])[.:]?\s*[-–−]\s)                  # recall - 0.85: a dash, or a minus
        |(?P<sign>\S)""",
    re.VERBOSE,
)
_MARKED = re.compile(
    rf"""(?P<whole>[1-9]\d{{0,2}}(?:(?P<mark>[.,{_GROUPS}])\d{{3}})(?:(?P=mark)\d{{3}})*   # 1,200 or 1.200.000 or 1 200
        |[1-9]\d?(?:,\d{{2}})+,\d{{3}}                                            # 12,34,567
        |\d*)
        (?:(?P<point>[.,])(?P<part>\d+))?""",
    re.VERBOSE,
)
_POINTED = re.compile(r"[1-9]\d{0,2}\.(?!000)\d{3}")
"""1.200: twelve hundred to us, one and a bit to some; 180.000 is clear."""
_NO_CENTS = re.compile(r"(?<=\d)[.,][-–—]{1,2}(?! ?\d)")
"""200,- and 200.–: a round price."""
_FRACTIONS = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_DASHES = frozenset("-\u2212\u2013\u2010\u2011")
_ABOUT = frozenset("~≈±*\"“”„'‘’`:;!,.…?") - {"±"}
"""Signs that change nothing about a number."""
_BOUNDS = frozenset("<>≤≥=")
_A_METRIC = "score"
"""What stands for a metric's name, whose digits are not its value."""


class Figure(NamedTuple):
    """A number as it was read: what it comes to, and what stood beside it: a per cent sign, money (and its `sign`, as
    it was typed), a metric's unit, a `time` (“days”, “a year”).

    `doubtful`: it could have meant something else (1.200, 2m, brackets); whoever typed it is shown how it was read,
    with the `ends` of which it is the middle, and what it was `reckoned` by, or the `sum` that was typed (see
    `written.Reckoned`).
    """

    number: float
    percent: bool = False
    currencies: frozenset[str] = frozenset()
    unit: str = ""
    doubtful: bool = False
    sign: str = ""
    time: str = ""
    ends: tuple[float, float] | None = None
    reckoned: tuple[str, str] = ("", "")
    sum: str = ""

    def times(self, factor: float, rounded: Callable[[float], float]) -> Figure:
        """So many times as much, its ends, too; each is then rounded."""
        ends = self.ends and (rounded(self.ends[0] * factor), rounded(self.ends[1] * factor))
        return self._replace(number=rounded(self.number * factor), ends=ends)


class _Token(NamedTuple):
    kind: str
    text: str


def even(number: float) -> float:
    """Without the last bits that reckoning leaves."""
    return float(f"{number:.12g}")


def figure(text: str, units: Sequence[str] = (), nouns: Collection[str] = ()) -> float:
    """One number as people write it: 1,200 or 1.200 or 1'200, 180k, 1.2m, with or without a currency. As `read`."""
    return read(text, units, nouns).number


def read(
    text: str,
    units: Sequence[str] = (),
    nouns: Collection[str] = (),
    *,
    bounds: bool = False,
    times_behind: bool = False,
) -> Figure:
    """One number, and what was said of it.

    A mark before exactly three digits groups thousands, any other is a decimal point. `units` are the times it may
    speak of (with `times_behind` only behind it), `nouns` the words that name what is counted, and with `bounds` it may
    stand behind “>”. Raises Unreadable
    where the text holds no number or several, where it can be read in two ways, where it speaks of another time, and
    where anything beside the number is not known.
    """
    text = _NO_CENTS.sub("", text)
    tokens = list(_tokens(METRIC_NAMES.sub(_A_METRIC, text) if bounds else text))
    places = [at for at, token in enumerate(tokens) if token.kind in ("digits", "fraction")]
    at = places[0] if places else 0
    if not places or places != list(range(at, at + len(places))) or not _one_number([tokens[one] for one in places]):
        raise Unreadable("problem.number", entry=excerpt(text))
    beside = _Beside(text, units, nouns, bounds, times_behind)
    _, faults = tried(
        partial(beside.take, token, before=place < at) for place, token in enumerate(tokens) if place not in places
    )
    if faults:
        raise _of_words(faults)
    scale = beside.scale()
    number = sum(_plain_number(tokens[one], scale, text) for one in places) * (scale or 1)
    doubtful = beside.doubtful or any(_POINTED.fullmatch(tokens[one].text.rstrip(_GROUPS)) for one in places)
    signed = (-1 if beside.negative() else 1) * number + 0.0
    doubtful |= signed < 0 and beside.is_bracketed
    time = "".join(beside.time).replace("/ ", "/").strip() if times_in("".join(beside.time)) else ""
    return Figure(signed, beside.percent, beside.currencies, beside.unit, doubtful, beside.sign, time)


def _of_words(faults: Sequence[Sentence]) -> Unreadable:
    """The first fault; of words that are not known, with the others."""
    key, values = faults[0]
    others = dict.fromkeys(fault.values["word"] for fault in faults[1:] if fault.key == key == "problem.number_word")
    return Unreadable(key, **{**values, "others": list(others)[:2]} if others else values)


def _tokens(text: str) -> Iterator[_Token]:
    for part in re.split(f"([{_FRACTIONS}])", text):
        if part and part in _FRACTIONS:
            yield _Token("fraction", part)
            continue
        for found in _TOKEN.finditer(folded(part)):
            kind = str(found.lastgroup)
            yield _Token(kind, found[kind])


def _one_number(tokens: Sequence[_Token]) -> bool:
    """1200, ½ or 2½."""
    return [token.kind for token in tokens] in (["digits"], ["fraction"], ["digits", "fraction"])


def _plain_number(token: _Token, scale: float | None, text: str) -> float:
    """A run of digits and marks. With a scale, 1.125 could be either: refused."""
    if token.kind == "fraction":
        return unicodedata.numeric(token.text)
    number = _MARKED.fullmatch(token.text.rstrip(f".,{_GROUPS}"))
    if number is None:
        raise Unreadable("problem.number", entry=excerpt(text))
    whole, mark, point, part = number["whole"], number["mark"], number["point"], number["part"]
    two_ways = scale and mark in (".", ",") and whole.count(mark) == 1 and not point
    if two_ways or (point and point in whole):
        raise Unreadable("problem.number", entry=excerpt(text))
    return float((re.sub(r"\D", "", whole) or "0") + "." + (part or "0"))


class _Beside:
    """What stands beside a number, taken in word by word."""

    def __init__(
        self, text: str, units: Sequence[str], nouns: Collection[str], bounds: bool, times_behind: bool
    ) -> None:
        self._text, self._units, self._nouns, self._bounds = text, units, nouns, bounds
        self._times_behind = times_behind
        self.currencies: frozenset[str] = frozenset()
        self.percent = self.doubtful = False
        self.unit = self.sign = ""
        self.time: list[str] = []
        self.is_bracketed = False
        self._scales: list[float] = []
        self._scaled_by: list[str] = []
        self._signs = ""
        self._inner = 0

    def take(self, token: _Token, *, before: bool) -> None:
        """Raises Unreadable for what is not known, and for a time that is not asked for."""
        if token.kind == "hyphen":
            return
        if token.kind == "dash":
            raise self._unknown("-")
        if token.kind == "sign":
            self._sign(token.text, before=before)
        elif token.kind == "money":
            self._money(token.text)
        else:
            self._word(token.text.replace(".", ""), before=before)

    def scale(self) -> float | None:
        """What all the scales come to; None where there is none."""
        if self._is_twice_scaled():
            raise self._unknown(self._scaled_by[-1])
        product = 1.0
        for factor in self._scales:
            product *= factor
        return product if self._scales else None

    def _is_twice_scaled(self) -> bool:
        """Whether a k stands beside another scale: 50k thousand; but two hundred thousand is one number."""
        return len(self._scaled_by) > 1 and any(len(word) <= 3 for word in self._scaled_by)

    def negative(self) -> bool:
        """A sign, or the bookkeepers' brackets around the number: not those of “0.62 (F1)”, nor those of a metric's.

        Raises Unreadable where the brackets do not close, or for two signs.
        """
        if self._signs not in ("", "-", "+", "()") or self._inner:
            raise Unreadable("problem.number", entry=excerpt(self._text))
        return self._signs == "-" or (self._signs == "()" and not self._bounds)

    def _sign(self, sign: str, *, before: bool) -> None:
        if sign in _DASHES or sign == "+":
            if not before:
                raise self._unknown(sign)
            self._signs += "-" if sign in _DASHES else "+"
        elif sign in "()":
            self._bracket(sign, before=before)
        elif sign in PERCENT_SIGNS:
            self.percent = True
        elif sign == "/" and not before:
            self.time.append("/")
        else:
            self._changes_nothing(sign)

    def _bracket(self, sign: str, *, before: bool) -> None:
        """Brackets that close before the number, or open behind it, are around other words."""
        if sign == "(" and before:
            self._signs += sign
        elif sign == "(":
            self._inner += 1
        elif before or self._inner:
            self._signs, self._inner = (self._signs.removesuffix("("), 0) if before else (self._signs, self._inner - 1)
        else:
            self._signs += sign
            self.is_bracketed = True

    def _changes_nothing(self, sign: str) -> None:
        if not (sign in _ABOUT or (self._bounds and sign in _BOUNDS)):
            raise self._unknown(sign)

    def _money(self, written: str) -> None:
        self.sign = written
        if written in number_words.currencies():
            self.currencies = number_words.currencies()[written]
            return
        scaled = number_words.money_scale(written)
        if scaled is None:
            raise self._unknown(written)
        self._scales.append(scaled[0])
        self.currencies = scaled[1]
        self.sign = "".join(letter for letter in written if not letter.isalpha())

    def _word(self, word: str, *, before: bool) -> None:
        unit = number_words.times().get(word)
        if self._bounds and before and word in LIMITS:
            return
        if not before and (word in TIME_FILLERS or unit):
            self.time.append(f" {word}")
        self.doubtful |= word in WRONG and word in self._nouns
        self.unit = self.unit or (METRIC_UNITS.get(word, "") if word in self._nouns else "")
        if (
            word in FILLERS
            or word in self._nouns
            or (before and word in ONLY_BEFORE)
            or (unit and self._may_say(unit, before))
        ):
            return
        if word in PERCENT:
            self.percent = True
        elif word in MINUS and before:
            self._signs += "-"
        elif word in number_words.scales():
            self._scales.append(self._one_scale(word))
            self._scaled_by.append(word)
            self.doubtful |= word in number_words.DOUBTFUL
        elif unit:
            raise Unreadable("problem.unit", entry=excerpt(self._text), wanted=" / ".join(self._units))
        else:
            self._money(word)

    def _may_say(self, unit: str, before: bool) -> bool:
        """Whether it may speak of a time; where that is kept beside the number, it stands behind it."""
        return unit in self._units and not (before and self._times_behind)

    def _one_scale(self, word: str) -> float:
        factors = sorted(number_words.scales()[word])
        if len(factors) > 1:
            raise Unreadable("problem.number_scale", word=word, least=factors[0], most=factors[-1])
        return factors[0]

    def _unknown(self, word: str) -> Unreadable:
        at = self._text.casefold().find(word)
        typed = self._text[at : at + len(word)] if at >= 0 else word
        return Unreadable("problem.number_word", word=typed, others=[], entry=excerpt(self._text))


def is_scaled(text: str) -> bool:
    """Whether a k, m or “million” stands beside the number."""
    words = [token.text.replace(".", "") for token in _tokens(text) if token.kind != "digits"]
    return any(word in number_words.scales() or number_words.money_scale(word) for word in words)


def money_in(text: str) -> frozenset[str]:
    """The currencies that the signs, codes and names in a text may mean; none where it names none."""
    words = [token.text.replace(".", "") for token in _tokens(text) if token.kind not in ("digits", "fraction")]
    scaled = (number_words.money_scale(word) for word in words)
    named = [number_words.currencies().get(word, frozenset()) for word in words]
    return frozenset().union(*named, *(found[1] for found in scaled if found))


def times_in(text: str) -> set[str]:
    """The units of time a text speaks of."""
    words = {token.text.replace(".", "") for token in _tokens(text)}
    return {number_words.times()[word] for word in words if word in number_words.times()}


_MARKS = r"\d.,'’_\u00a0\u202f"
THREE_PLACES = re.compile(rf"(?<![{_MARKS}])([1-9]\d{{0,2}}(?P<mark>[.,])\d{{3}})(?![{_MARKS}])")


def plain(number: float) -> str:
    """12000 or 0.00001: every digit, no thousands marked, no exponent."""
    return _trimmed(f"{Decimal(repr(number)):f}")


def grouped(number: float) -> str:
    """1,200 for twelve hundred, and 1.2340 for one and a bit: `figure` would take 1.234 for a thousand."""
    return THREE_PLACES.sub(with_point, _trimmed(f"{Decimal(repr(number)):,f}"))


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def with_point(three_places: re.Match[str]) -> str:
    """A fourth place says that a point was a decimal point; a comma stays what it is."""
    return three_places[0] + ("0" if three_places["mark"] == "." else "")

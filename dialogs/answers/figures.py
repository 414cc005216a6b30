"""Numbers as people write them: 1,200 or 1.200, 180k, 1.2 Mio. What can be read in two ways is refused."""

import re
from collections.abc import Sequence
from decimal import Decimal

from dialogs.answers.text import excerpt
from dialogs.answers.values import Unreadable

_MONEY = ("eur", "usd", "gbp", "chf", "inr", "jpy")
_MONEY_SCALES = {"k": 1e3, "t": 1e3, "m": 1e6, "mio": 1e6, "bn": 1e9}
_SCALES = {
    **dict.fromkeys(("k", "thousand", "tsd"), 1e3),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), 1e6),
    **dict.fromkeys(("b", "bn", "billion", "billions"), 1e9),
    **dict.fromkeys(("lakh", "lakhs"), 1e5),
    **dict.fromkeys(("cr", "crore", "crores"), 1e7),
    **{f"{scale}{money}": by for scale, by in _MONEY_SCALES.items() for money in _MONEY},
}
_TIMES = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "second"),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "hourly"), "hour"),
    **dict.fromkeys(("d", "day", "days", "daily", "night", "nightly"), "day"),
    **dict.fromkeys(("week", "weeks", "weekly"), "week"),
    **dict.fromkeys(("month", "months", "monthly"), "month"),
    **dict.fromkeys(("quarter", "quarters", "quarterly"), "quarter"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "yearly", "annual", "annually", "annum", "pa"), "year"),
}
TIMES = tuple(dict.fromkeys(_TIMES.values()))
_MINUS = "-\u2212\u2013"
RUN = re.compile(rf"([{_MINUS}]\s?)?([.,]?\d[\d.,'’_ \u00a0\u202f]*)([a-z]*)", re.IGNORECASE)
_MARKED = re.compile(
    r"""(?P<whole>[1-9]\d{0,2}(?:(?P<mark>[.,'’_ \u00a0\u202f])\d{3})(?:(?P=mark)\d{3})*   # 1,200 or 1.200.000 or 1 200
        |[1-9]\d?(?:,\d{2})+,\d{3}                                            # 12,34,567
        |\d*)
        (?:(?P<point>[.,])(?P<part>\d+))?""",
    re.VERBOSE,
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def figure(text: str, units: Sequence[str] = ()) -> float:
    """One number as people write it: 1,200 or 1.200 or 1'200, 180k, 1.2m, with or without a currency.

    A mark before exactly three digits groups thousands, any other is a decimal point. Raises Unreadable where the text
    holds no number or several, where it can be read in two ways, or where it speaks of a time other than `units`.
    """
    runs = list(RUN.finditer(text))
    if len(runs) != 1:
        raise Unreadable("problem.number", entry=excerpt(text))
    sign, digits, suffix = runs[0].groups()
    _times_allowed(text, units)
    scale = scale_of(text, suffix)
    return (-1 if sign else 1) * _plain_number(digits.rstrip(".,'’_ \u00a0\u202f"), scale, text) + 0.0


def _plain_number(digits: str, scale: float | None, text: str) -> float:
    """A run of digits and marks, times the scale written behind it. With a scale, 1.125 could be either: refused."""
    number = _MARKED.fullmatch(digits)
    if number is None:
        raise Unreadable("problem.number", entry=excerpt(text))
    whole, mark, point, part = number["whole"], number["mark"], number["point"], number["part"]
    two_ways = scale and mark in (".", ",") and whole.count(mark) == 1 and not point
    if two_ways or (point and point in whole):
        raise Unreadable("problem.number", entry=excerpt(text))
    return float((re.sub(r"\D", "", whole) or "0") + "." + (part or "0")) * (scale or 1)


def scale_of(text: str, suffix: str) -> float | None:
    """What k, m or “million” behind the number, or kEUR beside it, multiplies it by; None where nothing does."""
    thousands = (word for word in _WORD.findall(text.lower()) if word.endswith(_MONEY) and word in _SCALES)
    return _SCALES.get(suffix.lower()) or next((_SCALES[word] for word in thousands), None)


def _times_allowed(text: str, units: Sequence[str]) -> None:
    """“40,000 a month” is not 40,000 a day: a time the field does not ask for is refused, not dropped."""
    if times_in(text) - set(units):
        raise Unreadable("problem.unit", entry=excerpt(text), wanted=" / ".join(units))


def times_in(text: str) -> set[str]:
    return {_TIMES[word] for word in _WORD.findall(text.lower().replace("p.a", "pa")) if word in _TIMES}


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

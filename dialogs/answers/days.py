"""Days as people write them; one that can be two is both."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_Y, _D, _M = r"(?P<y>(?:19|20|21)\d\d)", r"(?P<d>\d\d?)", r"(?P<m>\d\d?)"
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DAYS = tuple(
    re.compile(shape)
    for shape in (
        rf"{_Y}(?P<mark>[-/]){_M}(?:(?P=mark){_D})?",  # 2026-05-01, 2026-05
        rf"{_D}\. ?{_M}\. ?{_Y}",  # 1.5.2026
        rf"{_M}[-/]{_Y}",  # 05/2026
        rf"{_D}(?:\.|st|nd|rd|th)?[ -]{_NAME}[ -]{_Y}",  # 1 May 2026
        rf"{_NAME} {_D}(?:st|nd|rd|th)?,? {_Y}",  # May 1, 2026
        rf"{_NAME}[ -]{_Y}",  # May 2026
        rf"{_NAME}-(?P<yy>\d\d)",  # Dec-25, as spreadsheets write the month of a year
        rf"{_NAME} ?['’](?P<yy>\d\d)",  # Dec '25
        rf"q(?P<q>[1-4])[ /-]?{_Y}",  # Q1 2026
        rf"{_Y}[ /-]?q(?P<q>[1-4])",  # 2026-Q1
        rf"(?:the )?end of {_Y}",
        rf"(?:the )?end of {_NAME} {_Y}",
    )
)
_NO_YEAR = tuple(
    re.compile(shape)
    for shape in (
        rf"{_NAME} {_D}(?:st|nd|rd|th)?",  # Oct 25: a day, or the month of a year
        rf"{_D}(?:\.|st|nd|rd|th)?[ -]{_NAME}",  # 1 Oct, 25-Dec
        r"\d\d?\.\d\d?\.",  # 1.10.
        r"q[1-4]",
    )
)
_SWAPPABLE = re.compile(rf"{_D}(?P<mark>[-/]){_M}(?P=mark){_Y}")
_CLOCK = re.compile(r"(?<=\d)[t ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?z?$")


def days(text: str) -> tuple[date, ...]:
    """Every day a text can mean: none, one, or two (03/04/2026).

    A month alone is its last day; a time of day is dropped.
    """
    text = _CLOCK.sub("", " ".join(text.lower().split()))
    if swapped := _SWAPPABLE.fullmatch(text):
        year, one, other = (int(swapped[part]) for part in ("y", "d", "m"))
        return tuple(sorted({*_on(year, one, other), *_on(year, other, one)}))
    parts = next((match.groupdict() for shape in _DAYS if (match := shape.fullmatch(text))), None)
    if parts is None:
        return ()
    year = int(parts["y"]) if parts.get("y") else 2000 + int(parts["yy"])
    return _on(year, _month_in(parts), int(parts["d"]) if parts.get("d") else None)


def _month_in(parts: Mapping[str, str | None]) -> int:
    """The month that is written, by number or name; of a quarter or a year its last."""
    if parts.get("m") or parts.get("q"):
        return int(parts.get("m") or 0) or 3 * int(parts["q"] or 0)
    return _month(parts.get("name") or "december")


def lacks_a_year(text: str) -> bool:
    """Whether a text is a day, a week or a month of which the year is missing: “1 Oct”, “Oct 25”, “W01”."""
    text = " ".join(text.lower().split())
    found = next((match for shape in _NO_YEAR if (match := shape.fullmatch(text))), None)
    return found is not None and ("name" not in found.groupdict() or bool(_month(found["name"])))


def _month(name: str) -> int:
    return next((at for at, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def _on(year: int, month: int, day: int | None) -> tuple[date, ...]:
    try:
        return (date(year, month, monthrange(year, month)[1] if day is None else day),)
    except ValueError:
        return ()

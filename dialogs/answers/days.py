"""Days as people write them; one that can be two is both."""

import re
from calendar import monthrange
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
    month = int(parts["m"]) if parts.get("m") else _month(parts["name"])
    return _on(int(parts["y"]), month, int(parts["d"]) if parts.get("d") else None)


def _month(name: str) -> int:
    return next((at for at, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def _on(year: int, month: int, day: int | None) -> tuple[date, ...]:
    try:
        return (date(year, month, monthrange(year, month)[1] if day is None else day),)
    except ValueError:
        return ()

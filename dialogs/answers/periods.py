"""The time in which a number was typed where another was asked for: 214 a week, in a box for a day's requests.

typed_per(how)               # "week"
per_period(42.8, "week")     # 214.0
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.answers.rates import IN_A_YEAR, WORKING_DAYS
from dialogs.answers.written import Written

DAY = "day"
_LENGTHS: Mapping[str, Mapping[str, float]] = {
    "per_day": WORKING_DAYS,
    "per_year": {unit: 1 / often for unit, often in IN_A_YEAR.items()},
}
"""By what a box asks for: the length of the other times, in its own."""
_NEAR = 0.0005


def typed_per(how: Written) -> str:
    """The time that was typed, where it is another than what was asked for; else empty."""
    said = [one for one in how.reckoned.values() if one.by in _LENGTHS.get(one.to, ())]
    return said[0].by if len(said) == 1 else ""


def asked_per(how: Written) -> str:
    """What was asked for there: “per_day”; empty where it was typed as it was asked for."""
    return next(iter(how.reckoned.values())).to if typed_per(how) else ""


def per_period(number: float, per: str, asked: str = "per_day") -> float:
    """A number of the time asked for as one of another, without what its rounding left behind."""
    found = number * _LENGTHS[asked][per]
    whole = float(round(found))
    return whole if whole and abs(found - whole) <= _NEAR * found else float(f"{found:.4g}")

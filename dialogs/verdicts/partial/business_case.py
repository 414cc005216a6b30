"""The case for management while a figure is unknown: reckoned, the limit of the one unknown, or not reckoned.

A case without all its figures has no net present value, no payback and no picture. With one unknown the expected
figures say what it has to come to; with more there is nothing to say but what is missing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from dialogs.verdicts.business_case import BusinessCase, CaseInputs, compute
from dialogs.verdicts.estimates import Spread
from dialogs.verdicts.partial import Turn

RANGES = ("saving", "once", "yearly", "months")
FIGURES = (*RANGES, "horizon", "rate")


@dataclass(frozen=True)
class Inputs:
    """`CaseInputs` of which any may be unknown (None). Three zeros are three zeros: months of none mean at once."""

    saving: Spread | None = None
    once: Spread | None = None
    yearly: Spread | None = None
    months: Spread | None = None
    horizon: int | None = None
    rate: float | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What nobody knows yet."""
        return tuple(name for name in FIGURES if getattr(self, name) is None)

    @property
    def known(self) -> CaseInputs | None:
        """The case's inputs, once they are all there."""
        saving, once, yearly, months = self.saving, self.once, self.yearly, self.months
        if saving is None or once is None or yearly is None or months is None:
            return None
        if self.horizon is None or self.rate is None:
            return None
        return CaseInputs(saving, once, yearly, self.horizon, self.rate, months)


@dataclass(frozen=True)
class Reckoned:
    """Everything is known: the case in its three scenarios, and the inputs for whatever else is worked out of it."""

    inputs: CaseInputs
    case: BusinessCase


@dataclass(frozen=True)
class Limit:
    """One range is unknown: where its expected figure turns whether it pays, the others as expected.

    A saving has to be above the turn, a cost or the months below it; at the turn itself the case comes to nothing,
    which does not pay. None: no figure of it from zero on would make it pay.
    """

    part: str
    turn: Turn[bool] | None


@dataclass(frozen=True)
class NotReckoned:
    """Too much is unknown to say anything."""

    missing: tuple[str, ...]


def reckon(given: Inputs) -> Reckoned | Limit | NotReckoned:
    """What can be said with what there is. Horizon and rate are needed for anything."""
    if known := given.known:
        return Reckoned(known, compute(known))
    if len(given.missing) > 1 or given.horizon is None or given.rate is None:
        return NotReckoned(given.missing)
    (part,) = given.missing
    at = _LIMITS[part](_Expected.of(given, given.horizon, given.rate))
    return Limit(part, None if at is None else _turn(part, float(at)))


def at_worst(given: Inputs) -> Inputs:
    """The same at the low saving, the rest as it is; while nobody knows the saving, at the high costs.

    What is unknown stays so. One figure at a time (ours): all of them at their worst is the cautious case.
    """
    if given.saving:
        return replace(given, saving=_even(given.saving.low))
    once, yearly = (_even(cost.high) if cost else None for cost in (given.once, given.yearly))
    return replace(given, once=once, yearly=yearly)


def _even(amount: float) -> Spread:
    return Spread(amount, amount, amount)


@dataclass(frozen=True)
class _Expected:
    """The expected figures, without the rounding of floats; none in place of the unknown, which nothing below reads."""

    saving: Fraction
    once: Fraction
    yearly: Fraction
    months: Fraction
    horizon: int
    rate: Fraction

    @classmethod
    def of(cls, given: Inputs, horizon: int, rate: float) -> "_Expected":
        saving, once, yearly, months = map(_exact, (given.saving, given.once, given.yearly, given.months))
        return cls(saving, once, yearly, months, horizon, Fraction(str(rate)))

    def annuity(self, months: Fraction) -> Fraction:
        """What one a year comes to today, from so many months on until the horizon."""
        years = range(1, self.horizon + 1)
        shares = (min(Fraction(1), max(Fraction(0), year - months / 12)) for year in years)
        return sum((share / (1 + self.rate) ** year for year, share in zip(years, shares, strict=True)), Fraction(0))


def _turn(part: str, at: float) -> Turn[bool]:
    return Turn(at, (False,), (True,)) if part == "saving" else Turn(at, (True,), (False,), from_there=True)


def _least_saving(given: _Expected) -> Fraction | None:
    annuity = given.annuity(given.months)
    return given.yearly + given.once / annuity if annuity else None


def _most_once(given: _Expected) -> Fraction | None:
    return _if_any((given.saving - given.yearly) * given.annuity(given.months))


def _most_yearly(given: _Expected) -> Fraction | None:
    annuity = given.annuity(given.months)
    return _if_any(given.saving - given.once / annuity) if annuity else None


def _most_months(given: _Expected) -> Fraction | None:
    """What a delay leaves falls evenly within a year, so that between two years it is read off the line."""
    yearly = given.saving - given.yearly
    left = [yearly * given.annuity(Fraction(12 * year)) - given.once for year in range(given.horizon + 1)]
    for year, (before, after) in enumerate(pairwise(left)):
        if before > 0 >= after:
            return 12 * (year + before / (before - after))
    return None


_LIMITS: Mapping[str, Callable[[_Expected], Fraction | None]] = {
    "saving": _least_saving,
    "once": _most_once,
    "yearly": _most_yearly,
    "months": _most_months,
}


def _if_any(most: Fraction) -> Fraction | None:
    return most if most > 0 else None


def _exact(spread: Spread | None) -> Fraction:
    return Fraction(str(spread.expected)) if spread else Fraction(0)

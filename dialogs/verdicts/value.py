"""The candidates by value: RICE, their ranking, and when a choice is asked for its reason.

RICE = reach x impact x confidence / effort, by Intercom (see INTERCOM). What a candidate is *worth* is the upper half
of it, reach x impact x confidence, so that effort alone makes nothing valuable (S2.val.1); that reading is ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from dialogs.verdicts.feasibility import Light

INTERCOM = "https://www.intercom.com/blog/rice-simple-prioritization-for-product-managers/"
IMPACTS = (3.0, 2.0, 1.0, 0.5, 0.25)
CONFIDENCES = (1.0, 0.8, 0.5)
LEAST_EFFORT = 0.5
FAR_APART = 100
"""How many times another's reach counts something else, as customers beside shops. Ours."""
WELL_BEYOND = 10
"""How many times its own effort nobody plans for, so that what happens there says nothing. Ours."""
CLEARLY = 2
"""How many times another's worth tells something, where the figures are guesses. Ours."""


@dataclass(frozen=True)
class Candidate:
    """A candidate with people or cases a year, an impact and a confidence of the scales, and person-months.

    None: nobody knows yet. `light` is the verdict on its feasibility; a red one comes after all that can be built, and
    is held against no choice (`red_last`; not so in scopings from before the objections).
    """

    name: str
    reach: float | None = None
    impact: float | None = None
    confidence: float | None = None
    effort: float | None = None
    light: Light = Light.UNKNOWN
    red_last: bool = True

    @property
    def comes_last(self) -> bool:
        return self.red_last and self.light is Light.RED

    @property
    def missing(self) -> tuple[str, ...]:
        """The figures without which it has no place in the ranking."""
        return tuple(name for name in ("reach", "impact", "confidence", "effort") if getattr(self, name) is None)


@dataclass(frozen=True)
class Ranked:
    """A candidate at its place, 1 for the top; candidates with the same RICE share a place.

    `value` is what it is worth, `effort` what it counts as (half a person-month at least). `feasible` is False for one
    whose feasibility is red, `last` where that puts it after all that can be built.
    """

    place: int
    name: str
    rice: float
    value: float
    effort: float
    feasible: bool
    last: bool = False

    def outranks(self, other: "Ranked") -> bool:
        """Whether it comes first: what can be built before what can't, then by RICE."""
        return (not self.last, self.rice) > (not other.last, other.rice)


class Objection(StrEnum):
    """What speaks against a choice; each demands a reason."""

    EASIEST = "easiest"
    NOT_TOP = "not_top"


@dataclass(frozen=True)
class Challenge:
    """A choice that needs a reason, and what it is held against: worth more (easiest) or ranked higher (not top)."""

    objection: Objection
    chosen: Ranked
    better: tuple[Ranked, ...]


def rice(reach: float, impact: float, confidence: float, effort: float) -> float:
    """Reach x impact x confidence / effort in person-months; an effort below half a one counts as half a one.

    Raises ValueError for a negative reach, and for an impact or a confidence that is not on its scale.
    """
    return float(_worth(reach, impact, confidence) / _exact(_at_least_half(effort)))


def value(reach: float, impact: float, confidence: float) -> float:
    """Reach x impact x confidence: what it is worth, whatever it takes. Raises ValueError as `rice` does."""
    return float(_worth(reach, impact, confidence))


def is_worth_twice(one: Candidate, other: Candidate) -> bool:
    """Whether one is worth more than twice the other; not where the reach, impact or confidence of either is unknown.

    Raises ValueError as `rice` does.
    """
    worth, beside = _known_worth(one), _known_worth(other)
    return worth is not None and beside is not None and worth > CLEARLY * beside


def far_apart(candidates: Iterable[Candidate]) -> tuple[Candidate, Candidate] | None:
    """Those that reach fewest and most, where they are so far apart that they hardly count the same thing."""
    counted = sorted((one for one in candidates if one.reach), key=lambda one: one.reach or 0)
    if not counted or (counted[-1].reach or 0) <= FAR_APART * (counted[0].reach or 0):
        return None
    return counted[0], counted[-1]


def ranking(candidates: Iterable[Candidate]) -> tuple[Ranked, ...]:
    """The candidates by RICE, best first, those of one place as they came; one that lacks a figure is left out.

    What can't be built comes after all that can.
    """
    rated = [ranked for candidate in candidates if (ranked := _rated(candidate))]
    placed = [replace(one, place=1 + sum(other.outranks(one) for other in rated)) for one in rated]
    return tuple(sorted(placed, key=lambda one: one.place))


def challenge(candidates: Sequence[Candidate], chosen: str) -> Challenge | None:
    """What speaks against choosing the candidate of this name; None where nothing does, or it lacks a figure.

    In this order: nothing takes less effort, and what takes more is worth more (S2.val.2); something ranks higher. What
    can't be built is never what a choice is held against. A choice that heads the ranking can still be the easy one.
    Raises ValueError where no candidate has this name.
    """
    if chosen not in [candidate.name for candidate in candidates]:
        raise ValueError(f"no such candidate: {chosen}")
    ranked = ranking(candidates)
    own = next((one for one in ranked if one.name == chosen), None)
    if own is None:
        return None
    others = [one for one in ranked if one is not own and not one.last]
    for objection, better in ((Objection.EASIEST, _worth_more(own, others)), (Objection.NOT_TOP, _higher(own, others))):
        if better:
            return Challenge(objection, own, better)
    return None


def _worth_more(own: Ranked, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """What is worth more and takes more, the most valuable first; nothing where something takes less than this."""
    if any(one.effort < own.effort for one in ranked):
        return ()
    harder = [one for one in ranked if one.value > own.value and one.effort > own.effort]
    return tuple(sorted(harder, key=lambda one: -one.value))


def _higher(own: Ranked, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    return tuple(one for one in ranked if one.rice > own.rice)


def _rated(one: Candidate) -> Ranked | None:
    """A candidate's figures, its place still open; None where it lacks one."""
    if one.reach is None or one.impact is None or one.confidence is None or one.effort is None:
        return None
    figures = (one.reach, one.impact, one.confidence)
    effort = _at_least_half(one.effort)
    feasible = one.light is not Light.RED
    return Ranked(0, one.name, rice(*figures, effort), value(*figures), effort, feasible, one.comes_last)


def _worth(reach: float, impact: float, confidence: float) -> Fraction:
    if reach < 0 or impact not in IMPACTS or confidence not in CONFIDENCES:
        raise ValueError(f"not on the scales: reach {reach}, impact {impact}, confidence {confidence}")
    return _exact(reach) * _exact(impact) * _exact(confidence)


def _known_worth(one: Candidate) -> Fraction | None:
    if one.reach is None or one.impact is None or one.confidence is None:
        return None
    return _worth(one.reach, one.impact, one.confidence)


def _at_least_half(effort: float) -> float:
    return max(LEAST_EFFORT, effort)


def _exact(number: float) -> Fraction:
    """The number as somebody wrote it, so that equal candidates share a place."""
    return Fraction(str(number))

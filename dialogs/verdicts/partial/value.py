"""The candidates by value while figures are unknown: the range of their places, and objections that hold in any case.

An unknown reach may be anything from none on, an unknown effort anything from half a person-month on, an unknown
impact or confidence anything on its scale. (`value.ranking` leaves a candidate out that lacks a figure.)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from dialogs.verdicts.partial import Domain, Hinge, Possible, cells, completions, fixings, hinges, unknowns, witnesses
from dialogs.verdicts.value import CONFIDENCES, IMPACTS, LEAST_EFFORT, Candidate, Objection, ranking, rice, value


@dataclass(frozen=True)
class Places:
    """The best place a candidate can have, and the worst; the same where nothing that is unknown can move it.

    `missing` are its own figures that nobody knows.
    """

    best: int
    worst: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """What holds against a choice whatever the unknowns turn out to be, and the names of what is better in any case."""

    objection: Objection
    better: tuple[str, ...]


def places(candidates: Sequence[Candidate]) -> dict[str, Places]:
    """By name, the range of each candidate's places. Raises ValueError as `value.rice` does."""
    ranges = {one.name: _rice(one) for one in candidates}
    return {
        one.name: _places(one, ranges, [other for other in candidates if other.name != one.name]) for one in candidates
    }


def objection(candidates: Sequence[Candidate], chosen: str) -> Standing | None:
    """As `value.challenge`, but only what holds for every completion. Raises ValueError as that does."""
    own = next((one for one in candidates if one.name == chosen), None)
    if own is None:
        raise ValueError(f"no such candidate: {chosen}")
    others = [one for one in candidates if one.name != chosen and not one.comes_last]
    sure = ((Objection.EASIEST, _worth_more(own, others)), (Objection.NOT_TOP, _higher(own, others)))
    return next((Standing(against, better) for against, better in sure if better), None)


def hangs_on(candidates: Sequence[Candidate], name: str) -> Hinge[int] | None:
    """How the place of one turns with the one figure that is unknown, its own or another's: `input` is "model.reach".

    None where everything is known, or more than one figure is not, or its place does not turn with it.
    """
    unknown = [(one, figure) for one in candidates for figure in one.missing]
    if len(unknown) != 1:
        return None
    ((unsure, figure),) = unknown
    others = [one for one in candidates if one is not unsure]
    domains = {figure: _domain(figure, [_exact_rice(one) for one in others])}

    def possible(one: Candidate) -> Possible[int, Candidate]:
        places = range(1, len(candidates) + 1)
        found = witnesses(completions(one, domains), lambda known: _place([known, *others], name), places)
        return Possible(found, unknowns(one, domains))

    turning = hinges(possible(unsure), fixings(unsure, domains), possible)
    return next((replace(hinge, input=f"{unsure.name}.{figure}") for hinge in turning), None)


@dataclass(frozen=True)
class _Range:
    """Where a figure can lie; `above`: it comes near the least and never reaches it. Infinite is never reached."""

    least: float
    most: float
    above: bool = False

    def always_beats(self, other: "_Range") -> bool:
        return self.least > other.most or (self.above and self.least == other.most)

    def can_beat(self, other: "_Range") -> bool:
        return self.most > other.least


def _places(one: Candidate, ranges: Mapping[str, _Range], others: Iterable[Candidate]) -> Places:
    # All that can be better can be so at once, since no figure rests on another's; so can all that can be worse.
    beaten = [_beats(ranges[other.name], ranges[one.name], other.comes_last - one.comes_last) for other in others]
    return Places(1 + sum(always for always, _ in beaten), 1 + sum(can for _, can in beaten), one.missing)


def _beats(other: _Range, own: _Range, later: int) -> tuple[bool, bool]:
    """Whether another always comes before it, and whether it can; what can't be built comes last in any case."""
    return (later < 0, later < 0) if later else (other.always_beats(own), other.can_beat(own))


def _worth_more(own: Candidate, others: Sequence[Candidate]) -> tuple[str, ...]:
    """What is worth more and takes more in any case, the most valuable first; nothing where one may take less."""
    worth, effort = _worth(own).most, _effort(own).most
    if any(_effort(one).least < effort for one in others):
        return ()
    harder = [one for one in others if _worth(one).least > worth and _effort(one).least > effort]
    return tuple(one.name for one in sorted(harder, key=lambda one: -_worth(one).least))


def _higher(own: Candidate, others: Iterable[Candidate]) -> tuple[str, ...]:
    higher = [one for one in others if _rice(one).always_beats(_rice(own))]
    return tuple(one.name for one in sorted(higher, key=lambda one: -_rice(one).least))


def _rice(one: Candidate) -> _Range:
    low, high = _figures(one)
    effort = _effort(one)
    most = inf if one.reach is None else rice(*high, effort.least)
    if effort.most == inf:
        return _Range(0.0, most, above=_worth(one).least > 0)
    return _Range(rice(*low, effort.most), most)


def _worth(one: Candidate) -> _Range:
    low, high = _figures(one)
    return _Range(value(*low), inf if one.reach is None else value(*high))


def _effort(one: Candidate) -> _Range:
    if one.effort is None:
        return _Range(LEAST_EFFORT, inf)
    counted = max(LEAST_EFFORT, one.effort)
    return _Range(counted, counted)


def _figures(one: Candidate) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Reach (none where unknown: it has no most), impact and confidence at their least and at their most."""
    reach = 0.0 if one.reach is None else one.reach
    impacts = IMPACTS if one.impact is None else (one.impact,)
    confidences = CONFIDENCES if one.confidence is None else (one.confidence,)
    return (reach, min(impacts), min(confidences)), (reach, max(impacts), max(confidences))


def _place(candidates: Sequence[Candidate], name: str) -> int:
    return next(one.place for one in ranking(candidates) if one.name == name)


def _domain(figure: str, rivals: Sequence[Fraction]) -> Domain[Candidate]:
    """Reach and effort turn where the candidate draws level with another."""
    domains: dict[str, Domain[Candidate]] = {
        "reach": lambda one: cells([float(rival / _exact_rice(replace(one, reach=1.0))) for rival in rivals], least=0),
        "effort": lambda one: cells(
            [float(_exact_rice(replace(one, effort=1.0)) / rival) for rival in rivals if rival], least=LEAST_EFFORT
        ),
        "impact": lambda one: IMPACTS,
        "confidence": lambda one: CONFIDENCES,
    }
    return domains[figure]


def _exact_rice(one: Candidate) -> Fraction:
    """Without the rounding of floats, so that whoever draws level does so at the number somebody would write."""
    low, _ = _figures(one)
    return Fraction(str(value(*low))) / Fraction(str(_effort(one).least))

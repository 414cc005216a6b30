"""Risks while a likelihood or an impact is unknown: listed apart, and weighed at both ends.

At the worse end such a risk counts as not dealt with even where it has steps and an owner: nobody can say yet whether
they suffice. At the better end it does, as it will once it is graded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from dialogs.verdicts import optimism, risks
from dialogs.verdicts.optimism import Uplift
from dialogs.verdicts.partial import Domain, Ends, Hinge, Possible, completions, fixings, hinges, unknowns, witnesses
from dialogs.verdicts.risks import STEPS, Risk, Severity


@dataclass(frozen=True)
class Inputs:
    """`Risk` with a likelihood and an impact of which either may be unknown (None)."""

    name: str
    likelihood: int | None = None
    impact: int | None = None
    trigger: str = ""
    fallback: str = ""
    owner: str = ""
    steps: str = ""
    state: str = ""
    thin: str = ""

    @property
    def known(self) -> Risk | None:
        """The risk, once it is graded."""
        if self.likelihood is None or self.impact is None:
            return None
        said = (self.trigger, self.fallback, self.owner, self.steps, self.state, self.thin)
        return Risk(self.name, self.likelihood, self.impact, *said)

    @property
    def has_steps(self) -> bool:
        """Whether it will count as dealt with once it is graded."""
        return risks.is_mitigated(self.fallback, self.owner) or risks.are_written(self.steps, self.state)

    @property
    def dealt_with(self) -> float:
        """How much it will count as dealt with, 0 to 1."""
        return risks.dealt_with(self.state) if self.has_steps else 0.0

    @property
    def weight(self) -> Ends:
        """Likelihood x impact at both ends: 1 to 25 where neither is known. Raises ValueError off the scale."""
        weights = [risk.weight for one in completions(self, DOMAINS) if (risk := one.known)]
        return Ends(min(weights), max(weights))


@dataclass(frozen=True)
class Listed:
    """The risks that are graded, for the matrix, and those that are not, to stand beside it; as they came."""

    graded: tuple[Risk, ...]
    ungraded: tuple[Inputs, ...]


@dataclass(frozen=True)
class Uplifts:
    """The uplift for optimism if what is ungraded weighs least, and if it weighs most."""

    least: Uplift
    most: Uplift


def listed(given: Iterable[Inputs]) -> Listed:
    named = tuple(given)
    return Listed(
        graded=tuple(risk for one in named if (risk := one.known)),
        ungraded=tuple(one for one in named if one.known is None),
    )


def possible(given: Inputs) -> Possible[Severity, Inputs]:
    """The severities that remain for one risk. Raises ValueError off the scale."""
    return Possible(witnesses(completions(given, DOMAINS), _severity, Severity), unknowns(given, DOMAINS))


def hangs_on(given: Inputs) -> Hinge[Severity] | None:
    """Likelihood or impact, whichever narrows it more; None where one severity remains."""
    return next(iter(hinges(possible(given), fixings(given, DOMAINS), possible)), None)


def mitigated_share(given: Iterable[Inputs]) -> Ends:
    """The share (0..1) of all risk that is dealt with, at both ends of what the ungraded weigh; 0 where none was named.

    At the least, what is ungraded is heavy and not dealt with; at the most its steps count, and it is heavy where they
    count for more than the rest, else light. Raises ValueError off the scale.
    """
    apart = listed(given)
    whole = sum(risk.weight for risk in apart.graded)
    dealt_with = sum(risk.weight * risk.dealt_with for risk in apart.graded)
    heavy = whole + sum(one.weight.most for one in apart.ungraded)
    if not heavy:
        return Ends(0.0, 0.0)
    return Ends(dealt_with / heavy, max(_share(whole, dealt_with, apart.ungraded, count) for count in _COUNTS))


_COUNTS = (0.0, risks.UNTRIED, 1.0, inf)
"""From which count of its steps on an ungraded risk is taken as heavy."""


def _share(whole: float, dealt_with: float, ungraded: Iterable[Inputs], heavy_from: float) -> float:
    weighed = [(one.weight.most if one.dealt_with >= heavy_from else one.weight.least, one) for one in ungraded]
    return (dealt_with + sum(weight * one.dealt_with for weight, one in weighed)) / (
        whole + sum(weight for weight, _ in weighed)
    )


def uplift(given: Iterable[Inputs]) -> Uplifts:
    """The uplift for optimism at both ends: the more is dealt with, the less is added. Raises as `mitigated_share`."""
    share = mitigated_share(given)
    most = optimism.uplift(share.least)
    return Uplifts(least=most if share.most == share.least else optimism.uplift(share.most), most=most)


DOMAINS: Mapping[str, Domain[Inputs]] = {"likelihood": lambda given: STEPS, "impact": lambda given: STEPS}


def _severity(given: Inputs) -> Severity:
    assert given.likelihood is not None
    assert given.impact is not None
    return risks.severity(given.likelihood, given.impact)

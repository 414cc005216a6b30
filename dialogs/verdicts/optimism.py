"""Optimism bias: by how much projects of this kind have cost more and taken longer than was estimated.

The figures are the row Equipment/Development of Mott MacDonald's review for HM Treasury, from which the supplementary
guidance to the Green Book has its own. The reference class is large public projects of the United Kingdom until 2002,
and the bounds are starting values, not the worst and the best that happened: a company's own record of estimates and
outcomes replaces them as soon as there is one.
"""

from dataclasses import dataclass

SOURCE_GUIDANCE = "HM Treasury, Supplementary Green Book Guidance: Optimism Bias"
SOURCE_STUDY = "Mott MacDonald, Review of Large Public Procurement in the UK (2002)"
SOURCE_ROW = "Equipment/Development"
SOURCE_LINK = "https://www.gov.uk/government/publications/green-book-supplementary-guidance-optimism-bias"


@dataclass(frozen=True)
class Bounds:
    """An uplift as a share: upper where no risk is dealt with, lower where all are."""

    upper: float
    lower: float


CAPITAL = Bounds(upper=2.00, lower=0.10)
DURATION = Bounds(upper=0.54, lower=0.10)


@dataclass(frozen=True)
class Uplift:
    """By which share to raise what is paid once (2.0: to three times) and the time until it is in use."""

    capital: float
    duration: float


def uplift(mitigated: float) -> Uplift:
    """Upper bound x (1 - mitigated), not below the lower bound.

    `mitigated` is the share (0..1) of the named risks that is demonstrably dealt with. Raises ValueError outside it.
    """
    if not 0 <= mitigated <= 1:
        raise ValueError(f"not a share: {mitigated}")
    return Uplift(_reduced(CAPITAL, mitigated), _reduced(DURATION, mitigated))


def _reduced(bounds: Bounds, mitigated: float) -> float:
    return max(bounds.lower, bounds.upper * (1 - mitigated))

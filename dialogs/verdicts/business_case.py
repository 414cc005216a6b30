"""The case for management: net present value and payback for the team's low, expected and high figures.

NPV = sum of c_t / (1 + r)^t with the year 0 undiscounted; payback is the first moment the cumulated flow reaches zero,
linear inside a year (both are the textbook definitions). The spread is the team's: nothing is added to it.
"""

from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Spread:
    """Low, expected and high, as the team gave them, in money (or money a year)."""

    low: float
    expected: float
    high: float

    def __add__(self, other: "Spread") -> "Spread":
        return Spread(self.low + other.low, self.expected + other.expected, self.high + other.high)


@dataclass(frozen=True)
class CaseInputs:
    """A year's saving, what is paid once and what is paid a year; the horizon in years, the rate as a share (0.08)."""

    saving: Spread
    once: Spread
    yearly: Spread
    horizon: int
    rate: float


@dataclass(frozen=True)
class Scenario:
    """One way it may go: cash flow of the years 0..horizon, net present value, payback in months (None: never)."""

    flows: tuple[float, ...]
    npv: float
    payback_months: float | None


@dataclass(frozen=True)
class BusinessCase:
    """Cautious (low saving, high cost), expected, and hopeful (high saving, low cost)."""

    cautious: Scenario
    expected: Scenario
    hopeful: Scenario

    @property
    def pays(self) -> bool:
        """Accept if the expected net present value is above zero."""
        return self.expected.npv > 0

    @property
    def robust(self) -> bool:
        """Above zero even with the low saving and the high cost."""
        return self.cautious.npv > 0


def compute(given: CaseInputs) -> BusinessCase:
    """The three scenarios of a case."""
    return BusinessCase(
        cautious=_scenario(given.saving.low, given.once.high, given.yearly.high, given),
        expected=_scenario(given.saving.expected, given.once.expected, given.yearly.expected, given),
        hopeful=_scenario(given.saving.high, given.once.low, given.yearly.low, given),
    )


def breakeven_saving(given: CaseInputs) -> float:
    """The yearly saving at which the expected net present value is zero: what would change the verdict."""
    annuity = sum((1 + given.rate) ** -year for year in range(1, given.horizon + 1))
    return given.yearly.expected + given.once.expected / annuity


def net_present_value(flows: tuple[float, ...], rate: float) -> float:
    """sum c_t / (1 + r)^t, t = 0 undiscounted."""
    return sum(flow / (1 + rate) ** year for year, flow in enumerate(flows))


def payback(flows: tuple[float, ...]) -> float | None:
    """Months until the cumulated flow is zero or more, linear inside a year; None if it is below zero in the end.

    (Where nothing is laid out and every year loses money, the first moment at zero or more would be the very start.)
    """
    cumulated = list(accumulate(flows))
    if cumulated[-1] < 0:
        return None
    if cumulated[0] >= 0:
        return 0.0
    for year in range(1, len(flows)):
        if cumulated[year] >= 0:
            return 12 * (year - 1 + -cumulated[year - 1] / flows[year])
    return None


def _scenario(saving: float, once: float, yearly: float, given: CaseInputs) -> Scenario:
    flows = (-once, *([saving - yearly] * given.horizon))
    return Scenario(flows, net_present_value(flows, given.rate), payback(flows))

"""The case for management: net present value and payback for the team's low, expected and high figures.

NPV = sum of c_t / (1 + r)^t with the year 0 undiscounted; payback is the first moment the cumulated flow reaches zero,
linear inside a year (both are the textbook definitions); discounted payback is the same of the discounted flows. Both
ignore what comes after, so neither is ever the only criterion. Saving and yearly cost begin when it is in use and run
evenly from there. The spread is the team's: nothing is added to it unless `with_stress` or `with_uplift` is called.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf

from dialogs.verdicts.estimates import Percentiles, added, draws, percentiles
from dialogs.verdicts.estimates import Spread as Spread

NO_WAIT = Spread(0, 0, 0)
STRESS_COST, STRESS_TIME = 2.0, 1.5
"""The stress question: twice what is paid, once and a year, and half as long again until it is in use. Ours."""


@dataclass(frozen=True)
class CaseInputs:
    """A year's saving, what is paid once and what is paid a year; the horizon in years, the rate as a share (0.08).

    `months` are those until it is in use, counted from the year 0; three zeros also stand for "nobody said".
    """

    saving: Spread
    once: Spread
    yearly: Spread
    horizon: int
    rate: float
    months: Spread = NO_WAIT


@dataclass(frozen=True)
class Scenario:
    """One way it may go: cash flow of the years 0..horizon, net present value, paybacks in months (None: never)."""

    flows: tuple[float, ...]
    npv: float
    payback_months: float | None
    discounted_payback_months: float | None


@dataclass(frozen=True)
class BusinessCase:
    """Cautious (low saving, high cost, late), expected, and hopeful (high saving, low cost, early)."""

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


@dataclass(frozen=True)
class StressedCase(BusinessCase):
    """A case under stress; `time_stressed` is False where no months were given, so that only the cost could be."""

    time_stressed: bool


@dataclass(frozen=True)
class Paybacks:
    """Months until a tenth, half and nine tenths of the draws have paid back; None: fewer do within the horizon."""

    p10: float | None
    p50: float | None
    p90: float | None


@dataclass(frozen=True)
class Band:
    """The cumulated cash flow of the years 0..horizon, undiscounted; each year's percentiles are its own."""

    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]


@dataclass(frozen=True)
class Outlook:
    """What many draws between the team's figures come to; the shares are of the draws, 0..1."""

    npv: Percentiles
    payback_months: Paybacks
    share_paid_back: float
    share_above_zero: float
    cumulated: Band


def compute(given: CaseInputs) -> BusinessCase:
    """The three scenarios of a case. Where a year loses money, early is the cautious way and late the hopeful one."""
    return BusinessCase(*_three(given))


def stressed(given: CaseInputs, cost: float = STRESS_COST, time: float = STRESS_TIME) -> StressedCase:
    """Would it still pay under stress?

    Half as long again of nothing is nothing: where nobody gave months only the cost is stressed, as `time_stressed`
    tells. The horizon stays, so that what the delay takes is lost.
    """
    return StressedCase(*_three(with_stress(given, cost, time)), time_stressed=given.months != NO_WAIT)


def with_stress(given: CaseInputs, cost: float = STRESS_COST, time: float = STRESS_TIME) -> CaseInputs:
    """`cost` times what is paid, once and a year, and `time` times the months until it is in use."""
    return replace(given, once=given.once * cost, yearly=given.yearly * cost, months=given.months * time)


def with_uplift(given: CaseInputs, uplift: float) -> CaseInputs:
    """What is paid once, as expected and high, raised by a share (2.0: to three times); the low figure stays."""
    once = Spread(given.once.low, given.once.expected * (1 + uplift), given.once.high * (1 + uplift))
    return replace(given, once=once)


def simulate(given: CaseInputs, seed: int) -> Outlook:
    """2,000 draws of saving, costs and months, each independent of the others; the same seed gives the same outlook.

    Raises ValueError where what is expected of a figure lies outside its low and high.
    """
    figures = draws((given.saving, given.once, given.yearly, given.months), seed=seed)
    drawn = [
        _scenario(saving, once, yearly, months, given) for saving, once, yearly, months in zip(*figures, strict=True)
    ]
    found = [scenario.payback_months for scenario in drawn]
    return Outlook(
        npv=percentiles(scenario.npv for scenario in drawn),
        payback_months=_paybacks(found),
        share_paid_back=sum(months is not None for months in found) / len(drawn),
        share_above_zero=sum(scenario.npv > 0 for scenario in drawn) / len(drawn),
        cumulated=_band([scenario.flows for scenario in drawn]),
    )


def breakeven_saving(given: CaseInputs) -> float:
    """The yearly saving at which the expected net present value is zero: what would change the verdict.

    Infinite where it is not expected to be in use within the horizon: no saving would do.
    """
    a_year = annuity(given.horizon, given.rate, given.months.expected)
    return given.yearly.expected + given.once.expected / a_year if a_year else inf


def annuity(horizon: int, rate: float, months: float = 0.0) -> float:
    """What one a year comes to today, over the years of the horizon and from so many months on."""
    return added(_in_use(year, months) * (1 + rate) ** -year for year in range(1, horizon + 1))


def cash_flows(once: float, a_year: float, horizon: int, months: float = 0.0) -> tuple[float, ...]:
    """What is paid now, then what is left of each year 1..horizon; `months` are those before anything comes in."""
    years = range(1, horizon + 1)
    return (-once, *(a_year * share if (share := _in_use(year, months)) else 0.0 for year in years))


def net_present_value(flows: tuple[float, ...], rate: float) -> float:
    """sum c_t / (1 + r)^t, t = 0 undiscounted."""
    return added(_discounted(flows, rate))


def payback(flows: tuple[float, ...], months: float = 0.0) -> float | None:
    """Months until the cumulated flow is zero or more, linear inside a year; None if it is below zero in the end.

    `months` are those before anything flows: the year in which they end has its flow in what is left of it.
    (Where nothing is laid out and every year loses money, the first moment at zero or more would be the very start.)
    """
    cumulated = list(accumulate(flows))
    if cumulated[-1] < 0:
        return None
    if cumulated[0] >= 0:
        return 0.0
    for year in range(1, len(flows)):
        if cumulated[year] >= 0:
            flowing = _in_use(year, months)
            return 12 * (year - flowing + flowing * -cumulated[year - 1] / flows[year])
    return None


def waits(given: CaseInputs) -> tuple[float, float, float]:
    """The months until it is in use of the cautious, the expected and the hopeful case.

    With money lost every year a later start would be the better one, and cautious no longer below expected: then the
    cautious case begins early, and a hopeful one that loses late.
    """
    months = given.months
    late = months.high if given.saving.low >= given.yearly.high else months.low
    early = months.low if given.saving.high >= given.yearly.low else months.high
    return late, months.expected, early


def _three(given: CaseInputs) -> tuple[Scenario, Scenario, Scenario]:
    saving, once, yearly = given.saving, given.once, given.yearly
    late, expected, early = waits(given)
    return (
        _scenario(saving.low, once.high, yearly.high, late, given),
        _scenario(saving.expected, once.expected, yearly.expected, expected, given),
        _scenario(saving.high, once.low, yearly.low, early, given),
    )


def _scenario(saving: float, once: float, yearly: float, months: float, given: CaseInputs) -> Scenario:
    flows = cash_flows(once, saving - yearly, given.horizon, months)
    return Scenario(
        flows=flows,
        npv=net_present_value(flows, given.rate),
        payback_months=payback(flows, months),
        discounted_payback_months=payback(_discounted(flows, given.rate), months),
    )


def _in_use(year: int, months: float) -> float:
    """The share of a year (the first is 1) that comes after so many months."""
    return min(1.0, max(0.0, year - months / 12))


def _discounted(flows: tuple[float, ...], rate: float) -> tuple[float, ...]:
    return tuple(flow / (1 + rate) ** year for year, flow in enumerate(flows))


def _paybacks(found: Sequence[float | None]) -> Paybacks:
    ranked = percentiles(inf if months is None else months for months in found)
    return Paybacks(*(None if months == inf else months for months in (ranked.p10, ranked.p50, ranked.p90)))


def _band(flows: Sequence[tuple[float, ...]]) -> Band:
    by_year = [percentiles(year) for year in zip(*map(accumulate, flows), strict=True)]
    return Band(*(tuple(getattr(year, rank) for year in by_year) for rank in ("p10", "p50", "p90")))

"""What a report says of money: the case for management, whole or so far, under stress, and what is done instead."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.report.said import Said
from dialogs.verdicts import business_case
from dialogs.verdicts.partial.business_case import Inputs, Limit


@dataclass(frozen=True)
class Money:
    """The case for management: what went in, what comes out, where it turns, and how the saving was reckoned.

    `breakeven_saving` is None where no saving would do. `saving_guessed`: whoever is said to have reckoned it
    is nobody, or a guess. What 2,000 draws, the uplift and the stress come to is there where the stress question was
    asked.
    """

    currency: str
    given: business_case.CaseInputs
    case: business_case.BusinessCase
    breakeven_saving: float | None
    training: business_case.Spread
    people: business_case.Spread
    platform: str
    saving_source: Said | None
    left_out: tuple[str, ...]
    work_named: bool
    saving_guessed: bool = False
    drawn: business_case.Outlook | None = None
    uplifted: Uplifted | None = None
    stress: Stress | None = None


@dataclass(frozen=True)
class Uplifted:
    """The case with the uplift for optimism: by which shares, how much of the risk was dealt with, what it comes to.

    `at_best` is the same if the risks that nobody graded weigh least; None where all are graded.
    """

    capital: float
    duration: float
    mitigated: float
    npv: float
    payback_months: float | None
    source: str
    at_best: Uplifted | None = None


@dataclass(frozen=True)
class Stress:
    """At `cost` times the cost and `time` times the months: what the numbers say, and what the team answered.

    `breakeven_saving` is the saving a year at which it pays under that stress, None where none would do.
    """

    cost: float
    time: float
    npv: float
    payback_months: float | None
    pays: bool
    time_stressed: bool
    answer: str
    label: str
    because: str
    author: str
    breakeven_saving: float | None = None


@dataclass(frozen=True)
class Answered:
    """What the team answered to the stress question where there are no sums to hold it against."""

    label: str
    because: str
    author: str


@dataclass(frozen=True)
class MoneySoFar:
    """The case while figures of it are not known: those that are, how the saving was reckoned, and the stress answer.

    `lacking` and `left_out` are the figures nobody knows as `question.field`, as in `dialogs.findings.money.SoFar`;
    `limit`, `worst` and `worth` say what the one that is lacking has to come to.
    """

    currency: str
    known: Inputs
    lacking: tuple[str, ...]
    left_out: tuple[str, ...]
    limit: Limit | None
    worst: Limit | None
    worth: float | None
    saving_source: Said | None
    saving_guessed: bool
    stress: Answered | None


@dataclass(frozen=True)
class Instead:
    """What is done without machine learning, its cost, and the first year of ML it spares; None for what nobody knows.

    `reckoned` is False where nobody gave its cost. From the ledger it has its `gap` as well: by how much its net
    present value over `horizon` years is above machine learning's.
    """

    option: str
    label: str
    text: str
    author: str
    currency: str
    once: float | None
    yearly: float | None
    ml_first_year: float | None
    reckoned: bool = True
    gap: float | None = None
    horizon: int = 0

    @property
    def first_year(self) -> float | None:
        return None if self.once is None or self.yearly is None else self.once + self.yearly

    @property
    def spared(self) -> float | None:
        """May be negative: then what is done instead costs more in its first year. None where a sum is not known."""
        if self.ml_first_year is None or self.first_year is None:
            return None
        return self.ml_first_year - self.first_year

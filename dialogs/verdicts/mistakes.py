"""What a case brings when some answers are wrong: the gain of the right ones against the price of the wrong ones.

Of a hundred cases, w are wrong: (100 - w) bring b each, w cost c each, so that a case brings ((100 - w) b - w c) / 100.
Decide by expected cost is Elkan's (The foundations of cost-sensitive learning, IJCAI 2001); the formula is textbook. At
what share of mistakes it is only worth a note (they eat more than half) is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field


class Price(StrEnum):
    """What the three figures come to; `neither` and the `..._unknown` name what nobody has reckoned."""

    LOSES = "loses"
    COSTS_MORE_TO_RUN = "costs_more_to_run"
    FAR_LESS = "far_less"
    THIN = "thin"
    RUNNING_UNKNOWN = "running_unknown"
    PAYS = "pays"
    NEITHER = "neither"
    COST_UNKNOWN = "cost_unknown"
    GAIN_UNKNOWN = "gain_unknown"
    ERRORS_UNKNOWN = "errors_unknown"


@dataclass(frozen=True)
class Mistakes:
    """A right one brings, a wrong one costs, so many in 100 are wrong; cases a year, and what running it costs a year.

    `claimed` is the saving a year that the case for management reckons with. None: not known. Money in one currency.
    """

    right: float | None
    wrong: float | None
    errors: float | None
    cases: float | None = None
    running: float | None = None
    claimed: Annotated[float | None, Field(exclude=True)] = None

    @property
    def gain(self) -> float:
        """What a case brings on average, of three figures that are known."""
        assert self.right is not None
        assert self.errors is not None
        return (100 - self.errors) * self.right / 100 - self.lost

    @property
    def lost(self) -> float:
        """What the wrong ones cost a case on average."""
        assert self.wrong is not None
        assert self.errors is not None
        return self.errors * self.wrong / 100


LEAST_OF_IT = 1 / 2
"""What the cases have to bring of the saving that is claimed, so that both can hold (ours)."""


def price(given: Mistakes) -> Price:
    """What they come to; the order is that of the table of `price_of_mistakes`."""
    unknown = (given.right is None, given.wrong is None, given.errors is None)
    if any(unknown):
        return _of_unknown(*unknown)
    if given.gain <= 0:
        return Price.LOSES
    if given.cases is not None and given.running is not None and given.gain * given.cases < given.running:
        return Price.COSTS_MORE_TO_RUN
    if given.cases is not None and given.claimed is not None and given.gain * given.cases < given.claimed * LEAST_OF_IT:
        return Price.FAR_LESS
    if given.lost > (given.gain + given.lost) / 2:
        return Price.THIN
    return Price.RUNNING_UNKNOWN if given.running is None else Price.PAYS


def _of_unknown(right: bool, wrong: bool, errors: bool) -> Price:
    if right and wrong:
        return Price.NEITHER
    if wrong:
        return Price.COST_UNKNOWN
    return Price.GAIN_UNKNOWN if right else Price.ERRORS_UNKNOWN


def highest_cost(right: float, errors: float) -> float:
    """What a wrong one may cost at most for a case to bring anything; infinite where none is wrong."""
    return (100 - errors) * right / errors if errors else float("inf")


def least_gain(wrong: float, errors: float) -> float:
    """What a right one has to bring at least; infinite where all are wrong."""
    return errors * wrong / (100 - errors) if errors < 100 else float("inf")


def most_errors(right: float, wrong: float) -> float:
    """How many in 100 may be wrong at most; all of them where both are nothing."""
    return 100 * right / (right + wrong) if right + wrong else 100.0

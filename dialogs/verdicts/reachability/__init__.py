"""Is the target reachable by going on this way? The history of a metric in, one verdict and its interval out.

Two falling curves are fitted to the error e (S2.feas.P; the rule is ours): e = c + a exp(-bt), an error that loses the
same share of its gap in every period, and e = c + a (1 + kt)^-b, the power law of learning curves (Figueroa 2012,
Hestness 2017), with a >= 0 and c not below what is possible. Each gives a 90 % profile-likelihood interval of the error
at the horizon; the union of the two counts. A history that a straight line fits significantly better than both, because
it gets worse or does not bend yet, is also followed along that line.

What nobody can read from a history is a step: another source of data, another metric, a rise that has not begun. So
UNREACHABLE says "not by continuing this way" and nothing more. How often verdicts are wrong, and that they are where
the step comes after the last point, is shown in tests/dialogs/verdicts/test_reachability.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import inf, sqrt

FEWEST = 5
"""Points at different times. With four most verdicts are inconclusive, and the wrong ones are no longer near misses."""

LARGEST = 1e100
"""What is further from zero counts as infinite."""


class Reach(StrEnum):
    """The interval at the horizon has met the target, misses it, lies across it, or cannot be told."""

    REACHABLE = "reachable"
    UNREACHABLE = "unreachable"
    INCONCLUSIVE = "inconclusive"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class History:
    """Values of a metric, the target, and when it is due (`at`, in the unit of `times`); the points in any order.

    `best` is the best possible value, such as what people reach who see the same, in the metric's own terms; once the
    history has beaten it, it is no bound. Values that all lie within 0..1 are shares, never better than 1 (or 0, where
    lower is better). Other values have no bound but `best`, or 0 where lower is better and none is negative; nobody
    guesses percentages, so divide them first. `test_size`: the cases behind each value, used for shares alone.
    """

    times: tuple[float, ...]
    values: tuple[float, ...]
    target: float
    at: float
    higher_is_better: bool = True
    best: float | None = None
    test_size: int | None = None

    @property
    def sign(self) -> int:
        """Error = sign x metric. An error of 1 - metric or of best - metric would be the same but for a constant."""
        return -1 if self.higher_is_better else 1

    @property
    def shares(self) -> bool:
        return all(0 <= value <= 1 for value in (*self.values, self.best or 0))

    @property
    def natural_floor(self) -> float:
        """The least error this kind of metric can have; -inf where it has none."""
        if self.higher_is_better:
            return -1 if self.shares else -inf
        return 0 if min(self.values, default=0) >= 0 else -inf

    @property
    def floor(self) -> float:
        """The least error possible, as far as anybody said."""
        return self.natural_floor if self.best is None else max(self.natural_floor, self.sign * self.best)


@dataclass(frozen=True)
class Verdict:
    """One verdict, the 90 % interval of the metric at the horizon, and the targets at which it would turn.

    `sigma` is the deviation of one value on which the interval rests: from the test set (`sigma_known`), or from how
    the values scatter about the curve, where the test set is not known or explains too little. `warnings`: "far" (the
    horizon is further from the first point than twice the span observed), "above_best" (the target is better than the
    best possible), "not_monotone" (worse on the way, by more than two sigma). `curve`: (time, low, middle, high) from
    the first point to `at`. `points`: how many different times. `reachable_up_to` is the best target that would be
    REACHABLE; any target better than `unreachable_from` is UNREACHABLE.
    """

    reach: Reach
    low: float | None
    high: float | None
    sigma: float | None
    sigma_known: bool
    warnings: tuple[str, ...]
    curve: tuple[tuple[float, float, float, float], ...]
    points: int
    reachable_up_to: float | None
    unreachable_from: float | None


def judge(history: History) -> Verdict:
    """The one verdict. ValueError for times and values of different length, infinite numbers, `at` not after them."""
    _check(history)
    points = len(set(history.times))
    if points < FEWEST:
        return Verdict(Reach.TOO_FEW, None, None, None, False, tuple(_warnings(history)), (), points, None, None)
    # Half a second of imports, which most runs of the bot never need.
    from dialogs.verdicts.reachability.outlook import Errors, foresee

    errors = Errors(history.times, tuple(history.sign * value for value in history.values), _floor(history))
    seen = foresee(errors, history.at, _test_set_sigma(history))
    best, worst = (history.sign * seen.curve[-1][place] for place in (1, 3))
    return Verdict(
        reach=_reach(history.sign * history.target, seen.curve[-1][1], seen.curve[-1][3]),
        low=min(best, worst),
        high=max(best, worst),
        sigma=seen.sigma,
        sigma_known=seen.sigma_known,
        warnings=(*_warnings(history), *(("not_monotone",) if seen.not_monotone else ())),
        curve=tuple(_in_metric(history, *row) for row in seen.curve),
        points=points,
        reachable_up_to=worst,
        unreachable_from=best,
    )


def _check(history: History) -> None:
    if len(history.times) != len(history.values):
        raise ValueError(f"{len(history.times)} times for {len(history.values)} values")
    numbers = (*history.times, *history.values, history.target, history.at, history.best or 0.0)
    if not all(abs(number) <= LARGEST for number in numbers):
        raise ValueError(f"not a number, or one beyond {LARGEST:g}")
    if history.times and history.at <= max(history.times):
        raise ValueError(f"{history.at} is not after the last point, {max(history.times)}")


def _floor(history: History) -> float:
    """A best that has been beaten is no bound."""
    reached = min(history.sign * value for value in history.values)
    return history.floor if reached >= history.floor else history.natural_floor


def _test_set_sigma(history: History) -> float | None:
    """sqrt(p(1 - p) / m), p being the mean of the values; drawn to the middle by one case each way, so never 0."""
    size = history.test_size or 0
    if size <= 0 or not history.shares:
        return None
    share = (sum(history.values) / len(history.values) * size + 1) / (size + 2)
    return sqrt(share * (1 - share) / size)


def _reach(target: float, least: float, most: float) -> Reach:
    if least > target:
        return Reach.UNREACHABLE
    return Reach.REACHABLE if most <= target else Reach.INCONCLUSIVE


def _warnings(history: History) -> Iterator[str]:
    first, last = min(history.times, default=0.0), max(history.times, default=0.0)
    # Two years of quarters and two ahead are just within, whatever the rounding of their days.
    if last > first and history.at - first > 2.001 * (last - first):
        yield "far"
    if history.sign * history.target < history.floor:
        yield "above_best"


def _in_metric(
    history: History, time: float, least: float, middle: float, most: float
) -> tuple[float, float, float, float]:
    low, high = sorted((history.sign * least, history.sign * most))
    return time, low, history.sign * middle, high

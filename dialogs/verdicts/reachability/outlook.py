"""Where a history of errors leads: the noise to allow for, and the union of all falling curves that fit within it."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import NamedTuple

import numpy as np

from dialogs.verdicts.reachability.fitting import Family, Numbers, Points
from dialogs.verdicts.reachability.quantiles import chi_squared, f_of_one, falling
from dialogs.verdicts.reachability.searching import exponentials, lines, powers

LEVEL = 0.90
EXPLAINED = 0.95
"""Scatter beyond this quantile of chi-squared is more than the test set explains."""

CURVE, LINE = 3, 2
"""Parameters, each of which uses up a point: three for both curves, as the rule has it, two for the straight line."""

CURVE_TIMES = 40
FURTHEST = 1e12
"""In spans of the history: further off nothing that can be said would change."""


@dataclass(frozen=True)
class Errors:
    """A history in which less is better; no value is below `floor`, which is -inf where there is none."""

    times: tuple[float, ...]
    values: tuple[float, ...]
    floor: float


@dataclass(frozen=True)
class Outlook:
    """(time, least, middle, most) from the first point to the horizon, and the deviation of one value behind it."""

    curve: tuple[tuple[float, float, float, float], ...]
    sigma: float
    sigma_known: bool
    not_monotone: bool


class Noise(NamedTuple):
    """The deviation of one value: from the test set, or None; and the least there is, from how values are rounded."""

    known: float | None
    rounding: float


class Allowance(NamedTuple):
    """By how much a sum of squares may exceed the least; the deviation behind that, and whether it was known."""

    slack: float
    sigma: float
    known: bool


class Fit(NamedTuple):
    """The curves of one form and how far from the best of them another still fits."""

    family: Family
    allowance: Allowance

    def ends(self, times: Numbers) -> tuple[Numbers, Numbers]:
        """The least and the highest of all that fit, at these times."""
        least, most = self.family.ends(times, self.family.least + self.allowance.slack)
        return least.min(axis=0), most.max(axis=0)


def foresee(errors: Errors, at: float, known_sigma: float | None) -> Outlook:
    """The outlook of a history at five different times or more; `known_sigma` is that of one value, where known."""
    scale = max(*map(abs, errors.values), known_sigma or 0.0) or 1.0
    noise = Noise(None if known_sigma is None else known_sigma / scale, _rounding(errors.values) / scale)
    # A shape that falls at once goes beyond what a float can hold, to infinity or to zero, and is right there.
    with np.errstate(over="ignore", under="ignore"):
        points, times = _points(errors, scale), np.linspace(0, min(_share(errors, at), FURTHEST), CURVE_TIMES)
        fits = _fits(points, noise)
        best = min(fits, key=lambda fit: fit.family.least)
        least, middle, most = _union(fits, best, times, points.floor)
    shown = np.linspace(min(errors.times), at, CURVE_TIMES)
    return Outlook(
        curve=tuple(zip(*(row.tolist() for row in (shown, least * scale, middle * scale, most * scale)), strict=True)),
        sigma=best.allowance.sigma * scale,
        sigma_known=best.allowance.known,
        not_monotone=_not_monotone(points, noise.known or best.allowance.sigma),
    )


def _points(errors: Errors, scale: float) -> Points:
    ordered = sorted(zip(errors.times, errors.values, strict=True))
    times = np.array([_share(errors, time) for time, _ in ordered])
    return Points(times, np.array([value / scale for _, value in ordered]), errors.floor / scale)


def _share(errors: Errors, time: float) -> float:
    """0 at the first point, 1 at the last: the unit of the times makes no difference."""
    first, last = min(errors.times), max(errors.times)
    return (time - first) / (last - first)


def _rounding(values: tuple[float, ...]) -> float:
    """The deviation of what is rounded as these are, to 1 % of the largest or finer: 0.7 five times is not vague."""
    exponents = [Decimal(f"{value:.12g}").normalize().as_tuple().exponent for value in values]
    unit = 10.0 ** min(int(exponent) for exponent in exponents)
    return float(min(unit, max(map(abs, values)) / 100) / np.sqrt(12))


def _fits(points: Points, noise: Noise) -> list[Fit]:
    """Both falling curves, and the straight line, up or down, where it fits significantly better than both."""
    n = len(points.errors)
    curve, straight = partial(_allowance, n - CURVE, noise), partial(_allowance, n - LINE, noise)
    exponential = exponentials(points, lambda least: least + curve(least, least).slack)
    # The power law has a fourth parameter and comes nearer to the points than n - 3 reckons with: the scatter about the
    # exponential stands for both. (With its own, a tenth of the intervals for five points missed a power law.)
    power = powers(points, lambda least: least + curve(least, exponential.least).slack)
    fits = [Fit(family, curve(family.least, exponential.least)) for family in (exponential, power)]
    line = lines(points)
    allowance = straight(line.least, line.least)
    better = all(fit.family.least > line.least + allowance.slack for fit in fits)
    # The curves keep their own, wider allowance: a dip of which the line makes a fall often recovers.
    return [*fits, Fit(line, allowance)] if better else fits


def _allowance(freedom: int, noise: Noise, least: float, scatter: float) -> Allowance:
    """Chi-squared where the noise is known and explains the least sum of squares; otherwise F and the scatter."""
    known = max(noise.known or 0.0, noise.rounding)
    if noise.known is not None and least <= chi_squared(freedom, EXPLAINED) * known**2:
        return Allowance(chi_squared(1, LEVEL) * known**2, known, True)
    sigma = max(float(np.sqrt(max(least, scatter) / freedom)), known)
    return Allowance(f_of_one(freedom, LEVEL) * sigma**2, sigma, False)


def _union(fits: list[Fit], best: Fit, times: Numbers, floor: float) -> tuple[Numbers, Numbers, Numbers]:
    ends = [fit.ends(times) for fit in fits]
    least = np.maximum(np.min([low for low, _ in ends], axis=0), floor)
    most = np.maximum(np.max([high for _, high in ends], axis=0), floor)
    return least, np.clip(best.family.middle(times), least, most), most


def _not_monotone(points: Points, sigma: float) -> bool:
    """Whether even the best falling course misses what was measured at some time by more than two sigma."""
    times, place, count = np.unique(points.times, return_inverse=True, return_counts=True)
    means = np.bincount(place, points.errors, len(times)) / count
    course = np.array(falling(means.tolist(), count.tolist()))
    return bool((np.abs(means - course) * np.sqrt(count) > 2 * sigma + 1e-9).any())

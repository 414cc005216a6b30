"""Two sheets that speak of the same sums: where they part, and which of the sums parts most. The shares are ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SUMS = ("once", "yearly", "saving")
"""What is paid once, what is paid a year, and what it saves or brings a year; both sheets in one money."""
APART = 0.25
"""The share of the larger sum from which on two sums are no longer one: further than a careful estimate is rounded."""
TELLING = 0.05
"""The share of the largest sum on the sheets above which a difference can turn anything; below it is left alone."""


@dataclass(frozen=True)
class Parted:
    """One sum that two sheets part on."""

    sum: str
    first: float
    second: float

    @property
    def apart(self) -> float:
        """By how much, as a share of the larger."""
        larger = max(abs(self.first), abs(self.second))
        return abs(self.first - self.second) / larger if larger else 0.0


def parted(first: Mapping[str, float | None], second: Mapping[str, float | None]) -> Parted | None:
    """The sum that parts most, of those that are known on both sheets; None where none parts enough to be asked about.

    Of two that part alike it is the one with more money between them.
    """
    both = [
        Parted(name, one, other)
        for name in SUMS
        if (one := first.get(name)) is not None and (other := second.get(name)) is not None
    ]
    largest = max((abs(each) for one in both for each in (one.first, one.second)), default=0.0)
    telling = (one for one in both if one.apart > APART and abs(one.first - one.second) > TELLING * largest)
    return max(telling, key=lambda one: (one.apart, abs(one.first - one.second)), default=None)

"""The interval of a share that was counted on so many cases."""

from __future__ import annotations

from math import sqrt

Z_90 = 1.6448536269514722
"""The normal deviate that 5 % lie above."""


def wilson(share: float, cases: int) -> tuple[float, float]:
    """The 90 % interval of a share (0 to 1) counted on `cases` of them (Wilson 1927): the low and the high end.

    Raises ValueError for a share outside 0 to 1, and for no cases.
    """
    if not 0 <= share <= 1 or cases < 1:
        raise ValueError(f"no share of cases: {share} of {cases}")
    z2 = Z_90**2
    middle = (share + z2 / (2 * cases)) / (1 + z2 / cases)
    half = Z_90 * sqrt(share * (1 - share) / cases + z2 / (4 * cases**2)) / (1 + z2 / cases)
    return max(0.0, middle - half), min(1.0, middle + half)

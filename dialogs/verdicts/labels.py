"""How well two labellers agree: Cohen's kappa in the words of Landis and Koch, and where the rules come first.

The bands are those of Landis and Koch, "The measurement of observer agreement for categorical data", Biometrics 33
(1977), 159-174, who call their own divisions arbitrary; the cut-off is ours.
"""

from enum import StrEnum

SOURCE_LINK = "https://www.jstor.org/stable/2529310"
CUT_OFF = 0.61
"""Ours: below it the labelling rules are mended before anybody labels more (S3.label.1)."""


class Band(StrEnum):
    """What a kappa is called; `UNKNOWN` where nobody has measured it."""

    UNKNOWN = "unknown"
    POOR = "poor"
    SLIGHT = "slight"
    FAIR = "fair"
    MODERATE = "moderate"
    SUBSTANTIAL = "substantial"
    ALMOST_PERFECT = "almost_perfect"


BEGINS: tuple[tuple[float, Band], ...] = (
    (0.81, Band.ALMOST_PERFECT),
    (CUT_OFF, Band.SUBSTANTIAL),
    (0.41, Band.MODERATE),
    (0.21, Band.FAIR),
    (0.0, Band.SLIGHT),
    (-1.0, Band.POOR),
)
"""From which kappa on a band holds. The source prints two decimals; what lies between two bands is in the lower."""


def band(kappa: float | None) -> Band:
    """The one band of a kappa. None: not measured yet. Raises ValueError outside -1..1."""
    if kappa is None:
        return Band.UNKNOWN
    if not -1 <= kappa <= 1:
        raise ValueError(f"not a kappa: {kappa}")
    return next(band for begins, band in BEGINS if kappa >= begins)


def rules_first(kappa: float | None) -> bool:
    """Whether the labelling rules have to be mended first; not while nobody has measured. Raises as `band` does."""
    return band(kappa) in (Band.POOR, Band.SLIGHT, Band.FAIR, Band.MODERATE)

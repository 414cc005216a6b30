"""What the rules lean on: papers, reports and laws, each with what it says as far as it was read.

references()["wong_2021"].who      # "Wong et al."
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dialogs.catalog.part import Part


class Reference(Part):
    """A source: by whom, when (None: it has no date), where it came out, its address, and in our words what it says."""

    id: str
    who: str
    year: int | None = None
    title: str
    where: str
    link: str
    says: str


@cache
def references() -> Mapping[str, Reference]:
    """Every source that may be printed, by its id."""
    return {}

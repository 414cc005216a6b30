"""The literature objections rest on, by the names in their `refs`; what each says, in words of ours."""

from collections.abc import Mapping
from typing import NamedTuple


class Reference(NamedTuple):
    """One source: who wrote it, when and where it appeared, where it can be read, and what it supports."""

    id: str
    who: str
    year: int
    title: str
    where: str
    link: str
    says: str


def references() -> Mapping[str, Reference]:
    """Every source by its id."""
    return {}

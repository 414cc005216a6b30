"""What the rules lean on: papers, reports and a law, each with what it says, as far as it was read.

literature()["wong_2021"].cited    # "Wong et al. 2021"
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from dialogs import parsed
from dialogs.catalog.part import Part
from dialogs.catalog.sheets import LITERATURE


class Reference(Part):
    """A source: by whom, when (None: it has no date), where it came out, and in our words what it says, and no more."""

    id: str
    who: str
    year: int | None = None
    title: str
    where: str
    link: str
    says: str

    @property
    def cited(self) -> str:
        return f"{self.who} {self.year}" if self.year else self.who


@cache
def literature() -> Mapping[str, Reference]:
    """Every reference by its id, in the order of the ids."""
    text = (resources.files("dialogs") / "catalog" / LITERATURE).read_text("utf-8")
    listed = parsed.document(text, "dialogs")
    return {id: Reference(id=id, **parts) for id, parts in listed["references"].items()}

"""People who were forgotten: what stands in a record in the place of their id and their names."""

import re
from typing import NamedTuple

_LEFT = re.compile(r"LEFT([0-9]+)")


class Leaver(NamedTuple):
    """Somebody to be forgotten: Slack's id, all that they are called, and the number of their pseudonym."""

    id: str
    names: tuple[str, ...]
    number: int

    @property
    def alias(self) -> str:
        """What stands in the place of the id. It is nobody's in Slack, whose ids begin with U or W."""
        return f"LEFT{self.number}"

    @property
    def name(self) -> str:
        return _name(self.number)


def name_of_alias(person: str) -> str | None:
    """What somebody who was forgotten is called; None for the id of anybody else."""
    found = _LEFT.fullmatch(person)
    return _name(int(found[1])) if found else None


def _name(number: int) -> str:
    return f"somebody who left {number}"

"""How a number was written: its unit, which stays beside it, and what was typed where it could have meant another."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

PERCENT = "%"


class Written(BaseModel):
    """What a value does not show of the text it was read from.

    `unit` is “%”, a metric's (ms, points), or a currency where no other field says in which money it is. `doubted` are
    the parts of the text in which one could read another number, and the number each was read as.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str = ""
    doubted: Mapping[str, float] = {}


NOTHING = Written()

SIGNS = frozenset("$€£¥₹₩")


def with_unit(words: str, unit: str) -> str:
    """14.1%, EUR 12,000, 200 ms, 9 days: a figure and the unit that was typed beside it, # for the figure's place."""
    if "#" in unit:
        return unit.replace("#", words)
    if unit == PERCENT:
        return words + PERCENT
    if unit in SIGNS:
        return unit + words
    return " ".join((unit, words) if unit.isupper() else (words, unit)).strip()

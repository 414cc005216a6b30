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

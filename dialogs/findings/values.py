"""Values as the judgements want them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogs.record.record import Record


# ---- below: values as the judgements want them


def ticked(scoping: Record, path: str) -> list[str]:
    found = scoping.value(path)
    return [str(one) for one in found] if isinstance(found, list) else []


def is_higher(better: str | None) -> bool | None:
    return None if better is None else better == "higher"


def number(found: object) -> float | None:
    return None if found is None or found == "" else float(str(found))


def whole(found: object) -> int:
    return round(number(found) or 1)


def day(found: object) -> date:
    assert isinstance(found, date)
    return found


def axis(time: date | float) -> float:
    """Days count from a fixed one: only the distance between two times matters."""
    return float(time.toordinal()) if isinstance(time, date) else float(time)

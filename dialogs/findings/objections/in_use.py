"""How objections are taken: how often each was put to somebody, and how often it was said to miss the point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dialogs.record.parts import OBJECTION
from dialogs.record.record import Record

ENOUGH = 20
"""Put so often, a share says something (ours)."""
TOO_MANY = 0.1
"""From one in ten said to miss the point, a rule is to be mended: what code reviewers bear (Sadowski 2018)."""


class Taken(NamedTuple):
    """A rule in a month (“2026-11”): how often it was put, and how often it was said to miss the point."""

    month: str
    rule: str
    put: int
    missed: int

    @property
    def is_off(self) -> bool:
        return self.put >= ENOUGH and self.missed > TOO_MANY * self.put


def taken(records: Iterable[Record]) -> list[Taken]:
    """Every rule in every month in which it was put, the latest month first, the most put first."""
    put: Counter[tuple[str, str]] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for record in records:
        for month, rule, misses in _put(record):
            put[month, rule] += 1
            missed[month, rule] += misses
    found = [Taken(month, rule, count, missed[month, rule]) for (month, rule), count in put.items()]
    return sorted(found, key=lambda one: (one.month, one.put), reverse=True)


def _put(record: Record) -> Iterator[tuple[str, str, bool]]:
    missing = {
        asked.rule.removeprefix(OBJECTION)
        for entry in record.entries.values()
        for asked in entry.asked_back
        if asked.rule.startswith(OBJECTION) and asked.outcome == "misses"
    }
    for one in record.raised:
        yield f"{one.at:%Y-%m}", one.name.partition("@")[0], one.name in missing

"""The plan: when it is done, the milestones, and the sum beside the budget."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dialogs.answers import tables
from dialogs.findings.values import answered, day, number
from dialogs.record.record import Record
from dialogs.verdicts import estimates
from dialogs.verdicts.estimates import SEED, Percentiles, Spread

PHASES = ("collect", "prepare", "train", "evaluate", "tune")
NONE = Spread(0, 0, 0)


@dataclass(frozen=True)
class Milestone:
    """A milestone: what stands by then, the day, and what it costs (None: nobody gave that)."""

    what: str
    day: date
    cost: float | None


@dataclass(frozen=True)
class Priced:
    """The milestones, and their sum (of what was given) beside the budget; None for what nobody knows.

    `ends` are those of a budget that was given as a range.
    """

    milestones: tuple[Milestone, ...]
    currency: str
    total: float | None
    budget: float | None
    ends: tuple[float, float] | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Plan(Priced):
    """When it is done in a tenth, half and nine tenths of the draws; the milestones, and the sum beside the budget."""

    start: date
    weeks: Percentiles
    p10: date
    p50: date
    p90: date


@dataclass(frozen=True)
class Undated(Priced):
    """The same without a day, since nobody knows these parts of the timeline (`start` among them, or a phase)."""

    lacking: tuple[str, ...]


def plan(record: Record, milestones: tuple[Milestone, ...]) -> Plan | None:
    """The plan, once all of its timeline is known."""
    start = record.text("plan.1.start")
    if not start or not answered(record, "plan.1", "plan.2"):
        return None
    phases = [_phase(record, phase) for phase in PHASES]
    if None in phases:
        return None
    weeks = _weeks(tuple(phase for phase in phases if phase))
    begins = date.fromisoformat(start)
    return Plan(
        start=begins,
        weeks=weeks,
        p10=begins + timedelta(weeks=weeks.p10),
        p50=begins + timedelta(weeks=weeks.p50),
        p90=begins + timedelta(weeks=weeks.p90),
        **_priced(record, milestones),
    )


def undated(record: Record, milestones: tuple[Milestone, ...]) -> Undated | None:
    """The milestones and their sum while a part of the timeline is not known; None where there is a plan, or none."""
    if not answered(record, "plan.1", "plan.2"):
        return None
    phases = tuple(phase for phase in PHASES if _phase(record, phase) is None)
    lacking = (*(() if record.text("plan.1.start") else ("start",)), *phases)
    return Undated(**_priced(record, milestones), lacking=lacking) if lacking else None


def _priced(record: Record, milestones: tuple[Milestone, ...]) -> dict[str, Any]:
    return {
        "milestones": milestones,
        "currency": record.text("plan.2.currency"),
        "total": sum(stone.cost or 0 for stone in milestones) if milestones else None,
        "budget": record.number("plan.2.budget"),
        "ends": record.written("plan.2.budget").ends.get(0),
    }


def evaluated_on(record: Record) -> date | None:
    """The day by which, as expected, there is something to show: all is done but the tuning. None where it is open."""
    start = record.text("plan.1.start")
    phases = [_phase(record, phase) for phase in PHASES[:-1]] if start else [None]
    if None in phases:
        return None
    return date.fromisoformat(start) + timedelta(weeks=sum(phase.expected for phase in phases if phase))


def milestones(record: Record) -> tuple[Milestone, ...]:
    """The milestones by day."""
    given = record.value("plan.2.milestones")
    if not isinstance(given, list):
        return ()
    rows = tables.rows(record.catalog.questions["plan.2"].field("milestones"), given)
    found = [Milestone(str(row["what"]), day(row["day"]), number(row["cost"])) for row in rows]
    return tuple(sorted(found, key=lambda stone: stone.day))


def _phase(record: Record, phase: str) -> Spread | None:
    """The weeks of a part; none for one that was left out, None for one nobody knows."""
    path = f"plan.1.{phase}"
    optional = record.catalog.questions["plan.1"].field(phase).optional
    return record.spread(path) or (NONE if optional and not record.unknown(path) else None)


@lru_cache(maxsize=256)
def _weeks(phases: tuple[Spread, ...]) -> Percentiles:
    return estimates.percentiles(estimates.sums(phases, seed=SEED))

"""The plan: when it is done, the milestones, and the sum beside the budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dialogs.answers import tables
from dialogs.findings.values import day, number
from dialogs.record.record import Record
from dialogs.verdicts import estimates
from dialogs.verdicts.estimates import SEED, Percentiles, Spread

PHASES = ("collect", "prepare", "train", "evaluate", "tune")


@dataclass(frozen=True)
class Milestone:
    """A milestone: what stands by then, the day, and what it costs."""

    what: str
    day: date
    cost: float


@dataclass(frozen=True)
class Plan:
    """When it is done in a tenth, half and nine tenths of the draws, the milestones, and the sum beside the budget."""

    start: date
    weeks: Percentiles
    p10: date
    p50: date
    p90: date
    milestones: tuple[Milestone, ...]
    currency: str
    total: float
    budget: float


def plan(record: Record, milestones: tuple[Milestone, ...]) -> Plan | None:
    """The plan, once its timeline and milestones are there."""
    start, budget = record.text("plan.1.start"), record.number("plan.2.budget")
    if not start or budget is None:
        return None
    weeks = _weeks(tuple(record.spread(f"plan.1.{phase}") for phase in PHASES))
    begins = date.fromisoformat(start)
    return Plan(
        start=begins,
        weeks=weeks,
        p10=begins + timedelta(weeks=weeks.p10),
        p50=begins + timedelta(weeks=weeks.p50),
        p90=begins + timedelta(weeks=weeks.p90),
        milestones=milestones,
        currency=record.text("plan.2.currency"),
        total=sum(stone.cost for stone in milestones),
        budget=budget,
    )


def milestones(record: Record) -> tuple[Milestone, ...]:
    """The milestones by day."""
    given = record.value("plan.2.milestones")
    if not isinstance(given, list):
        return ()
    rows = tables.rows(record.catalog.questions["plan.2"].field("milestones"), given)
    found = [Milestone(str(row["what"]), day(row["day"]), number(row["cost"]) or 0) for row in rows]
    return tuple(sorted(found, key=lambda stone: stone.day))


@lru_cache(maxsize=256)
def _weeks(phases: tuple[Spread, ...]) -> Percentiles:
    return estimates.percentiles(estimates.sums(phases, seed=SEED))

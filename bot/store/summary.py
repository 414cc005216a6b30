"""What the index of a store knows of a scoping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Summary:
    """What the store's index knows of a scoping."""

    id: str
    team_id: str
    channel: str
    thread_ts: str | None
    title: str
    stage: str
    stage_title: str
    ended: bool
    people: frozenset[str]
    due_at: datetime | None
    lagging: bool
    rung: Mapping[str, date]
    started_at: datetime

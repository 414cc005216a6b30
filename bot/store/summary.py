"""What the index of a store knows of a scoping."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dialogs.flow import decisions, pulse
from dialogs.scoping.scoping import Scoping


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
    tapped: bool = False
    """Whether a pulse that is not over counts answers."""
    pulse_over: bool = False
    """Whether no round is open any more: the pulse is closed, or the scoping has ended."""
    rests_since: datetime | None = None
    decision: str = ""
    """What an ended one is called, as dialogs/flow/decisions.py names it."""


def summarised(scoping: Scoping) -> Summary:
    """What the store keeps in its index."""
    card = scoping.shown.get("card")
    return Summary(
        id=scoping.id,
        team_id=scoping.team_id,
        channel=scoping.channel,
        thread_ts=card.ts if card else None,
        title=scoping.title,
        stage=scoping.stage,
        stage_title=scoping.catalog.stages[scoping.stage].title if scoping.stage in scoping.catalog.stages else "",
        ended=scoping.ending is not None,
        people=frozenset(scoping.everyone()),
        due_at=scoping.next_due(),
        lagging=scoping.shown_seq < scoping.seq,
        rung={person: ring.day for person, ring in scoping.rings.items() if ring.ts != ""},
        started_at=scoping.started_at,
        tapped=scoping.pulse.answers > 0 and not pulse.is_over(scoping),
        pulse_over=pulse.is_over(scoping) or scoping.ending is not None,
        rests_since=scoping.rests_since,
        decision=decisions.name(scoping),
    )

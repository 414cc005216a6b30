"""A scoping, and what may be done to it: each act checks who acts, records it and moves things on, or does nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dialogs.catalog import Catalog, keep, shipped
from dialogs.record.parts import Person
from dialogs.scoping.answering import Answering
from dialogs.scoping.ending import Ends
from dialogs.scoping.handing import HandingRound
from dialogs.scoping.judging import Judging
from dialogs.scoping.objecting import Objecting
from dialogs.scoping.reminding import Reminding
from dialogs.scoping.restoring import Restoring
from dialogs.scoping.settings import Settings
from dialogs.scoping.tapping import Tapping


class Scoping(
    Answering, Objecting, HandingRound, Judging, Ends, Settings, Tapping, Reminding, Restoring, defer_build=False
):
    """One scoping, from `/scope` to the signed report."""


def start(
    id: str,
    *,
    team_id: str,
    channel: str,
    title: str,
    idea: str,
    initiator: str,
    director: str,
    team: Sequence[str],
    now: datetime,
    track: str = "director",
    catalog: Catalog | None = None,
) -> Scoping:
    """A new scoping. Nobody is called before `admit` has said who is a member of the workspace."""
    catalog = catalog or shipped()
    everybody = dict.fromkeys([initiator, director, *team])
    begun = Scoping(
        id=id,
        team_id=team_id,
        channel=channel,
        title=title,
        idea=idea,
        initiator=initiator,
        director=director,
        team=[person for person in dict.fromkeys(team) if person not in (initiator, director)],
        people={person: Person(id=person) for person in everybody},
        started_at=now,
        track=track,
        stage=catalog.tracks[track].stages[0],
        walked=[catalog.tracks[track].stages[0]],
        catalog_version=catalog.version,
        catalog_digest=keep(catalog),
    )
    begun._did("start", by=initiator)
    return begun

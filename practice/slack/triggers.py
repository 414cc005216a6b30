"""The trigger ids of commands, clicks and shortcuts: each opens one view, within three seconds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from practice.slack.errors import Refused
from practice.slack.workspace import Clock

TRIGGER_LIFE = timedelta(seconds=3)


@dataclass
class Trigger:
    """One trigger id as it was given out: to whom, and until when (docs.slack.dev/surfaces/modals)."""

    user: str
    until: datetime
    exchanged: bool = False
    doubled: bool = False  # its payload was delivered twice on purpose


class Triggers:
    """Gives out trigger ids, and takes each back once, for a view."""

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._given: dict[str, Trigger] = {}

    def give(self, user: str) -> str:
        """A new id for what this person just did."""
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._given[trigger_id] = Trigger(user, self._now() + TRIGGER_LIFE)
        return trigger_id

    def of(self, trigger_id: str) -> Trigger | None:
        """The trigger behind an id, used or not."""
        return self._given.get(trigger_id)

    def exchange(self, trigger_id: str) -> str:
        """The user it was given for. Raises Refused where it is unknown, used or too old."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.exchanged:
            raise Refused("exchanged_trigger_id")
        if self._now() > trigger.until:
            raise Refused("expired_trigger_id")
        trigger.exchanged = True
        return trigger.user

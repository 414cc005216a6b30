"""Sends due reminders. Calling tick twice sends nothing twice: a reminder is claimed and saved before it is sent."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from bot.metrics import Metrics
from bot.scopings import Scopings
from bot.screens import notices
from bot.screens.message import key_in
from bot.slack import Refused, Slack, SlackTrouble
from bot.store import StoreError
from dialogs import reminding
from dialogs.document import Ring
from dialogs.rulings import Rulings
from dialogs.scoping import Scoping

log = logging.getLogger(__name__)

Claims = dict[str, dict[str, tuple[Scoping, Ring]]]
"""person -> scoping id -> the scoping and the reminder claimed in it."""


class Reminders:
    """The ticker. The policy itself is in dialogs/reminding.py."""

    def __init__(
        self,
        scopings: Scopings,
        slack: Slack,
        metrics: Metrics,
        clock: Callable[[], datetime],
        every: float,
        workspace_url: str,
    ) -> None:
        self._scopings, self._slack, self._metrics = scopings, slack, metrics
        self._clock, self._every, self._workspace_url = clock, every, workspace_url
        self._rooms: dict[str, str] = {}
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> None:
        """Looks for what is due, again and again, until cancelled."""
        while True:
            try:
                await self.tick()
            except (SlackTrouble, StoreError) as trouble:
                log.warning("Reminders wait for the next look: %s.", trouble)
            except Exception:
                log.exception("Reminders wait for the next look.")
            await asyncio.sleep(self._every)

    async def tick(self) -> list[str]:
        """Reminds everybody who is due now. Returns whom."""
        ids = await self._scopings.store.due(self._clock())
        return await self._ring(ids, asked_for=False)

    async def ring_now(self, id: str) -> tuple[list[str], list[str]]:
        """/scope remind: (whom it rang, who was overdue but rung today already)."""
        scoping = await self._scopings.get(id)
        now = self._clock()
        overdue = [
            person
            for person in scoping.everyone()
            if any(owed.due_at <= now for owed in reminding.owed_by(scoping, person))
        ]
        rung = await self._ring([id], asked_for=True)
        return rung, [person for person in overdue if person not in rung]

    async def _ring(self, ids: Iterable[str], *, asked_for: bool) -> list[str]:
        async with self._one_at_a_time:
            claims: Claims = {}
            unsure: set[str] = set()
            for id in ids:
                unsure |= await self._claim(id, claims, asked_for=asked_for)
            return [person for person, claimed in claims.items() if await self._send(person, claimed, person in unsure)]

    async def _claim(self, id: str, claims: Claims, *, asked_for: bool) -> set[str]:
        """Claims what is due in one scoping, unless another scoping rang the person today.

        Returns those whose reminder was claimed before, by a look that did not come to its end.
        """
        now = self._clock()
        async with self._scopings.edit(id) as scoping:
            unsure = {person for person, ring in scoping.rings.items() if ring.ts is None}
            for person in unsure:
                claims.setdefault(person, {})[id] = (scoping, scoping.rings[person])
            for person in reminding.to_ring(scoping, now, asked_for=asked_for):
                if person in claims or not await self._rung_elsewhere(scoping, person, now):
                    claims.setdefault(person, {})[id] = (scoping, scoping.claim_ring(person, now))
                else:
                    scoping.put_off_ring(person, now)
        return unsure

    async def _rung_elsewhere(self, scoping: Rulings, person: str, now: datetime) -> bool:
        today = reminding.local_day(now, scoping.tz(person))
        others = await self._scopings.store.find(person=person, ended=False)
        return any(other.rung.get(person) == today for other in others if other.id != scoping.id)

    async def _send(self, person: str, claimed: Mapping[str, tuple[Scoping, Ring]], unsure: bool) -> bool:
        """One direct message for all that is due. Only what was delivered counts; the unsure is looked for first."""
        key = next(iter(claimed.values()))[1].key
        owed = {
            id: (scoping, items) for id, (scoping, ring) in claimed.items() if (items := _still_owed(scoping, ring))
        }
        try:
            ts = "" if not owed else await self._delivered_before(person, claimed) if unsure else None
            if ts is None:
                room = await self._room(person)
                words = notices.reminder(person, owed, key, self._clock(), self._workspace_url)
                ts = (await self._slack.call("chat.postMessage", channel=room, **words))["ts"]
                self._metrics.reminder_delivered()
        except Refused as trouble:
            log.warning("A reminder to %s was refused (%s); scopebot doctor says what to do.", person, trouble.error)
            ts = ""
        for id in claimed:
            async with self._scopings.edit(id) as scoping:
                scoping.rung(person, ts, self._clock())
        return bool(ts)

    async def _delivered_before(self, person: str, claimed: Mapping[str, tuple[Scoping, Ring]]) -> str | None:
        """The timestamp of a reminder that was sent although we do not know it."""
        keys = {ring.key for _, ring in claimed.values()}
        page = await self._slack.call(
            "conversations.history", channel=await self._room(person), include_all_metadata=True, limit=50
        )
        return next((found["ts"] for found in page["messages"] if key_in(found.get("metadata")) in keys), None)

    async def _room(self, person: str) -> str:
        """The direct channel with somebody."""
        if person not in self._rooms:
            self._rooms[person] = (await self._slack.call("conversations.open", users=person))["channel"]["id"]
        return self._rooms[person]


def _still_owed(scoping: Rulings, ring: Ring) -> list[str]:
    owed = {key for key, _ in scoping.owed_items()}
    return [item for item in ring.items if item in owed]

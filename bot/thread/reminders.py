"""Sends due reminders. Calling tick twice sends nothing twice: a reminder is claimed and saved before it is sent."""

import asyncio
import logging
import random
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from bot.metrics import Metrics
from bot.screens.blocks.message import key_in
from bot.screens.messages import notices
from bot.slack.calls import ChannelGone, Refused, Slack, SlackTrouble, TokenGone
from bot.store.errors import StoreError
from bot.store.leases import RINGS
from bot.store.scopings import Scopings
from bot.thread.going_back import may_have_rung, said_already
from bot.thread.posting import NotOurs
from bot.thread.rung import Rooms
from bot.thread.troubles import Troubles
from dialogs import working_hours
from dialogs.findings import Findings
from dialogs.flow import reminders
from dialogs.record.parts import Ring
from dialogs.record.record import Record
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Scopings whose reminders are claimed before the first of them is sent: who dies meanwhile leaves so many."""


class Claim(NamedTuple):
    """A reminder claimed in a scoping.

    `unsure`: it may have been sent, because a look came to no end, or because the record went back.
    """

    scoping: Scoping
    ring: Ring
    unsure: bool = False


class AskedFor(NamedTuple):
    """What /scope remind did about those overdue: whom it rang, who was rung today before, whom it did not reach."""

    rung: list[str]
    already: list[str]
    missed: list[str]


Claims = dict[str, dict[str, Claim]]
"""person -> scoping id -> the claim."""


class Reminders:
    """The ticker. The policy itself is in dialogs/flow/reminders.py."""

    def __init__(
        self,
        scopings: Scopings,
        slack: Slack,
        metrics: Metrics,
        clock: Callable[[], datetime],
        every: float,
        workspace_url: str,
        rooms: Rooms,
    ) -> None:
        self._scopings, self._slack, self._metrics = scopings, slack, metrics
        self._clock, self._every, self._workspace_url = clock, every, workspace_url
        self._troubles = Troubles(slack, scopings)
        self._rooms = rooms
        self._leases = scopings.store.leases
        self._one_at_a_time = asyncio.Lock()

    @property
    def under_way(self) -> bool:
        """Whether somebody is being reminded just now: what comes of it is not saved yet."""
        return self._one_at_a_time.locked()

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

    async def ring_now(self, id: str) -> AskedFor:
        """/scope remind: whoever is overdue is rung now, unless they were today."""
        scoping = await self._scopings.get(id)
        now = self._clock()
        overdue = [
            person
            for person in scoping.everyone()
            if any(owed.due_at <= now for owed in reminders.owed_by(Findings(scoping), person))
        ]
        already = [person for person in overdue if await self._delivered_today(scoping, person, now)]
        rung = await self._ring([id], asked_for=True)
        missed = [person for person in overdue if person not in (*rung, *already)]
        return AskedFor(rung, already, missed)

    async def _ring(self, ids: Iterable[str], *, asked_for: bool) -> list[str]:
        async with self._one_at_a_time:
            left, rung = dict.fromkeys(self._in_turn(ids)), list[str]()
            while left:
                some = list(left)[:AT_ONCE]
                for id in some:
                    del left[id]
                try:
                    await self._ring_some(some, left, rung, asked_for=asked_for)
                except TokenGone as trouble:
                    log.warning("Reminders wait for the next look: %s.", trouble)
                    break
            return rung

    def _in_turn(self, ids: Iterable[str]) -> list[str]:
        """As they come; where several processes share the work, each begins somewhere else."""
        found = list(ids)
        begin = random.randrange(len(found)) if found and self._leases.look_every is not None else 0
        return found[begin:] + found[:begin]

    async def _ring_some(self, ids: Iterable[str], others: Container[str], rung: list[str], *, asked_for: bool) -> None:
        """Reminds those who are due in some scopings, of what is due in the `others`, too; into `rung` goes whom."""
        claims: Claims = {}
        try:
            await self._claim_all(ids, claims, asked_for=asked_for)
            for person in list(claims):
                also = [one.id for one in await self._scopings.store.find(person=person) if one.id in others]
                await self._claim_all(also, claims, asked_for=asked_for, only=person)
            await self._send_all(claims, rung)
        finally:
            await self._let_go()

    async def _send_all(self, claims: Claims, rung: list[str]) -> None:
        """Raises TokenGone; whatever else comes of one reminder keeps no other waiting."""
        for person, claimed in claims.items():
            try:
                rung += [person] if await self._send(person, claimed) else []
            except TokenGone:
                raise
            except (SlackTrouble, StoreError) as trouble:
                log.warning("The reminder to %s waits for the next look: %s.", person, trouble)
            except Exception:
                log.exception("The reminder to %s waits for the next look.", person)

    async def _claim_all(self, ids: Iterable[str], claims: Claims, *, asked_for: bool, only: str = "") -> None:
        """What is due, of one person `only` or of all. A scoping that cannot be read keeps no other waiting."""
        for id in ids:
            try:
                await self._claim(id, claims, asked_for=asked_for, only=only)
            except StoreError as error:
                log.error("%s", error)

    async def _claim(self, id: str, claims: Claims, *, asked_for: bool, only: str) -> None:
        """Claims what is due in one scoping, unless another scoping rang the person today; and what was left unsent."""
        now = self._clock()
        async with self._scopings.edit(id) as scoping:
            scoping.fall_due(now)
            for person, ring in scoping.rings.items():
                waits = ring.ts is None and (asked_for or _is_at_work(scoping, person, now))
                if waits and only in ("", person) and await self._is_ours(person, claims):
                    claims.setdefault(person, {})[id] = Claim(scoping, ring, unsure=True)
            for person in reminders.to_ring(Findings(scoping), now, asked_for=asked_for):
                if only not in ("", person) or not await self._is_ours(person, claims):
                    continue
                if person in claims or not await self._rung_elsewhere(scoping, person, now):
                    ring, unsure = scoping.claim_ring(person, now), may_have_rung(scoping, now)
                    claims.setdefault(person, {})[id] = Claim(scoping, ring, unsure)
                elif reminders.can_be_put_off(Findings(scoping), person, now):
                    scoping.put_off_ring(person, now)

    async def _is_ours(self, person: str, claims: Claims) -> bool:
        """Whether it is this process that reminds somebody just now."""
        return person in claims or await self._leases.claim(RINGS + person) is not None

    async def _let_go(self) -> None:
        for name in self._leases.held():
            try:
                await self._leases.drop(name) if name.startswith(RINGS) else None
            except StoreError as error:
                log.warning("%s", error)

    async def _rung_elsewhere(self, scoping: Record, person: str, now: datetime) -> bool:
        today = working_hours.local_day(now, scoping.tz(person))
        others = await self._scopings.store.find(person=person)
        return any(other.rung.get(person) == today for other in others if other.id != scoping.id)

    async def _delivered_today(self, scoping: Scoping, person: str, now: datetime) -> bool:
        ring = scoping.rings.get(person)
        here = ring is not None and bool(ring.ts) and reminders.rung_today(ring, scoping.tz(person), now)
        return here or await self._rung_elsewhere(scoping, person, now)

    async def _send(self, person: str, claimed: Mapping[str, Claim]) -> bool:
        """One direct message for all that is due. Only what was delivered counts; the unsure is looked for first."""
        key = next(iter(claimed.values())).ring.key
        unsure = any(claim.unsure for claim in claimed.values())

        def still() -> None:
            if not self._leases.is_ours(RINGS + person):
                raise NotOurs

        owed = {id: (claim.scoping, items) for id, claim in claimed.items() if (items := _still_owed(claim))}
        refused, at = "", self._clock()
        try:
            ts: str | None = None if owed else ""
            if owed and unsure and (found := await self._delivered_before(person, claimed)):
                ts, at = found
            if ts is None:
                room = await self._rooms.with_(person)
                words = notices.reminder(person, owed, key, self._clock(), self._workspace_url)
                ts = (await self._slack.call("chat.postMessage", still=still, channel=room, **words))["ts"]
                self._metrics.reminder_delivered()
        except (Refused, ChannelGone) as trouble:
            log.warning("A reminder to %s was refused (%s); scopebot doctor says what to do.", person, trouble.error)
            ts, refused = "", trouble.error
        for id in claimed:
            async with self._scopings.edit(id) as scoping:
                scoping.rung(person, ts, at)
            if refused and person != scoping.initiator:
                await self._troubles.tell(scoping, refused, about=person)
        return bool(ts)

    async def _delivered_before(self, person: str, claimed: Mapping[str, Claim]) -> tuple[str, datetime] | None:
        """The timestamp of a reminder that was sent although we do not know it, and when that was."""
        page = await self._slack.call(
            "conversations.history", channel=await self._rooms.with_(person), include_all_metadata=True, limit=50
        )
        now = self._clock()
        for found in page["messages"]:
            key = key_in(found.get("metadata")) or ""
            if key in {claim.ring.key for claim in claimed.values()}:
                return str(found["ts"]), now
            sent = [said_already(claim.scoping, claim.ring, key, found, now) for claim in claimed.values()]
            if sent[0] and all(sent):
                return str(found["ts"]), sent[0]
        return None


def _still_owed(claim: Claim) -> list[str]:
    owed = reminders.still_owed(Findings(claim.scoping))
    return [item for item in claim.ring.items if item in owed]


def _is_at_work(scoping: Record, person: str, now: datetime) -> bool:
    return working_hours.into_working_hours(now, scoping.tz(person), scoping.working) == now.astimezone(UTC)

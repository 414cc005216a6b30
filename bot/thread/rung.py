"""Reminders that were sent, kept true: what was done since says so, and the next one takes the place of the last.

A reminder is a function of the records it speaks of, as the messages of a thread are: what is still open has its
buttons, what is not has none. Nothing is queued, so a crash between sending one and taking the other back is mended
when the scoping is looked at again.
"""

import asyncio
import logging
from collections import defaultdict
from typing import Any

from bot.screens.messages import notices
from bot.slack.calls import ChannelGone, MessageGone, Refused, Slack
from bot.store.scopings import Scopings
from bot.thread.posting import RUNG
from dialogs.findings import findings_of
from dialogs.flow import reminders
from dialogs.record.parts import Ring, Shown
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)


class Rooms:
    """The direct channels with people, each looked up once."""

    def __init__(self, slack: Slack) -> None:
        self._slack, self._rooms = slack, dict[str, str]()

    async def with_(self, person: str) -> str:
        """The id of the direct channel with somebody."""
        if person not in self._rooms:
            self._rooms[person] = (await self._slack.call("conversations.open", users=person))["channel"]["id"]
        return self._rooms[person]


class Rung:
    """The reminders people have. Which message that is, and what of it is open, stands in `shown`, by person."""

    def __init__(self, slack: Slack, scopings: Scopings, rooms: Rooms, workspace_url: str) -> None:
        self._slack, self._scopings, self._rooms, self._workspace_url = slack, scopings, rooms, workspace_url
        self._alone: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def bring_in_line(self, scoping: Scoping) -> None:
        """Each reminder that was delivered about a scoping, as it should read now."""
        for person, ring in scoping.rings.items():
            if ring.ts:
                async with self._alone[person]:
                    await self._one(scoping, person, ring, ring.ts)

    async def _one(self, scoping: Scoping, person: str, ring: Ring, ts: str) -> None:
        known, wanted = scoping.shown.get(RUNG + person), _stands(scoping, person, ring)
        if known is None or known.ts != ts:
            if known:
                await self._replaced(scoping, person, known)
            known = Shown(ts=ts, digest=",".join(ring.items))
            self._note(scoping, person, known)
        if known.digest != wanted:
            await self._edit(person, ts, ring, await self._speaking_of(person, ts))
            self._note(scoping, person, Shown(ts=ts, digest=wanted))

    async def _replaced(self, scoping: Scoping, person: str, old: Shown) -> None:
        """A later reminder has come: of the one before, only what another scoping has in it stays, or it goes."""
        others = await self._speaking_of(person, old.ts, but=scoping.id)
        if others:
            await self._edit(person, old.ts, others[0].rings[person], others)
        elif old.digest:
            await self._call("chat.delete", channel=await self._rooms.with_(person), ts=old.ts)

    async def _speaking_of(self, person: str, ts: str, but: str = "") -> list[Scoping]:
        """The scopings a reminder is about, as they stand now."""
        found = await self._scopings.store.find(person=person)
        there = [await self._scopings.get(one.id) for one in found if person in one.rung and one.id != but]
        return [one for one in there if one.rings[person].ts == ts]

    async def _edit(self, person: str, ts: str, ring: Ring, scopings: list[Scoping]) -> None:
        owed = {one.id: (one, one.rings[person].items) for one in scopings}
        words = notices.reminder(person, owed, ring.key, ring.claimed_at, self._workspace_url)
        words.pop("unfurl_links")
        await self._call("chat.update", channel=await self._rooms.with_(person), ts=ts, **words)

    async def _call(self, method: str, **arguments: Any) -> None:
        """What Slack will not have of an old reminder is not tried again before it changes."""
        try:
            await self._slack.call(method, **arguments)
        except (MessageGone, Refused, ChannelGone) as gone:
            log.info("A reminder stays as it was (%s).", gone)

    def _note(self, scoping: Scoping, person: str, shown: Shown) -> None:
        self._scopings.keep_shown(scoping, RUNG + person, shown)


def _stands(scoping: Scoping, person: str, ring: Ring) -> str:
    """What of a reminder is still open; nothing where all is done."""
    findings = findings_of(scoping)
    return ",".join(item for item in ring.items if not reminders.became(findings, item, person, ring.claimed_at))

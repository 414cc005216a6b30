"""Removes what was kept long enough: the director is told a month before, in the thread, and may take it up again.

Nothing goes that was not told of. What a look finds is derived from the record, so that looking twice tells once.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.screens.messages import notices
from bot.screens.messages.conversation import LEAVES
from bot.slack.calls import ChannelGone, MessageGone, Refused, Slack, SlackTrouble
from bot.store.errors import StoreError
from bot.store.leases import RETENTION
from bot.store.scopings import Scopings
from bot.thread.directly import Directly, was_said
from bot.thread.files.wanted import ids_of_files
from bot.thread.posting import TOLD
from dialogs.record.parts import Leaving, Shown
from dialogs.record.record import Record
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

NOTICE = timedelta(days=30)
"""How long before it goes the director is told."""
EVERY = 6 * 3600.0
"""Seconds between two looks."""


class Retention:
    """What is older than `kept_for` goes: the record, its earlier versions and copies, its files, and old backups."""

    def __init__(self, scopings: Scopings, slack: Slack, clock: Callable[[], datetime], kept_for: timedelta) -> None:
        self._scopings, self._slack, self._clock, self._kept_for = scopings, slack, clock, kept_for
        self._directly = Directly(slack, scopings)

    async def run(self) -> None:
        """Looks for what is old, again and again, until cancelled."""
        while True:
            try:
                await self._tick_alone()
            except Exception:
                log.exception("What is old waits for the next look.")
            await asyncio.sleep(EVERY)

    async def _tick_alone(self) -> None:
        """One of the processes that share a store does it."""
        leases = self._scopings.store.leases
        if await leases.claim(RETENTION) is not None:
            try:
                await self.tick()
            finally:
                await leases.drop(RETENTION)

    async def tick(self) -> list[str]:
        """Tells of what goes in a month, and removes what was told of and is due. The ids of what was removed."""
        now = self._clock()
        gone: list[str] = []
        for summary in await self._scopings.store.find(ended=True):
            if summary.rests_since and summary.rests_since + self._kept_for - NOTICE <= now:
                try:
                    gone += [summary.id] if await self._look_at(summary.id, now) else []
                except (SlackTrouble, StoreError) as trouble:
                    log.warning("%s is old, and waits for the next look: %s.", summary.id, trouble)
        for name in await self._scopings.store.remove_backups(now - self._kept_for):
            log.info("The backup %s was removed; it was as old as SCOPEBOT_RETENTION lets it be.", name)
        if lines := await self._scopings.store.shorten_audit(now - self._kept_for):
            log.info("%d lines of the audit were removed; they were as old as SCOPEBOT_RETENTION lets them be.", lines)
        return gone

    async def _look_at(self, id: str, now: datetime) -> bool:
        """One scoping that is old. True where it is gone now."""
        scoping = await self._scopings.get(id)
        day = leaves_on(scoping, self._kept_for, now)
        if day is None:
            return False
        told = scoping.leavings[-1] if scoping.leavings else None
        if told is None or _is_another(told.day, day, told.at, scoping):
            async with self._scopings.edit(id) as kept:
                kept.tell_of_leaving(day, now)
            return False
        if now < told.at + NOTICE or now.date() < told.day:
            return False
        if not _was_told(scoping):
            await self._tell_directly(scoping, now)
            return False
        await self._remove_files(scoping)
        await self._scopings.store.remove(id)
        log.info("Scoping %s was removed, as its director was told on %s.", id, told.at)
        return True

    async def _tell_directly(self, scoping: Scoping, now: datetime) -> None:
        """The thread could not say it: the director is told by direct message, or else the initiator. It waits anew.

        Where neither can be told, there is nobody to wait for; it goes a month later all the same.
        """
        day, key = (now + NOTICE).date(), _directly(scoping)
        for person in dict.fromkeys([scoping.director, scoping.initiator]):
            try:
                await self._directly.say(scoping, key, person, notices.leaving(scoping, day))
                break
            except (Refused, ChannelGone) as refused:
                log.warning("%s could not be told that %s goes (%s).", person, scoping.id, refused.error)
        async with self._scopings.edit(scoping.id) as kept:
            kept.leavings[-1] = Leaving(day=day, at=now)
            kept.shown.setdefault(key, Shown(ts="", digest=""))

    async def _remove_files(self, scoping: Record) -> None:
        """Pictures and reports in the thread. What Slack does not have any more is gone, too."""
        for file in ids_of_files(scoping):
            try:
                await self._slack.call("files.delete", file=file)
            except (MessageGone, Refused, ChannelGone) as gone:
                log.info("A file of %s stays in Slack (%s).", scoping.id, gone)


def leaves_on(record: Record, kept_for: timedelta, now: datetime) -> date | None:
    """The day on which an ended scoping goes, a month from now at the earliest; None where it is open."""
    since = record.rests_since
    return None if since is None else max(since + kept_for, now + NOTICE).date()


def _was_told(record: Record) -> bool:
    """Whether the thread shows that it goes, or somebody was told directly."""
    return f"{LEAVES}:{len(record.leavings)}" in record.shown or was_said(record, _directly(record))


def _directly(record: Record) -> str:
    return f"{TOLD}{LEAVES}:{len(record.leavings)}"


def _is_another(told: date, day: date, at: datetime, record: Record) -> bool:
    """Whether something has happened since the director was told: then it is told anew."""
    since = record.rests_since
    return since is not None and since > at and day != told

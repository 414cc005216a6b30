"""Brings Slack in line with the scopings: posts what is missing, updates what differs, leaves the rest alone.

One worker a channel. Calling it twice shows nothing twice: a message that may already be there is looked for first.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot import files
from bot.people import People, needs_admitting
from bot.scopings import Scopings
from bot.screens import conversation, notices
from bot.screens.card import KEY as CARD
from bot.screens.message import Message, key_in
from bot.slack import ChannelGone, MessageGone, Slack, SlackTrouble, TokenGone, Unknown, Wait
from bot.store import StoreError
from dialogs.document import Shown, Standing
from dialogs.scoping import Scoping

log = logging.getLogger(__name__)

THREAD = "thread"
FLUSH_AFTER = 2.0
LOOK_AGAIN_AFTER = 1.0
FIRST_PAUSE, LONGEST_PAUSE, CARD_PAUSE = 1.0, 60.0, 5.0


class Threads:
    """The workers. `touch` says that a scoping changed; `settled` waits until all is shown."""

    def __init__(
        self,
        scopings: Scopings,
        slack: Slack,
        people: People,
        clock: Callable[[], datetime],
        card_delay: float,
        flush_after: float = FLUSH_AFTER,
    ) -> None:
        self._scopings, self._slack, self._people, self._clock = scopings, slack, people, clock
        self._card_delay, self._flush_after = card_delay, flush_after
        self._waiting: dict[str, dict[str, None]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._known: set[str] = set()
        self._cards: dict[str, asyncio.Task[None]] = {}
        self._flushes: dict[str, asyncio.Task[None]] = {}
        self._showing: set[str] = set()
        self._stopping = False

    def touch(self, scoping: Scoping) -> None:
        """A scoping changed: its thread is brought in line in the background."""
        if scoping.version == 1:  # saved for the first time just now: nothing of it can be in Slack
            self._known.add(scoping.id)
        self.touch_id(scoping.id, scoping.channel)

    def touch_id(self, id: str, channel: str) -> None:
        if self._stopping:
            return
        self._waiting.setdefault(channel, {})[id] = None
        if channel not in self._workers or self._workers[channel].done():
            self._workers[channel] = asyncio.create_task(self._work(channel), name=f"thread {channel}")

    async def catch_up(self) -> None:
        """After a start: everything whose thread lags its record."""
        for id in await self._scopings.store.lagging():
            self.touch_id(id, (await self._scopings.get(id)).channel)

    @property
    def behind(self) -> int:
        """How many scopings Slack does not show in full yet: they wait, are being shown, or their card was put off."""
        waiting = {id for ids in self._waiting.values() for id in ids}
        cards = {id for id, task in self._cards.items() if not task.done()}
        return len(waiting | self._showing | cards)

    async def settled(self) -> None:
        """Waits until everything is shown and written down."""
        while tasks := [*self._workers.values(), *self._cards.values(), *self._flushes.values()]:
            await asyncio.gather(*tasks, return_exceptions=True)
            for running in (self._workers, self._cards, self._flushes):
                for key in [key for key, task in running.items() if task.done()]:
                    del running[key]

    async def stop(self) -> None:
        """Stops showing and writes down what Slack has; the rest is caught up at the next start."""
        self._stopping = True
        for task in [*self._workers.values(), *self._cards.values(), *self._flushes.values()]:
            task.cancel()
        await asyncio.gather(
            *self._workers.values(), *self._cards.values(), *self._flushes.values(), return_exceptions=True
        )
        for id in self._scopings.unsaved:
            await self._flush(id)

    # ---- one channel's worker

    async def _work(self, channel: str) -> None:
        pause = FIRST_PAUSE
        waiting = self._waiting[channel]
        while waiting:
            id = next(iter(waiting))
            del waiting[id]
            self._showing.add(id)
            try:
                await self._bring_in_line(id)
                pause = FIRST_PAUSE
            except Wait as limited:
                waiting[id] = None
                await asyncio.sleep(limited.seconds)
            except (Unknown, TokenGone) as trouble:
                log.warning("Slack does not answer for %s (%s); trying again in %.0f s.", channel, trouble.error, pause)
                self._known.discard(id)
                waiting[id] = None
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            except MessageGone:
                self._begin_anew(await self._scopings.get(id))
                waiting[id] = None
            except ChannelGone as gone:
                await self._channel_is_gone(id, gone)
            except StoreError as error:
                log.error("%s", error)
            except Exception:
                log.exception("The thread of %s could not be brought in line; it is tried at its next change.", id)
            finally:
                self._showing.discard(id)

    async def _bring_in_line(self, id: str) -> None:
        scoping = await self._admitted(id)
        if not _may_be_shown(scoping):
            self._write_down(scoping, [])
            return
        wanted, before = conversation.messages(scoping), dict(scoping.shown)
        if id not in self._known:
            await self._look_for_missing(scoping, wanted)
            self._known.add(id)
        for message in wanted:
            if message.key != CARD and _differs(scoping, message):
                await self._update(scoping, message)
        for message in wanted:
            if message.key not in scoping.shown:
                await self._post(scoping, message)
        await files.share_report(self._slack, self._scopings, scoping)
        if scoping.trouble and scoping.shown != before:
            await self._channel_is_back(id)
        self._show_card_later(scoping, wanted[0])
        self._write_down(scoping, wanted)

    async def _admitted(self, id: str) -> Scoping:
        """A scoping, once everybody in it has been looked up."""
        scoping = await self._scopings.get(id)
        if not needs_admitting(scoping):
            return scoping
        await self._people.admit(self._scopings, scoping, self._clock())
        return await self._scopings.get(id)

    def _write_down(self, scoping: Scoping, wanted: Sequence[Message]) -> None:
        """Has saved what Slack shows; a thread that lags still, if only with its card, is looked at after a start."""
        if not wanted or (all(_is_shown(scoping, message) for message in wanted) and files.is_shared(scoping)):
            self._scopings.note_in_line(scoping.id, scoping.seq)
        if scoping.id not in self._cards or self._cards[scoping.id].done():  # else once the card is shown, too
            self._flush_later(scoping.id)

    def _flush_later(self, id: str) -> None:
        if id not in self._flushes or self._flushes[id].done():
            self._flushes[id] = asyncio.create_task(self._flush_soon(id))

    async def _flush_soon(self, id: str) -> None:
        """Until nothing is left to write: Slack may come to show more while a save is under way."""
        written = True
        while written and id in self._scopings.unsaved:
            await asyncio.sleep(self._flush_after)
            written = await self._flush(id)

    async def _flush(self, id: str) -> bool:
        try:
            await self._scopings.flush(id)
        except StoreError as error:
            log.error("%s", error)
            return False
        return True

    # ---- the card, whose edits are put off and merged

    def _show_card_later(self, scoping: Scoping, card: Message) -> None:
        running = self._cards.get(scoping.id)
        if _differs(scoping, card) and (running is None or running.done()):
            self._cards[scoping.id] = asyncio.create_task(self._show_card(scoping.id))

    async def _show_card(self, id: str) -> None:
        await asyncio.sleep(self._card_delay)
        try:
            await self._update_card(await self._scopings.get(id))
            self._cards.pop(id, None)
            await self._look_at_card(id)
        except ChannelGone as gone:
            await self._channel_is_gone(id, gone)
        except (SlackTrouble, StoreError) as trouble:
            log.warning("The card of %s was not updated (%s); its next change will.", id, trouble)
        self._flush_later(id)

    async def _update_card(self, scoping: Scoping) -> None:
        wanted = conversation.messages(scoping)
        try:
            if _differs(scoping, wanted[0]):
                await self._update(scoping, wanted[0])
                self._write_down(scoping, wanted)
        except (Wait, Unknown, TokenGone) as trouble:
            log.info("The card of %s waits (%s).", scoping.id, trouble.error)
            await asyncio.sleep(trouble.seconds if isinstance(trouble, Wait) else CARD_PAUSE)

    async def _look_at_card(self, id: str) -> None:
        """What changed while the card was being updated, or could not be shown, is the channel's worker's again."""
        scoping = await self._scopings.get(id)
        if not _is_shown(scoping, conversation.messages(scoping)[0]):
            self.touch_id(id, scoping.channel)

    # ---- posting and updating

    async def _update(self, scoping: Scoping, message: Message) -> None:
        shown = scoping.shown[message.key]
        try:
            await self._slack.call("chat.update", ts=shown.ts, **_body(scoping, message))
        except MessageGone:
            log.info("Message %s of %s is gone; posting it anew.", message.key, scoping.id)
            if (await self._scopings.get(scoping.id)).shown.get(message.key) == shown:
                self._note(scoping, message.key, None)
            return
        self._note(scoping, message.key, Shown(ts=shown.ts, digest=message.digest))

    async def _post(self, scoping: Scoping, message: Message) -> None:
        """One new message. After an unknown outcome its key is looked for before it is posted again."""
        arguments = _body(scoping, message) | {"unfurl_links": False, "unfurl_media": False}
        if not message.in_channel:
            arguments["thread_ts"] = scoping.shown[THREAD].ts
            arguments["reply_broadcast"] = message.broadcast or None
        try:
            ts = (await self._slack.call("chat.postMessage", **arguments))["ts"]
        except Unknown:
            await asyncio.sleep(LOOK_AGAIN_AFTER)
            await self._look_for_missing(scoping, [message])
            if message.key not in scoping.shown:
                raise
            await self._update(scoping, message)  # it may be an earlier try, with earlier words
            return
        self._note(scoping, message.key, Shown(ts=ts, digest=message.digest))

    def _note(self, scoping: Scoping, key: str, shown: Shown | None) -> None:
        noted = {key: shown}
        if key == CARD and shown and THREAD not in scoping.shown:
            noted[THREAD] = shown
        for name, found in noted.items():
            if found is None:
                scoping.shown.pop(name, None)
            else:
                scoping.shown[name] = found
            self._scopings.note_shown(scoping.id, name, found)

    def _begin_anew(self, scoping: Scoping) -> None:
        """The thread itself is gone: the next card (or the one that replaced it already) begins another."""
        log.info("The thread of %s is gone; a new card begins another.", scoping.id)
        card, root = scoping.shown.get(CARD), scoping.shown.get(THREAD)
        for key in list(scoping.shown):
            self._note(scoping, key, None)
        if card and root and card.ts != root.ts:
            self._note(scoping, CARD, card)

    async def _look_for_missing(self, scoping: Scoping, wanted: list[Message]) -> None:
        """Messages that Slack has although the record does not know: the crash came between the two."""
        missing = {f"{scoping.id}/{message.key}": message.key for message in wanted if message.key not in scoping.shown}
        if missing and THREAD not in scoping.shown:
            await self._adopt(scoping, missing, "conversations.history", oldest=_before(scoping))
        if missing and THREAD in scoping.shown:
            await self._adopt(scoping, missing, "conversations.replies", ts=scoping.shown[THREAD].ts)

    async def _adopt(self, scoping: Scoping, missing: dict[str, str], method: str, **where: Any) -> None:
        cursor: str | None = None
        while True:
            page = await self._slack.call(
                method, channel=scoping.channel, include_all_metadata=True, limit=200, cursor=cursor, **where
            )
            for found in page["messages"]:
                key = key_in(found.get("metadata"))
                if key in missing:
                    self._note(scoping, missing[key], Shown(ts=found["ts"], digest=""))
            cursor = page.get("response_metadata", {}).get("next_cursor")
            if not cursor:
                return

    async def _channel_is_gone(self, id: str, gone: ChannelGone) -> None:
        """Archived, or we were removed: everything is kept, and the initiator is told once, directly."""
        scoping = await self._scopings.get(id)
        if scoping.trouble:
            return
        async with self._scopings.edit(id) as kept:
            kept.trouble = gone.error
        try:
            await self._slack.call("chat.postMessage", **notices.channel_gone(scoping, gone.error))
        except SlackTrouble as trouble:
            log.warning("%s could not be told that %s is gone (%s).", scoping.initiator, scoping.channel, trouble.error)

    async def _channel_is_back(self, id: str) -> None:
        """Unarchived, which Slack does not tell us of: the next time it is gone, that is news again."""
        async with self._scopings.edit(id) as kept:
            kept.trouble = None


def _may_be_shown(scoping: Scoping) -> bool:
    """A guest, a stranger or a bot does not start scopings; nothing of theirs is announced."""
    starter = scoping.people.get(scoping.initiator)
    return bool(scoping.items) and (bool(scoping.shown) or starter is None or starter.standing is Standing.MEMBER)


def _is_shown(scoping: Scoping, message: Message) -> bool:
    shown = scoping.shown.get(message.key)
    return shown is not None and shown.digest == message.digest


def _differs(scoping: Scoping, message: Message) -> bool:
    shown = scoping.shown.get(message.key)
    return shown is not None and shown.digest != message.digest


def _body(scoping: Scoping, message: Message) -> dict[str, Any]:
    return {
        "channel": scoping.channel,
        "text": message.text,
        "blocks": list(message.blocks),
        "metadata": message.metadata(scoping.id),
    }


def _before(scoping: Scoping) -> str:
    """Ten minutes before the scoping began, as Slack writes moments: our clock may be ahead of Slack's."""
    return f"{scoping.started_at.timestamp() - 600:.6f}"

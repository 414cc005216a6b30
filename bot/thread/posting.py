"""Posts and updates a scoping's messages, each at most once: an unknown outcome is looked into before posting again."""

import asyncio
import logging
import time
from typing import Any

from bot.screens.blocks.message import Message, key_in
from bot.screens.messages.card import KEY as CARD
from bot.slack.calls import MessageGone, Refused, Slack, SlackTrouble, Unknown, Unsent
from bot.store.errors import StoreError
from bot.store.leases import THREADS
from bot.store.scopings import Scopings
from bot.thread.reading import HISTORY, REPLIES, messages
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

THREAD, TOLD, RUNG, UNSURE = "thread", "told:", "rung:", "unsure:"
"""What stands in `shown` beside messages: the root, what people were told directly, their reminders, and since when
(seconds since 1970, as its digest) it is not known whether a message was posted."""
LOOK_AGAIN_AFTER, SURE_AFTER = 1.0, 30.0
"""Seconds after an unknown outcome until a message is looked for, and from then until it is looked for the last time:
what Slack does not show by then is posted again."""


class NotYet(Unknown):
    """It may still come by itself; `seconds` says how long that is waited for."""

    def __init__(self, seconds: float) -> None:
        super().__init__("not_there_yet")
        self.seconds = seconds


class NotOurs(SlackTrouble):
    """Another process may be at work on this thread by now, so nothing was done."""

    def __init__(self) -> None:
        super().__init__("taken_over")


class Posting:
    """What Slack has of a scoping stands in its record (`shown`); every call here keeps that true.

    `sure_after`: seconds, as SURE_AFTER.
    """

    def __init__(self, slack: Slack, scopings: Scopings, sure_after: float = SURE_AFTER) -> None:
        self._slack, self._scopings, self._sure_after = slack, scopings, sure_after
        self._gone: set[tuple[str, str]] = set()

    async def update(self, scoping: Scoping, message: Message) -> None:
        """One message as it should be now; one that is gone may have been posted anew without our knowing it.

        Raises Refused where Slack will not have it so.
        """
        shown = scoping.shown[message.key]
        check_ours(self._scopings, scoping)
        try:
            await self._slack.call("chat.update", ts=shown.ts, **_body(scoping, message))
        except MessageGone:
            log.info("Message %s of %s is gone; posting it anew.", message.key, scoping.id)
            await self._is_gone(scoping, message, shown)
            return
        except Refused:  # a message Slack will not have must not hold up the others; it is tried when it changes
            self.note(scoping, message.key, Shown(ts=shown.ts, digest=message.digest))
            raise
        self.note(scoping, message.key, Shown(ts=shown.ts, digest=message.digest))

    async def post(self, scoping: Scoping, message: Message) -> None:
        """One new message. After an unknown outcome its key is looked for until it is sure that it will not come.

        Raises Refused where Slack will not have this one, NotYet where it may come by itself.
        """
        if await self._came_by_itself(scoping, message):
            return
        arguments = _body(scoping, message) | {"unfurl_links": False, "unfurl_media": False}
        if not message.in_channel:
            arguments["thread_ts"] = scoping.shown[THREAD].ts
            arguments["reply_broadcast"] = message.broadcast or None
        try:
            answer = await self._slack.call(
                "chat.postMessage", still=lambda: check_ours(self._scopings, scoping), **arguments
            )
        except Unsent:
            raise
        except Unknown:
            await asyncio.sleep(LOOK_AGAIN_AFTER)
            await self._note_unsure(scoping, message)
            if await self._is_found(scoping, message):
                return
            raise NotYet(self._sure_after) from None
        if not message.in_channel and answer["message"].get("thread_ts") != arguments["thread_ts"]:
            await self._take_back(scoping, answer["ts"])  # Slack puts a reply to nothing into the channel
            raise MessageGone("thread_not_found")
        self.note(scoping, message.key, Shown(ts=answer["ts"], digest=message.digest))

    # ---- what may be there without our knowing it

    async def _is_gone(self, scoping: Scoping, message: Message, shown: Shown) -> None:
        """A message is where we thought no more. A crash may have come after it was posted anew: it is looked for once.

        Where it is what a thread begins with, all that stands in it is looked for, once another has begun.
        """
        self._gone.add((scoping.channel, shown.ts))
        kept = await self._scopings.get(scoping.id)
        root = kept.shown.get(THREAD)
        if root and root.ts == shown.ts:
            self.note(scoping, THREAD, None)
        if kept.shown.get(message.key) != shown:
            return
        self.note(scoping, message.key, None)
        if THREAD in scoping.shown:
            await self._is_found(scoping, message)

    async def _is_found(self, scoping: Scoping, message: Message) -> bool:
        """Whether Slack has a message that the record does not know; it is as it should be then."""
        await self.look_for_missing(scoping, [message])
        if message.key not in scoping.shown:
            return False
        await self.update(scoping, message)  # it may be an earlier try, with earlier words
        return message.key in scoping.shown

    async def _came_by_itself(self, scoping: Scoping, message: Message) -> bool:
        """Whether a message is there whose posting came to an unknown end. Raises NotYet while it may come still."""
        unsure = scoping.shown.get(UNSURE + message.key)
        if unsure is None:
            return False
        since = time.time() - float(unsure.digest)
        if 0 <= since < self._sure_after:  # a clock that was put back says nothing
            raise NotYet(self._sure_after - since)
        found = await self._is_found(scoping, message)
        self.note(scoping, UNSURE + message.key, None)
        return found

    async def _note_unsure(self, scoping: Scoping, message: Message) -> None:
        """Written down at once: after a restart, too, it is not posted before it is sure."""
        self.note(scoping, UNSURE + message.key, Shown(ts="", digest=f"{time.time():.3f}"))
        try:
            await self._scopings.flush(scoping.id)
        except StoreError as error:
            log.error("%s", error)

    # ---- what the record says

    def note(self, scoping: Scoping, key: str, shown: Shown | None) -> None:
        noted = {key: shown}
        if key == CARD and shown and THREAD not in scoping.shown:
            noted[THREAD] = shown
        for name, message in noted.items():
            self._scopings.keep_shown(scoping, name, message)

    async def begin_anew(self, scoping: Scoping) -> None:
        """What the thread began with is gone: the next card (or the one that replaced it already) begins another.

        Where people or we have answered to it, Slack keeps the thread and takes no more replies; ours are taken away.
        """
        log.info("The thread of %s is gone; a new card begins another.", scoping.id)
        card, root = scoping.shown.get(CARD), scoping.shown.get(THREAD)
        if root:
            self._gone.add((scoping.channel, root.ts))
        for key, shown in in_channel(scoping).items():
            self.note(scoping, key, None)
            if shown.ts and key not in (CARD, THREAD):
                await self._take_back(scoping, shown.ts)
        if card and (root is None or card.ts != root.ts):
            self.note(scoping, CARD, card)

    async def _take_back(self, scoping: Scoping, ts: str) -> None:
        """Deletes a message that nobody finds any more, if it can be done. A file's id is the time of no message."""
        try:
            await self._slack.call("chat.delete", channel=scoping.channel, ts=ts)
        except SlackTrouble as trouble:
            log.info("Message %s of %s stays (%s).", ts, scoping.id, trouble)

    async def look_for_missing(self, scoping: Scoping, wanted: list[Message]) -> None:
        """Messages that Slack has although the record does not know: the crash came between the two."""
        absent = [message for message in wanted if message.key not in scoping.shown]
        missing = {f"{scoping.id}/{message.key}": message.key for message in absent}
        if missing and (THREAD not in scoping.shown or any(message.in_channel for message in absent)):
            await self._adopt(scoping, missing, HISTORY, oldest=_before(scoping))
        if missing and THREAD in scoping.shown:
            await self._adopt(scoping, missing, REPLIES, ts=scoping.shown[THREAD].ts)

    async def _adopt(self, scoping: Scoping, missing: dict[str, str], method: str, **where: Any) -> None:
        async for found in messages(self._slack, scoping, method, **where):
            key = key_in(found.get("metadata"))
            if key in missing and (scoping.channel, found["ts"]) not in self._gone:
                self.note(scoping, missing[key], Shown(ts=found["ts"], digest=""))
                if UNSURE + missing[key] in scoping.shown:
                    self.note(scoping, UNSURE + missing[key], None)


def check_ours(scopings: Scopings, scoping: Scoping) -> None:
    """Raises NotOurs where another process may have taken over the thread by now."""
    if not scopings.store.leases.is_ours(THREADS + scoping.id):
        raise NotOurs


def in_channel(scoping: Scoping) -> dict[str, Shown]:
    """What Slack has of a scoping in its channel: without what people were told directly, and what is unsure."""
    return {key: shown for key, shown in scoping.shown.items() if not key.startswith((TOLD, RUNG, UNSURE))}


def is_shown(scoping: Scoping, message: Message) -> bool:
    """Whether Slack has the message as it should be."""
    shown = scoping.shown.get(message.key)
    return shown is not None and shown.digest == message.digest


def differs(scoping: Scoping, message: Message) -> bool:
    """Whether Slack has it, but not as it should be."""
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

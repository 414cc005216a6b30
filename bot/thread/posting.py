"""Posts and updates a scoping's messages, each at most once: an unknown outcome is looked into before posting again."""

import asyncio
import logging
from typing import Any

from bot.screens.blocks.message import Message, key_in
from bot.screens.messages.card import KEY as CARD
from bot.slack.calls import MessageGone, Refused, Slack, SlackTrouble, Unknown
from bot.store.scopings import Scopings
from bot.thread.reading import HISTORY, REPLIES, messages
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

THREAD, TOLD, RUNG = "thread", "told:", "rung:"
LOOK_AGAIN_AFTER = 1.0


class Posting:
    """What Slack has of a scoping stands in its record (`shown`); every call here keeps that true."""

    def __init__(self, slack: Slack, scopings: Scopings) -> None:
        self._slack, self._scopings = slack, scopings

    async def update(self, scoping: Scoping, message: Message) -> None:
        """One message as it should be now. Raises Refused where Slack will not have it so."""
        shown = scoping.shown[message.key]
        try:
            await self._slack.call("chat.update", ts=shown.ts, **_body(scoping, message))
        except MessageGone:
            log.info("Message %s of %s is gone; posting it anew.", message.key, scoping.id)
            kept = await self._scopings.get(scoping.id)
            if kept.shown.get(message.key) == shown:
                self.note(scoping, message.key, None)
            root = kept.shown.get(THREAD)
            if root and root.ts == shown.ts:
                self.note(scoping, THREAD, None)
            return
        except Refused:  # a message Slack will not have must not hold up the others; it is tried when it changes
            self.note(scoping, message.key, Shown(ts=shown.ts, digest=message.digest))
            raise
        self.note(scoping, message.key, Shown(ts=shown.ts, digest=message.digest))

    async def post(self, scoping: Scoping, message: Message) -> None:
        """One new message. After an unknown outcome its key is looked for before it is posted again.

        Raises Refused where Slack will not have this one.
        """
        arguments = _body(scoping, message) | {"unfurl_links": False, "unfurl_media": False}
        if not message.in_channel:
            arguments["thread_ts"] = scoping.shown[THREAD].ts
            arguments["reply_broadcast"] = message.broadcast or None
        try:
            answer = await self._slack.call("chat.postMessage", **arguments)
        except Unknown:
            await asyncio.sleep(LOOK_AGAIN_AFTER)
            await self.look_for_missing(scoping, [message])
            if message.key not in scoping.shown:
                raise
            await self.update(scoping, message)  # it may be an earlier try, with earlier words
            return
        if not message.in_channel and answer["message"].get("thread_ts") != arguments["thread_ts"]:
            await self._take_back(scoping, answer["ts"])  # Slack puts a reply to nothing into the channel
            raise MessageGone("thread_not_found")
        self.note(scoping, message.key, Shown(ts=answer["ts"], digest=message.digest))

    def note(self, scoping: Scoping, key: str, shown: Shown | None) -> None:
        noted = {key: shown}
        if key == CARD and shown and THREAD not in scoping.shown:
            noted[THREAD] = shown
        for name, message in noted.items():
            if message is None:
                scoping.shown.pop(name, None)
            else:
                scoping.shown[name] = message
            self._scopings.note_shown(scoping.id, name, message)

    async def begin_anew(self, scoping: Scoping) -> None:
        """What the thread began with is gone: the next card (or the one that replaced it already) begins another.

        Where people or we have answered to it, Slack keeps the thread and takes no more replies; ours are taken away.
        """
        log.info("The thread of %s is gone; a new card begins another.", scoping.id)
        card, root = scoping.shown.get(CARD), scoping.shown.get(THREAD)
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
            if key in missing:
                self.note(scoping, missing[key], Shown(ts=found["ts"], digest=""))


def in_channel(scoping: Scoping) -> dict[str, Shown]:
    """What Slack has of a scoping in its channel: without what people were told directly."""
    return {key: shown for key, shown in scoping.shown.items() if not key.startswith((TOLD, RUNG))}


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

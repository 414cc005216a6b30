"""Says something to one person once: written down before it is sent, and looked for where a crash came between.

A reminder, which one person gets for several scopings, has its own claim; see reminders.py.
"""

import logging
from typing import Any

from bot.screens.blocks.message import EVENT_TYPE, key_in
from bot.slack.calls import Slack, SlackTrouble, Unknown
from bot.store.scopings import Scopings
from bot.thread.rung import Rooms
from dialogs.record.parts import Shown
from dialogs.record.record import Record

log = logging.getLogger(__name__)

CLAIMED = "claimed"
"""The digest of what is being sent; found at a later start, it may have been sent or not."""
LAST_SENT = 50
"""Messages that are looked through."""


def was_said(record: Record, key: str) -> bool:
    """Whether somebody was told; not yet, while it is being sent."""
    return key in record.shown and record.shown[key].digest != CLAIMED


class Directly:
    """Direct messages about a scoping. What was said stands in its record, as what Slack shows does."""

    def __init__(self, slack: Slack, scopings: Scopings) -> None:
        self._slack, self._scopings, self._rooms = slack, scopings, Rooms(slack)
        self._sending: set[tuple[str, str]] = set()

    async def say(self, record: Record, key: str, person: str, words: dict[str, Any]) -> None:
        """Sends `words`, unless they were sent, or are just now. What may have arrived counts as said.

        Raises SlackTrouble where it was not sent, and what the store raises where it cannot be written down.
        """
        if was_said(record, key) or (record.id, key) in self._sending:
            return
        self._sending.add((record.id, key))
        try:
            await self._say(record, key, person, words)
        finally:
            self._sending.discard((record.id, key))

    async def _say(self, record: Record, key: str, person: str, words: dict[str, Any]) -> None:
        bears = f"{record.id}/{key}"
        ts = await self._find(person, bears) if key in record.shown else None
        if ts is None:
            await self._claim(record, key)
            ts = await self._send(record, key, words | {"channel": person, "metadata": _metadata(bears)})
        self._scopings.keep_shown(record, key, Shown(ts=ts, digest=""))

    async def _claim(self, record: Record, key: str) -> None:
        self._scopings.keep_shown(record, key, Shown(ts="", digest=CLAIMED))
        await self._scopings.flush(record.id)

    async def _send(self, record: Record, key: str, words: dict[str, Any]) -> str:
        """The time of the message; "" where it may have arrived."""
        try:
            return str((await self._slack.call("chat.postMessage", **words))["ts"])
        except Unknown:
            return ""
        except SlackTrouble:
            self._scopings.keep_shown(record, key, None)
            raise

    async def _find(self, person: str, bears: str) -> str | None:
        room = await self._rooms.with_(person)
        page = await self._slack.call("conversations.history", channel=room, include_all_metadata=True, limit=LAST_SENT)
        return next((str(each["ts"]) for each in page["messages"] if key_in(each.get("metadata")) == bears), None)


def _metadata(key: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}

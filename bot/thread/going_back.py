"""After a record went back to an earlier state: its thread is read before anything in it is changed.

Slack may show what the record does not know any more. Whatever is there is taken over as it stands, so that nothing is
posted a second time; what it showed of answers that are gone is kept and named, once, before those messages are edited.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.screens.blocks.message import Message, key_in
from bot.screens.messages import conversation
from bot.slack.calls import Slack
from bot.slack.handles import Handle
from bot.store.scopings import Scopings
from bot.thread.files.wanted import found_in
from bot.thread.posting import THREAD, Posting
from bot.thread.reading import REPLIES, messages
from bot.words.figures import shortened
from bot.words.sentences import sentence
from dialogs import working_hours
from dialogs.findings import Findings
from dialogs.record.leavers import name_of_alias
from dialogs.record.parts import Note, Ring, Shown
from dialogs.record.record import Record
from dialogs.scoping.scoping import Scoping

Json = dict[str, Any]

ANSWERED = ("turn:", conversation.REPORT)
"""What the keys of messages begin with that show what people said or decided."""
CLOCKS = timedelta(minutes=10)
"""How far our clock and Slack's may be apart."""
LATELY = timedelta(days=7)
"""So long after going back a reminder from before may hold: two working days, and those on which nobody works."""
LONGEST = 3000
"""Characters that are kept of one message."""


def went_back(record: Record) -> bool:
    """Whether the thread still has to be read."""
    return any(not one.looked for one in record.restored)


class GoingBack:
    """Reads the thread of a record that went back."""

    def __init__(self, slack: Slack, scopings: Scopings, posting: Posting) -> None:
        self._slack, self._scopings, self._posting = slack, scopings, posting

    async def look(self, scoping: Scoping) -> Scoping:
        """The scoping, in which stands what Slack shows of it and what of that is lost. Raises SlackTrouble."""
        wanted = {message.key: message for message in conversation.messages(Findings(scoping))}
        if THREAD not in scoping.shown:
            await self._posting.look_for_missing(scoping, list(wanted.values()))
        there = await self._thread(scoping) if THREAD in scoping.shown else []
        ours = {key: found for found in there if (key := _key(scoping, found))}
        since = min(one.saved_at for one in scoping.restored if not one.looked) - CLOCKS
        unsaid = sentence("told.lost_unsaid") if _forgets(scoping) else ""
        lost = [
            _note(key, found, unsaid) for key, found in ours.items() if _is_lost(key, found, wanted.get(key), since)
        ]
        shown = {key: _shown(found, wanted.get(key)) for key, found in ours.items()}
        shown |= found_in(scoping, [one for one in there if one.get("bot_id") in _bots(ours)])
        async with self._scopings.edit(scoping.id) as kept:
            kept.thread_read(lost)
            kept.shown |= shown
        return await self._scopings.get(scoping.id)

    async def _thread(self, scoping: Scoping) -> list[Json]:
        return [found async for found in messages(self._slack, scoping, REPLIES, ts=scoping.shown[THREAD].ts)]


def may_have_rung(record: Record, now: datetime) -> bool:
    """Whether a reminder may have been sent that the record does not know and that holds still: it is looked for."""
    return any(now - one.at < LATELY for one in record.restored)


def said_already(record: Record, ring: Ring, key: str, found: Json, now: datetime) -> datetime | None:
    """When a reminder was sent, on a day before, that a record which went back does not know; None where it is another.

    `key` is that of the message found. It has to name all that `ring` would, and to hold still: what a reminder names
    comes up again two working days after it, as if nothing had been lost.
    """
    person, _, day = ring.key.removeprefix("ring:").partition(":")
    known = re.fullmatch(rf"ring:{re.escape(person)}:(\d{{4}}-\d\d-\d\d)", key)
    if not known or not may_have_rung(record, now) or not ring.items:
        return None
    at = now - (date.fromisoformat(day) - date.fromisoformat(known[1]))
    holds = working_hours.due_after(at, working_hours.DUE_AFTER, record.tz(person), record.working) > now
    return at if holds and all(_has_button(found, str(Handle(record.id, item))) for item in ring.items) else None


def _has_button(found: Json, handle: str) -> bool:
    rows = (block.get("elements", ()) for block in found.get("blocks", ()) if block.get("type") == "actions")
    values = (str(element.get("value", "")) for row in rows for element in row)
    return any(value == handle or value.startswith(f"{handle}|") for value in values)


def _key(scoping: Scoping, found: Json) -> str:
    id, _, key = (key_in(found.get("metadata")) or "").partition("/")
    return key if id == scoping.id else ""


def _bots(ours: Mapping[str, Json]) -> set[str]:
    return {str(found["bot_id"]) for found in ours.values() if found.get("bot_id")}


def _shown(found: Json, wanted: Message | None) -> Shown:
    """As it is where Slack shows it as it should be; to be edited where not, or as soon as it is wanted again."""
    same = wanted is not None and words(found.get("blocks", ())) == words(wanted.blocks)
    return Shown(ts=found["ts"], digest=wanted.digest if wanted and same else "")


def _is_lost(key: str, found: Json, wanted: Message | None, since: datetime) -> bool:
    """Whether a message shows what somebody said or decided, later than the record, and otherwise than it does."""
    changed = float((found.get("edited") or found)["ts"])
    if not key.startswith(ANSWERED) or changed < since.timestamp() or _is_waiting(found):
        return False
    return wanted is None or words(found.get("blocks", ())) != words(wanted.blocks)


def _is_waiting(found: Json) -> bool:
    """Whether a message asks for something: then there is nothing in it to be lost."""
    rows = (block.get("elements", ()) for block in found.get("blocks", ()) if block.get("type") == "actions")
    return any(element.get("style") == "primary" for row in rows for element in row)


def _forgets(record: Record) -> bool:
    """Whether somebody was forgotten, in it or since: what the thread says may be of them, and is not taken in."""
    is_here = any(name_of_alias(person) for person in {*record.people, *record.everyone()})
    return is_here or any(one.unsaid for one in record.restored if not one.looked)


def _note(key: str, found: Json, unsaid: str) -> Note:
    at = datetime.fromtimestamp(float(found["ts"]), UTC)
    return Note(text=unsaid or shortened(words(found.get("blocks", ())), LONGEST), by="", at=at, about=key)


def words(blocks: Any) -> str:
    """What people read in a message's rich text, on one line."""
    return " ".join("".join(_texts([block for block in blocks if block.get("type") == "rich_text"])).split())


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str):
            yield part["text"]
        yield from _texts(part.get("elements", ()))
        yield " " if part.get("type", "").startswith("rich_text") else ""
    elif isinstance(part, (list, tuple)):
        for each in part:
            yield from _texts(each)

"""Where a case is played: the people, their channel, and ways to find a message and to wait until nothing moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field

from dialogs.catalog import shipped
from dialogs.flow.objecting import OBJECT
from dialogs.flow.pulse import PULSE
from dialogs.flow.tasks import ASSUME, EXAMINE, SIGN
from practice.client import Message, Person, Slack
from practice.rehearsal.case import Case, NotAsWritten
from practice.rehearsal.effort import Counted, Effort
from practice.rehearsal.names import item_named
from practice.rehearsal.transcript import Shown, Transcript, Watch, key_of
from practice.slack.inputs import interactive
from practice.slack.workspace import Json

PATIENCE, LONG = 8.0, 2.0
QUIET, BRIEFLY = 0.015, 0.004
PLACES = ("card", "report", "fork", "direct message")

_BEGIN = {"report": "report:", "fork": f"turn:{ASSUME}"}
"""How the keys of the messages of a place begin, where it is no item's."""

Busy = Callable[[], Awaitable[bool]]


@dataclass
class Scene:
    """One case being played. `busy` says whether the bot has something to show that Slack does not show yet.

    `track` is the one it is on by now: a scoping can be widened.
    """

    case: Case
    slack: Slack
    watch: Watch
    transcript: Transcript
    busy: Busy
    waiting: Callable[[str], None] = lambda what: None
    track: str = field(default="", init=False)
    effort: Effort = field(default_factory=Effort, init=False)

    def __post_init__(self) -> None:
        self.track = self.case.track or next(iter(shipped().tracks))

    def person(self, name: str) -> Person:
        """Somebody of the case, to act as."""
        return Counted(self.slack, name, self.effort)

    async def private(self, name: str) -> list[Message]:
        """What only this person sees, once it is there."""
        await self.settle()
        return await self.person(name).ephemerals()

    async def message(self, place: str, label: str, who: str) -> tuple[Message, str | None]:
        """The newest message of a question, a stage or a place that has this button; and the row the button is in."""
        async for _ in self._patiently(f"the button “{label}”"):
            for message in reversed(await self._of(place, who)):
                rows = list(_rows(message.blocks, label, place))
                if rows:
                    return message, rows[0]
        raise NotAsWritten(f"there is no button “{label}” {await self._where(place)}")

    async def has_button(self, place: str, label: str) -> bool:
        """Whether a message of a question or a stage has this button now."""
        return any(list(_rows(message.blocks, label, place)) for message in await self._of(place, ""))

    async def settle(self) -> None:
        """Until the bot has shown all it has to show, and nothing is on its way any more."""
        await self.slack.settle(quiet=BRIEFLY, timeout=PATIENCE)
        for _ in range(int(PATIENCE / BRIEFLY)):
            if not await self.busy():
                break
            await asyncio.sleep(BRIEFLY)
        await self.slack.settle(quiet=QUIET, timeout=PATIENCE)

    async def tell(self) -> None:
        """Settles, and tells what the bot showed meanwhile."""
        await self.settle()
        self.transcript.add(*await self.watch.look())

    async def tell_expected(self, words: Sequence[str], since: int) -> None:
        """Tells what the bot shows until all these words have appeared in it. Raises NotAsWritten where they do not."""
        missing = list(words)
        async for _ in self._patiently(f"“{next(iter(words), '')}”"):
            await self.tell()
            missing = [each for each in words if not self._appeared(each, since)]
            if not missing:
                return
        raise NotAsWritten(f"“{missing[0]}” was expected and did not appear")

    async def _patiently(self, what: str) -> AsyncIterator[None]:
        """Again and again until patience ends; says once what is waited for where that takes long."""
        loop = asyncio.get_running_loop()
        began, is_said = loop.time(), False
        while loop.time() < began + PATIENCE:
            yield
            await asyncio.sleep(0.05)
            if not is_said and loop.time() > began + LONG:
                self.waiting(f"Still waiting for {what}…")
                is_said = True

    def _appeared(self, words: str, since: int) -> bool:
        shown = (event.words for event in self.transcript.events[since:] if isinstance(event, Shown))
        return any(_plain(words) in _plain(text) for text in shown)

    async def _of(self, place: str, who: str) -> list[Message]:
        if place == "card":
            card = await self.watch.card()
            return [card] if card else []
        if place == "direct message":
            return await self.person(who).direct_messages()
        keys = tuple(_keys(place))
        return [message for message in await self.watch.thread() if key_of(message).startswith(keys)]

    async def _where(self, place: str) -> str:
        offered = (
            [f"“{label}”" for message in await self._of(place, "") for label in message.buttons()]
            if (place != "direct message")
            else []
        )
        there = f"; there is {', '.join(dict.fromkeys(offered))}" if offered else ""
        return f"on {_said(place)}{there}"


def _keys(place: str) -> Iterator[str]:
    """How the keys of a place's messages begin; a question of a board stands on the board's message too."""
    if place in _BEGIN:
        yield _BEGIN[place]
    elif place in (SIGN, PULSE) or place.startswith(EXAMINE):
        yield f"turn:{place}"
    elif place.startswith(OBJECT):
        yield f"turn:{place}:"
    else:
        item = item_named(place)
        yield f"turn:{item}:"
        if item in shipped().questions:
            yield f"turn:{shipped().form_of[item]}:"


def _rows(blocks: list[Json], label: str, place: str) -> Iterator[str | None]:
    """The block ids of the rows that have a button or a menu's option so labelled; a board has one row a question."""
    for block, element in interactive(blocks):
        texts = [element["text"]["text"]] if element["type"] == "button" else []
        texts += [option["text"]["text"] for option in element.get("options", [])]
        row = str(block["block_id"])
        if row.startswith("line:") and row != f"line:{place}":
            continue
        if any(text == label or (text.startswith(label) and label != "Answer") for text in texts):
            yield row


def _said(place: str) -> str:
    if place in PLACES:
        return f"the {place}"
    question = shipped().questions.get(place)
    return f"“{question.label}”" if question else place.rstrip(":")


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()

"""What a case costs its people: clicks, windows and typing, counted as they are done; and the least it could cost.

A click is a press (a button, an entry of a menu, *Close*), a pick (an option of a select, a box ticked, a person, a
day) or a submit; where Slack asks “are you sure”, one more. What a window was opened with filled in is nobody's click.
A window is each that opens, and each that takes the place of one that was sent in; one that is shown again with more
to fill in is the same one. A field is one that somebody typed into.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from practice.client import Ack, Message, Person, Slack, View
from practice.rehearsal.costs import WINDOWS
from practice.rehearsal.transcript.events import Event, shown
from practice.slack.inputs import interactive
from practice.slack.workspace import Json

TYPED = ("plain_text_input", "number_input", "rich_text_input", "email_text_input", "url_text_input")
"""The elements somebody types into; in every other one, something is picked."""
IN_THREAD = ("thread", "file", "picture")
"""The places of what is posted into the thread: pictures and the report's files are messages, too."""


@dataclass
class Effort:
    """Counted while a case is played; the messages are the bot's, edits apart."""

    clicks: int = 0
    windows: int = 0
    fields: int = 0
    characters: int = 0
    in_thread: int = 0
    in_channel: int = 0
    direct: int = 0

    async def look(self, slack: Slack, events: Sequence[Event]) -> None:
        """Adds what only the end shows: the windows that were opened, and the messages."""
        calls = (await slack.ledger())["calls"]
        self.windows += sum(call["method"] in WINDOWS and _went_well(call) for call in calls)
        places = [event.place for event in shown(events) if not event.edited]
        self.in_thread = sum(place in IN_THREAD for place in places)
        self.in_channel, self.direct = places.count("channel"), places.count("direct")

    def filled(self, view: View, values: Mapping[str, Any]) -> None:
        """Adds what was typed and picked; what stood there already costs nothing."""
        elements = {block["block_id"]: block["element"] for block in view.blocks if block["type"] == "input"}
        for name, entry in values.items():
            block = _block(view, name)
            if entry is None or block is None:
                continue
            if elements[block]["type"] in TYPED:
                self.fields += 1
                self.characters += len(str(entry))
            else:
                self.clicks += len(entry) if isinstance(entry, list) else 1


class Counted(Person):
    """A person whose clicks are counted as they act."""

    def __init__(self, slack: Slack, name: str, effort: Effort) -> None:
        super().__init__(slack, name)
        self._effort = effort

    async def presses(self, label: str, on: Message | View | None = None, block_id: str | None = None) -> Ack:
        surface = on or await self.modal()
        self._effort.clicks += 1 + (surface is not None and _asks_once_more(surface.blocks, label, block_id))
        return await super().presses(label, on=on, block_id=block_id)

    async def fill(self, values: dict[str, Any]) -> None:
        view = await self.modal()
        if view is not None:
            self._effort.filled(view, values)
        await super().fill(values)

    async def submits(self) -> Ack:
        self._effort.clicks += 1
        ack = await super().submits()
        self._effort.windows += (ack.response or {}).get("response_action") in ("update", "push")
        return ack

    async def closes(self) -> None:
        self._effort.clicks += 1
        await super().closes()


def _block(view: View, name: str) -> str | None:
    """The block an entry goes into: named by its id, or by how its label begins."""
    labels = view.labels()
    return name if name in labels else next((one for one, label in labels.items() if label.startswith(name)), None)


def _asks_once_more(blocks: list[Json], label: str, row: str | None) -> bool:
    """Whether a button has a dialog that asks whether one is sure."""
    return any(
        element.get("confirm") and element["type"] == "button" and element["text"]["text"].startswith(label)
        for block, element in interactive(blocks)
        if row in (None, block["block_id"])
    )


def _went_well(call: Json) -> bool:
    return bool(call["answer"] == "ok")

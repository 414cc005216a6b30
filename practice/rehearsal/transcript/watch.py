"""Finds what the bot has newly shown, and puts it in words for the transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from practice import seen
from practice.client import Message, Slack, View
from practice.rehearsal.transcript.events import File, Shown
from practice.rehearsal.transcript.lines import Line, Piece, lines
from practice.slack.workspace import Json


class Watch:
    """Looks at a channel, its thread and everybody's private messages, and tells what is new."""

    def __init__(self, slack: Slack, channel: str, people: Sequence[str]) -> None:
        self._slack, self._channel, self._people = slack, channel, people
        self._seen: dict[tuple[str, str], Message] = {}
        self._files: dict[str, File] = {}

    async def look(self) -> list[Shown]:
        """What the bot showed since the last look: edits, then new messages in their order, then the card's edit."""
        events = [
            event for message, place, to in await self._messages() if (event := self._compared(message, place, to))
        ]
        return sorted(events, key=_rank)

    def known(self, message: Message) -> None:
        """Something a person wrote: told already."""
        self._seen[message.channel, message.ts] = message

    async def card(self) -> Message | None:
        """The newest card in the channel."""
        cards = [m for m in await self._slack.messages(self._channel) if key_of(m) == "card"]
        return cards[-1] if cards else None

    async def thread(self) -> list[Message]:
        """The replies under the newest card, oldest first; nothing where there is no card."""
        card = await self.card()
        shapes = await self._slack.ask("messages", channel=self._channel, thread=card.ts) if card else []
        self._files |= {
            file["id"]: _file(file) for shape in shapes for file in shape.get("files", []) if "name" in file
        }
        return [seen.message(shape) for shape in shapes if card and shape["ts"] != card.ts]

    async def files(self) -> list[File]:
        """What is shared in the thread now, in order."""
        return [self._files[id] for message in await self.thread() for id in message.files if id in self._files]

    async def _messages(self) -> list[tuple[Message, str, str]]:
        messages = [(card, "channel", "") for card in [await self.card()] if card]
        messages += [(message, self._place(message), "") for message in await self.thread()]
        for name in self._people:
            person = self._slack.person(name)
            messages += [(message, "private", name) for message in await person.ephemerals()]
            messages += [(message, "direct", name) for message in await person.direct_messages()]
        return messages

    def _place(self, message: Message) -> str:
        files = [self._files[id] for id in message.files if id in self._files]
        return "thread" if not message.files else "picture" if any(file.is_picture for file in files) else "file"

    def _compared(self, message: Message, place: str, to: str) -> Shown | None:
        before = self._seen.get((message.channel, message.ts))
        self._seen[message.channel, message.ts] = message
        if before and (before.blocks, before.text) == (message.blocks, message.text):
            return None
        return Shown(
            place=place,
            key=key_of(message),
            lines=_lines(message) or self._described(message),
            to=to,
            before=_lines(before) if before else None,
            mentions=tuple(message.names.get(id, id) for id in message.mentions()),
            broadcast=message.broadcast,
            files=tuple(self._files[id].name for id in message.files if id in self._files),
        )

    def _described(self, message: Message) -> tuple[Line, ...]:
        """The titles of the files, and a picture's words for those who cannot see it."""
        files = [self._files[id] for id in message.files if id in self._files]
        return tuple(line for file in files for line in _in_words(file))


def window(view: View, who: str) -> Shown:
    """A window that opened, as its reader sees it."""
    return Shown("window", view.callback_id, lines(view.blocks, view.names), to=who)


def questions_of(view: View) -> Shown:
    """A form that opened, by what it asks; whoever opens it sees the same."""
    asked = tuple(Line("bullet", (Piece(label),)) for label in view.labels().values())
    return Shown("window", view.callback_id, asked)


def key_of(message: Message) -> str:
    """The key the bot gave a message, without the scoping's id: `card`, `turn:exam.1:1`."""
    payload = (message.metadata or {}).get("event_payload", {})
    return str(payload.get("key", "")).partition("/")[2]


def _lines(message: Message) -> tuple[Line, ...]:
    of_blocks = lines(message.blocks, message.names)
    return of_blocks or lines([_as_section(message.text)] if message.text else [], message.names)


def _file(shape: Json) -> File:
    return File(shape["id"], shape["name"], shape["title"], shape.get("alt_txt", ""))


def _in_words(file: File) -> Iterator[Line]:
    yield Line("text", (Piece(file.title, bold=True),))
    if file.is_picture and file.alt:
        yield Line("small", (Piece(file.alt),))


def _as_section(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _rank(event: Shown) -> int:
    if event.edited:
        return 2 if event.key == "card" else 0
    return 1

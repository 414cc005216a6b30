"""What happened in a rehearsal, as events in order; and the watch that finds what the bot has newly shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from practice import seen
from practice.client import Message, Slack, View
from practice.rehearsal.transcript.lines import Line, Piece, lines, pressable
from practice.slack.workspace import Json

Entries = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Did:
    """Somebody pressed, typed or chose something. Button labels in `what` stand in `backticks`."""

    who: str
    what: str
    entries: Entries = ()


@dataclass(frozen=True)
class Said:
    """Somebody wrote a reply in the thread."""

    who: str
    text: str


@dataclass(frozen=True)
class Passed:
    """Time went by; the bot was stopped and started meanwhile."""

    until: datetime


@dataclass(frozen=True)
class File:
    """A file the bot shared, with the words that stand for it where it cannot be seen."""

    id: str
    name: str
    title: str
    alt: str

    @property
    def is_picture(self) -> bool:
        return self.name.endswith(".png")


@dataclass(frozen=True)
class Shown:
    """The bot showed something. `place` is channel, thread, private, direct, window, file or picture; `before` is what
    an edited message showed until then."""

    place: str
    key: str
    lines: tuple[Line, ...]
    to: str = ""
    before: tuple[Line, ...] | None = None
    mentions: tuple[str, ...] = ()
    broadcast: bool = False
    files: tuple[str, ...] = ()

    @property
    def edited(self) -> bool:
        return self.before is not None

    @property
    def changed(self) -> tuple[Line, ...]:
        """The lines with words that were not there before the edit; all of a new message."""
        if self.before is None:
            return self.lines
        known = {line.words.replace("@", "") for line in self.before}
        return tuple(line for line in self.lines if line.words and line.words.replace("@", "") not in known)

    @property
    def new_buttons(self) -> tuple[str, ...]:
        known = pressable(self.before or ())
        return tuple(label for label in pressable(self.lines) if label not in known)

    @property
    def words(self) -> str:
        """Everything on it, the labels of buttons included."""
        return "\n".join(" ".join([line.words, *line.buttons]) for line in self.lines)


Event = Did | Said | Passed | Shown


@dataclass
class Transcript:
    """Everything that happened, and whoever wants to hear of it at once."""

    title: str
    about: str = ""
    tell: Callable[[Event], None] = lambda event: None
    events: list[Event] = field(default_factory=list)

    def add(self, *events: Event) -> None:
        for event in events:
            self.events.append(event)
            self.tell(event)


class Watch:
    """Looks at a channel, its thread and everybody's private messages, and tells what is new."""

    def __init__(self, slack: Slack, channel: str, people: Sequence[str]) -> None:
        self._slack, self._channel, self._people = slack, channel, people
        self._seen: dict[tuple[str, str], Message] = {}
        self._files: dict[str, File] = {}

    async def look(self) -> list[Shown]:
        """What the bot showed since the last look: edits, then new messages in their order, then the card's edit."""
        found = [
            event for message, place, to in await self._messages() if (event := self._compared(message, place, to))
        ]
        return sorted(found, key=_rank)

    def known(self, message: Message) -> None:
        """Something a person wrote: told already."""
        self._seen[message.channel, message.ts] = message

    async def card(self) -> Message | None:
        """The newest card in the channel."""
        found = [m for m in await self._slack.messages(self._channel) if key_of(m) == "card"]
        return found[-1] if found else None

    async def thread(self) -> list[Message]:
        card = await self.card()
        found = await self._slack.ask("messages", channel=self._channel, thread=card.ts) if card else []
        self._files |= {file["id"]: _file(file) for shape in found for file in shape.get("files", []) if "name" in file}
        return [seen.message(shape) for shape in found if card and shape["ts"] != card.ts]

    async def files(self) -> list[File]:
        """What is shared in the thread now, in order."""
        return [self._files[id] for message in await self.thread() for id in message.files if id in self._files]

    async def _messages(self) -> list[tuple[Message, str, str]]:
        found = [(card, "channel", "") for card in [await self.card()] if card]
        found += [(message, self._place(message), "") for message in await self.thread()]
        for name in self._people:
            person = self._slack.person(name)
            found += [(message, "private", name) for message in await person.ephemerals()]
            found += [(message, "direct", name) for message in await person.direct_messages()]
        return found

    def _place(self, message: Message) -> str:
        known = [self._files[id] for id in message.files if id in self._files]
        return "thread" if not message.files else "picture" if any(file.is_picture for file in known) else "file"

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
        known = [self._files[id] for id in message.files if id in self._files]
        return tuple(line for file in known for line in _in_words(file))


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


def shown(events: Sequence[Event]) -> Iterator[Shown]:
    return (event for event in events if isinstance(event, Shown))


def _lines(message: Message) -> tuple[Line, ...]:
    found = lines(message.blocks, message.names)
    return found or lines([_as_section(message.text)] if message.text else [], message.names)


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

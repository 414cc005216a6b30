"""What happened in a rehearsal, as events in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from practice.rehearsal.transcript.lines import Line, pressable

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
        """Whether the thread shows it; anything else is a file to open."""
        return self.name.endswith(".png")


def _plainly(line: Line) -> str:
    """What it says, whoever it rings; that a day has passed shows with the next edit, which may be early or late."""
    return line.words.replace("@", "").replace("(due since ", "(by ")


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
        """Whether it is a message that stood there before, with other words."""
        return self.before is not None

    @property
    def changed(self) -> tuple[Line, ...]:
        """The lines with words that were not there before the edit; all of a new message."""
        if self.before is None:
            return self.lines
        words_before = {_plainly(line) for line in self.before}
        return tuple(line for line in self.lines if line.words and _plainly(line) not in words_before)

    @property
    def new_buttons(self) -> tuple[str, ...]:
        """The labels that were not there before the edit; all of a new message."""
        buttons_before = pressable(self.before or ())
        return tuple(label for label in pressable(self.lines) if label not in buttons_before)

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
        """Adds what happened, and tells it at once."""
        for event in events:
            self.events.append(event)
            self.tell(event)


def shown(events: Sequence[Event]) -> Iterator[Shown]:
    """What the bot showed, of all that happened."""
    return (event for event in events if isinstance(event, Shown))

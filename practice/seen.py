"""What people see: messages, modals and the Home as they stood when asked for, and what came of an act."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from practice import reading
from practice.slack.workspace import Json


@dataclass(frozen=True)
class Ack:
    """What a person notices of an act: whether the app answered in time, and with what."""

    acked: bool
    seconds: float = 0.0
    response: Json | None = None
    error: str | None = None


@dataclass(frozen=True)
class Message:
    """A message as it stood when it was asked for."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json]
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: bool = False
    broadcast: bool = False
    files: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def author(self) -> str:
        """The name of whoever wrote it."""
        return self.names.get(self.user, self.user)

    def buttons(self) -> list[str]:
        """The labels of its buttons, from top to bottom."""
        return reading.buttons(self.blocks)

    def menu(self) -> list[str]:
        """The options of its overflow menus."""
        return reading.menu(self.blocks)

    def plain(self) -> str:
        """All words a person reads, labels of buttons included."""
        return reading.words(self.blocks, self.names) or reading.mrkdwn(self.text, self.names)

    def notification(self) -> str:
        """The text as a lock screen shows it."""
        return reading.mrkdwn(self.text, self.names)

    def mentions(self) -> list[str]:
        """The ids of the people it names, each once."""
        return reading.mentioned(self.text, self.blocks)


@dataclass(frozen=True)
class View:
    """A modal or a Home as it stood when it was asked for."""

    id: str
    type: str
    title: str
    callback_id: str
    private_metadata: str
    hash: str
    blocks: list[Json]
    values: Json
    submit: str | None
    close: str | None
    errors: dict[str, str]
    shape: Json = field(repr=False)
    names: dict[str, str] = field(default_factory=dict, repr=False)

    def buttons(self) -> list[str]:
        """The labels of its buttons, from top to bottom."""
        return reading.buttons(self.blocks)

    def menu(self) -> list[str]:
        """The options of its overflow menus."""
        return reading.menu(self.blocks)

    def labels(self) -> dict[str, str]:
        """The label of each input, by block_id."""
        return {each["block_id"]: each["label"]["text"] for each in self.blocks if each["type"] == "input"}

    def value(self, block_id: str) -> Any:
        """What stands in a field now: the state Slack would send, without its type."""
        (state,) = self.values[block_id].values()
        return next(value for key, value in state.items() if key != "type")

    def plain(self) -> str:
        """All words a person reads, title, submit and close included."""
        pieces = [self.title, reading.words(self.blocks, self.names), self.submit or "", self.close or ""]
        return "\n".join(each for each in pieces if each)


def ack(shape: Json) -> Ack:
    """An Answer (`slack/wire/deliveries.py`) as it comes through the door."""
    return Ack(shape["acked"], shape["seconds"], shape["response"], shape["error"])


def message(shape: Json) -> Message:
    """A message as it comes through the door: Slack's shape, and beside it where it stands and how all are called."""
    return Message(
        ts=shape["ts"],
        channel=shape["channel"],
        user=shape["user"],
        text=shape["text"],
        blocks=shape.get("blocks", []),
        thread_ts=shape.get("thread_ts"),
        metadata=shape.get("metadata"),
        edited="edited" in shape,
        broadcast=shape["broadcast"],
        files=shape["file_ids"],
        names=shape["names"],
    )


def view(shape: Json | None) -> View | None:
    """A view as it comes through the door, or None where none is open."""
    if shape is None:
        return None
    return View(
        id=shape["id"],
        type=shape["type"],
        title=_words(shape["title"]) or "",
        callback_id=shape["callback_id"],
        private_metadata=shape["private_metadata"],
        hash=shape["hash"],
        blocks=shape["blocks"],
        values=shape["state"]["values"],
        submit=_words(shape["submit"]),
        close=_words(shape["close"]),
        errors=shape["errors"],
        shape=shape,
        names=shape["names"],
    )


def _words(text: Json | None) -> str | None:
    return text["text"] if text else None

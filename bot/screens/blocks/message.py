"""One message as Slack should show it: key, words for a lock screen, blocks; and what makes two the same."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import orjson
from slack_sdk.models.blocks import Block

from bot.screens.blocks.parts import heard
from bot.words.rich_text import fallback

EVENT_TYPE = "scopebot"
MOST_BLOCKS = 50


@dataclass(frozen=True)
class Message:
    """A message of a scoping. `in_channel`: not in the thread; `broadcast`: in both."""

    key: str
    text: str
    blocks: tuple[dict[str, Any], ...]
    in_channel: bool = False
    broadcast: bool = False

    @cached_property
    def digest(self) -> str:
        """Changes when and only when what people see changes."""
        return hashlib.blake2b(orjson.dumps([self.text, _seen(self.blocks)]), digest_size=8).hexdigest()

    def about(self, what: str) -> Self:
        """The same, where each button says to whoever only hears it what it is about."""
        return replace(self, blocks=tuple(_about(block, what) for block in self.blocks))

    def metadata(self, scoping: str) -> dict[str, Any]:
        """Keys only, no words: other apps can read it."""
        return {"event_type": EVENT_TYPE, "event_payload": {"key": f"{scoping}/{self.key}"}}


def message(
    key: str, text: str, blocks: Sequence[Block], *, in_channel: bool = False, broadcast: bool = False
) -> Message:
    """A message from block objects; raises where slack_sdk knows that Slack would refuse it."""
    if len(blocks) > MOST_BLOCKS:
        raise ValueError(f"{key}: {len(blocks)} blocks, Slack takes {MOST_BLOCKS}")
    return Message(key, fallback(text), tuple(block.to_dict() for block in blocks), in_channel, broadcast)


def key_in(metadata: dict[str, Any] | None) -> str | None:
    """The key in a message's metadata as Slack returns it, `scoping/key`."""
    if not metadata or metadata.get("event_type") != EVENT_TYPE:
        return None
    return str(metadata.get("event_payload", {}).get("key", ""))


def _about(block: dict[str, Any], what: str) -> dict[str, Any]:
    """A block whose buttons are named; one that names itself keeps its own."""
    if block["type"] != "actions":
        return block
    return block | {"elements": [_named(element, what) for element in block["elements"]]}


def _named(element: dict[str, Any], what: str) -> dict[str, Any]:
    if element["type"] != "button":
        return element
    return {"accessibility_label": heard(element["text"]["text"], what)} | element


def _seen(part: Any) -> Any:
    """Blocks without what is only heard: a new name for a button is no reason to edit a message."""
    if isinstance(part, dict):
        return {key: _seen(value) for key, value in part.items() if key != "accessibility_label"}
    return [_seen(each) for each in part] if isinstance(part, (list, tuple)) else part

"""One message as Slack should show it: key, words for a lock screen, blocks; and what makes two the same."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from slack_sdk.models.blocks import Block

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

    @property
    def digest(self) -> str:
        """Changes when and only when what people see changes."""
        return hashlib.blake2b(orjson.dumps([self.text, self.blocks]), digest_size=8).hexdigest()

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

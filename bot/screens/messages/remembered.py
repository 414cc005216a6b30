"""The messages of a thread as they were made last: of those that read what has changed since, new ones are made."""

import orjson

from bot.screens.blocks.message import Message
from dialogs.findings import Findings
from dialogs.flow.watching import Make, Memory, memory

Messages = tuple[Message, ...]
Remembered = Memory
MakeMessages = Make


def remembered() -> Remembered:
    """Nothing yet, of one scoping."""
    return memory(orjson.dumps)


def afresh(findings: Findings) -> MakeMessages:
    """Has everything made."""
    return lambda name, build: build(findings)

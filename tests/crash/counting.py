"""Counts what must not happen: answers lost, messages doubled, threads that are not as the record has them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from bot.screens.messages import conversation
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from practice.client import Message, Slack
from tests.crash.people import Crew


def lost(crew: Crew, scoping: Scoping) -> list[str]:
    """Acknowledged words that the record does not hold exactly once."""
    record = scoping.model_dump_json()
    return [mark for mark in crew.acknowledged if mark.startswith("[") and record.count(mark) != 1]


async def all_messages(slack: Slack, channel: str, *threads: str) -> list[Message]:
    """Everything in a channel and its threads, each message once; `threads` are those whose parent may be deleted."""
    found: dict[str, Message] = {}
    parents = [message.ts for message in await slack.messages(channel)]
    for ts in [*parents, *threads]:
        found |= {each.ts: each for each in await slack.messages(channel, thread=ts)}
    return list(found.values())


async def reminders(slack: Slack) -> list[Message]:
    """The direct messages to everybody that remind of something."""
    names = ("Ana", "Ivo", "Mia", "Tom")
    sent = [message for name in names for message in await slack.person(name).direct_messages()]
    return [message for message in sent if key(message).startswith("ring:")]


def doubled(messages: Iterable[Message]) -> list[str]:
    """Keys that more than one message bears."""
    return doubled_in(map(key, messages))


def doubled_files(messages: Iterable[Message]) -> list[str]:
    """Threads in which more than one report file was shared."""
    return doubled_in([str(message.thread_ts) for message in messages if message.files])


def doubled_in(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if name and count > 1]


def key(message: Message) -> str:
    return str((message.metadata or {}).get("event_payload", {}).get("key", ""))


def out_of_line(scoping: Scoping, messages: Iterable[Message]) -> list[str]:
    """Keys of messages that are missing, surplus, or not as they should be."""
    shown = {key(each).partition("/")[2]: each for each in messages if key(each).startswith(f"{scoping.id}/")}
    wanted = {each.key: each for each in conversation.messages(Findings(scoping))}
    differing = [name for name in wanted.keys() & shown.keys() if not _is_same(wanted[name], shown[name])]
    noted = [name for name, each in wanted.items() if name not in scoping.shown or not _is_noted(scoping, each)]
    return sorted({*differing, *noted, *(wanted.keys() ^ shown.keys())})


def _is_noted(scoping: Scoping, message: Any) -> bool:
    return bool(scoping.shown[message.key].digest == message.digest)


def _is_same(wanted: Any, shown: Message) -> bool:
    return bool(wanted.text == shown.text) and _holds(list(wanted.blocks), shown.blocks)


def _holds(wanted: Any, found: Any) -> bool:
    """Whether all that was sent is there; Slack adds ids of its own to what bears none."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(name in found and _holds(wanted[name], found[name]) for name in wanted)
    if isinstance(wanted, list):
        return len(wanted) == len(found) and all(map(_holds, wanted, found))
    return bool(wanted == found)

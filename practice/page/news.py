"""What is new for whom: messages that came after somebody last looked, and those among them that call the person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from practice import reading
from practice.slack.workspace import Channel, Member, Posted, Workspace

Seen = dict[str, dict[str, str]]
"""person -> channel, or channel/thread -> the time of the last message they have seen there."""


class Unseen(NamedTuple):
    """Whether there is anything new, and how many messages call the person by name or write to them directly."""

    anything: bool
    calls: int


class News:
    """Who has seen what: by person and place, the time of the last message seen. Kept with the workspace."""

    def __init__(self, workspace: Workspace, seen: Seen) -> None:
        self._workspace, self.seen = workspace, seen

    def saw(self, who: Member, channel: str, thread: str | None = None) -> None:
        """All that stands there now has been seen."""
        times = [each.ts for each in self._in(who, channel) if place_of(each) == _place(channel, thread)]
        if times:
            self.seen.setdefault(who.id, {})[_place(channel, thread)] = max(times)

    def unseen(self, who: Member, channel: Channel) -> Unseen:
        """What is new for somebody in a channel or in their direct messages."""
        new = [each for each in self._in(who, channel.id) if each.user != who.id and self._is_new(who, each)]
        calls = [each for each in new if channel.kind == "im" or who.id in reading.mentioned(each.text, each.blocks)]
        return Unseen(bool(calls) or any("/" not in place_of(each) for each in new), len(calls))

    def unseen_in_thread(self, who: Member, channel: str, thread: str) -> bool:
        """Whether somebody else has written in a thread since this person last looked."""
        place = _place(channel, thread)
        replies = (each for each in self._in(who, channel) if place_of(each) == place)
        return any(each.user != who.id and self._is_new(who, each) for each in replies)

    def _is_new(self, who: Member, posted: Posted) -> bool:
        return posted.ts > self.seen.get(who.id, {}).get(place_of(posted), "")

    def _in(self, who: Member, channel: str) -> Iterator[Posted]:
        yield from self._workspace.messages.get(channel, {}).values()
        yield from (each for each in self._workspace.ephemerals if (each.channel, each.only_for) == (channel, who.id))


def place_of(posted: Posted) -> str:
    """Where a message is first seen: a reply also sent to the channel is seen there."""
    in_thread = posted.is_reply and not posted.broadcast
    return _place(posted.channel, posted.thread_ts if in_thread else None)


def _place(channel: str, thread: str | None) -> str:
    return f"{channel}/{thread}" if thread else channel

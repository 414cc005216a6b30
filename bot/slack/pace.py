"""One pace for all who call Slack: nobody calls a method before the wait ends that Slack imposed on it.

Slack counts posts a channel, and everything else a workspace. Nothing is held while an answer is awaited: whoever
comes too early is told how long is left, and a channel's posts stand in line for their moment.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from bot.store.errors import StoreError
from bot.store.leases import Moments

A_CHANNEL = frozenset({"chat.postMessage"})
"""Methods that Slack counts by channel."""
MARGIN = 0.05
"""Seconds that are waited longer than asked: clocks and networks are not exact."""
FORGOTTEN_FROM = 1000
"""From so many channels on, those whose moment has passed are forgotten."""

Counted = tuple[str, str]
"""A method, and the channel it is counted by; "" where it is counted by workspace."""


class Pace:
    """When which method may be called where. `post_pause`: seconds between two posts in a channel, at the least.

    `moments` is what all processes know of it; where that cannot be asked, each keeps to what it knows itself.
    """

    def __init__(
        self, post_pause: float, seconds: Callable[[], float] = monotonic, moments: Moments | None = None
    ) -> None:
        self._post_pause, self._seconds = post_pause, seconds
        self._closed_until: dict[Counted, float] = {}
        self._next_post: dict[Counted, float] = {}
        self._rooms: dict[str, str] = {}
        self._moments = moments

    def left(self, method: str, channel: str) -> float:
        """Seconds that Slack still wants a method let alone; 0 where it may be called."""
        return max(0.0, self._closed_until.get(self._counted(method, channel), 0.0) - self._seconds())

    async def turn(self, method: str, channel: str) -> None:
        """Returns when a post's moment has come; at once for all else."""
        pause = self._post_pause if method in A_CHANNEL else 0.0
        if (
            self._moments
            and (own := await self._taken(self._moments, self._counted(method, channel), pause)) is not None
        ):
            await asyncio.sleep(own) if own else None
            return
        if not pause:
            return
        counted, now = self._counted(method, channel), self._seconds()
        moment = max(now, self._next_post.get(counted, 0.0))
        self._next_post[counted] = moment + self._post_pause
        _forget_past(self._next_post, now)
        if moment > now:
            await asyncio.sleep(moment - now)

    async def close(self, method: str, channel: str, seconds: float) -> None:
        """The same as `closed`, for all processes."""
        self.closed(method, channel, seconds)
        if self._moments:
            with suppress(StoreError):
                await self._moments.close(_key(self._counted(method, channel)), seconds + MARGIN)

    async def _taken(self, moments: Moments, counted: Counted, pause: float) -> float | None:
        """Seconds until one's own moment; None where nobody can say. How long all are to wait is known then."""
        try:
            own, closed = await moments.take(_key(counted), pause)
        except StoreError:
            return None
        if closed:
            self._closed_until[counted] = max(self._seconds() + closed, self._closed_until.get(counted, 0.0))
        return own

    def closed(self, method: str, channel: str, seconds: float) -> None:
        """Slack wants a method let alone; a longer wait that was imposed before stands."""
        counted, until = self._counted(method, channel), self._seconds() + seconds + MARGIN
        self._closed_until[counted] = max(until, self._closed_until.get(counted, 0.0))
        _forget_past(self._closed_until, self._seconds())

    def same_room(self, person: str, room: str) -> None:
        """What is sent to a person goes into the direct channel with them: one pace for both names."""
        if person == room or self._rooms.get(person) == room:
            return
        self._rooms[person] = room
        for moments in (self._closed_until, self._next_post):
            for method in A_CHANNEL:
                moments[method, room] = max(moments.pop((method, person), 0.0), moments.get((method, room), 0.0))

    def _counted(self, method: str, channel: str) -> Counted:
        return method, self._rooms.get(channel, channel) if method in A_CHANNEL else ""


def _key(counted: Counted) -> str:
    return " ".join(counted)


def _forget_past(moments: dict[Counted, float], now: float) -> None:
    if len(moments) > FORGOTTEN_FROM:
        for counted in [counted for counted, moment in moments.items() if moment <= now]:
            del moments[counted]

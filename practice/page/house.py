"""What all tabs of the page share: the practice Slack, its clock, and who has seen what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from practice.page.news import News
from practice.slack.people import People
from practice.slack.pressing import Fingers
from practice.slack.server import Practice
from practice.slack.workspace import Channel, Clock, Member

ACTORS = ("Ana", "Ivo", "Mia", "Tom", "Sam")


class Place(NamedTuple):
    """A channel or the direct messages (by id), or the app's Home."""

    channel: str
    is_home: bool = False


class House:
    """Acts on the practice Slack go through `people` and `fingers`, as they do for the rehearsal's player.

    `begun`: somebody at the page has done something, and need not be told how any more.
    """

    def __init__(
        self, practice: Practice, clock: Clock, skip: Callable[[timedelta], Awaitable[None]], news: News, begun: bool
    ) -> None:
        self.site, self.clock, self.skip, self.news = practice.site, clock, skip, news
        self.workspace, self.ledger, self.moods = practice.workspace, practice.ledger, practice.moods
        self.people, self.fingers = People(practice.site), Fingers(practice.site)
        self.begun = begun

    @property
    def actors(self) -> list[Member]:
        """The people whom somebody at the page can act as, in their order."""
        return [self.workspace.member(name) for name in ACTORS]

    @property
    def names(self) -> dict[str, str]:
        """What everybody is called, by id."""
        return {each.id: each.real_name for each in self.workspace.members.values()}

    def channels(self, who: Member) -> list[Channel]:
        """The channels somebody can open, direct messages left out."""
        return [
            each
            for each in self.workspace.channels.values()
            if each.kind != "im"
            and (who.id in each.members or not (each.private or who.is_restricted or who.is_stranger))
        ]

    def local(self, who: Member, ts: str | None = None) -> datetime:
        """Now, or the moment of a message, on somebody's own clock."""
        at = datetime.fromtimestamp(float(ts), ZoneInfo("UTC")) if ts else self.clock()
        return at.astimezone(ZoneInfo(who.tz))

"""The practice workspace: its people, channels and messages, with nothing of the wire."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from practice.slack.errors import PracticeError

Json = dict[str, Any]
Clock = Callable[[], datetime]

TEAM, OTHER_TEAM, SISTER_TEAM = "T0PRACTICE", "T0STRANGER", "T0SISTER"
APP = "A0SCOPEBOT"


@dataclass
class Enterprise:
    """An Enterprise Grid organisation; `everywhere` where the app is installed for all of its workspaces at once."""

    id: str
    name: str
    everywhere: bool = False


@dataclass
class Member:
    """A person or a bot. Guests are restricted; somebody from another organisation has another team_id.

    In an Enterprise Grid organisation `enterprise_id` and `teams` say whose people they are, and of which workspaces;
    the `team_id` may be that of any of them, or the organisation's. `untold` is the error of users.info where Slack
    does not tell the app who somebody is. Where they chose no `display_name`, it is their first name.
    """

    id: str
    name: str
    real_name: str
    title: str = ""
    tz: str = "Europe/Madrid"
    locale: str = "en-GB"
    team_id: str = TEAM
    bot_id: str | None = None
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    enterprise_id: str = ""
    teams: tuple[str, ...] = ()
    untold: str = ""
    display_name: str = ""

    @property
    def shown_name(self) -> str:
        """What they are called beside their messages."""
        return self.display_name or self.real_name.split()[0]

    @property
    def is_bot(self) -> bool:
        """Whether it is a bot, the app's own or another."""
        return self.bot_id is not None


@dataclass
class Channel:
    """A conversation with its members by id, the bot among them where it was invited."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    kind: str = "channel"  # as in an event's channel_type: channel, group or im
    archived: bool = False
    ext_shared: bool = False
    created: int = 0
    locale: str = "en-GB"
    rule: str = ""  # who may post: read_only, thread_only, non_threadable or restricted; "" where everybody may
    locked: list[str] = field(default_factory=list)  # threads, by their parents' times

    @property
    def private(self) -> bool:
        """Whether only its members know of it; direct messages are private."""
        return self.kind != "channel"


@dataclass
class Posted:
    """A message. `only_for` names the one person who sees an ephemeral one; a tombstone is a deleted parent's place."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    broadcast: bool = False
    files: list[str] = field(default_factory=list)
    only_for: str | None = None
    client_msg_id: str | None = None
    tombstone: bool = False

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread, and does not begin one."""
        return self.thread_ts not in (None, self.ts)


@dataclass
class StoredFile:
    """A file from the moment it is announced: `content` comes with the upload, `shared_in` with its messages."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""
    alt: str = ""
    shared_in: list[str] = field(default_factory=list)
    deleted: bool = False


class Workspace:
    """State only: it answers and records, and tells nobody. Times of messages are unique and increase."""

    def __init__(self, now: Clock, bot_name: str = "scopebot") -> None:
        self.now = now
        self.name, self.domain = "Practice", "practice"
        self.enterprise: Enterprise | None = None
        self.members = {member.id: member for member in _people(bot_name)}
        self.bot = self.members["U00SCOPEBOT"]
        self.channels = {channel.id: channel for channel in _channels()}
        self.messages: dict[str, dict[str, Posted]] = {}
        self.ephemerals: list[Posted] = []
        self.files: dict[str, StoredFile] = {}
        self._last = 0
        for channel in self.channels.values():
            channel.created = int(now().timestamp())

    @property
    def url(self) -> str:
        """How permalinks begin."""
        return f"https://{self.domain}.slack.com/"

    def join_organisation(self, *, everywhere: bool = False) -> Enterprise:
        """Makes this one workspace of an Enterprise Grid organisation of two; its own people stand in one of them."""
        self.enterprise = Enterprise("E0PRACTICE", "Practice Organisation", everywhere)
        for one in self.members.values():
            if one.team_id == TEAM:
                one.enterprise_id, one.teams = self.enterprise.id, (TEAM,)
        return self.enterprise

    def add_colleague(self, name: str, team_id: str = SISTER_TEAM, teams: tuple[str, ...] = (SISTER_TEAM,)) -> Member:
        """Somebody of another workspace of the organisation; `team_id` may be the organisation's own id."""
        assert self.enterprise is not None
        colleague = _person(name, "of the sister workspace")
        colleague.team_id, colleague.enterprise_id, colleague.teams = team_id, self.enterprise.id, teams
        self.members[colleague.id] = colleague
        return colleague

    def stamp(self) -> str:
        """A new message time: the clock's, moved on by a microsecond where it would repeat."""
        self._last = max(int(self.now().timestamp() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def member(self, name: str) -> Member:
        """By id, or by name in any case, with or without @; the first word of what they are called will do."""
        wanted = name.removeprefix("@").lower()
        for each in self.members.values():
            called = (each.name, each.real_name, each.shown_name.split()[0])
            if each.id == name or wanted in map(str.lower, called):
                return each
        names = ", ".join(each.name for each in self.members.values())
        raise PracticeError(f"Nobody here is called {name!r}. There are {names}.")

    def channel(self, name: str) -> Channel:
        """By id, or by name with or without #."""
        for each in self.channels.values():
            if each.id == name or (each.name and each.name == name.removeprefix("#")):
                return each
        names = ", ".join(f"#{each.name}" for each in self.channels.values() if each.name)
        raise PracticeError(f"There is no channel {name!r}. There are {names}.")

    def change_id(self, channel: Channel, new: str) -> None:
        """The channel has another id from now on, and all that stands in it; the old one is nobody's any more."""
        old, channel.id = channel.id, new
        self.channels = {each.id: each for each in self.channels.values()}
        self.messages[new] = self.messages.pop(old, {})
        for posted in (*self.messages[new].values(), *self.ephemerals):
            posted.channel = new if posted.channel == old else posted.channel
        for stored in self.files.values():
            stored.shared_in = [new if each == old else each for each in stored.shared_in]

    def direct(self, user: str) -> Channel | None:
        """The conversation between the bot and somebody, where there is one."""
        return next((each for each in self.channels.values() if each.kind == "im" and user in each.members), None)

    def open_direct(self, user: str) -> Channel:
        """The conversation between the bot and one person, made when it is first asked for."""
        direct = self.direct(user)
        if direct is None:
            direct = Channel("D" + user[1:], "", [self.bot.id, user], "im", created=int(self.now().timestamp()))
            self.channels[direct.id] = direct
        return direct

    def post(self, channel: str, user: str, text: str, **more: Any) -> Posted:
        """A new message with a time of its own; with `only_for`, an ephemeral one."""
        posted = Posted(self.stamp(), channel, user, text, **more)
        if posted.only_for is None:
            self.messages.setdefault(channel, {})[posted.ts] = posted
        else:
            self.ephemerals.append(posted)
        return posted

    def message(self, channel: str, ts: str) -> Posted | None:
        """A message as it stands now, by its time; ephemerals are none."""
        return self.messages.get(channel, {}).get(ts)

    def ephemeral(self, channel: str, ts: str) -> Posted | None:
        """What somebody alone sees, by its time."""
        return next((each for each in self.ephemerals if (each.channel, each.ts) == (channel, ts)), None)

    def remove(self, posted: Posted) -> None:
        """Takes a message out, as if it had never been there."""
        if posted.only_for is None:
            del self.messages[posted.channel][posted.ts]
        else:
            self.ephemerals.remove(posted)

    def bury(self, posted: Posted) -> None:
        """Leaves nothing of a message but its place."""
        posted.text, posted.blocks, posted.files, posted.metadata, posted.edited = "", [], [], None, None
        posted.tombstone = True

    def replies(self, posted: Posted) -> list[Posted]:
        """What was answered to a message, oldest first; to a reply nothing can be."""
        return [each for each in self.thread(posted.channel, posted.ts) if each.ts != posted.ts]

    def thread(self, channel: str, ts: str) -> list[Posted]:
        """The message `ts` and what was answered to it, oldest first."""
        return [each for each in self._in(channel) if ts in (each.ts, each.thread_ts)]

    def top_level(self, channel: str) -> list[Posted]:
        """What stands in the channel itself, oldest first: no replies but those also sent to the channel."""
        return [each for each in self._in(channel) if not each.is_reply or each.broadcast]

    def _in(self, channel: str) -> Iterator[Posted]:
        return iter(self.messages.get(channel, {}).values())  # posted in the order of their times


def slack_id(letter: str, name: str) -> str:
    """An id that looks like Slack's and still says whose it is."""
    return letter + re.sub(r"[^A-Z0-9]", "", name.upper())[-10:].rjust(10, "0")


def _person(name: str, title: str, tz: str = "Europe/Madrid", **more: Any) -> Member:
    return Member(slack_id("U", name), name.lower(), name, title, tz, **more)


def _people(bot_name: str) -> list[Member]:
    return [
        _person("Ana", "project manager"),
        _person("Ivo", "IT director", "Europe/Berlin"),
        _person("Mia", "machine-learning engineer", "Europe/London"),
        _person("Tom", "data engineer", "America/New_York"),
        _person("Eva", "product"),
        _person("Rob", "contractor", is_restricted=True, is_ultra_restricted=True),
        _person("Sam", "supplier", "America/Chicago", team_id=OTHER_TEAM, is_stranger=True),
        _person("Dee", "left the company", deleted=True),
        Member("U00000BOT2", "bot-2", "Bot-2", bot_id="B00000BOT2", tz="America/Los_Angeles"),
        Member("U00SCOPEBOT", bot_name, bot_name, bot_id="B00SCOPEBOT", tz="America/Los_Angeles"),
    ]


def _channels() -> list[Channel]:
    ana, ivo, mia, tom, eva, rob, sam = (
        slack_id("U", name) for name in ("Ana", "Ivo", "Mia", "Tom", "Eva", "Rob", "Sam")
    )
    team, bot = [ana, ivo, mia, tom], "U00SCOPEBOT"
    return [
        Channel(slack_id("C", "churn"), "churn", [*team, rob, "U00000BOT2", bot]),
        Channel(slack_id("C", "shop"), "shop", [*team, eva, bot]),
        Channel(slack_id("C", "secret"), "secret-plans", [ana, ivo], "group"),
        Channel(slack_id("C", "locked"), "locked", [*team, bot], archived=True),
        Channel(slack_id("C", "partners"), "partners", [*team, sam, bot], ext_shared=True),
    ]

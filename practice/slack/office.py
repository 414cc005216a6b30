"""What an administrator does: invite and remove the bot, archive, rename, deactivate, and set the app up anew."""

from __future__ import annotations

from typing import Any

from practice.slack.deleting import delete_message
from practice.slack.errors import PracticeError
from practice.slack.site import Site
from practice.slack.workspace import Posted

SETTINGS = ("messages_tab", "takes_messages", "home_tab", "interactive", "scopes", "events", "commands", "shortcuts")

RULES = ("", "read_only", "thread_only", "non_threadable", "restricted")


class Office:
    """Acts of the workspace itself, each with the events it sets off."""

    def __init__(self, site: Site) -> None:
        self._site, self._workspace = site, site.workspace

    def invites_bot(self, channel: str) -> None:
        """The bot joins, invited by the channel's first member; where it is a member already, nothing happens."""
        where, bot = self._workspace.channel(channel), self._workspace.bot
        if bot.id not in where.members:
            where.members.append(bot.id)
            self._site.events.joined(bot, where, inviter=where.members[0])

    def removes_bot(self, channel: str) -> None:
        """The bot is told last, while it still is a member."""
        where, bot = self._workspace.channel(channel), self._workspace.bot
        if bot.id in where.members:
            self._site.events.left(bot, where)
            where.members.remove(bot.id)

    def archives(self, channel: str) -> None:
        """Nobody writes there any more; the app hears of it."""
        where = self._workspace.channel(channel)
        where.archived = True
        self._site.events.archived(where, where.members[0])

    def renames(self, channel: str, name: str) -> None:
        """With or without #; the id stays."""
        where = self._workspace.channel(channel)
        where.name = name.removeprefix("#")
        self._site.events.renamed(where)

    def changes_id(self, channel: str, new: str, *, told: bool = True) -> None:
        """The channel is made private or shared and has another id; where not `told`, the event is lost."""
        where = self._workspace.channel(channel)
        old, bot = where.id, self._workspace.bot
        self._workspace.change_id(where, new)
        if told and bot.id in where.members:
            event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new}
            self._site.events.tell("channel_id_changed", event)

    def restricts(self, channel: str, rule: str, thread: str = "") -> None:
        """Who may post: read_only, thread_only, non_threadable, restricted, or "" for everybody; `thread` is locked."""
        where = self._workspace.channel(channel)
        if rule not in RULES:
            raise PracticeError(f"There is no rule {rule!r}; there are {', '.join(RULES[1:])} and none.")
        where.rule, where.locked = rule, [thread] if thread else []

    def deactivates(self, person: str) -> None:
        """Closes somebody's account."""
        who = self._workspace.member(person)
        who.deleted = True
        self._site.events.user_changed(who)

    def delete_message(self, channel: str, ts: str) -> None:
        """Deletes anybody's message. Raises PracticeError where it is gone already."""
        where = self._workspace.channel(channel)
        posted: Posted | None = self._workspace.message(where.id, ts)
        if posted is None or posted.tombstone:
            raise PracticeError("That message is not there any more.")
        delete_message(self._site, posted)

    def set_app(self, **wishes: Any) -> None:
        """Any of SETTINGS, and tokens_refused."""
        self._site.tokens_refused = bool(wishes.pop("tokens_refused", self._site.tokens_refused))
        for name, wish in wishes.items():
            if name not in SETTINGS:
                raise PracticeError(f"An app has no {name!r}; it has {', '.join(SETTINGS)} and tokens_refused.")
            setattr(self._site.app, name, wish)

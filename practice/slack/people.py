"""What people do in the workspace in words: commands, messages, shortcuts, coming and going."""

from __future__ import annotations

import re
import secrets
from typing import Any

from practice.slack import shapes
from practice.slack.block_ids import with_ids
from practice.slack.deleting import delete_message
from practice.slack.errors import PracticeError
from practice.slack.rules import limits
from practice.slack.site import Site
from practice.slack.wire import payloads
from practice.slack.wire.deliveries import Answer, Parcel
from practice.slack.workspace import Channel, Json, Member, Posted

MENTION = re.compile(r"(<@[UW][A-Z0-9]+>|@[A-Za-z][\w-]*)")


class People:
    """Each act raises PracticeError where Slack's client would not offer it."""

    def __init__(self, site: Site) -> None:
        self._site, self._workspace = site, site.workspace

    async def command(self, person: str, word: str, text: str, channel: str) -> Answer:
        """A slash command, delivered once, answered or not; `channel` may be `@scopebot`."""
        who, where = actor(self._site, person), self._place(person, channel)
        if self._site.app.commands is not None and word not in self._site.app.commands:
            raise PracticeError(f"{word} is not a command of this app; its manifest names {self._site.app.commands}.")
        payload = payloads.command(self._site, who, word, text, where)
        answer = await self._site.deliveries.ask(Parcel("slash_commands", payload, f"{word} {text}".strip()))
        self._show_reply(answer, who, where)
        return answer

    async def says(self, person: str, text: str, channel: str, thread: str | None = None) -> Posted:
        """A message; `thread` is the parent's ts. What is typed is stored as Slack stores it (`_escaped`)."""
        who, where = actor(self._site, person), self._place(person, channel)
        _must_be_in(who, where)
        if where.kind == "im" and not (self._site.app.messages_tab and self._site.app.takes_messages):
            raise PracticeError("Nobody can write to this app: its Messages tab is off or read-only.")
        parent = self._workspace.message(where.id, thread) if thread else None
        if thread and (parent is None or parent.tombstone):
            raise PracticeError("That thread is not there any more.")
        if parent and parent.is_reply:
            raise PracticeError("Nobody answers to a reply: name the message that its thread began with.")
        escaped = self._escaped(text)
        posted = self._workspace.post(
            where.id,
            who.id,
            escaped,
            blocks=_as_typed(escaped),
            thread_ts=thread,
            client_msg_id=secrets.token_hex(16),
        )
        self._site.events.posted(posted)
        return posted

    async def edits(self, person: str, channel: str, ts: str, text: str) -> Posted:
        """Somebody's own message gets other words."""
        posted = self._own(person, channel, ts)
        before = shapes.message(posted, self._workspace, thread=False)
        posted.text = self._escaped(text)
        posted.blocks = _as_typed(posted.text)
        posted.edited = {"user": posted.user, "ts": self._workspace.stamp()}
        self._site.events.changed(posted, before)
        return posted

    async def deletes(self, person: str, channel: str, ts: str) -> None:
        """Somebody's own message goes."""
        delete_message(self._site, self._own(person, channel, ts))

    async def shortcut(
        self, person: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Answer:
        """A message shortcut where `channel` and `ts` name a message, else a global one."""
        who = actor(self._site, person)
        if self._site.app.shortcuts is not None and callback_id not in self._site.app.shortcuts:
            raise PracticeError(f"{callback_id} is not a shortcut of this app.")
        posted = None if ts is None else seen_message(self._site, who, str(channel), ts)
        self._must_offer(callback_id, posted)
        payload = payloads.shortcut(self._site, who, callback_id, posted)
        return await ask(self._site, payload, callback_id)

    async def opens_home(self, person: str) -> None:
        """Tells the app that somebody looks at its Home."""
        who = actor(self._site, person)
        if not self._site.app.home_tab:
            raise PracticeError("This app has no Home tab.")
        direct = self._workspace.open_direct(who.id)
        self._site.events.home_opened(who.id, direct, self._site.screens.home(who.id))

    async def joins(self, person: str, channel: str) -> None:
        """Somebody becomes a member of a channel."""
        who, where = self._workspace.member(person), self._workspace.channel(channel)
        if who.id not in where.members:
            where.members.append(who.id)
            self._site.events.joined(who, where)

    async def leaves(self, person: str, channel: str) -> None:
        """Somebody leaves a channel they are in."""
        who, where = self._workspace.member(person), self._workspace.channel(channel)
        _must_be_in(who, where)
        self._site.events.left(who, where)
        where.members.remove(who.id)

    def messages(self, channel: str, thread: str | None = None) -> list[Posted]:
        """What stands in a channel or a thread, for whoever may look: no ephemerals."""
        where = self._workspace.channel(channel)
        return self._workspace.thread(where.id, thread) if thread else self._workspace.top_level(where.id)

    def direct_messages(self, person: str) -> list[Posted]:
        """Somebody's conversation with the bot; empty where there is none."""
        direct = self._workspace.direct(self._workspace.member(person).id)
        return self._workspace.top_level(direct.id) if direct else []

    def ephemerals(self, person: str) -> list[Posted]:
        """What only this person sees."""
        who = self._workspace.member(person)
        return [each for each in self._workspace.ephemerals if each.only_for == who.id]

    def _must_offer(self, callback_id: str, posted: Posted | None) -> None:
        """Message shortcuts stand on messages that all can see, global ones beside none."""
        offered = self._site.app.offers.get(callback_id)
        if offered is not None and offered.on_messages != (posted is not None):
            raise PracticeError(f"{callback_id} is a {'message' if offered.on_messages else 'global'} shortcut.")
        if posted is not None and posted.only_for is not None:
            raise PracticeError("A message that only one person sees has no shortcuts.")

    def _place(self, person: str, channel: str) -> Channel:
        if channel.removeprefix("@") == self._workspace.bot.name:
            return self._workspace.open_direct(self._workspace.member(person).id)
        where = self._workspace.channel(channel)
        who = self._workspace.member(person)
        if where.private or who.is_restricted or who.is_stranger:
            _must_be_in(who, where)
        _must_be_open(where)
        return where

    def _own(self, person: str, channel: str, ts: str) -> Posted:
        who = actor(self._site, person)
        posted = seen_message(self._site, who, channel, ts)
        if posted.user != who.id:
            raise PracticeError(f"{who.real_name} did not write that message.")
        _must_be_open(self._workspace.channels[posted.channel])
        return posted

    def _show_reply(self, answer: Answer, who: Member, where: Channel) -> None:
        """An acknowledgement with words in it is shown to the person alone, or to the channel where it says so."""
        if not isinstance(answer.response, dict) or not (answer.response.get("text") or answer.response.get("blocks")):
            return
        public = answer.response.get("response_type") == "in_channel"
        for fault in limits.message_faults(answer.response):
            self._site.ledger.violation(fault.error, f"{fault.path}: {fault.says}", "command response")
        self._workspace.post(
            where.id,
            self._workspace.bot.id,
            answer.response.get("text") or "",
            blocks=with_ids(answer.response.get("blocks") or []),
            only_for=None if public else who.id,
        )

    def _escaped(self, text: str) -> str:
        """As Slack stores typed words: mentions of people become ids, and & < > become entities."""
        return "".join(self._piece(piece) for piece in MENTION.split(text))

    def _piece(self, piece: str) -> str:
        if re.fullmatch(r"<@[UW][A-Z0-9]+>", piece):
            return piece
        if MENTION.fullmatch(piece):
            try:
                return f"<@{self._workspace.member(piece).id}>"
            except PracticeError:
                return piece
        return piece.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def actor(site: Site, person: str) -> Member:
    """Somebody who can use Slack: deactivated people and bots cannot."""
    who = site.workspace.member(person)
    if who.deleted:
        raise PracticeError(f"{who.real_name}'s account is deactivated.")
    if who.is_bot:
        raise PracticeError(f"{who.real_name} is a bot and presses nothing.")
    return who


async def ask(site: Site, payload: Json, what: str) -> Answer:
    """Delivers an interaction and waits for its answer."""
    if not site.app.interactive:
        raise PracticeError("This app takes no interactions: interactivity is off in its manifest.")
    return await site.deliveries.ask(Parcel("interactive", payload, what))


def seen_message(site: Site, who: Member, channel: str, ts: str) -> Posted:
    """The message as it stands now, where this person can see it."""
    where = site.workspace.channel(channel)
    posted = site.workspace.message(where.id, ts) or site.workspace.ephemeral(where.id, ts)
    if posted is None or posted.tombstone or posted.only_for not in (None, who.id):
        raise PracticeError(f"{who.real_name} sees no such message: it was deleted, or is somebody else's.")
    if where.private or who.is_restricted or who.is_stranger:
        _must_be_in(who, where)
    return posted


def _must_be_in(who: Member, where: Channel) -> None:
    if who.id not in where.members:
        name = f"#{where.name}" if where.name else "that conversation"
        raise PracticeError(f"{who.real_name} is not in {name}.")


def _must_be_open(where: Channel) -> None:
    if where.archived:
        raise PracticeError(f"#{where.name} is archived: nobody can write there.")


def _as_typed(escaped: str) -> list[Json]:
    """The rich_text block that Slack's client makes of what somebody types."""
    elements: list[Json] = []
    for piece in MENTION.split(escaped):
        if re.fullmatch(r"<@[UW][A-Z0-9]+>", piece):
            elements.append({"type": "user", "user_id": piece[2:-1]})
        elif piece:
            elements.append({"type": "text", "text": _unescaped(piece)})
    section: dict[str, Any] = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": secrets.token_hex(3), "elements": [section]}]


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

"""/scope and @scopebot: the words after the command, and the menu where a word could be about several scopings."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.listeners import card, channels, start
from bot.listeners.context import Context
from bot.listeners.tables import Presses, listen_to_presses
from bot.screens.messages import notices
from bot.slack import payloads
from bot.slack.payloads import Command, Press
from bot.words.sentences import sentence

Words = dict[str, Any] | None


def register(app: AsyncApp, context: Context) -> None:
    """The command, the mention, and the menu of scopings."""

    @app.command("/scope")
    async def on_command(ack: Any, body: dict[str, Any]) -> None:
        words = await obey(context, payloads.command(body))
        await ack(response_type="ephemeral", **words) if words else await ack()

    @app.event("app_mention")
    async def on_mention(body: dict[str, Any]) -> None:
        if body["event"].get("bot_id"):
            return
        command = payloads.mention(body, context.identity.user_id)
        if context.was_answered(command.delivery):
            return
        words = await obey(context, command)
        context.remember_answered(command.delivery)
        if words:
            context.show(command.who, words)

    listen_to_presses(app, context, "starting", _PRESSES)


async def obey(context: Context, command: Command) -> Words:
    """What a word of /scope does; the words for the person who typed it, if any.

    Raises NotAllowed for people of another organisation, who meet it in a shared channel.
    """
    if command.spoken_of and (not command.word or command.word not in _COMMANDS):
        return None
    if command.word not in _COMMANDS:
        return notices.help_words(command.word, in_thread=bool(command.who.thread_ts))
    if command.word not in _STARTS:
        await context.people.check_ours(command.who, "refused.outside")
    return await _COMMANDS[command.word](context, command)


async def _list(context: Context, command: Command) -> Words:
    found = await context.scopings.store.find(team_id=context.identity.team_id, channel=command.who.channel)
    page = int(command.rest) if command.rest.isdecimal() and len(command.rest) < 5 else 1
    return notices.scopings_listed(found, context.identity.url, page)


async def _help(context: Context, command: Command) -> Words:
    return notices.help_words(in_thread=bool(command.who.thread_ts))


def _of_one(word: str) -> Callable[[Context, Command], Awaitable[Words]]:
    """A word about one scoping: the thread's, the channel's only one, or the one picked from a menu."""

    async def about(context: Context, command: Command) -> Words:
        who = command.who
        if who.thread_ts:
            found = await channels.of_thread(context, who.channel, who.thread_ts)
            if found is None:
                return notices.said_privately(sentence("told.none_here_thread"))
            return await card.say(context, who, found.id, word, command.delivery)
        open_ones = await context.scopings.find_open(context.identity.team_id, who.channel)
        if not open_ones and word in ("report", "status", "remind", "audit"):
            open_ones = (await context.scopings.store.find(team_id=context.identity.team_id, channel=who.channel))[:1]
        if not open_ones:
            return notices.said_privately(sentence("told.no_scoping"))
        if len(open_ones) > 1:
            return notices.pick(open_ones, word)
        return await card.say(context, who, open_ones[0].id, word, command.delivery)

    return about


async def _pick(context: Context, press: Press) -> None:
    """One of several scopings was picked for a word."""
    words = await card.say(context, press.who, press.handle.scoping, press.handle.item, press.delivery)
    if words:
        context.show(press.who, words)


_COMMANDS: Mapping[str, Callable[[Context, Command], Awaitable[Words]]] = {
    "": start.new,
    "new": start.new,
    "list": _list,
    "help": _help,
    **{word: _of_one(word) for word in ("status", "report", "remind", "audit", "park", "resume", "cancel")},
}

_STARTS = ("", "new")
"""Words that look for themselves at who may."""

_PRESSES: Presses = {
    "starting:pick": _pick,
    "starting:other": _pick,
    "starting:start": start.from_home,
}

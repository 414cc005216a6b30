"""Starting a scoping: /scope, the start modal, and the words after the command."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.listeners import card
from bot.listeners.context import Context
from bot.screens.messages import notices
from bot.screens.modals import starting
from bot.slack import payloads
from bot.slack.calls import ChannelGone, Slack, SlackTrouble
from bot.slack.payloads import Command, Press, Submission, Who
from bot.slack.people import LOOK_WITHIN, cannot_take_part
from bot.words.sentences import sentence
from dialogs.answers.text import cleaned
from dialogs.errors import BadFields, NotAllowed, NotNow, Sentence
from dialogs.record.parts import Person, Standing
from dialogs.scoping.scoping import start

Words = dict[str, Any] | None


def register(app: AsyncApp, context: Context) -> None:
    """The command, its menu of scopings, and the start modal."""

    @app.command("/scope")
    async def on_command(ack: Any, body: dict[str, Any]) -> None:
        words = await obey(context, payloads.command(body))
        await ack(response_type="ephemeral", **words) if words else await ack()

    @app.event("app_mention")
    async def on_mention(body: dict[str, Any]) -> None:
        if body["event"].get("bot_id"):
            return
        command = payloads.mention(body)
        if context.was_answered(command.delivery):
            return
        words = await obey(context, command)
        context.remember_answered(command.delivery)
        if words:
            context.show(command.who, words)

    @app.action(re.compile("^starting:"))
    async def on_press(ack: Any, body: dict[str, Any]) -> None:
        await _PRESSES[(press := payloads.press(body)).verb](context, press)
        await ack()

    @app.view("starting.start")
    async def on_start(ack: Any, body: dict[str, Any]) -> None:
        await _begin(context, payloads.submission(body))
        await ack()


async def obey(context: Context, command: Command) -> Words:
    """What a word of /scope does; the words for the person who typed it, if any."""
    if command.word not in _COMMANDS:
        return notices.help_words(command.word)
    return await _COMMANDS[command.word](context, command)


async def _new(context: Context, command: Command) -> Words:
    if not command.who.trigger_id:
        return notices.said_privately(sentence("told.new_where"))
    channel = command.who.channel
    (refusal, shared), _ = await asyncio.gather(_look_at(context.slack, channel), _check_starter(context, command.who))
    if refusal:
        raise NotNow(refusal)
    view = starting.start(context.catalog, channel, cleaned(command.rest)[:150], shared=shared)
    await context.open_for(command.who, view)
    return None


async def _check_starter(context: Context, who: Who) -> None:
    """Raises NotAllowed for guests, strangers and bots, as far as Slack says so within a second."""
    if who.team != context.identity.team_id:
        raise NotAllowed("refused.starter")
    known = (await context.people.look_up_soon([who.user])).get(who.user)
    if known and known.standing is not Standing.MEMBER:
        raise NotAllowed("refused.starter" if known.standing is Standing.STRANGER else f"standing.{known.standing}")


async def _look_at(slack: Slack, channel: str) -> tuple[str, bool]:
    """Which sentence says why no scoping can start in a channel (none if one can), and whether strangers read it.

    Asked before a modal opens: nobody should fill in a modal that cannot be used. A slow answer counts as yes.
    """
    if not channel.startswith(("C", "G")):
        return "told.direct", False
    try:
        found = (await slack.call("conversations.info", within=LOOK_WITHIN, channel=channel))["channel"]
    except ChannelGone:
        return "told.private_channel", False
    except SlackTrouble:
        return "", False
    no = next((key for key, is_so in _NO_PLACE.items() if is_so(found)), "")
    return no, bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared"))


_NO_PLACE: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "told.direct": lambda found: bool(found.get("is_im") or found.get("is_mpim")),
    "told.archived": lambda found: bool(found.get("is_archived")),
    "told.not_member": lambda found: found.get("is_member") is False,
}
_BESIDE_THE_PICKER = {"told.not_member": "problem.not_in_channel", "told.private_channel": "problem.not_in_channel"}


async def _list(context: Context, command: Command) -> Words:
    found = await context.scopings.store.find(team_id=context.identity.team_id, channel=command.who.channel)
    return notices.scopings_listed(found[:20], context.identity.url)


async def _help(context: Context, command: Command) -> Words:
    return notices.help_words()


def _of_one(word: str) -> Callable[[Context, Command], Awaitable[Words]]:
    """A word about one scoping: the thread's, the channel's only one, or the one picked from a menu."""

    async def about(context: Context, command: Command) -> Words:
        who = command.who
        if who.thread_ts:
            found = await context.scopings.of_thread(who.channel, who.thread_ts)
            if found is None:
                return notices.said_privately(sentence("told.none_here_thread"))
            return await card.say(context, who, found.id, word, command.delivery)
        open_ones = await context.scopings.find_open(context.identity.team_id, who.channel)
        if not open_ones and word in ("report", "status"):
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


async def _from_home(context: Context, press: Press) -> None:
    await _check_starter(context, press.who)
    await context.open(press, starting.start(context.catalog, "", ""))


async def _begin(context: Context, submission: Submission) -> None:
    """A start modal was sent in. The id comes from its view, so that the same modal starts one scoping only."""
    title, idea = cleaned(submission.text("title")), cleaned(submission.text("idea"))
    director, team = submission.text("director"), submission.chosen("team")
    channel = submission.metadata or submission.text("channel")
    problems = _empty(title=title, idea=idea, director=director)
    _, people, (refusal, _) = await asyncio.gather(
        _check_starter(context, submission.who),
        context.people.look_up_soon([director, *team] if director else team),
        _look_at(context.slack, channel),
    )
    problems |= _cannot(people, director=[director], team=team)
    if refusal and submission.metadata:
        raise NotNow(refusal)
    if refusal:
        problems["channel"] = Sentence(_BESIDE_THE_PICKER.get(refusal, refusal))
    if problems:
        raise BadFields(problems)
    scoping = start(
        submission.view_id,
        team_id=context.identity.team_id,
        channel=channel,
        title=title,
        idea=idea,
        initiator=submission.who.user,
        director=director,
        team=team,
        now=context.clock(),
        track=submission.text("track") or next(iter(context.catalog.tracks)),
        catalog=context.catalog,
    )
    scoping.large_from = context.large_from
    await context.scopings.add(scoping, submission.delivery)


def _empty(**entries: str) -> dict[str, Sentence]:
    return {
        name: Sentence("problem.choose_person" if name == "director" else "problem.empty")
        for name, entry in entries.items()
        if not entry
    }


def _cannot(people: Mapping[str, Person], **named: Iterable[str]) -> dict[str, Sentence]:
    """A sentence beside the field that names somebody who cannot take part."""
    found = {block: cannot_take_part(people[id] for id in ids if id in people) for block, ids in named.items()}
    return {block: said for block, said in found.items() if said}


_COMMANDS: Mapping[str, Callable[[Context, Command], Awaitable[Words]]] = {
    "": _new,
    "new": _new,
    "list": _list,
    "help": _help,
    **{word: _of_one(word) for word in ("status", "report", "remind", "park", "resume", "cancel")},
}

_PRESSES: Mapping[str, Callable[[Context, Press], Awaitable[None]]] = {
    "starting:pick": _pick,
    "starting:start": _from_home,
}

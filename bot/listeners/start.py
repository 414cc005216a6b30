"""Starting a scoping: who may, where, and the start modal."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from slack_bolt.async_app import AsyncApp

from bot.listeners.context import Context
from bot.listeners.tables import Submissions, listen_to_submissions
from bot.screens.messages import notices
from bot.screens.modals import starting
from bot.slack import errors
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
    """The start modal."""

    listen_to_submissions(app, context, "starting", _SUBMISSIONS)


async def new(context: Context, command: Command) -> Words:
    """Opens the start modal, where a scoping can start; a mention opens nothing, and is told where to type."""
    if not command.who.trigger_id:
        return notices.said_privately(sentence("told.new_where"))
    channel = command.who.channel
    place, _ = await asyncio.gather(_look_at(context.slack, channel), _check_starter(context, command.who))
    if place.refusal:
        raise NotNow(place.refusal)
    view = starting.start(context.catalog, channel, cleaned(command.rest)[:150], shared=place.shared)
    await context.open_for(command.who, view)
    return None


async def _check_starter(context: Context, who: Who) -> Person | None:
    """Whoever starts; None where Slack does not say who that is within a second.

    Raises NotAllowed for guests, strangers and bots.
    """
    known = await context.people.acting_soon(who)
    if known is None and not context.people.is_our_team(who.team):
        raise NotAllowed("standing.unchecked")
    if known and known.standing is not Standing.MEMBER:
        raise NotAllowed("refused.starter" if known.standing is Standing.STRANGER else f"standing.{known.standing}")
    return known


class _Place(NamedTuple):
    """A channel as Slack says it is: why no scoping can start there (if so), who reads along, and its language."""

    refusal: str = ""
    shared: bool = False
    locale: str = ""


async def _look_at(slack: Slack, channel: str) -> _Place:
    """Asked before a modal opens: nobody should fill in a modal that cannot be used. A slow answer counts as yes."""
    if not channel.startswith(("C", "G")):
        return _Place("told.direct")
    try:
        asked = slack.call("conversations.info", within=LOOK_WITHIN, channel=channel, include_locale=True)
        found = (await asked)["channel"]
    except ChannelGone as gone:
        gone_for_us = errors.known(gone.error).reason in ("lost", "removed")
        return _Place("told.private_channel" if gone_for_us else "")
    except SlackTrouble:
        return _Place()
    refusal = next((key for key, is_so in _NO_PLACE.items() if is_so(found)), "")
    shared = bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared"))
    return _Place(refusal, shared, str(found.get("locale") or ""))


_NO_PLACE: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "told.direct": lambda found: bool(found.get("is_im") or found.get("is_mpim")),
    "told.archived": lambda found: bool(found.get("is_archived")),
    "told.not_member": lambda found: found.get("is_member") is False,
    "told.read_only": lambda found: bool(found.get("is_read_only") or found.get("is_frozen")),
    "told.thread_only": lambda found: bool(found.get("is_thread_only")),
    "told.no_threads": lambda found: bool(found.get("is_non_threadable")),
}
_BESIDE_THE_PICKER = {"told.not_member": "problem.not_in_channel", "told.private_channel": "problem.not_in_channel"}


async def from_home(context: Context, press: Press) -> None:
    """The same from the App Home, where no channel is known yet."""
    await _check_starter(context, press.who)
    await context.open(press, starting.start(context.catalog, "", ""))


async def _begin(context: Context, submission: Submission) -> None:
    """A start modal was sent in. The id comes from its view, so that the same modal starts one scoping only."""
    title, idea = cleaned(submission.text("title")), cleaned(submission.text("idea"))
    director, team = submission.text("director"), submission.chosen("team")
    channel = submission.metadata or submission.text("channel")
    problems = _empty(title=title, idea=idea, director=director)
    starter, people, place = await asyncio.gather(
        _check_starter(context, submission.who),
        context.people.look_up_soon([director, *team] if director else team),
        _look_at(context.slack, channel),
    )
    problems |= _cannot(people, director=[director], team=team)
    track = submission.text("track") or next(iter(context.catalog.tracks))
    if track not in context.catalog.tracks:
        problems["track"] = Sentence("problem.option")
    if place.refusal and submission.metadata:
        raise NotNow(place.refusal)
    if place.refusal:
        problems["channel"] = Sentence(_BESIDE_THE_PICKER.get(place.refusal, place.refusal))
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
        track=track,
        catalog=context.catalog,
    )
    scoping.large_from, scoping.locale = context.large_from, place.locale
    if starter:
        scoping.people[starter.id] = starter
    await context.scopings.add(scoping, submission.delivery)


_SUBMISSIONS: Submissions = {"starting.start": _begin}


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

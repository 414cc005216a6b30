"""People who come and go: joining a team, joining or leaving the channel, changing or losing an account."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.listeners.context import Context
from bot.screens.modals import modal
from bot.slack import payloads
from bot.slack.calls import SlackTrouble
from bot.slack.payloads import Submission
from bot.slack.people import LOOK_WITHIN, name_of
from bot.store.errors import Repeated, StoreError
from bot.words.sentences import sentence, spoken
from dialogs.errors import DialogError, NotAllowed
from dialogs.record.parts import Person, Standing


def register(app: AsyncApp, context: Context) -> None:
    """The join modal, and Slack's events about people."""

    @app.view("joining.join")
    async def on_join(ack: Any, body: dict[str, Any]) -> None:
        submission = payloads.submission(body)
        looking = asyncio.create_task(_looked_up(context, submission))
        await asyncio.wait({looking}, timeout=LOOK_WITHIN)
        words = await _joined(context, submission, looking) if looking.done() else _later(context, submission, looking)
        await ack(response_action="update", view=modal.notice(words, "modal.join").to_dict())

    @app.event("member_joined_channel")
    async def on_arrival(body: dict[str, Any]) -> None:
        event = body["event"]
        if event["user"] == context.identity.user_id:
            await _we_are_back(context, event["channel"])
        else:
            await _presence(context, event["channel"], event["user"], present=True)

    @app.event("member_left_channel")
    async def on_departure(body: dict[str, Any]) -> None:
        event = body["event"]
        await _presence(context, event["channel"], event["user"], present=False)

    @app.event("user_change")
    async def on_change(body: dict[str, Any]) -> None:
        await _changed(context, body["event"]["user"])


async def _looked_up(context: Context, submission: Submission) -> Person:
    """Membership is read now: full members of this workspace who are in the channel may join."""
    scoping = await context.scopings.get(submission.handle.scoping)
    person = await context.people.acting(submission.who, await context.people.members(scoping.channel))
    if not person.in_channel and person.standing is Standing.MEMBER:
        raise NotAllowed("refused.not_here")
    return person


async def _joined(context: Context, submission: Submission, looking: asyncio.Task[Person]) -> str:
    """Saved before anybody is told that they have joined; the words for it, or why not."""
    try:
        person = await looking
        async with context.scopings.edit(submission.handle.scoping, submission.delivery) as kept:
            kept.join(person, context.clock())
        return sentence("told.joined")
    except Repeated:
        return sentence("told.joined")
    except (SlackTrouble, StoreError):
        return sentence("told.join_again")
    except DialogError as refused:
        return spoken(refused.sentence)


def _later(context: Context, submission: Submission, looking: asyncio.Task[Person]) -> str:
    """Slack takes its time, and gives us three seconds: the window promises nothing until it says how it came out."""
    if context.later(_join_later(context, submission, looking)):
        return sentence("told.checking")
    looking.cancel()
    return sentence("told.join_again")


async def _join_later(context: Context, submission: Submission, looking: asyncio.Task[Person]) -> None:
    view = modal.notice(await _joined(context, submission, looking), "modal.join")
    await context.slack.call("views.update", view_id=submission.view_id, view=view.to_dict())


async def _presence(context: Context, channel: str, user: str, *, present: bool) -> None:
    """The card names people who are not in the channel; their answers and questions stay theirs."""
    for summary in await context.scopings.store.find(channel=channel, person=user, ended=False):
        async with context.scopings.edit(summary.id) as scoping:
            known = scoping.people.get(user)
            if known and known.in_channel is not present:
                scoping.admit([known.model_copy(update={"in_channel": present})], context.clock())


async def _we_are_back(context: Context, channel: str) -> None:
    """Invited (again): what could not be shown is shown."""
    for summary in await context.scopings.store.find(channel=channel):
        async with context.scopings.edit(summary.id) as scoping:
            scoping.trouble = None
        context.threads.touch_id(summary.id, channel)


async def _changed(context: Context, user: dict[str, Any]) -> None:
    """A new name, zone or language is taken over; somebody deactivated owes nothing more, and their answers stay."""
    for summary in await context.scopings.store.find(person=user["id"], ended=False):
        async with context.scopings.edit(summary.id) as scoping:
            person = scoping.people.get(user["id"]) or Person(id=user["id"])
            name = name_of(user)
            stands = context.people.standing(user)
            changes = {"name": name, "tz": user.get("tz") or person.tz, "standing": stands}
            changes["locale"] = str(user.get("locale") or person.locale)
            if stands is not Standing.MEMBER:
                changes["name"] = person.name or name
            scoping.admit([person.model_copy(update=changes)], context.clock())

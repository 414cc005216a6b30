"""People who come and go: joining a team, joining or leaving the channel, changing or losing an account."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.listeners.context import Context
from bot.screens.modals import modal
from bot.slack import payloads
from bot.slack.calls import SlackTrouble
from bot.slack.payloads import Submission
from bot.slack.people import name_of
from bot.store import Repeated, StoreError
from bot.words.sentences import sentence, spoken
from dialogs.errors import DialogError, NotAllowed
from dialogs.record.parts import Person, Standing


def register(app: AsyncApp, context: Context) -> None:
    """The join modal, and Slack's events about people."""

    @app.view("joining.join")
    async def on_join(ack: Any, body: dict[str, Any]) -> None:
        submission = payloads.submission(body)
        context.later(_join(context, submission))
        await ack(response_action="update", view=modal.notice(sentence("told.checking"), "modal.join").to_dict())

    @app.event("member_joined_channel")
    async def on_arrival(body: dict[str, Any]) -> None:
        event = body["event"]
        if event["user"] == context.identity.user_id:
            context.later(_we_are_back(context, event["channel"]))
        else:
            context.later(_presence(context, event["channel"], event["user"], present=True))

    @app.event("member_left_channel")
    async def on_departure(body: dict[str, Any]) -> None:
        event = body["event"]
        context.later(_presence(context, event["channel"], event["user"], present=False))

    @app.event("user_change")
    async def on_change(body: dict[str, Any]) -> None:
        await _changed(context, body["event"]["user"])


async def _join(context: Context, submission: Submission) -> None:
    """Membership is read now: full members of this workspace who are in the channel may join."""
    try:
        scoping = await context.scopings.get(submission.handle.scoping)
        person = await context.people.acting(submission.who, await context.people.members(scoping.channel))
        if not person.in_channel and person.standing is Standing.MEMBER:
            raise NotAllowed("refused.not_here")
        async with context.scopings.edit(scoping.id, submission.delivery) as kept:
            kept.join(person, context.clock())
        words = sentence("told.joined")
    except Repeated:
        words = sentence("told.joined")
    except (SlackTrouble, StoreError):
        words = sentence("told.join_again")
    except DialogError as refused:
        words = spoken(refused.sentence)
    view = modal.notice(words, "modal.join")
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

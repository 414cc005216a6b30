"""Channels that are made private or shared have another id from then on; their scopings follow.

Slack tells us by an event. Where that was lost, a press on one of our messages or a word in one of our threads tells.
"""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.listeners.context import Context
from bot.slack.calls import ChannelGone, SlackTrouble
from bot.slack.handles import Handle
from bot.slack.people import LOOK_WITHIN
from bot.store.errors import StoreError
from bot.store.summary import Summary

CHANNELS = ("C", "G")


def register(app: AsyncApp, context: Context) -> None:
    """channel_id_changed."""

    @app.event("channel_id_changed")
    async def on_new_id(body: dict[str, Any]) -> None:
        event = body["event"]
        for summary in await context.scopings.store.find(channel=event["old_channel_id"]):
            await _move(context, summary.id, event["old_channel_id"], event["new_channel_id"])


async def of_thread(context: Context, channel: str, thread_ts: str) -> Summary | None:
    """The scoping whose thread this is; also one whose channel had another id until now."""
    found = await context.scopings.of_thread(channel, thread_ts)
    if (found is not None and found.channel == channel) or not thread_ts or not channel.startswith(CHANNELS):
        return found
    for summary in [found] if found else await context.scopings.store.find(thread_ts=thread_ts):
        if await _is_gone(context, summary.channel, channel):
            await _move(context, summary.id, summary.channel, channel)
            return await context.scopings.of_thread(channel, thread_ts)
    return None


async def follow(context: Context, handle: Handle, container: dict[str, Any]) -> None:
    """A press on a message of ours shows where it stands now: what the handle names and the time of both is one."""
    channel, ts = str(container.get("channel_id") or ""), str(container.get("message_ts") or "")
    if not handle.scoping or not ts or not channel.startswith(CHANNELS) or container.get("is_ephemeral"):
        return
    try:
        scoping = await context.scopings.get(handle.scoping)
    except StoreError:
        return  # what is pressed there says so itself
    if scoping.channel != channel and any(shown.ts == ts for shown in scoping.shown.values()):
        await _move(context, scoping.id, scoping.channel, channel)


async def _is_gone(context: Context, old: str, new: str) -> bool:
    """Whether Slack knows a channel by its new id alone: two messages of a workspace may bear the same time."""
    try:
        answer = await context.slack.call("conversations.info", within=LOOK_WITHIN, channel=old)
    except ChannelGone:
        return True
    except SlackTrouble:
        return False
    return bool(answer["channel"]["id"] == new)


async def _move(context: Context, id: str, old: str, new: str) -> None:
    async with context.scopings.edit(id) as scoping:
        scoping.channel, scoping.trouble = new, None
    context.threads.moved(id, old, new)

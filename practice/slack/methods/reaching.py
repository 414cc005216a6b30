"""Finds the channel, the message and the person a call means, or refuses it with Slack's name for what is wrong."""

from __future__ import annotations

from dataclasses import asdict

from practice.slack.errors import Refused
from practice.slack.rules.limits import Fault
from practice.slack.site import Site
from practice.slack.workspace import Channel, Json, Member, Posted


def readable_channel(site: Site, channel_id: str) -> Channel:
    """A channel the app may know of: a private one without it does not exist for it."""
    channel = site.workspace.channels.get(channel_id)
    if channel is None or (channel.private and site.workspace.bot.id not in channel.members):
        raise Refused("channel_not_found")
    return channel


def joined_channel(site: Site, channel_id: str) -> Channel:
    """A channel the bot is in; of one it knows and is not in, not_in_channel."""
    channel = readable_channel(site, channel_id)
    if site.workspace.bot.id not in channel.members:
        raise Refused("not_in_channel")
    return channel


def writable_channel(site: Site, channel_id: str) -> Channel:
    """Also takes a person's id, which means the conversation with that person."""
    if channel_id in site.workspace.members:
        channel_id = direct(site, channel_id).id
    channel = joined_channel(site, channel_id)
    if channel.archived:
        raise Refused("is_archived")
    if channel.kind == "im" and not site.app.messages_tab:
        raise Refused("messages_tab_disabled")
    return channel


def refuse_by_rule(channel: Channel, root: str | None) -> None:
    """Refuses a post that the channel's rule forbids the app; `root` is the parent of a reply."""
    by_rule = {
        "read_only": "restricted_action_read_only_channel",
        "thread_only": "" if root else "restricted_action_thread_only_channel",
        "non_threadable": "restricted_action_non_threadable_channel" if root else "",
        "restricted": "restricted_action",
    }
    locked = "restricted_action_thread_locked" if root in channel.locked else ""
    if refusal := by_rule.get(channel.rule) or locked:
        raise Refused(refusal)


def direct(site: Site, user: str) -> Channel:
    """The conversation with a person, made where there is none. Refuses bots and deactivated people."""
    member = known_member(site, user)
    if member.deleted:
        raise Refused("user_disabled")
    if member.is_bot:
        raise Refused("cannot_dm_bot")
    return site.workspace.open_direct(user)


def known_member(site: Site, user: str) -> Member:
    """Somebody of the workspace, or of one that shares a channel with it."""
    member = site.workspace.members.get(user)
    if member is None:
        raise Refused("user_not_found")
    return member


def own_message(site: Site, args: Json, refusal: str, archived: str = "is_archived") -> Posted:
    """A message of the bot's; `refusal` is what Slack says of another's, `archived` of one in an archived channel."""
    channel = joined_channel(site, args["channel"])
    posted = site.workspace.message(channel.id, str(args["ts"]))
    if posted is None or posted.tombstone:
        raise Refused("message_not_found")
    if posted.user != site.workspace.bot.id:
        raise Refused(refusal)
    if channel.archived:
        raise Refused(archived)
    return posted


def thread_root(site: Site, channel: Channel, ts: str | None, method: str) -> str | None:
    """The parent's ts. A reply given as the parent is recorded: Slack asks for the parent itself.

    Where the parent is gone the message stands in the channel: Slack has no error for it, and it is recorded here.
    Under a deleted parent whose replies stay nothing can be said any more.
    """
    if not ts:
        return None
    parent = site.workspace.message(channel.id, str(ts))
    if parent is None:
        site.ledger.violation("thread_not_found", f"{ts} is no message, so the reply stands in the channel", method)
        return None
    if parent.tombstone:
        raise Refused("cannot_reply_to_message")
    if parent.is_reply:
        site.ledger.violation("reply_as_thread", f"{ts} is itself a reply; name its parent", method)
        return parent.thread_ts
    return parent.ts


def refuse_faults(site: Site, method: str, faults: list[Fault]) -> None:
    """Records what a payload does wrong and refuses it, as the first fault says."""
    if not faults:
        return
    shapes = [asdict(each) for each in faults]
    site.ledger.violation(faults[0].error, "; ".join(f"{each.path}: {each.says}" for each in faults), method, shapes)
    refused = [each for each in faults if each.refused]
    if refused:
        messages = [f"[ERROR] {each.says} [json-pointer:/{each.path}]" for each in refused]
        raise Refused(refused[0].error, response_metadata={"messages": messages})

"""chat.*: posting, updating and deleting messages."""

from __future__ import annotations

from practice.slack import shapes
from practice.slack.block_ids import with_ids
from practice.slack.errors import Refused
from practice.slack.methods.reaching import (
    joined_channel,
    own_message,
    readable_channel,
    refuse_faults,
    thread_root,
    writable_channel,
)
from practice.slack.rules import limits
from practice.slack.site import Site
from practice.slack.web_api import Method, flag
from practice.slack.workspace import Json


def post_message(site: Site, args: Json) -> Json:
    """chat.postMessage, to a channel or, by a person's id, to the conversation with them."""
    _check(site, "chat.postMessage", args)
    channel = writable_channel(site, args["channel"])
    posted = site.workspace.post(
        channel.id,
        site.workspace.bot.id,
        args.get("text") or "",
        blocks=with_ids(args.get("blocks") or []),
        thread_ts=thread_root(site, channel, args.get("thread_ts"), "chat.postMessage"),
        metadata=args.get("metadata") or None,
        broadcast=flag(args, "reply_broadcast"),
    )
    site.events.posted(posted)
    message = shapes.message(posted, site.workspace, metadata=True)
    return {"channel": channel.id, "ts": posted.ts, "message": message}


def update(site: Site, args: Json) -> Json:
    """Blocks and metadata that are not given stay; an empty list or object removes them."""
    _check(site, "chat.update", args, longest=limits.UPDATE_TEXT)
    posted = own_message(site, args, "cant_update_message", archived="is_inactive")
    before = shapes.message(posted, site.workspace, thread=False)
    posted.text = args.get("text", posted.text)
    posted.blocks = with_ids(args["blocks"]) if args.get("blocks") is not None else posted.blocks
    posted.metadata = (args["metadata"] or None) if args.get("metadata") is not None else posted.metadata
    posted.edited = {"user": posted.user, "ts": site.workspace.stamp()}
    posted.broadcast = posted.broadcast or flag(args, "reply_broadcast")
    site.events.changed(posted, before)
    message = shapes.message(posted, site.workspace, metadata=True)
    return {"channel": posted.channel, "ts": posted.ts, "text": posted.text, "message": message}


def post_ephemeral(site: Site, args: Json) -> Json:
    """chat.postEphemeral: seen by one member of the channel, and by nobody who asks the Web API."""
    _check(site, "chat.postEphemeral", args)
    channel = writable_channel(site, args["channel"])
    if args["user"] not in channel.members:
        raise Refused("user_not_in_channel")
    posted = site.workspace.post(
        channel.id,
        site.workspace.bot.id,
        args.get("text") or "",
        blocks=with_ids(args.get("blocks") or []),
        thread_ts=thread_root(site, channel, args.get("thread_ts"), "chat.postEphemeral"),
        only_for=args["user"],
    )
    return {"message_ts": posted.ts}


def delete(site: Site, args: Json) -> Json:
    """chat.delete, of the bot's own messages."""
    posted = own_message(site, args, "cant_delete_message")
    site.workspace.remove(posted)
    site.events.deleted(posted)
    return {"channel": posted.channel, "ts": posted.ts}


def permalink(site: Site, args: Json) -> Json:
    """chat.getPermalink; a reply's link names its thread."""
    channel = readable_channel(site, args["channel"])
    posted = site.workspace.message(channel.id, str(args["message_ts"]))
    if posted is None:
        raise Refused("message_not_found")
    joined_channel(site, channel.id)
    link = f"{site.workspace.url}archives/{channel.id}/p{posted.ts.replace('.', '')}"
    if posted.thread_ts not in (None, posted.ts):
        link += f"?thread_ts={posted.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _check(site: Site, method: str, args: Json, longest: int = limits.POST_TEXT) -> None:
    refuse_faults(site, method, limits.message_faults(args, longest=longest))


_MESSAGE = "channel text blocks attachments thread_ts metadata mrkdwn parse link_names as_user"

METHODS = {
    "chat.postMessage": Method(
        post_message,
        f"{_MESSAGE} reply_broadcast unfurl_links unfurl_media username icon_emoji icon_url markdown_text",
        "channel",
        "chat:write",
    ),
    "chat.update": Method(update, f"{_MESSAGE} ts reply_broadcast file_ids markdown_text", "channel ts", "chat:write"),
    "chat.postEphemeral": Method(
        post_ephemeral, f"{_MESSAGE} user username icon_emoji icon_url markdown_text", "channel user", "chat:write"
    ),
    "chat.delete": Method(delete, "channel ts as_user", "channel ts", "chat:write"),
    "chat.getPermalink": Method(permalink, "channel message_ts", "channel message_ts"),
}

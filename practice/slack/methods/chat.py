"""chat.*: posting, updating and deleting messages."""

from __future__ import annotations

from practice.slack import shapes
from practice.slack.block_ids import with_ids
from practice.slack.deleting import delete_message
from practice.slack.errors import Refused
from practice.slack.methods.reaching import (
    joined_channel,
    own_message,
    readable_channel,
    refuse_by_rule,
    refuse_faults,
    thread_root,
    writable_channel,
)
from practice.slack.rules import limits
from practice.slack.site import Site
from practice.slack.web_api import Method, flag
from practice.slack.workspace import Json, Posted


def post_message(site: Site, args: Json) -> Json:
    """chat.postMessage, to a channel or, by a person's id, to the conversation with them."""
    _check(site, "chat.postMessage", args)
    channel = writable_channel(site, args["channel"])
    root = thread_root(site, channel, args.get("thread_ts"), "chat.postMessage")
    refuse_by_rule(channel, root)
    posted = site.workspace.post(
        channel.id,
        site.workspace.bot.id,
        _words(args),
        blocks=with_ids(args.get("blocks") or []),
        thread_ts=root,
        metadata=args.get("metadata") or None,
        broadcast=root is not None and flag(args, "reply_broadcast"),
    )
    site.events.posted(posted)
    message = shapes.message(posted, site.workspace, metadata=True)
    return {"channel": channel.id, "ts": posted.ts, "message": message}


def update(site: Site, args: Json) -> Json:
    """chat.update. Words without blocks take the blocks away; metadata that is not given stays, an empty one goes."""
    _check(site, "chat.update", args, longest=limits.UPDATE_TEXT)
    posted = own_message(site, args, "cant_update_message", archived="is_inactive")
    _check_broadcast(args, posted)
    before = shapes.message(posted, site.workspace, thread=False)
    if args.get("blocks") is not None or _words(args):
        posted.blocks = with_ids(args.get("blocks") or [])
    posted.text = _words(args) or posted.text
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
        _words(args),
        blocks=with_ids(args.get("blocks") or []),
        thread_ts=thread_root(site, channel, args.get("thread_ts"), "chat.postEphemeral"),
        only_for=args["user"],
    )
    return {"message_ts": posted.ts}


def delete(site: Site, args: Json) -> Json:
    """chat.delete, of the bot's own messages."""
    posted = own_message(site, args, "cant_delete_message")
    delete_message(site, posted)
    return {"channel": posted.channel, "ts": posted.ts}


def permalink(site: Site, args: Json) -> Json:
    """chat.getPermalink; a reply's link names its thread."""
    channel = readable_channel(site, args["channel"])
    posted = site.workspace.message(channel.id, str(args["message_ts"]))
    if posted is None:
        raise Refused("message_not_found")
    joined_channel(site, channel.id)
    link = f"{site.workspace.url}archives/{channel.id}/p{posted.ts.replace('.', '')}"
    if posted.is_reply:
        link += f"?thread_ts={posted.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _words(args: Json) -> str:
    return str(args.get("text") or args.get("markdown_text") or "")


def _check_broadcast(args: Json, posted: Posted) -> None:
    """An old reply can be shown in the channel, too, but not changed in the same call."""
    if not flag(args, "reply_broadcast") or posted.broadcast:
        return
    if not posted.is_reply:
        raise Refused("cant_broadcast_message")
    if _words(args) or args.get("blocks") is not None:
        raise Refused("no_dual_broadcast_content_update")


def _check(site: Site, method: str, args: Json, longest: int = limits.POST_TEXT) -> None:
    refuse_faults(site, method, limits.message_faults(args, longest=longest))


_MESSAGE = "channel text markdown_text blocks metadata mrkdwn"

METHODS = {
    "chat.postMessage": Method(
        post_message,
        f"{_MESSAGE} thread_ts reply_broadcast unfurl_links unfurl_media",
        "channel",
        "chat:write",
    ),
    "chat.update": Method(update, f"{_MESSAGE} ts reply_broadcast", "channel ts", "chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, f"{_MESSAGE} user thread_ts", "channel user", "chat:write"),
    "chat.delete": Method(delete, "channel ts", "channel ts", "chat:write"),
    "chat.getPermalink": Method(permalink, "channel message_ts", "channel message_ts", reads_json=False),
}

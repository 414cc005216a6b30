"""conversations.*: what the app may learn of channels, their members and their messages."""

from __future__ import annotations

import re
from typing import TypeVar

from practice.slack import shapes
from practice.slack.errors import Refused
from practice.slack.methods.reaching import direct, joined_channel, readable_channel
from practice.slack.site import Site
from practice.slack.web_api import Method, check_scope, flag, invalid_arguments
from practice.slack.workspace import Channel, Json, Posted

T = TypeVar("T")
MOST = 999  # items a page
READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}


def info(site: Site, args: Json) -> Json:
    """conversations.info. A private channel without the bot is channel_not_found."""
    channel = readable_channel(site, args["channel"])
    check_scope(site, READ[channel.kind], "conversations.info")
    shape = shapes.channel(channel, site.workspace)
    shape |= {"locale": channel.locale} if flag(args, "include_locale") else {}
    return {"channel": shape | ({"num_members": len(channel.members)} if flag(args, "include_num_members") else {})}


def members(site: Site, args: Json) -> Json:
    """conversations.members, in pages of at most 999."""
    channel = readable_channel(site, args["channel"])
    check_scope(site, READ[channel.kind], "conversations.members")
    if not 1 <= _limit(args, 100) <= MOST:
        raise Refused("invalid_limit")
    page, cursor = _page(channel.members, args, usual=100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def replies(site: Site, args: Json) -> Json:
    """conversations.replies: the parent first, whatever the times asked for, then the replies between them."""
    channel = _history_of(site, args, "conversations.replies")
    parent = site.workspace.message(channel.id, str(args["ts"]))
    if parent is None:
        raise Refused("thread_not_found")
    root = parent.thread_ts or parent.ts
    thread = site.workspace.thread(channel.id, root)
    first = [each for each in thread if each.ts == root]
    return _messages(site, args, first + [each for each in _between(thread, args) if each.ts != root], usual=MOST)


def history(site: Site, args: Json) -> Json:
    """conversations.history: newest first, without replies but those also sent to the channel."""
    channel = _history_of(site, args, "conversations.history")
    newest_first = list(reversed(_between(site.workspace.top_level(channel.id), args)))
    return _messages(site, args, newest_first, usual=100)


def open_conversation(site: Site, args: Json) -> Json:
    """conversations.open, with one person: the app has no scope for more (mpim:write)."""
    users = [each for each in str(args.get("users") or "").split(",") if each]
    if args.get("channel"):
        return {"channel": {"id": readable_channel(site, args["channel"]).id}}
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        raise Refused("method_not_supported_for_channel_type")
    before = site.workspace.direct(users[0])
    channel = direct(site, users[0])
    shape = shapes.channel(channel, site.workspace) if flag(args, "return_im") else {"id": channel.id}
    return {"channel": shape} | ({"no_op": True, "already_open": True} if before else {})


def _history_of(site: Site, args: Json, method: str) -> Channel:
    channel = readable_channel(site, args["channel"])
    check_scope(site, HISTORY[channel.kind], method)
    return joined_channel(site, channel.id)


def _between(messages: list[Posted], args: Json) -> list[Posted]:
    """Both ends are left out unless `inclusive`."""
    oldest, latest = _moment(args, "oldest", "0000000000.000000"), _moment(args, "latest", "9999999999.999999")
    ends = flag(args, "inclusive")
    return [each for each in messages if oldest < each.ts < latest or (ends and each.ts in (oldest, latest))]


def _moment(args: Json, name: str, otherwise: str) -> str:
    """A time as messages have it. What is none, is invalid_ts_oldest or invalid_ts_latest."""
    given = str(args.get(name) or otherwise)
    if not re.fullmatch(r"\d{1,10}(\.\d{1,6})?", given):
        raise Refused(f"invalid_ts_{name}")
    seconds, _, fraction = given.partition(".")
    return f"{seconds:0>10}.{fraction:0<6}"


def _messages(site: Site, args: Json, messages: list[Posted], usual: int) -> Json:
    page, cursor = _page(messages, args, usual)
    metadata = flag(args, "include_all_metadata")
    shape: Json = {
        "messages": [shapes.message(each, site.workspace, metadata=metadata) for each in page],
        "has_more": bool(cursor),
    }
    return shape | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _limit(args: Json, usual: int) -> int:
    given = str(args.get("limit") or usual)
    if not given.isdigit():
        raise invalid_arguments("must be a number: limit")
    return int(given)


def _page(items: list[T], args: Json, usual: int) -> tuple[list[T], str]:
    """As many as asked for, MOST at most, and where the next page begins."""
    limit = min(_limit(args, usual), MOST)
    cursor = str(args.get("cursor") or "")
    if cursor and not cursor.removeprefix("next:").isdigit():
        raise Refused("invalid_cursor")
    start = int(cursor.removeprefix("next:") or 0)
    end = start + limit
    return items[start:end], f"next:{end}" if end < len(items) else ""


_READING = "channel cursor limit oldest latest inclusive include_all_metadata"

METHODS = {
    "conversations.info": Method(info, "channel include_locale include_num_members", "channel", reads_json=False),
    "conversations.members": Method(members, "channel cursor limit", "channel", reads_json=False),
    "conversations.replies": Method(replies, f"{_READING} ts", "channel ts", reads_json=False),
    "conversations.history": Method(history, _READING, "channel", reads_json=False),
    "conversations.open": Method(open_conversation, "channel users return_im prevent_creation", scope="im:write"),
}

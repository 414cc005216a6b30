"""The payloads of commands, clicks, submissions and shortcuts, with the fields Slack sends."""

from __future__ import annotations

from typing import Any, Protocol

from practice.slack import shapes
from practice.slack.response_urls import ResponseUrls
from practice.slack.screens import OpenView
from practice.slack.triggers import Triggers
from practice.slack.wire.events import VERIFICATION_TOKEN
from practice.slack.workspace import APP, TEAM, Channel, Json, Member, Posted, Workspace


class Here(Protocol):
    """What a payload is made from; a Site has all of it."""

    workspace: Workspace
    triggers: Triggers
    response_urls: ResponseUrls


def command(here: Here, who: Member, word: str, text: str, channel: Channel) -> Json:
    """docs.slack.dev/interactivity/implementing-slash-commands; a private channel's name is not told.

    The team is that of whoever types: in a shared channel it need not be the app's.
    """
    names = {"channel": channel.name, "group": "privategroup", "im": "directmessage"}
    ours = here.workspace.enterprise
    organisation = {"enterprise_id": ours.id, "enterprise_name": ours.name} if ours else {}
    return organisation | {
        "token": VERIFICATION_TOKEN,
        "team_id": who.team_id,
        "team_domain": here.workspace.domain,
        "channel_id": channel.id,
        "channel_name": names[channel.kind],
        "user_id": who.id,
        "user_name": who.name,
        "command": word,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "true" if ours and ours.everywhere else "false",
        "response_url": here.response_urls.give("commands", channel.id, who.id),
        "trigger_id": here.triggers.give(who.id),
    }


def click_in_message(here: Here, who: Member, posted: Posted, actions: list[Json]) -> Json:
    """block_actions on a message. Of an ephemeral one the app gets no `message`."""
    channel = here.workspace.channels[posted.channel]
    ephemeral = posted.only_for is not None
    thread = {"thread_ts": posted.thread_ts} if posted.thread_ts else {}
    container = {
        "type": "message",
        "message_ts": posted.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    message = {} if ephemeral else {"message": shapes.message(posted, here.workspace)}
    return (
        _interaction(here, who, "block_actions")
        | {"container": container | thread, "channel": _named(channel), "state": {"values": {}}}
        | message
        | {"response_url": here.response_urls.give("actions", channel.id, who.id, posted), "actions": actions}
    )


def click_in_view(here: Here, who: Member, view: OpenView, actions: list[Json]) -> Json:
    """block_actions on a modal or a Home, with the view's hash and its state."""
    return _interaction(here, who, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_slack(here.workspace),
        "actions": actions,
    }


def submission(here: Here, who: Member, view: OpenView) -> Json:
    """view_submission, with all that was typed."""
    shape = _interaction(here, who, "view_submission")
    return shape | {"view": view.as_slack(here.workspace), "response_urls": []}


def closing(here: Here, who: Member, view: OpenView, *, cleared: bool) -> Json:
    """view_closed: without a trigger, and with no promise that its state is read."""
    shape = _interaction(here, who, "view_closed")
    del shape["trigger_id"]
    return shape | {"view": view.as_slack(here.workspace), "is_cleared": cleared}


def shortcut(here: Here, who: Member, callback_id: str, posted: Posted | None) -> Json:
    """message_action where there is a message, else shortcut."""
    stamp = {"callback_id": callback_id, "action_ts": here.workspace.stamp()}
    if posted is None:
        return _interaction(here, who, "shortcut") | stamp
    channel = here.workspace.channels[posted.channel]
    return (
        _interaction(here, who, "message_action")
        | stamp
        | {
            "channel": _named(channel),
            "message_ts": posted.ts,
            "message": shapes.message(posted, here.workspace),
            "response_url": here.response_urls.give("app", channel.id, who.id, posted),
        }
    )


def _interaction(here: Here, who: Member, kind: str) -> Json:
    ours = here.workspace.enterprise
    organisation = {"enterprise_id": ours.id, "enterprise_name": ours.name} if ours else {}
    everywhere = bool(ours and ours.everywhere)
    shape: dict[str, Any] = {
        "type": kind,
        "team": None if everywhere else {"id": TEAM, "domain": here.workspace.domain} | organisation,
        "user": {"id": who.id, "username": who.name, "name": who.name, "team_id": who.team_id},
        "api_app_id": APP,
        "token": VERIFICATION_TOKEN,
        "trigger_id": here.triggers.give(who.id),
        "enterprise": {"id": ours.id, "name": ours.name} if ours else None,
        "is_enterprise_install": everywhere,
    }
    return shape


def _named(channel: Channel) -> Json:
    names = {"channel": channel.name, "group": "privategroup", "im": "directmessage"}
    return {"id": channel.id, "name": names[channel.kind]}

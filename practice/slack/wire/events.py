"""Tells the app what happens in the workspace, as the Events API words it, where the app is subscribed and allowed."""

from __future__ import annotations

import secrets

from practice.slack import shapes
from practice.slack.manifest import AppManifest
from practice.slack.screens import OpenView
from practice.slack.wire.deliveries import Deliveries, Parcel
from practice.slack.workspace import APP, TEAM, Channel, Json, Member, Posted, Workspace

VERIFICATION_TOKEN = "practice-verification-token"
SUBSCRIPTION = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


class Events:
    """Each method is one thing that happened; whether the app hears of it is decided here."""

    def __init__(self, workspace: Workspace, app: AppManifest, deliveries: Deliveries) -> None:
        self._workspace, self._app, self._deliveries = workspace, app, deliveries

    def posted(self, posted: Posted) -> None:
        """message.*, and app_mention where it names the bot. The bot hears its own messages, too."""
        event = shapes.message(posted, self._workspace, thread=False) | self._where(posted)
        self._in_channel(posted.channel, event)
        if posted.user != self._workspace.bot.id and f"<@{self._workspace.bot.id}>" in posted.text:
            self._mentioned(posted, event)

    def changed(self, posted: Posted, before: Json) -> None:
        """message_changed; `before` is the message as it was, in Slack's shape."""
        now = self._workspace.stamp()
        event = {
            "type": "message",
            "subtype": "message_changed",
            "message": shapes.message(posted, self._workspace, thread=False),
            "previous_message": before,
            "hidden": True,
            "ts": now,
        }
        self._in_channel(posted.channel, event | self._where(posted, now))

    def deleted(self, posted: Posted) -> None:
        """message_deleted, with the message as it last stood."""
        now = self._workspace.stamp()
        event = {
            "type": "message",
            "subtype": "message_deleted",
            "previous_message": shapes.message(posted, self._workspace, thread=False),
            "hidden": True,
            "deleted_ts": posted.ts,
            "ts": now,
        }
        self._in_channel(posted.channel, event | self._where(posted, now))

    def joined(self, member: Member, channel: Channel, inviter: str | None = None) -> None:
        """member_joined_channel."""
        event = {"type": "member_joined_channel"} | self._membership(member, channel)
        self._if_bot_is_in(channel, event | ({"inviter": inviter} if inviter else {}))

    def left(self, member: Member, channel: Channel) -> None:
        """member_left_channel. To be told before the member is taken out: the bot hears of itself, too."""
        self._if_bot_is_in(channel, {"type": "member_left_channel"} | self._membership(member, channel))

    def archived(self, channel: Channel, by: str) -> None:
        """channel_archive or group_archive."""
        event = {"type": f"{channel.kind}_archive", "channel": channel.id, "user": by}
        self._if_bot_is_in(channel, event)

    def renamed(self, channel: Channel) -> None:
        """channel_rename or group_rename."""
        shape = {"id": channel.id, "name": channel.name, "created": channel.created}
        self._if_bot_is_in(channel, {"type": f"{channel.kind}_rename", "channel": shape})

    def user_changed(self, member: Member) -> None:
        """user_change: deactivated, renamed, in another time zone."""
        user = shapes.person(member, self._workspace) | {"locale": member.locale}
        self.tell("user_change", {"type": "user_change", "user": user, "cache_ts": 0})

    def home_opened(self, user: str, channel: Channel, home: OpenView | None) -> None:
        """app_home_opened, with the Home as it was last published."""
        event = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": "home"}
        view = {"view": home.as_slack(self._workspace)} if home else {}
        self.tell("app_home_opened", event | view)

    def tell(self, subscription: str, event: Json) -> None:
        """Any event of a subscription (`message.channels`, `user_change`), where the app is to hear of it."""
        if self._app.hears(subscription):
            event = {"event_ts": self._workspace.stamp()} | event
            self._deliveries.tell(Parcel("events_api", self._wrapped(event), event["type"]))

    def _in_channel(self, channel_id: str, event: Json) -> None:
        channel = self._workspace.channels[channel_id]
        if self._workspace.bot.id in channel.members:
            self.tell(SUBSCRIPTION[channel.kind], event)

    def _mentioned(self, posted: Posted, message: Json) -> None:
        channel = self._workspace.channels[posted.channel]
        if self._workspace.bot.id in channel.members and channel.kind != "im":
            event = {key: value for key, value in message.items() if key != "channel_type"}
            self.tell("app_mention", event | {"type": "app_mention"})

    def _if_bot_is_in(self, channel: Channel, event: Json) -> None:
        if self._workspace.bot.id in channel.members:
            self.tell(event["type"], event)

    def _where(self, posted: Posted, event_ts: str = "") -> Json:
        kind = self._workspace.channels[posted.channel].kind
        return {"channel": posted.channel, "channel_type": kind, "event_ts": event_ts or posted.ts}

    def _membership(self, member: Member, channel: Channel) -> Json:
        kind = {"channel": "C", "group": "G", "im": "D"}[channel.kind]
        return {"user": member.id, "channel": channel.id, "channel_type": kind, "team": member.team_id}

    def _wrapped(self, event: Json) -> Json:
        ours = self._workspace.enterprise
        organisation = ours.id if ours else None
        return ({"enterprise_id": organisation} if organisation else {}) | {
            "token": VERIFICATION_TOKEN,
            "team_id": TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": organisation,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": "Ev" + secrets.token_hex(5).upper(),
            "event_time": int(self._workspace.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": organisation,
                    "team_id": None if ours and ours.everywhere else TEAM,
                    "user_id": self._workspace.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": bool(ours and ours.everywhere),
                }
            ],
            "is_ext_shared_channel": self._shared(event),
            "event_context": "4-" + secrets.token_hex(16),
        }

    def _shared(self, event: Json) -> bool:
        channel = event.get("channel")
        where = self._workspace.channels.get(channel) if isinstance(channel, str) else None
        return bool(where and where.ext_shared)

"""Calls of Slack's Web API: one place that knows what Slack's refusals mean and never resends a post by itself.

SlackTrouble
├── Wait          asked to wait; says how many seconds
├── Unknown       the outcome is not known: look before you post again
├── MessageGone   the message was deleted
├── ChannelGone   the channel is gone, archived, locked, or we are not in it
├── TokenGone     the credentials are refused
└── Refused       Slack says no for a reason that will not change
"""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.metrics import Metrics

QUICK = 2.0
"""Seconds a call inside a listener may take: a trigger lives three."""


class SlackTrouble(Exception):
    """A call that did not work."""

    def __init__(self, error: str = "") -> None:
        super().__init__(error)
        self.error = error


class Wait(SlackTrouble):
    def __init__(self, seconds: float) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


class Unknown(SlackTrouble): ...


class MessageGone(SlackTrouble): ...


class ChannelGone(SlackTrouble): ...


class TokenGone(SlackTrouble): ...


class Refused(SlackTrouble): ...


_KINDS: Mapping[str, type[SlackTrouble]] = {
    **dict.fromkeys(
        ("internal_error", "fatal_error", "request_timeout", "service_unavailable", "team_added_to_org"), Unknown
    ),
    **dict.fromkeys(
        (
            "message_not_found",
            "cant_update_message",
            "cannot_reply_to_message",
            "thread_not_found",
            "edit_window_closed",
        ),
        MessageGone,
    ),
    **dict.fromkeys(
        (
            "channel_not_found",
            "not_in_channel",
            "is_archived",
            "is_inactive",
            "restricted_action",
            "restricted_action_thread_locked",
        ),
        ChannelGone,
    ),
    **dict.fromkeys(
        ("account_inactive", "token_revoked", "invalid_auth", "not_authed", "token_expired", "missing_scope"), TokenGone
    ),
}


_AS_FORM = frozenset(
    {
        "conversations.info",
        "conversations.members",
        "conversations.replies",
        "conversations.history",
        "users.info",
        "files.getUploadURLExternal",
    }
)
"""Methods whose pages name no JSON body."""


class Slack:
    """The Web API as the bot uses it."""

    def __init__(self, client: AsyncWebClient, metrics: Metrics) -> None:
        self.client = client
        self._metrics = metrics

    async def call(self, method: str, *, within: float = 30.0, **arguments: Any) -> dict[str, Any]:
        """One call. Raises a SlackTrouble; whatever the connection did is Unknown."""
        given = {name: value for name, value in arguments.items() if value is not None}
        form, body = (given, None) if method in _AS_FORM else (None, given)
        try:
            async with asyncio.timeout(within):
                answer = await self.client.api_call(method, data=form, json=body)
        except SlackApiError as error:
            trouble = _trouble(error)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            trouble = Unknown(type(error).__name__)
        else:
            self._metrics.slack_call(method, "ok")
            return dict(cast(dict[str, Any], answer.data))
        self._metrics.slack_call(method, trouble.error or "unknown")
        raise trouble

    async def upload(self, url: str, content: bytes) -> None:
        """The bytes of a file, to the address Slack gave for them."""
        session = self.client.session
        try:
            posting = session.post(url, data=content) if session else None
            if posting is None:
                raise Unknown("no session")
            async with posting as answer:
                if answer.status != 200:
                    raise Unknown(f"http_{answer.status}")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unknown(type(error).__name__) from error


def _trouble(error: SlackApiError) -> SlackTrouble:
    response = error.response
    status = getattr(response, "status_code", 0)
    if status == 429:
        return Wait(float(response.headers.get("Retry-After", 1)))
    name = response.get("error") if hasattr(response, "get") else None
    if status >= 500 or not name:
        return Unknown(str(name or f"http_{status}"))
    if str(name) == "ratelimited":
        return Wait(1.0)
    return _KINDS.get(str(name), Refused)(str(name))

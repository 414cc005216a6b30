"""Calls of Slack's Web API: one place that knows what Slack's refusals mean and never resends a post by itself.

SlackTrouble
├── Wait          asked to wait; says how many seconds
├── Unknown       the outcome is not known: look before you post again
├── MessageGone   the message was deleted
├── ChannelGone   nothing can be shown there until somebody changes that: archived, locked, without us, forbidden
├── TokenGone     the credentials are refused
└── Refused       Slack says no to this message or file alone

Which error is which stands in errors.py.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.metrics import Metrics
from bot.slack.errors import Act, known

UPLOAD = 10.0
"""Seconds the bytes of a file may take: it is small, and where its host is blocked nobody waits for it."""
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


_KINDS: Mapping[Act, type[SlackTrouble]] = {
    Act.LOOK: Unknown,
    Act.POST_ANEW: MessageGone,
    Act.PAUSE: ChannelGone,
    Act.STOP: TokenGone,
    Act.LEAVE: Refused,
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

    async def upload(self, url: str, content: bytes, *, within: float | None = None) -> None:
        """The bytes of a file, to the address Slack gave for them: by the way that calls take, through their proxy."""
        client = self.client
        if client.session is None:
            raise Unknown("no session")
        try:
            async with (
                asyncio.timeout(within or UPLOAD),
                client.session.post(url, data=content, proxy=client.proxy, ssl=client.ssl or True) as answer,
            ):
                if answer.status != 200:
                    raise Unknown(f"http_{answer.status}")
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise Unknown(type(error).__name__) from error

    async def respond(self, url: str, words: Mapping[str, Any]) -> None:
        """Words for one person, by the response url of what they did; the same way as calls take."""
        answer = AsyncWebhookClient(url, session=self.client.session, ssl=self.client.ssl, proxy=self.client.proxy)
        answer.proxy = self.client.proxy
        await answer.send_dict({"response_type": "ephemeral", "replace_original": False, **words})


def _trouble(error: SlackApiError) -> SlackTrouble:
    response = error.response
    status = getattr(response, "status_code", 0)
    if status == 429:
        return Wait(float(response.headers.get("Retry-After", 1)))
    name = response.get("error") if hasattr(response, "get") else None
    if status >= 500 or not name:
        return Unknown(str(name or f"http_{status}"))
    act = known(str(name)).act
    return Wait(1.0) if act is Act.WAIT else _KINDS[act](str(name))

"""Calls of Slack's Web API: one place that knows what Slack's refusals mean and never resends a post by itself.

SlackTrouble
├── Wait          asked to wait; says how many seconds
├── Unknown       the outcome is not known: look before you post again
│   └── Unsent    no connection came about, so nothing was done
├── MessageGone   the message was deleted
├── ChannelGone   nothing can be shown there until somebody changes that: archived, locked, without us, forbidden
├── TokenGone     the credentials are refused
└── Refused       Slack says no to this message or file alone

Which error is which stands in errors.py.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.metrics import Metrics
from bot.slack.answers import NoAnswer, refusal, understood
from bot.slack.errors import Act, known
from bot.slack.pace import Pace
from bot.slack.waits import SHORTEST, seconds_to_wait
from bot.store.leases import Moments

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


class Unsent(Unknown): ...


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


_BROKEN = (
    *(TimeoutError, aiohttp.ClientError, OSError),  # the connection
    *(
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ),  # the SDK, at what is no answer
)


class Slack:
    """The Web API as the bot uses it, in one pace for all who call.

    `post_pause`: seconds between two posts in a channel, at the least. `seconds`: the wall clock, since 1970.
    `moments`: what the processes that share a store know of the pace.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        metrics: Metrics,
        post_pause: float = 0.0,
        seconds: Callable[[], float] = time.time,
        moments: Moments | None = None,
    ) -> None:
        self.client = client
        self._metrics, self._pace, self._seconds = metrics, Pace(post_pause, moments=moments), seconds

    async def call(
        self, method: str, *, within: float = 30.0, still: Callable[[], None] = lambda: None, **arguments: Any
    ) -> dict[str, Any]:
        """One call. Raises a SlackTrouble; whatever is none of Slack's answers is Unknown.

        `still` is asked when its moment has come, and raises where it is not to be made any more.
        Where Slack still wants the method let alone it is not called: Wait says how long that is.
        """
        given = {name: value for name, value in arguments.items() if value is not None}
        channel = str(given.get("channel", ""))
        self._let_alone(method, channel)
        await self._pace.turn(method, channel)
        self._let_alone(method, channel)
        still()
        try:
            answer = await self._answer(method, given, within)
        except SlackTrouble as trouble:
            self._metrics.slack_call(method, trouble.error or "unknown")
            if isinstance(trouble, Wait):
                await self._pace.close(method, channel, trouble.seconds)
            raise
        self._metrics.slack_call(method, "ok")
        self._learn_rooms(method, given, answer)
        return answer

    def _let_alone(self, method: str, channel: str) -> None:
        if left := self._pace.left(method, channel):
            raise Wait(left)

    async def _answer(self, method: str, given: Mapping[str, Any], within: float) -> dict[str, Any]:
        form, body = (given, None) if method in _AS_FORM else (None, given)
        try:
            async with asyncio.timeout(within):
                answer = await self.client.api_call(method, data=form, json=body)  # type: ignore[arg-type]
            return understood(method, answer.data)
        except SlackApiError as error:
            raise _trouble(error, self._seconds()) from error
        except NoAnswer as none:
            raise Unknown("no_answer") from none
        except aiohttp.ClientConnectorError as error:
            raise Unsent(type(error).__name__) from error
        except _BROKEN as error:
            raise Unknown(type(error).__name__) from error

    def _learn_rooms(self, method: str, given: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        """A post to a person's id and one into the direct channel with them are posts in the same channel."""
        if method == "conversations.open":
            self._pace.same_room(str(given.get("users")), answer["channel"]["id"])
        elif method == "chat.postMessage" and isinstance(answer.get("channel"), str):
            self._pace.same_room(given["channel"], answer["channel"])

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


def _trouble(error: SlackApiError, now: float) -> SlackTrouble:
    """What a refusal comes to. The SDK hands on whatever came: an answer of Slack's, a page, nothing."""
    response = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    if status == 429:
        return Wait(seconds_to_wait(response.headers, now))
    try:
        name = refusal(getattr(response, "data", None))
    except NoAnswer:
        return Unknown(f"http_{status}")
    if status >= 500:
        return Unknown(name)
    act = known(name).act
    return Wait(SHORTEST) if act is Act.WAIT else _KINDS[act](name)

"""A practice Slack in the test's own loop, its people, the Web API as a bot calls it, and a small Bolt app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from practice.client import Person, Slack, View
from practice.slack.server import METHODS, Practice
from tests.practice.slack.shapes import Json, ask, modal, plain, typed

CHURN, SECRET, LOCKED = "C00000CHURN", "C0000SECRET", "C0000LOCKED"


@dataclass
class Clock:
    """Stands still until a test moves it on."""

    at: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **time: float) -> None:
        self.at += timedelta(**time)


class Api:
    """The Web API with a good token, called as its pages say. A refusal is raised as `Refused`, as Slack names it."""

    def __init__(self, practice: Practice) -> None:
        self.web = AsyncWebClient("xoxb-practice", base_url=practice.api_url, retry_handlers=[])

    async def __call__(self, method: str, **args: Any) -> Json:
        as_form = method in METHODS and not METHODS[method].reads_json
        answer = await self.web.api_call(method, data=args) if as_form else await self.web.api_call(method, json=args)
        return dict(answer.data)

    async def refusal(self, method: str, **args: Any) -> str:
        try:
            await self(method, **args)
        except SlackApiError as error:
            return str(error.response["error"])
        return "ok"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def practice(clock: Clock) -> AsyncIterator[Practice]:
    async with Practice.started(now=clock, retry_delays=(0.01, 0.02, 0.03)) as practice:
        yield practice


@pytest.fixture
def impatient(practice: Practice) -> None:
    """For tests that wait for an acknowledgement that does not come."""
    practice.site.sockets.ack_seconds = 0.2


@pytest.fixture
async def slack(practice: Practice) -> AsyncIterator[Slack]:
    async with Slack(practice.url) as slack:
        yield slack


@pytest.fixture
def ana(slack: Slack) -> Person:
    return slack.person("Ana")


@pytest.fixture
def api(practice: Practice) -> Api:
    return Api(practice)


Start = Callable[..., Awaitable[AsyncSocketModeHandler]]


@pytest.fixture
async def connects(practice: Practice, slack: Slack) -> AsyncIterator[Start]:
    """Connects a Bolt app over Socket Mode, and closes it when the test is over."""
    handlers: list[AsyncSocketModeHandler] = []

    async def connect(app: AsyncApp, times: int = 1) -> AsyncSocketModeHandler:
        for _ in range(times):
            handler = AsyncSocketModeHandler(app, "xapp-practice", web_client=app.client)
            await handler.connect_async()
            handlers.append(handler)
        await slack.connected(len(handlers))
        return handlers[-1]

    yield connect
    for handler in handlers:
        await handler.close_async()
    await asyncio.sleep(0)


@pytest.fixture
def app(practice: Practice) -> AsyncApp:
    client = AsyncWebClient("xoxb-practice", base_url=practice.api_url)
    return AsyncApp(client=client, process_before_response=True)


@pytest.fixture
async def opens(app: AsyncApp, connects: Start, ana: Person) -> Callable[..., Awaitable[View]]:
    """Opens a modal of these blocks for Ana, by a command to a connected app."""
    wanted: list[Json] = []

    @app.command("/open")
    async def open_it(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=wanted[-1])

    await connects(app)

    async def opened(*blocks: Json, **more: Any) -> View:
        wanted.append(modal(*(blocks or (ask(typed()),)), callback_id="form", **more))
        assert (await ana.command("/open")).acked
        view = await ana.modal()
        assert view is not None
        return view

    return opened


def field_of(block_id: str, element: Json, **more: Any) -> Json:
    return ask(element, block_id=block_id, **more) | {"label": plain(block_id.title())}

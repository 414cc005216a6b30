"""A wire with a small Slack at its end, and the smallest app there is to serve."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.metrics import Metrics
from bot.serving.health import Health
from bot.serving.site import Site


class Wire:
    """Slack as far as serving sees it: two methods and sockets, with every acknowledgement kept."""

    def __init__(self) -> None:
        self.refused: dict[str, str] = {}
        self.odd: dict[str, tuple[int, str, str]] = {}
        self.acks: dict[str, Any] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.opened = 0
        self.others = 0
        self.answers_pings = True
        self.ponged = asyncio.Event()
        self._new_ack = asyncio.Condition()
        routes = [
            web.post("/api/auth.test", self._auth_test),
            web.post("/api/apps.connections.open", self._open),
            web.get("/socket", self._socket),
        ]
        application = web.Application()
        application.add_routes(routes)
        self.site = Site(application, "127.0.0.1", 0)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.site.port}/api/"

    async def delivers(self, envelope_id: str, text: str = "", over: int = 0) -> None:
        """Puts a slash command on one of the sockets."""
        payload = {"command": "/scope", "text": text, "team_id": "T1", "user_id": "U1", "channel_id": "C1"}
        envelope = {"type": "slash_commands", "envelope_id": envelope_id, "payload": payload}
        await self.sockets[over].send_json(envelope)

    async def acked(self, count: int) -> None:
        """Waits until that many envelopes are acknowledged."""
        async with asyncio.timeout(30), self._new_ack:
            await self._new_ack.wait_for(lambda: len(self.acks) >= count)

    async def _auth_test(self, request: web.Request) -> web.Response:
        return self._said("auth.test", {"ok": True, "user_id": "UBOT", "bot_id": "BBOT", "team_id": "T1"})

    async def _open(self, request: web.Request) -> web.Response:
        address = f"ws://127.0.0.1:{self.site.port}/socket"
        return self._said("apps.connections.open", {"ok": True, "url": address})

    def _said(self, method: str, answer: dict[str, Any]) -> web.Response:
        if method in self.odd:
            status, text, content_type = self.odd[method]
            return web.Response(status=status, text=text, content_type=content_type)
        error = self.refused.get(method)
        return web.json_response({"ok": False, "error": error} if error else answer)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.sockets.append(socket)
        self.opened += 1
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets) + self.others})
        async for message in socket:
            if message.type is WSMsgType.PING and self.answers_pings:
                await socket.pong(message.data)
            if message.type is WSMsgType.PONG:
                self.ponged.set()
            if message.type is WSMsgType.TEXT:
                await self._note(json.loads(message.data))
        self.sockets.remove(socket)
        return socket

    async def _note(self, ack: dict[str, Any]) -> None:
        async with self._new_ack:
            self.acks[ack["envelope_id"]] = ack.get("payload")
            self._new_ack.notify_all()


class Commands:
    """The app's only listener: it notes each command, and answers once the gate is open."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self.texts: list[str] = []
        self._begun = asyncio.Condition()

    async def begun(self, count: int) -> None:
        """Waits until that many commands are being handled or were."""
        async with asyncio.timeout(30), self._begun:
            await self._begun.wait_for(lambda: len(self.texts) >= count)

    async def __call__(self, ack: Any, command: dict[str, Any]) -> None:
        async with self._begun:
            self.texts.append(command.get("text", ""))
            self._begun.notify_all()
        await self.gate.wait()
        await ack(text="done")


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    slack = Wire()
    await slack.site.start()
    yield slack
    await slack.site.stop()


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
def app(wire: Wire, commands: Commands) -> AsyncApp:
    client = AsyncWebClient(token="xoxb-1", base_url=wire.api_url)
    client.proxy = None
    bolt = AsyncApp(client=client, process_before_response=True, request_verification_enabled=False)

    async def command(ack: Any, command: dict[str, Any]) -> None:
        await commands(ack, command)

    bolt.command("/scope")(command)
    return bolt


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def socket_health(metrics: Metrics) -> Health:
    return Health("socket", metrics)

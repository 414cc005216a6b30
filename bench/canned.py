"""A Slack that says yes to everything, for the bare bot: it takes its calls, and delivers what ours was given."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import WSMsgType, web

from practice.slack.wire.deliveries import Parcel
from practice.slack.wire.sockets import envelope

Json = dict[str, Any]
PATIENCE = 10.0
"""Seconds in which a delivery has to be acknowledged."""


class Canned:
    """Its address, and one connection over which payloads are delivered one after the other."""

    def __init__(self) -> None:
        self.url = ""
        self._ts = itertools.count(1)
        self._socket: web.WebSocketResponse | None = None
        self._acked: dict[str, asyncio.Future[None]] = {}

    @classmethod
    @asynccontextmanager
    async def started(cls) -> AsyncIterator[Canned]:
        canned, app = cls(), web.Application(client_max_size=2**24)
        app.add_routes([web.post("/api/{method}", canned._answer), web.get("/link", canned._link)])
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        canned.url = f"http://{host}:{port}"
        try:
            yield canned
        finally:
            await runner.cleanup()

    async def deliver(self, step: Json) -> None:
        """Until it is acknowledged."""
        parcel = Parcel(step["kind"], step["payload"], "")
        assert self._socket is not None
        acked = self._acked[parcel.id] = asyncio.get_running_loop().create_future()
        await self._socket.send_json(envelope(parcel))
        await asyncio.wait_for(acked, PATIENCE)

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        await request.read()
        if method == "apps.connections.open":
            return web.json_response({"ok": True, "url": f"{self.url.replace('http', 'ws')}/link"})
        ts = f"1700000000.{next(self._ts):06}"
        said = {"ok": True, "ts": ts, "channel": "C1", "message": {"ts": ts, "thread_ts": ts}, "view": {"id": f"V{ts}"}}
        return web.json_response(said)

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        self._socket = web.WebSocketResponse()
        await self._socket.prepare(request)
        await self._socket.send_json({"type": "hello", "num_connections": 1, "debug_info": {}, "connection_info": {}})
        async for message in self._socket:
            if message.type == WSMsgType.TEXT:
                self._acked.pop(json.loads(message.data)["envelope_id"]).set_result(None)
        return self._socket

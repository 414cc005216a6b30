"""Socket Mode: up to ten connections of the app, envelopes to them in turn, and their acknowledgements."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import WSMsgType, web

from practice.slack.ledger import Ledger
from practice.slack.moods import Moods
from practice.slack.wire.deliveries import Answer, Parcel
from practice.slack.workspace import APP, Json

MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 3600


@dataclass
class Waiting:
    """An envelope that was sent over a connection, and the answer that is to come."""

    answer: asyncio.Future[Any]
    connection: web.WebSocketResponse


class Sockets:
    """Carries parcels over whichever connection is next. An acknowledgement after the deadline is a violation."""

    def __init__(self, ledger: Ledger, moods: Moods, ack_seconds: float) -> None:
        self.ack_seconds = ack_seconds
        self.connections: list[web.WebSocketResponse] = []
        self.came = asyncio.Condition()
        self._ledger, self._moods = ledger, moods
        self._tickets: set[str] = set()
        self._waiting: dict[str, list[Waiting]] = {}
        self._overdue: dict[str, float] = {}
        self._transports: dict[web.WebSocketResponse, asyncio.Transport | None] = {}
        self._turn = 0

    def ticket(self) -> str:
        """A one-time ticket for a connection, as apps.connections.open gives it out in its url."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def carry(self, parcel: Parcel) -> Answer:
        """Over the next connection in turn: an app with several can expect nothing of which one it is."""
        if not self.connections:
            return Answer(False, error="no_connection")
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        waiting = Waiting(asyncio.get_running_loop().create_future(), connection)
        self._waiting.setdefault(parcel.id, []).append(waiting)
        started = time.monotonic()
        try:
            async with asyncio.timeout(self.ack_seconds):
                await connection.send_str(orjson.dumps(envelope(parcel)).decode())
                response = await waiting.answer
        except TimeoutError:
            self._overdue[parcel.id] = started
            return Answer(False, time.monotonic() - started, error="timeout")
        except ConnectionError:
            return Answer(False, time.monotonic() - started, error="connection_lost")
        finally:
            self._forget(parcel.id, waiting)
        return Answer(True, time.monotonic() - started, response)

    async def usable(self) -> None:
        """As soon as the app is connected."""
        await self.connected(1)

    async def connected(self, count: int) -> None:
        """As soon as there are this many connections."""
        async with self.came:
            await self.came.wait_for(lambda: len(self.connections) >= count)

    async def disconnect(self, reason: str, *, close: bool = True) -> None:
        """Tells every connection to go, as Slack does when it refreshes them, and closes it."""
        for connection in list(self.connections):
            with contextlib.suppress(ConnectionError):
                await connection.send_str(orjson.dumps(_farewell(reason)).decode())
                if close:
                    await connection.close()

    async def close(self) -> None:
        """Closes all connections properly."""
        for connection in list(self.connections):
            with contextlib.suppress(ConnectionError, TimeoutError):
                await connection.close()

    def cut(self) -> None:
        """Drops every connection without a word, as a lost network does."""
        for connection in list(self.connections):
            transport = self._transports.get(connection)
            if transport is not None:
                transport.abort()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The link that apps.connections.open names."""
        ticket = request.query.get("ticket", "")
        if self._moods.down or ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(ticket)
        connection = web.WebSocketResponse(timeout=1.0)
        await connection.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await connection.send_str(orjson.dumps(_farewell("too_many_websockets")).decode())
            await connection.close()
            return connection
        self._transports[connection] = request.transport  # to cut it without a closing word
        with contextlib.suppress(ConnectionError):
            await self._join(connection)
            try:
                await self._listen(connection)
            finally:
                self._leave(connection)
        return connection

    async def _join(self, connection: web.WebSocketResponse) -> None:
        hello = _hello(len(self.connections) + 1)
        await connection.send_str(orjson.dumps(hello).decode())
        async with self.came:
            self.connections.append(connection)
            self.came.notify_all()

    def _leave(self, connection: web.WebSocketResponse) -> None:
        self.connections.remove(connection)
        self._transports.pop(connection, None)
        for waiting in [each for group in self._waiting.values() for each in group]:
            if waiting.connection is connection and not waiting.answer.done():
                waiting.answer.set_exception(ConnectionError("the connection went away"))

    async def _listen(self, connection: web.WebSocketResponse) -> None:
        async for message in connection:
            if message.type == WSMsgType.TEXT:
                self._acknowledged(message.data)

    def _acknowledged(self, text: str) -> None:
        try:
            ack = orjson.loads(text)
            envelope_id = ack["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self._ledger.violation("unreadable_ack", f"not an acknowledgement: {text[:200]}")
            return
        for waiting in self._waiting.get(envelope_id, []):
            if not waiting.answer.done():
                waiting.answer.set_result(ack.get("payload"))
                return
        if envelope_id in self._overdue:
            late = time.monotonic() - self._overdue.pop(envelope_id)
            self._ledger.violation("late_ack", f"acknowledged after {late:.1f} s; {self.ack_seconds} s are allowed")

    def _forget(self, parcel_id: str, waiting: Waiting) -> None:
        if waiting.answer.done() and not waiting.answer.cancelled():
            waiting.answer.exception()
        group = self._waiting[parcel_id]
        group.remove(waiting)
        if not group:
            del self._waiting[parcel_id]


def envelope(parcel: Parcel) -> Json:
    """A parcel as Socket Mode sends it; the same parcel gives the same bytes."""
    shape: Json = {
        "envelope_id": parcel.id,
        "payload": parcel.payload,
        "type": parcel.kind,
        "accepts_response_payload": parcel.kind != "events_api",
    }
    if parcel.kind == "events_api":
        shape |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return shape


def _hello(count: int) -> Json:
    debug = {"host": "practice", "build_number": 1, "approximate_connection_time": CONNECTION_SECONDS}
    return {
        "type": "hello",
        "num_connections": count,
        "debug_info": debug,
        "connection_info": {"app_id": APP},
    }


def _farewell(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "practice"}}

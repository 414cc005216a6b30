"""Socket Mode: two connections to Slack, watched, and stopped only after what is in flight is answered."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any

from aiohttp import ClientConnectionError
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.metrics import Metrics
from bot.serving import ServingError, SlackAway
from bot.serving.dispatching import Dispatcher
from bot.serving.health import Health
from bot.serving.in_flight import InFlight
from bot.serving.tokens import Identity, identify, open_connection

PING_EVERY = 3.0  # seconds
DEAF_AFTER = 15.0  # seconds without a word from Slack, a pong included
CLOSE_WITHIN = 1.0  # seconds for the closing handshake, which a broken socket never answers
CONNECT_WITHIN = 10.0  # seconds, from asking for an address to Slack's hello
LONGEST_PAUSE = 15.0  # seconds between two tries to reconnect while Slack is away
GIVES_UP_AFTER = 20  # looks in a row at which no socket was up and none could be had: five to ten minutes

log = logging.getLogger(__name__)


class SocketService:
    """Slack's deliveries over `connections` sockets, each handed to Bolt and acknowledged when Bolt is done.

    With more than one, a socket that breaks leaves no moment in which nobody listens. `gives_up` is called once no
    socket could be had for GIVES_UP_AFTER looks in a row: a process that starts anew may find what this one does not.
    Others of so many `replicas` may have as many sockets each.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        health: Health,
        metrics: Metrics,
        *,
        web_client: AsyncWebClient | None = None,
        connections: int = 2,
        ping_every: float = PING_EVERY,
        deaf_after: float = DEAF_AFTER,
        gives_up: Callable[[], None] = lambda: None,
        replicas: int = 1,
    ) -> None:
        self._gives_up, self.gave_up = gives_up, False
        self._app_token, self._health, self._metrics = app_token, health, metrics
        self._dispatcher = Dispatcher(app, metrics)
        self._web_client = web_client or app.client
        self._expected = connections * replicas
        self._wanted, self._ping_every, self._deaf_after = connections, ping_every, deaf_after
        self._in_flight = InFlight()
        self._connections: list[_Connection] = []
        self._leaving: list[_Connection] = []
        self._watchdog: asyncio.Task[None] | None = None
        health.connections = lambda: self.connections

    @property
    def connections(self) -> int:
        """How many sockets are up."""
        return sum(connection.is_up() for connection in self._connections)

    @property
    def in_flight(self) -> int:
        """Deliveries being handled right now."""
        return self._in_flight.count

    async def start(self) -> Identity:
        """Tries both tokens, connects, and returns once every socket has had Slack's hello.

        Raises TokenRefused or SlackAway; nothing is left open then.
        """
        identity = await identify(self._web_client)
        try:
            for _ in range(self._wanted):
                self._connections.append(await self._connected())
        except ServingError:
            await self._close_all()
            raise
        self._warn_of_others()
        self._watchdog = asyncio.create_task(self._watch())
        self._health.serving = True
        return identity

    async def stop(self, grace: float = 8.0) -> None:
        """Takes nothing new, acknowledges what is in flight (for at most `grace` seconds), then closes."""
        self._health.serving = False
        if self._watchdog is not None:
            await _ended([self._watchdog])
        for connection in self._connections:
            connection.refuse_more()
        if not await self._in_flight.drained(grace):
            log.warning("Stopping with %d deliveries unanswered; Slack repeats its events.", self.in_flight)
        await self._close_all()

    async def _connected(self) -> "_Connection":
        connection = _Connection(
            self._app_token,
            self._web_client,
            self._ping_every,
            self._deaf_after,
            self._in_flight,
            self._handle,
        )
        try:
            async with asyncio.timeout(CONNECT_WITHIN):
                connection.wss_uri = await open_connection(self._web_client, self._app_token)
                await connection.connect()  # type: ignore[no-untyped-call]  # the SDK's
                await connection.greeted.wait()
        except TimeoutError:
            raise SlackAway(self._web_client.base_url, "no socket within 10 seconds") from None
        except ServingError:
            raise
        except Exception as error:  # whatever the SDK comes to at what is no socket of Slack's
            raise SlackAway(self._web_client.base_url, type(error).__name__) from error
        finally:
            if not connection.greeted.is_set():
                await connection.close()
        return connection

    async def _handle(self, connection: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        started = time.time()
        with self._metrics.handling():
            answer = await self._dispatcher.answered(request.payload)
        try:
            await send_async_response(connection, request, answer, started)
        except (ConnectionError, ClientConnectionError):
            # What was done is on disk; Slack brings an event again, and a person sees that the click failed.
            log.warning("A delivery was handled, but its connection broke before the acknowledgement.")
            self._metrics.delivery("unanswered")
            return
        self._metrics.delivery("acknowledged" if answer.status == 200 else "refused")

    def _warn_of_others(self) -> None:
        most = max((connection.slack_counts for connection in self._connections), default=0)
        if most > self._expected:
            log.warning(
                "Slack counts %d connections of this app, but at most %d are ours: another deployment may share "
                "the app token and take part of the deliveries. Give each deployment an app of its own.",
                most,
                self._expected,
            )

    async def _watch(self) -> None:
        """Replaces each connection that has heard nothing for too long; the SDK's own repair comes first.

        Nothing ends it but `stop`: what fails is logged and tried again, after a longer pause each time.
        """
        look_every, in_vain = self._deaf_after / 10, 0
        while True:
            await asyncio.sleep(min(LONGEST_PAUSE, look_every * 2 ** min(in_vain, 10)))
            failed = [place for place in range(len(self._connections)) if not await self._is_heard(place)]
            in_vain = 0 if self.connections else in_vain + bool(failed)
            if in_vain == GIVES_UP_AFTER and not self.gave_up:
                log.error("No connection to Slack could be had %d times in a row; scopebot stops.", in_vain)
                self.gave_up = True
                self._gives_up()

    async def _is_heard(self, place: int) -> bool:
        """Whether a connection is heard of, or another could be had in its place."""
        connection = self._connections[place]
        try:
            if connection.is_due():
                await self._replace(place, connection)
        except ServingError as error:
            log.error("The connection could not be replaced: %s", error)
        except Exception:
            log.exception("The connection could not be replaced.")
        else:
            return True
        return False

    async def _replace(self, place: int, deaf: "_Connection") -> None:
        log.warning("A connection to Slack has been silent for %.0f seconds; replacing it.", self._deaf_after)
        self._connections[place] = await self._connected()
        self._leaving.append(deaf)
        await deaf.close()
        self._leaving.remove(deaf)

    async def _close_all(self) -> None:
        """Closes every socket, also one whose replacement was interrupted half-way."""
        await asyncio.gather(*(connection.abandon() for connection in self._connections + self._leaving))
        self._connections.clear()
        self._leaving.clear()


Handler = Callable[[AsyncBaseSocketModeClient, SocketModeRequest], Awaitable[None]]


class _Connection(SocketModeClient):
    """One socket. What arrives is counted from the moment it is read to the moment it is answered."""

    def __init__(
        self,
        app_token: str,
        web_client: AsyncWebClient,
        ping_every: float,
        deaf_after: float,
        in_flight: InFlight,
        handle: Handler,
    ) -> None:
        super().__init__(app_token=app_token, web_client=web_client, ping_interval=ping_every)
        # The SDK would take a proxy from the environment even where the web client was told to use none.
        self.proxy = web_client.proxy
        self.socket_mode_request_listeners.append(handle)
        self.greeted = asyncio.Event()
        self.slack_counts = 0
        self._deaf_after = deaf_after
        self._in_flight = in_flight
        self._refuses = False
        self._pause = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_pong: float | None = None
        self._heard_at = self._tried_at = time.monotonic()

    def heard(self) -> None:
        """Notes a sign of life."""
        self._heard_at = time.monotonic()

    def is_due(self) -> bool:
        """Whether it is time to have another in its place; asked again as long after as it was silent at first."""
        now = time.monotonic()
        if self.silent_for() <= self._deaf_after or now - self._tried_at <= self._deaf_after:
            return False
        self._tried_at = now
        return True

    def silent_for(self) -> float:
        """Seconds since Slack last said anything."""
        if self.last_ping_pong_time not in (None, self._last_pong):
            self._last_pong = self.last_ping_pong_time
            self.heard()
        return time.monotonic() - self._heard_at

    def is_up(self) -> bool:
        """Whether deliveries can arrive here."""
        session = self.current_session
        is_open = session is not None and not session.closed and not self.closed
        return is_open and self.greeted.is_set() and self.silent_for() <= self._deaf_after

    def refuse_more(self) -> None:
        """From now on nothing is taken and nothing is repaired; what is unread is Slack's to deliver again.

        The socket is still read, so that Slack's pings are answered while slow handlers finish: Slack gives up
        a socket that does not answer, and the acknowledgements would be lost with it.
        """
        self._refuses = True
        self.default_auto_reconnect_enabled = False
        self.auto_reconnect_enabled = False

    async def issue_new_wss_url(self) -> str:
        """An address to connect to again; after each failure the next call waits longer before it asks."""
        await asyncio.sleep(self._pause)
        try:
            url = await open_connection(self.web_client, self.app_token)
        except ServingError:
            self._pause = min(LONGEST_PAUSE, self._pause * 2 or 1.0)
            raise
        self._pause = 0.0
        return url

    async def enqueue_message(self, message: str) -> None:
        """Handles a message in a task of its own; the SDK's queue would hide it from the count."""
        self.heard()
        if self._refuses:
            return
        read = _read(message)
        if read.get("type") == "hello":
            counted = read.get("num_connections")
            self.slack_counts = counted if isinstance(counted, int) else 0
            self.greeted.set()
        task = asyncio.create_task(self.run_message_listeners(read, message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if "envelope_id" in read:
            self._in_flight.begin()
            task.add_done_callback(lambda _: self._in_flight.end())

    async def close(self) -> None:
        """Closes the socket, politely for a second and then anyway; what it had taken goes on."""
        self.closed = True
        self.refuse_more()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN):
                await self.disconnect()  # type: ignore[no-untyped-call]  # the SDK's
        loops = (self.message_processor, self.current_session_monitor, self.message_receiver)
        await _ended(loop for loop in loops if loop is not None)
        await self.aiohttp_client_session.close()

    async def abandon(self) -> None:
        """Closes the socket and ends what it had taken."""
        await self.close()
        await _ended(self._tasks)


async def _ended(tasks: Iterable[asyncio.Future[Any]]) -> None:
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)


def _read(text: str) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(message, dict):
        return {}
    # The SDK raises at a payload that is a list, and the delivery would come again and again.
    return message | {"payload": message["payload"] if isinstance(message.get("payload"), dict) else {}}

"""HTTP mode: takes what Slack posts to /slack/events; nothing is parsed before its signature is checked."""

import asyncio
import hashlib
import hmac
import logging
import re
import time
from collections.abc import Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp

from bot.metrics import Metrics
from bot.serving.deliveries import Garbled, parsed
from bot.serving.dispatching import Dispatcher
from bot.serving.health import Health
from bot.serving.in_flight import InFlight
from bot.serving.site import Site

PATH = "/slack/events"
MOST_BYTES = 1024 * 1024
MOST_AGE = 300  # seconds, either way: the window Slack's page on verifying requests gives
WONDERS_EVERY = 3600.0  # seconds between two warnings that signatures do not match
READ_WITHIN = 5.0  # seconds; a body of Slack's arrives in one piece

_LIKE_SLACKS = re.compile(r"v0=[0-9a-f]{64}")

log = logging.getLogger(__name__)


class HttpService:
    """Slack's deliveries over HTTP, with /healthz on the same port.

    `seconds` is the wall clock, in seconds since 1970, that a request's age is judged by.
    """

    def __init__(
        self,
        app: AsyncApp,
        signing_secret: str,
        health: Health,
        metrics: Metrics,
        *,
        host: str,
        port: int,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        self._health, self._metrics, self._seconds = health, metrics, seconds
        self._dispatcher = Dispatcher(app, metrics)
        self._key = signing_secret.encode()
        self._in_flight = InFlight()
        self._wondered_at: float | None = None
        self._site = Site(self._application(), host, port)

    @property
    def port(self) -> int:
        """The port listened on."""
        return self._site.port

    @property
    def in_flight(self) -> int:
        """Deliveries being handled right now."""
        return self._in_flight.count

    async def start(self) -> None:
        """Listens; raises PortTaken where the address cannot be had."""
        await self._site.start()
        self._health.serving = True

    async def stop(self, grace: float = 8.0) -> None:
        """Takes nothing new, answers what is being handled (for at most `grace` seconds), then ends."""
        self._health.serving = False
        await self._site.close_door()
        if not await self._in_flight.drained(grace):
            log.warning("Stopping with %d deliveries unanswered; Slack repeats its events.", self.in_flight)
        await self._site.stop()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=MOST_BYTES)
        application.add_routes([web.post(PATH, self._receive), *self._health.for_anybody()])
        return application

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        if not self._health.serving:
            # A connection kept open from before; Slack repeats an event that gets this.
            return _refusal(503, "scopebot is stopping.")
        with self._in_flight.one(), self._metrics.handling():
            answer = await self._answer(request)
        self._metrics.delivery("acknowledged" if answer.status == 200 else "refused")
        return answer

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await _within_limits(request)
        if isinstance(body, web.Response):
            return body
        if not self._is_signed(request, body):
            self._wonder_about(request)
            return _refusal(401, "The request is not signed by Slack, or too long ago.")
        try:
            payload = parsed(body, request.content_type)
        except Garbled:
            return _refusal(400, "The request is not one of Slack's.")
        return await to_aiohttp_response(await self._dispatcher.answered(payload))

    def _is_signed(self, request: web.Request, body: bytes) -> bool:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not re.fullmatch(r"[0-9]{1,12}", stamp) or abs(self._seconds() - int(stamp)) > MOST_AGE:
            return False
        signed = hmac.new(self._key, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
        # As bytes: comparing text raises where somebody sends a signature that is not ASCII.
        return hmac.compare_digest(b"v0=" + signed.hexdigest().encode(), signature.encode("utf-8", "surrogateescape"))

    def _wonder_about(self, request: web.Request) -> None:
        """Says, rarely, that signatures do not match: Slack's own do not where the secret is wrong, or the clock.

        Anybody can send such a request, so that one line stands for all of them.
        """
        now = self._seconds()
        if not _LIKE_SLACKS.fullmatch(request.headers.get("X-Slack-Signature", "")):
            return
        if self._wondered_at is not None and now - self._wondered_at < WONDERS_EVERY:
            return
        self._wondered_at = now
        log.warning(
            "A delivery was refused: its signature does not fit SLACK_SIGNING_SECRET, or it is more than five minutes "
            "off this machine's clock. If nothing of Slack's arrives, copy the signing secret again from the app's "
            "page Basic Information. This is said once an hour at most."
        )


async def _within_limits(request: web.Request) -> bytes | web.Response:
    """The raw body, or the refusal of one that is too large or too slow; never reads past the limit."""
    if (request.content_length or 0) > MOST_BYTES:
        return _refusal(413, "The request is too large.")
    try:
        async with asyncio.timeout(READ_WITHIN):
            body = await _read(request)
    except TimeoutError:
        return _refusal(408, "The request took too long to arrive.")
    except (ConnectionError, web.RequestPayloadError):
        return _refusal(400, "The request broke off.")
    return body if len(body) <= MOST_BYTES else _refusal(413, "The request is too large.")


async def _read(request: web.Request) -> bytes:
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > MOST_BYTES:
            break
    return bytes(body)


def _refusal(status: int, sentence: str) -> web.Response:
    answer = web.Response(status=status, text=sentence)
    answer.force_close()  # what is left of the body is not worth reading
    return answer

"""Who may come in at an address, how long they may take to say what they want, and what the log says of them.

Anybody on the network can open a connection. aiohttp waits for the head of a request as long as it takes, opens as many
connections as there are descriptors, and writes an ERROR for each request it cannot read: here are the bounds.
"""

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

HEAD_WITHIN = 5.0  # seconds; a head of Slack's arrives in one piece
MOST_CONNECTIONS = 200
SAID_EVERY = 60.0  # seconds between two lines about requests that could not be read, or visitors there is no room for
FULL = "socket.accept() out of system resource"  # what asyncio says where there are no descriptors left

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Doorkeeper:
    """Makes the protocol of each connection; `middleware` tells it that a head has been read."""

    def __init__(self, made_by: Callable[[], asyncio.Protocol]) -> None:
        self._made_by = made_by
        self._visits: dict[asyncio.BaseProtocol, _Visit] = {}

    @property
    def inside(self) -> int:
        """How many connections there are."""
        return len(self._visits)

    def __call__(self) -> asyncio.Protocol:
        return _Visit(self._made_by(), self._visits)

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """While a request is answered, nobody dawdles."""
        visit = self._visits.get(request.protocol)
        if visit is not None:
            visit.was_asked()
        try:
            return await handler(request)
        finally:
            if visit is not None:
                visit.was_answered()


class _Visit(asyncio.Protocol):
    """One connection, from the first byte of each head to its last within HEAD_WITHIN."""

    def __init__(self, inner: asyncio.Protocol, visits: "dict[asyncio.BaseProtocol, _Visit]") -> None:
        self._inner, self._visits = inner, visits
        self._transport: asyncio.Transport | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._is_answering, self._is_known = False, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if len(self._visits) >= MOST_CONNECTIONS and not self._make_room():
            transport.abort()
            return
        self._transport = transport
        self._visits[self._inner] = self
        self._inner.connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        if self._transport is None:
            return
        if not self._is_answering:
            self._wait_for_head()
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received() if self._transport is not None else None

    def connection_lost(self, error: Exception | None) -> None:
        if self._transport is None:
            return
        self._stop_waiting()
        if self._visits.get(self._inner) is self:
            del self._visits[self._inner]
        self._inner.connection_lost(error)

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def was_asked(self) -> None:
        self._is_answering = True
        self._stop_waiting()

    def was_answered(self) -> None:
        self._is_answering, self._is_known = False, True

    def _make_room(self) -> bool:
        """Ends the connection that has been there longest without being answered just now, if there is one.

        Those that have not asked for anything yet go first, and of them the oldest: whoever comes to ask has done so
        within milliseconds, and among the newest is the one that Slack has just opened.
        """
        idle = [visit for visit in self._visits.values() if not visit._is_answering]
        if not idle:
            return False
        self._end(next((visit for visit in idle if not visit._is_known), idle[0]))
        return True

    def _end(self, idle: "_Visit") -> None:
        del self._visits[idle._inner]
        assert idle._transport is not None
        idle._transport.abort()

    def _wait_for_head(self) -> None:
        if self._patience is None and self._transport is not None:
            self._patience = asyncio.get_running_loop().call_later(HEAD_WITHIN, self._transport.abort)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


class _OnceInAWhile(logging.Filter, ABC):
    """Of what anybody can bring about, one line in SAID_EVERY seconds, with how often it came about."""

    said, level = "", logging.INFO

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._seconds = seconds
        self._said_at: float | None = None
        self._since = 0

    def filter(self, record: logging.LogRecord) -> bool:
        if not self.is_of_anybody(record):
            return True
        self._since += 1
        now = self._seconds()
        if self._said_at is not None and now - self._said_at < SAID_EVERY:
            return False
        record.msg, record.args = self.said, (self._since,)
        record.levelno, record.levelname = self.level, logging.getLevelName(self.level)
        record.exc_info = record.exc_text = None
        self._said_at, self._since = now, 0
        return record.levelno >= logging.getLogger(record.name).getEffectiveLevel()

    @abstractmethod
    def is_of_anybody(self, record: logging.LogRecord) -> bool:
        """Whether anybody at all can bring this line about."""


class Unreadable(_OnceInAWhile):
    """Of requests that are none, which anybody can send."""

    said = "%d requests could not be read; this is said once a minute at most."

    def is_of_anybody(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return isinstance(error, HttpProcessingError | ConnectionError)


class NoRoom(_OnceInAWhile):
    """Of connections that could not be taken, as this process may open no more files: asyncio has an ERROR for each."""

    said = (
        "Connections could not be taken (%d tries): this process may open no more files; whoever runs it raises the "
        "limit (ulimit -n). This is said once a minute at most."
    )
    level = logging.WARNING

    def is_of_anybody(self, record: logging.LogRecord) -> bool:
        return record.getMessage().startswith(FULL)


def visitors_log() -> Any:
    """The log that aiohttp writes to about an address of ours; what asyncio writes of it is bounded, too."""
    log = logging.getLogger("bot.serving.visitors")
    for each, kind in ((log, Unreadable), (logging.getLogger("asyncio"), NoRoom)):
        if not any(isinstance(one, kind) for one in each.filters):
            each.addFilter(kind())
    return log

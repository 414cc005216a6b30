"""Deliveries over HTTP: requests signed as Slack signs them, to the address the app listens at.

Several addresses stand for a balancer in front of as many replicas: each delivery goes to the next one, and where
nobody listens there to the one after it.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
import orjson

from practice.slack.ledger import Ledger
from practice.slack.moods import Moods
from practice.slack.wire.deliveries import Answer, Parcel

BETWEEN_LOOKS = 0.1


class HttpDeliveries:
    """Carries parcels as POSTs. A 2xx within the deadline is the acknowledgement, its body the response."""

    def __init__(self, deliver_to: str, signing_secret: str, ledger: Ledger, moods: Moods, ack_seconds: float) -> None:
        self._urls, self._secret = deliver_to.split(), signing_secret
        self._ledger, self._moods, self._ack_seconds = ledger, moods, ack_seconds
        self._session: aiohttp.ClientSession | None = None

    async def carry(self, parcel: Parcel) -> Answer:
        """One signed request. A status of 300 or more is an answer, and no acknowledgement."""
        body, content_type = encoded(parcel)
        headers = {"Content-Type": content_type, **signed(body, self._secret, int(time.time()))}
        if parcel.attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": _reason(parcel.reason)}
        if self._moods.down:
            return Answer(False, error="connection_failed")
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._ack_seconds), await self._post(body, headers) as response:
                answer = await response.read()
        except TimeoutError:
            self._ledger.violation("late_ack", f"{parcel.what} was not answered within {self._ack_seconds} s")
            return Answer(False, time.monotonic() - started, error="timeout")
        except aiohttp.ClientConnectorError:
            return Answer(False, time.monotonic() - started, error="connection_failed")
        except aiohttp.ClientError:
            return Answer(False, time.monotonic() - started, error="connection_lost")
        seconds = time.monotonic() - started
        if response.status >= 300:
            once = response.headers.get("X-Slack-No-Retry") == "1"
            return Answer(False, seconds, error=f"http_{response.status}", once=once)
        return Answer(True, seconds, _said(answer))

    async def usable(self) -> None:
        """Nobody tells when an address answers again: it is tried after a moment."""
        await asyncio.sleep(BETWEEN_LOOKS)

    async def close(self) -> None:
        """Closes the connections that are kept open."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, body: bytes, headers: dict[str, str]) -> aiohttp.ClientResponse:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        for left in reversed(range(len(self._urls))):
            self._urls.append(self._urls.pop(0))
            try:
                return await self._session.post(self._urls[-1], data=body, headers=headers)
            except aiohttp.ClientConnectorError:
                if not left:
                    raise
        raise ValueError("there is no address to deliver to")


def signed(body: bytes, secret: str, timestamp: int) -> dict[str, str]:
    """The two headers of a request from Slack: HMAC-SHA256 over `v0:timestamp:body`."""
    base = b"v0:%d:%s" % (timestamp, body)
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": signature}


def encoded(parcel: Parcel) -> tuple[bytes, str]:
    """The body and its content type: JSON for events, form fields for commands, `payload=` for interactions."""
    if parcel.kind == "events_api":
        return orjson.dumps(parcel.payload), "application/json"
    if parcel.kind == "slash_commands":
        return urlencode(parcel.payload).encode(), "application/x-www-form-urlencoded"
    form = {"payload": orjson.dumps(parcel.payload).decode()}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _reason(error: str) -> str:
    reasons = {"timeout": "http_timeout", "connection_failed": "connection_failed"}
    return reasons.get(error, "http_error" if error.startswith("http_") else "unknown_error")


def _said(body: bytes) -> Any:
    if not body:
        return None
    try:
        return orjson.loads(body)
    except ValueError:
        return {"text": body.decode(errors="replace")}

"""Delivers what happens to the app: events until they are acknowledged, interactions and commands once."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from practice.slack.ledger import Delivered, Ledger
from practice.slack.moods import Moods
from practice.slack.triggers import Triggers
from practice.slack.workspace import Json

NO_CONNECTION = ("no_connection", "connection_failed")
RETRIES_WITHIN = timedelta(hours=24)
"""How old an event may become while nobody is there to take it: Slack's Delayed Events try for a day."""


@dataclass(frozen=True)
class Parcel:
    """One thing to deliver: events_api, slash_commands or interactive. `id` is the envelope's, new for each retry."""

    kind: str
    payload: Json
    what: str
    id: str = field(default_factory=lambda: secrets.token_hex(12))
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Answer:
    """What became of one sending. `error` says why there was no acknowledgement.

    `once` is the app's wish not to hear of it again (`x-slack-no-retry: 1`).
    """

    acked: bool
    seconds: float = 0.0
    response: Any = None
    error: str | None = None
    once: bool = False


class Carrier(Protocol):
    """A way to the app. `usable` resolves when there may be somebody at the other end."""

    async def carry(self, parcel: Parcel) -> Answer:
        """One sending, to the acknowledgement or to what came instead of it."""

    async def usable(self) -> None:
        """Resolves once it is worth trying again."""


class Deliveries:
    """Events go in the background; `ask` waits for the answer. `in_flight` counts what is under way just now.

    An event that is not acknowledged comes again three times (docs.slack.dev/apis/events-api), after `retry_delays`:
    a minute and five there, much less here. Of an app that nobody reaches Slack promises less than happens here: the
    event waits until it is there again, for a day of the workspace's clock.
    """

    def __init__(
        self, carrier: Carrier, ledger: Ledger, moods: Moods, triggers: Triggers, retry_delays: Sequence[float]
    ) -> None:
        self.carrier = carrier
        self.in_flight = 0
        self._ledger, self._moods, self._triggers = ledger, moods, triggers
        self._delays = tuple(retry_delays)
        self._tasks: set[asyncio.Task[None]] = set()

    def tell(self, parcel: Parcel) -> None:
        """Delivers an event in the background, again where it is not acknowledged, and once somebody is there."""
        task = asyncio.create_task(self._until_acked(parcel))
        self.in_flight += 1
        self._tasks.add(task)
        task.add_done_callback(self._told)

    async def ask(self, parcel: Parcel) -> Answer:
        """Delivers a command, a click or a submission: once, whatever comes of it."""
        self.in_flight += 1
        try:
            return await self._send(parcel)
        finally:
            self.in_flight -= 1

    async def stop(self) -> None:
        """Gives up all events that are still under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _told(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.in_flight -= 1

    async def _until_acked(self, parcel: Parcel) -> None:
        delays, gives_up = list(self._delays), self._ledger.now() + RETRIES_WITHIN
        while True:
            answer = await self._send(parcel)
            if answer.once or (answer.acked and not (self._moods.deaf and parcel.attempt == 0)):
                return
            if answer.error in NO_CONNECTION:
                await self._until_somebody_is_there()
            elif not delays:
                return
            else:
                await asyncio.sleep(delays.pop(0))
            if self._ledger.now() > gives_up:
                return
            attempt = min(parcel.attempt + 1, len(self._delays))
            reason = "timeout" if answer.acked or answer.error == "timeout" else answer.error or "http_error"
            parcel = Parcel(parcel.kind, parcel.payload, parcel.what, attempt=attempt, reason=reason)

    async def _until_somebody_is_there(self) -> None:
        self.in_flight -= 1  # nothing moves until a connection comes: a quiet workspace is settled
        try:
            await self.carrier.usable()
        finally:
            self.in_flight += 1

    async def _send(self, parcel: Parcel) -> Answer:
        answer = await self._send_once(parcel)
        if answer.acked and self._moods.twice:
            trigger = self._triggers.of(str(parcel.payload.get("trigger_id")))
            if trigger:
                trigger.doubled = True
            await self._send_once(parcel)
        return answer

    async def _send_once(self, parcel: Parcel) -> Answer:
        delivery_id = str(parcel.payload.get("event_id") or parcel.id)
        record = Delivered(
            parcel.kind, parcel.what, delivery_id, parcel.attempt, self._ledger.now(), payload=parcel.payload
        )
        self._ledger.deliveries.append(record)
        answer = await self.carrier.carry(parcel)
        record.acked, record.seconds = answer.acked, answer.seconds
        record.response, record.error = answer.response, answer.error
        return answer

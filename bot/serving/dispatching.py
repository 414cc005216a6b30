"""From the door to Bolt: each delivery's outline is checked here, however it came, and not too many at once."""

import logging
import time
from collections.abc import Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.metrics import Metrics
from bot.serving.deliveries import Unread, outlined

BUSY = "busy"
"""What stands in Bolt's context where a delivery is to be turned away at once."""
MOST_AT_ONCE = 40
"""Deliveries, however quickly they are handled."""
ALWAYS_TAKEN, LONGEST_WAIT = 5, 1.0
"""So many deliveries are taken in any case. Beyond them none is taken that would wait longer than so many seconds for
those before it, at the pace they are handled in just now; Slack gives three."""
USUAL_GAP, FORGETS = 0.02, 0.2
"""Seconds from the end of one to the end of the next, until it is known better; and how quickly that is learned."""
SAID_EVERY = 60.0  # seconds between two lines about deliveries that were turned away

log = logging.getLogger(__name__)


class Dispatcher:
    """The app's answers, to so many deliveries at once; whoever comes beyond them is told to try again, at once.

    `seconds` is a clock that only runs forwards.
    """

    def __init__(self, app: AsyncApp, metrics: Metrics, seconds: Callable[[], float] = time.monotonic) -> None:
        self._app, self._metrics = app, metrics
        self._seconds, self._taken, self._turned_away = seconds, 0, 0
        self._gap, self._done_at = USUAL_GAP, seconds()
        self._said_at: float | None = None

    async def answered(self, payload: Any) -> BoltResponse:
        """The app's answer to a delivery, which never raises."""
        if self._is_full():
            self._note_turned_away()
            return await dispatched(self._app, payload, is_busy=True)
        if self._taken < ALWAYS_TAKEN:
            self._done_at = self._seconds()  # before, there was too little to do to tell a pace by
        self._taken += 1
        try:
            return await dispatched(self._app, payload)
        finally:
            self._taken -= 1
            self._note_done()

    def _is_full(self) -> bool:
        if self._taken >= MOST_AT_ONCE:
            return True
        gap = max(self._gap, self._seconds() - self._done_at)
        return self._taken >= ALWAYS_TAKEN and self._taken * gap > LONGEST_WAIT

    def _note_done(self) -> None:
        now = self._seconds()
        if self._taken >= ALWAYS_TAKEN:
            self._gap += (now - self._done_at - self._gap) * FORGETS
        self._done_at = now

    def _note_turned_away(self) -> None:
        self._metrics.delivery("turned_away")
        self._turned_away += 1
        now = self._seconds()
        if self._said_at is None or now - self._said_at >= SAID_EVERY:
            log.warning("%d deliveries were turned away: %d are being handled.", self._turned_away, self._taken)
            self._said_at, self._turned_away = now, 0


async def dispatched(app: AsyncApp, payload: Any, *, is_busy: bool = False) -> BoltResponse:
    """The app's answer to a delivery of Slack's; one that nobody can make anything of is acknowledged all the same.

    A refusal would bring an event three times more, and tell whoever pressed something that the app is broken.
    """
    try:
        body = outlined(payload)
    except Unread as unread:
        log.warning("A delivery of Slack's was acknowledged and left unread: %s.", unread)
        return BoltResponse(status=200)
    try:
        return await _by_bolt(app, body, is_busy=is_busy)
    except Exception:
        log.exception("A delivery of Slack's was acknowledged, and nothing came of it.")
        return BoltResponse(status=200)


async def _by_bolt(app: AsyncApp, body: dict[str, Any], *, is_busy: bool) -> BoltResponse:
    # In its HTTP mode Bolt parses the text again, and loses a slash command that has "payload" in its text;
    # in the other it takes the payload as it is. The mode decides only that and the verification, done before.
    request = AsyncBoltRequest(body=body, mode="socket_mode", context={BUSY: True} if is_busy else None)
    return await app.async_dispatch(request)

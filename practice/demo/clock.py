"""The clock of the practice workspace: it goes as all clocks go, and can be skipped ahead."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.slack.calls import SlackTrouble
from bot.store.errors import StoreError

STEP = timedelta(minutes=30)

log = logging.getLogger(__name__)


class DemoClock:
    """Starts at `begins`. What is skipped is never given back."""

    def __init__(self, begins: datetime, running: Callable[[], float] = time.monotonic) -> None:
        self._begins, self._running, self._started = begins, running, running()

    def __call__(self) -> datetime:
        gone = timedelta(seconds=self._running() - self._started)
        return (self._begins + gone).astimezone(UTC)

    def skip(self, by: timedelta) -> None:
        """From now on it is later by this much."""
        self._begins += by


class Skipping:
    """Skips ahead in steps, and rings whoever is due at each: a week has five mornings, not one."""

    def __init__(self, clock: DemoClock, ring: Callable[[], Awaitable[object]]) -> None:
        self._clock, self._ring = clock, ring

    async def skip(self, by: timedelta) -> None:
        """Where Slack cannot be reached the rest goes by in one step; the next look rings then."""
        while by > timedelta():
            step = min(STEP, by)
            self._clock.skip(step)
            by -= step
            try:
                await self._ring()
            except (SlackTrouble, StoreError) as trouble:
                log.warning("Reminders wait for the next look: %s.", trouble)
                self._clock.skip(by)
                return

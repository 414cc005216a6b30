"""Counts the deliveries being handled, so that stopping can wait for them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class InFlight:
    """How many deliveries are being handled right now."""

    def __init__(self) -> None:
        self.count = 0
        self._none_left = asyncio.Event()
        self._none_left.set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Counts one delivery from here to the end of the block, however it ends."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    def begin(self) -> None:
        """Counts one delivery more."""
        self.count += 1
        self._none_left.clear()

    def end(self) -> None:
        """Counts one delivery less; to be called once for each `begin`."""
        self.count -= 1
        if not self.count:
            self._none_left.set()

    async def drained(self, within: float) -> bool:
        """Waits until none is left, at most `within` seconds; False says that some were."""
        try:
            async with asyncio.timeout(within):
                await self._none_left.wait()
        except TimeoutError:
            return False
        return True

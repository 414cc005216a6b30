"""Work that is done to its end even where whoever waits for it is cancelled meanwhile."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")


async def seen_through(work: Coroutine[None, None, T]) -> T:
    """Does all of the work even when the caller is cancelled meanwhile; the cancellation follows then.

    A thread cannot be called off, nor a save that may have reached a server: letting go of the lock under it would let
    two saves of a scoping cross.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled from task.exception()
    return task.result()

"""Moves all that one store keeps into another, which is empty, and compares both before it counts."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

from bot.store.errors import NotMoved
from bot.store.folder_whole import folder_source, folder_target
from bot.store.opening import address_of
from bot.store.things import Source, Sums, Target, summed


async def move(source: str, target: str, now: datetime) -> Sums:
    """Moves what there is, but for backups, earlier versions and copies of what was damaged; what it was.

    Each is a folder, or a postgresql:// address. The source stays as it is, but for open pulses, which are kept in one
    place alone. Raises NotMoved, and what opening either raises; then nothing was changed.
    """
    async with _source(source, now) as giving:
        async with _target(target, now) as taking:
            sums = await summed(giving.things(), taking)
            others = sums.differing(await summed(taking.things()))
            if others:
                raise NotMoved(f"what was read back differs ({', '.join(others)})", "Look after the disk of either.")
        await giving.destroy_rounds()
    return sums


def is_database(place: str) -> bool:
    return "://" in place


def _source(place: str, now: datetime) -> AbstractAsyncContextManager[Source]:
    if not is_database(place):
        return folder_source(Path(place), now)
    address = address_of(place)
    from bot.store.postgres.whole import database_source

    return database_source(address)


def _target(place: str, now: datetime) -> AbstractAsyncContextManager[Target]:
    if not is_database(place):
        return folder_target(Path(place), now)
    address = address_of(place)
    from bot.store.postgres.whole import database_target

    return database_target(address)

"""Forks processes that save without a pause, kills each at a moment of its seed, and counts what was lost.

    python -m tests.bot.store.saving PLACE FIRST_SEED KILLS

The place is a folder, or the address of a database.

Prints JSON: kills, those that came in mid-save, saves reported, unreadable files, saves lost and saves nobody made.
It is a program of its own because only a process without threads may fork.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from bot.store import Store
from bot.store.errors import StoreError
from bot.store.opening import opened
from tests.bot.store.conftest import Clock, a_scoping

IDS = ("V1", "V2")


def main() -> None:
    place, first_seed, kills = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    counts = dict.fromkeys(("kills", "in_mid_save", "reported", "unreadable", "lost", "unmade"), 0)
    known = dict.fromkeys(IDS, 0)
    asyncio.run(_begin(place))
    for seed in range(first_seed, first_seed + kills):
        reported = _killed(place, random.Random(seed))
        counts["kills"] += 1
        counts["reported"] += len(reported)
        counts["in_mid_save"] += any(Path(place).glob(".*.unfinished"))
        known.update(reported)
        for what, number in asyncio.run(_checked(place, known)).items():
            counts[what] += number
    sys.stdout.write(json.dumps(counts))


def _opened(place: str) -> AbstractAsyncContextManager[Store]:
    return opened(Path(place), place if "://" in place else "", Clock())


async def _begin(place: str) -> None:
    async with _opened(place) as store:
        for id in IDS:
            await store.add(a_scoping(id, title="0", idea="x" * 20_000))


def _killed(place: str, chance: random.Random) -> list[tuple[str, int]]:
    """The saves, id and number, that a child said it had made before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        asyncio.run(_save_for_ever(place, writing))
    os.close(writing)
    first = os.read(reading, 1)
    if not first:
        sys.exit("The child ended before it was killed.")
    time.sleep(chance.uniform(0, 0.012))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        lines = (first + pipe.read()).decode().splitlines()
    return [(id, int(number)) for id, number in map(str.split, lines)]


async def _save_for_ever(place: str, report: int) -> None:
    async with _opened(place) as store:
        await asyncio.gather(*(_count_up(store, id, report) for id in IDS))


async def _count_up(store: Store, id: str, report: int) -> None:
    while True:
        async with store.edit(id, None) as scoping:
            scoping.title = str(int(scoping.title) + 1)
        os.write(report, f"{id} {scoping.title}\n".encode())


async def _checked(place: str, known: dict[str, int]) -> dict[str, int]:
    """Compares what is there with what is known to be saved, and takes over what is there."""
    try:
        async with _opened(place) as store:
            found = [await store.get(id) for id in IDS]
    except StoreError:
        return {"unreadable": 1}
    ahead = [int(scoping.title) - known[scoping.id] for scoping in found]
    known.update({scoping.id: int(scoping.title) for scoping in found})
    # The save under way when the kill came may be there, though nobody was told of it; no more than that one.
    return {"lost": sum(n < 0 for n in ahead), "unmade": sum(n > 1 for n in ahead)}


if __name__ == "__main__":
    main()

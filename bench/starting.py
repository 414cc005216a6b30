"""What a start costs with many scopings stored: python -m bench.starting [HOW_MANY].

Opens a folder three times: without summaries, as an earlier version or a copied folder leaves it; with them, as every
later start finds it; and with them after a crash in which a hundred scopings were saved later than they.
"""

import asyncio
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.store.tiny import TinyStore
from dialogs.scoping.scoping import start
from practice.rehearsal.processes import Bot, free_port, practice_slack

STORED, SAVED_LATER = 10_000, 100


def main() -> None:
    """Prints a table; asserts nothing."""
    stored = int(sys.argv[1]) if len(sys.argv) > 1 else STORED
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(_fill(folder, stored))
        kept = (folder / ".summaries").read_bytes()
        (folder / ".summaries").unlink()
        print(f"{stored} stored                              CPU s")
        print(f"without summaries                    {_opening(folder):7.2f}")
        print(f"with summaries                       {_opening(folder):7.2f}")
        asyncio.run(_edit(folder, min(stored, SAVED_LATER)))
        (folder / ".summaries").write_bytes(kept)
        print(f"with some saved after the summaries  {_opening(folder):7.2f}")


async def _fill(folder: Path, stored: int) -> None:
    store = TinyStore(folder)
    for number in range(stored):
        people = {"initiator": f"UI{number % 200}", "director": f"UD{number % 20}", "team": [f"UT{number % 500}"]}
        facts = {"team_id": "T1", "channel": f"C{number % 50}", "title": f"Scoping {number}", "idea": "Warn early."}
        await store.add(start(f"V{number}", now=datetime.now(UTC), **facts, **people))
    store.close()


async def _edit(folder: Path, how_many: int) -> None:
    store = TinyStore(folder)
    for number in range(how_many):
        async with store.edit(f"V{number}", None) as scoping:
            scoping.title += "!"
    store.close()


def _opening(folder: Path) -> float:
    """Seconds of this process's CPU until the store can be asked."""
    began = time.process_time()
    store = TinyStore(folder)
    took = time.process_time() - began
    store.close()
    return took


async def ready(starts: int = 3) -> None:
    """Prints how long `scopebot run` takes until it is ready: by the clock, and of the CPU."""
    async with practice_slack(None) as url:
        took = [await _start(url) for _ in range(starts)]
    seconds, cpu = (min(each) for each in zip(*took, strict=True))
    print(f"start-up to ready: {seconds:.2f} s, {cpu:.2f} s of it CPU (the best of {starts})")


async def _start(url: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        async with Bot(url, free_port(), Path(folder), http=False) as bot:
            began, before = time.monotonic(), os.times()
            await bot.start(datetime.now(UTC))
            took = time.monotonic() - began
            await bot.stop()
    after = os.times()
    return took, after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()

"""The lines between the bot and the rest of the world, and what happens to a bot that crosses one at a bad moment.

A crossing has a side and a name: "before chat.update", "after rename". Put in place in a forked child only.
"""

import asyncio
import os
import signal
import stat
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
from yarl import URL

from bot.store.safe_file import Disk

Crossing = Callable[[str], None]
AT_THE_START = frozenset({"auth.test", "apps.connections.open", "link"})
"""Crossings of every start. They are not counted, so that a short life still gets something done."""


@dataclass
class Fate:
    """Dies at the n-th crossing, or earlier at one of a kind at which nobody has died yet. Never, without `dies_at`.

    With `only`, no crossing but that one counts.
    """

    report: int
    dies_at: int | None = None
    died_at: frozenset[str] = frozenset()
    only: str = ""
    count: int = 0
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def cross(self, name: str) -> None:
        if self.dies_at is None or self.only not in ("", name):
            return
        with self._one_at_a_time:
            self.count += name.partition(" ")[2] not in AT_THE_START
            if self.count < self.dies_at and name in self.died_at:
                return
            os.write(self.report, f"{name}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


class CrossedDisk(Disk):
    """The disk, with a crossing on both sides of every call of a save; `slow` seconds for an fsync, or `failing`."""

    def __init__(self, cross: Crossing, slow: float = 0.0, failing: str = "") -> None:
        super().__init__()
        self._cross, self._slow, self._failing = cross, slow, failing

    def create(self, file: Path) -> int:
        return int(self._crossed("create", lambda: super(CrossedDisk, self).create(file)))

    def append(self, file: Path) -> int:
        return int(self._crossed("append", lambda: super(CrossedDisk, self).append(file)))

    def write(self, descriptor: int, content: memoryview) -> int:
        return int(self._crossed("write", lambda: super(CrossedDisk, self).write(descriptor, content)))

    def fsync(self, descriptor: int) -> None:
        name = "sync_folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync_file"
        time.sleep(self._slow)
        self._crossed(name, lambda: super(CrossedDisk, self).fsync(descriptor))

    def rename(self, file: Path, to: Path) -> None:
        self._crossed("rename", lambda: super(CrossedDisk, self).rename(file, to))

    def _crossed(self, name: str, call: Callable[[], Any]) -> Any:
        if name == self._failing:
            raise OSError(5, os.strerror(5))
        self._cross(f"before {name}")
        done = call()
        self._cross(f"after {name}")
        return done


def watch_the_wire(cross: Crossing) -> None:
    """A crossing on both sides of every request and every acknowledgement of this process, from now on."""
    request, send = aiohttp.ClientSession._request, aiohttp.ClientWebSocketResponse.send_str

    async def crossed_request(session: Any, method: str, url: Any, **more: Any) -> Any:
        name = _named(URL(url))
        cross(f"before {name}")
        answer = await request(session, method, url, **more)
        cross(f"after {name}")
        return answer

    async def crossed_send(socket: Any, *words: Any, **more: Any) -> None:
        cross("before ack")
        await send(socket, *words, **more)
        await asyncio.sleep(0)
        cross("after ack")

    aiohttp.ClientSession._request = crossed_request  # type: ignore[method-assign,assignment]
    aiohttp.ClientWebSocketResponse.send_str = crossed_send  # type: ignore[method-assign,assignment]


def watch_the_database(cross: Crossing) -> None:
    """A crossing on both sides of every statement of this process that changes something or is about a change."""
    execute = psycopg.AsyncConnection.execute

    async def crossed_execute(connection: Any, query: str | bytes, *values: Any, **more: Any) -> Any:
        statement = query.decode() if isinstance(query, bytes) else query
        name = _STATEMENTS.get(next(iter(statement.split()), ""), "")
        if name:
            cross(f"before {name}")
        answer = await execute(connection, query, *values, **more)
        if name:
            cross(f"after {name}")
        return answer

    psycopg.AsyncConnection.execute = crossed_execute  # type: ignore[method-assign,assignment]


_STATEMENTS = {"BEGIN": "begin", "INSERT": "insert", "UPDATE": "update", "WITH": "update", "COMMIT": "commit"}


def _named(url: URL) -> str:
    """The method of the Web API; for other addresses, what they are for: link, upload."""
    return url.parts[2] if url.parts[1] == "api" else url.parts[1]

"""The practice Slack and the bots that live and die against it, each a process of its own."""

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from inspect import isawaitable
from pathlib import Path
from typing import Any

import psycopg

from bot.store.records import parsed_beside_a_later
from dialogs.scoping.scoping import Scoping
from tests.crash.launcher import Life

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "manifest.yml"
LOOK_EVERY = 0.02
IMPORTED_WITHIN = 60.0
"""Seconds, on a machine whose every core is wanted by several."""


async def until(holds: Callable[[], bool | Awaitable[bool]], seconds: float = 60.0) -> None:
    """Looks again and again until something holds: another process has no event of ours to set."""
    for _ in range(int(seconds / LOOK_EVERY)):
        found = holds()
        if await found if isawaitable(found) else found:
            return
        await asyncio.sleep(LOOK_EVERY)
    raise AssertionError(f"it did not come about within {seconds} s")


class Bots:
    """One bot after the other in one folder or at one database. `keep_alive` starts the next as soon as one died."""

    def __init__(self, url: str, folder: Path, launcher: asyncio.subprocess.Process, database: str) -> None:
        self.folder, self.log, self.database = folder / "data", folder / "bot.log", database
        self.died_at: Counter[str] = Counter()
        self.pid, self._starts = 0, 0
        self._url, self._launcher = url, launcher
        self._began, self._loop = _monday_afternoon(), asyncio.get_running_loop()
        self._began_at = self._loop.time()

    @property
    def kills(self) -> int:
        return self.died_at.total()

    def now(self) -> datetime:
        """What the bot's clock shows. It begins on a Monday afternoon, when everybody is at work."""
        return self._began + timedelta(seconds=self._loop.time() - self._began_at)

    def skip(self, **delta: float) -> None:
        """Moves the clock of all bots started from now on."""
        self._began += timedelta(**delta)

    async def start(self, env: dict[str, str] | None = None, **life: Any) -> None:
        settings = {
            "SLACK_BOT_TOKEN": "xoxb-practice",
            "SLACK_APP_TOKEN": "xapp-practice",
            "SLACK_SIGNING_SECRET": "practice-signing-secret",
            "SLACK_API_URL": f"{self._url}/api/",
            "SCOPEBOT_DATA": str(self.folder),
            "SCOPEBOT_STORE": self.database,
            "SCOPEBOT_NOW": self.now().isoformat(),
            "SCOPEBOT_PORT": "0",
            "SCOPEBOT_TICK": "0.1",
            "SCOPEBOT_CARD_DELAY": "0.05",
            "SCOPEBOT_POST_PAUSE": "0",
        }
        whole = Life(env=settings | (env or {}), log=str(self.log), **life)
        assert self._launcher.stdin is not None
        self._launcher.stdin.write(json.dumps(asdict(whole)).encode() + b"\n")
        self.pid = (await self._said())["pid"]
        self._starts += 1

    async def gone(self) -> int:
        """The exit code, once it is gone; where it killed itself, that is counted."""
        facts = await self._said()
        self.pid = 0
        if facts["code"] == -signal.SIGKILL:
            self.died_at[facts["at"] or "anywhere"] += 1
        return int(facts["code"])

    def send(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """Kills the present one from outside, wherever it is."""
        if self.pid:
            with suppress(ProcessLookupError):  # it has just died of itself
                self.send(signal.SIGKILL)

    async def stop(self) -> int:
        self.send(signal.SIGTERM)
        return await self.gone()

    async def keep_alive(self, fates: Callable[[], dict[str, Any]], is_over: asyncio.Event) -> None:
        """Life after life until it is over; one more, without a fate, is left running."""
        while not is_over.is_set():
            await self.start(**fates())
            dying, end = asyncio.create_task(self.gone()), asyncio.create_task(is_over.wait())
            await asyncio.wait({dying, end}, return_when=asyncio.FIRST_COMPLETED)
            end.cancel()
            self.kill()
            code = await dying
            assert code == -signal.SIGKILL, f"a bot ended with {code}:\n{self.last_words()}"
        await self.start()

    async def in_line(self) -> None:
        """Waits until every scoping says that its thread shows all of it."""
        await until(lambda: all(scoping.shown_seq == scoping.seq for scoping in self.scopings().values()))

    async def ready(self, within: float = IMPORTED_WITHIN) -> None:
        """Waits until the bot started last says that it is."""
        await until(lambda: self._log().count("scopebot is ready") == self._starts, within)

    def scopings(self) -> dict[str, Scoping]:
        """What is kept, by id, read past the store: a bot may be at work with it."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                rows = connection.execute("SELECT id, document FROM scoping").fetchall()
            return {id: parsed_beside_a_later(id, document)[0] for id, document in rows}
        return {file.stem: _document(file) for file in self.folder.glob("*.json")}

    def last_words(self) -> str:
        return self._log()[-3000:]

    def _log(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    async def _said(self) -> dict[str, Any]:
        assert self._launcher.stdout is not None
        line = await self._launcher.stdout.readline()
        assert line, "the launcher is gone"
        return dict(json.loads(line))


@asynccontextmanager
async def bots(url: str, folder: Path, database: str = "") -> AsyncIterator[Bots]:
    """The warm parent, and at the end the end of its last bot."""
    async with _process("tests.crash.launcher", takes=True) as launcher:
        family = Bots(url, folder, launcher, database)
        try:
            yield family
        finally:
            if family.pid:
                family.send(signal.SIGKILL)
            assert launcher.stdin is not None
            launcher.stdin.close()


def practice_process(*arguments: str) -> AbstractAsyncContextManager[str]:
    """The address of a practice Slack in a process of its own, which no bot's death touches."""
    return process_of("practice", "--manifest", str(MANIFEST), *arguments)


@asynccontextmanager
async def process_of(module: str, *arguments: str) -> AsyncIterator[str]:
    """The same for a module that says its address as `python -m practice` does."""
    async with _process(module, *arguments) as process:
        assert process.stdout is not None
        try:
            ready = json.loads(await asyncio.wait_for(process.stdout.readline(), IMPORTED_WITHIN))
            yield ready["url"]
        finally:
            process.terminate()


@asynccontextmanager
async def _process(module: str, *arguments: str, takes: bool = False) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        stdin=asyncio.subprocess.PIPE if takes else None,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
    )
    try:
        yield process
    finally:
        await process.communicate()


def _document(file: Path) -> Scoping:
    (row,) = json.loads(file.read_bytes())["_default"].values()
    return Scoping.model_validate(row)


def _monday_afternoon() -> datetime:
    """Long ago, so that no scoping begins after the first message of it, however many weeks are skipped."""
    today = datetime.now(UTC).replace(hour=14, minute=5, second=0, microsecond=0)
    return today - timedelta(days=today.weekday() + 7 * 20)

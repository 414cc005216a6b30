"""The two processes of a rehearsal: the stand-in for Slack, and the real bot, which may be started again."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import aiohttp
import orjson

import bot
from bot.packaged import packaged
from practice.rehearsal.case import NotAsWritten
from practice.slack.server import SIGNING_SECRET

STARTS_WITHIN, STOPS_WITHIN = 30.0, 12.0
HERE = Path(bot.__file__).parent
_OURS = ("SLACK_", "SCOPEBOT_")
_COUNTERS = ("saves_total", "fsyncs_total", "changes_saved_total", "threads_behind")
_REST = 0.05


@dataclass(frozen=True)
class Counted:
    """What the bot has counted about itself since it started."""

    saves: int = 0
    fsyncs: int = 0
    changes: int = 0
    behind: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.saves + other.saves, self.fsyncs + other.fsyncs, self.changes + other.changes, other.behind)


@asynccontextmanager
async def practice_slack(deliver_to: str | None) -> AsyncIterator[str]:
    """The stand-in as a process of its own; its address."""
    command = [sys.executable, "-m", "practice.rehearsal.slack", "--manifest", str(packaged("manifest.yml"))]
    if deliver_to:
        command += ["--deliver-to", deliver_to]
    process = await asyncio.create_subprocess_exec(
        *command,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_env({}),
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), STARTS_WITHIN)
        if not line:
            raise NotAsWritten("the stand-in for Slack did not start; `python -m practice` shows why")
        yield str(orjson.loads(line)["url"])
    except TimeoutError:
        raise NotAsWritten(f"the stand-in for Slack was not ready within {STARTS_WITHIN:.0f} s") from None
    finally:
        await _stopped(process)


class Bot:
    """`scopebot run` against the stand-in. Its folder outlives it, so that it goes on where it was."""

    def __init__(self, slack: str, port: int, folder: Path, *, http: bool) -> None:
        self._slack, self._port, self._folder, self._http = slack, port, folder, http
        self._metrics_port = free_port()
        self._process: asyncio.subprocess.Process | None = None
        self._before = Counted()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5))

    @property
    def data(self) -> Path:
        """Where the bot keeps its scopings."""
        return self._folder / "data"

    @property
    def log(self) -> Path:
        """Everything it logs, over all its starts."""
        return self._folder / "scopebot.log"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._process and self._process.returncode is None:
            await _stopped(self._process)
        await self._session.close()

    async def start(self, now: datetime) -> None:
        """Starts it with its clock at `now`, and waits until it is ready. Raises NotAsWritten."""
        command = [sys.executable, "-m", "bot", "run", "--port", str(self._port)] + (["--http"] if self._http else [])
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, stdout=log, stderr=log, env=_env(self._settings(now)), start_new_session=True
            )
        try:
            async with asyncio.timeout(STARTS_WITHIN):
                while not await self._is_ready():
                    if self._process.returncode is not None:
                        raise NotAsWritten(f"scopebot did not start: {self.last_words()}")
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise NotAsWritten(f"scopebot was not ready within {STARTS_WITHIN:.0f} s: {self.last_words()}") from None

    async def stop(self) -> None:
        """SIGTERM, and the end it must come to by itself. Raises NotAsWritten."""
        self._before = await self.counted()
        assert self._process is not None
        code = await _stopped(self._process)
        if code != 0:
            raise NotAsWritten(f"scopebot did not stop as it should (code {code}): {self.last_words()}")

    async def counted(self) -> Counted:
        """Saves and fsyncs since the rehearsal began, how many of the saves were changes, and the scopings Slack does
        not show in full yet."""
        async with self._session.get(f"http://127.0.0.1:{self._metrics_port}/metrics") as page:
            numbers = dict(re.findall(r"^scopebot_(\w+) (\S+)$", await page.text(), re.M))
        return self._before + Counted(*(int(float(numbers.get(name, 0))) for name in _COUNTERS))

    async def counted_at_rest(self) -> Counted:
        """The same once no save is under way: a page in the midst of one has fsyncs of it, but not yet the save."""
        before, counts = None, await self.counted()
        while before != counts:
            await asyncio.sleep(_REST)
            before, counts = counts, await self.counted()
        return counts

    async def is_behind(self) -> bool:
        """Whether it has something to show that Slack does not show yet. Raises NotAsWritten where it is gone."""
        try:
            return (await self.counted()).behind > 0
        except aiohttp.ClientError:
            raise NotAsWritten(f"scopebot is not there any more: {self.last_words()}") from None

    def last_words(self) -> str:
        """The last line it logged, for whoever has to say why it is gone."""
        lines = self.log.read_text("utf-8", "replace").strip().splitlines() if self.log.exists() else []
        return lines[-1] if lines else "it said nothing"

    async def _is_ready(self) -> bool:
        try:
            async with self._session.get(f"http://127.0.0.1:{self._port}/healthz") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    def _settings(self, now: datetime) -> Mapping[str, str]:
        return {
            "SLACK_BOT_TOKEN": "xoxb-practice",
            "SLACK_APP_TOKEN": "xapp-practice",
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": f"{self._slack}/api/",
            "SCOPEBOT_DATA": str(self.data),
            "SCOPEBOT_HOST": "127.0.0.1",
            "SCOPEBOT_CARD_DELAY": "0",
            "SCOPEBOT_METRICS_PORT": str(self._metrics_port),
            "SCOPEBOT_POST_PAUSE": "0",
            "SCOPEBOT_TICK": "3600",
            "SCOPEBOT_NOW": now.isoformat(),
        }


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def _stopped(process: asyncio.subprocess.Process) -> int:
    """SIGTERM; SIGKILL where that is not heard in time. The exit code."""
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOPS_WITHIN)
        except TimeoutError:
            process.kill()
            await process.wait()
    return process.returncode if process.returncode is not None else -1


def _env(own: Mapping[str, str]) -> dict[str, str]:
    """The environment without settings of a real installation, and with this very package in the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    path = os.pathsep.join(filter(None, [str(HERE.parent), kept.get("PYTHONPATH", "")]))
    return kept | {"PYTHONPATH": path} | dict(own)

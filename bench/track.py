"""A track played answer by answer against the practice Slack, and what each answer took."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from practice.slack.server import Practice

WINDOWS = ("views.open", "views.push", "views.update")
Json = dict[str, Any]


@dataclass
class Took:
    """What one answer took: milliseconds of the process's CPU, saves and fsyncs; and what went to and fro for it."""

    cpu: float
    saves: int = 0
    fsyncs: int = 0
    deliveries: list[Json] = field(default_factory=list)


class Bot:
    """One of bench.bots as a process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    @asynccontextmanager
    async def started(cls, *arguments: str) -> AsyncIterator[Bot]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bench.bots", *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        bot = cls(process)
        await bot._heard()
        try:
            yield bot
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    async def counted(self) -> Json:
        """What it has spent, once nothing is left to do."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        return await self._heard()

    async def resident(self) -> float:
        """What it holds in memory, in MiB."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"memory\n")
        return float((await self._heard())["mib"])

    async def settled(self) -> None:
        await self.counted()

    async def _heard(self) -> Json:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        assert line, "the bot is gone"
        return dict(json.loads(line))


class Watch:
    """Counts what each answer took, and keeps what was delivered and called for it."""

    def __init__(self, practice: Practice, bot: Bot, settle: Callable[[], Awaitable[None]]) -> None:
        self._practice, self._bot, self._settle = practice, bot, settle
        self.answers: list[Took] = []

    async def of(self, answering: Awaitable[object]) -> None:
        await self._settle()
        ledger = self._practice.ledger
        delivered, called, before = len(ledger.deliveries), len(ledger.calls), await self._bot.counted()
        await answering
        await self._settle()
        after = await self._bot.counted()
        spent = {name: after[name] - before[name] for name in ("cpu", "saves", "fsyncs")}
        steps = _steps(ledger.deliveries[delivered:], ledger.calls[called:])
        self.answers.append(Took(spent["cpu"], int(spent["saves"]), int(spent["fsyncs"]), steps))


def _steps(deliveries: list[Any], calls: list[Any]) -> list[Json]:
    """The deliveries in their order; with each window's press its window, and with its sending in all the rest."""
    windows = [_call(call) for call in calls if call.method in WINDOWS]
    others = [_call(call) for call in calls if call.method not in WINDOWS]
    steps = [{"kind": one.kind, "payload": one.payload, "response": one.response} for one in deliveries]
    interactions = [step for step in steps if step["kind"] == "interactive"]
    for step in interactions:
        press = step["payload"]["type"] == "block_actions"
        step |= {"before": [windows.pop(0)] if press and windows else [], "after": []}
    interactions[-1]["after"] = others
    return steps


def _call(call: Any) -> Json:
    return {"method": call.method, "sent": call.sent}

"""The two bots as processes of their own, so that nothing is counted but what they do: ours, and a bare one.

    python -m bench.bots ours  URL FOLDER pictures|words
    python -m bench.bots bare  URL SCRIPT

Each serves over Socket Mode and answers each line it reads with one line of JSON once nothing is left to do: what it
has spent of the CPU so far, in all its threads; and, asked for it, what it holds in memory. It ends when nothing more
can be read.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bench import NOW
from bot import pictures
from bot.app import build_app, web_client
from bot.curves import fitted_apart
from bot.metrics import Metrics
from bot.ready import spare_the_collector
from bot.serving.health import Health
from bot.serving.socket_mode import SocketService
from bot.serving.tokens import identify
from bot.store.tiny import TinyStore

FLUSH_AFTER = 0.05
"""Seconds until it is written down what Slack shows: of each answer, as with people, who take longer than two."""
ANYTHING = re.compile(".*")
MEMORY = b"memory"
"""The line that asks for it; looking takes a part of a millisecond, which no answer is to be charged with."""
Count = dict[str, float]


async def ours(url: str, folder: str, shows: str) -> None:
    """scopebot, its card shown at once, so that no answer's edits are merged with those of the next."""
    if shows == "words":
        pictures.available = lambda: False
    store, metrics = TinyStore(Path(folder), clock=lambda: NOW), Metrics()
    async with aiohttp.ClientSession() as session:
        client = web_client("xoxb-practice", f"{url}/api/", session)
        identity = await identify(client)
        given: dict[str, Any] = {"tick": 3600, "card_delay": 0, "flush_after": FLUSH_AFTER}
        application = build_app(store, client, identity, clock=lambda: NOW, metrics=metrics, **given)
        service = SocketService(application.bolt, "xapp-practice", Health("socket", metrics), metrics, connections=1)
        await application.start()
        await service.start()
        await application.warm_up()
        spare_the_collector()

        async def settled() -> Count:
            await application.context.settled()
            await application.threads.settled()
            return {"saves": store.saves, "fsyncs": store.fsyncs}

        await _serve(settled)
        await service.stop()
        await application.stop()
    store.close()


async def bare(url: str, script: str) -> None:
    """Bolt, tuned as ours is, that does for each delivery the calls which ours made for it, and nothing else."""
    steps = _steps(script)
    running: set[asyncio.Task[None]] = set()
    async with aiohttp.ClientSession() as session:
        client = web_client("xoxb-practice", f"{url}/api/", session)

        async def authorize(**_: object) -> AuthorizeResult:
            return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U1", bot_token="xoxb-practice")

        app = AsyncApp(client=client, authorize=authorize, process_before_response=True)

        async def make(calls: list[dict[str, Any]]) -> None:
            for call in calls:
                await client.api_call(call["method"], json=call["sent"])

        async def interaction() -> BoltResponse:
            step = next(steps)
            await make(step["before"])
            task = asyncio.create_task(make(step["after"]))
            running.add(task)
            task.add_done_callback(running.discard)
            return BoltResponse(status=200, body=step["response"] or "")

        app.action({"action_id": ANYTHING})(interaction)
        app.view(ANYTHING)(interaction)
        app.event("message")(_nothing)
        handler = AsyncSocketModeHandler(app, "xapp-practice", web_client=client)
        await handler.connect_async()
        spare_the_collector()

        async def settled() -> Count:
            while running:
                await asyncio.wait(running)
            return {}

        await _serve(settled)
        await handler.close_async()


def _steps(script: str) -> Iterator[Any]:
    return iter(json.loads(Path(script).read_text()))


async def _nothing() -> None:
    """An event that is only acknowledged."""


async def _serve(settled: Callable[[], Awaitable[Count]]) -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    _say({"ready": 1})
    async for line in reader:
        counted = await settled()
        held = {"mib": _resident()} if line.strip() == MEMORY else {}
        _say({**counted, "cpu": time.process_time() * 1000, **held})


def _resident() -> float:
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmRSS"].split()[0]) / 1024


def _say(what: Count) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    which, *given = sys.argv[1:]
    with fitted_apart():
        asyncio.run({"ours": ours, "bare": bare}[which](*given))

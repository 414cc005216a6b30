"""The real bot in the same process as the practice Slack, over Socket Mode; only its clock is not its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp

from bot.app import Application, build_app, web_client
from bot.metrics import Metrics
from bot.serving.health import Health
from bot.serving.socket_mode import SocketService
from bot.serving.tokens import identify
from bot.store.tiny import TinyStore
from practice.slack.server import Practice
from practice.slack.workspace import Clock

TICK = 20.0
CARD_DELAY = 0.3


@asynccontextmanager
async def attached(practice: Practice, folder: Path, clock: Clock) -> AsyncIterator[Application]:
    """Ready when entered, and stopped with everything saved when left. Raises StoreError and ServingError."""
    metrics = Metrics()
    async with AsyncExitStack() as running:
        store = TinyStore(folder, clock=clock)
        running.callback(store.close)
        session = await running.enter_async_context(aiohttp.ClientSession())
        client = web_client("xoxb-practice", practice.api_url, session)
        identity = await identify(client)
        application = build_app(
            store,
            client,
            identity,
            clock=clock,
            metrics=metrics,
            tick=TICK,
            card_delay=CARD_DELAY,
            flush_after=CARD_DELAY,
        )
        service = SocketService(application.bolt, "xapp-practice", Health("socket", metrics), metrics)
        await application.start()
        running.push_async_callback(application.stop)
        running.push_async_callback(application.context.stop)
        await service.start()
        running.push_async_callback(service.stop)
        application.warm_up()
        yield application

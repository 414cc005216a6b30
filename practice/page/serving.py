"""Serves the page on a socket, in the loop of the practice Slack and the bot, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import uvicorn
from fastapi import FastAPI, Query, Response
from nicegui import ui

from practice.page.files import OPENED, suffix
from practice.page.guard import Guard
from practice.page.house import House
from practice.page.tab import Tab, View

STYLE = Path(__file__).with_name("page.css")
ICON = "💬"
GREEN = "#1f6f5c"
GRACE = 1
ALONE = {
    "Content-Security-Policy": "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    "X-Content-Type-Options": "nosniff",
}
"""A file is shown by itself: nothing in it runs, loads anything, or sees the page it was opened from."""


class _Server(uvicorn.Server):
    """Leaves signals to whoever runs the loop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(house: House, bound: socket.socket, token: str | None, ready: Callable[[], None]) -> None:
    """Until SIGINT or SIGTERM; `ready` is called once the page can be opened."""
    config = uvicorn.Config(
        Guard(_app(house), token), log_level="error", access_log=False, timeout_graceful_shutdown=GRACE, lifespan="on"
    )
    server = _Server(config)
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, setattr, server, "should_exit", True)
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.02)
    if server.started:
        ready()
    await serving


def _app(house: House) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @app.get("/shared/{file_id}")
    def shared(file_id: str) -> Response:
        stored = house.workspace.files.get(file_id)
        if stored is None or stored.content is None or stored.deleted:
            return Response(status_code=404)
        kind = OPENED.get(suffix(stored), "text/plain; charset=utf-8")
        return Response(stored.content, media_type=kind, headers=ALONE)

    @ui.page("/", title="Practice Slack")
    def page(who: Annotated[str, Query(alias="as")] = "", at: str = "", home: bool = False, thread: str = "") -> None:
        ui.add_css(STYLE.read_text("utf-8"))
        ui.colors(primary=GREEN)
        ui.add_head_html('<base target="_blank">')
        Tab(house, View(who, at, home, thread)).build()

    ui.run_with(
        app,
        title="Practice Slack",
        favicon=ICON,
        language="en-GB",
        tailwind=False,
        binding_refresh_interval=None,
        reconnect_timeout=10,
        message_history_length=200,
        show_welcome_message=False,
    )
    return app

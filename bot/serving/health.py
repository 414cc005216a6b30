"""/healthz and /metrics: whether deliveries can arrive and be kept, and what was counted so far."""

from collections.abc import Callable
from typing import Literal

from aiohttp import web

from bot.metrics import CONTENT_TYPE, Metrics
from bot.serving.site import Site

Mode = Literal["socket", "http"]


class Health:
    """Answers how this process is; a service sets `serving` and, in Socket Mode, `connections`.

    `trouble` returns a sentence where something else is wrong (the disk, a refused token), else None.
    """

    def __init__(self, mode: Mode, metrics: Metrics, trouble: Callable[[], str | None] = lambda: None) -> None:
        self.mode = mode
        self.serving = False
        self.connections: Callable[[], int] = lambda: 0
        self._metrics = metrics
        self._trouble = trouble

    def routes(self) -> list[web.RouteDef]:
        """The two pages, for whichever server there is."""
        return [web.get("/healthz", self._healthz), web.get("/metrics", self._show_metrics)]

    def wrong(self) -> str | None:
        """The first thing that is wrong, as a sentence; None where all is well."""
        if not self.serving:
            return "scopebot is starting or stopping."
        if self.mode == "socket" and not self.connections():
            return "No connection to Slack is up; scopebot keeps trying."
        return self._trouble()

    async def _healthz(self, request: web.Request) -> web.Response:
        wrong = self.wrong()
        body = {"status": "ok" if wrong is None else "trouble", "mode": self.mode}
        says = {} if wrong is None else {"says": wrong}
        return web.json_response(
            {**body, "connections": self.connections(), **says}, status=200 if wrong is None else 503
        )

    async def _show_metrics(self, request: web.Request) -> web.Response:
        return web.Response(body=self._metrics.page(), headers={"Content-Type": CONTENT_TYPE})


def health_site(health: Health, host: str, port: int) -> Site:
    """The two pages on an address of their own: what Socket Mode needs."""
    application = web.Application()
    application.add_routes(health.routes())
    return Site(application, host, port)

"""Whether deliveries can arrive and be kept: yes or no for anybody, why and what was counted on a port of its own."""

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

    def for_anybody(self) -> list[web.RouteDef]:
        """/healthz, for whichever server there is."""
        return [web.get("/healthz", self._healthz)]

    def for_us(self) -> list[web.RouteDef]:
        """/metrics, and /readyz, which says what is wrong: not for a port that anybody reaches."""
        return [web.get("/metrics", self._show_metrics), web.get("/readyz", self._readyz)]

    def wrong(self) -> str | None:
        """The first thing that is wrong, as a sentence; None where all is well."""
        if not self.serving:
            return "scopebot is starting or stopping."
        if self.mode == "socket" and not self.connections():
            return "No connection to Slack is up; scopebot keeps trying."
        return self._trouble()

    async def _healthz(self, request: web.Request) -> web.Response:
        is_well = self.wrong() is None
        return web.json_response({"ok": is_well}, status=200 if is_well else 503)

    async def _readyz(self, request: web.Request) -> web.Response:
        wrong = self.wrong()
        facts = {"ok": wrong is None, "mode": self.mode, "connections": self.connections()}
        says = {} if wrong is None else {"says": wrong}
        return web.json_response(facts | says, status=200 if wrong is None else 503)

    async def _show_metrics(self, request: web.Request) -> web.Response:
        return web.Response(body=self._metrics.page(), headers={"Content-Type": CONTENT_TYPE})


def health_site(health: Health, host: str, port: int) -> Site:
    """/healthz on an address of its own: what Socket Mode needs."""
    return _site(health.for_anybody(), Site, host, port)


def inner_site(health: Health, host: str, port: int) -> Site:
    """/metrics and /readyz on an address of their own."""
    return _site(health.for_us(), InnerSite, host, port)


class InnerSite(Site):
    """The address that only those who run scopebot look at."""

    host_setting, port_setting = "SCOPEBOT_METRICS_HOST", "SCOPEBOT_METRICS_PORT"


def _site(routes: list[web.RouteDef], kind: type[Site], host: str, port: int) -> Site:
    application = web.Application()
    application.add_routes(routes)
    return kind(application, host, port)

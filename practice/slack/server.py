"""The practice Slack as one server: the Web API, Socket Mode, uploads, response urls and the practice's own door."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from practice.slack.control import Control
from practice.slack.door import Door
from practice.slack.guarding import refusal
from practice.slack.ledger import Called, Ledger
from practice.slack.manifest import AppManifest
from practice.slack.methods import auth, chat, conversations, files, users, views
from practice.slack.moods import Moods
from practice.slack.responding import Responding
from practice.slack.response_urls import ResponseUrls
from practice.slack.screens import Screens
from practice.slack.site import Site
from practice.slack.triggers import Triggers
from practice.slack.web_api import WebApi
from practice.slack.wire.deliveries import Carrier, Deliveries
from practice.slack.wire.events import Events
from practice.slack.wire.http_deliveries import HttpDeliveries
from practice.slack.wire.sockets import Sockets
from practice.slack.workspace import Clock, Workspace

METHODS = auth.METHODS | chat.METHODS | conversations.METHODS | files.METHODS | users.METHODS | views.METHODS
SIGNING_SECRET = "practice-signing-secret"
BIGGEST_BODY = 32 * 1024 * 1024
OWN_DOOR = "/practice/"


def wall_clock() -> datetime:
    """What time it is. The one place here that looks."""
    return datetime.now(UTC)


class Practice:
    """A running practice Slack. `started` is the way in; its parts are there to look at in the same process."""

    def __init__(self, site: Site, http: HttpDeliveries | None) -> None:
        self.site = site
        self.workspace, self.ledger, self.moods, self.app = site.workspace, site.ledger, site.moods, site.app
        self._http = http

    @property
    def url(self) -> str:
        """Where it answers: the practice's own door stands under `/practice/`."""
        return self.site.url

    @property
    def api_url(self) -> str:
        """The Web API, as SLACK_API_URL or an SDK's base_url takes it."""
        return f"{self.site.url}/api/"

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.url.rpartition(":")[2])

    @classmethod
    @asynccontextmanager
    async def started(
        cls,
        manifest: Path | None = None,
        deliver_to: str | None = None,
        signing_secret: str = SIGNING_SECRET,
        ack_seconds: float = 3.0,
        retry_delays: Sequence[float] = (0.05, 0.3, 1.0),
        now: Clock = wall_clock,
        port: int = 0,
        token: str | None = None,
    ) -> AsyncIterator[Practice]:
        """Serves on 127.0.0.1 until left. Payloads go to `deliver_to` as signed requests, or else to sockets.

        With a token, only who has it comes to the practice's own door.
        """
        app = web.Application(client_max_size=BIGGEST_BODY, middlewares=[_guarded(token)])
        routes = Routes()
        routes.add_to(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        registered = AppManifest.read(manifest) if manifest else AppManifest()
        practice = _built(url, registered, deliver_to, signing_secret, ack_seconds, retry_delays, now)
        routes.connect(practice.site)
        try:
            yield practice
        finally:
            await practice.stop()
            await runner.cleanup()

    async def stop(self) -> None:
        """Delivers no more, and closes every connection."""
        await self.site.deliveries.stop()
        await self.site.sockets.close()
        if self._http is not None:
            await self._http.close()


def _guarded(token: str | None) -> Middleware:
    """Nobody from another site or by another name comes in; into the practice's own door, only who has the token."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        wrong = refusal(request.headers, "", None)
        if not wrong and token and request.path.startswith(OWN_DOOR):
            wrong = refusal(request.headers, request.query_string, token)
        return web.Response(status=403, text=wrong) if wrong else await handler(request)

    return guarded


class Routes:
    """The addresses, fixed before the port is known; `connect` puts the parts behind them."""

    def add_to(self, app: web.Application) -> None:
        """The addresses."""
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link/", self._link)
        app.router.add_post("/upload/{file_id}", self._upload)
        app.router.add_post("/response/{path:.+}", self._respond)
        app.router.add_get("/practice/file/{file_id}", self._file)
        app.router.add_post("/practice/{act}", self._control)

    def connect(self, site: Site) -> None:
        """What answers at them."""
        self._site = site
        self._door = Door(site)
        self._web_api, self._responding = WebApi(site, METHODS, self._door), Responding(site, self._door)
        self._acts = Control(site)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        return await self._web_api.handle(request)

    async def _link(self, request: web.Request) -> web.StreamResponse:
        return await self._site.sockets.handle(request)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        file_id, content = request.match_info["file_id"], await request.read()

        def answer(record: Called) -> web.Response:
            wrong = files.receive(self._site, file_id, content)
            record.answer = wrong or "ok"
            return web.Response(status=400 if wrong else 200, text=wrong or "OK")

        return await self._door.passes(request, "upload", {"file": file_id}, answer)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        return await self._responding.handle(request)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return await self._acts.file(request)

    async def _control(self, request: web.Request) -> web.StreamResponse:
        return await self._acts.handle(request)


def _built(
    url: str,
    app: AppManifest,
    deliver_to: str | None,
    signing_secret: str,
    ack_seconds: float,
    retry_delays: Sequence[float],
    now: Clock,
) -> Practice:
    workspace, moods, ledger, triggers = Workspace(now, app.name), Moods(), Ledger(now), Triggers(now)
    sockets = Sockets(ledger, moods, ack_seconds)
    http = HttpDeliveries(deliver_to, signing_secret, ledger, moods, ack_seconds) if deliver_to else None
    carrier: Carrier = http or sockets
    deliveries = Deliveries(carrier, ledger, moods, triggers, retry_delays)
    site = Site(
        url=url,
        app=app,
        workspace=workspace,
        screens=Screens(workspace),
        triggers=triggers,
        ledger=ledger,
        moods=moods,
        sockets=sockets,
        deliveries=deliveries,
        events=Events(workspace, app, deliveries),
        response_urls=ResponseUrls(url, now),
        signing_secret=signing_secret,
        over_http=http is not None,
    )
    return Practice(site, http)

"""scopebot run: starts everything, serves until told to stop, and stops with everything in flight saved."""

import asyncio
import logging
import signal
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack

import aiohttp

from bot import logs
from bot.app import Application, build_app, web_client
from bot.commands.doctor import declared_scopes
from bot.curves import fitted_apart
from bot.metrics import Metrics
from bot.packaged import packaged
from bot.ready import spare_the_collector
from bot.serving import PortTaken, ServingError
from bot.serving.health import Health, health_site, inner_site
from bot.serving.http import HttpService
from bot.serving.socket_mode import SocketService
from bot.serving.tokens import Identity, identify
from bot.settings import Settings, SettingsError, load
from bot.store.errors import NotMigrated, StoreError
from bot.store.opening import opened
from dialogs.catalog import Catalog, CatalogError, in_use, keep

log = logging.getLogger(__name__)

SETTINGS_WRONG, STORE_WRONG, SLACK_WRONG, CATALOG_WRONG, DISK_FAILED, SLACK_LOST = 2, 4, 5, 6, 7, 8
NOT_MIGRATED = 9
MOST_REPLICAS = 5
"""In Socket Mode: Slack gives an app ten connections, and each replica opens two."""


def run(env: Mapping[str, str], *, http: bool, port: int | None) -> int:
    """Runs until SIGTERM or SIGINT; the exit code. What keeps it from starting is one sentence, not a traceback."""
    try:
        settings = load(env | ({"SCOPEBOT_PORT": str(port)} if port is not None else {}), http=http)  # type: ignore[operator]
        logs.set_up(settings.log_level, secrets=settings.secrets(), form=settings.log_format)
        port_given = port is not None or "SCOPEBOT_PORT" in env
        return asyncio.run(_serve(settings, in_use(settings.catalog), http=http, port_given=port_given))
    except SettingsError as error:
        return _refused(error, SETTINGS_WRONG)
    except CatalogError as error:
        return _refused(error, CATALOG_WRONG)
    except NotMigrated as error:
        return _refused(error, NOT_MIGRATED)
    except StoreError as error:
        return _refused(error, STORE_WRONG)
    except ServingError as error:
        return _refused(error, SLACK_WRONG)


def _refused(error: Exception, code: int) -> int:
    print(error, file=sys.stderr)  # noqa: T201 - the command's own words
    return code


async def _serve(settings: Settings, catalog: Catalog, *, http: bool, port_given: bool) -> int:
    metrics, clock = Metrics(), settings.clock()
    async with AsyncExitStack() as open_things:
        keep(catalog)
        open_things.enter_context(fitted_apart())
        back, database = asyncio.Event(), settings.store.get_secret_value()
        store = await open_things.enter_async_context(opened(settings.data, database, clock, back.set))
        metrics.watch_store(lambda: store.saves, lambda: store.fsyncs)
        session = await open_things.enter_async_context(aiohttp.ClientSession())
        client = web_client(settings.bot_token.get_secret_value(), settings.api_url, session)
        identity = await identify(client)
        _say_what_is_missing(identity)
        application = build_app(
            store,
            client,
            identity,
            clock=clock,
            metrics=metrics,
            tick=settings.tick,
            card_delay=settings.card_delay,
            post_pause=settings.post_pause,
            large_from=settings.large,
            catalog=catalog,
            retention=settings.retention,
            store_back=back,
        )
        health = Health("http" if http else "socket", metrics, lambda: str(store.failed) if store.failed else None)
        replicas = MOST_REPLICAS if store.leases.look_every is not None else 1
        service = _service(settings, application, health, metrics, http=http, replicas=replicas)
        if isinstance(service, SocketService):
            await _serve_health(open_things, health, settings, port_given)
        await _serve_metrics(open_things, health, settings)
        await application.start()
        open_things.push_async_callback(application.stop)
        await service.start()
        application.warm_up().add_done_callback(lambda _: spare_the_collector())
        _hear_signals(application)
        log.info("scopebot is ready, in %s.", "HTTP mode" if http else "Socket Mode")
        await application.stop_wanted.wait()
        log.info("Stopping; what is in flight is finished first.")
        await service.stop()
        await application.context.stop()
        if store.failed:
            return DISK_FAILED
        return SLACK_LOST if isinstance(service, SocketService) and service.gave_up else 0


def _say_what_is_missing(identity: Identity) -> None:
    """A scope that was not granted stops only what needs it; whoever runs the bot should know at once."""
    missing = declared_scopes(packaged("manifest.yml")) - (identity.scopes or frozenset())
    if identity.scopes is not None and missing:
        log.error("The bot token lacks %s. scopebot doctor says what to do.", ", ".join(sorted(missing)))


def _service(
    settings: Settings, application: Application, health: Health, metrics: Metrics, *, http: bool, replicas: int
) -> HttpService | SocketService:
    if not http:
        token, stop = settings.app_token.get_secret_value(), application.stop_wanted.set
        return SocketService(application.bolt, token, health, metrics, gives_up=stop, replicas=replicas)
    secret = settings.signing_secret.get_secret_value()
    return HttpService(application.bolt, secret, health, metrics, host=settings.host, port=settings.port)


async def _serve_health(open_things: AsyncExitStack, health: Health, settings: Settings, port_given: bool) -> None:
    """In Socket Mode nothing depends on the port: a taken one that nobody asked for is a warning."""
    site = health_site(health, settings.host, settings.port)
    try:
        await site.start()
    except PortTaken as taken:
        if port_given:
            raise
        log.warning("No /healthz: %s", taken)
        return
    open_things.push_async_callback(site.stop)


async def _serve_metrics(open_things: AsyncExitStack, health: Health, settings: Settings) -> None:
    """Only where somebody asked for it; then a port that cannot be had is a reason not to start."""
    if settings.metrics_port is None:
        return
    site = inner_site(health, settings.metrics_host, settings.metrics_port)
    await site.start()
    open_things.push_async_callback(site.stop)
    log.info("/metrics and /readyz are at %s:%d.", site.host, site.port)


def _hear_signals(application: Application) -> None:
    """Before it says that it is ready: whoever reads that may stop it at once. Until then a signal just ends it."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, application.stop_wanted.set)

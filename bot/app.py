"""build_app(): the one place where the parts meet, and the one error handler."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import answering, card, channels, command, director, home, people, pulse, replies, signing, start
from bot.listeners.busy import turn_away
from bot.listeners.context import Context
from bot.listeners.failures import handle_errors
from bot.metrics import Metrics
from bot.ready import warm_up
from bot.serving.tokens import Identity
from bot.slack.calls import Slack
from bot.slack.people import People
from bot.store import Store
from bot.store.errors import StoreError
from bot.store.scopings import Scopings
from bot.thread.posting import SURE_AFTER
from bot.thread.reminders import Reminders
from bot.thread.retention import Retention
from bot.thread.rung import Rooms, Rung
from bot.thread.worker import FLUSH_AFTER, Threads
from dialogs.catalog import Catalog, shipped

log = logging.getLogger(__name__)

KEEP_UP_EVERY = 600.0
LISTENERS = (command, start, answering, director, signing, replies, card, home, people, channels, pulse)


@dataclass
class Application:
    """The built bot: Bolt's app, and the parts that run beside it."""

    bolt: AsyncApp
    context: Context
    threads: Threads
    reminders: Reminders
    stop_wanted: asyncio.Event
    retention: Retention | None = None
    store_back: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by whoever notices that a store which was away is there again."""

    async def start(self) -> None:
        """Shows what a crash or a stop left unshown, and begins to look for reminders."""
        await self.context.taps.catch_up()
        await self.threads.catch_up()
        beside = [
            self.reminders.run(),
            self._keep_up(),
            self.threads.share(),
            *([self.retention.run()] if self.retention else []),
        ]
        self._beside = [asyncio.create_task(work) for work in beside]

    def warm_up(self) -> asyncio.Task[None]:
        """Has made, beside what people do, what every answer needs; for when deliveries can come already."""
        warming = asyncio.create_task(asyncio.to_thread(warm_up, self.context.catalog))
        self._beside.append(warming)
        return warming

    async def stop(self) -> None:
        """To be called when nothing is in flight any more: writes down what Slack shows."""
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        await self.threads.stop()

    async def _keep_up(self) -> None:
        """Looks at threads that still lag: Slack does not tell us, for one, that a channel was unarchived.

        At once where the store is back: what was saved while its answers were lost is shown then.
        """
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(KEEP_UP_EVERY):
                    await self.store_back.wait()
            self.store_back.clear()
            try:
                await self.threads.catch_up()
            except StoreError as error:
                log.warning("What lags waits for the next look: %s", error)


def web_client(token: str, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that never resends by itself: a post whose answer was lost must be looked for first."""
    client = AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[], timeout=30)
    if urlsplit(api_url).hostname in ("127.0.0.1", "localhost", "::1"):
        client.proxy = None  # the SDK would send a rehearsal's calls through HTTPS_PROXY
    return client


def build_app(
    store: Store,
    client: AsyncWebClient,
    identity: Identity,
    *,
    clock: Callable[[], datetime],
    metrics: Metrics,
    tick: float = 30.0,
    card_delay: float = 5.0,
    post_pause: float = 0.0,
    flush_after: float = FLUSH_AFTER,
    sure_after: float = SURE_AFTER,
    large_from: float = 1000.0,
    catalog: Catalog | None = None,
    retention: timedelta | None = None,
    store_back: asyncio.Event | None = None,
) -> Application:
    """The bot, from its parts. Everything is passed in, so that no variable of the environment turns anything on."""
    stop_wanted = asyncio.Event()
    slack = Slack(client, metrics, post_pause, moments=store.moments)
    people = People(slack, identity.team_id, identity.enterprise_id)
    scopings = Scopings(store, lambda scoping: threads.touch(scoping), stop_wanted.set)
    rooms = Rooms(slack)
    rung = Rung(slack, scopings, rooms, identity.url)
    threads = Threads(scopings, slack, people, clock, card_delay, rung, flush_after, sure_after)
    reminders = Reminders(scopings, slack, metrics, clock, tick, identity.url, rooms)
    context = Context(slack, scopings, threads, people, reminders, identity, clock, large_from, catalog or shipped())
    bolt = AsyncApp(
        name="scopebot",
        client=client,
        authorize=_authorize(identity, client.token or ""),
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=True,
        raise_error_for_unhandled_request=True,
        url_verification_enabled=True,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    turn_away(bolt)
    for listener in LISTENERS:
        listener.register(bolt, context)
    handle_errors(bolt, context, metrics)
    metrics.watch_changes(lambda: scopings.changes_saved)
    metrics.watch_threads(lambda: threads.behind + reminders.under_way)
    removing = Retention(scopings, slack, clock, retention) if retention else None
    back = store_back or asyncio.Event()
    return Application(bolt, context, threads, reminders, stop_wanted, removing, back)


def _authorize(identity: Identity, token: str) -> Callable[..., Any]:
    """Served from memory: asking Slack who we are before every acknowledgement would spend its three seconds."""

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=identity.enterprise_id or None,
            team_id=identity.team_id,
            bot_user_id=identity.user_id,
            bot_id=identity.bot_id,
            bot_token=token,
        )

    return authorize

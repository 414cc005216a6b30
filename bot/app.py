"""build_app(): the one place where the parts meet, and the one error handler."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import payloads
from bot.context import Context
from bot.listeners import answering, deciding, discussing, home, moving, pulsing, starting, steering
from bot.metrics import Metrics
from bot.people import People
from bot.reminders import Reminders
from bot.scopings import Scopings
from bot.screens import modals, notices
from bot.serving.tokens import Identity
from bot.slack import Slack, SlackTrouble, Unknown, Wait
from bot.store import BadId, DiskFailed, NotKept, NotSaved, Repeated, Store, StoreError, Unreadable
from bot.thread import FLUSH_AFTER, Threads
from bot.words import sentence, spoken
from dialogs.catalog import Catalog, shipped
from dialogs.errors import BadFields, DialogError
from dialogs.judging import warm_up

log = logging.getLogger(__name__)

KEEP_UP_EVERY = 600.0
LISTENERS = (starting, answering, deciding, discussing, steering, home, moving, pulsing)


@dataclass
class Application:
    """The built bot: Bolt's app, and the parts that run beside it."""

    bolt: AsyncApp
    context: Context
    threads: Threads
    reminders: Reminders
    stop_wanted: asyncio.Event

    async def start(self) -> None:
        """Shows what a crash or a stop left unshown, and begins to look for reminders."""
        await self.threads.catch_up()
        beside = (self.reminders.run(), self._keep_up(), asyncio.to_thread(warm_up))
        self._beside = [asyncio.create_task(work) for work in beside]

    async def stop(self) -> None:
        """To be called when nothing is in flight any more: writes down what Slack shows."""
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        await self.threads.stop()

    async def _keep_up(self) -> None:
        """Looks at threads that still lag: Slack does not tell us, for one, that a channel was unarchived."""
        while True:
            await asyncio.sleep(KEEP_UP_EVERY)
            await self.threads.catch_up()


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
    flush_after: float = FLUSH_AFTER,
    large_from: float = 1000.0,
    catalog: Catalog | None = None,
) -> Application:
    """The bot, from its parts. Everything is passed in, so that no variable of the environment turns anything on."""
    stop_wanted = asyncio.Event()
    slack = Slack(client, metrics)
    people = People(slack, identity.team_id)
    scopings = Scopings(store, lambda scoping: threads.touch(scoping), stop_wanted.set)
    threads = Threads(scopings, slack, people, clock, card_delay, flush_after)
    reminders = Reminders(scopings, slack, metrics, clock, tick, identity.url)
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
    for listener in LISTENERS:
        listener.register(bolt, context)
    _handle_errors(bolt, context, metrics)
    metrics.watch_threads(lambda: threads.behind)
    return Application(bolt, context, threads, reminders, stop_wanted)


def _authorize(identity: Identity, token: str) -> Callable[..., Any]:
    """Served from memory: asking Slack who we are before every acknowledgement would spend its three seconds."""

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team_id,
            bot_user_id=identity.user_id,
            bot_id=identity.bot_id,
            bot_token=token,
        )

    return authorize


def _handle_errors(bolt: AsyncApp, context: Context, metrics: Metrics) -> None:
    """Whatever a listener raises becomes a sentence for the person who met it, and nothing they entered is lost."""

    @bolt.error
    async def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        if isinstance(error, Repeated):
            metrics.delivery("repeated")
            return _ok()
        if isinstance(error, BoltUnhandledRequestError):
            return _to_unknown(context, body)
        if not isinstance(error, DialogError) and not _is_second_click(error):
            log.error("A listener failed: %s", error, exc_info=None if isinstance(error, StoreError) else error)
        answer = _ANSWERS.get(str(body.get("type", "command" if "command" in body else "")), _to_event)
        return answer(context, error, body)


def _to_submission(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """The window stays open with all that was typed; each sentence stands beside its field, or beside the first."""
    submission = payloads.submission(body)
    problems = error.problems if isinstance(error, BadFields) else {"": None}
    said = {block: spoken(found) if found else _said(error, "told.apology_field") for block, found in problems.items()}
    if not submission.inputs:
        return _ok({"response_action": "update", "view": modals.notice(" ".join(said.values())).to_dict()})
    first = submission.inputs[0]
    errors = {block if block in submission.inputs else first: words for block, words in said.items()}
    return _ok({"response_action": "errors", "errors": errors})


def _to_press(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """A click that came twice may find its trigger used: the first one opened the window."""
    if not _is_second_click(error):
        context.tell(payloads.who(body), _said(error, "told.apology"))
    return _ok()


def _is_second_click(error: Exception) -> bool:
    return isinstance(error, SlackTrouble) and error.error == "exchanged_trigger_id"


def _to_unknown(context: Context, body: dict[str, Any]) -> BoltResponse:
    """Something no listener is for: an event nobody asked for, or a button of an older version."""
    if body.get("type") == "block_actions":
        context.tell(payloads.who(body), sentence("not_now.settled"))
    return _ok()


def _to_command(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    return _ok({"response_type": "ephemeral", **notices.said_privately(_said(error, "told.apology"))})


def _to_closing(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    return _ok()


def _to_event(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """Something refused for good is acknowledged; anything else is not, so that Slack delivers it again."""
    event = body.get("event", {})
    if isinstance(error, DialogError) and event.get("type") == "app_mention":
        context.tell(payloads.mention(body).who, spoken(error.sentence))
    return _ok() if isinstance(error, DialogError) else BoltResponse(status=500)


_ANSWERS: Mapping[str, Callable[[Context, Exception, dict[str, Any]], BoltResponse]] = {
    "view_submission": _to_submission,
    "view_closed": _to_closing,
    "block_actions": _to_press,
    "message_action": _to_press,
    "command": _to_command,
}


def _said(error: Exception, otherwise: str) -> str:
    if isinstance(error, DialogError):
        return spoken(error.sentence)
    if isinstance(error, NotSaved | DiskFailed):
        return sentence("told.not_saved")
    if isinstance(error, NotKept | BadId):
        return sentence("told.not_kept")
    if isinstance(error, Unreadable):
        return sentence("told.damaged")
    if isinstance(error, Unknown | Wait) or (isinstance(error, SlackTrouble) and error.error == "expired_trigger_id"):
        return sentence("told.press_again")
    return sentence(otherwise)


def _ok(body: dict[str, Any] | None = None) -> BoltResponse:
    if body is None:
        return BoltResponse(status=200)
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": ["application/json"]})

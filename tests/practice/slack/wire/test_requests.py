"""Over HTTP: which answers are acknowledgements, what a retry says in its headers, and who signed it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import orjson
import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from practice.client import Slack
from practice.slack.ledger import Ledger
from practice.slack.moods import Moods
from practice.slack.server import Practice
from practice.slack.wire.deliveries import Answer, Parcel
from practice.slack.wire.http_deliveries import HttpDeliveries, encoded, signed
from tests.practice.slack.conftest import Clock

SECRET = "a secret of their own"  # the one both sides know
EVENT = Parcel("events_api", {"type": "event_callback", "event": {"text": "é & ü"}}, "message", id="E1")
COMMAND = Parcel("slash_commands", {"command": "/scope", "text": "a & b=c"}, "/scope", id="E2")
CLICK = Parcel("interactive", {"type": "block_actions", "actions": []}, "answer", id="E3")

Respond = Callable[[], web.StreamResponse]


@dataclass
class App:
    """An app at an address: it keeps the headers of what came, and answers as it is told."""

    url: str = ""
    came: list[dict[str, str]] = field(default_factory=list)
    respond: Respond = web.Response
    slow: float = 0.0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.came.append(dict(request.headers))
        await request.read()
        await asyncio.sleep(self.slow)
        return self.respond()


@pytest.fixture
async def app() -> AsyncIterator[App]:
    app, site = App(), web.Application()
    site.router.add_post("/slack/events", app.handle)
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    app.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield app
    await runner.cleanup()


@pytest.fixture
def ledger(clock: Clock) -> Ledger:
    return Ledger(clock)


@pytest.fixture
async def carrier(app: App, ledger: Ledger) -> AsyncIterator[HttpDeliveries]:
    carrier = HttpDeliveries(app.url, SECRET, ledger, Moods(), ack_seconds=30)  # whoever answers has the time for it
    yield carrier
    await carrier.close()


ANSWERS: dict[str, tuple[Respond, bool, Any, str | None]] = {  # (what the app says, acknowledged, response, error)
    "200": (lambda: web.Response(), True, None, None),
    "201": (lambda: web.Response(status=201), True, None, None),
    "299": (lambda: web.Response(status=299), True, None, None),
    "300": (lambda: web.Response(status=300), False, None, "http_300"),
    "400": (lambda: web.Response(status=400), False, None, "http_400"),
    "404": (lambda: web.Response(status=404), False, None, "http_404"),
    "500": (lambda: web.Response(status=500), False, None, "http_500"),
    "503": (lambda: web.Response(status=503), False, None, "http_503"),
    "JSON": (lambda: web.json_response({"response_action": "clear"}), True, {"response_action": "clear"}, None),
    "words": (lambda: web.Response(text="Here is help."), True, {"text": "Here is help."}, None),
}


@pytest.mark.parametrize("what", ANSWERS)
async def test_the_app_answers(what: str, app: App, carrier: HttpDeliveries) -> None:
    app.respond, acked, response, error = ANSWERS[what]
    answer = await carrier.carry(COMMAND)

    assert (answer.acked, answer.response, answer.error, answer.once) == (acked, response, error, False)


@pytest.mark.parametrize(("status", "value", "once"), [(500, "1", True), (500, "0", False), (200, "1", False)])
async def test_a_refusal_may_ask_for_no_retry(
    status: int, value: str, once: bool, app: App, carrier: HttpDeliveries
) -> None:
    app.respond = lambda: web.Response(status=status, headers={"x-slack-no-retry": value})

    assert (await carrier.carry(EVENT)).once is once


async def test_an_answer_after_the_deadline_is_none_and_is_recorded(app: App, ledger: Ledger) -> None:
    app.slow = 1.0
    carrier = HttpDeliveries(app.url, SECRET, ledger, Moods(), ack_seconds=0.2)
    answer = await carrier.carry(COMMAND)
    await carrier.close()

    assert (answer.acked, answer.error) == (False, "timeout")
    assert [(each.kind, each.says) for each in ledger.violations] == [
        ("late_ack", "/scope was not answered within 0.2 s")
    ]


async def test_nobody_at_the_address_is_a_failed_connection(ledger: Ledger) -> None:
    carrier = HttpDeliveries("http://127.0.0.1:9/slack/events", SECRET, ledger, Moods(), ack_seconds=30)

    assert await carrier.carry(EVENT) == Answer(False, error="connection_failed", seconds=pytest.approx(0, abs=30))
    await carrier.close()


async def test_a_slack_that_is_down_sends_nothing(app: App, ledger: Ledger) -> None:
    carrier = HttpDeliveries(app.url, SECRET, ledger, Moods(down=True), ack_seconds=1)

    assert (await carrier.carry(EVENT)).error == "connection_failed"
    assert app.came == []


REASONS = {
    "timeout": "http_timeout",
    "connection_failed": "connection_failed",
    "http_500": "http_error",
    "http_404": "http_error",
    "connection_lost": "unknown_error",
}


@pytest.mark.parametrize("error", REASONS)
async def test_a_retry_says_which_it_is_and_why(error: str, app: App, carrier: HttpDeliveries) -> None:
    await carrier.carry(EVENT)
    await carrier.carry(Parcel("events_api", EVENT.payload, "message", attempt=2, reason=error))
    first, retry = app.came

    assert "X-Slack-Retry-Num" not in first
    assert (retry["X-Slack-Retry-Num"], retry["X-Slack-Retry-Reason"]) == ("2", REASONS[error])


async def test_a_refused_event_comes_three_times_more_and_then_no_more(app: App) -> None:
    app.respond = lambda: web.Response(status=503)
    async with (
        Practice.started(deliver_to=app.url, retry_delays=(0.001, 0.001, 0.001)) as practice,
        Slack(practice.url) as slack,
    ):
        await slack.person("Ana").says("hello")
        await slack.settle(quiet=0.05)

    assert [each.get("X-Slack-Retry-Num") for each in app.came] == [None, "1", "2", "3"]


@pytest.mark.parametrize("parcel", [EVENT, COMMAND, CLICK], ids=lambda parcel: parcel.kind)
def test_every_body_is_signed_so_that_only_who_knows_the_secret_can_have_sent_it(parcel: Parcel) -> None:
    body, _ = encoded(parcel)
    now = 1_772_442_000
    headers = signed(body, SECRET, now)
    by_hand = hmac.new(SECRET.encode(), b"v0:1772442000:" + body, hashlib.sha256).hexdigest()

    assert headers == {"X-Slack-Request-Timestamp": "1772442000", "X-Slack-Signature": f"v0={by_hand}"}
    assert _is_valid(SECRET, body, headers, now)
    assert not _is_valid("another secret", body, headers, now)
    assert not _is_valid(SECRET, body + b" ", headers, now)
    assert not _is_valid(SECRET, body, headers | {"X-Slack-Request-Timestamp": "1772442001"}, now)


@pytest.mark.parametrize(("seconds", "valid"), [(300, True), (-300, True), (301, False), (-301, False)])
def test_a_signature_is_good_for_five_minutes(seconds: int, valid: bool) -> None:
    body, _ = encoded(EVENT)

    assert _is_valid(SECRET, body, signed(body, SECRET, 1_772_442_000), 1_772_442_000 + seconds) is valid


class _Standing:
    """A clock for the SDK's verifier."""

    def __init__(self, at: int) -> None:
        self._at = at

    def now(self) -> float:
        return float(self._at)


def _is_valid(secret: str, body: bytes, headers: dict[str, str], at: int) -> bool:
    return SignatureVerifier(secret, clock=_Standing(at)).is_valid_request(body, headers)  # type: ignore[arg-type]


def test_each_kind_has_the_content_type_slack_gives_it() -> None:
    event, command, click = (encoded(each) for each in (EVENT, COMMAND, CLICK))

    assert (event[1], orjson.loads(event[0])) == ("application/json", EVENT.payload)
    assert command[1] == click[1] == "application/x-www-form-urlencoded"
    assert parse_qs(command[0].decode()) == {"command": ["/scope"], "text": ["a & b=c"]}
    assert orjson.loads(parse_qs(click[0].decode())["payload"][0]) == CLICK.payload

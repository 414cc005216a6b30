"""Over HTTP every payload comes signed, with the content type Slack uses, and events come again when refused."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import orjson
import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from practice.client import Person, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import Api
from tests.practice.slack.shapes import Json, actions, ask, button, message, modal, typed

SECRET = "a secret of their own"  # the one both sides know


@dataclass
class Ear:
    """An app's endpoint that keeps what arrives and answers as told."""

    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answer: Callable[[], web.Response] = web.Response

    async def handle(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.read()))
        return self.answer()

    def event(self, index: int = -1) -> Json:
        return dict(orjson.loads(self.requests[index][1]))

    def form(self, index: int = -1) -> dict[str, str]:
        return {key: value[0] for key, value in parse_qs(self.requests[index][1].decode()).items()}

    def interaction(self) -> Json:
        return dict(orjson.loads(self.form()["payload"]))


@dataclass
class Served:
    ear: Ear
    practice: Practice
    slack: Slack

    @property
    def ana(self) -> Person:
        return self.slack.person("Ana")


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    ear = Ear()
    app = web.Application()
    app.router.add_post("/slack/events", ear.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    async with (
        Practice.started(deliver_to=url, signing_secret=SECRET, retry_delays=(0.01, 0.02, 0.03)) as practice,
        Slack(practice.url) as slack,
    ):
        yield Served(ear, practice, slack)
    await runner.cleanup()


async def test_an_event_is_signed_json(served: Served) -> None:
    await served.ana.says("hello")
    await served.slack.settle(quiet=0.05)
    headers, body = served.ear.requests[0]

    assert SignatureVerifier(SECRET).is_valid_request(body, headers)
    assert headers["Content-Type"] == "application/json"
    assert served.ear.event()["event"]["text"] == "hello"
    assert "X-Slack-Retry-Num" not in headers


async def test_a_command_is_a_form_and_its_answer_is_shown(served: Served) -> None:
    served.ear.answer = lambda: web.Response(text="Here is help.")
    ack = await served.ana.command("/scope", "help & more")

    assert served.ear.requests[0][0]["Content-Type"] == "application/x-www-form-urlencoded"
    assert served.ear.form()["text"] == "help & more"
    assert ack.acked
    assert [each.text for each in await served.ana.ephemerals()] == ["Here is help."]


async def test_a_click_is_a_form_with_a_payload(served: Served) -> None:
    await Api(served.practice)("chat.postMessage", **message(actions(button(value="q1"))))
    (posted,) = await served.slack.messages("#churn")
    await served.ana.presses("Answer", on=posted)

    assert served.ear.interaction()["actions"][0]["value"] == "q1"


async def test_a_submission_is_answered_in_the_body(served: Served) -> None:
    trigger = served.practice.site.triggers.give("U0000000ANA")
    await Api(served.practice)("views.open", trigger_id=trigger, view=modal(ask(typed()), callback_id="form"))
    await served.ana.fills(field="words")
    served.ear.answer = lambda: web.json_response({"response_action": "errors", "errors": {"field": "No."}})
    await served.ana.submits()

    assert served.ear.interaction()["view"]["callback_id"] == "form"
    assert await served.ana.errors() == {"field": "No."}


async def test_a_refused_event_comes_again_and_says_so(served: Served) -> None:
    answers = [web.Response(status=500), web.Response(status=200)]
    served.ear.answer = lambda: answers.pop(0)
    await served.ana.says("hello")
    await served.slack.settle(quiet=0.1)

    retried = served.ear.requests[1][0]

    assert len(served.ear.requests) == 2
    assert (retried["X-Slack-Retry-Num"], retried["X-Slack-Retry-Reason"]) == ("1", "http_error")
    assert served.ear.event(0) == served.ear.event(1)


async def test_a_refused_click_does_not_come_again(served: Served) -> None:
    served.ear.answer = lambda: web.Response(status=500)
    ack = await served.ana.command("/scope")
    await served.slack.settle(quiet=0.1)

    assert (ack.acked, ack.error) == (False, "http_500")
    assert len(served.ear.requests) == 1


async def test_nobody_at_the_address_is_no_answer() -> None:
    nobody = "http://127.0.0.1:9/slack/events"
    async with Practice.started(deliver_to=nobody) as practice, Slack(practice.url) as slack:
        ack = await slack.person("Ana").command("/scope")

    assert (ack.acked, ack.error) == (False, "connection_failed")

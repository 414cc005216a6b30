"""response_urls: five uses within thirty minutes; what is posted to one is shown, replaced or taken back."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from practice.client import Message, Person, Slack
from practice.slack.errors import Refused
from practice.slack.response_urls import ResponseUrls
from practice.slack.server import Practice
from practice.slack.workspace import Posted
from tests.practice.slack.conftest import CHURN, Api, Clock
from tests.practice.slack.shapes import Json, actions, button, message, section

ANA = "U0000000ANA"


@pytest.fixture
def urls(clock: Clock) -> ResponseUrls:
    return ResponseUrls("http://slack", clock)


def path(url: str) -> str:
    return url.removeprefix("http://slack/response/")


def test_an_url_says_what_it_was_given_for(urls: ResponseUrls) -> None:
    kinds = {kind: urls.give(kind, CHURN, ANA) for kind in ("commands", "actions", "app")}

    assert all(url.startswith(f"http://slack/response/{kind}/T0PRACTICE/") for kind, url in kinds.items())
    assert len(set(kinds.values())) == 3


def test_it_works_five_times(urls: ResponseUrls) -> None:
    given = path(urls.give("commands", CHURN, ANA))
    uses = [urls.use(given).uses for _ in range(5)]

    assert uses == [1, 2, 3, 4, 5]
    with pytest.raises(Refused, match="used_url"):
        urls.use(given)


def test_it_works_for_thirty_minutes_to_the_last_moment(urls: ResponseUrls, clock: Clock) -> None:
    given = path(urls.give("commands", CHURN, ANA))
    clock.passes(minutes=30)
    urls.use(given)
    clock.passes(milliseconds=1)

    with pytest.raises(Refused, match="expired_url"):
        urls.use(given)


def test_one_that_nobody_gave_is_invalid(urls: ResponseUrls) -> None:
    with pytest.raises(Refused, match="invalid_url"):
        urls.use("commands/T0PRACTICE/1/invented")


class Responder:
    """Posts to an url as an app does: the status, and what Slack says."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice

    def url(self, source: Posted | None = None) -> str:
        return self.practice.site.response_urls.give("actions", CHURN, ANA, source)

    async def __call__(self, url: str, payload: Json | None = None, **more: Any) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.post(url, json=(payload or {}) | more) as answer:
            if answer.content_type == "application/json":
                return answer.status, str((await answer.json())["error"])
            return answer.status, await answer.text()


@pytest.fixture
def respond(practice: Practice) -> Responder:
    return Responder(practice)


async def texts(messages: list[Message]) -> list[str]:
    return [each.text for each in messages]


async def test_words_are_for_the_person_alone_unless_they_are_for_all(
    respond: Responder, ana: Person, slack: Slack
) -> None:
    url = respond.url()

    assert await respond(url, text="psst") == (200, "ok")
    assert await respond(url, text="hear hear", response_type="in_channel") == (200, "ok")
    assert await texts(await ana.ephemerals()) == ["psst"]
    assert await texts(await slack.messages("#churn")) == ["hear hear"]
    assert await slack.person("Ivo").ephemerals() == []


async def test_words_may_stand_in_a_thread(respond: Responder, ana: Person, slack: Slack) -> None:
    root = await ana.says("root")
    await respond(respond.url(), text="reply", response_type="in_channel", thread_ts=root.ts)

    assert await texts(await slack.messages("#churn", thread=root.ts)) == ["root", "reply"]


async def test_what_was_pressed_is_replaced_or_taken_back(
    respond: Responder, api: Api, practice: Practice, slack: Slack
) -> None:
    ts = (await api("chat.postMessage", **message(actions(button()))))["ts"]
    url = respond.url(practice.workspace.message(CHURN, ts))

    assert await respond(url, text="done", replace_original=True) == (200, "ok")
    (replaced,) = await slack.messages("#churn")
    assert (replaced.ts, replaced.text, replaced.blocks) == (ts, "done", [])
    assert await respond(url, delete_original=True) == (200, "ok")
    assert await slack.messages("#churn") == []


@pytest.mark.parametrize("wish", [{"replace_original": True, "text": "done"}, {"delete_original": True}])
async def test_what_is_gone_cannot_be_replaced_or_taken_back(
    wish: Json, respond: Responder, api: Api, practice: Practice
) -> None:
    ts = (await api("chat.postMessage", **message(actions(button()))))["ts"]
    url = respond.url(practice.workspace.message(CHURN, ts))
    await api("chat.delete", channel=CHURN, ts=ts)

    assert await respond(url, **wish) == (400, "message_not_found")
    assert await respond(respond.url(), **wish) == (400, "message_not_found")


async def test_a_whisper_is_gone_once_it_was_taken_back(
    respond: Responder, api: Api, practice: Practice, ana: Person
) -> None:
    await api("chat.postEphemeral", user=ANA, **message(actions(button())))
    url = respond.url(practice.workspace.ephemerals[0])

    assert await respond(url, delete_original=True) == (200, "ok")
    assert await respond(url, text="again", replace_original=True) == (400, "message_not_found")
    assert await ana.ephemerals() == []


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001, "blocks": [section()]}, "msg_too_long"),
        ({"text": "a", "blocks": [{"type": "section"}]}, "invalid_blocks"),
    ],
)
async def test_what_slack_would_not_show_is_refused_and_recorded(
    payload: Json, error: str, respond: Responder, slack: Slack, ana: Person
) -> None:
    assert await respond(respond.url(), payload) == (400, error)
    assert [each["kind"] for each in await slack.violations()] == [error]
    assert await ana.ephemerals() == []


async def test_a_refused_use_is_a_use(respond: Responder) -> None:
    url = respond.url()
    statuses = [(await respond(url))[0] for _ in range(6)]

    assert statuses == [400] * 5 + [404]


async def test_what_an_url_does_not_take_is_recorded(respond: Responder, slack: Slack) -> None:
    assert (await respond(respond.url(), text="a", channel=CHURN))[0] == 200
    assert [each["kind"] for each in await slack.violations()] == ["unknown_argument"]


async def test_each_use_stands_in_the_ledger(respond: Responder, slack: Slack) -> None:
    await respond(respond.url(), text="a")
    await respond(respond.url(), text="")
    calls = (await slack.ledger())["calls"]

    assert [(each["method"], each["answer"]) for each in calls] == [("response_url", "ok"), ("response_url", "no_text")]

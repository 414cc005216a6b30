"""Moods strike at the door, before anything is done; every call is recorded with what became of it."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from practice.client import Slack
from practice.slack.errors import PracticeError
from practice.slack.moods import Moods
from practice.slack.server import Practice
from tests.practice.slack.conftest import CHURN, Api

POST: dict[str, Any] = {"channel": CHURN, "text": "a"}


def test_every_nth_call_of_a_method_is_limited() -> None:
    moods = Moods()
    moods.change(rate_limit={"method": "chat.update", "every": 3, "retry_after": 30})

    assert [moods.limited("chat.update") for _ in range(7)] == [None, None, 30, None, None, 30, None]
    assert [moods.limited("auth.test") for _ in range(3)] == [None] * 3


def test_limits_of_several_methods_are_counted_apart() -> None:
    moods = Moods()
    moods.change(rate_limit={"method": "chat.update", "every": 2, "retry_after": 5})
    moods.change(rate_limit={"every": 3, "retry_after": 9})

    assert [moods.limited("chat.update") for _ in range(3)] == [None, 5, 9]
    moods.change(rate_limit=None)
    assert moods.limited("chat.update") is None


def test_calls_fail_after_so_many_and_so_often() -> None:
    moods = Moods()
    moods.change(fail={"method": "views.open", "how": "fatal_error", "skip": 1, "times": 2})

    assert moods.failing("auth.test") is None
    assert [moods.failing("views.open") for _ in range(4)] == [None, "fatal_error", "fatal_error", None]


def test_failures_take_turns() -> None:
    moods = Moods()
    moods.change(fail={"how": "internal_error"})
    moods.change(fail={"how": "http_500"})

    assert [moods.failing("auth.test") for _ in range(3)] == ["internal_error", "http_500", None]


def test_a_mood_that_is_not_known_changes_nothing() -> None:
    moods = Moods()

    with pytest.raises(PracticeError, match="no mood 'grumpy'"):
        moods.change(grumpy=True)
    assert moods == Moods()


async def test_a_limited_call_does_nothing_and_says_how_long_to_wait(api: Api, slack: Slack) -> None:
    await slack.mood(rate_limit={"method": "chat.postMessage", "every": 1, "retry_after": 30})

    with pytest.raises(SlackApiError) as limited:
        await api("chat.postMessage", **POST)
    (call,) = (await slack.ledger())["calls"]

    assert (limited.value.response.status_code, limited.value.response["error"]) == (429, "ratelimited")
    assert limited.value.response.headers["Retry-After"] == "30"
    assert call["answer"] == "ratelimited"
    assert await slack.messages("#churn") == []


@pytest.mark.parametrize(("method", "status"), [("response_url", 429), ("upload", 429)])
async def test_what_is_no_method_is_limited_too(method: str, status: int, practice: Practice, slack: Slack) -> None:
    await slack.mood(rate_limit={"method": method, "every": 1, "retry_after": 1})
    given = practice.site.response_urls.give("commands", CHURN, "U0000000ANA")
    url = given if method == "response_url" else f"{practice.url}/upload/F1"
    async with aiohttp.ClientSession() as session, session.post(url, json={"text": "a"}) as answer:
        assert answer.status == status
    path = given.partition("/response/")[2]

    assert practice.site.response_urls.use(path).uses == 1, "a limited call is no use of the url"


async def test_a_call_is_under_way_until_it_is_answered(api: Api, slack: Slack, practice: Practice) -> None:
    await slack.mood(slow=0.05)
    calling = asyncio.create_task(api("auth.test"))
    while not practice.ledger.calls:  # noqa: ASYNC110 - the ledger has no event for it
        await asyncio.sleep(0.001)
    during = practice.ledger.calls[0].answer, practice.site.calls.open
    await calling

    assert during == ("under way", 1)
    assert (practice.ledger.calls[0].answer, practice.site.calls.open) == ("ok", 0)


@pytest.mark.parametrize(
    ("how", "answer", "kept"),
    [
        ("http_500", "http_500", 0),
        ("html", "html", 0),
        ("reset_before", "reset_before", 0),
        ("reset_after_accept", "ok, reset_after_accept", 1),
        ("msg_blocks_too_long", "msg_blocks_too_long", 0),
    ],
)
async def test_a_failure_is_recorded_with_what_it_kept(
    how: str, answer: str, kept: int, api: Api, slack: Slack
) -> None:
    await slack.mood(fail={"method": "chat.postMessage", "how": how})

    with pytest.raises(Exception):  # noqa: B017, PT011 - the SDK has no one name for it
        await api("chat.postMessage", **POST)
    assert [each["answer"] for each in (await slack.ledger())["calls"]] == [answer]
    assert len(await slack.messages("#churn")) == kept


async def test_a_call_is_recorded_with_where_and_whom_it_meant(api: Api, slack: Slack) -> None:
    await api.refusal("files.completeUploadExternal", files=[{"id": "F1"}], channel_id=CHURN)
    await api("users.info", user="U0000000ANA")
    upload, info = (await slack.ledger())["calls"]

    assert (upload["channel"], info["user"]) == (CHURN, "U0000000ANA")

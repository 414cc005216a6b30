"""The bad days of the practice Slack."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackRequestError

from practice.client import Person, PracticeError, Slack
from tests.practice.slack.conftest import CHURN, Api, Start

POST: dict[str, Any] = {"channel": CHURN, "text": "a"}


async def texts(slack: Slack) -> list[str]:
    return [each.text for each in await slack.messages("#churn")]


async def test_every_second_call_is_limited(api: Api, slack: Slack) -> None:
    await slack.mood(rate_limit={"method": "chat.postMessage", "every": 2, "retry_after": 7})
    await api("chat.postMessage", **POST)

    with pytest.raises(SlackApiError) as limited:
        await api("chat.postMessage", **POST)

    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "7"
    assert await api.refusal("auth.test") == "ok"
    assert await texts(slack) == ["a"]


async def test_a_call_fails_as_often_as_it_is_told(api: Api, slack: Slack) -> None:
    await slack.mood(fail={"method": "chat.postMessage", "how": "internal_error", "times": 2})

    assert [await api.refusal("chat.postMessage", **POST) for _ in range(3)] == [
        "internal_error",
        "internal_error",
        "ok",
    ]


async def test_the_first_calls_may_still_go_well(api: Api, slack: Slack) -> None:
    await slack.mood(fail={"method": "*", "how": "fatal_error", "skip": 1})

    assert [await api.refusal("auth.test") for _ in range(3)] == ["ok", "fatal_error", "ok"]


@pytest.mark.parametrize("how", ["http_500", "html"])
async def test_an_answer_may_be_no_json(how: str, api: Api, slack: Slack) -> None:
    await slack.mood(fail={"method": "chat.postMessage", "how": how})

    with pytest.raises(Exception):  # noqa: B017, PT011 - the SDK has no one name for it
        await api("chat.postMessage", **POST)
    assert await texts(slack) == []


@pytest.mark.parametrize(("how", "kept"), [("reset_before", []), ("reset_after_accept", ["a"])])
async def test_a_connection_may_be_reset_before_or_after_the_post(
    how: str, kept: list[str], api: Api, slack: Slack
) -> None:
    await slack.mood(fail={"method": "chat.postMessage", "how": how})

    with pytest.raises(aiohttp.ClientError):
        await api("chat.postMessage", **POST)
    assert await texts(slack) == kept


async def test_what_lost_its_connection_may_be_done_later_all_the_same(api: Api, slack: Slack) -> None:
    await slack.mood(hang=0.2, fail={"method": "chat.postMessage", "how": "late"})

    with pytest.raises(aiohttp.ClientError):
        await api("chat.postMessage", **POST)
    assert await texts(slack) == []

    while not await texts(slack):  # noqa: ASYNC110 - it is done at the other end of a socket
        await asyncio.sleep(0.02)
    assert await texts(slack) == ["a"]


async def test_a_post_may_be_kept_and_its_answer_never_come(api: Api, slack: Slack) -> None:
    await slack.mood(hang=3, fail={"method": "chat.postMessage", "how": "timeout_after_accept"})
    api.web.timeout = 1  # seconds

    with pytest.raises(TimeoutError):
        await api("chat.postMessage", **POST)
    assert await texts(slack) == ["a"]


async def test_an_upload_may_fail_half_way(api: Api, slack: Slack) -> None:
    await slack.mood(fail={"method": "upload", "how": "http_500"})

    with pytest.raises(SlackRequestError):
        await api.web.files_upload_v2(channel=CHURN, filename="a.md", content="# A")
    assert await api.refusal("files.completeUploadExternal", files=[{"id": "F0000000001"}]) == "file_not_found"


async def test_a_slow_slack_still_answers(api: Api, slack: Slack) -> None:
    await slack.mood(slow=0.05)
    await api("auth.test")

    assert (await slack.ledger())["calls"][0]["seconds"] > 0


async def test_a_slack_that_is_down_answers_nobody_and_comes_back(
    api: Api, slack: Slack, app: AsyncApp, connects: Start, ana: Person
) -> None:
    await connects(app)
    await slack.mood(down=True)

    with pytest.raises(aiohttp.ClientError):
        await api("auth.test")
    assert (await ana.command("/scope")).error == "no_connection"

    await slack.mood(down=False)

    assert await api.refusal("auth.test") == "ok"


async def test_all_moods_clear_at_once(api: Api, slack: Slack) -> None:
    await slack.mood(slow=60, down=True, twice=True, rate_limit={"every": 1})
    await slack.mood(clear=True)

    assert await asyncio.wait_for(api.refusal("auth.test"), 20) == "ok"


async def test_a_mood_that_is_not_known_names_those_that_are(slack: Slack) -> None:
    with pytest.raises(PracticeError, match="slow"):
        await slack.mood(grumpy=True)


async def test_settling_says_what_is_still_under_way(api: Api, slack: Slack) -> None:
    await slack.mood(slow=2)
    call = asyncio.create_task(api("auth.test"))

    with pytest.raises(PracticeError, match=r"auth\.test"):
        await slack.settle(timeout=0.1)
    await call

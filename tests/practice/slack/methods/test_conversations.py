"""conversations.*: who may read what, in which order, and page by page."""

from __future__ import annotations

from typing import Any

import pytest

from practice.client import Person, Slack
from tests.practice.slack.conftest import CHURN, LOCKED, SECRET, Api, Clock
from tests.practice.slack.shapes import Json

ANA, IVO, DEE, BOT2 = "U0000000ANA", "U0000000IVO", "U0000000DEE", "U00000BOT2"

REFUSED: dict[str, tuple[str, Json, str]] = {
    "news of nowhere": ("conversations.info", {"channel": "C0NOWHERE"}, "channel_not_found"),
    "news of a hidden channel": ("conversations.info", {"channel": SECRET}, "channel_not_found"),
    "members of a hidden channel": ("conversations.members", {"channel": SECRET}, "channel_not_found"),
    "no members at all": ("conversations.members", {"channel": CHURN, "limit": 0}, "invalid_limit"),
    "a thousand members": ("conversations.members", {"channel": CHURN, "limit": 1000}, "invalid_limit"),
    "many members": ("conversations.members", {"channel": CHURN, "limit": "many"}, "invalid_arguments"),
    "a page that was never given": ("conversations.members", {"channel": CHURN, "cursor": "x"}, "invalid_cursor"),
    "history of nowhere": ("conversations.history", {"channel": "C0NOWHERE"}, "channel_not_found"),
    "history since Monday": ("conversations.history", {"channel": CHURN, "oldest": "Monday"}, "invalid_ts_oldest"),
    "history until now": ("conversations.history", {"channel": CHURN, "latest": "now"}, "invalid_ts_latest"),
    "another page of history": ("conversations.history", {"channel": CHURN, "cursor": "next"}, "invalid_cursor"),
    "replies to nothing": ("conversations.replies", {"channel": CHURN, "ts": "1.1"}, "thread_not_found"),
    "replies to what is not named": ("conversations.replies", {"channel": CHURN}, "invalid_arguments"),
    "a talk with nobody": ("conversations.open", {}, "users_list_not_supplied"),
    "a talk with two": ("conversations.open", {"users": f"{ANA},{IVO}"}, "method_not_supported_for_channel_type"),
    "a talk with somebody unknown": ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
    "a talk with somebody who left": ("conversations.open", {"users": DEE}, "user_disabled"),
    "a talk with a bot": ("conversations.open", {"users": BOT2}, "cannot_dm_bot"),
    "a talk in nowhere": ("conversations.open", {"channel": "C0NOWHERE"}, "channel_not_found"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_slack_refuses(what: str, api: Api) -> None:
    method, args, error = REFUSED[what]

    assert await api.refusal(method, **args) == error


@pytest.mark.parametrize(
    ("method", "scope"),
    [
        ("conversations.info", "channels:read"),
        ("conversations.members", "channels:read"),
        ("conversations.history", "channels:history"),
        ("conversations.replies", "channels:history"),
        ("conversations.open", "im:write"),
    ],
)
async def test_reading_needs_its_scope(method: str, scope: str, api: Api, slack: Slack) -> None:
    await slack.set_app(scopes=["chat:write"])
    args = {"users": ANA} if method == "conversations.open" else {"channel": CHURN}
    more = {"ts": "1.1"} if method == "conversations.replies" else {}

    assert await api.refusal(method, **args, **more) == "missing_scope"
    assert [each["says"] for each in await slack.violations()] == [f"{method} needs {scope}"]


async def test_a_private_channel_needs_the_scope_of_groups(api: Api, slack: Slack) -> None:
    await slack.invites_bot("#secret-plans")
    await slack.set_app(scopes=["channels:read", "channels:history"])

    assert await api.refusal("conversations.info", channel=SECRET) == "missing_scope"
    assert await api.refusal("conversations.history", channel=SECRET) == "missing_scope"


async def test_an_archive_can_be_read(api: Api) -> None:
    assert (await api("conversations.info", channel=LOCKED))["channel"]["is_archived"]
    assert (await api("conversations.history", channel=LOCKED))["messages"] == []


async def test_members_are_counted_for_whoever_asks(api: Api) -> None:
    assert (await api("conversations.info", channel=CHURN, include_num_members="true"))["channel"]["num_members"] == 7
    assert "num_members" not in (await api("conversations.info", channel=CHURN))["channel"]


async def test_nine_hundred_and_ninety_nine_members_may_be_asked_for(api: Api) -> None:
    assert len((await api("conversations.members", channel=CHURN, limit=999))["members"]) == 7


@pytest.fixture
async def hours(api: Api, clock: Clock) -> list[str]:
    """Five messages, one an hour."""
    times = []
    for hour in range(5):
        times.append(str((await api("chat.postMessage", channel=CHURN, text=str(hour)))["ts"]))
        clock.passes(hours=1)
    return times


def texts(answer: Json) -> list[str]:
    return [each["text"] for each in answer["messages"]]


BETWEEN: dict[str, tuple[dict[str, Any], list[str]]] = {  # arguments by the number of a message: (them, what is read)
    "all": ({}, ["4", "3", "2", "1", "0"]),
    "after the second": ({"oldest": 1}, ["4", "3", "2"]),
    "before the fourth": ({"latest": 3}, ["2", "1", "0"]),
    "between both": ({"oldest": 1, "latest": 3}, ["2"]),
    "between both and those two": ({"oldest": 1, "latest": 3, "inclusive": True}, ["3", "2", "1"]),
    "one alone": ({"oldest": 2, "latest": 2, "inclusive": True}, ["2"]),
}


@pytest.mark.parametrize("what", BETWEEN)
async def test_history_reads(what: str, api: Api, hours: list[str]) -> None:
    named, read = BETWEEN[what]
    args = {key: hours[value] if key != "inclusive" else value for key, value in named.items()}

    assert texts(await api("conversations.history", channel=CHURN, **args)) == read


async def test_a_time_may_be_whole_seconds(api: Api, hours: list[str]) -> None:
    whole = hours[2].partition(".")[0]

    assert texts(await api("conversations.history", channel=CHURN, oldest=whole)) == ["4", "3"]
    assert texts(await api("conversations.history", channel=CHURN, oldest=f"{whole}.0", inclusive=1)) == ["4", "3", "2"]


async def test_history_comes_in_pages_and_ends(api: Api, hours: list[str]) -> None:
    pages, cursor, has_more = [], "", True
    while has_more:
        answer = await api("conversations.history", channel=CHURN, limit=2, cursor=cursor)
        pages.append(texts(answer))
        has_more, cursor = answer["has_more"], answer.get("response_metadata", {}).get("next_cursor", "")

    assert pages == [["4", "3"], ["2", "1"], ["0"]]
    assert cursor == ""


async def test_a_thread_is_read_by_any_of_its_messages(api: Api, ana: Person) -> None:
    root = (await api("chat.postMessage", channel=CHURN, text="root"))["ts"]
    reply = (await api("chat.postMessage", channel=CHURN, text="reply", thread_ts=root))["ts"]
    await ana.says("elsewhere")

    for ts in (root, reply):
        assert texts(await api("conversations.replies", channel=CHURN, ts=ts)) == ["root", "reply"]
    alone = (await api("chat.postMessage", channel=CHURN, text="alone"))["ts"]
    assert texts(await api("conversations.replies", channel=CHURN, ts=alone)) == ["alone"]


async def test_a_talk_that_is_open_says_so(api: Api) -> None:
    first = await api("conversations.open", users=ANA)
    again = await api("conversations.open", users=ANA, return_im=True)

    assert "already_open" not in first
    assert (again["already_open"], again["no_op"]) == (True, True)
    assert (again["channel"]["id"], again["channel"]["user"]) == (first["channel"]["id"], ANA)

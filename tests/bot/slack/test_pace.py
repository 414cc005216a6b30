"""Whoever calls Slack calls in one pace: what it asked one caller to wait, all wait, and nobody else."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.app import web_client
from bot.metrics import Metrics
from bot.slack.calls import Slack, Unknown, Wait
from bot.slack.pace import Pace
from practice.slack.server import Practice

POST = "chat.postMessage"


class Seconds:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    clock = Seconds()

    async def sleep(delay: float) -> None:
        clock.now += delay

    monkeypatch.setattr("bot.slack.pace.asyncio.sleep", sleep)
    return clock


@pytest.fixture
async def calls(practice: Practice) -> AsyncIterator[Slack]:
    async with aiohttp.ClientSession() as session:
        yield Slack(web_client("xoxb-practice", practice.api_url, session), Metrics())


async def moments(pace: Pace, seconds: Seconds, *calls: tuple[str, str]) -> list[float]:
    found = []
    for method, channel in calls:
        await pace.turn(method, channel)
        found.append(seconds() - 1000)
    return found


async def test_posts_in_one_channel_stand_in_line_and_hold_up_nothing_else(seconds: Seconds) -> None:
    pace = Pace(1.0, seconds)
    came = [(POST, "C1"), (POST, "C2"), ("chat.update", "C1"), ("chat.update", "C1"), (POST, "C1"), (POST, "C1")]

    assert await moments(pace, seconds, *came) == [0, 0, 0, 0, 1, 2]


async def test_a_person_and_the_channel_with_them_are_one_channel(seconds: Seconds) -> None:
    pace = Pace(1.0, seconds)
    await pace.turn(POST, "U1")
    pace.closed(POST, "U1", 30)
    pace.same_room("U1", "D1")

    assert pace.left(POST, "D1") == pace.left(POST, "U1") > 30
    assert await moments(pace, seconds, (POST, "D1"), (POST, "U1")) == [1, 2]


@pytest.mark.parametrize(
    ("limited", "waits", "does_not"),
    [
        ((POST, "C1"), [(POST, "C1")], [(POST, "C2"), ("chat.update", "C1")]),
        (("chat.update", "C1"), [("chat.update", "C1"), ("chat.update", "C2")], [(POST, "C1")]),
    ],
)
def test_a_wait_is_everybodys_and_no_one_elses(
    limited: tuple[str, str], waits: list[tuple[str, str]], does_not: list[tuple[str, str]]
) -> None:
    seconds = Seconds()
    pace = Pace(0, seconds)
    pace.closed(*limited, 30)
    pace.closed(*limited, 2)

    assert all(pace.left(*each) >= 30 for each in waits)
    assert [pace.left(*each) for each in does_not] == [0] * len(does_not)

    seconds.now += 31

    assert [pace.left(*each) for each in waits] == [0] * len(waits)


async def test_nobody_calls_before_the_wait_is_over(practice: Practice, calls: Slack) -> None:
    channel = practice.workspace.channel("#churn").id
    practice.moods.change(rate_limit={"method": POST, "every": 1, "retry_after": 30})
    came = await asyncio.gather(*(try_to_post(calls, channel) for _ in range(3)))
    practice.moods.change(rate_limit=None)
    came += [await try_to_post(calls, channel) for _ in range(5)]
    asked = [each for each in practice.ledger.calls if each.method == POST]

    assert all(25 < wait <= 31 for wait in came)
    assert len(asked) <= 3


@pytest.mark.parametrize(("retry_after", "most"), [("abc", 10), ("86400", 121), ("Fri, 01 Jan 2099 00:00:00 GMT", 121)])
async def test_a_wait_that_slack_cannot_mean_ends(
    practice: Practice, calls: Slack, retry_after: str, most: float
) -> None:
    practice.moods.change(rate_limit={"method": POST, "every": 1, "retry_after": retry_after})
    wait = await try_to_post(calls, practice.workspace.channel("#churn").id)

    assert 0 < wait <= most


async def test_an_answer_that_is_none_of_slacks_leaves_the_outcome_unknown(practice: Practice, calls: Slack) -> None:
    channel = practice.workspace.channel("#churn").id
    for kind in ("empty", "plain", "list", "half", "bare", "wordless"):
        practice.moods.change(fail={"method": POST, "how": f"{kind}_after_accept"})
        with pytest.raises(Unknown):
            await calls.call(POST, channel=channel, text="Hello")


async def try_to_post(calls: Slack, channel: str) -> float:
    """The seconds that the caller is told to wait."""
    with pytest.raises(Wait) as told:
        await calls.call(POST, channel=channel, text="Hello")
    return told.value.seconds

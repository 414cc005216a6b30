"""Whatever a worker fails by, expected or not: it is tried again by itself, and nothing is shown twice."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.thread import worker
from bot.thread.posting import Posting
from practice.client import Slack
from tests.conftest import Running
from tests.crash import counting
from tests.team import Team


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between two tries, shortened."""
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.01)


def failing(monkeypatch: pytest.MonkeyPatch, act: str, *, after: bool, key: str = "") -> list[int]:
    """An act of Posting that breaks the first two times, before or after it was done; how often it was tried."""
    done: Callable[..., Awaitable[Any]] = getattr(Posting, act)
    tries: list[int] = []

    async def breaking(self: Posting, scoping: Any, *rest: Any) -> None:
        is_it = not key or rest[0].key == key
        tries.extend([len(tries)] * is_it)
        breaks = is_it and len(tries) <= 2
        if after or not breaks:
            await done(self, scoping, *rest)
        if breaks:
            raise ZeroDivisionError("nobody expected this")

    monkeypatch.setattr(Posting, act, breaking)
    return tries


async def wrong(slack: Slack, bot: Running) -> tuple[list[str], list[str]]:
    scoping = await bot.scoping()
    messages = await counting.all_messages(slack, "#churn", scoping.shown["thread"].ts)
    return counting.doubled(messages), counting.out_of_line(scoping, messages)


@pytest.mark.parametrize(
    ("act", "key"), [("post", "card"), ("post", ""), ("update", "card"), ("update", "turn:exam.1:1")]
)
@pytest.mark.parametrize("after", [False, True])
async def test_what_nobody_expected_is_tried_again(
    slack: Slack, team: Team, bot: Running, monkeypatch: pytest.MonkeyPatch, act: str, key: str, after: bool
) -> None:
    tries = failing(monkeypatch, act, after=after, key=key)
    await team.start()
    await team.answers(team.ana)

    assert len(tries) > (0 if after else 2)
    assert await wrong(slack, bot) == ([], [])


async def test_a_repair_that_breaks_is_tried_again(
    slack: Slack, team: Team, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = failing(monkeypatch, "begin_anew", after=False)
    await team.start()
    await slack.delete_message(await team.card())
    await team.settle()

    assert len(tries) > 2
    assert await wrong(slack, bot) == ([], [])

"""A scoping whose report's files are due, and what its thread shows of them."""

from typing import Any

import pytest

from practice.client import Message
from tests.conftest import Running
from tests.team import Team


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between two tries, shortened."""
    monkeypatch.setattr("bot.thread.files.sharing.PAUSES", (0.01, 0.01))


async def ends(team: Team) -> None:
    """Without machine learning: the report is due at once."""
    await begins_to_end(team)
    await team.accepts_all()


async def begins_to_end(team: Team) -> None:
    """All but the director's word is there."""
    await team.start()
    await team.answers(team.ana)
    chosen: dict[str, Any] = {"exam.2.simpler": "process"}
    await team.answers(team.ana, **chosen)
    for _ in ("what is done instead", "when it is wrong"):
        await team.answers(team.ana)


async def changes(bot: Running) -> None:
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as scoping:
        scoping.seq += 1


async def said(team: Team) -> list[str]:
    return [each.plain() for each in await team.thread() if "scopebot export" in each.plain()]


def files(thread: list[Message]) -> list[str]:
    return [name for each in thread for name in each.files]


async def lags(bot: Running) -> bool:
    return bool(await bot.store.lagging())

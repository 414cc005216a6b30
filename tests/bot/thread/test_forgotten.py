"""Somebody was forgotten while the bot was stopped: at its next start their threads show the pseudonym, and go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands import forget
from bot.commands.backup import backup, restore
from practice.client import Slack
from practice.slack.server import Practice
from tests.conftest import Clock, running_bot
from tests.team import Team


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "forgotten"


@pytest.mark.parametrize("name", ["Ana", "Ivo", "Mia"])
async def test_the_thread_shows_the_pseudonym_and_nobody_else_is_touched(
    practice: Practice, slack: Slack, data: Path, clock: Clock, name: str
) -> None:
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        await team.answers(team.ana)
        await team.answers(team.mia)
        id = await team.id_of(name)
        count = len(await team.thread())
    assert forget.run({"SCOPEBOT_DATA": str(data)}, id, now=clock()) == 0
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()
        messages = [await team.card_message(), *await team.thread()]
        clock.skip(days=3)
        await bot.application.reminders.tick()
        await team.settle()
        scoping = await bot.scoping()

        assert [each.plain() for each in messages if id in str(each.blocks) or f"{name}" in each.plain()] == []
        assert "somebody who left 1" in "\n".join(each.plain() for each in messages)
        assert len(messages) - 1 >= count
        assert id not in scoping.model_dump_json()
        assert {"exam.1", "exam.2"} <= scoping.entries.keys()


async def test_a_restored_thread_shows_the_pseudonym_too(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        await team.answers(team.ana)
        id = await team.id_of("Mia")
    env, away = {"SCOPEBOT_DATA": str(data)}, data.with_name("away.zip")
    assert backup(env, away, clock()) == 0
    assert forget.run(env, id, now=clock()) == 0
    assert restore(env, away, replace=True, now=clock()) == 0
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()

        assert id not in (await bot.scoping()).model_dump_json()
        assert "LEFT1" in (await bot.scoping()).team

"""Stopped and started again: a thread that is in line is left alone, and one that lags is brought in line."""

from pathlib import Path

import pytest

from bot.store.tiny import TinyStore
from practice.client import Slack
from practice.slack.server import Practice
from tests.conftest import Clock, running_bot
from tests.crash import counting
from tests.crash.bots import Bots, until
from tests.crash.people import Crew
from tests.play import GOOD
from tests.team import Team

AT_EVERY_START = {"auth.test", "apps.connections.open"}


async def _played(practice: Practice, slack: Slack, folder: Path, clock: Clock) -> str:
    """A scoping with one answer, its bot stopped; its id."""
    async with running_bot(practice, folder, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        await team.answers(team.ana)
        return (await bot.store.find())[0].id


async def _calls_of_a_start(practice: Practice, slack: Slack, folder: Path, clock: Clock) -> list[str]:
    before = len(practice.ledger.calls)
    async with running_bot(practice, folder, clock) as bot:
        await Team(slack, bot.settled).settle()
        return [call.method for call in practice.ledger.calls[before:]]


async def test_a_thread_in_line_costs_no_call_at_a_start(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    await _played(practice, slack, tmp_path, clock)
    calls = await _calls_of_a_start(practice, slack, tmp_path, clock)

    assert set(calls) == AT_EVERY_START


async def test_a_thread_that_lags_is_brought_in_line_at_a_start(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    id = await _played(practice, slack, tmp_path, clock)
    store = TinyStore(tmp_path, clock=clock)
    async with store.edit(id, None) as scoping:
        scoping.answer({"exam.2": dict(GOOD["exam.2"])}, scoping.initiator, clock())
    store.close()
    calls = await _calls_of_a_start(practice, slack, tmp_path, clock)
    shown = await counting.all_messages(slack, "#churn")
    store = TinyStore(tmp_path, clock=clock)
    found = await store.get(id)
    store.close()

    assert counting.out_of_line(found, shown) == []
    assert calls.count("chat.postMessage") == 1


async def test_a_record_that_only_forgot_that_it_is_in_line_costs_no_call_either(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    id = await _played(practice, slack, tmp_path, clock)
    store = TinyStore(tmp_path, clock=clock)
    async with store.edit(id, None) as scoping:
        scoping.shown_seq = -1
    store.close()
    calls = await _calls_of_a_start(practice, slack, tmp_path, clock)

    assert set(calls) == AT_EVERY_START


async def _has(crew: Crew, key: str) -> bool:
    return any(crew.key(message) == key for message in await crew.thread())


@pytest.mark.process
async def test_a_card_whose_edit_was_put_off_is_shown_after_the_next_start(away: Slack, family: Bots) -> None:
    await family.start({"SCOPEBOT_CARD_DELAY": "60"}, flush_after=0.0)
    await family.ready()
    crew = Crew.alone(away, "#churn")
    await crew.starts("Churn early warning")
    await crew.plays(acts=1)
    await until(lambda: _has(crew, "turn:exam.2:1"))
    await family.stop()
    await family.start(flush_after=0.0)
    await family.in_line()
    shown = await counting.all_messages(away, "#churn")

    assert counting.out_of_line(family.scopings()[crew.id], shown) == []

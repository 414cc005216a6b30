"""The database goes away under a running bot: people are told in time, and it comes back without anybody's hands."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest

from bot.store.errors import Away
from bot.words.sentences import sentence
from practice.client import Slack
from practice.slack.server import Practice
from tests.conftest import Clock, Running, running_bot
from tests.crash import counting
from tests.crash.bots import until
from tests.crash.replicas import played_while_the_database_is_away
from tests.postgres import Server
from tests.team import Team, entries

TOLD_WITHIN = 3.0
BACK_WITHIN = 5.0
"""Seconds."""


@pytest.fixture
async def bot(practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, database: str) -> AsyncIterator[Running]:
    async with running_bot(practice, tmp_path / "data", clock, database=database) as bot:
        yield bot


@pytest.fixture(params=["stopped", "frozen"])
def goes(request: pytest.FixtureRequest, server: Server) -> tuple[Callable[[], None], Callable[[], None]]:
    """How the database goes away, and how it comes back."""
    return {"stopped": (server.stop, server.start), "frozen": (server.freeze, server.thaw)}[request.param]


async def test_a_scoping_goes_from_the_command_to_the_signed_report(team: Team, slack: Slack, bot: Running) -> None:
    await team.start()
    await team.passes_exam()
    for _ in range(3):
        await team.answers(team.ana)
    await team.accepts_all()
    for line in range(1, 8):
        board = await team.message("turn:readiness:1")
        await team.mia.presses("Answer", on=board, block_id=f"line:change.{line}")
        await team.fill_in(team.mia)
    await team.ivo.presses("Sign off", on=await team.message("turn:sign:1"))
    await team.settle()

    assert any("Go: keep it running" in message.plain() for message in await team.thread())
    assert await wrong(slack, bot) == ([], [])


async def test_an_answer_is_said_not_to_be_saved_in_time_and_is_taken_once_it_is_back(
    bot: Running, team: Team, slack: Slack, goes: tuple[Callable[[], None], Callable[[], None]]
) -> None:
    go, come = goes
    await team.start()
    await types_an_answer(team)
    go()
    began = time.monotonic()
    refused = await team.ana.submits()
    took = time.monotonic() - began
    said = await team.ana.errors()
    come()
    began = time.monotonic()
    while (taken := await team.ana.submits()).response is not None:
        assert time.monotonic() - began < BACK_WITHIN
    await team.settle()

    assert refused.acked
    assert took < TOLD_WITHIN
    assert said == {"exam.1.problem": sentence("told.not_saved")}
    assert taken.acked
    assert await wrong(slack, bot) == ([], [])


async def test_a_press_and_a_command_are_told_in_time(bot: Running, team: Team, server: Server) -> None:
    await team.start()
    question = await team.open_message()
    server.stop()
    began = time.monotonic()
    await team.ana.presses("Answer", on=question)
    pressed = time.monotonic() - began
    began = time.monotonic()
    status = await team.ana.command("/scope", "status", channel="#churn")
    typed = time.monotonic() - began
    server.start()
    await team.settle()

    assert max(pressed, typed) < TOLD_WITHIN
    assert next(each.plain() for each in await team.ana.ephemerals()) == sentence("told.not_saved")
    assert sentence("told.not_saved") in str(status.response)


async def test_no_thread_is_left_behind_and_nobody_has_to_do_anything(
    bot: Running, team: Team, slack: Slack, server: Server
) -> None:
    await team.start()
    await types_an_answer(team)
    await slack.mood(slow=0.1)
    await team.ana.submits()  # the answer is saved; the database is gone by the time that it is to be shown
    server.stop()
    await asyncio.sleep(2.5)  # longer than anything waits for it: the thread is given up for now
    await slack.mood(slow=0)
    server.start()
    await until(partial(nothing_lags, bot), BACK_WITHIN)
    await team.settle()

    assert await wrong(slack, bot) == ([], [])


@pytest.mark.process
async def test_so_it_is_with_several(
    tmp_path: Path, database: str, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    away = await played_while_the_database_is_away(2, 3.0, 1, tmp_path, server, database, seed=7)
    with capsys.disabled():
        sys.stdout.write(f"\n{away}\n")

    assert away.told_within
    assert (away.found.lost, away.found.doubled, away.found.out_of_line) == ([], [], [])


async def nothing_lags(bot: Running) -> bool:
    try:
        return not await bot.store.lagging()
    except Away:  # it has not been noticed yet that it is back
        return False


async def types_an_answer(team: Team) -> None:
    await team.ana.presses("Answer", on=await team.open_message())
    await team.ana.fill(entries(await team.ana.modal()))


async def wrong(slack: Slack, bot: Running) -> tuple[list[str], list[str]]:
    """What is doubled, and what is not in line."""
    shown = await counting.all_messages(slack, "#churn")
    kept = await bot.scoping()
    return counting.doubled(shown), counting.out_of_line(kept, shown)

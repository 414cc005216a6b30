"""The disk is full, or fails: what was not saved is said to be so, and nothing that was saved is lost."""

import errno
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.commands.run import DISK_FAILED
from bot.store.tiny import TinyStore
from bot.words.sentences import sentence
from practice.client import Slack
from practice.slack.server import Practice
from tests import conftest
from tests.bot.store.failing_disk import FailingDisk, an_error
from tests.conftest import Clock, Running, running_bot
from tests.crash import counting
from tests.crash.bots import Bots
from tests.crash.people import Crew
from tests.team import Team, entries


@pytest.fixture
def disk() -> FailingDisk:
    return FailingDisk()


@pytest.fixture
async def bot(
    practice: Practice, tmp_path: Path, clock: Clock, disk: FailingDisk, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    monkeypatch.setattr(conftest, "TinyStore", partial(TinyStore, disk=disk))
    async with running_bot(practice, tmp_path / "data", clock) as bot:
        yield bot


async def test_on_a_full_disk_the_person_is_told_beside_the_field_and_sends_it_again(
    disk: FailingDisk, bot: Running, team: Team, slack: Slack
) -> None:
    await team.start()
    before = [await bot.store.get(each.id) for each in await bot.store.find()]
    await _types_an_answer(team)
    disk.fails["create"] = an_error(errno.ENOSPC)
    refused = await team.ana.submits()
    said = await team.ana.errors()
    during = [await bot.store.get(each.id) for each in await bot.store.find()]
    disk.fails.clear()
    taken = await team.ana.submits()
    await team.settle()

    assert refused.acked
    assert said == {"exam.1.problem": sentence("told.not_saved")}
    assert during == before
    assert taken.response is None
    assert await _wrong(slack, bot) == ([], [])


async def test_what_slack_shows_is_not_forgotten_when_it_cannot_be_saved(
    disk: FailingDisk, bot: Running, team: Team, slack: Slack
) -> None:
    await team.start()
    await _types_an_answer(team)
    # The answer is saved; the disk is full by the time that the next question was posted.
    await slack.mood(slow=0.1)
    await team.ana.submits()
    disk.fails["create"] = an_error(errno.ENOSPC)
    await slack.mood(slow=0)
    await team.settle()
    await _types_an_answer(team)
    await team.ana.submits()
    disk.fails.clear()
    await team.ana.submits()
    await team.settle()

    assert await _wrong(slack, bot) == ([], [])


@pytest.mark.parametrize("number", [errno.EMFILE, errno.EIO])
async def test_a_record_the_system_does_not_give_out_is_not_called_damaged(
    disk: FailingDisk, bot: Running, team: Team, tmp_path: Path, number: int
) -> None:
    await team.start()
    question = await team.open_message()
    for file in (tmp_path / "data").glob("V*.json"):
        file.touch()  # so that what is at hand has to be read again
    disk.fails["read"] = an_error(number)
    await team.ana.presses("Answer", on=question)
    await team.settle()
    said = [each.plain() for each in await team.ana.ephemerals()]
    disk.fails.clear()
    await team.answers(team.ana, on=question)

    assert said == [sentence("told.not_read")]
    assert (await bot.scoping()).restored == []


@pytest.mark.process
async def test_a_failed_fsync_stops_the_process_and_a_new_one_goes_on(away: Slack, family: Bots) -> None:
    await family.start(flush_after=0.0)
    await family.ready()
    crew = Crew.alone(away, "#churn")
    await crew.starts("Churn early warning")
    await crew.plays(acts=1)
    await family.in_line()
    await family.stop()
    await family.start(failing="sync_folder")
    await family.ready()
    ana = away.person("Ana")
    question = next(each for each in await crew.thread() if crew.key(each) == "turn:exam.2:1")
    await ana.presses("Answer", on=question)
    await ana.fill(entries(await ana.modal()))
    refused = await ana.submits()
    said = await ana.errors()
    code = await family.gone()
    await family.start(flush_after=0.0)
    await family.ready()
    again = await ana.submits()
    await family.in_line()
    await away.settle()
    shown = await counting.all_messages(away, "#churn")

    assert refused.acked
    assert set(said.values()) == {sentence("told.not_saved")}
    assert code == DISK_FAILED
    assert again.acked
    assert counting.doubled(shown) == []
    assert counting.out_of_line(family.scopings()[crew.id], shown) == []


@pytest.mark.process
async def test_a_failed_fsync_behind_the_scenes_stops_the_process_too(away: Slack, family: Bots) -> None:
    await family.start(flush_after=60.0)
    await family.ready()
    crew = Crew.alone(away, "#churn")
    await crew.starts("Churn early warning")
    await crew.plays(acts=1)
    family.kill()
    await family.gone()
    await family.start(flush_after=0.0, failing="sync_file")
    code = await family.gone()

    assert code == DISK_FAILED


async def _types_an_answer(team: Team) -> None:
    await team.ana.presses("Answer", on=await team.open_message())
    await team.ana.fill(entries(await team.ana.modal()))


async def _wrong(slack: Slack, bot: Running) -> tuple[list[str], list[str]]:
    """What is doubled, and what is not in line."""
    shown = await counting.all_messages(slack, "#churn")
    kept = await bot.store.get((await bot.store.find())[0].id)
    return counting.doubled(shown), counting.out_of_line(kept, shown)

"""A thread that gets no files is told so, once, and no more once it has them."""

from pathlib import Path
from typing import Any

import pytest

from bot.thread.files.no_files import SAID
from bot.words.sentences import sentence
from practice.client import Slack
from practice.slack.server import Practice
from tests.bot.thread.files.conftest import begins_to_end, changes, ends, files, lags, said
from tests.conftest import Clock, Running, running_bot
from tests.team import Team

PARTNERS = "#partners"


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ({"files": "off"}, "off"),
        ({"files": "size"}, "size"),
        ({"fail": {"method": "files.getUploadURLExternal", "how": "missing_scope", "times": 1000}}, "scope"),
        ({"fail": {"method": "files.completeUploadExternal", "how": "posting_to_channel_denied", "times": 9}}, ""),
        ({"fail": {"method": "files.completeUploadExternal", "how": "never_heard_of", "times": 9}}, "refused"),
    ],
)
async def test_an_ended_scopings_card_is_not_behind_a_refused_file(
    slack: Slack, team: Team, bot: Running, mood: dict[str, Any], reason: str
) -> None:
    await slack.mood(**mood)
    await ends(team)
    card = await team.card()

    assert "Waiting" not in card.plain()
    assert "Park it" not in card.buttons()
    assert len(await said(team)) == 1
    assert sentence(f"files.{reason}", error="never_heard_of") in (await said(team))[0] if reason else True
    assert (await bot.scoping()).id in (await said(team))[0]


async def test_a_shared_channel_that_takes_no_files_is_told_so(slack: Slack, bot: Running) -> None:
    team = Team(slack, bot.settled, PARTNERS)
    await slack.mood(files="shared")
    await ends(team)

    assert "Waiting" not in (await team.card()).plain()
    assert [sentence("files.shared") in each for each in await said(team)] == [True]
    assert not await lags(bot)


async def test_the_next_change_tries_again_and_takes_back_what_was_said(slack: Slack, team: Team, bot: Running) -> None:
    await slack.mood(files="off")
    await ends(team)
    before = await said(team)
    await slack.mood(files="")
    await bot.application.threads.catch_up()
    await team.settle()
    untouched = await said(team)
    await changes(bot)
    await team.settle()

    assert len(before) == len(untouched) == 1
    assert await said(team) == []
    assert len(files(await team.thread())) == 2


@pytest.mark.parametrize("how", ["empty", "list", "bare"])
async def test_that_there_are_no_files_is_said_once_also_where_slack_does_not_answer_to_it(
    slack: Slack, team: Team, bot: Running, how: str
) -> None:
    await slack.mood(files="off")
    await begins_to_end(team)
    await slack.mood(fail={"method": "chat.postMessage", "how": f"{how}_after_accept", "times": 1000})
    await team.accepts_all()
    await bot.application.threads.catch_up()
    await team.settle()
    told = await said(team)
    await slack.mood(files="")
    await bot.application.threads.catch_up()
    await team.settle()

    assert len(told) == 1


# ---- a crash comes between the message that says it and what the record says of it


async def told_before_a_crash(practice: Practice, slack: Slack, folder: Path, clock: Clock) -> list[str]:
    async with running_bot(practice, folder, clock) as bot:
        team = Team(slack, bot.settled)
        await slack.mood(files="off")
        await begins_to_end(team)
        bot.is_about_to_be_killed()
        await team.accepts_all()
        return await said(team)


async def test_that_there_are_no_files_is_said_once_also_after_a_crash(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    before = await told_before_a_crash(practice, slack, tmp_path, clock)
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()

        assert len(before) == 1
        assert await said(team) == before


async def test_where_the_files_come_after_a_crash_what_was_said_of_them_goes(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    await told_before_a_crash(practice, slack, tmp_path, clock)
    await slack.mood(files="")
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await changes(bot)
        await team.settle()

        assert len(files(await team.thread())) == 2
        assert await said(team) == []
        assert SAID not in (await bot.scoping()).shown


async def test_what_could_not_be_taken_back_at_once_is_taken_back_later(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    await told_before_a_crash(practice, slack, tmp_path, clock)
    await slack.mood(files="", fail={"method": "chat.delete", "how": "internal_error"})
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await changes(bot)
        await team.settle()
        still, behind = await said(team), await lags(bot)
        await bot.application.threads.catch_up()
        await team.settle()

        assert (len(still), behind) == (1, True)
        assert await said(team) == []
        assert not await lags(bot)

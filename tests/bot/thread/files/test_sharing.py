"""Files that are long on their way, or cannot go, hold nobody up, and come later; none comes twice."""

from pathlib import Path

import pytest

from bot.words.sentences import sentence
from practice.client import Slack
from practice.slack.server import Practice
from tests.bot.thread.files.conftest import begins_to_end, ends, files, lags, said
from tests.conftest import Clock, Running, running_bot
from tests.crash.bots import until
from tests.team import Team


async def test_a_blocked_host_holds_nobody_up(
    slack: Slack, team: Team, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await slack.mood(files="blocked", hang=30)
    ended = team.accepts_all
    monkeypatch.setattr(team, "accepts_all", _nothing)
    await ends(team)
    monkeypatch.setattr(team, "accepts_all", ended)
    on = await team.with_button("Accept")
    await team.ivo.presses("Accept or send back", on=on)
    await team.ivo.fill({"all": ["all"]})
    await team.ivo.submits()
    await until(lambda: _card_is_done(team))
    await until(lambda: _is_uploading(slack))
    await team.mia.command("/scope", "new Answering mail")
    await team.mia.fill({"idea": "Answer mail by itself.", "director": "Ivo", "team": ["Tom"]})
    await team.mia.submits()
    await until(lambda: _begun(slack, "Answering mail"))
    still = await _uploads(slack)
    await slack.mood(files="", hang=0)

    assert still == ["hang"]


async def test_what_could_not_be_uploaded_is_said_and_comes_later(
    slack: Slack, team: Team, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.calls.UPLOAD", 0.05)
    await slack.mood(files="blocked", hang=0.2)
    await ends(team)
    during, behind = await said(team), await lags(bot)
    await slack.mood(files="")
    await bot.application.threads.catch_up()
    await team.settle()

    assert [sentence("files.away") in each for each in during] == [True]
    assert behind
    assert not await lags(bot)
    assert await said(team) == []
    assert len(files(await team.thread())) == 2


async def test_files_that_slack_takes_late_are_waited_for_and_not_doubled(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    async with running_bot(practice, tmp_path, clock, sure_after=1.0) as bot:
        team = Team(slack, bot.settled)
        await begins_to_end(team)
        await slack.mood(hang=0.3, fail={"method": "files.completeUploadExternal", "how": "late"})
        await team.accepts_all()
        await until(lambda: _is_completed(practice))
        await team.settle()

        assert len(files(await team.thread())) == 2
        assert await said(team) == []


async def _is_completed(practice: Practice) -> bool:
    calls = [each.answer for each in practice.ledger.calls if each.method == "files.completeUploadExternal"]
    return bool(calls) and "late" not in calls


async def _nothing() -> None: ...


async def _is_uploading(slack: Slack) -> bool:
    return bool(await _uploads(slack))


async def _uploads(slack: Slack) -> list[str]:
    return [each["answer"] for each in (await slack.ledger())["calls"] if each["method"] == "upload"]


async def _card_is_done(team: Team) -> bool:
    return "Waiting" not in (await team.card()).plain()


async def _begun(slack: Slack, title: str) -> bool:
    return any(title in each.plain() for each in await slack.messages("#churn"))

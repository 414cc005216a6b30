"""What was kept long enough goes, a month after its director was told of it, and not before; backups go, too."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.commands.backup import backup
from bot.settings import SettingsError, load
from bot.store import backups
from bot.store.errors import NotKept
from bot.thread.retention import Retention
from dialogs.record.parts import Condition, Note
from dialogs.scoping.scoping import Scoping
from practice.client import Message, Slack
from practice.slack.server import Practice
from tests.conftest import Clock, Running, running_bot
from tests.endings import EVERY
from tests.play import IVO, MONDAY
from tests.team import Team

TWO_YEARS = timedelta(days=730)


def retention(bot: Running, clock: Clock) -> Retention:
    context = bot.application.context
    return Retention(context.scopings, context.slack, clock, TWO_YEARS)


async def looks(bot: Running, team: Team, clock: Clock) -> list[str]:
    gone = await retention(bot, clock).tick()
    await team.settle()
    return gone


async def cancelled(team: Team) -> None:
    await team.start()
    await team.ana.command("/scope", "cancel", channel=team.channel)
    await team.ana.fill({"reason": "No budget this year."})
    await team.ana.submits()
    await team.settle()


async def told(team: Team) -> list[Message]:
    found = [(str((each.metadata or {}).get("event_payload", {}).get("key", "")), each) for each in await team.thread()]
    return [each for key, each in found if "/leaves:" in key]


def kept(folder: Path) -> list[str]:
    return [str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file() and "V" in file.name]


async def test_it_goes_a_month_after_the_director_was_told(
    team: Team, bot: Running, clock: Clock, tmp_path: Path
) -> None:
    await cancelled(team)
    id = (await bot.scoping()).id
    clock.skip(days=699)
    early = await looks(bot, team, clock), await told(team)
    clock.skip(days=2)
    first = await looks(bot, team, clock), [each.plain() for each in await told(team)]
    again = await looks(bot, team, clock), len(await told(team))
    clock.skip(days=29)
    waiting = await looks(bot, team, clock)
    clock.skip(days=2)
    gone = await looks(bot, team, clock)

    assert early == ([], [])
    assert first[0] == []
    assert first[1][0].startswith("@Ivo, this scoping has been kept as long as was agreed here. On ")
    assert again == ([], 1)
    assert waiting == []
    assert gone == [id]
    assert await bot.store.find() == []
    assert [file for file in (tmp_path / "data").rglob("*") if id in str(file)] == []
    assert id.encode() not in (tmp_path / "data" / ".summaries").read_bytes()
    with pytest.raises(NotKept):
        await bot.store.get(id)


async def test_files_in_the_thread_go_with_it(team: Team, bot: Running, clock: Clock, practice: Practice) -> None:
    await cancelled(team)
    before = [file for each in await team.thread() for file in each.files]
    for days in (701, 31):
        clock.skip(days=days)
        gone = await looks(bot, team, clock)
    after = [file for each in await team.slack.messages("#churn") for file in each.files]

    assert before
    assert gone
    assert after == []


async def test_what_was_opened_again_stays_and_the_thread_says_so(team: Team, bot: Running, clock: Clock) -> None:
    await cancelled(team)
    clock.skip(days=701)
    await looks(bot, team, clock)
    scoping = await bot.scoping()
    async with bot.application.context.scopings.edit(scoping.id) as opened:
        opened.reopen(opened.director, clock())
    await team.settle()
    clock.skip(days=400)
    gone = await looks(bot, team, clock)

    assert gone == []
    assert "It stays, because something has happened since." in (await told(team))[0].plain()


async def test_where_the_thread_cannot_say_it_the_director_is_told_directly(
    team: Team, bot: Running, clock: Clock, slack: Slack
) -> None:
    await cancelled(team)
    scoping = await bot.scoping()
    await slack.archives("#churn")
    for days in (701, 31, 29):
        clock.skip(days=days)
        assert await looks(bot, team, clock) == []
    dms = await team.ivo.direct_messages()
    clock.skip(days=2)
    gone = await looks(bot, team, clock)

    assert await told(team) == []
    assert len([each for each in dms if "I can't say it in its thread" in each.plain()]) == 1
    assert gone == [scoping.id]


async def test_a_crash_just_after_the_director_was_told_directly_tells_nobody_twice(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is sent, and the bot killed before the record says when it goes."""
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        await cancelled(team)
        id = (await bot.scoping()).id
        await slack.archives("#churn")
        clock.skip(days=701)
        await looks(bot, team, clock)
        clock.skip(days=31)
        monkeypatch.setattr("bot.thread.retention.Leaving", _killed)
        with pytest.raises(ZeroDivisionError):
            await looks(bot, team, clock)
        bot.application.context.scopings._unsaved.clear()
        monkeypatch.undo()
        before = len(await team.ivo.direct_messages())
    async with running_bot(practice, tmp_path, clock) as bot:
        team = Team(slack, bot.settled)
        gone = [await looks(bot, team, clock)]
        clock.skip(days=29)
        gone.append(await looks(bot, team, clock))
        after = len(await team.ivo.direct_messages())
        clock.skip(days=2)
        gone.append(await looks(bot, team, clock))

    assert after == before
    assert gone == [[], [], [id]]


def _killed(**_: object) -> None:
    raise ZeroDivisionError


async def test_backups_go_when_they_are_as_old(team: Team, bot: Running, clock: Clock, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await team.start()
    backup({"SCOPEBOT_DATA": str(folder)}, None, clock())
    clock.skip(days=729)
    backup({"SCOPEBOT_DATA": str(folder)}, None, clock())
    await looks(bot, team, clock)
    both = len(backups.archives(folder))
    clock.skip(days=2)
    await looks(bot, team, clock)

    assert both == 2
    assert len(backups.archives(folder)) == 1
    assert await bot.store.find()


async def test_without_the_setting_nothing_goes(practice: Practice, slack: Slack, tmp_path: Path, clock: Clock) -> None:
    async with running_bot(practice, tmp_path / "other", clock) as bot:
        assert bot.application.retention is None


# ---- from when it is counted


def test_it_is_counted_from_the_ending_or_the_last_condition() -> None:
    ended = EVERY["rejected"]()
    condition = Condition(id="k", about="exam.1", text="Look", owner=IVO, due=date(2026, 6, 1), by=IVO, at=MONDAY)
    waiting = ended.model_copy(update={"conditions": [condition]})
    closed = condition.model_copy(update={"closed": Note(text="", by=IVO, at=MONDAY + timedelta(days=300))})
    met = ended.model_copy(update={"conditions": [closed]})

    assert ended.ending is not None
    assert ended.rests_since == ended.ending.at
    assert _day(waiting) == date(2026, 6, 1)
    assert _day(met) == (MONDAY + timedelta(days=300)).date()
    assert ended.model_copy(update={"ending": None}).rests_since is None


def _day(scoping: Scoping) -> date:
    assert scoping.rests_since is not None
    return scoping.rests_since.date()


TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.mark.parametrize(("typed", "days"), [("730d", 730), ("24m", 730.5), ("2y", 730.5), ("90D", 90)])
def test_how_long_is_said_in_days_months_or_years(typed: str, days: float) -> None:
    assert load(TOKENS | {"SCOPEBOT_RETENTION": typed}).retention == timedelta(days=days)


@pytest.mark.parametrize("typed", ["2 years", "0d", "-5d", "730", "d", "1e9d"])
def test_what_is_no_period_is_refused_with_what_would_be(typed: str) -> None:
    with pytest.raises(SettingsError, match="730d, 24m or 2y"):
        load(TOKENS | {"SCOPEBOT_RETENTION": typed})


def test_unless_it_is_set_everything_is_kept() -> None:
    assert load(TOKENS).retention is None

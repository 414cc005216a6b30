"""A record that went back to an earlier state: its thread is read first, nothing is doubled, what is lost is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.backup import backup, restore
from bot.commands.forget import run as forget
from bot.store import backups
from bot.store.seal import sealed, unsealed
from bot.thread.files.wanted import ids_of_files
from bot.thread.going_back import words
from bot.words.sentences import sentence
from practice.client import Message, Slack
from practice.slack.server import Practice
from tests.conftest import Clock, Running, running_bot
from tests.team import Team


def keys(messages: list[Message]) -> list[str]:
    return [str((each.metadata or {}).get("event_payload", {}).get("key", "")).partition("/")[2] for each in messages]


async def ours(team: Team) -> list[Message]:
    found = [await team.card_message(), *await team.thread()]
    return [each for each, key in zip(found, keys(found), strict=True) if key]


async def said(team: Team) -> str:
    """What the thread is told of going back."""
    found = await team.thread()
    (told,) = [each for each, key in zip(found, keys(found), strict=True) if key.startswith("restored:")]
    return told.plain()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "restored"


async def two_lost(practice: Practice, slack: Slack, data: Path, clock: Clock) -> list[Message]:
    """A scoping whose folder is of before its second and third answer; what Slack shows of it."""
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        await team.answers(team.ana)
        backed_up(data, clock)
        await team.answers(team.ana)
        await team.answers(team.ana)
        before = await ours(team)
    restored(data, clock)
    return before


def backed_up(data: Path, clock: Clock) -> None:
    """What `scopebot backup` does, beside the bot that runs."""
    assert backup({"SCOPEBOT_DATA": str(data)}, data.with_name("copy.zip"), clock()) == 0


def restored(data: Path, clock: Clock) -> None:
    """What `scopebot restore` does, once the bot is stopped."""
    assert restore({"SCOPEBOT_DATA": str(data)}, data.with_name("copy.zip"), replace=True, now=clock()) == 0


async def test_what_a_backup_did_not_hold_is_named_once_and_nothing_is_doubled(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    before = await two_lost(practice, slack, data, clock)
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()
        after, told = await ours(team), await said(team)
        await bot.application.threads.catch_up()
        await team.settle()

        assert keys(after) == [*keys(before), "restored:1"]
        assert len(set(keys(await ours(team)))) == len(await ours(team)) == len(after)
        assert told.startswith("@Ivo, @Ana: I was restored from a backup of")
        assert told.count("✔") == 2
        assert (await bot.scoping()).restored[0].looked


async def test_where_somebody_was_forgotten_since_no_words_of_the_thread_are_taken_in(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        tom = await team.id_of("Tom")
        await team.answers(team.ana)
        backed_up(data, clock)
        await team.answers(team.ana)
        asked = (await bot.scoping()).model_dump_json()
    assert forget({"SCOPEBOT_DATA": str(data)}, tom, now=clock()) in (0, 1)
    restored(data, clock)
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()
        record = await bot.scoping()

        assert tom in asked
        assert "since somebody here was forgotten" in await said(team)
        assert [note.text for one in record.restored for note in one.lost if "forgotten" not in note.text] == []


async def test_where_somebody_else_was_forgotten_since_none_are_taken_in_either(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    """They take no part in it, and what was answered after the backup may still speak of them."""
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        await team.answers(team.ana)
        backed_up(data, clock)
        clock.skip(hours=1)
        eva = await team.id_of("Eva")
        await team.answers(team.ana, **{"exam.2.why": f"Eva Berg (<@{eva}>) has tried it."})
    env = {"SCOPEBOT_DATA": str(data)}
    assert forget(env, eva, names=["Eva Berg"], now=clock()) == 0
    restored(data, clock)
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()

        assert "since somebody here was forgotten" in await said(team)
        assert eva not in (await bot.scoping()).model_dump_json()
        assert "Eva" not in (await bot.scoping()).model_dump_json()


async def test_the_lost_questions_are_asked_again_where_they_stood(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    await two_lost(practice, slack, data, clock)
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()
        for key in ("turn:exam.2:1", "turn:exam.3:1", "turn:exam.4:1"):
            await team.answers(team.ana, on=await team.message(key))
        found = keys(await ours(team))

        assert len(found) == len(set(found))
        assert {"exam.1", "exam.2", "exam.3", "exam.4"} <= (await bot.scoping()).entries.keys()


async def test_a_damaged_file_is_restored_and_the_thread_says_what_is_lost(team: Team, bot: Running) -> None:
    await team.start()
    await team.answers(team.ana)
    scoping = await bot.scoping()
    (file,) = [file for file in bot.store._documents._folder.glob("*.json") if file.stem == scoping.id]
    file.write_bytes(file.read_bytes().replace(b'"seq":', b'"seq": '))
    await bot.store.get(scoping.id)
    await bot.application.threads.catch_up()
    await team.settle()

    assert "my file of this scoping was damaged" in await said(team)


async def test_a_reminder_sent_after_the_backup_is_not_sent_again(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        backed_up(data, clock)
        clock.skip(days=2)
        rung = await bot.application.reminders.tick()
        sent = [each.ts for each in await team.ana.direct_messages()]
    restored(data, clock)
    async with running_bot(practice, data, clock) as bot:
        await bot.application.reminders.tick()
        await bot.settled()

        assert len(rung) == 1
        assert [each.ts for each in await team.ana.direct_messages()] == sent


async def test_a_reminder_of_the_day_before_holds_as_long_as_it_would_have(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        backed_up(data, clock)
        clock.skip(days=2)
        await bot.application.reminders.tick()
        sent = [each.ts for each in await team.ana.direct_messages()]
    clock.skip(days=1)
    restored(data, clock)
    async with running_bot(practice, data, clock) as bot:
        await bot.application.reminders.tick()
        await team.settle()
        thursday = [each.ts for each in await team.ana.direct_messages()]
        clock.skip(days=1, hours=1)
        await bot.application.reminders.tick()
        await team.settle()
        friday = [each.ts for each in await team.ana.direct_messages()]

    assert len(sent) == 1
    assert thursday == sent
    assert len(friday) == 1
    assert friday != sent


async def test_files_that_were_shared_after_the_backup_are_not_shared_again(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        await cancels(team)
        before = [file for each in await team.thread() for file in each.files]
        backed_up(data, clock)
    backups.rewrite(data.with_name("copy.zip"), without_files)
    restored(data, clock)
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()
        after = [file for each in await team.thread() for file in each.files]

        assert len(before) == 2
        assert after == before


async def test_a_lost_report_says_that_it_is_lost_and_which_one_counts(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        backed_up(data, clock)
        await cancels(team)
        lost = await report_in(team)
    restored(data, clock)
    clock.skip(minutes=5)
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()
        (open_again,) = [each for each in await team.thread() if each.ts == lost.ts]
        await cancels(team)
        found = await team.thread()
        reports = [each for each, key in zip(found, keys(found), strict=True) if is_report(key)]
        record = await bot.scoping()
        gone = [file for each in found if each.ts < reports[-1].ts for file in each.files]

    said = {"director": "Ivo"}
    assert open_again.plain() == sentence("reopened.lost", again=False, **said)
    assert [each.plain() == sentence("reopened.lost", again=True, **said) for each in reports] == [True, False]
    assert reports[0].ts == lost.ts
    assert len(gone) == 2
    assert len(ids_of_files(record)) == 4


async def cancels(team: Team) -> None:
    await team.ana.command("/scope", "cancel", channel=team.channel)
    await team.ana.fill({"reason": "No budget this year."})
    await team.ana.submits()
    await team.settle()


def is_report(key: str) -> bool:
    return key.startswith("report:")


async def report_in(team: Team) -> Message:
    found = await team.thread()
    (message,) = [each for each, key in zip(found, keys(found), strict=True) if is_report(key)]
    return message


def without_files(name: str, content: bytes) -> bytes:
    """The backup as it is where it comes between a report and its files."""
    if "/" in name:
        return content
    document = unsealed(content)["_default"]["1"]
    document["shown"] = {key: shown for key, shown in document["shown"].items() if not key.startswith(("file", "page"))}
    return sealed({"_default": {"1": document}})


def test_words_are_what_people_read() -> None:
    row = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Answer"}}]}
    texts = [{"type": "text", "text": "One "}, {"type": "user", "user_id": "U1"}, {"type": "text", "text": " two"}]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": texts}]}

    assert words([block, row]) == "One two"

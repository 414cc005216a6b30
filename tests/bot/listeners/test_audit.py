"""`/scope audit`: who did what, for those whose scoping it is; and that whoever reads a report is written down."""

import errno
from pathlib import Path

import pytest

from bot.store.audit import FOLDER, forget_person
from bot.store.audit_row import OPERATOR, VERBS
from bot.store.pseudonyms import KEYS
from bot.words.sentences import sentence
from practice.client import Slack
from practice.slack.server import Practice
from tests import conftest
from tests.bot.listeners.forging import MIA
from tests.bot.store.failing_disk import FailingDisk, an_error
from tests.conftest import Clock, Running, running_bot
from tests.team import Team


async def reads(team: Team, who: str, word: str) -> str:
    """What somebody alone is told."""
    person = team.slack.person(who)
    await person.command("/scope", word)
    await team.settle()
    return (await person.ephemerals())[-1].plain()


async def test_the_initiator_and_the_director_read_who_did_what_by_name(team: Team) -> None:
    await team.start()
    await team.answers(team.ana)
    await reads(team, "Mia", "report")

    for who in ("Ana", "Ivo"):
        said = await reads(team, who, "audit")

        assert "Churn early warning: who did what" in said
        assert [line.split(" · ")[1] for line in said.splitlines() if " · " in line] == [
            "Mia opened the report",
            "Ana answered",
            "Ana started it",
        ]


@pytest.mark.parametrize("who", ["Mia", "Tom", "Rob"])
async def test_nobody_else_does(team: Team, who: str) -> None:
    await team.start()
    said = await reads(team, who, "audit")

    assert "who did what" not in said


async def test_in_a_thread_it_is_about_that_scoping_and_for_one_person_alone(team: Team, bot: Running) -> None:
    await team.start()
    card = (await bot.scoping()).shown["card"]
    await team.ana.says("@scopebot audit", thread=card.ts)
    await team.settle()

    assert "Ana started it" in (await team.ana.ephemerals())[-1].plain()
    assert not any("who did what" in message.plain() for message in await team.thread())


async def test_whoever_was_forgotten_is_nobody_any_more(team: Team, bot: Running, tmp_path: Path) -> None:
    await team.start()
    await reads(team, "Mia", "report")
    assert "Mia opened the report" in await reads(team, "Ana", "audit")

    assert forget_person(tmp_path / "data", MIA)

    said = await reads(team, "Ana", "audit")
    assert "Somebody who was forgotten opened the report" in said
    assert "Mia" not in said


async def test_it_ends_after_twenty_lines_and_says_where_the_rest_is(team: Team, bot: Running) -> None:
    await team.start()
    scoping = await bot.scoping()
    for _ in range(25):
        await bot.store.note("export", OPERATOR, scoping.id)
    said = await reads(team, "Ana", "audit")

    assert said.count("Whoever runs me exported the report") == 20
    assert f"6 earlier lines: whoever runs me has all of them, with scopebot audit --scoping {scoping.id}" in said


async def test_a_report_that_cannot_be_written_down_is_not_shown(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FailingDisk()
    store = conftest.TinyStore
    monkeypatch.setattr(conftest, "TinyStore", lambda folder, clock: store(folder, clock=clock, disk=disk))
    async with running_bot(practice, tmp_path / "a", clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        disk.fails["append"] = an_error(errno.ENOSPC)
        said = await reads(team, "Mia", "report")
        disk.fails.clear()

        assert "I can't write down who reads it just now" in said
        assert "Not decided yet" not in said
        assert "Not decided yet" in await reads(team, "Mia", "report")


async def test_an_audit_that_cannot_be_read_is_a_sentence(team: Team, tmp_path: Path) -> None:
    await team.start()
    keys = tmp_path / "data" / FOLDER / KEYS
    keys.unlink()
    keys.mkdir()

    assert await reads(team, "Ana", "audit") == "I can't read it just now; my log says what is wrong."


async def test_the_whole_reports_window_is_an_opening_too(team: Team, bot: Running) -> None:
    await team.start()
    await team.mia.command("/scope", "report")
    await team.settle()
    await team.mia.presses("Full report", on=(await team.mia.ephemerals())[-1])
    await team.settle()
    done = await bot.store.audited((await bot.scoping()).id)

    assert [one.row.did for one in done] == ["started", "opened", "opened"]
    assert (Path(bot.store._audit.folder).name) == FOLDER


@pytest.mark.parametrize("verb", sorted({verb for verb in VERBS.values() if verb}))
def test_every_verb_has_its_words(verb: str) -> None:
    assert sentence(f"audit.{verb}")

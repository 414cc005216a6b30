"""A team of 99, and more scopings in a channel than are shown at once: everything can still be reached."""

import pytest

from bot.words.sentences import sentence
from practice.slack.server import Practice
from practice.slack.workspace import Member
from tests.bot.listeners.forging import LEA, MIA
from tests.conftest import Running
from tests.play import MONDAY, fresh, person
from tests.team import Team

CROWD = [f"U0CROWD{number:03d}" for number in range(99)]


@pytest.fixture
async def crowd(practice: Practice, team: Team, bot: Running) -> Team:
    """Ana's scoping, with 99 more on the team."""
    await team.start()
    for id in CROWD:
        practice.workspace.members[id] = Member(id, id.lower(), id)
    practice.workspace.members[LEA] = Member(LEA, "lea", "Lea")
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as scoping:
        scoping.team += CROWD
        scoping.admit([person(id) for id in CROWD], MONDAY)
    return team


async def test_something_is_assigned_to_one_of_a_team_of_99(crowd: Team, bot: Running) -> None:
    ack = await crowd.ana.presses("Assign", on=await crowd.open_message())
    await crowd.ana.fill({"to": CROWD[98]})
    sent = await crowd.ana.submits()
    await crowd.settle()

    assert ack.acked
    assert sent.acked
    assert (await bot.scoping()).items["exam.1"].owner == CROWD[98]


async def test_somebody_from_outside_is_refused_beside_the_picker(crowd: Team, bot: Running) -> None:
    await crowd.ana.presses("Assign", on=await crowd.open_message())
    await crowd.ana.fill({"to": LEA})
    await crowd.ana.submits()

    assert await crowd.ana.errors() == {"to": sentence("cannot.outsider")}
    assert (await bot.scoping()).items["exam.1"].owner != LEA


async def many(bot: Running, practice: Practice, count: int) -> None:
    """So many scopings of Mia's in #churn, kept as if they had been started there."""
    for number in range(count):
        scoping = fresh(title=f"Idea {number}", initiator=MIA, channel=practice.workspace.channel("#churn").id)
        scoping.id, scoping.team_id = f"M{number}", bot.application.context.identity.team_id
        scoping.shown_seq = scoping.seq
        await bot.store.add(scoping)


async def test_a_command_reaches_the_last_of_twelve_open_scopings(practice: Practice, team: Team, bot: Running) -> None:
    await many(bot, practice, 12)
    await team.mia.command("/scope", "status")
    await team.settle()
    asked = (await team.mia.ephemerals())[-1]
    await team.mia.chooses("starting:other", "Idea 0", on=asked)
    await team.settle()

    assert "Idea 0" in (await team.mia.ephemerals())[-1].plain()


async def test_the_list_has_a_second_page(practice: Practice, team: Team, bot: Running) -> None:
    await many(bot, practice, 22)
    await team.mia.command("/scope", "list")
    first = (await team.mia.ephemerals())[-1].plain()
    await team.mia.command("/scope", "list 2")
    second = (await team.mia.ephemerals())[-1].plain()

    assert "… and 2 more: /scope list 2" in first
    assert ("Idea 0" in second, "Idea 1" in second, "more" in second) == (True, True, False)


async def test_the_home_leads_to_all_of_somebodys_scopings(practice: Practice, team: Team, bot: Running) -> None:
    await many(bot, practice, 25)
    await team.mia.opens_home()
    await team.settle()
    home = await team.mia.home()
    assert home is not None
    await team.mia.presses("All my scopings", on=home)
    window = await team.mia.modal()

    assert "and 15 more" in home.plain()
    assert window is not None
    assert all(f"Idea {number}" in window.plain() for number in range(25))

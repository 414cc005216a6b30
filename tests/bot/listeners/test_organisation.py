"""An Enterprise Grid organisation: colleagues of its other workspaces take part, other organisations do not."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from practice.slack.server import Practice
from practice.slack.workspace import OTHER_TEAM, SISTER_TEAM, TEAM, Member
from tests.bot.listeners.forging import MIA, ROB, SAM
from tests.conftest import MANIFEST, PATIENT, Running
from tests.team import Team

COLLEAGUES: dict[str, tuple[str, tuple[str, ...]]] = {
    "of another workspace": (SISTER_TEAM, (SISTER_TEAM,)),
    "of both workspaces": (SISTER_TEAM, (SISTER_TEAM, TEAM)),
    "of the organisation": ("E0PRACTICE", (SISTER_TEAM,)),
}


@pytest.fixture(params=[False, True], ids=["in one workspace", "everywhere"])
async def practice(request: pytest.FixtureRequest) -> AsyncIterator[Practice]:
    """The app is installed in one workspace of an organisation, or for all of it: then payloads name no team."""
    async with Practice.started(MANIFEST, ack_seconds=PATIENT) as practice:
        practice.workspace.join_organisation(everywhere=request.param)
        yield practice


@pytest.fixture(params=COLLEAGUES.values(), ids=COLLEAGUES)
def zoe(request: pytest.FixtureRequest, practice: Practice) -> Member:
    zoe = practice.workspace.add_colleague("Zoe", *request.param)
    practice.workspace.channel("churn").members.append(zoe.id)
    return zoe


async def told(team: Team, name: str) -> str:
    return (await team.slack.person(name).ephemerals())[-1].plain()


async def test_a_colleague_starts_a_scoping(zoe: Member, team: Team, bot: Running) -> None:
    person = team.slack.person("Zoe")
    ack = await person.command("/scope", "new Churn", channel=team.channel)
    assert ack.acked, ack
    await person.fill({"idea": "Who is about to leave?", "director": "Ivo", "team": ["Mia"]})
    ack = await person.submits()
    await team.settle()

    assert ack.acked, await person.errors()
    assert "Zoe's scoping, Ivo directs, with Mia" in (await team.card()).plain()


async def test_a_colleague_is_named_and_directs(zoe: Member, team: Team, bot: Running) -> None:
    await team.start(director="Zoe", team=["Mia"])

    assert "Ana's scoping, Zoe directs, with Mia" in (await team.card()).plain()
    assert "can't take part" not in (await team.card()).plain()


async def test_a_colleague_of_the_team_answers_and_replies(zoe: Member, team: Team, bot: Running) -> None:
    await team.start(team=["Zoe"])
    person, question = team.slack.person("Zoe"), await team.open_message()
    await team.answers(person, on=question)

    answer = (await bot.scoping()).entries["exam.1"].answer
    assert answer is not None
    assert answer.author == zoe.id


async def test_a_colleague_of_the_channel_joins(zoe: Member, team: Team, bot: Running) -> None:
    await team.start()
    person = team.slack.person("Zoe")
    await person.presses("Answer", on=await team.open_message())
    await person.submits()
    await team.settle()

    assert zoe.id in (await bot.scoping()).team


async def test_a_colleague_asks_how_it_stands(zoe: Member, team: Team, bot: Running) -> None:
    await team.start()
    ack = await team.slack.person("Zoe").command("/scope", "list", channel=team.channel)

    assert "Churn early warning" in str(ack.response)


async def test_a_guest_of_the_organisation_is_a_guest(practice: Practice, team: Team, bot: Running) -> None:
    ack = await team.rob.command("/scope", "new Churn", channel=team.channel)

    assert "Guests can read along" in str(ack.response)
    assert practice.workspace.members[ROB].enterprise_id == "E0PRACTICE"


@pytest.mark.parametrize("theirs", [{}, {"enterprise_id": "E0STRANGER", "teams": (OTHER_TEAM,)}], ids=["small", "grid"])
async def test_people_of_another_organisation_are_refused(
    theirs: dict[str, Any], practice: Practice, team: Team, bot: Running
) -> None:
    sam = practice.workspace.members[SAM]
    for name, value in theirs.items():
        setattr(sam, name, value)
    there = Team(team.slack, bot.settled, "#partners")
    started = await there.sam.command("/scope", "new Theirs", channel="#partners")
    await there.start(team=["Mia"])
    await there.sam.presses("Answer", on=await there.open_message())
    await there.settle()

    assert "Only members of the organisation that runs me" in str(started.response)
    assert "belongs to another organisation" in await told(there, "Sam")
    assert (await bot.scoping()).team == [MIA]

"""People of whom Slack tells the app nothing, or that they are gone: whoever does something is here all the same."""

import pytest

from dialogs.record.parts import Standing
from practice.slack.server import Practice
from tests.bot.listeners.forging import ANA, MIA
from tests.conftest import Running
from tests.team import Team

UNTOLD = ("user_not_found", "user_not_visible")


@pytest.mark.parametrize("error", UNTOLD)
async def test_whoever_slack_does_not_tell_of_starts_a_scoping(
    error: str, practice: Practice, team: Team, bot: Running
) -> None:
    practice.workspace.members[ANA].untold = error
    await team.start()

    assert "ana's scoping, Ivo directs" in (await team.card()).plain()
    assert (await bot.scoping()).people[ANA].standing is Standing.MEMBER


@pytest.mark.parametrize("error", UNTOLD)
async def test_naming_somebody_slack_does_not_tell_of_is_no_word_about_their_account(
    error: str, practice: Practice, team: Team
) -> None:
    practice.workspace.members[MIA].untold = error
    await team.ana.command("/scope", "new Churn", channel=team.channel)
    await team.ana.fill({"idea": "Who leaves?", "director": "Mia"})
    await team.ana.submits()

    said = "Slack doesn't tell me who that is; choose somebody else, or try again in a moment."
    assert (await team.ana.errors()) == {"director": said}


@pytest.mark.parametrize("error", UNTOLD)
async def test_somebody_named_whom_slack_stops_telling_of_is_asked_and_answers(
    error: str, practice: Practice, team: Team, bot: Running
) -> None:
    await team.start()
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as kept:
        kept.people[MIA] = kept.people[MIA].model_copy(update={"standing": Standing.UNCHECKED})
    practice.workspace.members[MIA].untold = error
    await team.answers(team.mia)

    scoping = await bot.scoping()
    assert scoping.entries["exam.1"].answer is not None
    assert scoping.people[MIA].standing is Standing.MEMBER


@pytest.mark.parametrize("error", UNTOLD)
async def test_whoever_slack_does_not_tell_of_joins(error: str, practice: Practice, team: Team, bot: Running) -> None:
    await team.start(team=["Tom"])
    practice.workspace.members[MIA].untold = error
    await team.mia.presses("Answer", on=await team.open_message())
    await team.mia.submits()
    await team.settle()

    assert MIA in (await bot.scoping()).team


@pytest.mark.parametrize("standing", [Standing.GONE, Standing.UNCHECKED])
async def test_whoever_was_taken_for_gone_is_back_when_they_do_something(
    standing: Standing, team: Team, bot: Running
) -> None:
    await team.start()
    question = await team.open_message()
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as kept:
        kept.people[MIA] = kept.people[MIA].model_copy(update={"standing": standing})
    await team.answers(team.mia, on=question)

    assert [message.plain() for message in await team.mia.ephemerals()] == []
    assert (await bot.scoping()).people[MIA].standing is Standing.MEMBER


async def test_slack_is_not_asked_again_at_every_change_about_somebody_it_does_not_tell_of(
    practice: Practice, team: Team, bot: Running
) -> None:
    await team.start()
    practice.workspace.members[MIA].untold = "user_not_visible"
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as kept:
        kept.people[MIA] = kept.people[MIA].model_copy(update={"standing": Standing.UNCHECKED})
    await team.answers(team.ana)
    asked = [call for call in practice.site.ledger.calls if call.method == "users.info"]
    await team.answers_next()
    await team.settle()

    assert [call for call in practice.site.ledger.calls if call.method == "users.info"] == asked


@pytest.mark.parametrize("standing", [Standing.GONE, Standing.UNCHECKED])
async def test_a_command_brings_its_person_back_too(standing: Standing, team: Team, bot: Running) -> None:
    await team.start()
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as kept:
        kept.people[ANA] = kept.people[ANA].model_copy(update={"standing": standing})
    ack = await team.ana.command("/scope", "park", channel=team.channel)

    assert "Parked" in str(ack.response)
    assert (await bot.scoping()).people[ANA].standing is Standing.MEMBER


async def test_a_shortcut_brings_its_person_back_too(team: Team, bot: Running) -> None:
    await team.start()
    reply = await team.mia.says("Customers leave.", channel=team.channel, thread=(await team.card()).ts)
    await team.settle()
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as kept:
        kept.people[MIA] = kept.people[MIA].model_copy(update={"standing": Standing.GONE})
    await team.mia.shortcut("record_answer", reply)

    assert await team.mia.modal() is not None

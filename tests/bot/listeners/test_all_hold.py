"""Where one answer moved several others, one press says that all of them still hold."""

from tests.bot.listeners.stories import id_of
from tests.conftest import Running
from tests.team import Team


async def a_metric_changed(team: Team) -> None:
    """The design is answered when Ana corrects the business metric, on which the sheet and the evaluation rest."""
    await team.start(track="full")
    while not any(button.startswith("Accept") for message in await team.thread() for button in message.buttons()):
        await team.answers_next()
    await team.ana.presses("Revise", on=await team.message("turn:problem:1"))
    await team.ana.fill({"problem.4.today": "5000"})
    await team.ana.submits()
    await team.settle()


async def test_all_that_moved_is_said_to_hold_with_one_press(team: Team, bot: Running) -> None:
    await a_metric_changed(team)
    asks = await team.open_message()

    assert "All 6 still hold" in asks.buttons()
    assert "After that I'd ask the same about" in asks.plain()

    await team.ana.presses("All 6 still hold", on=asks)
    await team.settle()

    assert not any("still hold" in button for message in await team.thread() for button in message.buttons())
    assert any(button.startswith("Accept") for message in await team.thread() for button in message.buttons())
    assert (await bot.scoping()).entries["need.4"].answer.author == await id_of(team, "Ana")

"""Whoever takes lines of the readiness board answers them in the same window, at once or later."""

from practice.client import View
from tests.bot.listeners.stories import id_of
from tests.conftest import Running
from tests.play import accept_all, answer_stage
from tests.team import Team

LINES = ["change.3", "change.4"]


async def takes(team: Team, bot: Running) -> View:
    """Mia takes two lines; the window that follows."""
    await team.start()
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as scoping:
        while scoping.stage != "readiness":
            answer_stage(scoping, by=scoping.initiator)
            accept_all(scoping, by=scoping.director)
    await team.settle()
    await team.mia.presses("Take some…", on=await team.message("turn:readiness:1"))
    await team.mia.fill({"lines": LINES})
    await team.mia.submits()
    view = await team.mia.modal()
    assert view is not None
    return view


async def test_both_stand_in_one_window_and_are_saved_together(team: Team, bot: Running) -> None:
    view = await takes(team, bot)
    assert [block for block in view.labels() if block.endswith(".text")] == ["change.3.text", "change.4.text"]

    await team.mia.fill(
        {"change.3.text": "MLflow on our own cluster.", "change.4.text": "Tom, pipelines, two days in May."}
    )
    await team.mia.submits()
    await team.settle()

    entries = (await bot.scoping()).entries
    mia = await id_of(team, "Mia")
    assert [entries[line].answer and entries[line].answer.author for line in LINES] == [mia, mia]


async def test_closed_they_are_taken_all_the_same(team: Team, bot: Running) -> None:
    await takes(team, bot)
    await team.mia.closes()
    await team.settle()

    items = (await bot.scoping()).items
    assert [items[line].owner for line in LINES] == [await id_of(team, "Mia")] * 2

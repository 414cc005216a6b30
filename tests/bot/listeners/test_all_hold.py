"""Where one answer moved several others, they are listed once, and one press or one window settles all of them."""

from bot.screens.modals.resting import CHANGES
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import State
from practice.seen import Message
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


async def asks(team: Team) -> Message:
    return await team.with_button("Some change…")


async def states(bot: Running) -> dict[str, State]:
    findings = Findings(await bot.scoping())
    return {id: standing.state(findings, id) for id in findings.record.entries}


async def test_all_that_moved_is_listed_with_what_it_says_and_holds_with_one_press(team: Team, bot: Running) -> None:
    await a_metric_changed(team)
    shown = await asks(team)

    assert "All 6 still hold" in shown.buttons()
    assert "6 answers rest on it. Do they still hold?" in shown.plain()
    assert "As it should stand" not in shown.plain()
    assert "1. The alternatives ledger: " in shown.plain()
    assert "6. The ML metric: What it is called: Recall at ten calls a day" in shown.plain()

    await team.ana.presses("All 6 still hold", on=shown)
    await team.settle()

    assert State.STALE not in (await states(bot)).values()
    assert any(button.startswith("Accept") for message in await team.thread() for button in message.buttons())
    assert (await bot.scoping()).entries["need.4"].answer.author == await id_of(team, "Ana")


async def test_what_is_ticked_is_asked_at_once_and_the_rest_holds_in_one_window(team: Team, bot: Running) -> None:
    await a_metric_changed(team)
    await team.ana.presses("Some change…", on=await asks(team))
    view = await team.ana.modal()
    assert view is not None
    assert [block for block in view.labels() if block.startswith(CHANGES)][-1] == CHANGES + "evaluation"

    await team.ana.fill({CHANGES + "evaluation": ["eval.2"]})
    await team.ana.submits()
    await team.settle()

    assert [id for id, found in (await states(bot)).items() if found is State.STALE] == ["eval.2"]
    following = await team.ana.modal()
    assert following is not None
    assert {block.rpartition(".")[0] for block in following.labels()} == {"eval.2"}

    await team.ana.fill({"eval.2.target": "0.63"})
    await team.ana.submits()
    await team.settle()

    assert (await bot.scoping()).value("eval.2.target") == 0.63


async def test_nothing_ticked_means_that_all_of_it_holds(team: Team, bot: Running) -> None:
    await a_metric_changed(team)
    await team.ana.presses("Some change…", on=await asks(team))
    await team.ana.submits()
    await team.settle()

    assert await team.ana.modal() is None
    assert State.STALE not in (await states(bot)).values()


async def test_what_changed_again_behind_an_open_window_is_not_confirmed(team: Team, bot: Running) -> None:
    await a_metric_changed(team)
    await team.ana.presses("Some change…", on=await asks(team))
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as scoping:
        now = scoping.entries["problem.4"].answer
        scoping.answer({"problem.4": {**now.values, "today": 5100.0}}, await id_of(team, "Ana"), now.at)
    await team.ana.submits()
    await team.settle()

    assert State.STALE in (await states(bot)).values()

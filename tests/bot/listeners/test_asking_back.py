"""Follow-ups of form: all that a submission draws on one screen, and only what was shown is recorded."""

from tests.bot.listeners.stories import at_the_problem
from tests.conftest import Running
from tests.team import Team

THIN = {
    "problem.3.problem": "Customers leave, and the head of sales owns the number and is unhappy with it.",
    "problem.5.means": "Probably the CRM data, and whoever of the engineers has time until summer.",
}


async def thin(team: Team) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **THIN)


async def test_all_of_them_stand_on_one_screen_each_with_its_question_and_its_input(team: Team) -> None:
    await thin(team)
    view = await team.ana.modal()

    assert "About: The one problem" in view.plain()
    assert "There is no number in it yet." in view.plain()
    assert "About: The means" in view.plain()
    assert "“probably” leaves it open." in view.plain()
    assert list(view.labels()) == ["problem.3.problem", "problem.5.means"]


async def test_what_is_recorded_as_left_was_shown(team: Team, bot: Running) -> None:
    await thin(team)
    await team.ana.closes()
    await team.settle()
    kept = await bot.scoping()

    assert {id: [back.outcome for back in entry.asked_back] for id, entry in kept.entries.items()} == {
        "problem.1": [],
        "problem.2": [],
        "problem.3": ["left"],
        "problem.4": [],
        "problem.5": ["left"],
    }


async def test_one_is_bettered_and_the_other_left(team: Team, bot: Running) -> None:
    await thin(team)
    await team.ana.fill({"problem.5.means": "Five years of CRM data and two engineers half their time until June."})
    await team.ana.submits()
    await team.settle()
    kept = (await bot.scoping()).entries

    assert [back.outcome for back in kept["problem.3"].asked_back] == ["left"]
    assert [back.outcome for back in kept["problem.5"].asked_back] == ["answered"]
    assert kept["problem.5"].answer.values["reach"] == "within"


async def test_what_is_still_open_is_asked_after_what_was_thin(team: Team) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{**THIN, "problem.4.today": ""})

    assert (await team.ana.modal()).close == "It is fine as it is"

    await team.ana.submits()

    assert "Still open: the business metric (as it stands today)." in (await team.ana.modal()).plain()

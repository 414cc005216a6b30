"""What was read of a number is shown as it was typed; where it could have meant another, with a way to say so."""

import json

import pytest

from tests.bot.listeners.stories import at_the_problem
from tests.conftest import Running
from tests.team import Team

TIME = "2027-12-31"


async def test_a_unit_stands_wherever_the_number_does(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(
        team.ana, **{"problem.4.today": "14,1 %", "problem.4.goal": "5.5%", "problem.4.by": TIME, "problem.5.means": ""}
    )
    await team.ana.closes()
    await team.settle()
    scoping = await bot.scoping()

    assert (scoping.value("problem.4.today"), scoping.written("problem.4.today").unit) == (14.1, "%")
    assert "14.1%" in (await team.open_message()).plain()
    assert "5.5%" in (await team.open_message()).plain()


async def test_it_stands_in_the_window_too_and_is_read_as_the_same_again(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "EUR 14.1k"})
    await team.ana.presses("Revise", on=await team.message("turn:problem:1"))
    view = await team.ana.modal()
    assert view.value("problem.4.today") == "EUR 14100"

    await team.ana.submits()

    scoping = await bot.scoping()
    assert (scoping.value("problem.4.today"), scoping.written("problem.4.today").unit) == (14100, "EUR")


@pytest.mark.parametrize(("typed", "said"), [("1.200", "1,200"), ("2m", "2,000,000")])
async def test_a_number_that_could_mean_another_is_said_back_with_a_way_out(
    team: Team, bot: Running, typed: str, said: str
) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": typed})
    await team.settle()
    answered = await team.message("turn:problem:1")

    assert f"I read “{typed}” as {said}." in answered.plain()

    await team.ana.presses("Not what I meant", on=answered)
    await team.ana.fill({"problem.4.today": "1.2"})
    await team.ana.submits()
    await team.settle()

    assert (await bot.scoping()).value("problem.4.today") == 1.2
    mended = await team.message("turn:problem:1")
    assert "I read" not in mended.plain()
    assert "Not what I meant…" not in mended.buttons()


async def test_what_is_clear_is_not_said_back(team: Team) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "4,800", "problem.4.goal": "3.9k"})
    await team.settle()
    answered = await team.message("turn:problem:1")

    assert "I read" not in answered.plain()
    assert "Not what I meant…" not in answered.buttons()


async def test_how_it_was_written_is_on_the_disk_with_the_answer(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "1.200 %", "problem.4.goal": "900 %"})
    stored = json.loads((await bot.scoping()).model_dump_json())["entries"]["problem.4"]["answers"][-1]

    assert stored["written"]["today"] == {
        "unit": "%",
        "doubted": {"1.200 %": 1200.0},
        "reckoned": {},
        "about": [],
        "unsure": [],
        "condition": "",
        "ends": {},
        "measure": "",
        "typed": "",
    }


async def test_a_unit_added_to_the_same_number_is_kept_and_moves_nothing(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "14.1", "problem.4.goal": "12"})
    await team.settle()
    before = (await team.open_message()).ts
    await team.ana.presses("Revise", on=await team.message("turn:problem:1"))
    await team.ana.fill({"problem.4.today": "14.1%"})
    await team.ana.submits()
    await team.settle()

    assert "14.1%" in (await team.message("turn:problem:1")).plain()
    assert (await team.open_message()).ts == before


async def test_a_small_number_is_shown_as_it_is(team: Team) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "0,0004", "problem.4.goal": "£12.345,678"})
    await team.settle()
    answered = (await team.message("turn:problem:1")).plain()

    assert "0.0004" in answered
    assert "GBP 12,345.678" in answered


async def test_a_number_read_back_keeps_its_unit(team: Team) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "€ 1.250", "problem.4.goal": "900"})
    await team.settle()
    answered = (await team.message("turn:problem:1")).plain()

    assert "I read “€ 1.250” as EUR 1,250." in answered


async def test_a_time_beside_a_metric_stays_beside_it(team: Team) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "9 days", "problem.4.goal": "3 days"})
    await team.settle()

    answered = (await team.message("turn:problem:1")).plain()
    assert "today: 9 days" in answered
    assert "should stand: 3 days" in answered


async def test_an_input_that_said_nobody_knows_can_be_emptied(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "?"})
    await team.settle()
    await team.ana.presses("Revise", on=await team.message("turn:problem:1"))
    await team.ana.fill({"problem.4.today": ""})
    await team.ana.submits()

    assert (await bot.scoping()).unknown("problem.4.today") is None


async def test_a_range_is_said_back_with_its_ends(team: Team) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "8-12k"})
    await team.settle()

    assert "I read “8-12k” as 8,000 to 12,000, so 10,000." in (await team.message("turn:problem:1")).plain()

"""What was pasted and stands in no value is said, in the window that follows and to whoever pasted it."""

import pytest

from practice.client import View
from tests.conftest import Running
from tests.team import Team

HISTORY = "| when | recall |\n|---|---|\n| 2025-10 | 0.58 |\n| 2025-11 | 0.60 |\n| 2025-12 | 0.61 |"
LEFT_OUT = "I left out line 1 as a heading: “| when | recall |”."


@pytest.fixture
async def revising(team: Team) -> None:
    """Ana has the window of a candidate with a history open once more."""
    await team.start(track="full")
    for _ in range(8):
        await team.answers_next()
    await team.ana.presses("Revise", on=await team.message("turn:candidate_c:1"))


async def sends(team: Team, **entries: str | None) -> View | None:
    """Ana saves; the window that follows."""
    await team.ana.fill(entries)
    ack = await team.ana.submits()

    assert ack.acked, await team.ana.errors()

    view = await team.ana.modal()
    await team.settle()
    return view


async def test_a_heading_that_was_left_out_is_shown_in_a_window_of_its_own(
    revising: None, team: Team, bot: Running
) -> None:
    window = await sends(team, **{"candidate_c.5.history": HISTORY, "candidate_c.5.by": "2026-12-31"})
    answer = (await bot.scoping()).entries["candidate_c.5"].answer

    assert window is not None
    assert window.plain().splitlines() == [
        *("Kept", "Your answer is kept.", LEFT_OUT),
        *("Does it belong to the rows? Press Revise and write it as one.", "Close"),
    ]
    assert not window.labels()
    assert answer is not None
    assert answer.values["history"] == ["2025-10-31\t0.58", "2025-11-30\t0.6", "2025-12-31\t0.61"]


async def test_it_stands_above_the_window_about_what_is_still_open(revising: None, team: Team) -> None:
    window = await sends(
        team,
        **{"candidate_c.5.history": HISTORY, "candidate_c.5.by": "2026-12-31", "candidate_c.5.target": ""},
    )

    assert window is not None
    assert window.plain().splitlines()[1] == LEFT_OUT
    assert "Still open" in window.plain()


async def test_where_nothing_was_left_out_no_window_follows(revising: None, team: Team) -> None:
    entries = {"candidate_c.5.history": "2025-10 0.58\n2025-11 0.60", "candidate_c.5.by": "2026-12-31"}

    assert await sends(team, **entries) is None

"""Pasting into a window: what stands in no value is said in the window that follows; times go the whole way."""

import pytest

from dialogs.findings.reach import reached
from practice.client import View
from tests.conftest import Running
from tests.team import Team

HISTORY = "| when | recall |\n|---|---|\n| 2025-10 | 0.58 |\n| 2025-11 | 0.60 |\n| 2025-12 | 0.61 |"
MONTHS = ("Oct-25", "Nov-25", "Dec-25", "Jan-26", "Feb-26")
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


async def test_months_as_a_spreadsheet_writes_them_are_days_up_to_the_verdict(
    revising: None, team: Team, bot: Running
) -> None:
    pasted = "\n".join(f"{month}\t{value}%" for month, value in zip(MONTHS, (58, 59, 61, 62, 63), strict=True))
    await sends(team, **{"candidate_c.5.history": pasted, "candidate_c.5.by": "end of 2027"})
    found = reached(await bot.scoping(), "c")

    assert found is not None
    assert [str(day) for day in found.days] == ["2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28"]
    assert str(found.by) == "2027-12-31"

    await team.ana.presses("Revise", on=await team.message("turn:candidate_c:1"))
    view = await team.ana.modal()

    assert view is not None
    assert view.value("candidate_c.5.history").splitlines()[2] == "2025-12 61%"


@pytest.mark.parametrize("text", ["1 Oct 0.58", "Oct 25 0.58", "W52 0.58\nW01 0.59"])
async def test_a_time_without_its_year_is_asked_about_beside_the_field(revising: None, team: Team, text: str) -> None:
    await team.ana.fill({"candidate_c.5.history": text})
    await team.ana.submits()

    assert "which year is" in (await team.ana.errors())["candidate_c.5.history"]


@pytest.mark.parametrize(
    ("entries", "field", "said"),
    [
        ({"history": "2025-10 0.58\n2025-10 0.60"}, "history", "Lines 1 and 2 are both 2025-10. Which one counts?"),
        (
            {"history": "2025-10: 1.234\n2025-11: 1.300"},
            "history",
            "Line 1: is the point in “1.234” a decimal point? Write 1.2340 if it is, 1234 if not.",
        ),
        ({"by": "03/04/2027"}, "by", "“03/04/2027” could be 2027-03-04 or 2027-04-03. Type the one you mean."),
    ],
)
async def test_what_may_mean_two_things_is_asked_about_beside_its_field(
    revising: None, team: Team, entries: dict[str, str], field: str, said: str
) -> None:
    await team.ana.fill({f"candidate_c.5.{name}": entry for name, entry in entries.items()})
    await team.ana.submits()

    assert (await team.ana.errors())[f"candidate_c.5.{field}"] == said


async def test_a_target_that_is_no_share_is_asked_about(revising: None, team: Team) -> None:
    await team.ana.fill({"candidate_c.5.history": HISTORY, "candidate_c.5.target": "120%"})
    await team.ana.submits()

    assert "a share lies between 0% and 100%: 120% does not" in (await team.ana.errors())["candidate_c.5.target"]


async def test_points_that_part_thousands_do_so_in_every_line(revising: None, team: Team, bot: Running) -> None:
    pasted = "2025-10: 1.234,5\n2025-11: 1.300,0\n2025-12: 1.350\n2026-01: 1.400\n2026-02: 1.450"
    levels = dict.fromkeys(("candidate_c.5.guess", "candidate_c.5.target", "candidate_c.5.best"), "1500")
    await sends(team, **{"candidate_c.5.history": pasted, "candidate_c.5.by": "2027"} | levels)
    found = reached(await bot.scoping(), "c")

    assert found is not None
    assert list(found.history.values) == [1234.5, 1300, 1350, 1400, 1450]
    assert str(found.by) == "2027-12-31"

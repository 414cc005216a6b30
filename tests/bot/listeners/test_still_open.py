"""Inputs left empty are asked about once, in the same window: for all of them or for each, why there is no answer."""

from datetime import date

from dialogs.answers.unknowns import Ignorance
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import State
from tests.bot.listeners.stories import at_the_problem, id_of, leaves_open, on_the_day, says
from tests.conftest import Clock, Running
from tests.play import GOOD
from tests.team import Team

BY_A_DAY, NOBODY = "We'll know by a day", "Nobody has measured or tried it"
NOT_APPLICABLE, LATER = "It does not apply, because…", "I'll come back to it"
TODAY, GOAL, BY = (f"open.problem.4.{field}" for field in ("today", "goal", "by"))


# ---- the window


async def test_it_names_what_is_open_and_asks_in_few_words(team: Team) -> None:
    await leaves_open(team)
    view = await team.ana.modal()

    assert view.title == "Still open"
    assert "Kept. Still open: the business metric (as it stands today, as it should stand, by which day)." in (
        view.plain()
    )
    assert list(view.labels()) == ["all", TODAY, GOAL, BY, "until", "reason"]
    assert (view.submit, view.close) == ("Save", LATER)
    assert len(view.blocks) <= 7


async def test_of_one_input_only_that_is_asked(team: Team) -> None:
    await team.start()
    await team.answers(team.ana)
    await team.answers(team.ana, **{"exam.2.why": ""})

    assert list((await team.ana.modal()).labels()) == ["all", "until", "reason"]


async def test_of_many_inputs_each_is_asked_apart_after_a_press(team: Team) -> None:
    await team.start(track="full")
    await team.answers(team.ana)
    await team.ana.presses("Don't know yet", on=await team.open_message())
    view = await team.ana.modal()

    assert list(view.labels()) == ["all", "until", "reason"]

    await team.ana.fill({"until": "2026-03-20"})
    await team.ana.presses("One by one…")
    view = await team.ana.modal()

    assert len([block for block in view.labels() if block.startswith("open.")]) == 7
    assert view.value("until") == "2026-03-20"


async def test_who_counts_until_which_day_is_kept_where_it_stands_in_the_place_of_a_number(
    team: Team, bot: Running
) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "Tom counts until Friday", "problem.4.goal": "dunno, ask Tom"})
    answer = (await bot.scoping()).entries["problem.4"].answer
    assert answer
    today, goal = answer.unknowns["today"], answer.unknowns["goal"]

    assert (today.kind, today.owner, today.until) == (Ignorance.NOT_KNOWN, await team.id_of("Tom"), date(2026, 3, 6))
    assert (goal.kind, goal.until) == (Ignorance.NOT_KNOWN, None)


# ---- for all of it at once


async def test_one_click_closes_it_and_everything_stays_open(team: Team, bot: Running) -> None:
    await leaves_open(team)
    before = await bot.scoping()
    await team.ana.closes()
    await team.settle()

    assert (await bot.scoping()).entries == before.entries
    assert standing.state(Findings(await bot.scoping()), "problem.4") is State.PARTLY
    assert "still open: " in (await team.message("turn:problem:1")).plain()


async def test_saving_without_a_choice_is_coming_back_to_it(team: Team, bot: Running) -> None:
    await leaves_open(team)
    before = await bot.scoping()

    assert await says(team) == {}
    assert await team.ana.modal() is None
    assert (await bot.scoping()).entries == before.entries


async def test_nobody_has_measured_it_stands_as_said_and_the_next_form_comes(team: Team, bot: Running) -> None:
    await leaves_open(team)
    await says(team, all=NOBODY)
    kept = await bot.scoping()

    assert kept.unknown("problem.4.today").kind is Ignorance.NOT_MEASURED
    assert kept.unknown("problem.4.by").kind is Ignorance.NOT_KNOWN
    assert kept.unknown("problem.4.today").by == await id_of(team, "Ana")
    assert kept.text("problem.4.metric") == "Customers lost a year"
    assert "as it stands today: nobody has measured it" in (await team.message("turn:problem:1")).plain().lower()
    assert "Is machine learning needed" in (await team.open_message()).plain()


async def test_a_day_is_needed_where_somebody_will_know_by_one(team: Team, bot: Running) -> None:
    await leaves_open(team)

    assert await says(team, all=BY_A_DAY) == {"until": "By which day? Pick one, and I'll ask again then."}
    assert await says(team, until="2026-03-01") == {"until": "That date is in the past; give one from today on."}
    assert await says(team, until="2026-03-06") == {}

    unknown = (await bot.scoping()).unknown("problem.4.goal")
    assert (unknown.kind, unknown.until) == (Ignorance.NOT_KNOWN, date(2026, 3, 6))
    assert unknown.owner == await id_of(team, "Ana")
    assert "not known until Fri 6 Mar, Ana" in (await team.message("turn:problem:1")).plain()


async def test_a_reason_is_needed_where_it_does_not_apply(team: Team, bot: Running) -> None:
    await leaves_open(team)

    assert await says(team, all=NOT_APPLICABLE) == {"reason": "Say why, in a sentence. The report prints it."}

    await says(team, reason="There is no number for it: it is about one contract.")

    unknown = (await bot.scoping()).unknown("problem.4.today")
    assert (unknown.kind, unknown.reason[:18]) == (Ignorance.NOT_APPLICABLE, "There is no number")


async def test_a_day_alone_says_that_somebody_will_know_by_it(team: Team, bot: Running) -> None:
    await leaves_open(team)
    await says(team, until="2026-03-06")

    assert (await bot.scoping()).unknown("problem.4.today").until == date(2026, 3, 6)


# ---- for each


async def test_each_may_be_said_apart(team: Team, bot: Running) -> None:
    await leaves_open(team)
    await says(team, **{"all": NOBODY, GOAL: BY_A_DAY, BY: LATER, "until": "2026-03-06"})
    kept = await bot.scoping()

    assert kept.unknown("problem.4.today").kind is Ignorance.NOT_MEASURED
    assert kept.unknown("problem.4.goal").until == date(2026, 3, 6)
    assert kept.unknown("problem.4.by") is None
    assert "still open: the business metric (by which day)" in (await team.message("turn:problem:1")).plain()


async def test_a_day_for_one_is_no_day_for_the_others(team: Team, bot: Running) -> None:
    await leaves_open(team)
    await says(team, **{GOAL: BY_A_DAY, "until": "2026-03-06"})

    assert (await bot.scoping()).unknown("problem.4.today") is None


async def test_what_was_answered_meanwhile_is_left_alone(team: Team, bot: Running) -> None:
    await leaves_open(team)
    async with bot.store.edit((await bot.scoping()).id, None) as kept:
        kept.answer({"problem.4": dict(GOOD_METRIC)}, await id_of(team, "Ana"), kept.started_at)
    await says(team, all=NOBODY)

    assert (await bot.scoping()).entries["problem.4"].answer.unknowns == {}


GOOD_METRIC = {"metric": "Customers lost a year", "today": 4800.0, "goal": 3900.0, "by": "2027-12-31"}


# ---- behind the menu, and on the day


async def test_dont_know_yet_asks_the_same_of_an_item_nobody_has_answered(team: Team, bot: Running) -> None:
    await team.start()
    await team.ana.presses("Don't know yet", on=await team.open_message())
    view = await team.ana.modal()

    assert view.title == "Don't know yet"
    assert "Still open: the problem." in view.plain()

    await says(team, all=NOBODY)

    settled = (await team.message("turn:exam.1:1")).plain()
    assert "○ The problem: nobody knows it yet · Ana" in settled
    assert "2 of 7" in (await team.open_message()).plain()


async def test_on_the_day_it_comes_back_as_an_item_of_whoever_was_to_know(
    team: Team, bot: Running, clock: Clock
) -> None:
    await leaves_open(team)
    await says(team, until="2026-03-06")
    asked = await on_the_day(team, bot, clock, days=4)
    due = await team.message("turn:problem:2")

    assert "Ana, this was to be known by Fri 6 Mar: the business metric" in due.plain()
    assert due.buttons() == ["Answer", "Don't know yet…"]
    assert due.mentions() == [await id_of(team, "Ana")]
    assert asked is not None

    await team.ana.presses("Answer", on=due)
    view = await team.ana.modal()

    assert list(view.labels()) == [f"problem.4.{field}" for field in ("metric", "today", "goal", "by")]

    await team.fill_in(team.ana)

    assert (await bot.scoping()).entries["problem.4"].answer.unknowns == {}
    assert "✔ The business metric" in (await team.message("turn:problem:2")).plain()


async def test_what_has_come_due_is_answered_with_a_reply_as_well(team: Team, bot: Running, clock: Clock) -> None:
    await leaves_open(team)
    await says(team, until="2026-03-06")
    await on_the_day(team, bot, clock, days=4)
    said = await team.ana.says("Customers lost a year", channel="#churn", thread=(await team.card()).ts)
    await team.settle()

    assert "Answer with Ana's reply" in (await team.message("turn:problem:2")).buttons()

    await team.ana.shortcut("record_answer", said)

    assert "question" in (await team.ana.modal()).labels()


async def test_not_knowing_yet_gives_it_another_day(team: Team, bot: Running, clock: Clock) -> None:
    await leaves_open(team)
    await says(team, until="2026-03-06")
    await on_the_day(team, bot, clock, days=4)
    await team.ana.presses("Don't know yet…", on=await team.message("turn:problem:2"))
    await says(team, until="2026-03-20")

    assert (await bot.scoping()).unknown("problem.4.goal").until == date(2026, 3, 20)
    assert "Don't know yet…" not in (await team.message("turn:problem:2")).buttons()
    assert "not known until Fri 20 Mar, Ana" in (await team.message("turn:problem:2")).plain()


async def test_what_was_sent_back_may_be_found_out_by_a_day(team: Team, bot: Running) -> None:
    await team.start()
    for _ in range(7):
        await team.answers(team.ana)
    ready = next(m for m in reversed(await team.thread()) if any(b.startswith("Accept") for b in m.buttons()))
    await team.ivo.presses("Accept or send back", on=ready)
    await team.ivo.fill({"all": ["all"], "verdict.exam.4": "Send back", "reason.exam.4": "Is that today's number?"})
    await team.ivo.submits()
    await team.settle()
    await team.ana.presses("Don't know yet", on=await team.open_message())
    await says(team, until="2026-03-06")
    kept = await bot.scoping()

    assert kept.text("exam.4.path") == ""
    assert kept.entries["exam.4"].answers[-2].values["path"] == GOOD["exam.4"]["path"]
    assert kept.unknown("exam.4.path").until == date(2026, 3, 6)
    assert "not known until Fri 6 Mar, Ana" in (await team.message("turn:exam.4:2")).plain()

"""A form answered in part: what is filled in is saved, the message says what is open, and the same button goes on."""

from dialogs.answers.unknowns import Ignorance
from tests.bot.listeners.stories import BLANK_METRIC, at_the_problem, id_of
from tests.conftest import Running
from tests.team import Team


async def test_what_is_filled_in_is_saved_and_the_message_says_what_is_open(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    asked = await team.open_message()
    before = len(await team.thread())

    await team.answers(team.ana, **BLANK_METRIC)
    await team.ana.closes()
    await team.settle()
    open_still = await team.open_message()

    answers = (await bot.scoping()).entries
    assert set(answers["problem.4"].answer.values) == {"metric"}
    assert set(answers["problem.5"].answer.values) == {"means", "reach"}
    assert (open_still.ts, len(await team.thread())) == (asked.ts, before)
    assert "4 of 7; still open: the business metric (as it stands today, as it should stand, by which day)" in (
        open_still.plain()
    )
    assert "✔ The means: Five years of CRM data" in open_still.plain()
    assert open_still.mentions() == [await id_of(team, "Ana")]


async def test_nothing_that_was_typed_is_typed_again(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **BLANK_METRIC)
    await team.ana.closes()
    await team.ana.presses("Answer", on=await team.open_message())
    view = await team.ana.modal()

    assert list(view.labels()) == [f"problem.4.{field}" for field in ("metric", "today", "goal", "by")]
    assert view.value("problem.4.metric") == "Customers lost a year"

    await team.ana.fill({"problem.4.today": "4,800", "problem.4.goal": "3.9k", "problem.4.by": "2027-12-31"})
    await team.ana.submits()
    await team.settle()

    assert (await bot.scoping()).value("problem.4.goal") == 3900
    assert "Is machine learning needed" in (await team.open_message()).plain()


async def test_a_question_left_blank_is_not_answered(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.5.means": "", "problem.5.reach": None})
    view = await team.ana.modal()

    assert "Kept. Still open: the means." in view.plain()
    assert "problem.5" not in (await bot.scoping()).entries


async def test_a_window_sent_in_blank_changes_nothing(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.ana.presses("Answer", on=await team.open_message())
    before = await bot.scoping()
    await team.ana.submits()

    assert "Still open: the one problem, the business metric and the means." in (await team.ana.modal()).plain()
    assert (await bot.scoping()).version == before.version


async def test_a_single_question_in_part_says_so_too(team: Team) -> None:
    await team.start()
    await team.answers(team.ana)
    await team.answers(team.ana, **{"exam.2.why": ""})
    await team.ana.closes()
    await team.settle()

    assert "1 of 2; still open: " in (await team.message("turn:exam.2:1")).plain()


async def test_words_that_say_it_is_not_known_are_an_answer(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "not measured", "problem.4.goal": "??"})
    kept = await bot.scoping()

    assert await team.ana.modal() is None
    assert kept.unknown("problem.4.today").kind is Ignorance.NOT_MEASURED
    assert kept.unknown("problem.4.goal").kind is Ignorance.NOT_KNOWN
    assert kept.unknown("problem.4.goal").by == await id_of(team, "Ana")
    settled = (await team.message("turn:problem:1")).plain()
    assert "as it stands today: nobody has measured it" in settled.lower()


async def test_a_choice_has_an_option_for_what_nobody_knows(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.5.reach": "We don't know yet"})

    assert (await bot.scoping()).unknown("problem.5.reach").kind is Ignorance.NOT_KNOWN

    await team.ana.presses("Revise", on=await team.message("turn:problem:1"))

    assert (await team.ana.modal()).value("problem.5.reach")["text"]["text"] == "We don't know yet"


async def test_what_stands_as_unknown_is_filled_in_and_stays_as_it_was_said(team: Team, bot: Running) -> None:
    await at_the_problem(team)
    await team.answers(team.ana, **{"problem.4.today": "nobody has counted it"})
    said = (await bot.scoping()).unknown("problem.4.today")
    await team.ana.presses("Revise", on=await team.message("turn:problem:1"))

    assert (await team.ana.modal()).value("problem.4.today") == "not measured"

    await team.ana.fill({"problem.4.metric": "Customers lost a quarter"})
    await team.ana.submits()
    await team.settle()

    assert (await bot.scoping()).unknown("problem.4.today") == said


async def test_what_cannot_be_read_is_refused_beside_its_field_and_all_that_was_typed_stays(
    team: Team, bot: Running
) -> None:
    await at_the_problem(team)
    await team.ana.presses("Answer", on=await team.open_message())
    await team.ana.fill({"problem.4.today": "rather many", "problem.5.means": "Two engineers until June."})
    await team.ana.submits()

    assert list(await team.ana.errors()) == ["problem.4.today"]
    assert (await team.ana.modal()).value("problem.5.means") == "Two engineers until June."
    assert "problem.5" not in (await bot.scoping()).entries


async def test_a_first_answer_neither_kept_nor_written_stays_open(team: Team, bot: Running) -> None:
    await team.start()
    await team.passes_exam()
    for _ in range(2):
        await team.answers(team.ana)
    await team.answers(team.ana, **{"retake.6.source": "", "retake.6.needed": ""})
    view = await team.ana.modal()

    assert "Kept. Still open: where each retraining's data comes from." in view.plain()

    await team.ana.closes()
    await team.ana.presses("Answer", on=await team.open_message())
    await team.ana.fill({"keep.retake.6": ["keep"]})
    await team.ana.submits()
    await team.settle()

    assert (await bot.scoping()).entries["retake.6"].answer.kept


async def test_what_stands_aside_is_behind_more_and_stays_once_it_has_a_value(team: Team, bot: Running) -> None:
    await team.start(track="full")
    while "The candidates" not in (await team.open_message()).plain():
        await team.answers_next()
    await team.ana.presses("Answer", on=await team.open_message())
    view = await team.ana.modal()

    assert "solutions.1.d" not in view.labels()

    await team.ana.fill({"solutions.1.a": "Churn model"})
    await team.ana.presses("More… (4)")
    view = await team.ana.modal()

    assert "solutions.1.d" in view.labels()
    assert view.value("solutions.1.a") == "Churn model"
    assert not view.buttons()

    await team.fill_in(team.ana, **{"solutions.1.d": "A list", "solutions.1.d_cell": "A new system; tables"})
    await team.ana.presses("Revise", on=await team.message("turn:candidates:1"))

    assert (await team.ana.modal()).value("solutions.1.d") == "A list"


async def test_what_stands_aside_and_is_not_shown_is_not_lost(team: Team, bot: Running) -> None:
    """A window opened before somebody else filled it in."""
    await at_the_problem(team)
    await team.answers(team.ana, **BLANK_METRIC)
    await team.ana.closes()

    assert (await bot.scoping()).text("problem.4.metric") == "Customers lost a year"

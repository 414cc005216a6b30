"""A reply in the thread answers any open question, also one of a form: its words go into one of the form's boxes."""

from tests.bot.listeners.stories import id_of
from tests.conftest import Running
from tests.team import Team

SAID = "Keep the customers we have; nothing else comes first this year."


async def a_reply(team: Team, track: str = "full") -> None:
    """Ana is asked for the priorities, and replies in the thread."""
    thread = await team.start(track=track)
    await team.ana.says(SAID, channel="#churn", thread=thread)
    await team.settle()


async def at_the_problem_with_a_reply(team: Team) -> None:
    thread = await team.start(track="full")
    await team.answers(team.ana)
    await team.ana.says(SAID, channel="#churn", thread=thread)
    await team.settle()


async def test_a_form_grows_the_second_button_too(team: Team) -> None:
    before = None
    await a_reply(team)
    before = len(await team.thread())

    assert (await team.open_message()).buttons() == ["Answer", "Answer with Ana's reply"]
    assert len(await team.thread()) == before


async def test_of_several_boxes_one_is_chosen_and_the_forms_window_opens_with_it_filled(
    team: Team, bot: Running
) -> None:
    await at_the_problem_with_a_reply(team)
    await team.tom.presses("Answer with", on=await team.open_message())
    view = await team.tom.modal()

    assert list(view.labels()) == ["question", "text"]
    assert view.value("text") == SAID

    await team.tom.fill({"question": "The means"})
    await team.tom.submits()
    view = await team.tom.modal()

    assert view.value("problem.5.means") == SAID
    assert "problem.4.metric" in view.labels()

    await team.tom.submits()
    await team.settle()
    answer = (await bot.scoping()).entries["problem.5"].answer

    assert answer.values["means"] == SAID
    assert answer.author == await id_of(team, "Tom")
    assert answer.reply_ts


async def test_only_the_answer_it_filled_in_came_from_the_reply(team: Team, bot: Running) -> None:
    await at_the_problem_with_a_reply(team)
    await team.ana.presses("Answer with", on=await team.open_message())
    await team.ana.fill({"question": "The means"})
    await team.ana.submits()
    await team.fill_in(team.ana)
    kept = (await bot.scoping()).entries

    assert kept["problem.5"].answer.reply_ts
    assert kept["problem.4"].answer.reply_ts is None


async def test_what_was_saved_stays_when_the_window_of_the_rest_is_closed(team: Team, bot: Running) -> None:
    await at_the_problem_with_a_reply(team)
    await team.tom.presses("Answer with", on=await team.open_message())
    await team.tom.fill({"question": "The means"})
    await team.tom.submits()
    await team.tom.closes()
    await team.settle()
    answer = (await bot.scoping()).entries["problem.5"].answer

    assert answer.values == {"means": SAID}
    assert answer.author == await id_of(team, "Tom")
    assert answer.reply_ts


async def test_where_somebody_answered_meanwhile_nothing_is_saved_over_it(team: Team, bot: Running) -> None:
    await at_the_problem_with_a_reply(team)
    await team.tom.presses("Answer with", on=await team.open_message())
    await team.tom.fill({"question": "The means"})
    await team.answers(team.ana)
    before = (await bot.scoping()).entries["problem.5"].answer
    await team.tom.submits()
    await team.settle()

    assert (await bot.scoping()).entries["problem.5"].answer == before


async def test_the_one_box_there_is_is_filled_in_at_once(team: Team) -> None:
    await a_reply(team)
    while "side by side" not in (await team.open_message()).plain():
        await team.answers_next()
    thread = (await team.card()).ts
    await team.ana.says("Rules catch 41%, and that is all they do.", channel="#churn", thread=thread)
    await team.settle()
    await team.ana.presses("Answer with", on=await team.open_message())

    assert (await team.ana.modal()).value("need.5.because") == "Rules catch 41%, and that is all they do."


async def test_record_as_answer_offers_the_boxes_of_open_forms(team: Team, bot: Running) -> None:
    thread = await team.start(track="full")
    await team.answers(team.ana)
    said = await team.mia.says(SAID, channel="#churn", thread=thread)
    await team.settle()
    await team.mia.shortcut("record_answer", said)
    view = await team.mia.modal()

    assert view.value("text") == SAID

    await team.mia.fill({"question": "The one problem"})
    await team.mia.submits()

    assert (await team.mia.modal()).value("problem.3.problem") == SAID
    assert (await bot.scoping()).entries["problem.3"].answer.values == {"problem": SAID}


async def test_record_as_answer_offers_the_lines_of_the_board(team: Team) -> None:
    thread = await team.start()
    await team.passes_exam()
    while "readiness" not in (await team.thread())[-1].metadata["event_payload"]["key"]:
        if any(label.startswith("Accept") for label in (await team.thread())[-1].buttons()):
            await team.accepts_all()
        else:
            await team.answers(team.ana)
    said = await team.mia.says("Paula knows by heart what changes for her.", channel="#churn", thread=thread)
    await team.settle()
    await team.mia.shortcut("record_answer", said)

    assert "question" in (await team.mia.modal()).labels()


async def test_who_is_mentioned_is_named_also_by_an_edit_and_also_from_outside_the_scoping(team: Team) -> None:
    thread = await team.start()
    tom, outside = await id_of(team, "Tom"), await id_of(team, "Rob")
    said = await team.ana.says(f"<@{tom}> and <@{outside}> counted 310 hours a month.", channel="#churn", thread=thread)
    await team.settle()
    await team.ana.presses("Answer with", on=await team.open_message())

    assert (await team.ana.modal()).value("exam.1.problem") == "@Tom and @Rob counted 310 hours a month."

    await team.ana.submits()
    await team.ana.edits(said, f"<@{tom}> and <@{outside}> counted 410 hours a month.")
    await team.settle()
    await team.ana.presses("Take the edit over", on=await team.message("turn:exam.1:1"))

    assert (await team.ana.modal()).value("exam.1.problem") == "@Tom and @Rob counted 410 hours a month."

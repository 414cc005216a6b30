"""Answering, as people meet it: one open question each, follow-ups, replies that fill in, don't know yet."""

from practice.client import Slack
from tests.conftest import Running
from tests.play import GOOD
from tests.team import Team

VAGUE = {"exam.1.problem": "Increase revenue with AI."}


async def test_answering_brings_the_next_question_and_edits_the_last(team: Team) -> None:
    await team.start()
    first = await team.open_message()

    await team.answers(team.ana)

    assert (await team.message("turn:exam.1:1")).ts == first.ts
    assert "✔ The problem" in (await team.message("turn:exam.1:1")).plain()
    assert "2 of 7" in (await team.open_message()).plain()


async def test_a_vague_goal_is_challenged_once_in_the_thread(team: Team) -> None:
    await team.start()
    await team.answers(team.ana, **VAGUE)

    asked = await team.open_message()

    assert "Everybody's goal" in asked.plain()
    assert asked.mentions() == [await _id(team, "Ana")]
    assert asked.buttons() == ["Answer", "Leave it at that…"]

    await team.answers(team.ana, on=asked)

    assert "2 of 7" in (await team.open_message()).plain()
    assert "✔ The problem" in (await team.message("turn:exam.1:2")).plain()
    assert "asked back, see below" in (await team.message("turn:exam.1:1")).plain()


async def test_a_follow_up_is_left_only_with_a_reason_which_is_kept(team: Team, bot: Running) -> None:
    await team.start()
    await team.answers(team.ana, **VAGUE)
    await team.ana.presses("Leave it at that", on=await team.open_message())
    await team.ana.fill({"reason": "   "})

    ack = await team.ana.submits()

    assert not ack.acked or "reason" in await team.ana.errors()

    await team.ana.fill({"reason": "The board gave us only the goal."})
    await team.ana.submits()
    await team.settle()

    (asked,) = (await bot.scoping()).entries["exam.1"].asked_back
    assert (asked.outcome, asked.reason) == ("waived", "The board gave us only the goal.")
    assert "2 of 7" in (await team.open_message()).plain()


async def test_what_is_wrong_with_the_form_is_asked_in_the_same_modal_the_answer_already_kept(
    team: Team, bot: Running
) -> None:
    await team.start()
    for _ in range(2):
        await team.answers(team.ana)

    await team.answers(team.ana, **{"exam.3.comparison": "Probably in the notebook of somebody on the team."})
    view = await team.ana.modal()

    assert view is not None
    assert "leaves it open" in view.plain()
    assert "exam.3" in (await bot.scoping()).entries

    await team.ana.closes()
    await team.settle()

    (asked,) = (await bot.scoping()).entries["exam.3"].asked_back
    assert asked.outcome == "left"


async def test_the_form_follow_up_can_be_answered_in_the_same_modal(team: Team, bot: Running) -> None:
    await team.start()
    for _ in range(2):
        await team.answers(team.ana)
    await team.answers(team.ana, **{"exam.3.comparison": "Probably in the notebook of somebody on the team."})

    await team.fill_in(team.ana)

    entry = (await bot.scoping()).entries["exam.3"]
    assert entry.answers[-1].values == GOOD["exam.3"]
    assert len(entry.answers) == 2
    assert await team.ana.modal() is None


async def test_a_reply_grows_a_second_button_and_fills_the_modal_in(team: Team, bot: Running) -> None:
    thread = await team.start()
    before = len(await team.thread())
    await team.ana.says("Support sorts 4,800 tickets a month by hand, 310 hours.", channel="#churn", thread=thread)
    await team.settle()

    asked = await team.open_message()

    assert "Answer with Ana's reply" in asked.buttons()
    assert len(await team.thread()) == before + 1

    await team.tom.presses("Answer with", on=asked)
    view = await team.tom.modal()

    assert view is not None
    assert view.value("exam.1.problem") == "Support sorts 4,800 tickets a month by hand, 310 hours."

    await team.tom.submits()
    await team.settle()

    answer = (await bot.scoping()).entries["exam.1"].answer
    assert answer.author == await _id(team, "Tom")


async def test_what_people_say_is_never_stored(team: Team, bot: Running) -> None:
    thread = await team.start()
    await team.mia.says("I think Paula knows the secret number", channel="#churn", thread=thread)
    await team.ana.says("so do I, a secret indeed", channel="#churn", thread=thread)
    await team.settle()

    assert "secret" not in (await bot.scoping()).model_dump_json()


async def test_a_deleted_reply_is_not_offered_any_more(team: Team) -> None:
    thread = await team.start()
    said = await team.ana.says("It is 310 hours a month.", channel="#churn", thread=thread)
    await team.settle()
    await team.ana.deletes(said)
    await team.settle()

    assert (await team.open_message()).buttons() == ["Answer"]


async def test_an_edited_reply_is_offered_again_to_whoever_recorded_it(team: Team) -> None:
    thread = await team.start()
    said = await team.ana.says("Support loses 310 hours a month on sorting.", channel="#churn", thread=thread)
    await team.settle()
    await team.ana.presses("Answer with", on=await team.open_message())
    await team.ana.submits()
    await team.settle()
    await team.ana.edits(said, "Support loses 410 hours a month on sorting.")
    await team.settle()

    settled = await team.message("turn:exam.1:1")

    assert "edited since" in settled.plain()

    await team.ana.presses("Take the edit over", on=settled)

    assert "410" in (await team.ana.modal()).value("exam.1.problem")


async def test_record_as_answer_serves_an_older_reply(team: Team, bot: Running) -> None:
    thread = await team.start()
    said = await team.mia.says(
        "Support loses 310 hours a month on <https://x.example|sorting>", channel="#churn", thread=thread
    )
    await team.settle()
    await team.mia.shortcut("record_answer", said)
    await team.mia.submits()
    await team.settle()

    assert "310 hours" in (await bot.scoping()).entries["exam.1"].answer.values["problem"]


async def test_dont_know_yet_brings_the_next_question_and_stands_as_said(team: Team) -> None:
    await team.start()
    await team.ana.presses("Don't know yet", on=await team.open_message())
    await team.ana.fill({"until": "2026-03-05"})
    await team.ana.submits()
    await team.settle()

    unknown = await team.message("turn:exam.1:1")

    assert "not known until Thu 5 Mar, Ana" in unknown.plain()
    assert "Revise…" in unknown.menu()
    assert "2 of 7" in (await team.open_message()).plain()


async def test_a_day_in_the_past_gets_a_sentence_beside_the_field(team: Team) -> None:
    await team.start()
    await team.ana.presses("Don't know yet", on=await team.open_message())
    await team.ana.fill({"until": "2026-03-01"})
    await team.ana.submits()

    assert await team.ana.errors() == {"until": "That date is in the past; give one from today on."}


async def test_a_question_handed_on_rings_its_new_owner_and_brings_ones_own_next(team: Team) -> None:
    await team.start()
    await team.ana.presses("Assign", on=await team.open_message())
    await team.ana.fill({"to": await _id(team, "Mia")})
    await team.ana.submits()
    await team.settle()

    rung = [message.mentions() for message in (await team.thread())[2:]]

    assert sorted(rung) == sorted([[await _id(team, "Mia")], [await _id(team, "Ana")]])


async def test_two_people_answering_at_once_see_both_answers(team: Team, bot: Running) -> None:
    await team.start()
    asked = await team.open_message()
    await team.mia.presses("Answer", on=asked)
    await team.answers(team.ana, on=asked)
    await team.mia.fill({"exam.1.problem": "Support loses 310 hours a month on sorting tickets."})
    await team.mia.submits()
    view = await team.mia.modal()

    assert view is not None
    assert "12% of 40,000" in view.plain()
    assert "310 hours" in view.value("exam.1.problem")

    await team.mia.closes()

    assert "12%" in (await bot.scoping()).entries["exam.1"].answer.values["problem"]


async def test_an_answer_revised_keeps_the_old_text(team: Team, bot: Running) -> None:
    await team.start()
    await team.answers(team.ana)
    await team.ana.presses("Revise", on=await team.message("turn:exam.1:1"))
    await team.fill_in(
        team.ana, **{"exam.1.problem": "Customers leave: 14% of 40,000 a year, EUR 1.4M, finance counted it."}
    )

    assert len((await bot.scoping()).entries["exam.1"].answers) == 2
    assert "revised" in (await team.message("turn:exam.1:1")).plain()


async def test_somebody_elses_answer_is_not_revised(team: Team, bot: Running) -> None:
    await team.start()
    await team.answers(team.ana)
    await team.mia.presses("Revise", on=await team.message("turn:exam.1:1"))
    await team.settle()

    assert await team.mia.modal() is None
    assert "Ana's answer" in (await team.mia.ephemerals())[-1].plain()
    assert len((await bot.scoping()).entries["exam.1"].answers) == 1


async def test_the_evidence_can_be_corrected(team: Team) -> None:
    await team.start()
    await team.answers(team.ana)
    await team.ivo.presses("Correct the evidence", on=await team.message("turn:exam.1:1"))
    await team.ivo.fill({"grade": "claim"})
    await team.ivo.submits()
    await team.settle()

    assert "Ana, claim" in (await team.message("turn:exam.1:1")).plain()


async def test_a_click_twice_has_one_effect(team: Team, slack: Slack, bot: Running) -> None:
    await slack.mood(twice=True)
    await team.start()
    await team.answers(team.ana)

    assert len((await bot.scoping()).entries["exam.1"].answers) == 1
    assert len(await team.thread()) == 3


async def _id(team: Team, name: str) -> str:
    people = (await team.slack.workspace())["people"]
    return next(person["id"] for person in people if person["name"].lower() == name.lower())


async def test_of_a_form_of_several_only_ones_own_answers_are_opened_to_be_changed(team: Team, bot: Running) -> None:
    await team.start(track="full")
    await team.answers_next()
    await team.answers_next()
    mia = await team.id_of("Mia")
    async with bot.application.context.scopings.edit((await bot.scoping()).id) as kept:
        kept.entries["problem.4"].answers[-1].author = mia
    await team.mia.presses("Revise", on=await team.message("turn:problem:1"))
    window = await team.mia.modal()

    assert window is not None
    assert {block.rpartition(".")[0] for block in window.labels()} == {"problem.4"}
    assert "Only yours stand here; what Ana answered is theirs to change." in window.plain()

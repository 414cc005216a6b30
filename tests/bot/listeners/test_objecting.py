"""Objections as people meet them: answered, on a day or at once, left, disputed; by whom, and what changes nothing."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dialogs.record.parts import OBJECTION
from practice.client import Message, Slack
from practice.slack.server import Practice
from tests.conftest import Clock, Running, running_bot
from tests.play import answer
from tests.team import Team

LINE = "The line stands alone, with nothing beside it."
WORDS = "Last year's figure was 12 %."
ONE: dict[str, Any] = {"judged": "line"}
TWO: dict[str, Any] = {"judged": "line", "tested": "none"}
MANY: dict[str, Any] = {
    "stakes": "public",
    "role": "automates",
    "net": ["notice"],
    "judged": "none",
    "tested": "none",
    "tie": "unknown",
    "tried": "none",
}


async def objected(team: Team, bot: Running, taps: dict[str, Any] = ONE) -> Message:
    """The exam is answered by Mia, with other taps in it; the message that objects to it."""
    await team.start()
    mia = await team.id_of("Mia")
    kept = await bot.scoping()
    async with bot.application.context.scopings.edit(kept.id) as scoping:
        for number in range(1, 8):
            asked = {field.id for field in scoping.catalog.questions[f"exam.{number}"].fields}
            over = {name: value for name, value in taps.items() if name in asked}
            answer(scoping, f"exam.{number}", by=mia, now=scoping.started_at, **over)
    await team.settle()
    return await team.objection()


async def now(team: Team, put: Message) -> Message:
    """A message as it stands by now."""
    return next(message for message in await team.thread() if message.ts == put.ts)


async def outcomes(bot: Running, question: str = "exam.5") -> list[tuple[str, str | None, str]]:
    """What was said to the objections to an answer: name, outcome, words."""
    said = (await bot.scoping()).entries[question].asked_back
    return [(one.rule.removeprefix(OBJECTION), one.outcome, one.reason) for one in said]


async def left(team: Team, who: Any, put: Message, option: str, reason: str) -> None:
    await who.presses(option, on=put)
    await who.fill({"reason": reason})
    await who.submits()
    await team.settle()


# ---- the four ways out


async def test_it_rings_whoever_answered(team: Team, bot: Running) -> None:
    put = await objected(team, bot)

    assert put.mentions() == [await team.id_of("Mia")]
    assert LINE.removeprefix("The") in put.plain()


async def test_answered_in_words_its_message_is_edited_and_the_director_is_called(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    before = len(await team.thread())
    await team.meets(team.mia, WORDS, on=put)
    met = await now(team, put)

    assert met.plain().startswith(f"✔ {LINE}")
    assert met.plain().endswith(f"“{WORDS}” · Mia")
    assert (met.buttons(), met.mentions()) == ([], [])
    assert await outcomes(bot) == [("no_line", "answered", WORDS)]
    assert len(await team.thread()) == before + 1
    assert await team.with_button("Accept or send back")


async def test_with_a_day_it_is_a_condition_that_rings(team: Team, bot: Running, clock: Clock) -> None:
    put = await objected(team, bot)
    tom = await team.id_of("Tom")
    await team.meets(team.mia, "We count last May.", on=put, **{"owner.no_line": tom, "day.no_line": "2026-03-12"})

    assert (await now(team, put)).plain().endswith("“We count last May.” · Mia · Tom, by Thu 12 Mar")
    (condition,) = (await bot.scoping()).conditions
    assert (condition.objection, condition.owner, condition.due) == ("no_line", tom, date(2026, 3, 12))
    assert "Promised: Tom: We count last May (on “The ML problem”) (by Thu 12 Mar)" in (await team.card()).plain()

    clock.now = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
    await bot.application.reminders.tick()
    await team.settle()
    (rung,) = await team.tom.direct_messages()
    assert "Please see to it: We count last May (on “The ML problem”)." in rung.plain()
    assert "It is done…" in rung.buttons()


async def test_a_name_and_a_day_in_the_words_are_a_condition_as_well(team: Team, bot: Running, clock: Clock) -> None:
    put = await objected(team, bot)
    tom = await team.id_of("Tom")
    await team.meets(team.mia, "tom asks the works council by 12 march", on=put)

    assert (await now(team, put)).plain().endswith("council by 12 march” · Mia · Tom, by Thu 12 Mar")
    (condition,) = (await bot.scoping()).conditions
    assert (condition.objection, condition.owner, condition.due) == ("no_line", tom, date(2026, 3, 12))
    assert "Promised: Tom: tom asks the works council (on “The ML problem”) (by Thu 12 Mar)" in (
        (await team.card()).plain()
    )

    clock.now = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
    await bot.application.reminders.tick()
    await team.settle()
    (rung,) = await team.tom.direct_messages()
    assert "Please see to it: tom asks the works council (on “The ML problem”)." in rung.plain()


async def test_a_day_alone_is_owed_by_whoever_answers_and_a_name_alone_has_ten_days(team: Team, bot: Running) -> None:
    mia, tom = await team.id_of("Mia"), await team.id_of("Tom")
    put = await objected(team, bot, TWO)
    await team.mia.presses("Answer it", on=put)
    await team.mia.fill({"text.no_line": "We count it by 12 March.", "text.other_cases": "Tom asks the other branch."})
    await team.mia.submits()
    await team.settle()

    made = {one.objection: (one.owner, one.due) for one in (await bot.scoping()).conditions}
    assert made == {"no_line": (mia, date(2026, 3, 12)), "other_cases": (tom, date(2026, 3, 16))}


async def test_what_was_picked_goes_before_what_the_words_say(team: Team, bot: Running) -> None:
    ana = await team.id_of("Ana")
    picked = {"owner.no_line": ana, "day.no_line": "2026-03-20"}
    await team.meets(team.mia, "Tom asks legal by 12 March.", on=await objected(team, bot), **picked)

    (condition,) = (await bot.scoping()).conditions
    assert (condition.owner, condition.due) == (ana, date(2026, 3, 20))


async def test_a_day_in_the_words_that_may_be_two_is_asked_beside_them(team: Team, bot: Running) -> None:
    await team.meets(team.mia, "tom asks them by next friday", on=await objected(team, bot))

    assert list(await team.mia.errors()) == ["text.no_line"]
    assert await outcomes(bot) == []


async def test_somebody_elses_part_needs_a_day_and_is_not_dropped_without_one(team: Team, bot: Running) -> None:
    tom = await team.id_of("Tom")
    await team.meets(team.mia, WORDS, on=await objected(team, bot), **{"owner.no_line": tom})

    assert await team.mia.errors() == {
        "day.no_line": "By which day does Tom see to it? If nothing is left to do, name yourself."
    }
    assert await outcomes(bot) == []


async def test_a_day_in_the_past_is_said_beside_the_field_and_the_words_stay(team: Team, bot: Running) -> None:
    await team.meets(team.mia, WORDS, on=await objected(team, bot), **{"day.no_line": "2026-02-27"})
    window = await team.mia.modal()

    assert list(await team.mia.errors()) == ["day.no_line"]
    assert window is not None
    assert window.value("text.no_line") == WORDS
    assert await outcomes(bot) == []


async def test_of_several_those_left_blank_stay_open(team: Team, bot: Running) -> None:
    put = await objected(team, bot, TWO)
    await team.mia.presses("Answer it", on=put)
    await team.mia.fill({"text.no_line": WORDS})
    await team.mia.submits()
    await team.settle()
    half = await now(team, put)

    assert await outcomes(bot) == [("no_line", "answered", WORDS)]
    assert "on which cases it is judged before it is used is not settled" in half.plain()
    assert f"“{WORDS}” · Mia" in half.plain()
    assert "Answer it…" in half.buttons()

    await team.meets(team.mia, "Next month's.", on=half)
    assert await outcomes(bot) == [("no_line", "answered", WORDS), ("other_cases", "answered", "Next month's.")]
    assert [line[0] for line in (await now(team, put)).plain().splitlines()] == ["✔", "✔"]


async def test_of_several_a_day_without_a_word_is_asked_about(team: Team, bot: Running) -> None:
    await team.mia.presses("Answer it", on=await objected(team, bot, TWO))
    await team.mia.fill({"text.no_line": WORDS, "day.other_cases": "2026-03-12"})
    await team.mia.submits()

    assert await team.mia.errors() == {"text.other_cases": "Write a sentence; the report prints it."}
    assert await outcomes(bot) == []


async def test_all_that_is_wrong_in_a_form_of_several_is_said_at_once(team: Team, bot: Running) -> None:
    tom = await team.id_of("Tom")
    await team.mia.presses("Answer it", on=await objected(team, bot, TWO))
    await team.mia.fill(
        {"text.no_line": WORDS, "owner.no_line": tom, "text.other_cases": WORDS, "todo.other_cases": "Ask"}
    )
    await team.mia.submits()
    assert await team.mia.errors() == {
        "day.no_line": "By which day does Tom see to it? If nothing is left to do, name yourself.",
        "day.other_cases": "By which day? It is kept as a condition, and rung on that day.",
    }

    await team.mia.fill({"text.no_line": "No.", "day.no_line": "2026-02-27", "day.other_cases": "2026-02-27"})
    await team.mia.submits()
    assert sorted(await team.mia.errors()) == ["day.no_line", "day.other_cases", "text.no_line"]


async def test_a_form_of_several_sent_in_blank_asks_for_one(team: Team, bot: Running) -> None:
    await team.mia.presses("Answer it", on=await objected(team, bot, TWO))
    await team.mia.submits()

    assert list((await team.mia.errors()).values()) == ["Write a sentence; the report prints it."]


async def test_many_are_answered_in_one_window(team: Team, bot: Running) -> None:
    put = await objected(team, bot, MANY)
    await team.meets(team.mia, WORDS, on=put)

    assert len(await outcomes(bot)) == 4
    assert await outcomes(bot, "exam.4") == [("nobody_stops_it", "answered", WORDS)]
    assert (await now(team, put)).plain().count("Ivo says whether that is enough") == 5


async def test_it_is_left_with_a_reason(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    await left(team, team.mia, put, "Leave it, because", "It is a first try.")

    assert await outcomes(bot) == [("no_line", "waived", "It is a first try.")]
    assert (await now(team, put)).plain().endswith("Left, because “It is a first try.” · Mia")


async def test_of_several_those_are_left_that_are_chosen(team: Team, bot: Running) -> None:
    put = await objected(team, bot, TWO)
    await team.mia.presses("Leave it, because", on=put)
    window = await team.mia.modal()

    assert {one["value"] for one in window.value("which")} == {"no_line", "other_cases"}

    await team.mia.fill({"which": ["other_cases"], "reason": "Ours are the same."})
    await team.mia.submits()
    await team.settle()

    assert await outcomes(bot) == [("other_cases", "waived", "Ours are the same.")]
    assert "Answer it…" in (await now(team, put)).buttons()


async def test_it_misses_the_point_with_a_reason(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    await left(team, team.mia, put, "It misses the point", "The line is the law's.")

    assert await outcomes(bot) == [("no_line", "misses", "The line is the law's.")]
    assert (await now(team, put)).plain().endswith("It misses the point: “The line is the law's.” · Mia")


async def test_a_blank_reason_is_none(team: Team, bot: Running) -> None:
    await left(team, team.mia, await objected(team, bot), "It misses the point", "  \u200b ")

    assert list(await team.mia.errors()) == ["reason"]
    assert await outcomes(bot) == []


async def test_another_answer_mends_it(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    await team.mia.presses("Change the answer", on=put)
    await team.mia.fill({"exam.5.judged": "before"})
    await team.mia.submits()
    await team.settle()

    assert (await now(team, put)).plain().endswith("The answer has changed, and this no longer holds.")


async def test_somebody_elses_answer_is_not_changed(team: Team, bot: Running) -> None:
    await team.tom.presses("Change the answer", on=await objected(team, bot))
    await team.settle()

    assert await team.tom.modal() is None
    assert "Mia's answer" in (await team.tom.ephemerals())[-1].plain()


# ---- who may


async def test_anybody_of_the_scoping_may_meet_it(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    await team.meets(team.tom, WORDS, on=put)

    assert (await now(team, put)).plain().endswith(f"“{WORDS}” · Tom")


async def test_the_director_may_meet_it_and_nobody_has_to_say_whether_that_is_enough(team: Team, bot: Running) -> None:
    put = await objected(team, bot, {"tried": "none"})
    await left(team, team.ivo, put, "Leave it, because", "I know the figures.")

    assert (await now(team, put)).plain().endswith("Left, because “I know the figures.” · Ivo")


async def test_an_outsider_is_offered_to_join_and_may_then(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    await team.eva.joins(team.channel)
    await team.eva.presses("Answer it", on=put)
    offered = await team.eva.modal()

    assert offered is not None
    assert offered.submit == "Join the team"

    await team.eva.submits()
    await team.eva.closes()
    await team.settle()
    await team.meets(team.eva, WORDS, on=put)
    assert (await now(team, put)).plain().endswith(f"“{WORDS}” · Eva")


async def test_a_guest_is_refused(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    for label in ("Answer it", "Leave it, because", "It misses the point"):
        await team.rob.presses(label, on=put)
        await team.rob.submits()
        await team.settle()
        window = await team.rob.modal()

        assert window is not None
        assert "only full members can take part" in window.plain()
        await team.rob.closes()
    assert await outcomes(bot) == []


async def test_assigned_it_is_the_others_who_is_rung(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    tom = await team.id_of("Tom")
    await team.ana.presses("Assign", on=put)
    await team.ana.fill({"to": tom})
    await team.ana.submits()
    await team.settle()
    handed = await team.objection()

    assert (await now(team, put)).plain().endswith("See below.")
    assert (handed.ts != put.ts, handed.mentions()) == (True, [tom])

    await team.meets(team.tom, WORDS, on=handed)
    assert (await now(team, handed)).plain().endswith(f"“{WORDS}” · Tom")


async def test_only_those_who_lead_hand_it_on(team: Team, bot: Running) -> None:
    await team.mia.presses("Assign", on=await objected(team, bot))
    await team.settle()

    assert "Only Ana or Ivo can do this" in (await team.mia.ephemerals())[-1].plain()


# ---- what changes nothing


async def test_clicked_and_sent_in_twice_it_is_met_once(team: Team, slack: Slack, bot: Running) -> None:
    put = await objected(team, bot)
    await slack.mood(twice=True)
    await team.meets(team.mia, WORDS, on=put, **{"day.no_line": "2026-03-12"})

    assert await outcomes(bot) == [("no_line", "answered", WORDS)]
    assert len((await bot.scoping()).conditions) == 1
    assert await team.mia.modal() is None
    assert await team.mia.ephemerals() == []


async def test_a_press_after_it_is_met_is_told_so_alone_and_where_to_go(team: Team, bot: Running, clock: Clock) -> None:
    put = await objected(team, bot)
    await team.mia.presses("Open questions", on=await team.card())
    window = await team.mia.modal()
    await team.meets(team.ana, WORDS, on=put)
    await team.mia.presses("Answer it", on=window)
    await team.settle()
    said = await team.mia.modal()

    assert said is not None
    assert "That is met already, or no longer holds. See what is open." in said.plain()
    assert await outcomes(bot) == [("no_line", "answered", WORDS)]


async def test_a_reminder_of_an_objection_that_was_met_says_so(team: Team, bot: Running, clock: Clock) -> None:
    put = await objected(team, bot)
    await reminded(team, bot, clock)
    await team.meets(team.mia, WORDS, on=put)
    rung = (await team.mia.direct_messages())[-1]

    assert "✔ What was objected to · done, thank you." in rung.plain()
    assert rung.buttons() == []


async def test_a_window_sent_in_after_somebody_else_met_it_says_so_and_keeps_the_words(
    team: Team, bot: Running
) -> None:
    put = await objected(team, bot)
    await team.tom.presses("Answer it", on=put)
    await team.meets(team.mia, WORDS, on=put)
    await team.tom.fill({"text.no_line": "Two shops go without."})
    await team.tom.submits()
    window = await team.tom.modal()

    assert await team.tom.errors() == {"text.no_line": "That is met already, or no longer holds."}
    assert window is not None
    assert window.value("text.no_line") == "Two shops go without."
    assert await outcomes(bot) == [("no_line", "answered", WORDS)]


async def test_of_several_that_which_somebody_else_met_is_named_and_the_others_can_go_in(
    team: Team, bot: Running
) -> None:
    put = await objected(team, bot, TWO)
    await team.tom.presses("Answer it", on=put)
    await team.mia.presses("Answer it", on=put)
    await team.mia.fill({"text.no_line": WORDS})
    await team.mia.submits()
    await team.settle()
    await team.tom.fill({"text.other_cases": "Next month's.", "text.no_line": "Two shops go without."})
    await team.tom.submits()

    assert await team.tom.errors() == {"text.no_line": "That is met already, or no longer holds."}

    await team.tom.fill({"text.no_line": None})
    await team.tom.submits()
    await team.settle()
    assert await outcomes(bot) == [("no_line", "answered", WORDS), ("other_cases", "answered", "Next month's.")]


async def test_while_it_is_parked_nobody_meets_it(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    await team.mia.presses("Answer it", on=put)
    await team.ana.presses("Park it", on=await team.card())
    await team.settle()

    assert (await now(team, put)).plain().endswith("It is parked.")

    await team.mia.fill({"text.no_line": WORDS})
    await team.mia.submits()
    assert "This scoping is parked." in (await team.mia.errors())["text.no_line"]
    assert await outcomes(bot) == []

    await team.ana.command("/scope", "resume")
    await team.settle()
    assert "Answer it…" in (await now(team, put)).buttons()


async def test_its_message_deleted_nothing_breaks(team: Team, slack: Slack, bot: Running, clock: Clock) -> None:
    put = await objected(team, bot)
    await slack.delete_message(put)
    await team.settle()
    again = await team.objection()

    assert (again.ts != put.ts, again.plain()) == (True, put.plain())

    rung = await reminded(team, bot, clock)
    await team.meets(team.mia, WORDS, on=rung)

    assert await outcomes(bot) == [("no_line", "answered", WORDS)]
    assert (await now(team, again)).plain().endswith(f"“{WORDS}” · Mia")


async def test_started_anew_in_between_it_is_still_there(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    async with running_bot(practice, tmp_path / "data", clock) as before:
        put = await objected(Team(slack, before.settled), before)
    async with running_bot(practice, tmp_path / "data", clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()
        again = await team.objection()

        assert (again.ts, again.plain()) == (put.ts, put.plain())

        await team.meets(team.mia, WORDS, on=again)
        assert (await now(team, put)).plain().endswith(f"“{WORDS}” · Mia")


# ---- reminders


async def test_a_reminder_names_it_and_answers_it(team: Team, bot: Running, clock: Clock) -> None:
    put = await objected(team, bot)
    rung = await reminded(team, bot, clock)

    assert "An objection to the ML problem" in rung.plain()
    assert rung.buttons() == ["Answer it…", "I'll answer by…", "Snooze a day"]
    assert f"p{put.ts.replace('.', '')}" in str(rung.blocks)

    await team.meets(team.mia, WORDS, on=rung)
    assert (await now(team, put)).plain().endswith(f"“{WORDS}” · Mia")


async def reminded(team: Team, bot: Running, clock: Clock) -> Message:
    """Two working days later: what Mia is reminded of."""
    clock.skip(days=2, hours=1)
    await bot.application.reminders.tick()
    await team.settle()
    return (await team.mia.direct_messages())[-1]


async def test_what_is_left_to_do_is_the_condition_and_not_the_whole_answer(team: Team, bot: Running) -> None:
    put = await objected(team, bot)
    await team.mia.presses("Answer", on=put)
    view = await team.mia.modal()
    assert view is not None
    name = next(block for block in view.labels() if block.startswith("text.")).removeprefix("text.")
    await team.mia.fill({f"text.{name}": "In spring 4 shops tried it.", f"todo.{name}": "Run it in 6 shops"})
    await team.mia.submits()
    assert "By which day?" in (await team.mia.errors())[f"day.{name}"]

    await team.mia.fill({f"day.{name}": "2026-03-31"})
    assert (await team.mia.submits()).acked
    await team.settle()

    assert [condition.text for condition in (await bot.scoping()).conditions] == ["Run it in 6 shops"]
    assert (await outcomes(bot))[-1][1:] == ("answered", "In spring 4 shops tried it.")

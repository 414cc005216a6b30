"""Reminders over the wire: who is rung when, once, in their own hours; and what a crash or a refusal changes."""

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import build_app
from practice.client import Message, Person, Slack
from practice.slack.server import Practice
from tests.conftest import Clock, Running, running_bot
from tests.team import Team

FRIDAY_4 = datetime(2026, 3, 6, 14, 59, tzinfo=UTC)
"""A minute to four on a Friday in Madrid, whose working day ends at five."""


async def ticks(bot: Running, team: Team) -> list[str]:
    """Whom a look at what is due rings."""
    rung = await bot.application.reminders.tick()
    await team.settle()
    return rung


async def dms(person: Person) -> list[Message]:
    return await person.direct_messages()


async def id_of(team: Team, name: str) -> str:
    return next(str(each["id"]) for each in (await team.slack.workspace())["people"] if each["real_name"] == name)


# ---- when


async def test_after_two_working_days_the_owner_gets_one_direct_message(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    question = await team.open_message()

    clock.skip(days=1, hours=23)
    assert await ticks(bot, team) == []
    clock.skip(hours=1)
    assert await ticks(bot, team) == [await id_of(team, "Ana")]
    assert await ticks(bot, team) == []

    (message,) = await dms(team.ana)
    assert message.notification() == "Ana, 1 question waits for you on Churn early warning."
    assert message.plain().startswith("Morning, Ana. One question waits for you on Churn early warning:")
    assert "Which business problem would this solve?" in message.plain()
    assert message.buttons() == ["Answer", "I'll answer by…", "Snooze a day"]
    assert f"/archives/{question.channel}/p{question.ts.replace('.', '')}" in str(message.blocks)


async def test_the_card_says_who_is_reminded_next_and_when_in_their_own_time(team: Team) -> None:
    await team.start()

    assert "Next reminder: Ana, Wed 4 Mar 10:00 their time" in (await team.card()).plain()


async def test_nobody_is_rung_outside_their_own_hours(team: Team, bot: Running, clock: Clock) -> None:
    """Tom is in New York: what was given him at ten in the morning in Madrid waits for half past nine of his."""
    await team.start()
    await _assigns(team, "Tom")

    clock.now = datetime(2026, 3, 4, 14, 29, tzinfo=UTC)
    assert await ticks(bot, team) == [await id_of(team, "Ana")], "her next question was due at ten"
    assert "Next reminder: Tom, Wed 4 Mar 9:30 their time" in (await team.card()).plain()
    clock.skip(minutes=1)
    assert await ticks(bot, team) == [await id_of(team, "Tom")]


async def test_weekends_are_no_working_days(team: Team, bot: Running, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 5, 11, 0, tzinfo=UTC)
    await team.start()

    assert "Next reminder: Ana, Mon 9 Mar 12:00 their time" in (await team.card()).plain()
    clock.skip(days=3)
    assert await ticks(bot, team) == []


async def test_a_week_of_downtime_leads_to_one_message(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    clock.skip(days=9)

    assert await ticks(bot, team) == [await id_of(team, "Ana")]
    clock.skip(hours=3)
    assert await ticks(bot, team) == []
    assert len(await dms(team.ana)) == 1


async def test_what_stays_unanswered_comes_up_again_two_working_days_later(
    team: Team, bot: Running, clock: Clock
) -> None:
    await team.start()
    clock.skip(days=2)
    await ticks(bot, team)
    clock.skip(days=1)
    assert await ticks(bot, team) == []
    clock.skip(days=1)

    assert await ticks(bot, team) == [await id_of(team, "Ana")]


# ---- all in one, and nobody twice a day


async def test_all_that_is_due_stands_in_one_message_whatever_the_scoping(
    team: Team, bot: Running, clock: Clock
) -> None:
    await team.start("First")
    await team.start("Second")
    clock.skip(days=2)

    assert await ticks(bot, team) == [await id_of(team, "Ana")]
    (message,) = await dms(team.ana)
    assert "2 questions wait for you" in message.plain()
    assert all(f"? · {title}" in message.plain() for title in ("First", "Second"))
    assert message.buttons().count("Answer") == 2


async def test_scope_remind_rings_who_is_overdue_and_nobody_twice_a_day(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    clock.skip(days=2, hours=8)

    assert await _reminds(team) == "Reminded Ana."
    assert await _reminds(team) == "Ana was reminded today already; I ring nobody twice a day."
    assert await ticks(bot, team) == []
    assert len(await dms(team.ana)) == 1


async def test_scope_remind_in_one_scoping_knows_of_the_others(team: Team, bot: Running, clock: Clock) -> None:
    await team.start("First")
    clock.skip(hours=3)
    await team.start("Second")
    clock.skip(days=2, hours=-3)
    await ticks(bot, team)
    clock.skip(hours=3)

    await team.ana.command("/scope", "remind")
    menu = (await team.ana.ephemerals())[-1]
    second = next(block["block_id"] for block in menu.blocks if block["type"] == "actions")
    await team.ana.presses("This one", on=menu, block_id=second)
    await team.settle()

    assert "Ana was reminded today already" in (await team.ana.ephemerals())[-1].plain()
    assert len(await dms(team.ana)) == 1


# ---- what can be done with a reminder


async def test_answering_from_the_direct_message_works(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    clock.skip(days=2)
    await ticks(bot, team)

    await team.answers(team.ana, on=(await dms(team.ana))[-1])

    assert "2 of 7" in (await team.open_message()).plain()


async def test_a_reminder_that_was_answered_says_so_and_has_no_buttons(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    clock.skip(days=2)
    await ticks(bot, team)
    await team.answers(team.ana, on=(await dms(team.ana))[-1])
    (reminder,) = await dms(team.ana)

    assert reminder.plain().startswith("Thank you, Ana. Nothing of this waits for you any more.")
    assert "✔ Which business problem would this solve? · answered, thank you. Go to the thread" in reminder.plain()
    assert reminder.buttons() == []


async def test_what_somebody_else_answered_is_no_thanks_to_whoever_was_rung(
    team: Team, bot: Running, clock: Clock
) -> None:
    await team.start()
    clock.skip(days=2)
    await ticks(bot, team)
    await team.answers(team.mia)
    (reminder,) = await dms(team.ana)

    assert "✔ Which business problem would this solve? · settled meanwhile." in reminder.plain()
    assert reminder.buttons() == []


async def test_of_two_scopings_in_one_reminder_what_is_open_keeps_its_buttons(
    team: Team, bot: Running, clock: Clock
) -> None:
    await team.start("First")
    await team.start("Second")
    clock.skip(days=2)
    await ticks(bot, team)
    await team.answers(team.ana)
    (reminder,) = await dms(team.ana)

    assert "One question waits for you" in reminder.plain()
    assert "(Second) · answered, thank you." in reminder.plain()
    assert reminder.buttons() == ["Answer", "I'll answer by…", "Snooze a day"]


async def test_a_later_reminder_takes_the_place_of_the_one_before(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    clock.skip(days=2)
    await ticks(bot, team)
    (first,) = await dms(team.ana)
    clock.skip(days=2)
    await ticks(bot, team)
    (second,) = await dms(team.ana)

    assert second.ts != first.ts
    assert "Answer" in second.buttons()


async def test_what_another_scoping_has_in_the_one_before_stays_there(team: Team, bot: Running, clock: Clock) -> None:
    await team.start("First")
    await team.start("Second")
    clock.skip(days=2)
    await ticks(bot, team)
    both = (await dms(team.ana))[-1]
    row = next(block["block_id"] for block in both.blocks if block["type"] == "actions")
    await team.ana.presses("Snooze", on=both, block_id=row)
    await team.settle()
    clock.skip(days=1)
    await ticks(bot, team)
    before, after = [message.plain() for message in await dms(team.ana)]

    assert ("on First" in before) is not ("on First" in after)
    assert ("on Second" in before) is not ("on Second" in after)


async def test_a_parked_scopings_reminder_has_no_buttons_until_it_goes_on(
    team: Team, bot: Running, clock: Clock
) -> None:
    await team.start()
    clock.skip(days=2)
    await ticks(bot, team)
    await team.ana.command("/scope", "park")
    await team.settle()
    parked = (await dms(team.ana))[-1]
    await team.ana.command("/scope", "resume")
    await team.settle()

    assert "laid aside for now" in parked.plain()
    assert parked.buttons() == []
    assert "Answer" in (await dms(team.ana))[-1].buttons()


async def test_a_stop_between_sending_and_taking_back_is_mended_at_the_next_look(
    team: Team, slack: Slack, bot: Running, clock: Clock
) -> None:
    await team.start()
    clock.skip(days=2)
    await ticks(bot, team)
    clock.skip(days=2)
    await slack.mood(fail={"method": "chat.delete", "how": "http_500", "times": 1})
    await bot.application.reminders.tick()
    await team.settle()
    for _ in "12":
        await bot.application.threads.catch_up()
        await team.settle()
    await slack.mood(fail=None)

    assert len(await dms(team.ana)) == 1


async def test_a_press_that_comes_too_late_is_told_where_to_go(team: Team, bot: Running) -> None:
    await team.start()
    await team.ana.presses("Open questions", on=await team.card())
    window = await team.ana.modal()
    await team.answers(team.mia)
    await team.ana.presses("Answer", on=window)
    await team.settle()
    told = await team.ana.modal()
    asked = await team.open_message()

    assert told.plain().startswith("One moment")
    assert "That is settled already. Yours now:" in told.plain()
    assert asked.ts.replace(".", "") in str(told.blocks)


async def test_a_promise_moves_the_reminder_to_its_day(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    clock.skip(days=2)
    await ticks(bot, team)
    await team.ana.presses("I'll answer by", on=(await dms(team.ana))[-1])
    await team.ana.fill({"until": "2026-03-03"})
    await team.ana.submits()

    assert await team.ana.errors() == {"until": "That date is in the past; give one from today on."}

    await team.ana.fill({"until": "2026-03-10"})
    await team.ana.submits()
    await team.settle()

    assert "Next reminder: Ana, Tue 10 Mar 9:30 their time" in (await team.card()).plain()
    clock.skip(days=5)
    assert await ticks(bot, team) == []
    clock.skip(days=1)
    assert await ticks(bot, team) == [await id_of(team, "Ana")]


async def test_a_snooze_asks_again_the_next_working_day_once(team: Team, bot: Running, clock: Clock) -> None:
    await team.start()
    clock.skip(days=2)
    await ticks(bot, team)
    await team.ana.presses("Snooze a day", on=(await dms(team.ana))[-1])
    await team.settle()

    assert (await team.ana.ephemerals())[-1].plain() == "I'll ask again on your next working day."
    clock.skip(days=1)
    assert await ticks(bot, team) == [await id_of(team, "Ana")]
    clock.skip(days=1)
    assert await ticks(bot, team) == []


# ---- who is left in peace


async def test_parked_and_ended_scopings_ring_nobody(team: Team, bot: Running, clock: Clock) -> None:
    await team.start("Ended")
    await team.ana.command("/scope", "cancel")
    await team.ana.fill({"reason": "No budget."})
    await team.ana.submits()
    await team.settle()
    await team.start("Parked")
    await team.ana.command("/scope", "park")
    await team.settle()
    clock.skip(days=9)

    assert await ticks(bot, team) == []
    assert "Next reminder" not in "".join(card.plain() for card in await team.slack.messages(team.channel))


async def test_somebody_who_left_the_company_is_not_rung_and_the_initiator_is(
    team: Team, bot: Running, clock: Clock
) -> None:
    await team.start()
    await _assigns(team, "Tom")
    await team.slack.deactivates("Tom")
    await team.settle()
    clock.skip(days=2)

    assert await ticks(bot, team) == [await id_of(team, "Ana")]


# ---- what goes wrong


async def test_a_messages_tab_that_is_off_is_logged_once_and_keeps_nobody_else_waiting(
    team: Team, bot: Running, clock: Clock, slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    await team.start()
    await slack.set_app(messages_tab=False)
    clock.skip(days=2)

    with caplog.at_level(logging.WARNING, "bot.thread.reminders"):
        assert await ticks(bot, team) == []
        assert await ticks(bot, team) == []
    (record,) = caplog.records
    assert "was refused (messages_tab_disabled); scopebot doctor says what to do." in record.message
    assert await _reminds(team) == "Slack took no direct message for Ana; write to them in the thread."


async def test_a_refused_reminder_counts_for_none(team: Team, bot: Running, clock: Clock, slack: Slack) -> None:
    await team.start("First")
    team.channel = "#shop"
    await team.start("Second")
    await slack.set_app(messages_tab=False)
    clock.skip(days=2)

    assert await ticks(bot, team) == []

    await slack.set_app(messages_tab=True)

    assert await _reminds(team) == "Reminded Ana."


async def test_a_refused_reminder_is_tried_again_on_the_next_working_day(
    team: Team, bot: Running, clock: Clock, slack: Slack
) -> None:
    await team.start()
    await slack.set_app(messages_tab=False)
    clock.skip(days=2)
    await ticks(bot, team)
    await slack.set_app(messages_tab=True)
    clock.skip(days=1)

    assert await ticks(bot, team) == [await id_of(team, "Ana")]


@pytest.mark.parametrize("how", ["http_500", "channel_not_found", "cannot_dm_bot"])
async def test_one_persons_trouble_keeps_nobody_else_waiting(
    team: Team, bot: Running, clock: Clock, slack: Slack, how: str
) -> None:
    await team.start("First")
    team.channel = "#shop"
    await team.start("Second")
    await _assigns(team, "Tom")
    clock.now = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
    await slack.mood(fail={"method": "conversations.open", "how": how, "times": 1})

    rung = await ticks(bot, team)
    assert len(rung) == 1
    rung += await ticks(bot, team)

    assert len(await dms(team.ana)) + len(await dms(team.tom)) == len(rung)
    assert (len(rung) == 2) == (how == "http_500"), "what may not have arrived is tried again; a refusal is not"


async def test_who_slack_lets_wait_keeps_nobody_else_waiting(
    team: Team, bot: Running, clock: Clock, slack: Slack
) -> None:
    await team.start("First")
    team.channel = "#shop"
    await team.start("Second")
    await _assigns(team, "Tom")
    clock.now = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
    await slack.mood(fail={"method": "chat.postMessage", "how": "ratelimited", "times": 1})
    rung = await ticks(bot, team)

    assert len(rung) == 1
    assert len(await dms(team.ana)) + len(await dms(team.tom)) == 1


async def test_what_was_sent_before_a_crash_is_not_sent_again(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    """Claimed and sent; the process ended before it was noted. It is found by its key."""
    async with running_bot(practice, tmp_path / "a", clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        clock.skip(days=2)
        await ticks(bot, team)
        await _forgets_that_it_was_sent(bot)

    async with running_bot(practice, tmp_path / "a", clock) as bot:
        rung = await ticks(bot, Team(slack, bot.settled))

        assert len(rung) <= 1
        assert len(await dms(slack.person("Ana"))) == 1


@pytest.mark.parametrize("how", ["empty", "plain", "list", "half", "bare", "wordless"])
async def test_a_reminder_whose_answer_is_none_of_slacks_is_not_doubled(
    team: Team, bot: Running, clock: Clock, slack: Slack, how: str
) -> None:
    await team.start()
    clock.skip(days=2)
    await slack.mood(fail={"method": "chat.postMessage", "how": f"{how}_after_accept"})
    rung = [await ticks(bot, team) for _ in "123"]

    assert rung == [[], [await id_of(team, "Ana")], []]
    assert len(await dms(team.ana)) == 1


async def test_what_was_claimed_before_a_crash_is_sent_after_it(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    async with running_bot(practice, tmp_path / "a", clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        clock.now = FRIDAY_4
        await slack.mood(fail={"method": "conversations.open", "how": "http_500", "times": 9})
        assert await ticks(bot, team) == []
    await slack.mood(clear=True)
    clock.skip(hours=9)

    async with running_bot(practice, tmp_path / "a", clock) as bot:
        team = Team(slack, bot.settled)
        assert await ticks(bot, team) == [], "it is past midnight in Madrid"
        clock.now = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
        assert await ticks(bot, team) == [await id_of(team, "Ana")]
        assert await ticks(bot, team) == []


async def test_the_tick_is_the_one_that_was_set(practice: Practice, slack: Slack, tmp_path: Path, clock: Clock) -> None:
    async with running_bot(practice, tmp_path / "a", clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        clock.skip(days=2)
        context = bot.application.context
        quick = build_app(
            bot.store,
            context.slack.client,
            context.identity,
            clock=clock,
            metrics=bot.metrics,
            tick=0.01,
        )
        looking = asyncio.create_task(quick.reminders.run())
        await slack.settle(quiet=0.1)
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)

        assert len(await dms(team.ana)) == 1


# ---- acts used above


async def _assigns(team: Team, name: str) -> None:
    await team.ana.presses("Assign", on=await team.open_message())
    await team.ana.fill({"to": await id_of(team, name)})
    ack = await team.ana.submits()
    assert ack.acked, (ack, await team.ana.errors())
    await team.settle()


async def _reminds(team: Team) -> str:
    await team.ana.command("/scope", "remind")
    await team.settle()
    return (await team.ana.ephemerals())[-1].plain()


async def _forgets_that_it_was_sent(bot: Running) -> None:
    (summary,) = await bot.store.find()
    async with bot.store.edit(summary.id, None) as scoping:
        for ring in scoping.rings.values():
            ring.ts = None

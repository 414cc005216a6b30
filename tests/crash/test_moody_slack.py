"""Slack limits, fails, forgets and is away: answers are kept all the same, and the thread is right in the end."""

import asyncio
from typing import Any

import pytest

from bot.thread import posting
from bot.thread import worker as thread
from bot.words.sentences import sentence
from practice.client import Message, Slack
from practice.slack.server import Practice
from tests.conftest import Running
from tests.crash import counting
from tests.crash.bots import until
from tests.crash.people import Crew
from tests.team import Team, entries

OUTCOMES = ("reset_after_accept", "timeout_after_accept", "reset_before", "http_500", "html", "internal_error")
NO_ANSWERS = tuple(f"{kind}_after_accept" for kind in ("empty", "plain", "list", "half", "bare", "wordless"))


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between two tries, shortened."""
    for name in ("FIRST_PAUSE", "CARD_PAUSE"):
        monkeypatch.setattr(thread, name, 0.05)
    monkeypatch.setattr(posting, "LOOK_AGAIN_AFTER", 0.05)


async def _wrong(slack: Slack, bot: Running) -> tuple[list[str], list[str]]:
    """What is doubled, and what is not in line, of everything there is."""
    kept = [await bot.store.get(each.id) for each in await bot.store.find()]
    threads = [each.shown["thread"].ts for each in kept]
    messages = [each for name in ("#churn", "#shop") for each in await counting.all_messages(slack, name, *threads)]
    doubled = counting.doubled(messages) + counting.doubled_files(messages)
    return doubled, [key for scoping in kept for key in counting.out_of_line(scoping, messages)]


RIGHT: tuple[list[str], list[str]] = ([], [])


async def test_a_limit_in_one_channel_does_not_hold_up_another(slack: Slack, bot: Running) -> None:
    churn, shop = Crew.alone(slack, "#churn"), Crew.alone(slack, "#shop")
    await slack.mood(rate_limit={"method": "chat.postMessage", "every": 1, "retry_after": 2})
    await churn.starts("Churn early warning")
    await _calls(slack, "chat.postMessage", "ratelimited")
    await slack.mood(rate_limit=None)
    await shop.starts("Answering mail")
    await until(lambda: _has_thread(shop))
    waiting = await slack.messages("#churn")
    await until(lambda: _has_thread(churn))
    await bot.settled()

    assert waiting == []
    assert await _wrong(slack, bot) == RIGHT


@pytest.mark.parametrize(("how", "skip"), [*((how, 2) for how in OUTCOMES), *((how, 0) for how in OUTCOMES[:3])])
async def test_a_post_whose_answer_was_lost_is_not_doubled(slack: Slack, bot: Running, how: str, skip: int) -> None:
    await slack.mood(hang=0.2, fail={"method": "chat.postMessage", "how": how, "skip": skip})
    team = Team(slack, bot.settled)
    await team.start()
    await team.answers(team.ana)

    assert await _wrong(slack, bot) == RIGHT


@pytest.mark.parametrize("how", NO_ANSWERS)
@pytest.mark.parametrize("skip", [0, 2])
async def test_a_post_whose_answer_is_none_of_slacks_is_not_doubled(
    slack: Slack, bot: Running, how: str, skip: int
) -> None:
    await slack.mood(fail={"method": "chat.postMessage", "how": how, "skip": skip})
    team = Team(slack, bot.settled)
    await team.start()
    await team.answers(team.ana)

    assert await _wrong(slack, bot) == RIGHT


@pytest.mark.parametrize("how", NO_ANSWERS)
async def test_no_answer_to_any_call_holds_up_or_doubles_anything(slack: Slack, bot: Running, how: str) -> None:
    """Every call, one time each: whatever was asked for, it is asked for again, or looked for."""
    team = Team(slack, bot.settled)
    await team.start()
    for method in ("conversations.replies", "conversations.history", "conversations.members", "users.info"):
        await slack.mood(fail={"method": method, "how": how})
    await slack.mood(fail={"method": "chat.update", "how": how})
    await team.answers(team.ana)
    await slack.mood(fail={"method": "chat.postMessage", "how": how})
    await team.answers(team.ana)

    assert await _wrong(slack, bot) == RIGHT


@pytest.mark.parametrize(
    ("method", "how"),
    [
        *(("files.completeUploadExternal", how) for how in NO_ANSWERS),
        *(("files.getUploadURLExternal", how) for how in NO_ANSWERS),
        ("chat.update", "reset_after_accept"),
        ("files.getUploadURLExternal", "http_500"),
        ("files.completeUploadExternal", "reset_after_accept"),
        ("files.completeUploadExternal", "reset_before"),
    ],
)
async def test_a_report_is_shared_once_whatever_fails_on_the_way(
    slack: Slack, team: Team, bot: Running, method: str, how: str
) -> None:
    await team.start()
    await team.answers(team.ana)
    chosen: dict[str, Any] = {"exam.2.simpler": "process"}
    await team.answers(team.ana, **chosen)
    for _ in ("what is done instead", "when it is wrong"):
        await team.answers(team.ana)
    await slack.mood(fail={"method": method, "how": how})
    await team.accepts_all()
    shared = [each for each in await counting.all_messages(slack, "#churn") if each.files]

    assert len(shared) == 1
    assert await _wrong(slack, bot) == RIGHT


async def test_answers_are_saved_and_acknowledged_while_the_web_api_fails(
    slack: Slack, team: Team, bot: Running
) -> None:
    await team.start()
    await team.ana.presses("Answer", on=await team.open_message())
    await _type(team)
    await slack.mood(fail={"how": "http_500", "times": 1000})
    ack = await team.ana.submits()
    kept = await bot.store.get((await bot.store.find())[0].id)
    await slack.mood(fail=None)
    await team.settle()

    assert ack.acked
    assert kept.entries["exam.1"].answer is not None
    assert await _wrong(slack, bot) == RIGHT


async def test_while_slack_keeps_the_thread_waiting_the_window_says_that_the_answer_is_kept(
    slack: Slack, team: Team, bot: Running
) -> None:
    await team.start()
    asked = await team.open_message()
    await slack.mood(rate_limit={"method": "chat.update", "every": 1, "retry_after": 1})
    await team.ana.says("310 hours a month, by the timesheets.", thread=asked.thread_ts)
    await until(lambda: _held(bot))
    await team.ana.presses("Answer", on=asked)
    await _type(team)
    await team.ana.submits()
    window = await team.ana.modal()
    await slack.mood(rate_limit=None)
    await team.settle()

    assert window is not None
    assert sentence("told.slow") in window.plain()
    assert await _wrong(slack, bot) == RIGHT


async def _held(bot: Running) -> bool:
    (kept,) = await bot.store.find()
    return bot.application.threads.is_held(kept.channel)


async def test_after_an_outage_what_was_not_acknowledged_is_pressed_again(
    slack: Slack, team: Team, bot: Running
) -> None:
    await team.start()
    await team.ana.presses("Answer", on=await team.open_message())
    await _type(team)
    await slack.mood(down=True)
    during = await team.ana.submits()
    await slack.mood(down=False)
    await slack.connected(1, timeout=60)
    after = await team.ana.submits()
    await team.settle()

    assert (during.acked, after.acked) == (False, True)
    assert await _wrong(slack, bot) == RIGHT


@pytest.mark.parametrize("how", ["http_500", "internal_error"])
async def test_who_cannot_be_shown_a_modal_is_told_so_and_may_press_again(
    slack: Slack, team: Team, bot: Running, how: str
) -> None:
    await team.start()
    await slack.mood(fail={"method": "views.open", "how": how})
    ack = await team.ana.presses("Answer", on=await team.open_message())
    await team.settle()
    told = [each.plain() for each in await team.ana.ephemerals()]
    await team.answers(team.ana)

    assert ack.acked
    assert told == [sentence("told.press_again")]
    assert await _wrong(slack, bot) == RIGHT


@pytest.mark.parametrize("key", ["card", "opener", "turn:exam.1:1"])
async def test_what_an_admin_deletes_comes_back(slack: Slack, team: Team, bot: Running, key: str) -> None:
    await team.start()
    await slack.delete_message(await _shown(slack, key))
    await team.settle()

    assert await _wrong(slack, bot) == RIGHT


async def test_a_message_slack_refuses_does_not_hold_up_the_others(slack: Slack, team: Team, bot: Running) -> None:
    await team.start()
    await slack.mood(fail={"method": "chat.update", "how": "msg_blocks_too_long", "times": 1})
    await team.answers(team.ana)

    assert "2 of 7" in (await team.open_message()).plain()

    await team.answers(team.ana)
    await team.ana.presses("Correct the evidence", on=await team.message("turn:exam.2:1"))


async def test_what_is_deleted_while_it_is_being_edited_comes_back_once(slack: Slack, team: Team, bot: Running) -> None:
    await team.start()
    await team.ana.presses("Answer", on=await team.open_message())
    await _type(team)
    await asyncio.gather(team.ana.submits(), slack.delete_message(await _shown(slack, "card")))
    await team.settle()

    assert await _wrong(slack, bot) == RIGHT


async def test_two_changes_at_once_leave_the_card_as_the_second_has_it(slack: Slack, team: Team, bot: Running) -> None:
    await team.start()
    await team.ana.presses("Answer", on=await team.open_message())
    await _type(team)
    await slack.mood(slow=0.1)
    await team.ana.submits()
    await _calls(slack, "chat.update", "under way")
    await team.ana.presses("Park it", on=await _shown(slack, "card"))
    await team.settle()

    assert await _wrong(slack, bot) == RIGHT


async def test_in_an_archived_channel_answers_are_kept_and_the_initiator_is_told_once(
    practice: Practice, slack: Slack, team: Team, bot: Running
) -> None:
    await team.start()
    question = await team.open_message()
    await slack.archives("#churn")
    await team.answers(team.ana, on=question)
    await team.settle()
    told = [each.plain() for each in await team.ana.direct_messages()]
    practice.workspace.channel("#churn").archived = False
    await team.ana.presses("Park it", on=await _shown(slack, "card"))
    await team.settle()

    assert len(told) == 1
    assert await _wrong(slack, bot) == RIGHT


async def test_a_bot_that_was_removed_goes_on_where_it_was_once_it_is_invited_again(
    slack: Slack, team: Team, bot: Running
) -> None:
    await team.start()
    question = await team.open_message()
    await slack.removes_bot("#churn")
    await team.answers(team.ana, on=question)
    told = await team.ana.direct_messages()
    await slack.invites_bot("#churn")
    await team.settle()

    assert len(told) == 1
    assert await _wrong(slack, bot) == RIGHT


async def _type(team: Team) -> None:
    await team.ana.fill(entries(await team.ana.modal()))


async def _shown(slack: Slack, key: str) -> Message:
    messages = await counting.all_messages(slack, "#churn")
    return next(each for each in messages if counting.key(each).endswith(f"/{key}"))


async def _has_thread(crew: Crew) -> bool:
    return len(await crew.thread()) > 1


async def _calls(slack: Slack, method: str, answer: str) -> None:
    """Waits until a call of that method had that answer."""

    async def there_was_one() -> bool:
        calls: list[dict[str, Any]] = (await slack.ledger())["calls"]
        return any((each["method"], each["answer"]) == (method, answer) for each in calls)

    await until(there_was_one)

"""Where the message a thread began with is gone, the next card begins another thread, with all that stood in it.

What may be there without the record's knowing it is looked for before it is posted again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import replies
from bot.metrics import Metrics
from bot.slack.calls import Slack as Calls
from bot.slack.calls import Unsent
from bot.thread import posting, worker
from practice.client import Message, Slack
from practice.slack.server import Practice
from tests.conftest import Clock, Running, running_bot
from tests.crash import counting
from tests.crash.bots import until
from tests.team import Team, entries


def key(message: Message) -> str:
    """The key the bot gave a message, without the scoping's id."""
    return str((message.metadata or {}).get("event_payload", {}).get("key", "")).partition("/")[2]


async def conversation(slack: Slack) -> tuple[list[str], list[str]]:
    """What stands in the channel and what stands under the newest card, by key; a tombstone has none."""
    in_channel = await slack.messages("#churn")
    card = [each for each in in_channel if key(each) == "card"][-1]
    replies = [each for each in await slack.messages("#churn", thread=card.ts) if each.ts != card.ts]
    return [key(each) for each in in_channel], [key(each) for each in replies]


async def card_of(slack: Slack) -> Message:
    return next(each for each in await slack.messages("#churn") if key(each) == "card")


async def test_under_a_card_that_leaves_a_tombstone_nothing_of_ours_stays(slack: Slack, team: Team) -> None:
    """An administrator deletes a card that was answered to. Slack keeps its place, and takes no more replies there."""
    await team.start()
    _, before = await conversation(slack)
    card = await card_of(slack)
    await team.ana.says("We talk about it on Monday.", thread=card.ts)
    await slack.delete_message(card)
    await team.settle()
    left = [each.text for each in await slack.messages("#churn", thread=card.ts)]

    assert await conversation(slack) == (["", "card"], before)
    assert left == ["This message was deleted.", "We talk about it on Monday."]


async def test_without_a_word_from_people_the_tombstone_goes_as_well(slack: Slack, team: Team) -> None:
    await team.start()
    _, before = await conversation(slack)
    await slack.delete_message(await card_of(slack))
    await team.settle()

    assert await conversation(slack) == (["card"], before)


async def test_a_card_that_goes_before_anything_stands_under_it_begins_another(slack: Slack, team: Team) -> None:
    await slack.mood(fail={"method": "chat.postMessage", "how": "ratelimited", "skip": 1, "times": 100})
    await team.ana.command("/scope", "new Churn early warning")
    await team.ana.fill({"idea": "Tell us who is about to leave.", "director": "Ivo", "team": ["Mia", "Tom"]})
    await team.ana.submits()
    await slack.settle()
    await slack.delete_message(await card_of(slack))
    await slack.settle()
    await slack.mood(fail=None)
    await team.settle()
    in_channel, in_thread = await conversation(slack)

    assert in_channel == ["card"]
    assert in_thread


async def test_a_reply_that_slack_put_into_the_channel_is_taken_back(
    practice: Practice, slack: Slack, team: Team
) -> None:
    """Nobody told us that the card is gone: Slack takes the reply all the same, and shows it in the channel."""
    await team.start()
    question, card = await team.open_message(), await card_of(slack)
    gone = practice.workspace.message(card.channel, card.ts)
    assert gone is not None
    practice.workspace.remove(gone)
    await team.answers(team.ana, on=question)
    in_channel, in_thread = await conversation(slack)
    lost = [each["kind"] for each in await slack.violations()]
    practice.ledger.violations.clear()

    assert in_channel == ["card"]
    assert in_thread.count("turn:exam.2:1") == 1
    assert lost == ["thread_not_found"]


# ---- what may be there without the record's knowing it


async def standing(slack: Slack, named: str) -> list[Message]:
    """The messages in the channel or under its cards that bear a key."""
    return [each for each in await counting.all_messages(slack, "#churn") if key(each) == named]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


async def killed_after_posting_anew(practice: Practice, slack: Slack, folder: Path, clock: Clock, named: str) -> None:
    """An administrator deletes a message; it is posted anew, and the bot is killed before that is written down."""
    async with running_bot(practice, folder, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        (gone,) = await standing(slack, named)
        shutil.copytree(folder, folder.with_name("before"))
        await slack.delete_message(gone)
        await team.settle()
        (anew,) = await standing(slack, named)

        assert anew.ts != gone.ts
    shutil.rmtree(folder)
    folder.with_name("before").rename(folder)


@pytest.mark.parametrize("named", ["turn:exam.1:1", "opener", "card"])
async def test_what_was_posted_anew_before_a_crash_stands_once(
    practice: Practice, slack: Slack, data: Path, clock: Clock, named: str
) -> None:
    await killed_after_posting_anew(practice, slack, data, clock, named)
    async with running_bot(practice, data, clock) as bot:
        team = Team(slack, bot.settled)
        await team.settle()
        async with bot.application.context.scopings.edit((await bot.scoping()).id) as scoping:
            scoping.shown[named] = scoping.shown[named].model_copy(update={"digest": ""})  # it has to be edited
            scoping.seq += 1
        await team.settle()
        await team.answers(team.ana)
        kept = await bot.scoping()
        shown = await counting.all_messages(slack, "#churn", kept.shown["thread"].ts)

    assert counting.doubled(shown) == []
    assert counting.out_of_line(kept, shown) == []


async def test_a_deletion_that_is_told_again_after_a_crash_posts_nothing_again(
    practice: Practice, slack: Slack, data: Path, clock: Clock
) -> None:
    await killed_after_posting_anew(practice, slack, data, clock, "turn:exam.1:1")
    async with running_bot(practice, data, clock) as bot:
        kept = await bot.scoping()
        bot.application.threads.touch(kept)
        await bot.settled()
        event = {"channel": kept.channel, "deleted_ts": kept.shown["turn:exam.1:1"].ts}
        await replies._deleted(bot.application.context, event, "Ev1")
        await bot.settled()

    assert len(await standing(slack, "turn:exam.1:1")) == 1


async def test_a_message_is_looked_for_once_where_it_is_gone_and_never_where_it_stands(
    practice: Practice, slack: Slack, team: Team, bot: Running
) -> None:
    await team.start()
    (gone,) = await standing(slack, "turn:exam.1:1")
    message = practice.workspace.message(gone.channel, gone.ts)
    assert message is not None
    await team.ana.presses("Answer", on=gone)
    practice.workspace.remove(message)
    before = len(practice.ledger.calls)
    await team.fill_in(team.ana)
    await team.answers(team.ana)
    looks = [each.method for each in practice.ledger.calls[before:] if each.method.startswith("conversations.r")]
    practice.ledger.violations.clear()

    assert looks == ["conversations.replies"]
    assert len(await standing(slack, "turn:exam.1:1")) == 1


@pytest.mark.parametrize("skip", [0, 1, 2])
async def test_what_slack_does_late_is_waited_for_and_not_doubled(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, skip: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "LOOK_AGAIN_AFTER", 0.01)
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.01)
    async with running_bot(practice, tmp_path, clock, sure_after=1.0) as bot:
        team = Team(slack, bot.settled)
        await slack.mood(hang=0.4, fail={"method": "chat.postMessage", "how": "late", "skip": skip})
        await team.start()
        await until(lambda: _all_is_done(practice))
        await until(lambda: in_line(slack, bot))
        kept = await bot.scoping()
        shown = await counting.all_messages(slack, "#churn", kept.shown["thread"].ts)

    assert counting.doubled(shown) == []
    assert [key for key in kept.shown if key.startswith(posting.UNSURE)] == []


async def test_what_does_not_come_is_posted_again_once_that_is_sure(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two posts whose connections are lost: neither came, and each is posted once."""
    monkeypatch.setattr(posting, "LOOK_AGAIN_AFTER", 0.01)
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.01)
    async with running_bot(practice, tmp_path, clock, sure_after=0.3) as bot:
        team = Team(slack, bot.settled)
        await slack.mood(fail={"method": "chat.postMessage", "how": "reset_before", "skip": 1, "times": 2})
        await team.start()
        await until(lambda: in_line(slack, bot))

    assert len(await standing(slack, "opener")) == 1


async def test_while_a_message_may_still_come_the_rest_goes_on(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered is edited, and another scoping begins; only what comes below the missing message waits."""
    monkeypatch.setattr(posting, "LOOK_AGAIN_AFTER", 0.01)
    async with running_bot(practice, tmp_path, clock, sure_after=3600) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        await slack.mood(fail={"method": "chat.postMessage", "how": "reset_before"})
        await team.ana.presses("Answer", on=await team.open_message())
        await team.ana.fill(entries(await team.ana.modal()))
        await team.ana.submits()
        await until(lambda: _is_answered(slack))
        await team.mia.command("/scope", "new Answering mail")
        await team.mia.fill({"idea": "Answer mail by itself.", "director": "Ivo", "team": ["Tom"]})
        await team.mia.submits()
        await until(lambda: _begun(slack, "Answering mail"))

        assert await standing(slack, "turn:exam.2:1") == []


async def test_a_restart_is_no_reason_to_be_sure(
    practice: Practice, slack: Slack, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "LOOK_AGAIN_AFTER", 0.01)
    async with running_bot(practice, tmp_path, clock, sure_after=3600) as bot:
        await slack.mood(fail={"method": "chat.postMessage", "how": "reset_before"})
        await Team(slack, bot.settled).ana.command("/scope", "new Churn early warning")
        ana = slack.person("Ana")
        await ana.fill({"idea": "Tell us who is about to leave.", "director": "Ivo", "team": ["Mia", "Tom"]})
        await ana.submits()
        await until(lambda: _is_unsure(bot))
    before = len(practice.ledger.calls)
    async with running_bot(practice, tmp_path, clock, sure_after=3600) as bot:
        await until(lambda: _was_called(practice, before, "conversations.history"))
        await slack.settle()

    assert not await _was_called(practice, before, "chat.postMessage")


async def test_where_no_connection_came_about_there_is_nothing_to_wait_for() -> None:
    async with aiohttp.ClientSession() as session:
        calls = Calls(AsyncWebClient("xoxb-1", base_url="http://127.0.0.1:9/api/", session=session), Metrics())
        with pytest.raises(Unsent):
            await calls.call("chat.postMessage", channel="C1", text="words")


async def _all_is_done(practice: Practice) -> bool:
    calls = [each.answer for each in practice.ledger.calls if each.method == "chat.postMessage"]
    return len(calls) > 2 and "late" not in calls


async def in_line(slack: Slack, bot: Running) -> bool:
    return not await bot.store.lagging() and bool(await bot.store.find())


async def _is_answered(slack: Slack) -> bool:
    return any("310" in each.plain() or "✔" in each.plain() for each in await standing(slack, "turn:exam.1:1"))


async def _begun(slack: Slack, title: str) -> bool:
    return any(title in each.plain() for each in await slack.messages("#churn"))


async def _is_unsure(bot: Running) -> bool:
    found = await bot.store.find()
    return bool(found) and "unsure:card" in (await bot.store.get(found[0].id)).shown


async def _was_called(practice: Practice, since: int, method: str) -> bool:
    return any(each.method == method for each in practice.ledger.calls[since:])

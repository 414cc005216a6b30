"""Where the message a thread began with is gone, the next card begins another thread, with all that stood in it."""

from __future__ import annotations

from practice.client import Message, Slack
from practice.slack.server import Practice
from tests.team import Team


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

"""Deleting as Slack does it: a parent with replies leaves a tombstone, which takes no more of them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from practice.client import Message, Person, PracticeError, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import CHURN, Api, Start
from tests.practice.slack.shapes import Json


@pytest.fixture
async def root(api: Api) -> str:
    """A parent with one reply."""
    ts = str((await api("chat.postMessage", channel=CHURN, text="root"))["ts"])
    await api("chat.postMessage", channel=CHURN, text="reply", thread_ts=ts)
    return ts


@pytest.fixture
async def heard(app: AsyncApp, connects: Start, practice: Practice, slack: Slack) -> Any:
    """What the app is told of messages from now on, in order, its own among them."""

    @app.event("message")
    async def listen() -> None: ...

    await connects(app)
    await slack.settle(quiet=0.05)
    before = len(practice.ledger.deliveries)

    async def until_now() -> list[Json]:
        await slack.settle(quiet=0.05)
        sent = [each for each in practice.ledger.deliveries[before:] if each.attempt == 0]
        return [each.payload["event"] for each in sent if each.payload["event"]["type"] == "message"]

    return until_now


async def message_at(slack: Slack, ts: str) -> Message:
    return next(each for each in await slack.messages("#churn", thread=ts) if each.ts == ts)


async def test_a_parent_with_replies_leaves_a_tombstone(api: Api, root: str) -> None:
    await api("chat.delete", channel=CHURN, ts=root)
    replies = (await api("conversations.replies", channel=CHURN, ts=root))["messages"]
    (in_channel,) = (await api("conversations.history", channel=CHURN))["messages"]

    assert replies[0] == in_channel
    assert (in_channel["subtype"], in_channel["user"], in_channel["ts"]) == ("tombstone", "USLACKBOT", root)
    assert (in_channel["text"], in_channel["reply_count"]) == ("This message was deleted.", 1)
    assert [(each["text"], each["parent_user_id"]) for each in replies[1:]] == [("reply", "USLACKBOT")]


async def test_the_app_hears_of_a_change_and_not_of_a_deletion(api: Api, root: str, heard: Any) -> None:
    await api("chat.delete", channel=CHURN, ts=root)
    (event,) = await heard()

    assert event["subtype"] == "message_changed"
    assert event["message"]["subtype"] == "tombstone"
    assert event["previous_message"]["text"] == "root"


async def test_nothing_more_is_said_under_a_tombstone(api: Api, root: str, slack: Slack, ana: Person) -> None:
    await slack.delete_message(await message_at(slack, root))

    assert await api.refusal("chat.postMessage", channel=CHURN, text="a", thread_ts=root) == "cannot_reply_to_message"
    with pytest.raises(PracticeError, match="not there any more"):
        await ana.says("a", thread=root)


@pytest.mark.parametrize("method", ["chat.update", "chat.delete"])
async def test_a_tombstone_is_no_message_of_the_apps_any_more(method: str, api: Api, root: str) -> None:
    await api("chat.delete", channel=CHURN, ts=root)

    more = {"text": "a"} if method == "chat.update" else {}
    assert await api.refusal(method, channel=CHURN, ts=root, **more) == "message_not_found"


async def test_nobody_presses_or_deletes_a_tombstone(api: Api, root: str, slack: Slack, ana: Person) -> None:
    message = await message_at(slack, root)
    await slack.delete_message(message)

    with pytest.raises(PracticeError, match="sees no such message"):
        await ana.presses("Answer", on=message)
    with pytest.raises(PracticeError, match="not there any more"):
        await slack.delete_message(message)


async def test_a_tombstone_goes_with_its_last_reply(api: Api, root: str, heard: Any, slack: Slack) -> None:
    reply = (await slack.messages("#churn", thread=root))[1]
    await api("chat.delete", channel=CHURN, ts=root)
    await slack.delete_message(reply)
    events = await heard()

    assert [event["subtype"] for event in events] == ["message_changed", "message_deleted", "message_deleted"]
    assert [event["deleted_ts"] for event in events[1:]] == [reply.ts, root]
    assert events[2]["previous_message"]["subtype"] == "tombstone"
    assert await slack.messages("#churn") == []


async def test_a_parent_stays_when_its_last_reply_goes(api: Api, root: str, slack: Slack) -> None:
    await slack.delete_message((await slack.messages("#churn", thread=root))[1])

    assert [(each.ts, each.text) for each in await slack.messages("#churn")] == [(root, "root")]


async def test_a_message_without_replies_leaves_nothing(api: Api, heard: Any, slack: Slack) -> None:
    ts = (await api("chat.postMessage", channel=CHURN, text="alone"))["ts"]
    await api("chat.delete", channel=CHURN, ts=ts)
    said, deleted = await heard()

    assert (said["text"], deleted["subtype"], deleted["deleted_ts"]) == ("alone", "message_deleted", ts)
    assert await slack.messages("#churn") == []


async def test_a_reply_to_nothing_stands_in_the_channel(api: Api, slack: Slack) -> None:
    posted = await api("chat.postMessage", channel=CHURN, text="lost", thread_ts="1.1", reply_broadcast=True)

    assert "thread_ts" not in posted["message"]
    assert [(each.text, each.broadcast) for each in await slack.messages("#churn")] == [("lost", False)]
    assert [each["kind"] for each in await slack.violations()] == ["thread_not_found"]


async def test_people_do_not_answer_to_replies(ana: Person) -> None:
    root = await ana.says("root")
    reply = await ana.says("reply", thread=root.ts)

    with pytest.raises(PracticeError, match="Nobody answers to a reply"):
        await ana.says("lost", thread=reply.ts)


async def test_in_an_archived_channel_nobody_changes_their_words(ana: Person, slack: Slack) -> None:
    said = await ana.says("words")
    await slack.archives("#churn")

    for act in (ana.edits(said, "other"), ana.deletes(said)):
        with pytest.raises(PracticeError, match="archived"):
            await act

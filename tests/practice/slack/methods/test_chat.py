"""chat.*: every refusal by Slack's own name, and what stands in the channel afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from practice.client import Person, Slack
from tests.practice.slack.conftest import CHURN, LOCKED, SECRET, Api
from tests.practice.slack.shapes import Json, actions, message, section

ANA, SAM, DEE, BOT2 = "U0000000ANA", "U0000000SAM", "U0000000DEE", "U00000BOT2"
METADATA = {"event_type": "key", "event_payload": {"key": "card"}}
NOWHERE = "C0NOWHERE"
HERE = {"channel": CHURN, "text": "a"}

REFUSED: dict[str, tuple[str, Json, str]] = {
    "a post to nowhere": ("chat.postMessage", {"channel": NOWHERE, "text": "a"}, "channel_not_found"),
    "a post to a hidden channel": ("chat.postMessage", {"channel": SECRET, "text": "a"}, "channel_not_found"),
    "a post to a channel by its name": ("chat.postMessage", {"channel": "#churn", "text": "a"}, "channel_not_found"),
    "a post to an archive": ("chat.postMessage", {"channel": LOCKED, "text": "a"}, "is_archived"),
    "a post of nothing": ("chat.postMessage", {"channel": CHURN}, "no_text"),
    "a post to somebody who left": ("chat.postMessage", {"channel": DEE, "text": "a"}, "user_disabled"),
    "a post to a bot": ("chat.postMessage", {"channel": BOT2, "text": "a"}, "cannot_dm_bot"),
    "blocks that are words": (
        "chat.postMessage",
        HERE | {"blocks": "b"},
        "invalid_blocks_format",
    ),
    "a block without words": ("chat.postMessage", message({"type": "section"}), "invalid_blocks"),
    "too many words in blocks": (
        "chat.postMessage",
        message(*[section(text={"type": "mrkdwn", "text": "x" * 2700})] * 5),
        "msg_blocks_too_long",
    ),
    "metadata without a payload": (
        "chat.postMessage",
        {"channel": CHURN, "text": "a", "metadata": {"event_type": "a"}},
        "invalid_metadata_format",
    ),
    "markdown beside words": (
        "chat.postMessage",
        {"channel": CHURN, "text": "a", "markdown_text": "**a**"},
        "markdown_text_conflict",
    ),
    "markdown beside blocks": (
        "chat.update",
        message(section(), ts="1", markdown_text="a"),
        "markdown_text_conflict",
    ),
    "a whisper to nowhere": ("chat.postEphemeral", {"channel": NOWHERE, "user": ANA, "text": "a"}, "channel_not_found"),
    "a whisper to an archive": ("chat.postEphemeral", {"channel": LOCKED, "user": ANA, "text": "a"}, "is_archived"),
    "a whisper to a stranger": (
        "chat.postEphemeral",
        HERE | {"user": SAM},
        "user_not_in_channel",
    ),
    "a whisper of nothing": ("chat.postEphemeral", {"channel": CHURN, "user": ANA}, "no_text"),
    "a whisper to nobody": ("chat.postEphemeral", {"channel": CHURN, "text": "a"}, "invalid_arguments"),
    "an update of nothing": ("chat.update", {"channel": CHURN, "ts": "1.1", "text": "a"}, "message_not_found"),
    "an update without a time": ("chat.update", {"channel": CHURN, "text": "a"}, "invalid_arguments"),
    "an update by a person's id": ("chat.update", {"channel": ANA, "ts": "1.1", "text": "a"}, "channel_not_found"),
    "an update to nothing": ("chat.update", {"channel": CHURN, "ts": "1.1", "text": ""}, "no_text"),
    "a long update": ("chat.update", {"channel": CHURN, "ts": "1.1", "text": "x" * 4001}, "msg_too_long"),
    "deleting nothing": ("chat.delete", {"channel": CHURN, "ts": "1.1"}, "message_not_found"),
    "deleting elsewhere": ("chat.delete", {"channel": NOWHERE, "ts": "1.1"}, "channel_not_found"),
    "a link to nothing": ("chat.getPermalink", {"channel": CHURN, "message_ts": "1.1"}, "message_not_found"),
    "a link to a hidden channel": ("chat.getPermalink", {"channel": SECRET, "message_ts": "1.1"}, "channel_not_found"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_slack_refuses(what: str, api: Api, slack: Slack) -> None:
    method, args, error = REFUSED[what]

    assert await api.refusal(method, **args) == error
    assert await slack.messages("#churn") == []


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete"])
async def test_a_bot_that_is_not_in_the_channel_does_nothing_there(method: str, api: Api, slack: Slack) -> None:
    ts = (await api("chat.postMessage", channel=CHURN, text="before"))["ts"]
    await slack.removes_bot("#churn")
    more: dict[str, dict[str, Any]] = {
        "chat.postMessage": {"text": "a"},
        "chat.postEphemeral": {"text": "a", "user": ANA},
        "chat.update": {"text": "a", "ts": ts},
        "chat.delete": {"ts": ts},
    }

    assert await api.refusal(method, channel=CHURN, **more[method]) == "not_in_channel"


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete"])
async def test_writing_needs_its_scope(method: str, api: Api, slack: Slack) -> None:
    await slack.set_app(scopes=["channels:history"])

    assert await api.refusal(method, channel=CHURN, text="a", ts="1.1", user=ANA) == "missing_scope"


async def test_in_an_archive_a_message_can_be_neither_changed_nor_deleted(api: Api, slack: Slack) -> None:
    ts = (await api("chat.postMessage", channel=CHURN, text="before"))["ts"]
    await slack.archives("#churn")

    assert await api.refusal("chat.update", channel=CHURN, ts=ts, text="a") == "is_inactive"
    assert await api.refusal("chat.delete", channel=CHURN, ts=ts) == "is_archived"


async def test_a_whisper_cannot_be_changed_or_read(api: Api) -> None:
    ts = (await api("chat.postEphemeral", channel=CHURN, user=ANA, text="psst"))["message_ts"]

    assert await api.refusal("chat.update", channel=CHURN, ts=ts, text="a") == "message_not_found"
    assert await api.refusal("conversations.replies", channel=CHURN, ts=ts) == "thread_not_found"
    assert (await api("conversations.history", channel=CHURN))["messages"] == []


async def test_anothers_words_are_not_the_apps_to_change(api: Api, ana: Person) -> None:
    said = await ana.says("mine")

    assert await api.refusal("chat.update", channel=CHURN, ts=said.ts, text="a") == "cant_update_message"
    assert await api.refusal("chat.delete", channel=CHURN, ts=said.ts) == "cant_delete_message"


UPDATES: dict[str, tuple[Json, tuple[str, bool, bool]]] = {  # (what is sent, (text, has blocks, has metadata))
    "words alone": ({"text": "new"}, ("new", False, True)),
    "blocks alone": ({"blocks": [section()]}, ("old", True, True)),
    "words and blocks": ({"text": "new", "blocks": [section()]}, ("new", True, True)),
    "words and no blocks": ({"text": "new", "blocks": []}, ("new", False, True)),
    "markdown alone": ({"markdown_text": "**new**"}, ("**new**", False, True)),
    "no metadata any more": ({"text": "new", "metadata": {}}, ("new", False, False)),
    "other metadata": ({"text": "new", "metadata": METADATA}, ("new", False, True)),
}


@pytest.mark.parametrize("what", UPDATES)
async def test_an_update_with(what: str, api: Api, slack: Slack) -> None:
    sent, (text, has_blocks, has_metadata) = UPDATES[what]
    ts = (await api("chat.postMessage", **message(actions(), text="old", metadata=METADATA)))["ts"]
    await api("chat.update", channel=CHURN, ts=ts, **sent)
    (now,) = await slack.messages("#churn")

    assert (now.text, bool(now.blocks), bool(now.metadata)) == (text, has_blocks, has_metadata)
    assert now.ts == ts


async def test_an_old_reply_is_shown_in_the_channel_by_a_call_of_its_own(api: Api, slack: Slack) -> None:
    root = (await api("chat.postMessage", channel=CHURN, text="root"))["ts"]
    reply = {"channel": CHURN, "ts": (await api("chat.postMessage", channel=CHURN, text="reply", thread_ts=root))["ts"]}
    both = await api.refusal("chat.update", **reply, text="other", reply_broadcast=True)
    not_a_reply = await api.refusal("chat.update", channel=CHURN, ts=root, text="other", reply_broadcast=True)

    assert (both, not_a_reply) == ("no_dual_broadcast_content_update", "cant_broadcast_message")
    assert [each.text for each in await slack.messages("#churn")] == ["root"]


async def test_only_a_reply_is_also_sent_to_the_channel(api: Api, slack: Slack) -> None:
    await api("chat.postMessage", channel=CHURN, text="alone", reply_broadcast=True)

    assert [each.broadcast for each in await slack.messages("#churn")] == [False]


@pytest.mark.parametrize("name", ["username", "icon_emoji", "attachments", "as_user", "file_ids"])
async def test_what_is_not_modelled_here_is_not_taken(name: str, api: Api, slack: Slack) -> None:
    await api("chat.postMessage", channel=CHURN, text="a", **{name: "x"})

    assert [each["kind"] for each in await slack.violations()] == ["unknown_argument"]


async def test_a_long_text_is_posted_and_warned_of(api: Api, slack: Slack) -> None:
    await api("chat.postMessage", channel=CHURN, text="x" * 4041)

    assert [each["kind"] for each in await slack.violations()] == ["msg_split"]
    assert len(await slack.messages("#churn")) == 1


async def test_a_message_comes_back_as_it_was_posted(api: Api) -> None:
    answer = await api("chat.postMessage", **message(actions(), metadata=METADATA))

    assert answer["channel"] == CHURN
    assert answer["message"]["ts"] == answer["ts"]
    assert answer["message"]["metadata"] == METADATA
    assert answer["message"]["blocks"][0]["block_id"]


async def test_a_link_tells_the_channel_and_the_time(api: Api) -> None:
    ts = (await api("chat.postMessage", channel=CHURN, text="a"))["ts"]
    link = (await api("chat.getPermalink", channel=CHURN, message_ts=ts))["permalink"]

    assert link == f"https://practice.slack.com/archives/{CHURN}/p{ts.replace('.', '')}"

"""Channels that take no posts, files that are refused, ids that change: as Slack answers and tells of them."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from practice.client import PracticeError, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import CHURN, Api

NEW = "C0123NEWCHURN"
POST: dict[str, Any] = {"channel": CHURN, "text": "a"}


@pytest.mark.parametrize(
    ("rule", "top", "reply", "flag"),
    [
        ("read_only", "restricted_action_read_only_channel", "restricted_action_read_only_channel", "is_read_only"),
        ("thread_only", "restricted_action_thread_only_channel", "ok", "is_thread_only"),
        ("non_threadable", "ok", "restricted_action_non_threadable_channel", "is_non_threadable"),
        ("restricted", "restricted_action", "restricted_action", None),
        ("", "ok", "ok", None),
    ],
)
async def test_a_rule_says_who_may_post(
    api: Api, slack: Slack, rule: str, top: str, reply: str, flag: str | None
) -> None:
    root = (await api("chat.postMessage", **POST))["ts"]
    await slack.restricts("#churn", rule)
    shape = (await api("conversations.info", channel=CHURN))["channel"]
    flags = [name for name in ("is_read_only", "is_thread_only", "is_non_threadable") if shape.get(name)]

    assert await api.refusal("chat.postMessage", **POST) == top
    assert await api.refusal("chat.postMessage", **POST, thread_ts=root) == reply
    assert flags == [flag] * bool(flag)


async def test_a_locked_thread_takes_no_replies(api: Api, slack: Slack) -> None:
    root = (await api("chat.postMessage", **POST))["ts"]
    await slack.restricts("#churn", "", root)

    assert await api.refusal("chat.postMessage", **POST, thread_ts=root) == "restricted_action_thread_locked"
    assert await api.refusal("chat.postMessage", **POST) == "ok"


async def test_there_are_no_other_rules(slack: Slack) -> None:
    with pytest.raises(PracticeError, match="no rule 'silent'"):
        await slack.restricts("#churn", "silent")


@pytest.mark.parametrize("told", [True, False])
async def test_a_channel_keeps_everything_under_its_new_id(
    practice: Practice, api: Api, slack: Slack, told: bool
) -> None:
    root = (await api("chat.postMessage", **POST))["ts"]
    await slack.changes_id("#churn", NEW, told=told)
    await slack.settle(quiet=0.01)
    events = [each.payload["event"] for each in practice.ledger.deliveries if each.what == "channel_id_changed"]
    kept = [{key: event[key] for key in ("type", "old_channel_id", "new_channel_id")} for event in events]

    assert kept == [{"type": "channel_id_changed", "old_channel_id": CHURN, "new_channel_id": NEW}] * told
    assert await api.refusal("chat.postMessage", **POST) == "channel_not_found"
    assert (await api("conversations.replies", channel=NEW, ts=root))["messages"][0]["ts"] == root
    assert [each.channel for each in await slack.messages("#churn")] == [NEW]


@pytest.mark.parametrize(("mood", "error"), [("off", "file_uploads_disabled"), ("size", "file_upload_size_restricted")])
async def test_a_workspace_that_takes_no_files_says_so_at_once(api: Api, slack: Slack, mood: str, error: str) -> None:
    await slack.mood(files=mood)

    assert await api.refusal("files.getUploadURLExternal", filename="a.md", length=3) == error


async def test_a_host_of_files_that_is_out_of_reach_hangs(api: Api, slack: Slack, practice: Practice) -> None:
    await slack.mood(files="blocked", hang=0.05)
    place = await api("files.getUploadURLExternal", filename="a.md", length=3)
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError):
            await session.post(place["upload_url"], data=b"# A")

    assert practice.ledger.calls[-1].answer == "hang"
    assert practice.workspace.files[place["file_id"]].content is None

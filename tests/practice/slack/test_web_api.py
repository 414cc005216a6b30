"""The Web API answers and refuses as Slack does."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from practice.client import Person, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import CHURN, LOCKED, SECRET, Api, Clock
from tests.practice.slack.shapes import home, message, section

ANA, SAM, DEE, BOT2 = "U0000000ANA", "U0000000SAM", "U0000000DEE", "U00000BOT2"

REFUSALS: dict[str, tuple[str, dict[str, Any], str]] = {
    "an unknown channel": ("chat.postMessage", {"channel": "C0NOWHERE", "text": "a"}, "channel_not_found"),
    "a private channel without the bot": ("chat.postMessage", {"channel": SECRET, "text": "a"}, "channel_not_found"),
    "an archived channel": ("chat.postMessage", {"channel": LOCKED, "text": "a"}, "is_archived"),
    "a message without words": ("chat.postMessage", {"channel": CHURN, "text": ""}, "no_text"),
    "too long a message": ("chat.postMessage", {"channel": CHURN, "text": "x" * 40_001}, "msg_too_long"),
    "bad blocks": ("chat.postMessage", message({"type": "section"}), "invalid_blocks"),
    "a deactivated person": ("chat.postMessage", {"channel": DEE, "text": "a"}, "user_disabled"),
    "another bot": ("chat.postMessage", {"channel": BOT2, "text": "a"}, "cannot_dm_bot"),
    "no channel": ("chat.postMessage", {"text": "a"}, "invalid_arguments"),
    "an update of nothing": ("chat.update", {"channel": CHURN, "ts": "1.1", "text": "a"}, "message_not_found"),
    "too long an update": ("chat.update", {"channel": CHURN, "ts": "1.1", "text": "x" * 4001}, "msg_too_long"),
    "a whisper outside the channel": (
        "chat.postEphemeral",
        {"channel": CHURN, "user": SAM, "text": "a"},
        "user_not_in_channel",
    ),
    "deleting nothing": ("chat.delete", {"channel": CHURN, "ts": "1.1"}, "message_not_found"),
    "a link to nothing": ("chat.getPermalink", {"channel": CHURN, "message_ts": "1.1"}, "message_not_found"),
    "replies of nothing": ("conversations.replies", {"channel": CHURN, "ts": "1.1"}, "thread_not_found"),
    "news of a hidden channel": ("conversations.info", {"channel": SECRET}, "channel_not_found"),
    "a conversation with nobody": ("conversations.open", {}, "users_list_not_supplied"),
    "a conversation with a stranger to Slack": ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
    "an unknown person": ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    "an unknown trigger": (
        "views.open",
        {"trigger_id": "1.2.3", "view": home() | {"type": "modal"}},
        "invalid_arguments",
    ),
    "an unknown view": ("views.update", {"view_id": "V1", "view": home()}, "not_found"),
    "a method that is not there": ("chat.shout", {}, "unknown_method"),
    "a file that never came": ("files.completeUploadExternal", {"files": [{"id": "F1"}]}, "file_not_found"),
}


@pytest.mark.parametrize("what", REFUSALS)
async def test_slack_refuses(what: str, api: Api) -> None:
    method, args, error = REFUSALS[what]

    assert await api.refusal(method, **args) == error


async def test_a_channel_without_the_bot_is_not_written_in(api: Api, slack: Slack) -> None:
    await slack.removes_bot("#churn")

    assert await api.refusal("chat.postMessage", channel=CHURN, text="a") == "not_in_channel"
    assert await api.refusal("conversations.history", channel=CHURN) == "not_in_channel"


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("nonsense", "invalid_auth"), ("xapp-1", "not_allowed_token_type")],
)
async def test_a_token_must_be_a_bots(token: str, error: str, practice: Practice) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"{practice.api_url}auth.test"
    async with aiohttp.ClientSession() as session, session.post(url, headers=headers) as answer:
        assert (await answer.json())["error"] == error


async def test_a_token_may_be_refused_altogether(api: Api, slack: Slack) -> None:
    await slack.set_app(tokens_refused=True)

    assert await api.refusal("auth.test") == "invalid_auth"


async def test_a_missing_scope_names_what_is_needed(api: Api, slack: Slack) -> None:
    await slack.set_app(scopes=["commands", "users:read"])

    with pytest.raises(SlackApiError) as refused:
        await api("chat.postMessage", channel=CHURN, text="a")

    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "chat:write"
    assert refused.value.response["provided"] == "commands,users:read"


async def test_the_scopes_stand_in_a_header(api: Api) -> None:
    answer = await api.web.auth_test()

    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_form_and_json_bodies_are_read_alike(practice: Practice, slack: Slack) -> None:
    form = {"token": "xoxb-1", "channel": CHURN, "text": "by form", "blocks": '[{"type": "divider"}]'}
    url = f"{practice.api_url}chat.postMessage"
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as answer:
        assert (await answer.json())["ok"]

    (posted,) = await slack.messages("#churn")

    assert posted.blocks[0]["type"] == "divider"


async def test_refused_blocks_say_where_and_are_recorded(api: Api, slack: Slack) -> None:
    with pytest.raises(SlackApiError) as refused:
        await api("chat.postMessage", **message(section(text={"type": "mrkdwn", "text": "x" * 3001})))
    (violation,) = await slack.violations()

    assert "json-pointer:/blocks/0/text/text" in refused.value.response["response_metadata"]["messages"][0]
    assert violation["faults"][0]["page"].startswith("docs.slack.dev/")


async def test_an_argument_the_method_has_not_is_recorded(api: Api, slack: Slack) -> None:
    await api("chat.postMessage", channel=CHURN, text="a", loud=True)

    assert [each["kind"] for each in await slack.violations()] == ["unknown_argument"]


async def test_a_direct_message_needs_the_messages_tab(api: Api, slack: Slack) -> None:
    await slack.set_app(messages_tab=False)

    assert await api.refusal("chat.postMessage", channel=ANA, text="a") == "messages_tab_disabled"


async def test_a_direct_message_reaches_one_person(api: Api, slack: Slack) -> None:
    opened = await api("conversations.open", users=ANA)
    await api("chat.postMessage", channel=opened["channel"]["id"], text="for you")

    assert [each.text for each in await slack.person("Ana").direct_messages()] == ["for you"]
    assert await slack.person("Ivo").direct_messages() == []


async def test_an_update_with_words_alone_takes_the_blocks_away_and_keeps_the_metadata(api: Api, slack: Slack) -> None:
    posted = await api("chat.postMessage", **message(section()), metadata={"event_type": "k", "event_payload": {}})
    await api("chat.update", channel=CHURN, ts=posted["ts"], text="other")

    (now,) = await slack.messages("#churn")

    assert (now.text, now.edited) == ("other", True)
    assert now.blocks == []
    assert now.metadata == {"event_type": "k", "event_payload": {}}


async def test_only_the_bots_own_messages_can_be_updated(api: Api, ana: Person) -> None:
    said = await ana.says("mine")

    assert await api.refusal("chat.update", channel=CHURN, ts=said.ts, text="a") == "cant_update_message"
    assert await api.refusal("chat.delete", channel=CHURN, ts=said.ts) == "cant_delete_message"


async def test_times_are_unique_and_increase(api: Api) -> None:
    stamps = [(await api("chat.postMessage", channel=CHURN, text="a"))["ts"] for _ in range(5)]

    assert sorted(set(stamps)) == stamps


async def test_replies_carry_metadata_when_asked(api: Api) -> None:
    key = {"event_type": "key", "event_payload": {"key": "card"}}
    root = (await api("chat.postMessage", channel=CHURN, text="root"))["ts"]
    await api("chat.postMessage", channel=CHURN, text="reply", thread_ts=root, metadata=key)

    plain = await api("conversations.replies", channel=CHURN, ts=root)
    full = await api("conversations.replies", channel=CHURN, ts=root, include_all_metadata=True)

    assert [each.get("metadata") for each in plain["messages"]] == [None, None]
    assert [each.get("metadata") for each in full["messages"]] == [None, key]
    assert full["messages"][0]["reply_count"] == 1


async def test_replies_after_a_time_still_begin_with_the_parent(api: Api) -> None:
    root = (await api("chat.postMessage", channel=CHURN, text="root"))["ts"]
    first = (await api("chat.postMessage", channel=CHURN, text="first", thread_ts=root))["ts"]
    await api("chat.postMessage", channel=CHURN, text="second", thread_ts=root)

    later = await api("conversations.replies", channel=CHURN, ts=root, oldest=first)

    assert [each["text"] for each in later["messages"]] == ["root", "second"]


async def test_history_shows_the_channel_and_what_was_broadcast(api: Api) -> None:
    root = (await api("chat.postMessage", channel=CHURN, text="root"))["ts"]
    await api("chat.postMessage", channel=CHURN, text="hidden", thread_ts=root)
    await api("chat.postMessage", channel=CHURN, text="shown", thread_ts=root, reply_broadcast=True)

    history = await api("conversations.history", channel=CHURN)

    assert [each["text"] for each in history["messages"]] == ["shown", "root"]


async def test_a_reply_named_as_a_parent_is_recorded(api: Api, slack: Slack) -> None:
    root = (await api("chat.postMessage", channel=CHURN, text="root"))["ts"]
    reply = (await api("chat.postMessage", channel=CHURN, text="reply", thread_ts=root))["ts"]
    await api("chat.postMessage", channel=CHURN, text="lost", thread_ts=reply)

    assert [each["kind"] for each in await slack.violations()] == ["reply_as_thread"]


async def test_members_come_in_pages(api: Api) -> None:
    first = await api("conversations.members", channel=CHURN, limit=4)
    rest = await api("conversations.members", channel=CHURN, cursor=first["response_metadata"]["next_cursor"])

    assert len(first["members"]) == 4
    assert ANA in first["members"]
    assert not set(first["members"]) & set(rest["members"])
    assert rest["response_metadata"]["next_cursor"] == ""


async def test_people_are_told_apart(api: Api, slack: Slack) -> None:
    people = {
        name: (await api("users.info", user=slack_id))["user"]
        for name, slack_id in {"Ana": ANA, "Rob": "U0000000ROB", "Sam": SAM, "Dee": DEE}.items()
    }

    assert people["Ana"]["tz"] == "Europe/Madrid"
    assert people["Rob"]["is_ultra_restricted"]
    assert people["Sam"]["team_id"] != people["Ana"]["team_id"]
    assert people["Dee"]["deleted"]


async def test_somebody_from_elsewhere_is_a_stranger_only_without_a_common_channel(api: Api, slack: Slack) -> None:
    before = (await api("users.info", user=SAM))["user"]["is_stranger"]
    await slack.person("Sam").leaves("#partners")

    assert not before
    assert (await api("users.info", user=SAM))["user"]["is_stranger"]


async def test_blocks_without_a_text_are_posted_and_recorded(api: Api, slack: Slack) -> None:
    await api("chat.postMessage", channel=CHURN, blocks=[section()])

    assert [each["kind"] for each in await slack.violations()] == ["no_text"]
    assert len(await slack.messages("#churn")) == 1


async def test_a_whisper_is_seen_by_one_person_only(api: Api, slack: Slack) -> None:
    await api("chat.postEphemeral", channel=CHURN, user=ANA, text="for you alone")

    assert [each.text for each in await slack.person("Ana").ephemerals()] == ["for you alone"]
    assert await slack.person("Ivo").ephemerals() == []
    assert await slack.messages("#churn") == []


async def test_a_file_arrives_in_three_steps(api: Api, slack: Slack) -> None:
    web: AsyncWebClient = api.web
    root = (await api("chat.postMessage", channel=CHURN, text="root"))["ts"]
    await web.files_upload_v2(
        channel=CHURN, thread_ts=root, filename="report.md", file=io.BytesIO(b"# Report"), initial_comment="Here"
    )

    reply = (await slack.messages("#churn", thread=root))[-1]

    assert reply.text == "Here"
    assert await slack.file(reply.files[0]) == b"# Report"
    assert await slack.violations() == []


async def test_a_permalink_of_a_reply_names_its_thread(api: Api) -> None:
    root = (await api("chat.postMessage", channel=CHURN, text="root"))["ts"]
    reply = (await api("chat.postMessage", channel=CHURN, text="reply", thread_ts=root))["ts"]

    link = (await api("chat.getPermalink", channel=CHURN, message_ts=reply))["permalink"]

    assert link.endswith(f"/archives/{CHURN}/p{reply.replace('.', '')}?thread_ts={root}&cid={CHURN}")


async def test_the_ledger_tells_each_call_with_its_answer(api: Api, slack: Slack, clock: Clock) -> None:
    await api("chat.postMessage", channel=CHURN, text="a")
    await api.refusal("users.info", user="U0NOBODY")

    calls = (await slack.ledger())["calls"]

    assert [(each["method"], each["answer"]) for each in calls] == [
        ("chat.postMessage", "ok"),
        ("users.info", "user_not_found"),
    ]
    assert calls[0]["channel"] == CHURN

"""How arguments arrive: by form or as JSON where the method reads it, and of a kind the method can use."""

from __future__ import annotations

from typing import Any

import aiohttp
import orjson
import pytest

from practice.client import Slack
from practice.slack.server import METHODS, Practice
from tests.practice.slack.conftest import CHURN, Api
from tests.practice.slack.shapes import Json, modal

TOKENS = {"xoxb-": "xoxb-1", "xapp-": "xapp-1"}


async def call(practice: Practice, method: str, **how: Any) -> Json:
    headers = {"Authorization": "Bearer xoxb-1"} | how.pop("headers", {})
    url = f"{practice.api_url}{method}"
    async with aiohttp.ClientSession(headers=headers) as session, session.post(url, **how) as answer:
        return dict(await answer.json())


READING = {  # the methods that know form fields alone, with arguments that would do
    "conversations.info": {"channel": CHURN},
    "conversations.members": {"channel": CHURN},
    "conversations.history": {"channel": CHURN},
    "users.info": {"user": "U0000000ANA"},
    "files.getUploadURLExternal": {"filename": "a.md", "length": "3"},
}


@pytest.mark.parametrize("method", READING)
async def test_a_method_that_only_reads_reads_no_json(method: str, practice: Practice, slack: Slack) -> None:
    as_form = await call(practice, method, data=READING[method])
    as_json = await call(practice, method, json=READING[method])

    assert as_form["ok"]
    assert (as_json["ok"], as_json["error"]) == (False, "invalid_arguments")
    assert [each["kind"] for each in await slack.violations()] == ["json_not_read", "missing_argument"]


def test_all_of_them_are_known() -> None:
    also = {"conversations.replies", "chat.getPermalink"}

    assert {name for name, method in METHODS.items() if not method.reads_json} == set(READING) | also


async def test_arguments_may_stand_in_the_address(practice: Practice) -> None:
    url, headers = f"{practice.api_url}users.info?user=U0000000ANA", {"Authorization": "Bearer xoxb-1"}
    async with aiohttp.ClientSession(headers=headers) as session, session.get(url) as answer:
        assert (await answer.json())["user"]["name"] == "ana"


@pytest.mark.parametrize("blocks", ["[{]", '"words"', "{}", "7"])
async def test_blocks_in_a_form_are_json(blocks: str, practice: Practice) -> None:
    answer = await call(practice, "chat.postMessage", data={"channel": CHURN, "text": "a", "blocks": blocks})

    assert answer["error"] == "invalid_blocks_format"


@pytest.mark.parametrize("wrong", [{"channel": {"id": CHURN}}, {"channel": [CHURN]}, {"thread_ts": {"ts": "1.1"}}])
async def test_what_is_to_be_words_is_no_object(wrong: Json, api: Api, slack: Slack) -> None:
    assert await api.refusal("chat.postMessage", **{"channel": CHURN, "text": "a"} | wrong) == "invalid_arguments"
    assert [each["kind"] for each in await slack.violations()] == ["invalid_arguments"]


@pytest.mark.parametrize("body", [b"", b"not json", b"[1]", b'"words"'])
async def test_a_body_that_is_no_object_has_no_arguments(body: bytes, practice: Practice) -> None:
    answer = await call(practice, "chat.postMessage", data=body, headers={"Content-Type": "application/json"})

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_every_method_wants_its_own_kind_of_token(method: str, practice: Practice) -> None:
    wanted = METHODS[method].token
    for kind, token in TOKENS.items():
        answer = await call(practice, method, headers={"Authorization": f"Bearer {token}"})
        assert (answer.get("error") == "not_allowed_token_type") is (kind != wanted)
    answer = await call(practice, method, headers={"Authorization": "Bearer xoxp-of-a-person"})
    assert answer["error"] == "invalid_auth"


@pytest.mark.parametrize("method", sorted(name for name, method in METHODS.items() if method.needs))
async def test_every_method_says_what_it_misses(method: str, api: Api, slack: Slack) -> None:
    assert await api.refusal(method) == "invalid_arguments"
    assert METHODS[method].needs.replace(" ", ", ") in (await slack.violations())[-1]["says"]


async def test_a_token_may_come_as_a_field(practice: Practice) -> None:
    answer = await call(practice, "auth.test", data={"token": "xoxb-1"}, headers={"Authorization": ""})

    assert (answer["ok"], answer["team_id"], answer["bot_id"]) == (True, "T0PRACTICE", "B00SCOPEBOT")


async def test_no_token_stands_in_the_ledger(practice: Practice, slack: Slack) -> None:
    await call(practice, "views.open", data={"token": "xoxb-secret", "trigger_id": "1.2.3", "view": "{}"})

    assert "xoxb-secret" not in str(await slack.ledger())
    assert "xoxb-secret" not in str(practice.ledger.calls[0].sent)


async def test_a_link_of_socket_mode_is_for_one_connection(practice: Practice) -> None:
    links = [
        (await call(practice, "apps.connections.open", headers={"Authorization": "Bearer xapp-1"}))["url"]
        for _ in range(2)
    ]

    assert all(link.startswith("ws://127.0.0.1:") and "ticket=" in link for link in links)
    assert len(set(links)) == 2


async def test_a_view_may_come_as_words(practice: Practice) -> None:
    trigger = practice.site.triggers.give("U0000000ANA")
    answer = await call(practice, "views.open", data={"trigger_id": trigger, "view": orjson.dumps(modal()).decode()})

    assert answer["view"]["type"] == "modal"

"""The practice's own door: an act is done or refused with a sentence, and nothing else is reached through it."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from practice.client import PracticeError, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import CHURN, Api


async def test_an_act_that_is_not_there_is_refused(practice: Practice, slack: Slack) -> None:
    url = f"{practice.url}/practice/_shown"
    async with aiohttp.ClientSession() as session, session.post(url, data=b"{}") as answer:
        status, shape = answer.status, await answer.json()

    assert (status, shape) == (404, {"ok": False, "error": "The practice has no act '_shown'."})
    with pytest.raises(PracticeError, match="no act 'stop'"):
        await slack.ask("stop")


async def test_an_act_with_other_arguments_says_which(slack: Slack) -> None:
    with pytest.raises(PracticeError, match="colour"):
        await slack.ask("says", person="Ana", text="a", channel="#churn", colour="red")


async def test_the_workspace_is_told_with_everybody_in_it(slack: Slack) -> None:
    here = await slack.workspace()
    members = {each["name"]: each["members"] for each in here["channels"]}

    assert here["bot"] in members["churn"]
    assert here["bot"] not in members["secret-plans"]
    assert {"Ana", "Sam", "scopebot"} <= {each["real_name"] for each in here["people"]}


async def test_a_file_that_is_not_there_is_not_served(slack: Slack, api: Api) -> None:
    promised = await api("files.getUploadURLExternal", filename="a.md", length=3)

    for file_id in ("F404", promised["file_id"]):
        with pytest.raises(PracticeError, match="There is no file"):
            await slack.file(file_id)


async def test_waiting_for_a_connection_that_does_not_come_says_how_many_there_are(slack: Slack) -> None:
    with pytest.raises(PracticeError, match=r"there are 0 connections, not 2"):
        await slack.connected(2, timeout=0.05)


async def test_a_quiet_workspace_is_settled_at_once(slack: Slack) -> None:
    await asyncio.wait_for(slack.settle(quiet=0.01), 20)


async def test_an_event_that_waits_for_an_app_does_not_keep_it_from_settling(slack: Slack) -> None:
    await slack.person("Ana").says("is anybody there?")

    await asyncio.wait_for(slack.settle(quiet=0.01), 20)


async def test_messages_are_shown_as_they_stand_with_everybodys_name(slack: Slack, api: Api) -> None:
    metadata = {"event_type": "k", "event_payload": {"key": "a"}}
    await api("chat.postMessage", channel=CHURN, text="hello <@U0000000IVO>", metadata=metadata)
    (posted,) = await slack.messages("#churn")

    assert (posted.author, posted.plain(), posted.metadata) == ("scopebot", "hello @Ivo", metadata)
    assert (posted.edited, posted.broadcast, posted.files) == (False, False, [])

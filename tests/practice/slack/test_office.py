"""What an administrator does, and what the app is told of it."""

from __future__ import annotations

import pytest

from practice.client import Message, PracticeError, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import CHURN, SECRET, Api

BOT = "U00SCOPEBOT"


def told(practice: Practice) -> list[str]:
    return [each.what for each in practice.ledger.deliveries]


async def test_the_bot_is_invited_once(practice: Practice, slack: Slack) -> None:
    await slack.invites_bot("#secret-plans")
    await slack.invites_bot("#secret-plans")
    await slack.settle(quiet=0.01)

    assert practice.workspace.channels[SECRET].members.count(BOT) == 1
    assert told(practice) == ["member_joined_channel"]


async def test_the_bot_is_removed_once_and_hears_of_it(practice: Practice, slack: Slack) -> None:
    await slack.removes_bot("#churn")
    await slack.removes_bot("#churn")
    await slack.settle(quiet=0.01)

    assert BOT not in practice.workspace.channels[CHURN].members
    assert told(practice) == ["member_left_channel"]


async def test_an_archived_channel_takes_nothing_and_is_renamed_by_its_id(api: Api, slack: Slack) -> None:
    await slack.renames("#churn", "#kept")
    await slack.archives("#kept")

    assert (await api("conversations.info", channel=CHURN))["channel"]["name"] == "kept"
    assert await api.refusal("chat.postMessage", channel=CHURN, text="a") == "is_archived"


async def test_somebody_whose_account_is_closed_does_nothing_more(api: Api, slack: Slack, practice: Practice) -> None:
    await slack.deactivates("Ana")
    await slack.settle(quiet=0.01)

    with pytest.raises(PracticeError, match="account is deactivated"):
        await slack.person("Ana").command("/scope")
    assert await api.refusal("conversations.open", users="U0000000ANA") == "user_disabled"
    assert practice.ledger.deliveries[0].payload["event"]["user"]["deleted"] is True


async def test_what_is_gone_cannot_be_deleted_again(api: Api, slack: Slack) -> None:
    await api("chat.postMessage", channel=CHURN, text="a")
    (posted,) = await slack.messages("#churn")
    await slack.delete_message(posted)

    with pytest.raises(PracticeError, match="not there any more"):
        await slack.delete_message(posted)
    with pytest.raises(PracticeError, match="not there any more"):
        await slack.delete_message(Message("1.1", CHURN, BOT, "", []))


async def test_an_app_has_no_setting_but_its_own(slack: Slack) -> None:
    with pytest.raises(PracticeError, match="An app has no 'colour'; it has messages_tab"):
        await slack.set_app(colour="red")


async def test_a_setting_that_is_taken_back_holds_again(api: Api, slack: Slack) -> None:
    await slack.set_app(tokens_refused=True, home_tab=False)
    await slack.set_app(home_tab=True)
    refused = await api.refusal("auth.test")
    await slack.set_app(tokens_refused=False)

    assert refused == "invalid_auth", "what is not named stays"
    assert await api.refusal("auth.test") == "ok"

"""What the app hears of, as the Events API words it: where it is in the channel, subscribed, and allowed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from practice.client import Person, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import CHURN, SECRET, Api
from tests.practice.slack.shapes import Json

ANA, EVA, BOT = "U0000000ANA", "U0000000EVA", "U00SCOPEBOT"


@pytest.fixture
def told(practice: Practice) -> Any:
    """The payloads that were to be delivered so far, by what they are; each with its event."""

    async def payloads() -> list[Json]:
        await asyncio.sleep(0.01)
        return [each.payload for each in practice.ledger.deliveries]

    return payloads


async def test_an_event_says_where_it_comes_from(ana: Person, told: Any) -> None:
    said = await ana.says("hello")
    (payload,) = await told()
    event = payload["event"]

    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == (
        "event_callback",
        "T0PRACTICE",
        "A0SCOPEBOT",
    )
    assert payload["authorizations"][0]["user_id"] == BOT
    assert payload["event_id"].startswith("Ev")
    assert payload["event_time"] == int(float(said.ts))
    assert (event["channel"], event["user"], event["ts"], event["event_ts"]) == (CHURN, ANA, said.ts, said.ts)
    assert "subtype" not in event


@pytest.mark.parametrize(
    ("channel", "kind", "shared"),
    [("#churn", "channel", False), ("#partners", "channel", True), ("@scopebot", "im", False)],
)
async def test_an_event_says_what_kind_of_conversation_it_is(
    channel: str, kind: str, shared: bool, ana: Person, told: Any
) -> None:
    await ana.says("hello", channel=channel)
    (payload,) = await told()

    assert (payload["event"]["channel_type"], payload["is_ext_shared_channel"]) == (kind, shared)


SUBSCRIPTIONS = {"#churn": "message.channels", "#secret-plans": "message.groups", "@scopebot": "message.im"}
SCOPES = {"#churn": "channels:history", "#secret-plans": "groups:history", "@scopebot": "im:history"}


@pytest.mark.parametrize("channel", SUBSCRIPTIONS)
async def test_messages_are_heard_by_subscription_and_scope(
    channel: str, ana: Person, slack: Slack, practice: Practice, told: Any
) -> None:
    practice.workspace.channels[SECRET].members.append(BOT)
    await slack.set_app(events=[SUBSCRIPTIONS[channel]], scopes=[SCOPES[channel]])
    await ana.says("heard", channel=channel)
    await slack.set_app(scopes=[each for each in SCOPES.values() if each != SCOPES[channel]])
    await ana.says("no scope", channel=channel)
    await slack.set_app(scopes=list(SCOPES.values()), events=[e for c, e in SUBSCRIPTIONS.items() if c != channel])
    await ana.says("not subscribed", channel=channel)

    assert [each["event"]["text"] for each in await told()] == ["heard"]


async def test_where_the_bot_is_not_it_hears_nothing(ana: Person, slack: Slack, told: Any) -> None:
    await ana.says("unheard", channel="#secret-plans")
    await slack.person("Ivo").leaves("#secret-plans")
    await slack.renames("#secret-plans", "more-secret")
    await slack.archives("#more-secret")

    assert await told() == []


async def test_a_whisper_is_no_event(api: Api, told: Any) -> None:
    await api("chat.postEphemeral", channel=CHURN, user=ANA, text="psst")

    assert await told() == []


async def test_the_bot_hears_its_own_words_and_knows_them_by_its_id(api: Api, told: Any) -> None:
    await api("chat.postMessage", channel=CHURN, text=f"I am <@{BOT}>")
    (payload,) = await told()

    assert (payload["event"]["bot_id"], payload["event"]["user"]) == ("B00SCOPEBOT", BOT)


async def test_a_mention_comes_beside_the_message_but_not_in_a_talk_with_the_bot(ana: Person, told: Any) -> None:
    await ana.says("@scopebot report")
    await ana.says("@scopebot report", channel="@scopebot")
    kinds = [(each["event"]["type"], each["event"].get("channel_type")) for each in await told()]

    assert kinds == [("message", "channel"), ("app_mention", None), ("message", "im")]


async def test_a_change_tells_before_and_after(ana: Person, told: Any) -> None:
    said = await ana.says("first")
    await ana.edits(said, "second")
    event = (await told())[-1]["event"]

    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("first", "second")
    assert event["message"]["ts"] == said.ts != event["ts"]
    assert event["message"]["edited"]["user"] == ANA


async def test_a_reply_says_in_which_thread_it_stands(ana: Person, told: Any) -> None:
    root = await ana.says("root")
    await ana.says("reply", thread=root.ts)
    event = (await told())[-1]["event"]

    assert (event["thread_ts"], event["parent_user_id"]) == (root.ts, ANA)


async def test_coming_and_going_name_the_channel_and_the_member(slack: Slack, told: Any) -> None:
    await slack.person("Eva").joins("#churn")
    await slack.person("Eva").joins("#churn")
    await slack.person("Eva").leaves("#churn")
    joined, left = [each["event"] for each in await told()]

    assert (joined["type"], joined["user"], joined["channel"], joined["channel_type"]) == (
        "member_joined_channel",
        EVA,
        CHURN,
        "C",
    )
    assert (left["type"], left["user"], left["channel"]) == ("member_left_channel", EVA, CHURN)


async def test_an_invitation_names_who_invited(slack: Slack, told: Any) -> None:
    await slack.invites_bot("#secret-plans")
    (payload,) = await told()

    assert (payload["event"]["user"], payload["event"]["inviter"], payload["event"]["channel_type"]) == (BOT, ANA, "G")


async def test_a_new_name_comes_with_the_id(slack: Slack, told: Any) -> None:
    await slack.renames("#churn", "#keepers")
    (payload,) = await told()

    assert (payload["event"]["type"], payload["event"]["channel"]["id"]) == ("channel_rename", CHURN)
    assert payload["event"]["channel"]["name"] == "keepers"


async def test_a_private_channel_has_events_of_its_own(slack: Slack, practice: Practice, told: Any) -> None:
    practice.workspace.channels[SECRET].members.append(BOT)
    await slack.renames("#secret-plans", "plans")
    await slack.archives("#plans")

    assert [each["event"]["type"] for each in await told()] == ["group_rename", "group_archive"]


async def test_looking_at_the_home_shows_the_app_what_it_published(ana: Person, api: Api, told: Any) -> None:
    await ana.opens_home()
    await api("views.publish", user_id=ANA, view={"type": "home", "blocks": []})
    await ana.opens_home()
    first, second = [each["event"] for each in await told()]

    assert (first["type"], first["user"], first["tab"]) == ("app_home_opened", ANA, "home")
    assert "view" not in first
    assert second["view"]["type"] == "home"

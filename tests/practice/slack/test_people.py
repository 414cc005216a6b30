"""What people do reaches the app as Slack words it, and what they cannot do in Slack they cannot do here."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from practice.client import Person, PracticeError, Slack
from tests.practice.slack.conftest import CHURN, Api, Clock, Start
from tests.practice.slack.shapes import ELEMENTS, Json, actions, button, message, plain, section

ANA = "U0000000ANA"


@pytest.fixture
def heard(app: AsyncApp) -> list[Json]:
    """Every event the app hears of, in order."""
    events: list[Json] = []

    async def listen(event: Json) -> None:
        events.append(event)

    names = ("message", "app_mention", "app_home_opened", "member_joined_channel", "member_left_channel")
    for name in (*names, "user_change", "channel_archive", "channel_rename"):
        app.event(name)(listen)
    return events


def kinds(events: list[Json]) -> list[str]:
    return [event.get("subtype") or event["type"] for event in events]


async def test_typed_words_arrive_escaped_and_with_mentions(
    ana: Person, slack: Slack, app: AsyncApp, heard: list[Json], connects: Start
) -> None:
    await connects(app)
    await ana.says("is 3 < 4 & @Ivo there?")
    await slack.settle(quiet=0.05)

    assert heard[0]["text"] == "is 3 &lt; 4 &amp; <@U0000000IVO> there?"
    assert heard[0]["channel_type"] == "channel"
    assert heard[0]["blocks"][0]["type"] == "rich_text"
    assert (await slack.messages("#churn"))[0].plain() == "is 3 < 4 & @Ivo there?"


async def test_a_message_is_typed_changed_and_deleted(
    ana: Person, slack: Slack, app: AsyncApp, heard: list[Json], connects: Start
) -> None:
    await connects(app)
    said = await ana.says("first")
    await ana.edits(said, "second")
    await ana.deletes(said)
    await slack.settle(quiet=0.05)

    assert sorted(kinds(heard)) == ["message", "message_changed", "message_deleted"]
    by_kind = dict(zip(kinds(heard), heard, strict=True))
    assert by_kind["message_changed"]["previous_message"]["text"] == "first"
    assert by_kind["message_changed"]["message"]["text"] == "second"
    assert by_kind["message_deleted"]["deleted_ts"] == said.ts


async def test_the_workspace_tells_of_its_changes(
    ana: Person, slack: Slack, app: AsyncApp, heard: list[Json], connects: Start
) -> None:
    await connects(app)
    await ana.says("@scopebot hello")
    await ana.opens_home()
    await slack.person("Eva").joins("#churn")
    await slack.person("Eva").leaves("#churn")
    await slack.deactivates("Tom")
    await slack.renames("#shop", "store")
    await slack.archives("#store")
    await slack.settle(quiet=0.05)

    assert sorted(kinds(heard)) == [
        "app_home_opened",
        "app_mention",
        "channel_archive",
        "channel_rename",
        "member_joined_channel",
        "member_left_channel",
        "message",
        "user_change",
    ]


async def test_the_app_hears_only_what_its_scopes_and_its_channels_allow(
    ana: Person, slack: Slack, app: AsyncApp, heard: list[Json], connects: Start
) -> None:
    await connects(app)
    await ana.says("in private", channel="#secret-plans")
    await slack.set_app(scopes=["chat:write"])
    await ana.says("unheard")
    await slack.settle(quiet=0.05)

    assert heard == []


async def test_the_invited_bot_hears_the_private_channel(
    ana: Person, slack: Slack, app: AsyncApp, heard: list[Json], connects: Start
) -> None:
    await connects(app)
    await slack.invites_bot("#secret-plans")
    await ana.says("now you hear me", channel="#secret-plans")
    await slack.settle(quiet=0.05)

    assert sorted(kinds(heard)) == ["member_joined_channel", "message"]
    assert "group" in [event["channel_type"] for event in heard]


async def test_the_bot_hears_that_it_was_removed_and_then_no_more(
    ana: Person, slack: Slack, app: AsyncApp, heard: list[Json], connects: Start
) -> None:
    await connects(app)
    await slack.removes_bot("#churn")
    await ana.says("alone at last")
    await slack.settle(quiet=0.05)

    assert kinds(heard) == ["member_left_channel"]


async def test_nobody_writes_to_a_read_only_app(ana: Person, slack: Slack) -> None:
    await ana.says("hello", channel="@scopebot")
    await slack.set_app(takes_messages=False)

    with pytest.raises(PracticeError, match="read-only"):
        await ana.says("hello?", channel="@scopebot")


async def test_an_app_without_interactivity_takes_no_clicks(ana: Person, slack: Slack, api: Api) -> None:
    await api("chat.postMessage", **message(actions(button())))
    await slack.set_app(interactive=False)

    with pytest.raises(PracticeError, match="interactivity is off"):
        await ana.presses("Answer", on=(await slack.messages("#churn"))[0])


async def test_a_command_tells_where_and_who(ana: Person, app: AsyncApp, connects: Start) -> None:
    bodies: list[Json] = []

    @app.command("/scope")
    async def scope(ack: Any, body: Json) -> None:
        bodies.append(body)
        await ack("Here is help.")

    await connects(app)
    ack = await ana.command("/scope", "help me", channel="#churn")

    assert ack.response == {"text": "Here is help."}
    assert (bodies[0]["channel_id"], bodies[0]["user_id"], bodies[0]["text"]) == (CHURN, ANA, "help me")
    assert [each.text for each in await ana.ephemerals()] == ["Here is help."]


async def test_buttons_and_menus_are_found_by_their_words(
    ana: Person, slack: Slack, api: Api, app: AsyncApp, connects: Start
) -> None:
    pressed: list[Json] = []

    async def listen(ack: Any, action: Json, body: Json) -> None:
        await ack()
        pressed.append(action | {"message_ts": body["container"]["message_ts"]})

    for name in ("answer", "more", "s"):
        app.action(name)(listen)
    await connects(app)
    await api(
        "chat.postMessage",
        **message(
            section(accessory=ELEMENTS["overflow"]),
            actions(button(text=plain("Answer the question"), value="q1"), ELEMENTS["static_select"]),
        ),
    )
    (posted,) = await slack.messages("#churn")

    await ana.presses("Answer", on=posted)
    await ana.presses("B", on=posted)
    await ana.chooses("s", "a", on=posted)

    assert [each["type"] for each in pressed] == ["button", "overflow", "static_select"]
    assert pressed[0]["value"] == "q1"
    assert pressed[1]["selected_option"]["value"] == "b"
    assert {each["message_ts"] for each in pressed} == {posted.ts}


async def test_two_buttons_alike_want_their_block_named(ana: Person, slack: Slack, api: Api) -> None:
    twins = [actions(button()) | {"block_id": name} for name in ("first", "second")]
    await api("chat.postMessage", **message(*twins))
    (posted,) = await slack.messages("#churn")

    with pytest.raises(PracticeError, match="more than once"):
        await ana.presses("Answer", on=posted)


IMPOSSIBLE: dict[str, tuple[str, str, str]] = {
    "a stranger in a channel without them": ("Sam", "#churn", "is not in #churn"),
    "a guest in another channel": ("Rob", "#shop", "is not in #shop"),
    "somebody deactivated": ("Dee", "#churn", "deactivated"),
    "a bot": ("Bot-2", "#churn", "is a bot"),
    "somebody in an archived channel": ("Ana", "#locked", "archived"),
    "somebody outside a private channel": ("Mia", "#secret-plans", "is not in #secret-plans"),
}


@pytest.mark.parametrize("who", IMPOSSIBLE)
async def test_cannot_write(who: str, slack: Slack) -> None:
    name, channel, reason = IMPOSSIBLE[who]

    with pytest.raises(PracticeError, match=reason):
        await slack.person(name).says("hello", channel=channel)


async def test_a_button_that_is_not_there_is_not_pressed(ana: Person, slack: Slack, api: Api) -> None:
    await api("chat.postMessage", **message(actions(button())))
    (posted,) = await slack.messages("#churn")

    with pytest.raises(PracticeError, match="there is \\['Answer'\\]"):
        await ana.presses("answer", on=posted)


async def test_a_message_shortcut_brings_the_message(ana: Person, slack: Slack, app: AsyncApp, connects: Start) -> None:
    taken: list[str] = []

    @app.shortcut("record_answer")
    async def record(ack: Any, shortcut: Json) -> None:
        await ack()
        taken.append(shortcut["message"]["text"])

    await connects(app)
    said = await ana.says("the answer is 42")
    await ana.shortcut("record_answer", said)

    assert taken == ["the answer is 42"]


async def test_a_response_url_works_five_times_within_half_an_hour(
    ana: Person, slack: Slack, app: AsyncApp, connects: Start, clock: Clock
) -> None:
    urls: list[str] = []

    @app.command("/scope")
    async def scope(ack: Any, body: Json) -> None:
        urls.append(body["response_url"])
        await ack()

    await connects(app)
    await ana.command("/scope")
    await ana.command("/scope")
    async with aiohttp.ClientSession() as session:

        async def respond(url: str) -> int:
            async with session.post(url, json={"text": "psst"}) as answer:
                return answer.status

        first = [await respond(urls[0]) for _ in range(6)]
        clock.passes(minutes=31)
        late = await respond(urls[1])

    assert first == [200] * 5 + [404]
    assert late == 404
    assert [each.text for each in await ana.ephemerals()] == ["psst"] * 5
    assert [each["kind"] for each in await slack.violations()] == ["used_url", "expired_url"]


async def test_a_whisper_is_replaced_and_taken_back_through_its_url(
    ana: Person, slack: Slack, api: Api, app: AsyncApp, connects: Start
) -> None:
    wishes: list[Json] = [{"replace_original": True, "text": "thanks"}, {"delete_original": True}]

    @app.action("answer")
    async def answer(ack: Any, respond: Any, body: Json) -> None:
        await ack()
        assert body["container"]["is_ephemeral"]
        await respond(**wishes.pop(0), blocks=[actions(button())] if wishes else None)

    await connects(app)
    await api("chat.postEphemeral", user=ANA, **message(actions(button())))

    (whisper,) = await ana.ephemerals()
    await ana.presses("Answer", on=whisper)
    (replaced,) = await ana.ephemerals()
    await ana.presses("Answer", on=replaced)

    assert replaced.text == "thanks"
    assert await ana.ephemerals() == []


async def test_a_commands_channel_may_be_without_the_bot(ana: Person, app: AsyncApp, connects: Start) -> None:
    @app.command("/scope")
    async def scope(ack: Any) -> None:
        await ack()

    await connects(app)

    assert (await ana.command("/scope", channel="#secret-plans")).acked


async def test_a_message_reads_as_people_read_it(slack: Slack, api: Api) -> None:
    words = {"type": "mrkdwn", "text": "Ask <@U0000000IVO> about <https://example.org|the page> &amp; more"}
    await api("chat.postMessage", **message(section(text=words), actions(button(text=plain("Do it")))))
    (posted,) = await slack.messages("#churn")

    assert posted.plain() == "Ask @Ivo about the page & more\nDo it"
    assert posted.mentions() == ["U0000000IVO"]
    assert posted.buttons() == ["Do it"]

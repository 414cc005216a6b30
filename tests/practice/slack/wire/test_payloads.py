"""Commands, clicks, submissions and shortcuts carry the fields Slack sends, and none that it does not."""

from __future__ import annotations

from typing import Any

import pytest

from practice.slack.server import Practice
from practice.slack.wire import payloads
from practice.slack.workspace import Channel, Member, Posted
from tests.practice.slack.conftest import CHURN, SECRET, Clock
from tests.practice.slack.shapes import ask, modal, typed

ANA = "U0000000ANA"


@pytest.fixture
def ana_(practice: Practice) -> Member:
    return practice.workspace.member("Ana")


@pytest.fixture
def posted(practice: Practice) -> Posted:
    return practice.workspace.post(CHURN, practice.workspace.bot.id, "words")


def place(practice: Practice, name: str) -> Channel:
    if name == "im":
        return practice.workspace.open_direct(ANA)
    return practice.workspace.channels[name]


@pytest.mark.parametrize(("name", "told"), [(CHURN, "churn"), (SECRET, "privategroup"), ("im", "directmessage")])
def test_a_command_tells_no_private_name(name: str, told: str, practice: Practice, ana_: Member) -> None:
    payload = payloads.command(practice.site, ana_, "/scope", "new", place(practice, name))

    assert (payload["channel_name"], payload["command"], payload["text"]) == (told, "/scope", "new")
    assert payload["channel_id"] == place(practice, name).id
    assert all(isinstance(value, str) for value in payload.values()), "a form has nothing but words"


def test_every_payload_lends_a_trigger_of_its_own(practice: Practice, ana_: Member, posted: Posted) -> None:
    view = practice.site.screens.open(ANA, modal())
    made = [
        payloads.command(practice.site, ana_, "/scope", "", place(practice, CHURN)),
        payloads.click_in_message(practice.site, ana_, posted, []),
        payloads.click_in_view(practice.site, ana_, view, []),
        payloads.submission(practice.site, ana_, view),
        payloads.shortcut(practice.site, ana_, "note", None),
        payloads.shortcut(practice.site, ana_, "note", posted),
    ]
    ids = [each["trigger_id"] for each in made]

    assert len(set(ids)) == 6
    assert {practice.site.triggers.exchange(each) for each in ids} == {ANA}


def test_closing_lends_no_trigger(practice: Practice, ana_: Member) -> None:
    view = practice.site.screens.open(ANA, modal())
    payload = payloads.closing(practice.site, ana_, view, cleared=True)

    assert (payload["type"], payload["is_cleared"]) == ("view_closed", True)
    assert "trigger_id" not in payload


def test_a_click_says_on_which_message(practice: Practice, ana_: Member, posted: Posted) -> None:
    reply = practice.workspace.post(CHURN, practice.workspace.bot.id, "reply", thread_ts=posted.ts)
    payload = payloads.click_in_message(practice.site, ana_, reply, [{"action_id": "answer"}])

    assert payload["container"] == {
        "type": "message",
        "message_ts": reply.ts,
        "channel_id": CHURN,
        "is_ephemeral": False,
        "thread_ts": posted.ts,
    }
    assert payload["message"]["ts"] == reply.ts
    assert payload["channel"] == {"id": CHURN, "name": "churn"}
    assert payload["actions"] == [{"action_id": "answer"}]


def test_a_click_on_a_whisper_brings_no_message(practice: Practice, ana_: Member) -> None:
    whisper = practice.workspace.post(CHURN, practice.workspace.bot.id, "psst", only_for=ANA)
    payload = payloads.click_in_message(practice.site, ana_, whisper, [])

    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload


def test_a_click_in_a_view_brings_its_state_and_hash(practice: Practice, ana_: Member) -> None:
    view = practice.site.screens.open(ANA, modal(ask(typed(initial_value="hello"))))
    payload = payloads.click_in_view(practice.site, ana_, view, [])

    assert payload["container"] == {"type": "view", "view_id": view.id}
    assert payload["view"]["hash"] == view.hash
    assert payload["view"]["state"]["values"]["field"]["value"]["value"] == "hello"
    assert "response_url" not in payload


@pytest.mark.parametrize("kind", ["command", "click", "shortcut"])
def test_a_response_url_is_lent_for_half_an_hour(
    kind: str, practice: Practice, ana_: Member, posted: Posted, clock: Clock
) -> None:
    make: dict[str, Any] = {
        "command": lambda: payloads.command(practice.site, ana_, "/scope", "", place(practice, CHURN)),
        "click": lambda: payloads.click_in_message(practice.site, ana_, posted, []),
        "shortcut": lambda: payloads.shortcut(practice.site, ana_, "note", posted),
    }
    path = make[kind]()["response_url"].partition("/response/")[2]
    clock.passes(minutes=30)
    url = practice.site.response_urls.use(path)

    assert (url.channel, url.user) == (CHURN, ANA)
    assert url.source is (None if kind == "command" else posted)


def test_a_global_shortcut_knows_no_message(practice: Practice, ana_: Member, posted: Posted) -> None:
    anywhere = payloads.shortcut(practice.site, ana_, "note", None)
    here = payloads.shortcut(practice.site, ana_, "note", posted)

    assert (anywhere["type"], here["type"], here["message_ts"]) == ("shortcut", "message_action", posted.ts)
    assert not {"message", "channel", "response_url"} & set(anywhere)


def test_a_payload_says_whose_it_is(practice: Practice) -> None:
    sam = practice.workspace.member("Sam")
    payload = payloads.shortcut(practice.site, sam, "note", None)

    assert payload["team"]["id"] == "T0PRACTICE"
    assert payload["user"] == {"id": sam.id, "username": "sam", "name": "sam", "team_id": "T0STRANGER"}

"""Slack's JSON for people, channels, messages and files."""

from __future__ import annotations

from typing import Any

import pytest

from practice.slack import shapes
from practice.slack.workspace import StoredFile, Workspace
from tests.practice.slack.conftest import CHURN, Clock
from tests.practice.slack.shapes import section

ANA, IVO = "U0000000ANA", "U0000000IVO"


@pytest.fixture
def here(clock: Clock) -> Workspace:
    return Workspace(clock)


PEOPLE: dict[str, dict[str, Any]] = {
    "Ana": {"tz": "Europe/Madrid", "tz_offset": 3600, "is_restricted": False, "deleted": False, "is_bot": False},
    "Tom": {"tz": "America/New_York", "tz_offset": -18_000},
    "Rob": {"is_restricted": True, "is_ultra_restricted": True},
    "Sam": {"team_id": "T0STRANGER", "is_stranger": False},
    "Dee": {"deleted": True},
    "Bot-2": {"is_bot": True},
}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_user(name: str, here: Workspace) -> None:
    shape = shapes.person(here.member(name), here)

    assert {key: shape[key] for key in PEOPLE[name]} == PEOPLE[name]


def test_summer_time_is_counted_in(here: Workspace, clock: Clock) -> None:
    clock.passes(days=120)

    assert shapes.person(here.member("Ana"), here)["tz_offset"] == 7200


def test_only_somebody_from_elsewhere_is_or_is_not_a_stranger(here: Workspace) -> None:
    assert "is_stranger" not in shapes.person(here.member("Ana"), here)


def test_a_bots_profile_names_the_bot(here: Workspace) -> None:
    assert shapes.person(here.bot, here)["profile"]["bot_id"] == "B00SCOPEBOT"
    assert "bot_id" not in shapes.person(here.member("Ana"), here)["profile"]


CHANNELS: dict[str, dict[str, Any]] = {
    "churn": {"is_private": False, "is_archived": False, "is_ext_shared": False, "is_member": True},
    "secret-plans": {"is_private": True, "is_member": False},
    "locked": {"is_archived": True},
    "partners": {"is_ext_shared": True, "is_shared": True, "shared_team_ids": ["T0PRACTICE", "T0STRANGER"]},
}


@pytest.mark.parametrize("name", CHANNELS)
def test_a_channel(name: str, here: Workspace) -> None:
    shape = shapes.channel(here.channel(name), here)

    assert {key: shape[key] for key in CHANNELS[name]} == CHANNELS[name]


def test_a_direct_message_names_the_other_side_and_has_no_name(here: Workspace) -> None:
    shape = shapes.channel(here.open_direct("U0000000DEE"), here)

    assert (shape["is_im"], shape["user"], shape["is_user_deleted"]) == (True, "U0000000DEE", True)
    assert "name" not in shape


def test_who_wrote_a_message(here: Workspace) -> None:
    mine = shapes.message(here.post(CHURN, here.bot.id, "mine"), here)
    anothers = shapes.message(here.post(CHURN, "U00000BOT2", "beep"), here)
    anas = shapes.message(here.post(CHURN, ANA, "hello", client_msg_id="c1"), here)

    assert (mine["bot_id"], mine["bot_profile"]["id"], mine["app_id"]) == ("B00SCOPEBOT", "B00SCOPEBOT", "A0SCOPEBOT")
    assert anothers["bot_id"] == "B00000BOT2"
    assert ("bot_id" in anas, anas["client_msg_id"]) == (False, "c1")


def test_what_a_parent_says_of_its_replies(here: Workspace) -> None:
    root = here.post(CHURN, ANA, "root")
    alone = shapes.message(root, here)
    here.post(CHURN, IVO, "first", thread_ts=root.ts)
    last = here.post(CHURN, IVO, "last", thread_ts=root.ts, broadcast=True)
    parent, reply = shapes.message(root, here), shapes.message(last, here)

    assert "reply_count" not in alone
    assert (parent["reply_count"], parent["reply_users"], parent["latest_reply"]) == (2, [IVO], last.ts)
    assert (reply["thread_ts"], reply["parent_user_id"], reply["subtype"]) == (root.ts, ANA, "thread_broadcast")
    assert "reply_count" not in shapes.message(root, here, thread=False)


def test_metadata_is_told_to_whoever_asks_for_it(here: Workspace) -> None:
    metadata = {"event_type": "k", "event_payload": {"key": "a"}}
    posted = here.post(CHURN, here.bot.id, "a", metadata=metadata, blocks=[section()])

    assert "metadata" not in shapes.message(posted, here)
    assert shapes.message(posted, here, metadata=True)["metadata"] == metadata


def test_a_file_and_what_is_left_of_it(here: Workspace) -> None:
    stored = StoredFile("F1", "curve.png", 3, b"png", "A curve", "it rises", [CHURN])
    shape = shapes.file(stored, ANA)
    stored.deleted = True

    assert (shape["name"], shape["title"], shape["mimetype"]) == ("curve.png", "A curve", "image/png")
    assert (shape["filetype"], shape["alt_txt"], shape["channels"]) == ("png", "it rises", [CHURN])
    assert shapes.file(stored, ANA) == {"id": "F1", "mode": "tombstone"}

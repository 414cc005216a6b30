"""Slack adds ids where the app named none, and leaves those it named."""

from __future__ import annotations

from practice.slack.block_ids import with_ids
from tests.practice.slack.shapes import PICTURE, actions, ask, button, plain, section


def without_id() -> dict[str, object]:
    return {"type": "button", "text": plain("Answer")}


def test_every_block_and_whatever_can_be_pressed_has_an_id() -> None:
    first, second, third = with_ids(
        [actions(without_id(), without_id()), section(accessory=without_id()), ask({"type": "plain_text_input"})]
    )
    ids = [each["action_id"] for each in first["elements"]]

    assert all(each["block_id"] for each in (first, second, third))
    assert len(set(ids)) == 2
    assert second["accessory"]["action_id"]
    assert third["element"]["action_id"]


def test_ids_of_the_apps_own_stay() -> None:
    (block,) = with_ids([actions(button(action_id="mine")) | {"block_id": "row"}])

    assert (block["block_id"], block["elements"][0]["action_id"]) == ("row", "mine")


def test_pictures_are_not_pressed() -> None:
    (block,) = with_ids([section(accessory=PICTURE)])

    assert "action_id" not in block["accessory"]


def test_what_the_app_sent_is_not_touched() -> None:
    sent = actions(without_id())
    with_ids([sent])

    assert "block_id" not in sent
    assert "action_id" not in sent["elements"][0]

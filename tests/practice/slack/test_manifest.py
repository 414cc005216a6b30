"""The app as installed is read from its manifest: what stands there holds, what does not is as Slack has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from practice.slack.manifest import SCOPE_OF_EVENT, AppManifest

WHOLE = """
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true}
  bot_user: {display_name: helper}
  slash_commands: [{command: /help, description: Helps, usage_hint: "[new | list ]"}]
  shortcuts:
    - {name: Note it, type: message, callback_id: note, description: Takes a note}
    - {name: Begin, type: global, callback_id: begin, description: Begins one}
oauth_config: {scopes: {bot: [commands, "channels:history"]}}
settings:
  event_subscriptions: {bot_events: [message.channels, message.groups, app_home_opened]}
  interactivity: {is_enabled: true}
"""


@pytest.fixture
def whole(tmp_path: Path) -> AppManifest:
    (tmp_path / "manifest.yml").write_text(WHOLE, "utf-8")
    return AppManifest.read(tmp_path / "manifest.yml")


def test_everything_in_it_holds(whole: AppManifest) -> None:
    assert (whole.name, whole.scopes, whole.commands) == ("helper", ["commands", "channels:history"], ["/help"])
    assert whole.shortcuts == ["note", "begin"]
    assert (whole.home_tab, whole.messages_tab, whole.takes_messages, whole.interactive) == (True, True, False, True)


def test_it_says_what_people_are_offered(whole: AppManifest) -> None:
    assert (whole.offers["/help"].says, whole.offers["/help"].words) == ("Helps", ("new", "list"))
    assert (whole.offers["note"].on_messages, whole.offers["begin"].on_messages) == (True, False)


def test_an_empty_one_has_what_slack_gives_an_app_at_first(tmp_path: Path) -> None:
    (tmp_path / "manifest.yml").write_text("", "utf-8")
    empty = AppManifest.read(tmp_path / "manifest.yml")

    assert (empty.scopes, empty.events, empty.commands, empty.shortcuts) == ([], [], [], [])
    assert (empty.home_tab, empty.messages_tab, empty.takes_messages, empty.interactive) == (False, False, True, False)


def test_without_one_nothing_is_limited() -> None:
    usual = AppManifest()

    assert (usual.commands, usual.shortcuts) == (None, None)
    assert all(usual.hears(event) for event in SCOPE_OF_EVENT)


def test_an_event_is_heard_where_it_is_subscribed_to_and_its_scope_is_held(whole: AppManifest) -> None:
    assert whole.hears("message.channels")
    assert whole.hears("app_home_opened"), "it asks for no scope"
    assert not whole.hears("message.groups"), "groups:history is not held"
    assert not whole.hears("app_mention"), "it is not subscribed to"


def test_a_manifest_that_is_not_there_is_not_made_up(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="manifest"):
        AppManifest.read(tmp_path / "manifest.yml")

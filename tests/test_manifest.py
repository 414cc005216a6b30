"""manifest.yml and its twin for HTTP: within Slack's limits, with every scope they need and none for nothing."""

import pytest
from ruamel.yaml import YAML

from bot.commands.doctor import declared_scopes
from bot.packaged import packaged
from bot.serving.http import PATH

# As each event's page says; app_home_opened needs none.
SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "channel_id_changed": "groups:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "user_change": "users:read",
}


@pytest.fixture
def manifest():
    return YAML(typ="safe").load(packaged("manifest.yml"))


def test_it_is_of_the_second_version(manifest):
    assert manifest["_metadata"]["major_version"] == 2


def test_the_texts_have_a_length_slack_takes(manifest):
    shown = manifest["display_information"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    for shortcut in manifest["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_every_event_has_its_scope(manifest):
    events = set(manifest["settings"]["event_subscriptions"]["bot_events"])

    assert events == {*SCOPE_OF_EVENT, "app_home_opened"}
    assert set(SCOPE_OF_EVENT.values()) <= declared_scopes(packaged("manifest.yml"))


def test_the_scopes_are_the_least(manifest):
    assert declared_scopes(packaged("manifest.yml")) == {
        "commands",
        "chat:write",
        "channels:history",
        "groups:history",
        "channels:read",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
        "files:write",
        "app_mentions:read",
    }
    assert "user" not in manifest["oauth_config"]["scopes"]


def test_both_tabs_are_on_and_nobody_is_invited_to_type(manifest):
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": True,
    }


def test_it_connects_by_socket_and_to_one_workspace(manifest):
    settings = manifest["settings"]

    assert settings["socket_mode_enabled"]
    assert settings["interactivity"]["is_enabled"]
    assert not settings["token_rotation_enabled"]
    assert not settings["org_deploy_enabled"]


def test_the_command_and_the_shortcut_are_there(manifest):
    features = manifest["features"]

    assert [command["command"] for command in features["slash_commands"]] == ["/scope"]
    assert [shortcut["callback_id"] for shortcut in features["shortcuts"]] == ["record_answer"]


def test_the_manifest_for_http_is_the_same_but_for_where_slack_delivers(manifest):
    url = f"https://scopebot.example.com{PATH}"
    manifest["features"]["slash_commands"][0]["url"] = url
    manifest["settings"]["event_subscriptions"]["request_url"] = url
    manifest["settings"]["interactivity"]["request_url"] = url
    manifest["settings"]["socket_mode_enabled"] = False

    assert YAML(typ="safe").load(packaged("manifest-http.yml")) == manifest


def test_the_two_manifests_say_the_same_of_each_scope():
    """Comments are what an administrator reads."""
    whole, over_http = (
        packaged(name).read_text("utf-8").splitlines()[2:] for name in ("manifest.yml", "manifest-http.yml")
    )

    assert [line for line in whole if line not in over_http] == ["  socket_mode_enabled: true"]

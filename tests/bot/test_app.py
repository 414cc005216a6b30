"""manifest.yml against the built app: the same commands, shortcuts and events, and the scopes of the calls it makes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.app import LISTENERS
from practice.client import Slack
from practice.slack.server import Practice
from tests.conftest import MANIFEST, Clock, Running, running_bot
from tests.team import Team

# As the page of each method says. In a conversation's name stands its kind: a channel, a private one, a direct one.
NOTHING = {"auth.test", "apps.connections.open", "views.open", "views.push", "views.update", "views.publish"}
NOT_OF_THE_WEB_API = {"upload", "response_url"}
WRITING = {"chat.postMessage": "chat:write", "chat.update": "chat:write", "chat.postEphemeral": "chat:write"}
READING = {
    "conversations.info": "read",
    "conversations.members": "read",
    "conversations.history": "history",
    "conversations.replies": "history",
}
OTHERS = {
    "conversations.open": "im:write",
    "users.info": "users:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}
KINDS = {"C00000CHURN": "channels", "C0000SECRET": "groups"}
SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "user_change": "users:read",
}


class Registered:
    """Takes down what the listeners register, in place of Bolt's app."""

    def __init__(self) -> None:
        self.names: dict[str, set[Any]] = {}

    def __getattr__(self, kind: str) -> Callable[[Any], Callable[[Any], Any]]:
        def register(name: Any) -> Callable[[Any], Any]:
            self.names.setdefault(kind, set()).add(name)
            return lambda listener: listener

        return register


@pytest.fixture
def manifest() -> Any:
    return YAML(typ="safe").load(MANIFEST)


@pytest.fixture
def registered(bot: Running) -> dict[str, set[Any]]:
    taken_down = Registered()
    app: Any = taken_down
    for listener in LISTENERS:
        listener.register(app, bot.application.context)
    return taken_down.names


async def test_each_command_has_a_listener_and_each_listener_a_command(
    manifest: Any, registered: dict[str, set[Any]]
) -> None:
    assert registered["command"] == {each["command"] for each in manifest["features"]["slash_commands"]}


async def test_each_shortcut_has_a_listener_and_each_listener_a_shortcut(
    manifest: Any, registered: dict[str, set[Any]]
) -> None:
    shortcuts = manifest["features"]["shortcuts"]

    assert registered["message_shortcut"] == {each["callback_id"] for each in shortcuts if each["type"] == "message"}
    assert {each["type"] for each in shortcuts} == {"message"}


async def test_each_event_has_a_listener_and_each_listener_an_event(
    manifest: Any, registered: dict[str, set[Any]]
) -> None:
    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]

    assert registered["event"] == {event.partition(".")[0] for event in subscribed}


async def test_the_scopes_are_those_of_what_the_bot_does_and_no_other(
    manifest: Any, practice: Practice, slack: Slack, tmp_path: Path, clock: Clock
) -> None:
    """A scoping in a channel and one in a private channel, reminders, a restart, a report: every method there is."""
    await _plays(practice, slack, tmp_path, clock)
    calls = [call for call in (await slack.ledger())["calls"] if call["method"] not in NOT_OF_THE_WEB_API]
    scopes = {scope for call in calls if (scope := _scope(call))}
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    scopes |= {SCOPE_OF_EVENT[event] for event in events if event in SCOPE_OF_EVENT}

    assert {call["method"] for call in calls} == NOTHING | set(WRITING) | set(READING) | set(OTHERS)
    assert scopes | {"commands"} == set(manifest["oauth_config"]["scopes"]["bot"])


def _scope(call: dict[str, Any]) -> str:
    method, channel = call["method"], str(call["channel"] or "")
    if method in READING:
        return f"{KINDS.get(channel, 'im')}:{READING[method]}"
    return (WRITING | OTHERS).get(method, "")


async def _plays(practice: Practice, slack: Slack, folder: Path, clock: Clock) -> None:
    await slack.invites_bot("#secret-plans")
    async with running_bot(practice, folder, clock) as bot:
        team = Team(slack, bot.settled)
        await team.start()
        await team.answers(team.ana)
        await team.tom.presses("Open questions", on=await team.card())
        await team.mia.says("@scopebot status", thread=(await team.card()).ts)
        await team.ana.opens_home()
        await _joins_and_reads(team)
        await slack.mood(fail={"method": "conversations.open", "how": "http_500", "times": 1})
        clock.skip(days=2)
        await bot.application.reminders.tick()
        await bot.application.reminders.tick()
        team.channel = "#secret-plans"
        await slack.mood(fail={"method": "chat.postMessage", "how": "reset_after_accept", "times": 1})
        await team.start(team=["Ivo"])
        await _cancels(team)


async def _joins_and_reads(team: Team) -> None:
    """Eva joins the team; Ana shares the report from its window, which is then updated."""
    await team.eva.joins(team.channel)
    await team.eva.presses("Answer", on=await team.open_message())
    await team.eva.submits()
    await team.ana.presses("Report so far", on=await team.card())
    await team.ana.presses("Share")
    await team.settle()
    await _shares_too_late(team)


async def _shares_too_late(team: Team) -> None:
    """The scoping was parked while Ana had the report open: she is told on top of it."""
    await team.ana.presses("Report so far", on=await team.card())
    await team.ivo.command("/scope", "park")
    await team.ana.presses("Share")
    await team.settle()
    modal = await team.ana.modal()
    assert modal is not None
    assert "This scoping is parked" in modal.plain()
    await team.ivo.command("/scope", "resume")
    await team.settle()


async def _cancels(team: Team) -> None:
    await team.ana.presses("Cancel", on=await team.card())
    await team.ana.fill({"reason": "No budget."})
    await team.ana.submits()
    await team.settle()

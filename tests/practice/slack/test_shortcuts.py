"""Shortcuts and commands stand where the manifest has them, and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from practice.client import Person, PracticeError, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import Api
from tests.practice.slack.shapes import actions, message

MANIFEST = """
features:
  slash_commands: [{command: /scope, description: Scope a project}]
  shortcuts:
    - {name: Note it, type: message, callback_id: note, description: Takes a note}
    - {name: Begin, type: global, callback_id: begin, description: Begins one}
oauth_config: {scopes: {bot: ["chat:write"]}}
settings: {interactivity: {is_enabled: true}}
"""


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST, "utf-8")
    async with Practice.started(manifest) as practice:
        yield practice


async def test_a_message_shortcut_stands_on_messages(ana: Person) -> None:
    said = await ana.says("words")

    assert (await ana.shortcut("note", said)).error == "no_connection"  # offered and sent; there is no app to take it
    with pytest.raises(PracticeError, match="note is a message shortcut"):
        await ana.shortcut("note")


async def test_a_global_shortcut_stands_on_none(ana: Person) -> None:
    said = await ana.says("words")

    assert (await ana.shortcut("begin")).error == "no_connection"
    with pytest.raises(PracticeError, match="begin is a global shortcut"):
        await ana.shortcut("begin", said)


async def test_what_only_one_person_sees_has_no_shortcuts(ana: Person, api: Api) -> None:
    await api("chat.postEphemeral", user="U0000000ANA", **message(actions()))
    (whisper,) = await ana.ephemerals()

    with pytest.raises(PracticeError, match="has no shortcuts"):
        await ana.shortcut("note", whisper)


@pytest.mark.parametrize("name", ["/other", "scope", "/Scope"])
async def test_a_command_the_manifest_has_not_is_not_typed(name: str, ana: Person) -> None:
    with pytest.raises(PracticeError, match="not a command of this app"):
        await ana.command(name)


async def test_a_shortcut_the_manifest_has_not_is_not_offered(ana: Person) -> None:
    with pytest.raises(PracticeError, match="other is not a shortcut of this app"):
        await ana.shortcut("other", await ana.says("words"))


async def test_a_click_that_needs_no_answer_in_a_message_is_still_sent(ana: Person, api: Api, slack: Slack) -> None:
    await api("chat.postMessage", **message(actions()))
    (posted,) = await slack.messages("#churn")
    ack = await ana.presses("Answer", on=posted)
    deliveries = (await slack.ledger())["deliveries"]

    assert (ack.acked, ack.error) == (False, "no_connection")
    assert [(each["kind"], each["what"]) for each in deliveries] == [("interactive", "answer")]

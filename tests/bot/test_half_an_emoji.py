"""JSON can spell one half of an emoji. Typed or pasted anywhere it is left out, and the rest is kept."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.serving.dispatching import dispatched
from bot.slack.handles import Handle
from dialogs.scoping.scoping import Scoping
from practice.slack.server import Practice
from practice.slack.wire import payloads
from practice.slack.workspace import TEAM, Posted
from tests.bot.listeners.forging import ANA, IVO, MIA, Wire, asking, copy_of, wired
from tests.conftest import Running

HALF = r"\ud83d"
WHOLE = r"\ud83d\ude00"


@pytest.fixture
async def wire(practice: Practice, bot: Running) -> AsyncIterator[Wire]:
    async with wired(practice, bot) as wire:
        yield wire


async def delivers(wire: Wire, payload: dict[str, Any]) -> dict[str, Any]:
    """HALF and WHOLE arrive as JSON spells them; what was acknowledged with."""
    text = json.dumps(payload).replace(r"\\ud83d", HALF).replace(r"\\ude00", r"\ude00")
    answer = await dispatched(wire.bot.application.bolt, json.loads(text))
    await wire.bot.settled()
    assert answer.status == 200
    return dict(json.loads(answer.body)) if answer.body else {}


def window(wire: Wire, callback: str, metadata: str, typed: dict[str, Any]) -> dict[str, Any]:
    plain = {"type": "plain_text", "text": "x"}
    element = {"type": "plain_text_input", "action_id": "entry"}
    inputs = [{"type": "input", "block_id": block, "label": plain, "element": element} for block in typed]
    shape = {"type": "modal", "callback_id": callback, "private_metadata": metadata, "blocks": inputs}
    who = wire.practice.workspace.member(ANA)
    view = wire.site.screens.open(ANA, shape | {"title": plain, "submit": plain})
    payload = payloads.submission(wire.site, who, view)
    payload["view"]["state"]["values"] = {
        block: {"entry": {"type": "plain_text_input", "value": value}} for block, value in typed.items()
    }
    return payload


async def test_in_an_answer(wire: Wire) -> None:
    scoping, _ = await wire.keeps(copy_of(asking))
    words = f"Customers leave {HALF}: 12% of 40,000 a year, EUR 1.2M, finance counted it {WHOLE}."
    said = await delivers(wire, window(wire, "answering.answer", str(Handle(scoping.id, "exam.1")), problem(words)))

    assert said.get("response_action") != "errors"
    assert kept(await wire.bot.store.get(scoping.id)) == (
        "Customers leave : 12% of 40,000 a year, EUR 1.2M, finance counted it \U0001f600."
    )


async def test_in_a_title(wire: Wire) -> None:
    entries = {"title": f"Churn {HALF}", "idea": f"Who leaves? {HALF}", "director": IVO}
    payload = window(wire, "starting.start", "C00000CHURN", entries)
    payload["view"]["state"]["values"]["director"] = {"entry": {"type": "users_select", "selected_user": IVO}}
    payload["view"]["private_metadata"] = wire.practice.workspace.channel("churn").id
    await delivers(wire, payload)

    (summary,) = await wire.bot.store.find()
    assert summary.title == "Churn"


async def test_in_a_command(wire: Wire) -> None:
    scoping, card = await wire.keeps(copy_of(asking))
    where, who = wire.practice.workspace.channels[card.channel], wire.practice.workspace.member(ANA)
    said = await delivers(wire, payloads.command(wire.site, who, "/scope", f"{HALF}status", where))

    assert scoping.title in said["text"]


async def test_in_a_reply(wire: Wire) -> None:
    scoping, card = await wire.keeps(copy_of(asking))
    await delivers(wire, replied(card, f"12% {HALF} a year"))

    assert wire.bot.application.context.replies.text(card.channel, "1767.5") == "12%  a year"
    assert (await wire.bot.store.get(scoping.id)).items["exam.1"].reply is not None


def problem(words: str) -> dict[str, Any]:
    return {"exam.1.problem": words}


def kept(scoping: Scoping) -> object:
    answer = scoping.entries["exam.1"].answer
    return answer.values["problem"] if answer else None


def replied(card: Posted, text: str) -> dict[str, Any]:
    event = {"type": "message", "user": ANA, "text": text, "ts": "1767.5", "channel": card.channel}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": "Ev1",
        "event": event | {"thread_ts": card.ts, "channel_type": "channel", "team": TEAM, "parent_user_id": MIA},
    }

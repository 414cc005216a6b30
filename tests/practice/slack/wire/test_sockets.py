"""Socket Mode: envelopes are acknowledged in time or redelivered, and what cannot wait is told as unanswered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest
from slack_bolt.async_app import AsyncApp

from practice.client import Person, Slack
from practice.slack.server import Practice
from tests.practice.slack.conftest import Api, Start
from tests.practice.slack.shapes import Json, modal


class Wire:
    """A Socket Mode connection spoken by hand."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def hears(self) -> Json:
        return dict(orjson.loads(await self.socket.receive_str(timeout=20)))

    async def acks(self, envelope: Json, **payload: Any) -> None:
        more = {"payload": payload} if payload else {}
        await self.socket.send_str(orjson.dumps({"envelope_id": envelope["envelope_id"], **more}).decode())


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def dial(practice: Practice, session: aiohttp.ClientSession) -> AsyncIterator[Any]:
    wires: list[Wire] = []

    async def connect() -> Wire:
        async with session.post(
            f"{practice.api_url}apps.connections.open", headers={"Authorization": "Bearer xapp-1"}
        ) as answer:
            url = (await answer.json())["url"]
        wires.append(Wire(await session.ws_connect(url)))
        return wires[-1]

    yield connect
    for wire in wires:
        await wire.socket.close()


async def test_hello_counts_the_connections(dial: Any) -> None:
    first = await (await dial()).hears()
    second = await (await dial()).hears()

    assert (first["type"], first["num_connections"], second["num_connections"]) == ("hello", 1, 2)
    assert first["debug_info"]["approximate_connection_time"] > 0


async def test_an_eleventh_connection_is_sent_away(dial: Any) -> None:
    for _ in range(10):
        await (await dial()).hears()

    eleventh = await (await dial()).hears()

    assert (eleventh["type"], eleventh["reason"]) == ("disconnect", "too_many_websockets")


async def test_a_ticket_opens_one_connection(practice: Practice, session: aiohttp.ClientSession) -> None:
    url = f"{practice.url}/link/?ticket={practice.site.sockets.ticket()}"
    async with session.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_envelopes_go_to_the_connections_in_turn(dial: Any, slack: Slack, ana: Person) -> None:
    wires = [await dial(), await dial()]
    for wire in wires:
        await wire.hears()
    await ana.says("one")
    await ana.says("two")

    texts = {(await wire.hears())["payload"]["event"]["text"] for wire in wires}

    assert texts == {"one", "two"}


async def test_an_event_is_redelivered_until_it_is_acknowledged(
    impatient: None, dial: Any, slack: Slack, ana: Person
) -> None:
    wire = await dial()
    await wire.hears()
    await ana.says("hello")
    first = await wire.hears()
    second = await wire.hears()
    await wire.acks(second)
    await slack.settle(quiet=0.05)

    deliveries = (await slack.ledger())["deliveries"]

    assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
    assert second["retry_reason"] == "timeout"
    assert first["payload"] == second["payload"]
    assert [each["acked"] for each in deliveries] == [False, True]


async def test_an_event_is_given_up_after_three_retries(impatient: None, dial: Any, slack: Slack, ana: Person) -> None:
    wire = await dial()
    await wire.hears()
    await ana.says("hello")

    attempts = [(await wire.hears())["retry_attempt"] for _ in range(4)]
    await slack.settle(quiet=0.05)

    assert attempts == [0, 1, 2, 3]
    assert len((await slack.ledger())["deliveries"]) == 4


async def test_an_event_waits_for_somebody_to_connect(dial: Any, slack: Slack, ana: Person) -> None:
    await ana.says("is anybody there?")
    await slack.settle(quiet=0.05)
    wire = await dial()
    await wire.hears()

    late = await wire.hears()

    assert late["payload"]["event"]["text"] == "is anybody there?"
    assert late["retry_attempt"] == 1


async def test_an_event_under_way_when_the_connection_is_cut_comes_again(dial: Any, slack: Slack, ana: Person) -> None:
    wire = await dial()
    await wire.hears()
    await ana.says("hello")
    first = await wire.hears()
    await slack.disconnects(cut=True)
    again = await dial()
    await again.hears()

    second = await again.hears()

    assert first["payload"]["event_id"] == second["payload"]["event_id"]


async def test_a_late_acknowledgement_is_a_violation(impatient: None, dial: Any, slack: Slack, ana: Person) -> None:
    wire = await dial()
    await wire.hears()
    ack = await ana.command("/scope")
    envelope = await wire.hears()
    await wire.acks(envelope)
    await slack.settle(quiet=0.05)

    assert (ack.acked, ack.error) == (False, "timeout")
    assert [each["kind"] for each in await slack.violations()] == ["late_ack"]


async def test_a_command_is_never_redelivered(dial: Any, slack: Slack, ana: Person) -> None:
    ack = await ana.command("/scope")
    wire = await dial()
    await wire.hears()
    await slack.settle(quiet=0.1)

    assert (ack.acked, ack.error) == (False, "no_connection")
    assert len((await slack.ledger())["deliveries"]) == 1


async def test_an_acknowledgement_carries_an_answer(dial: Any, ana: Person) -> None:
    wire = await dial()
    await wire.hears()
    asked = asyncio.create_task(ana.command("/scope"))
    envelope = await wire.hears()
    await wire.acks(envelope, text="hello")

    assert envelope["accepts_response_payload"]
    assert (await asked).response == {"text": "hello"}


async def test_words_that_are_no_acknowledgement_are_a_violation(dial: Any, slack: Slack) -> None:
    wire = await dial()
    await wire.hears()
    await wire.socket.send_str("hello?")
    await slack.settle(quiet=0.05)

    assert [each["kind"] for each in await slack.violations()] == ["unreadable_ack"]


async def test_connections_are_told_to_go(dial: Any, slack: Slack) -> None:
    wire = await dial()
    await wire.hears()
    closing = asyncio.create_task(slack.disconnects("refresh_requested"))

    assert (await wire.hears())["reason"] == "refresh_requested"
    assert (await wire.socket.receive()).type == aiohttp.WSMsgType.CLOSE
    await closing


async def test_bolt_on_two_connections_answers_everything_once(
    app: AsyncApp, connects: Start, slack: Slack, ana: Person
) -> None:
    heard: list[str] = []

    @app.event("message")
    async def listen(event: Json) -> None:
        heard.append(event["text"])

    await connects(app, times=2)
    for index in range(6):
        await ana.says(str(index))
    await slack.settle(quiet=0.05)

    assert sorted(heard) == ["0", "1", "2", "3", "4", "5"]
    assert await slack.violations() == []


async def test_a_listener_that_fails_is_told_again(
    impatient: None, app: AsyncApp, connects: Start, slack: Slack, ana: Person
) -> None:
    tries: list[str] = []

    @app.event("message")
    async def listen(event: Json) -> None:
        tries.append(event["ts"])
        if len(tries) == 1:
            raise RuntimeError("the disk is full")

    await connects(app)
    await ana.says("hello")
    await slack.settle(quiet=0.05)

    assert len(tries) > 1
    assert len(set(tries)) == 1


async def test_a_day_on_which_everything_comes_twice(
    app: AsyncApp, connects: Start, slack: Slack, ana: Person, api: Api
) -> None:
    triggers: list[str] = []
    events: list[str] = []

    @app.command("/scope")
    async def scope(ack: Any, body: Json) -> None:
        triggers.append(body["trigger_id"])
        await api.refusal("views.open", trigger_id=body["trigger_id"], view=modal())
        await ack()

    @app.event("message")
    async def listen(event: Json, body: Json) -> None:
        events.append(body["event_id"])

    await connects(app)
    await slack.mood(twice=True)
    await ana.command("/scope")
    await ana.says("hello")
    await slack.settle(quiet=0.05)

    assert (len(triggers), len(set(triggers))) == (2, 1)
    assert (len(events), len(set(events))) == (2, 1)
    assert await slack.violations() == []

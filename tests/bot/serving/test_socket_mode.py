"""Socket Mode: what is in flight is acknowledged, silence is noticed, a refused token is a sentence."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.serving import SlackAway, TokenRefused, socket_mode
from bot.serving.socket_mode import SocketService


@pytest.fixture
def service(app, wire, socket_health, metrics):
    return SocketService(app, "xapp-1", socket_health, metrics, ping_every=0.2, deaf_after=1.0)


@asynccontextmanager
async def started(service: SocketService) -> AsyncIterator[SocketService]:
    await service.start()
    try:
        yield service
    finally:
        await service.stop()


async def eventually(holds: Any) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - what is waited for happens at the other end of a socket
            await asyncio.sleep(0.01)


async def test_two_connections_are_open_once_started(service, wire):
    async with started(service):
        assert service.connections == 2
        assert len(wire.sockets) == 2


async def test_starting_says_who_the_bot_is(service):
    identity = await service.start()
    await service.stop()

    assert (identity.user_id, identity.bot_id, identity.team_id) == ("UBOT", "BBOT", "T1")


async def test_a_delivery_on_either_connection_reaches_the_app_and_is_acknowledged(service, wire, commands):
    async with started(service):
        await wire.delivers("E1", "one", over=0)
        await wire.delivers("E2", "two", over=1)
        await wire.acked(2)

    assert sorted(commands.texts) == ["one", "two"]
    assert wire.acks["E1"] == {"text": "done"}


async def test_twenty_in_flight_at_stop_are_all_acknowledged(service, wire, commands):
    commands.gate.clear()
    async with started(service):
        for number in range(20):
            await wire.delivers(f"E{number}", over=number % 2)
        await commands.begun(20)
        stopping = asyncio.create_task(service.stop())
        await asyncio.sleep(0.05)
        assert service.in_flight == 20
        commands.gate.set()
        await stopping

    assert len(wire.acks) == 20


async def test_pings_of_slack_are_answered_while_a_slow_handler_finishes(service, wire, commands):
    commands.gate.clear()
    async with started(service):
        await wire.delivers("E1")
        await commands.begun(1)
        stopping = asyncio.create_task(service.stop())
        await asyncio.sleep(0)
        await wire.sockets[0].ping(b"still there?")
        async with asyncio.timeout(30):
            await wire.ponged.wait()
        commands.gate.set()
        await stopping

    assert "E1" in wire.acks


async def test_what_arrives_while_stopping_is_left_for_slack_to_deliver_again(service, wire, commands):
    commands.gate.clear()
    async with started(service):
        await wire.delivers("E1")
        await commands.begun(1)
        stopping = asyncio.create_task(service.stop())
        await asyncio.sleep(0.05)
        await wire.delivers("E2", over=1)
        await asyncio.sleep(0.05)
        commands.gate.set()
        await stopping

    assert list(wire.acks) == ["E1"]


async def test_a_handler_that_never_ends_does_not_keep_the_process(service, wire, commands, caplog):
    commands.gate.clear()
    await service.start()
    await wire.delivers("E1")
    await commands.begun(1)

    async with asyncio.timeout(30):
        await service.stop(grace=0.1)

    assert "1 deliveries unanswered" in caplog.text


async def test_a_closed_connection_is_opened_again(service, wire):
    async with started(service):
        await wire.sockets[0].close()
        await eventually(lambda: wire.opened == 3 and service.connections == 2)


async def test_a_connection_that_turns_silent_is_replaced(service, wire):
    async with started(service):
        wire.answers_pings = False
        await eventually(lambda: wire.opened > 2)
        wire.answers_pings = True
        await eventually(lambda: service.connections == 2)


async def test_connections_come_back_once_slack_does(service, wire, socket_health, caplog):
    async with started(service):
        wire.refused["apps.connections.open"] = "internal_error"
        for socket in list(wire.sockets):
            await socket.close()
        await eventually(lambda: "did not answer" in caplog.text)
        assert socket_health.wrong() == "No connection to Slack is up; scopebot keeps trying."
        wire.refused.clear()
        await eventually(lambda: service.connections == 2)
        assert socket_health.wrong() is None


JSON = "application/json"
ODD = {
    "a list": (200, "[]", JSON),
    "a list with something in it": (200, '[{"ok": true}]', JSON),
    "nothing": (200, "", JSON),
    "null": (200, "null", JSON),
    "no address": (200, '{"ok": true}', JSON),
    "null for an address": (200, '{"ok": true, "url": null}', JSON),
    "a number for an address": (200, '{"ok": true, "url": 7}', JSON),
    "a page's address": (200, '{"ok": true, "url": "https://example.com"}', JSON),
    "an address nobody has": (200, '{"ok": true, "url": "ws://127.0.0.1:1/socket"}', JSON),
    "an address that is none": (200, '{"ok": true, "url": "ws://[::1"}', JSON),
    "no JSON": (200, '{"ok": tr', JSON),
    "words": (200, "ok", "text/plain"),
    "a page": (502, "<html></html>", "text/html"),
    "an odd error": (200, '{"ok": false, "error": ["x"]}', JSON),
    "deep nesting": (200, "[" * 100_000, JSON),
    "a limit": (429, "", JSON),
}


@pytest.mark.parametrize("name", ODD)
async def test_no_answer_ends_the_watch_over_the_connections(service, wire, monkeypatch, name, caplog):
    monkeypatch.setattr(socket_mode, "CONNECT_WITHIN", 0.5)
    async with started(service):
        wire.odd["apps.connections.open"] = ODD[name]
        wire.answers_pings = False
        await eventually(lambda: "could not be replaced" in caplog.text)
        wire.odd.clear()
        wire.answers_pings = True
        await eventually(lambda: service.connections == 2)


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize("name", ODD)
async def test_at_the_start_it_is_one_sentence(service, wire, monkeypatch, name, method):
    monkeypatch.setattr(socket_mode, "CONNECT_WITHIN", 0.5)
    wire.odd[method] = ODD[name]

    with pytest.raises(SlackAway, match=r"^Slack did not answer at [^\n]+\.$"):
        await service.start()

    assert service.connections == 0


async def test_where_no_connection_can_be_had_for_long_the_process_is_given_up(
    app, wire, socket_health, metrics, monkeypatch
):
    monkeypatch.setattr(socket_mode, "GIVES_UP_AFTER", 3)
    monkeypatch.setattr(socket_mode, "LONGEST_PAUSE", 0.05)
    gave_up = asyncio.Event()
    service = SocketService(
        app, "xapp-1", socket_health, metrics, ping_every=0.05, deaf_after=0.2, gives_up=gave_up.set
    )
    async with started(service):
        wire.odd["apps.connections.open"] = ODD["a list"]
        wire.answers_pings = False
        async with asyncio.timeout(30):
            await gave_up.wait()

        assert service.gave_up


async def test_a_refresh_asked_for_by_slack_leads_to_a_new_connection(service, wire):
    async with started(service):
        await wire.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await eventually(lambda: wire.opened == 3 and service.connections == 2)


ENVELOPES = (
    '{"type": "hello", "num_connections": "many"}',
    '{"type": ["events_api"], "envelope_id": {}, "payload": {"type": "event_callback"}}',
    '{"type": "events_api", "envelope_id": "E8", "retry_attempt": "x", "payload": {"type": NaN}}',
    '{"type": "interactive", "envelope_id": "E9", "payload": {"type": "block_actions", "response_urls": 7}}',
)


async def test_text_that_is_no_delivery_hurts_nobody(service, wire, commands):
    async with started(service):
        for text in ("", "{", "[1]", "null", '{"type": "events_api", "envelope_id": "E0"}', *ENVELOPES):
            await wire.sockets[0].send_str(text)
        await wire.delivers("E1", "after")
        await wire.acked(1)

    assert commands.texts == ["after"]


@pytest.mark.parametrize(
    ("method", "name"), [("auth.test", "SLACK_BOT_TOKEN"), ("apps.connections.open", "SLACK_APP_TOKEN")]
)
async def test_a_refused_token_is_one_sentence(service, wire, method, name):
    wire.refused[method] = "invalid_auth"

    with pytest.raises(TokenRefused, match=rf"^Slack refused {name} \(invalid_auth\); [^\n]+\.$"):
        await service.start()

    assert service.connections == 0


async def test_a_slack_in_trouble_is_not_taken_for_a_refusal(service, wire):
    wire.refused["auth.test"] = "internal_error"

    with pytest.raises(SlackAway, match="did not answer"):
        await service.start()


async def test_a_slack_that_is_not_there_is_one_sentence(service, wire):
    await wire.site.stop()

    with pytest.raises(SlackAway, match="check this machine's network"):
        await service.start()


async def test_another_deployment_with_the_same_token_is_warned_of(service, wire, caplog):
    wire.others = 1
    with caplog.at_level(logging.WARNING):
        async with started(service):
            pass

    assert "Slack counts 3 connections" in caplog.text


async def test_a_deployment_of_its_own_is_not_warned_of(service, caplog):
    async with started(service):
        pass

    assert "connections of this app" not in caplog.text


@pytest.mark.parametrize(("others", "are_warned_of"), [(8, False), (9, True)], ids=["as many", "one more"])
async def test_as_many_replicas_as_slack_has_connections_for_are_no_other_deployment(
    app, wire, socket_health, metrics, caplog, others, are_warned_of
):
    wire.others = others
    async with started(SocketService(app, "xapp-1", socket_health, metrics, replicas=5)):
        pass

    assert ("connections of this app" in caplog.text) is are_warned_of


async def test_what_was_acknowledged_is_counted(service, wire, metrics):
    async with started(service):
        await wire.delivers("E1")
        await wire.acked(1)
        await eventually(lambda: service.in_flight == 0)

    assert b'scopebot_deliveries_total{outcome="acknowledged"} 1.0' in metrics.page()
    assert b"scopebot_handler_seconds_count 1.0" in metrics.page()


async def test_what_nobody_can_make_anything_of_is_acknowledged_here_too(service, wire, commands):
    payloads = [{}, [], "text", None, {"type": "app_rate_limited"}, {"type": "block_actions"}, {"type": ["x"]}]
    async with started(service):
        for number, payload in enumerate(payloads):
            envelope = {"type": "interactive", "envelope_id": f"E{number}", "payload": payload}
            await wire.sockets[0].send_json(envelope)
        await wire.sockets[0].send_str("[" * 200_000)
        await wire.delivers("E99", "still there")
        await wire.acked(len(payloads))

    assert commands.texts == ["still there"]
    assert "E0" in wire.acks


async def test_half_an_emoji_is_left_out_here_too(service, wire, commands):
    async with started(service):
        await wire.delivers("E1", "half \ud83d of it")
        await wire.acked(1)

    assert commands.texts == ["half  of it"]

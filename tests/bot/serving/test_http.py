"""HTTP mode: nobody gets in, whatever they send; what Slack signs is answered, also when stopping."""

import asyncio
import hashlib
import hmac
import io
import json
import socket
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.serving import PortTaken
from bot.serving.health import Health
from bot.serving.http import HttpService

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_767_225_600
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
COMMAND = urlencode({"command": "/scope", "text": "new", "team_id": "T1", "user_id": "U1", "channel_id": "C1"})


def signed(body: bytes, at: int = NOW, secret: str = SECRET) -> dict[str, str]:
    mac = hmac.new(secret.encode(), b"v0:%d:" % at + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={mac}"}


class Caller:
    """Whoever sends requests to the bot."""

    def __init__(self, service: HttpService, session: aiohttp.ClientSession) -> None:
        self.service, self.session = service, session

    async def posts(self, body, headers=None, kind=FORM, path="/slack/events", method="POST"):
        url = f"http://127.0.0.1:{self.service.port}{path}"
        headers = {"Content-Type": kind, **(headers or {})}
        body = io.BytesIO(body) if isinstance(body, bytes) else body
        async with self.session.request(method, url, data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    async def signs(self, body, kind=FORM, **how):
        body = body if isinstance(body, bytes) else body.encode()
        return await self.posts(body, signed(body, **how), kind)


@pytest.fixture
def seconds():
    """The wall clock; a test may move it."""
    return [float(NOW)]


@pytest.fixture
async def service(app, metrics, seconds):
    health = Health("http", metrics)
    http = HttpService(app, SECRET, health, metrics, host="127.0.0.1", port=0, seconds=lambda: seconds[0])
    await http.start()
    yield http
    await http.stop(grace=0.1)


@pytest.fixture
async def caller(service):
    async with aiohttp.ClientSession() as session:
        yield Caller(service, session)


async def test_a_signed_command_reaches_its_listener_and_is_answered(caller, commands):
    status, text = await caller.signs(COMMAND)

    assert (status, text) == (200, "done")
    assert commands.texts == ["new"]


async def test_a_command_about_a_payload_arrives_whole(caller, commands):
    await caller.signs(COMMAND.replace("new", "new+payload+planning"))

    assert commands.texts == ["new payload planning"]


async def test_an_interaction_arrives_in_the_field_payload(caller, app):
    seen = []

    async def press(ack, body):
        seen.append(body["actions"][0]["value"])
        await ack()

    app.action("answer")(press)
    press_payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "actions": [{"type": "button", "action_id": "answer", "block_id": "b", "value": "exam.1"}],
    }

    status, _ = await caller.signs(urlencode({"payload": json.dumps(press_payload)}))

    assert (status, seen) == (200, ["exam.1"])


async def test_slacks_question_whether_the_address_is_ours_is_answered(caller):
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a", "token": "t"})

    status, text = await caller.signs(body, JSON)

    assert (status, json.loads(text)) == (200, {"challenge": "3eZbrw1a"})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": str(NOW)},
        {"X-Slack-Request-Timestamp": str(NOW), "X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": str(NOW), "X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Request-Timestamp": str(NOW), "X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Request-Timestamp": "٣" * 10, "X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=" + "0" * 64},
        signed(COMMAND.encode(), secret="another secret"),
        signed(COMMAND.encode() + b" "),
    ],
    ids=["none", "half", "empty", "wrong", "not-ascii", "no-number", "digits", "huge", "other-key", "changed"],
)
async def test_what_slack_did_not_sign_is_turned_away(caller, commands, headers):
    status, _ = await caller.posts(COMMAND.encode(), headers)

    assert status == 401
    assert commands.texts == []


@pytest.mark.parametrize("at", [NOW - 301, NOW + 301, 0])
async def test_a_signed_request_played_again_later_is_turned_away(caller, commands, at):
    status, _ = await caller.signs(COMMAND, at=at)

    assert status == 401
    assert commands.texts == []


@pytest.mark.parametrize("at", [NOW - 299, NOW + 299])
async def test_a_clock_that_differs_a_little_is_forgiven(caller, at):
    assert (await caller.signs(COMMAND, at=at))[0] == 200


async def test_an_unsigned_ssl_check_is_turned_away(caller):
    assert (await caller.posts("ssl_check=1&token=t"))[0] == 401
    assert (await caller.signs("ssl_check=1&token=t"))[0] == 200


@pytest.mark.parametrize("kind", [JSON, FORM, "text/plain", "multipart/form-data; boundary=x", "nonsense"])
async def test_nothing_unsigned_is_parsed(caller, kind):
    assert (await caller.posts(b"{" * 100_000, kind=kind))[0] == 401


async def test_a_body_that_says_it_is_too_large_is_refused_unread(caller):
    assert (await caller.signs(b"x" * (1024 * 1024 + 1)))[0] == 413


async def test_a_body_that_hides_its_size_is_refused_all_the_same(caller, service):
    async def pieces():
        for _ in range(40):
            yield b"x" * 65_536

    try:
        status, _ = await caller.posts(pieces())
    except aiohttp.ClientConnectionError:
        status = 413  # refused and hung up on while still sending

    assert status == 413
    assert service.in_flight == 0


async def test_a_body_of_exactly_one_mebibyte_is_read(caller):
    assert (await caller.signs(b"x=" + b"y" * (1024 * 1024 - 2)))[0] != 413


def _deep(levels: int) -> str:
    return '{"type":"event_callback","event":{"type":"x","y":' + "[" * levels + "]" * levels + "}}"


GARBLED = {
    "empty": ("", JSON),
    "broken": ('{"type": "event_', JSON),
    "list": ("[1, 2]", JSON),
    "number": ("7", JSON),
    "null": ("null", JSON),
    "text": ('"hello"', JSON),
    "not-utf-8": (b'{"type": "\xff\xfe"}', JSON),
    "nan": ('{"type": NaN}', JSON),
    "very-deep": (_deep(200_000), JSON),
    "form-without-fields": ("hello", FORM),
    "form-not-utf-8": (b"text=\xff", FORM),
    "payload-broken": ("payload=%7B", FORM),
    "payload-empty": ("payload=", FORM),
    "payload-list": ("payload=%5B%5D", FORM),
    "payload-deep": ("payload=" + _deep(200_000), FORM),
    "many-fields": ("&".join(f"a{n}=1" for n in range(1000)), FORM),
}


@pytest.mark.parametrize("name", GARBLED)
async def test_what_cannot_be_read_at_all_is_a_400(caller, commands, name):
    status, _ = await caller.signs(*GARBLED[name])

    assert status == 400
    assert commands.texts == []


UNREAD = {
    "deep": (_deep(100), JSON),
    "event-is-text": ('{"type": "event_callback", "event_id": "E", "event": "message"}', JSON),
    "event-is-list": ('{"type": "event_callback", "event_id": "E", "event": []}', JSON),
    "event-without-type": ('{"type": "event_callback", "event_id": "E", "event": {}}', JSON),
    "event-without-id": ('{"type": "event_callback", "event": {"type": "message"}}', JSON),
    "kind-unknown": ('{"type": "event"}', JSON),
    "kind-is-list": ('{"type": ["event_callback"]}', JSON),
    "kind-is-null": ('{"type": null}', JSON),
    "no-challenge": ('{"type": "url_verification"}', JSON),
    "many-events": ('{"token": "t", "type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1}', JSON),
    "no-click": ('payload={"type":"block_actions","user":{"id":"U1"},"actions":[]}', FORM),
    "no-user": ('payload={"type":"shortcut","callback_id":"x"}', FORM),
    "user-is-null": (
        'payload={"type":"view_closed","user":null,"view":{"id":"V","type":"modal","callback_id":"x"}}',
        FORM,
    ),
    "command-of-nobody": ("command=%2Fscope&text=new", FORM),
    "form-empty": ("", FORM),
    "actions-are-text": ('payload={"type":"block_actions","user":{"id":"U1"},"actions":"x"}', FORM),
    "actions-hold-null": ('payload={"type":"block_actions","user":{"id":"U1"},"actions":[null]}', FORM),
    "no-number": ('{"type": "event_callback", "event_id": "E", "event": {"type": "message", "ts": 1e999}}', JSON),
    "view-is-text": ('payload={"type":"view_submission","user":{"id":"U1"},"view":"V1"}', FORM),
}


@pytest.mark.parametrize("name", UNREAD)
async def test_what_nobody_can_make_anything_of_is_acknowledged_with_one_warning(caller, commands, caplog, name):
    status, text = await caller.signs(*UNREAD[name])

    assert (status, text) == (200, "")
    assert commands.texts == []
    assert [record.levelname for record in caplog.records] == ["WARNING"]


LENIENT = {
    "no team": {},
    "null": {"team": None, "enterprise": None, "container": None, "message": None, "view": None, "response_url": None},
    "of another type": {"team": 7, "channel": [], "message": "m", "view": [], "authorizations": "T1", "trigger_id": {}},
    "more than Bolt reads": {"response_urls": [{"response_url": "https://a"}, {"response_url": "https://b"}]},
    "of another type further in": {
        "response_urls": 7,
        "authorizations": [{"authorizations": ["T1"]}],
        "event": {"authorizations": 7, "team": 7},
        "view": {"id": "V1", "team_id": {}},
        "function_data": [],
    },
    "hollow": {"team": {}, "channel": {}, "view": {}, "authorizations": [None], "response_urls": [None, {}]},
    "an organisation's": {"team": None, "enterprise": {"id": "E1", "name": "O"}, "is_enterprise_install": True},
}


@pytest.mark.parametrize("with_block", [{}, {"block_id": "b"}], ids=["no block id", "block id"])
@pytest.mark.parametrize("name", LENIENT)
async def test_what_may_be_missing_may_be_null_or_anything(caller, app, name, with_block):
    seen = []

    async def press(ack, body):
        seen.append(body)
        await ack()

    app.action("answer")(press)
    action = {"type": "button", "action_id": "answer", "value": "exam.1", **with_block}
    payload = {"type": "block_actions", "user": {"id": "U1"}, "actions": [action], **LENIENT[name]}

    status, _ = await caller.signs(urlencode({"payload": json.dumps(payload)}))

    assert (status, len(seen)) == (200, 1)
    assert None not in seen[0].values()


async def test_half_an_emoji_is_left_out_and_a_whole_one_kept(caller, app):
    seen = []

    async def said(ack, view):
        seen.append(view["state"]["values"]["b"]["a"]["value"])
        await ack()

    app.view("answer")(said)
    body = (
        '{"type":"view_submission","user":{"id":"U1"},"view":{"id":"V","type":"modal","callback_id":"answer",'
        r'"state":{"values":{"b":{"a":{"value":"half \ud83d, whole \ud83d\ude00"}}}}}}'
    )
    status, _ = await caller.signs(urlencode({"payload": body}))

    assert (status, seen) == (200, ["half , whole \U0001f600"])


async def test_signatures_that_do_not_fit_are_one_warning_that_names_the_setting(caller, caplog, seconds):
    for _ in range(50):
        assert (await caller.posts(COMMAND.encode(), signed(COMMAND.encode(), int(seconds[0]), "the one before")))[
            0
        ] == 401

    (said,) = [record.getMessage() for record in caplog.records]
    assert "SLACK_SIGNING_SECRET" in said

    seconds[0] += 3601
    await caller.posts(COMMAND.encode(), signed(COMMAND.encode(), int(seconds[0]), "the one before"))
    assert len(caplog.records) == 2


@pytest.mark.parametrize("headers", [{}, {"X-Slack-Signature": "v0=x"}, {"X-Slack-Request-Timestamp": str(NOW)}])
async def test_requests_that_are_not_like_slacks_are_not_told_of(caller, caplog, headers):
    for _ in range(5):
        assert (await caller.posts(COMMAND.encode(), headers))[0] == 401

    assert caplog.records == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
async def test_only_post_is_taken(caller, method):
    assert (await caller.posts(None, method=method))[0] == 405


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/events/", "/slack/install", "/favicon.ico"])
async def test_there_is_nothing_else(caller, path):
    assert (await caller.posts(COMMAND, signed(COMMAND.encode()), path=path))[0] == 404


async def test_an_unknown_command_is_not_an_error_of_ours(caller):
    assert (await caller.signs(COMMAND.replace("scope", "other")))[0] == 404


async def test_what_is_in_flight_at_stop_is_answered(caller, service, commands):
    commands.gate.clear()
    calls = [asyncio.create_task(caller.signs(COMMAND)) for _ in range(20)]
    await commands.begun(20)
    stopping = asyncio.create_task(service.stop(grace=5))
    await asyncio.sleep(0.05)
    commands.gate.set()
    answers = await asyncio.gather(*calls)
    await stopping

    assert [status for status, _ in answers] == [200] * 20


async def test_a_stopping_bot_takes_nothing_new(caller, service, commands):
    commands.gate.clear()
    first = asyncio.create_task(caller.signs(COMMAND))
    await commands.begun(1)
    stopping = asyncio.create_task(service.stop(grace=5))
    await asyncio.sleep(0.05)
    with pytest.raises(aiohttp.ClientConnectionError):
        await caller.signs(COMMAND)
    commands.gate.set()
    await asyncio.gather(first, stopping)

    assert len(commands.texts) == 1


async def test_a_taken_port_is_one_sentence(app, metrics, service):
    second = HttpService(app, SECRET, Health("http", metrics), metrics, host="127.0.0.1", port=service.port)

    with pytest.raises(PortTaken, match=rf"^Port {service.port} on 127\.0\.0\.1 is taken [^\n]+\.$"):
        await second.start()


async def test_a_host_that_is_not_ours_is_one_sentence(app, metrics):
    lost = HttpService(app, SECRET, Health("http", metrics), metrics, host="192.0.2.1", port=0)

    with pytest.raises(PortTaken, match="correct SCOPEBOT_HOST"):
        await lost.start()


async def test_an_address_that_no_error_number_stands_for_is_one_sentence(app, metrics, monkeypatch):
    async def fails(*_, **__):  # as asyncio words it from Python 3.13 on, where no address of a host can be had
        raise OSError("could not bind on any address out of [('192.0.2.1', 0)]")

    monkeypatch.setattr(asyncio.get_running_loop(), "create_server", fails)
    lost = HttpService(app, SECRET, Health("http", metrics), metrics, host="192.0.2.1", port=0)

    with pytest.raises(PortTaken, match=r"^192\.0\.2\.1 is not an address of this machine; correct SCOPEBOT_HOST\.$"):
        await lost.start()


async def test_a_body_that_never_comes_is_given_up(service, monkeypatch):
    monkeypatch.setattr("bot.serving.http.READ_WITHIN", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port, family=socket.AF_INET)
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()

    assert b" 408 " in answer


async def test_a_slow_answer_is_not_cut_off(caller, commands, monkeypatch):
    monkeypatch.setattr("bot.serving.doorkeeper.HEAD_WITHIN", 0.05)
    commands.gate.clear()
    asked = asyncio.create_task(caller.signs(COMMAND))
    await commands.begun(1)
    await asyncio.sleep(0.2)
    commands.gate.set()

    assert (await asked)[0] == 200


async def test_nobody_is_sent_away_in_the_middle_of_an_answer(caller, service, commands, monkeypatch):
    monkeypatch.setattr("bot.serving.doorkeeper.MOST_CONNECTIONS", 1)
    commands.gate.clear()
    asked = asyncio.create_task(caller.signs(COMMAND))
    await commands.begun(1)
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port, family=socket.AF_INET)
    try:
        said = await reader.read()
    except ConnectionError:
        said = b""
    commands.gate.set()
    writer.close()

    assert said == b""
    assert (await asked)[0] == 200

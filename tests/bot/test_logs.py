"""The log: one line a record, no secret in any of them, none of people's words from the libraries."""

import io
import json
import logging
import re

import aiohttp
import pytest

from bot.logs import set_up

LIBRARIES = ("slack_sdk", "slack_bolt", "slack_bolt.Late", "slack_bolt.Request", "slack_sdk.socket_mode.aiohttp")


@pytest.fixture
def root():
    root = logging.getLogger()
    kept = {name: logging.getLogger(name).level for name in ("", *LIBRARIES)}
    handlers = list(root.handlers)
    yield root
    root.handlers[:] = handlers
    for name, level in kept.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(params=["text", "json"])
def log(root, request):
    """Whatever stands here holds for either form."""
    stream = io.StringIO()
    set_up("DEBUG", stream, secrets=["8f742231b10e8888", "short"], form=request.param)
    return stream


@pytest.fixture
def lines(root):
    """The records as JSON."""
    stream = io.StringIO()
    set_up("INFO", stream, secrets=["8f742231b10e8888"], form="json")
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


SECRETS = {
    "bot token": "xoxb-123-456-abcDEF",
    "user token": "xoxp-123-456-abcDEF",
    "refresh token": "xoxe.xoxb-1-MSwy-abcDEF",
    "rotated token": "xoxe-1-abcDEF",
    "app token": "xapp-1-A012-345-abcDEF",
    "response url": "https://hooks.slack.com/actions/T1/123/abcDEF",
    "webhook": "hooks.slack.com/services/T1/B1/abcDEF",
    "socket": "wss://wss-primary.slack.com/link/?ticket=abcDEF&app_id=1",
    "signing secret": "8f742231b10e8888",
}


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_is_hidden_wherever_it_stands(log, kind):
    secret = SECRETS[kind]
    logging.getLogger("bot").info("In the text %s, in (%r) and {'token': '%s'}", secret, [secret], secret)
    try:
        raise RuntimeError(f"no luck with {secret}")
    except RuntimeError:
        logging.getLogger("slack_sdk.web").exception("It failed")

    assert "no luck with" in log.getvalue()
    assert "abcDEF" not in log.getvalue()
    assert secret not in log.getvalue()


def test_what_is_no_secret_stays(log):
    logging.getLogger("bot").info("See https://docs.slack.dev/hooks and the short word xox, ws://127.0.0.1:1/link")

    assert "See https://docs.slack.dev/hooks and the short word xox, ws://127.0.0.1:1/link" in log.getvalue()


def test_a_traceback_is_one_line(log):
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("bot").exception("It\nfailed")

    assert log.getvalue().count("\n") == 1
    assert re.search(r"It( ⏎ |\\n)failed.*Traceback", log.getvalue())


def test_the_libraries_say_nothing_below_info(log):
    late = logging.getLogger("slack_bolt.Late")
    late.setLevel(logging.DEBUG)  # as Bolt itself does, copying the root's level
    late.debug("what a person wrote")
    logging.getLogger("slack_sdk.socket_mode.aiohttp").debug("what a person wrote")
    logging.getLogger("slack_sdk.socket_mode.aiohttp").info("A new session has been established")
    logging.getLogger("bot").debug("ours")

    assert "what a person wrote" not in log.getvalue()
    assert "A new session" in log.getvalue()
    assert "ours" in log.getvalue()


def test_the_body_of_an_unsigned_request_is_not_logged(log):
    logging.getLogger("slack_bolt.Request").info("Invalid request signature detected (body: what a person wrote)")

    assert log.getvalue() == ""


def test_the_networks_everyday_trouble_has_no_traceback(log):
    try:
        raise aiohttp.ClientConnectionError("reset")
    except aiohttp.ClientConnectionError:
        logging.getLogger("slack_sdk.socket_mode.aiohttp").exception("Failed to connect (error: reset)")

    assert "Failed to connect" in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_a_quieter_level_is_kept_to(root):
    stream = io.StringIO()
    set_up("WARNING", stream)
    logging.getLogger("slack_sdk").info("chatter")
    logging.getLogger("bot").info("chatter")
    logging.getLogger("bot").warning("careful")

    assert "chatter" not in stream.getvalue()
    assert "careful" in stream.getvalue()


def test_a_line_of_json_has_the_moment_the_level_and_what_was_said(lines):
    logging.getLogger("bot").warning("“Two”\nlines of %s", 2)
    (line,) = lines()

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
    assert line == {"level": "WARNING", "logger": "bot", "message": "“Two”\nlines of 2"}


@pytest.mark.parametrize("kind", SECRETS)
def test_what_is_hidden_leaves_json(lines, kind):
    """Also beside marks that JSON spells in another way, and in what a record has with it."""
    secret = SECRETS[kind]
    logging.getLogger("bot").info('{"a": "%s\\"}\n', secret, extra={"beside": {secret: [secret, (secret,)]}})
    try:
        raise RuntimeError(f'"{secret}"')
    except RuntimeError:
        logging.getLogger("bot").exception("It failed")
    said = lines()

    assert len(said) == 2
    assert "RuntimeError" in said[1]["exception"]
    assert secret not in json.dumps(said)
    assert "abcDEF" not in json.dumps(said)

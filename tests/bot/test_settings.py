"""The settings: every mistake in the environment is one sentence, and no secret is in any of them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import SettingsError, clock_from, described, load

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-bot", "SLACK_APP_TOKEN": "xapp-1-app"}
SECRET = {"SLACK_SIGNING_SECRET": "8f742231b10e"}


def mistakes(env, http=False):
    with pytest.raises(SettingsError) as caught:
        load(env, http=http)
    return caught.value.mistakes


def test_two_tokens_are_enough_for_socket_mode():
    settings = load(TOKENS)

    assert settings.bot_token.get_secret_value() == "xoxb-1-bot"
    assert settings.app_token.get_secret_value() == "xapp-1-app"
    assert (settings.host, settings.port, settings.tick) == ("127.0.0.1", 3000, 30)
    assert settings.api_url == "https://slack.com/api/"
    assert settings.data == Path("data")


def test_http_mode_needs_no_app_token_and_listens_everywhere():
    assert load({"SLACK_BOT_TOKEN": "xoxb-1", **SECRET}, http=True).host == "0.0.0.0"
    assert load({**TOKENS, **SECRET, "SCOPEBOT_HOST": "10.0.0.1"}, http=True).host == "10.0.0.1"


@pytest.mark.parametrize(
    ("name", "value", "attribute", "read"),
    [
        ("SLACK_API_URL", "http://127.0.0.1:9/api", "api_url", "http://127.0.0.1:9/api/"),
        ("SLACK_API_URL", "http://127.0.0.1:9/api/", "api_url", "http://127.0.0.1:9/api/"),
        ("SCOPEBOT_DATA", "/srv/scopebot", "data", Path("/srv/scopebot")),
        ("SCOPEBOT_CATALOG", "/srv/questions", "catalog", Path("/srv/questions")),
        ("SCOPEBOT_TICK", "0.5", "tick", 0.5),
        ("SCOPEBOT_PORT", "0", "port", 0),
        ("SCOPEBOT_HOST", " ::1 ", "host", "::1"),
        ("SCOPEBOT_LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("SCOPEBOT_LARGE", "50", "large", 50),
        ("SCOPEBOT_CARD_DELAY", "0", "card_delay", 0),
        ("SCOPEBOT_NOW", "2026-03-05T09:00:00Z", "now", datetime(2026, 3, 5, 9, tzinfo=UTC)),
    ],
)
def test_a_setting_is_read_from_its_name(name, value, attribute, read):
    assert getattr(load({**TOKENS, name: value}), attribute) == read


@pytest.mark.parametrize(
    ("env", "http", "sentence"),
    [
        ({"SLACK_APP_TOKEN": "xapp-1"}, False, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": "xapp-1"}, False, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "  "}, False, "SLACK_APP_TOKEN is missing"),
        ({**TOKENS, "SLACK_BOT_TOKEN": "xoxp-1"}, False, "must begin with xoxb-"),
        ({**TOKENS, "SLACK_BOT_TOKEN": '"xoxb-1"'}, False, "without quotation marks"),
        ({**TOKENS, "SLACK_BOT_TOKEN": "xoxb-1\nevil"}, False, "must begin with xoxb-"),
        ({**TOKENS, "SLACK_APP_TOKEN": "1-app"}, False, "must begin with xapp-"),
        ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"}, False, "are swapped"),
        (TOKENS, True, "SLACK_SIGNING_SECRET is missing"),
        ({**TOKENS, "SLACK_SIGNING_SECRET": " "}, True, "SLACK_SIGNING_SECRET is missing"),
        ({**TOKENS, "SLACK_API_URL": "slack.com/api"}, False, "SLACK_API_URL must begin with https://"),
        ({**TOKENS, "SCOPEBOT_STORE": "mysql://me:hush@db/x"}, False, "must begin with postgresql://"),
        ({**TOKENS, "SCOPEBOT_TICK": "0"}, False, "SCOPEBOT_TICK is '0', but it must be a number above 0"),
        ({**TOKENS, "SCOPEBOT_TICK": "inf"}, False, "must be a finite number"),
        ({**TOKENS, "SCOPEBOT_PORT": "http"}, False, "SCOPEBOT_PORT is 'http', but it must be a whole number"),
        ({**TOKENS, "SCOPEBOT_PORT": "65536"}, False, "must be a number of 65535 or less"),
        ({**TOKENS, "SCOPEBOT_LARGE": "0"}, False, "must be a number of 1 or more"),
        ({**TOKENS, "SCOPEBOT_LOG_LEVEL": "loud"}, False, "must be one of DEBUG, INFO, WARNING, ERROR"),
        ({**TOKENS, "SCOPEBOT_NOW": "2026-03-05T09:00:00"}, False, "must be a moment with a time zone"),
        ({**TOKENS, "SCOPEBOT_NOW": "tomorrow"}, False, "must be a moment such as 2026-03-05"),
    ],
)
def test_a_mistake_is_one_sentence_that_says_what_to_do(env, http, sentence):
    said = mistakes(env, http)

    assert len(said) == 1
    assert sentence in said[0]
    assert said[0].endswith(".")
    assert "\n" not in said[0]
    assert ";" in said[0]


def test_all_mistakes_are_said_at_once():
    said = mistakes({"SCOPEBOT_PORT": "x", "SCOPEBOT_TICK": "y"})

    assert [sentence.split()[0] for sentence in said] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SCOPEBOT_TICK",
        "SCOPEBOT_PORT",
    ]


@pytest.mark.parametrize(
    "env",
    [
        {**TOKENS, "SCOPEBOT_STORE": "mysql://me:hush@db/x"},
        {"SLACK_BOT_TOKEN": "xapp-hush", "SLACK_APP_TOKEN": "xoxb-hush"},
        {"SLACK_BOT_TOKEN": "hush", "SLACK_APP_TOKEN": "hush"},
    ],
)
def test_no_mistake_repeats_a_secret(env):
    assert "hush" not in " ".join(mistakes(env))


def test_printed_settings_hide_the_secrets():
    settings = load({**TOKENS, **SECRET})

    assert "1-bot" not in repr(settings)
    assert settings.secrets() == ["xoxb-1-bot", "xapp-1-app", "8f742231b10e"]


def test_the_process_environment_does_not_leak_in(monkeypatch):
    monkeypatch.setenv("SCOPEBOT_PORT", "1234")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "s")

    assert load(TOKENS).port == 3000


def test_every_setting_is_described_in_a_sentence():
    for name, _, sentence in described():
        assert name.startswith(("SLACK_", "SCOPEBOT_"))
        assert sentence.endswith(".")


def test_a_default_may_be_typed_as_it_is_described():
    spelled_out = {name: default for name, default, _ in described() if default}

    assert load({**TOKENS, **spelled_out}) == load(TOKENS)


def test_a_clock_that_starts_elsewhere_runs_on():
    elapsed = iter([100.0, 100.0, 160.0])
    clock = clock_from(datetime(2026, 3, 5, 9, tzinfo=UTC), lambda: next(elapsed))

    assert clock() == datetime(2026, 3, 5, 9, tzinfo=UTC)
    assert clock() == datetime(2026, 3, 5, 9, 1, tzinfo=UTC)


def test_the_clock_is_the_walls_unless_told_otherwise():
    assert load(TOKENS).clock()().tzinfo is UTC
    assert load({**TOKENS, "SCOPEBOT_NOW": "2001-01-01T00:00:00Z"}).clock()().year == 2001

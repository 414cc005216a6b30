"""Tries each token once before anything is built on it, so that a refused one is a sentence."""

import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from pydantic import Field, ValidationError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outlines import Maybe, Part, fitted
from bot.serving import ServingError, SlackAway, TokenRefused

log = logging.getLogger(__name__)

BOT_ADVICE = "copy it again from the app's page OAuth & Permissions, reinstalling the app if it is greyed out."
APP_ADVICE = (
    "make a token with the scope connections:write on the app's page Basic Information, App-Level Tokens, "
    "and check that Socket Mode is on."
)
NO_ANSWER = "an answer that is not Slack's"
# What Slack answers when it is Slack that is in trouble, not the token.
PASSING = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})


@dataclass(frozen=True)
class Identity:
    """Who the bot token belongs to."""

    user_id: str
    bot_id: str
    team_id: str
    team: str
    url: str
    enterprise_id: str = ""
    """The Enterprise Grid organisation that the workspace belongs to; "" where it belongs to none."""
    scopes: frozenset[str] | None = None
    """The scopes the token was granted; None where Slack does not say."""


class _Said(Part):
    """What auth.test has to say."""

    user_id: str
    team_id: str
    bot_id: Maybe[str] = None
    team: Maybe[str] = None
    url: Maybe[str] = None
    enterprise_id: Maybe[str] = None


class _Address(Part):
    """What apps.connections.open has to say."""

    url: str = Field(pattern=r"^wss?://[^\s/]")


async def identify(client: AsyncWebClient) -> Identity:
    """Who the bot is, by auth.test; raises TokenRefused or SlackAway."""
    said, granted = await _asked(client, "SLACK_BOT_TOKEN", BOT_ADVICE, client.auth_test(), _Said)
    return Identity(
        user_id=said["user_id"],
        bot_id=said.get("bot_id", ""),
        team_id=said["team_id"],
        team=said.get("team", ""),
        url=said.get("url", ""),
        enterprise_id=said.get("enterprise_id", ""),
        scopes=frozenset(scope.strip() for scope in granted.split(",")) if granted else None,
    )


async def open_connection(client: AsyncWebClient, app_token: str) -> str:
    """A fresh address to connect a socket to (good once, soon); raises as `identify` does."""
    call = client.apps_connections_open(app_token=app_token)
    said, _ = await _asked(client, "SLACK_APP_TOKEN", APP_ADVICE, call, _Address)
    return str(said["url"])


async def _asked(
    client: AsyncWebClient, name: str, todo: str, call: Awaitable[Any], wanted: type[Part]
) -> tuple[dict[str, Any], str]:
    """What Slack says, and the scopes it names. Whatever else comes, however it fails, is no answer of Slack's."""
    try:
        answer = await call
        return fitted(wanted, answer.data), str(answer.headers.get("x-oauth-scopes") or "")
    except SlackApiError as error:
        raise _refusal(client, name, todo, error) from None
    except ValidationError:
        raise SlackAway(client.base_url, NO_ANSWER) from None
    except Exception as error:
        log.debug("What came from %s could not be read.", client.base_url, exc_info=True)
        raise SlackAway(client.base_url, type(error).__name__) from None


def _refusal(client: AsyncWebClient, name: str, todo: str, error: SlackApiError) -> ServingError:
    # A page that is not JSON leaves an answer without `data`.
    body = getattr(error.response, "data", None)
    said = body.get("error") if isinstance(body, dict) else None
    if not isinstance(said, str) or not said or said in PASSING:
        return SlackAway(client.base_url, said if isinstance(said, str) and said else NO_ANSWER)
    return TokenRefused(name, said, todo)

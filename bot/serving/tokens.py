"""Tries each token once before anything is built on it, so that a refused one is a sentence."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.serving import ServingError, SlackAway, TokenRefused

BOT_ADVICE = "copy it again from the app's page OAuth & Permissions, reinstalling the app if it is greyed out."
APP_ADVICE = (
    "make a token with the scope connections:write on the app's page Basic Information, App-Level Tokens, "
    "and check that Socket Mode is on."
)
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


async def identify(client: AsyncWebClient) -> Identity:
    """Who the bot is, by auth.test; raises TokenRefused or SlackAway."""
    answer = await _asked(client, "SLACK_BOT_TOKEN", BOT_ADVICE, client.auth_test())
    said, granted = dict(answer.data), answer.headers.get("x-oauth-scopes")
    return Identity(
        user_id=said.get("user_id", ""),
        bot_id=said.get("bot_id", ""),
        team_id=said.get("team_id", ""),
        team=said.get("team", ""),
        url=said.get("url", ""),
        enterprise_id=said.get("enterprise_id") or "",
        scopes=frozenset(scope.strip() for scope in granted.split(",")) if granted else None,
    )


async def open_connection(client: AsyncWebClient, app_token: str) -> str:
    """A fresh address to connect a socket to (good once, soon); raises as `identify` does."""
    answer = await _asked(client, "SLACK_APP_TOKEN", APP_ADVICE, client.apps_connections_open(app_token=app_token))
    return str(answer["url"])


async def _asked(client: AsyncWebClient, name: str, todo: str, call: Awaitable[Any]) -> Any:
    try:
        return await call
    except SlackApiError as error:
        raise _refusal(client, name, todo, error) from None
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise SlackAway(client.base_url, type(error).__name__) from None


def _refusal(client: AsyncWebClient, name: str, todo: str, error: SlackApiError) -> ServingError:
    # A page that is not JSON leaves an answer without `data`.
    body = getattr(error.response, "data", None)
    said = body.get("error") if isinstance(body, dict) else None
    if said is None or said in PASSING:
        return SlackAway(client.base_url, said or "an answer that is not Slack's")
    return TokenRefused(name, str(said), todo)

"""From the door to Bolt: the outline of every delivery is checked once, here, however it came."""

import logging
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.serving.deliveries import Unread, outlined

log = logging.getLogger(__name__)


async def dispatched(app: AsyncApp, payload: Any) -> BoltResponse:
    """The app's answer to a delivery of Slack's; one that nobody can make anything of is acknowledged all the same.

    A refusal would bring an event three times more, and tell whoever pressed something that the app is broken.
    """
    try:
        body = outlined(payload)
    except Unread as unread:
        log.warning("A delivery of Slack's was acknowledged and left unread: %s.", unread)
        return BoltResponse(status=200)
    try:
        return await _by_bolt(app, body)
    except Exception:
        log.exception("A delivery of Slack's was acknowledged, and nothing came of it.")
        return BoltResponse(status=200)


async def _by_bolt(app: AsyncApp, body: dict[str, Any]) -> BoltResponse:
    # In its HTTP mode Bolt parses the text again, and loses a slash command that has "payload" in its text;
    # in the other it takes the payload as it is. The mode decides only that and the verification, done before.
    return await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))

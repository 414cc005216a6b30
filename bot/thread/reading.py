"""What Slack has of a channel or a thread, page by page."""

from collections.abc import AsyncIterator, Callable
from typing import Any

from bot.slack.calls import Slack
from bot.slack.pages import pages
from dialogs.scoping.scoping import Scoping

HISTORY, REPLIES = "conversations.history", "conversations.replies"
PAGE = 200


async def messages(slack: Slack, scoping: Scoping, method: str, **where: Any) -> AsyncIterator[dict[str, Any]]:
    """The messages of a scoping's channel (HISTORY) or of a thread in it (REPLIES), with their metadata.

    The next page is asked for when all of one was looked at. Raises SlackTrouble.
    """
    asked = {"channel": scoping.channel, "include_all_metadata": True, "limit": PAGE}
    async for page in pages(slack, method, **asked, **where):
        for found in page["messages"]:
            yield found


async def find(
    slack: Slack, scoping: Scoping, thread: str, is_it: Callable[[dict[str, Any]], bool]
) -> dict[str, Any] | None:
    """A message of the thread that begins with this one. Raises SlackTrouble."""
    async for message in messages(slack, scoping, REPLIES, ts=thread):
        if is_it(message):
            return message
    return None

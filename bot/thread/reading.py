"""What Slack has of a channel or a thread, page by page."""

from collections.abc import AsyncIterator
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

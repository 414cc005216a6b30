"""What Slack has of something, page by page; pages that never end are said to, and left."""

from collections.abc import AsyncIterator
from typing import Any

from bot.slack.calls import Slack, Unknown

MOST_PAGES = 1000
"""What no channel comes to: it is not Slack that answers so, or Slack is in trouble."""


class Endless(Unknown):
    """A page leads back to one that was there, or there are more than there can be."""


async def pages(slack: Slack, method: str, **asked: Any) -> AsyncIterator[dict[str, Any]]:
    """One page after another; the next is asked for when all of one was looked at.

    Raises SlackTrouble, Endless among it.
    """
    cursor: str | None = None
    seen: set[str] = set()
    while True:
        page = await slack.call(method, cursor=cursor, **asked)
        yield page
        cursor = page.get("response_metadata", {}).get("next_cursor")
        if not cursor:
            return
        if cursor in seen or len(seen) + 1 >= MOST_PAGES:
            raise Endless(f"the pages of {method} never end")
        seen.add(cursor)

"""The response_url of commands and clicks: five uses within thirty minutes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from practice.slack.errors import Refused
from practice.slack.workspace import TEAM, Clock, Posted

USES = 5
LIFE = timedelta(minutes=30)


@dataclass
class ResponseUrl:
    """An url as it was given out: where what is posted to it is shown, to whom, and until when."""

    channel: str
    user: str
    source: Posted | None
    until: datetime
    uses: int = 0


class ResponseUrls:
    """Gives out urls and takes each back in `use`, which names what is wrong with it, as Slack does."""

    def __init__(self, base: str, now: Clock) -> None:
        self._base, self._now = base, now
        self._given: dict[str, ResponseUrl] = {}

    def give(self, kind: str, channel: str, user: str, source: Posted | None = None) -> str:
        """A new url for a command (`commands`), a click (`actions`) or a shortcut (`app`), on the message `source`."""
        path = f"{kind}/{TEAM}/{secrets.randbelow(10**12)}/{secrets.token_urlsafe(18)}"
        self._given[path] = ResponseUrl(channel, user, source, self._now() + LIFE)
        return f"{self._base}/response/{path}"

    def use(self, path: str) -> ResponseUrl:
        """Counts one use. Raises Refused: invalid_url, expired_url or used_url."""
        url = self._given.get(path)
        if url is None:
            raise Refused("invalid_url")
        if self._now() > url.until:
            raise Refused("expired_url")
        if url.uses >= USES:
            raise Refused("used_url")
        url.uses += 1
        return url

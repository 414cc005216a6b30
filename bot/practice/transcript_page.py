"""A picture of the thread, close to how Slack shows it: an HTML page of its own, and a PNG of it where asked."""

from __future__ import annotations

from pathlib import Path

from bot.practice.transcript import Transcript


class NoPicture(Exception):
    """The picture could not be drawn; the message says what to do."""


async def draw(transcript: Transcript, picture: Path) -> None:
    raise NoPicture("Not yet.")

"""How both transcripts word things: where the bot showed something, what an edit changed, and what is passed over."""

from __future__ import annotations

from datetime import datetime

from bot.practice.transcript import Event, Shown
from bot.words import shortened

PLACES = {
    "channel": "in the channel",
    "thread": "in the thread",
    "private": "to {to} alone",
    "direct": "in a direct message to {to}",
    "window": "in {to}'s window",
    "file": "shares the report as a file in the thread",
}
LONGEST_EDIT = 150
IN_FULL = ("turn:mlops:", "turn:case:")
"""Verdicts are edits of the message that asked for their inputs; they are told in full."""


def is_told(event: Event) -> bool:
    """An edit that changed nothing a reader would notice is passed over."""
    return not isinstance(event, Shown) or not event.edited or bool(edit_words(event))


def is_in_full(event: Shown) -> bool:
    return not event.edited or event.key.startswith(IN_FULL)


def edit_words(event: Shown) -> str:
    """What an edit changed, briefly: the new words, else the new button."""
    changed = [line for line in event.changed if not line.words.startswith("Next reminder")]
    if changed:
        words = " ".join(line.words for line in changed)
        return words if event.key.startswith(IN_FULL) else shortened(words, LONGEST_EDIT)
    return " ".join(f"[{label}]" for label in event.new_buttons)


def moment(at: datetime) -> str:
    """Wednesday, 4 March, 9:30."""
    return f"{at:%A}, {at.day} {at:%B}, {at.hour}:{at:%M}"

"""How both transcripts word things: where the bot showed something, what an edit changed, and what is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.words.figures import shortened
from practice.rehearsal.transcript.events import Event, Shown

PLACES = {
    "channel": "in the channel",
    "thread": "in the thread",
    "private": "to {to} alone",
    "direct": "in a direct message to {to}",
    "window": "in {to}'s window",
    "file": "shares the report as a file in the thread",
    "picture": "shares a picture in the thread",
}
ANYBODYS = "in the window that opens"
LONGEST_EDIT = 160
_PARTS = " · "
_PASSED_OVER = "Next reminder"
VERDICTS = ("mlops", "case", "ledger", "candidate_", "choice", "impact", "labels", "risks", "stress", "pulse", "plan")
IN_FULL = tuple(f"turn:{form}" for form in VERDICTS)
"""Verdicts are edits of the message that asked for their inputs; once they stand they are told in full."""


def where(event: Shown) -> str:
    """Where the bot showed something, and to whom."""
    place = PLACES[event.place].format(to=event.to) if event.to or event.place != "window" else ANYBODYS
    if event.place == "picture" and len(event.files) > 1:
        place = place.replace("a picture", f"{len(event.files)} pictures")
    return place + (", and to the channel" if event.broadcast else "")


def is_told(event: Event) -> bool:
    """An edit that changed nothing a reader would notice is passed over."""
    return not isinstance(event, Shown) or not event.edited or bool(edit_words(event))


def is_short(event: Event) -> bool:
    """An edit that is told on one line."""
    return isinstance(event, Shown) and event.edited and not _is_verdict(event)


def edit_words(event: Shown) -> str:
    """What an edit changed, briefly: the new words, else the new button."""
    changed = [line.words for line in event.changed if not line.words.startswith(_PASSED_OVER)]
    if _is_verdict(event):
        return " ".join(changed)
    if changed:
        before = [line.words for line in event.before or ()]
        where = "the card: " if event.place == "channel" else ""
        return where + shortened(_PARTS.join(_news(words, before) for words in changed), LONGEST_EDIT)
    return f"gets a button: {', '.join(event.new_buttons)}" if event.new_buttons else ""


def _is_verdict(event: Shown) -> bool:
    """Whether an edit of the message turns it into its verdict, or into another one."""
    was = event.before[0].words if event.before else ""
    now = event.lines[0].words if event.lines else ""
    return event.key.startswith(IN_FULL) and len(event.lines) > 1 and now != was and "Answer" not in _labels(event)


def _labels(event: Shown) -> tuple[str, ...]:
    return tuple(label for line in event.lines for label in line.buttons)


def _news(words: str, before_all: Sequence[str]) -> str:
    """Of a line that only got another end (“with Ivo to accept”, “accepted by Ivo”): its label and the new end."""
    label, colon, _ = words.partition(":")
    before = next((one for one in before_all if colon and one.startswith(label + colon)), "")
    old, new = before.split(_PARTS), words.split(_PARTS)
    same = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    return f"{label}: {_PARTS.join(new[same:])}" if same else words


def moment(at: datetime) -> str:
    """Wednesday, 4 March, 9:30."""
    return f"{at:%A}, {at.day} {at:%B}, {at.hour}:{at:%M}"

"""The readiness pulse: five taps a person, kept as sums alone. Whose they were, and when, stands nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.catalog import Stage
from dialogs.errors import NotNow
from dialogs.findings.readiness import tally
from dialogs.record.parts import TALK, TAPS, Note, Pulse
from dialogs.record.record import Record
from dialogs.verdicts.readiness import FIVE

PULSE = "pulse"
"""The key of the item that stands for it."""


def people(record: Record) -> list[str]:
    """Who is asked to tap: whoever works on it and can take part; the initiator, where nobody can."""
    able = [person for person in dict.fromkeys([record.initiator, *record.team]) if record.takes_part(person)]
    return able or [record.initiator]


def is_over(record: Record) -> bool:
    return record.pulse.closed is not None


def is_open(record: Record) -> bool:
    """Whether it is going on: the team was called for it, and it is not closed."""
    item = record.items.get(PULSE)
    return item is not None and item.open_call is not None and not is_over(record)


def is_awaited(record: Record, stage: Stage) -> bool:
    """Whether a stage has a pulse on this track, and it is not closed yet."""
    return record.track in stage.pulse and not is_over(record)


def mark(record: Record) -> str:
    """What sets the call for the pulse off: anonymous taps, or a talk in a team too small to hide in.

    A team that grows or shrinks across the line is called anew; with the first answer in, it stays with taps.
    """
    return TAPS if record.pulse.answers or len(people(record)) >= FIVE else TALK


def check_taken(record: Record) -> None:
    """Raises NotNow unless taps are taken now."""
    if is_over(record):
        raise NotNow("pulse.closed")
    if not is_open(record):
        raise NotNow("not_now.stage")
    if mark(record) != TAPS:
        raise NotNow("pulse.too_small")


def with_one_more(kept: Pulse, scores: Sequence[int]) -> Pulse:
    """The sums with one answer more. Raises ValueError unless there are five whole scores of 1 to 5."""
    summed = tally(kept).add(scores)
    return Pulse(
        answers=kept.answers + 1,
        scores={element: list(counts) for element, counts in summed.scores.items()},
        barriers=dict(summed.barriers),
    )


def closed(kept: Pulse, note: Note) -> Pulse:
    """Closed for good. Sums that will never be shown are not kept either."""
    if kept.answers < FIVE:
        return Pulse(answers=kept.answers, closed=note)
    return kept.model_copy(update={"closed": note})

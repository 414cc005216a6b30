"""The readiness pulse: five taps a person, kept as sums alone. Whose they were, and when, stands nowhere."""

from __future__ import annotations

from dialogs.catalog import Stage
from dialogs.errors import NotNow
from dialogs.record.parts import TALK, TAPS, Note, Pulse
from dialogs.record.record import Record
from dialogs.verdicts.readiness import FIVE, Tally

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


def counting(kept: Pulse, sums: Tally) -> Pulse:
    """The open pulse with as many answers as there are in the sums; of those it says nothing else."""
    return kept.model_copy(update={"answers": sums.answers})


def begun_again(kept: Pulse, round: str) -> Pulse:
    """With no answers, and the next round's name. Sums of an earlier version of scopebot are given up, too."""
    return Pulse(round=round, again=kept.again + 1)


def closed(kept: Pulse, sums: Tally, note: Note) -> Pulse:
    """Closed for good, with the sums. Those that will never be shown are not kept either."""
    over = Pulse(again=kept.again, answers=sums.answers, closed=note)
    if sums.answers < FIVE:
        return over
    scores = {element: list(counts) for element, counts in sums.scores.items()}
    return over.model_copy(update={"scores": scores, "barriers": dict(sums.barriers)})

"""The readiness pulse: five taps a person, kept as sums alone. Whose they were, and when, stands nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dialogs.errors import NotNow
from dialogs.findings.readiness import tally
from dialogs.record.parts import TAPS, Note, Pulse
from dialogs.verdicts.readiness import FIVE

if TYPE_CHECKING:
    from dialogs.record.record import Record


def check_taken(scoping: Record) -> None:
    """Raises NotNow unless taps are taken now."""
    if scoping.pulse_over:
        raise NotNow("pulse.closed")
    if not scoping.pulse_open:
        raise NotNow("not_now.stage")
    if scoping.pulse_mark != TAPS:
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

"""The readiness pulse as everybody may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.record.parts import Pulse
from dialogs.record.record import Record
from dialogs.verdicts import readiness
from dialogs.verdicts.readiness import HELD_UP_AT, SCORES, Heat, Tally


def heat(record: Record) -> Heat | None:
    """What everybody may see: nothing before the close, and nothing of fewer than five answers.

    Where all gave an element the same score, everybody's answer would be plain: its row in the matrix is empty and its
    mean is the middle of the range that `agreed` names.
    """
    found = readiness.shown(tally(record.pulse)) if record.pulse.closed else None
    if found is None:
        return None
    ranges = [_range(row) for row in found.matrix]
    return replace(
        found,
        matrix=tuple(() if ends else row for ends, row in zip(ranges, found.matrix, strict=True)),
        means=tuple(sum(ends) / 2 if ends else mean for ends, mean in zip(ranges, found.means, strict=True)),
    )


def agreed(found: Heat, element: str) -> tuple[int, int] | None:
    """The range that stands for a row in which all agreed: (1, 3) held up, (4, 5) not. None where the row is shown."""
    place = readiness.ELEMENTS.index(element)
    return None if found.matrix[place] else _side(found.means[place])


def tally(kept: Pulse) -> Tally:
    """The sums that are kept, as the verdict reads them."""
    return Tally(kept.scores, kept.barriers)


def _range(row: Sequence[int]) -> tuple[int, int] | None:
    """The side of the cut on which everybody is, where everybody gave the same score."""
    given = [score for score, count in zip(SCORES, row, strict=True) if count]
    return _side(given[0]) if len(given) == 1 else None


def _side(score: float) -> tuple[int, int]:
    return (SCORES[0], HELD_UP_AT) if score <= HELD_UP_AT else (HELD_UP_AT + 1, SCORES[-1])

"""Two boxes of one quantity, of which one has its % and the other none: 4.2% today, “2.5” as the goal, is 2.5%.

with_percent(problem, {"today": "4,2%", "goal": "2,5"})   # {"today": "4,2%", "goal": "2,5%"}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from dialogs.answers.figures import Figure
from dialogs.answers.number_words import PERCENT as PERCENT_WORDS
from dialogs.answers.number_words import PERCENT_SIGNS, folded
from dialogs.answers.one_number import is_free, level_figure, one_figure
from dialogs.answers.values import Raw, Unreadable
from dialogs.answers.written import PERCENT, Written
from dialogs.catalog import AnswerField, Kind, Question

MOST = 100
"""Per cent: a larger number beside a share counts something (ours)."""


def of_one_quantity(question: Question) -> list[AnswerField]:
    """The fields whose numbers are levels of one thing: a metric's, or any number's before and after."""
    return [field for field in question.fields if field.kind in (Kind.LEVEL, Kind.SERIES) or is_free(field)]


def with_percent(
    question: Question, entries: Mapping[str, Raw], stood: Mapping[str, Written] | None = None
) -> Mapping[str, Raw]:
    """The entries, those with a bare number given the % that stands in another box of the same quantity.

    `stood` is how the fields without an entry here were written. A level of 1 or less stays: it is a share as it is.
    """
    boxes = [(field, str(entries[field.id])) for field in of_one_quantity(question) if entries.get(field.id)]
    signed = [at for at, (field, entry) in enumerate(boxes) if _has_percent(field, entry)]
    kept = any(
        how.unit == PERCENT and not entries.get(field.id)
        for field in of_one_quantity(question)
        if (how := (stood or {}).get(field.id))
    )
    bare = {
        field.id: f"{entry.rstrip()}%"
        for at, (field, entry) in enumerate(boxes)
        if (kept or any(_goes_for(boxes[one], before=one < at) for one in signed)) and _is_bare(field, entry)
    }
    return {**entries, **bare}


def _goes_for(shares: tuple[AnswerField, str], *, before: bool) -> bool:
    """Whether a share says so of the other boxes: “half” of a number of anything does not of the one before it."""
    field, entry = shares
    return before or not is_free(field) or bool(_SIGN.search(folded(entry)))


_SIGN = re.compile(rf"[{''.join(PERCENT_SIGNS)}]|\b(?:{'|'.join(sorted(PERCENT_WORDS))})\b")


def _has_percent(field: AnswerField, entry: str) -> bool:
    figure = _figure(field, entry)
    return figure.percent if figure else field.kind is Kind.SERIES and bool(_SIGN.search(folded(entry)))


def _is_bare(field: AnswerField, entry: str) -> bool:
    """Whether a number has nothing beside it; of a number of anything, also one below 0."""
    figure = _figure(field, entry) if entry.rstrip()[-1:].isdecimal() else None
    if figure is None or figure.percent or figure.currencies or figure.unit or figure.time:
        return False
    return 1 < figure.number <= MOST if field.kind is Kind.LEVEL else 0 < abs(figure.number) <= MOST


def _figure(field: AnswerField, entry: str) -> Figure | None:
    with suppress(Unreadable):
        if field.kind is Kind.LEVEL:
            return level_figure(field, entry, frozenset())
        if field.kind is Kind.NUMBER:
            return one_figure(field, entry)
    return None

"""Two boxes of one quantity, of which one has its % and the other none: 4.2% today, “2.5” as the goal, is 2.5%.

with_percent(problem, {"today": "4,2%", "goal": "2,5"})   # {"today": "4,2%", "goal": "2,5%"}
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from dialogs.answers.figures import Figure
from dialogs.answers.number_words import PERCENT_SIGNS
from dialogs.answers.one_number import is_free, level_figure, one_figure
from dialogs.answers.values import Raw, Unreadable
from dialogs.catalog import AnswerField, Kind, Question

MOST = 100
"""Per cent: a larger number beside a share counts something (ours)."""


def of_one_quantity(question: Question) -> list[AnswerField]:
    """The fields whose numbers are levels of one thing: a metric's, or any number's before and after."""
    return [field for field in question.fields if field.kind in (Kind.LEVEL, Kind.SERIES) or is_free(field)]


def with_percent(question: Question, entries: Mapping[str, Raw]) -> Mapping[str, Raw]:
    """The entries, those with a bare number given the % that stands in another box of the same quantity.

    A level of 1 or less stays: it is a share as it is.
    """
    boxes = [(field, str(entries[field.id])) for field in of_one_quantity(question) if entries.get(field.id)]
    if not any(_has_percent(field, entry) for field, entry in boxes):
        return entries
    bare = {field.id: f"{entry.rstrip()}%" for field, entry in boxes if _is_bare(field, entry)}
    return {**entries, **bare}


def _has_percent(field: AnswerField, entry: str) -> bool:
    figure = _figure(field, entry)
    return figure.percent if figure else field.kind is Kind.SERIES and any(sign in entry for sign in PERCENT_SIGNS)


def _is_bare(field: AnswerField, entry: str) -> bool:
    figure = _figure(field, entry) if entry.rstrip()[-1:].isdecimal() else None
    if figure is None or figure.percent or figure.currencies or figure.unit:
        return False
    return (1 if field.kind is Kind.LEVEL else 0) < figure.number <= MOST


def _figure(field: AnswerField, entry: str) -> Figure | None:
    with suppress(Unreadable):
        if field.kind is Kind.LEVEL:
            return level_figure(field, entry, frozenset())
        if field.kind is Kind.NUMBER:
            return one_figure(field, entry)
    return None

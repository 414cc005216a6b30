"""What a stage is played back with: one sentence of somebody's with a number in it, the best evidenced first.

Of a stage with several forms, one of which is called like it, that form's comes first, and there what was asked for a
number: from the problem stage the problem, and not the priorities before it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from dialogs.answers.evidence import Grade
from dialogs.answers.text import cleaned
from dialogs.catalog import Kind, signs
from dialogs.findings import Findings
from dialogs.flow.standing import SETTLED, state
from dialogs.record.language import graded
from dialogs.record.quoting import active_questions, speaker

MOST = 160
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")
_RANK = [Grade.MEASURED, Grade.LINKED, Grade.NOT_JUDGED, Grade.CLAIM]


class Echo(NamedTuple):
    """Somebody's words with a number, and whose they are; whether something stands before them, or after."""

    words: str
    name: str
    question: str
    begun: bool = False
    more: bool = False


class _Place(NamedTuple):
    """How far behind a sentence stands: of another form, not asked for as a number, how it is evidenced."""

    elsewhere: bool
    unasked: bool
    rank: int


def number_of(findings: Findings, stage: str, about: Container[str] | None = None) -> dict[str, str | bool]:
    """The number a stage is remembered by, as the values of a sentence; nothing where no answer of it holds one.

    Of the questions that it is `about` alone, if they are named: those that what is asked now rests on.
    """
    numbers = (one for one in _numbers(findings, stage) if about is None or one[1].question in about)
    found = min(numbers, key=lambda one: one[0], default=None)
    if not found:
        return {}
    echo = found[1]
    return {"words": echo.words, "name": echo.name, "begun": echo.begun, "more": echo.more}


def _numbers(findings: Findings, stage: str) -> Iterator[tuple[_Place, Echo]]:
    record = findings.record
    forms = {form.id for form in record.catalog.stages[stage].forms}
    own = stage if stage in forms and not record.catalog.of_old else ""
    names = set() if record.catalog.of_old else {form.names for form in record.catalog.forms.values()}
    for question in active_questions(record, record.catalog.stages[stage]):
        entry = record.entries.get(question.id)
        answer = entry.answer if entry else None
        if answer is None or answer.skipped or state(findings, question.id) not in SETTLED:
            continue
        rank = _RANK.index(answer.corrected_grade or graded(record, question, answer))
        for field in question.fields:
            said = answer.values.get(field.id)
            if f"{question.id}.{field.id}" in names:
                continue  # a candidate's name says nothing, though it may hold a number
            if field.kind in (Kind.TEXT, Kind.LINE) and isinstance(said, str) and (words := _with_number(said)):
                before, _, after = cleaned(said).partition(words)
                cut = [bool(part.strip(" .;\n")) for part in (before, after)]
                apart = _Place(bool(own) and question.form != own, bool(own) and "number" not in field.wants, rank)
                yield apart, Echo(words, record.name(speaker(record, question.id)), question.id, *cut)


def _with_number(text: str) -> str:
    """The first sentence that holds a figure, if it is short enough to be said again."""
    sentences = (part.strip().rstrip(".;") for part in _SENTENCE.split(cleaned(text)))
    return next((part for part in sentences if signs.has_digits(part) and len(part) <= MOST and "://" not in part), "")

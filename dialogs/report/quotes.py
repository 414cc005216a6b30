"""Who said it, on which day, and in which words: by name, by the initiator's calendar."""

from __future__ import annotations

from datetime import date, datetime

from dialogs.answers.text import cleaned
from dialogs.record import quoting
from dialogs.record.parts import Note
from dialogs.record.record import Record
from dialogs.report.said import Word
from dialogs.working_hours import zone


def word(record: Record, note: Note) -> Word:
    return Word(cleaned(note.text), name(record, note.by), local_day(record, note.at), _about(record, note.about))


def name(record: Record, person: str | None) -> str:
    return cleaned(record.name(person)) if person else ""


def author(record: Record, question: str) -> str:
    """Whose words the answer as it stands has."""
    entry = record.entries.get(question)
    return name(record, quoting.speaker(record, question)) if entry and entry.answer else ""


def local_day(record: Record, moment: datetime) -> date:
    """The day it was for the initiator."""
    return moment.astimezone(zone(record.tz(record.initiator))).date()


def words(record: Record, path: str) -> str:
    """What was typed into `question.field`, on as many lines as it was typed."""
    return cleaned(record.text(path))


def _about(record: Record, key: str) -> str:
    """The stage or question a word is about, by its name; nothing where it is about the whole."""
    stage, question = record.catalog.stages.get(key), record.catalog.questions.get(key)
    return stage.title if stage else question.label if question else ""

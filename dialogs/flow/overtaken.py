"""Numbers that an answer states in words, and that have been corrected since in the field they belong to.

case.2.saving was 170k when exam.2 was answered: “Rules would cut it to 170k.” Now it is 190k.
[one.typed for one in overtaken(record, "exam.2")]   # ["170k"]
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dialogs.answers import stated
from dialogs.answers.stated import Read, Stated
from dialogs.answers.tables import rows
from dialogs.answers.written import NOTHING
from dialogs.catalog import AnswerField, Kind
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID, Answer, Entry
from dialogs.record.record import Record

_WORDS = frozenset({Kind.TEXT, Kind.LINE, Kind.TABLE})


class Overtaken(NamedTuple):
    """A number as an answer states it (`typed`), and the field of a question that had it then, and has another now."""

    typed: str
    question: str
    field: str
    before: Answer
    now: Answer


class _Gone(NamedTuple):
    """A field, the numbers it no longer has, and of which time those spoke."""

    one: Overtaken
    numbers: frozenset[Stated]
    times: frozenset[str]

    def is_stated_by(self, read: Read) -> bool:
        """Whether it is one of them; a number of a year is none of a day."""
        return read.stated in self.numbers and not (read.time and self.times and read.time not in self.times)


def overtaken(record: Record, question: str) -> Iterator[Overtaken]:
    """The numbers in the words of an answer that no field has any more, though one has had them since it was given.

    Or since it was last said that it still holds. What was carried over from the first exam follows that.
    """
    entry = record.entries.get(question, NOTHING_SAID)
    answer = entry.answer
    if record.catalog.of_old or answer is None or answer.skipped is not None or answer.kept:
        return
    gone = _gone(record, question, max(entry.changed, entry.confirmed))
    if not gone:
        return
    found = [(one, read) for read in _read(record, question, answer) for one in gone if one.is_stated_by(read)]
    standing = _standing(record) if found else frozenset()
    yield from (gone.one._replace(typed=read.typed) for gone, read in found if read.stated not in standing)


def _gone(record: Record, question: str, since: int) -> list[_Gone]:
    """The fields of other questions that have had other numbers since, by version, and the numbers they had."""
    return [
        _Gone(Overtaken("", id, field.id, before, entry.answers[-1]), numbers, stated.times_of(field))
        for id, entry in record.entries.items()
        if len(entry.answers) > 1 and id != question and entry.changed > since and quoting.is_asked(record, id)
        for before in _since(entry, since)
        for field in record.catalog.questions[id].fields
        if (numbers := _numbers(field, before) - _numbers(field, entry.answers[-1]))
    ]


def _since(entry: Entry, since: int) -> list[Answer]:
    """The versions that stood at a time or came later, but for the present one."""
    stood = [at for at, answer in enumerate(entry.answers) if answer.seq <= since][-1:]
    return entry.answers[stood[0] if stood else 0 : -1]


def _standing(record: Record) -> frozenset[Stated]:
    """All the numbers that fields have now."""
    return frozenset(
        number
        for id, entry in record.entries.items()
        if entry.answer and quoting.is_asked(record, id)
        for field in record.catalog.questions[id].fields
        for number in _numbers(field, entry.answer)
    )


def _numbers(field: AnswerField, answer: Answer) -> frozenset[Stated]:
    if field.kind not in stated.NUMERIC or field.id not in answer.values:
        return frozenset()
    return stated.of_value(field, answer.values[field.id], answer.written.get(field.id, NOTHING).unit)


def _read(record: Record, question: str, answer: Answer) -> Iterator[Read]:
    """The numbers in all the words of an answer; of a table, those in its cells of words."""
    asked = record.catalog.questions.get(question)
    for field in asked.fields if asked else ():
        if field.kind in _WORDS and field.id in answer.values:
            for text in _texts(field, answer):
                yield from _in_text(text)


@lru_cache(maxsize=2048)
def _in_text(text: str) -> tuple[Read, ...]:
    """The same words are looked at after every answer."""
    return tuple(stated.in_text(text))


def _texts(field: AnswerField, answer: Answer) -> Iterator[str]:
    value = answer.values[field.id]
    if field.kind is not Kind.TABLE:
        yield str(value)
        return
    wordy = [column.id for column in field.columns if column.kind in (Kind.TEXT, Kind.LINE)]
    yield from (str(row[id]) for row in rows(field, value) for id in wordy if row[id])

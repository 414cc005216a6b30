"""Numbers that an answer states, in words or in another box, and that have been corrected since where they belong.

case.2.saving was 170k when exam.2 was answered: “Rules would cut it to 170k.” Now it is 190k.
[one.typed for one in overtaken(record, "exam.2")]   # ["170k"]

A number belongs to the field it was given in, and to the words that were asked for a number (the problem).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dialogs.answers import boxed, stated
from dialogs.answers.boxed import MONEY, UNKNOWN, Boxed
from dialogs.answers.stated import Read, Stated
from dialogs.answers.tables import rows
from dialogs.answers.written import NOTHING, PERCENT
from dialogs.catalog import AnswerField, Kind
from dialogs.findings.money import CASE
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
    boxes: tuple[Boxed, ...] = ()

    def is_stated_by(self, read: Read) -> bool:
        """Whether it is one of them; a number of a year is none of a day."""
        return read.stated in self.numbers and read.is_of(self.times)

    def is_held_by(self, box: Boxed) -> bool:
        """Whether another box holds one of them: the same number of the same thing, as far as can be told."""
        return any(one.is_the_same(box) for one in self.boxes)


def overtaken(record: Record, question: str) -> Iterator[Overtaken]:
    """The numbers in the words of an answer that no field has any more, though one has had them since it was given.

    And those in its boxes that are the same quantity. Or since it was last said that it still holds. What was carried
    over from the first exam follows that.
    """
    entry = record.entries.get(question, NOTHING_SAID)
    answer = entry.answer
    if record.catalog.of_old or answer is None or answer.skipped is not None or answer.kept:
        return
    told = {(one.typed, one.question, one.field): one for one in _overtaken(record, question, answer)}
    yield from told.values()


def _overtaken(record: Record, question: str, answer: Answer) -> Iterator[Overtaken]:
    """The same, as often as it is found."""
    entry = record.entries[question]
    since = max(entry.changed, entry.confirmed)
    changed = [id for id in _changed(record, since) if id != question]
    own = list(_gone_of_its_own(record, question))
    if not changed and not own:
        return
    reads, boxes = list(_read(record, question, answer)), list(_boxes(record, question, answer))
    gone = [*own, *(one for id in changed for one in _gone(record, id, since))] if reads or boxes else []
    found = [(one, read) for read in reads for one in gone if one.is_stated_by(read)]
    standing = _standing(record, gone) if found else frozenset()
    yield from (gone.one._replace(typed=read.typed) for gone, read in found if read.stated not in standing)
    for box in boxes:
        others = (one for one in gone if _is_asked_of(record, question, one.one.question))
        yield from (one.one._replace(typed=box.typed) for one in others if one.is_held_by(box))


def _changed(record: Record, since: int) -> Iterator[str]:
    """The questions that are asked and have been answered otherwise since."""
    for id, entry in record.entries.items():
        if len(entry.answers) > 1 and entry.changed > since and quoting.is_asked(record, id):
            yield id


def _gone(record: Record, question: str, since: int) -> Iterator[_Gone]:
    """The fields of a question that have had other numbers since, by version, and the numbers they had."""
    entry = record.entries[question]
    for before in _since(entry, since):
        yield from _gone_from_fields(record, question, before, entry.answers[-1])
        yield from _gone_from_words(record, question, before)


def _gone_of_its_own(record: Record, question: str) -> Iterator[_Gone]:
    """What an answer's own words may still have of what its boxes are not reckoned from any more, unless they hold.

    Of other numbers whoever corrected them had the words in view.
    """
    entry = record.entries[question]
    if len(entry.answers) > 1 and entry.confirmed < entry.changed:
        before, now = entry.answers[-2:]
        for field in record.catalog.questions[question].fields:
            yield from _gone_from_a_sum(record, question, field, before, now)


def _gone_from_fields(record: Record, question: str, before: Answer, now: Answer) -> Iterator[_Gone]:
    asked = record.catalog.questions[question].fields
    yield from (gone for field in asked for gone in _gone_from_a_sum(record, question, field, before, now))
    fields = [(field, numbers) for field in asked if (numbers := _numbers(field, before) - _numbers(field, now))]
    held = list(_boxes(record, question, now)) if fields else []
    for field, numbers in fields:
        boxes = (one for one in _boxes_of(record, question, field, before) if one.stated & numbers)
        gone = tuple(one for one in boxes if not any(one.stated & other.stated for other in held))
        yield _Gone(Overtaken("", question, field.id, before, now), numbers, stated.times_of(field), gone)


def _gone_from_a_sum(record: Record, question: str, field: AnswerField, before: Answer, now: Answer) -> Iterator[_Gone]:
    """What a number was reckoned from, where it is reckoned from another now: the 9,000 of “12 × 9,000”."""
    then, today = (list(_factors(field, one)) for one in (before, now))
    unit = next((one.unit for one in _boxes_of(record, question, field, before)), UNKNOWN)
    for read in then:
        if today and read.stated not in {one.stated for one in today}:
            box = Boxed(frozenset({read.stated}), read.typed, unit, frozenset())
            one = Overtaken("", question, field.id, before, now)
            yield _Gone(one, frozenset({read.stated}), frozenset(), (box,))


def _factors(field: AnswerField, answer: Answer) -> Iterator[Read]:
    """The numbers of the sums that were typed in a field: “12 × 9,000”."""
    for how in answer.written.get(field.id, NOTHING).reckoned.values():
        yield from stated.in_text(how.sum)


def _gone_from_words(record: Record, question: str, before: Answer) -> Iterator[_Gone]:
    """The numbers of words that were asked for one, where another of their sort has come in their place."""
    now = record.entries[question].answers[-1]
    for field in record.catalog.questions[question].fields:
        if NUMBER not in field.wants or field.kind not in _WORDS:
            continue
        then, today = (stated.in_text(str(one.values.get(field.id) or "")) for one in (before, now))
        come = {_sort(read) for read in today if read.stated not in {one.stated for one in then}}
        for read in then:
            if read.stated not in {one.stated for one in today} and _sort(read) in come:
                times = frozenset({read.time} if read.time else ())
                box = Boxed(frozenset({read.stated}), read.typed, _sort(read), times)
                yield _Gone(Overtaken("", question, field.id, before, now), frozenset({read.stated}), times, (box,))


def _sort(read: Read) -> str:
    """A share, a sum, or something else that is counted."""
    return PERCENT if read.stated.percent else MONEY if read.money else UNKNOWN


NUMBER = "number"
"""What words want that are asked for a number."""


def _boxes(record: Record, question: str, answer: Answer) -> Iterator[Boxed]:
    """The numbers in all the boxes of an answer."""
    asked = record.catalog.questions.get(question)
    for field in asked.fields if asked else ():
        yield from _boxes_of(record, question, field, answer)


def _boxes_of(record: Record, question: str, field: AnswerField, answer: Answer) -> Iterator[Boxed]:
    if field.kind in boxed.HELD and field.id in answer.values:
        lines = [one.id for one in record.catalog.questions[question].fields if one.kind is Kind.LINE]
        words = boxed.own_words(*(str(answer.values[id]) for id in lines if id in answer.values))
        unit = answer.written.get(field.id, NOTHING).unit or str(answer.values.get(CURRENCY) or "")
        yield from boxed.of_value(field, answer.values[field.id], unit, words)


CURRENCY = "currency"
"""The field beside sums that says in which money they are."""


LEDGERS = ("need.4", "exam.2b")
"""The sums of the alternatives: once the case has some, those count in the place of machine learning's."""


def _is_asked_of(record: Record, question: str, corrected: str) -> bool:
    """Whether the boxes of a question may hold what was corrected in another: not those of another candidate, nor a
    ledger's where the case has the later sums.
    """
    if question in LEDGERS and corrected in CASE:
        return False
    forms = [record.catalog.forms.get(record.catalog.form_of.get(id, "")) for id in (question, corrected)]
    names = {form.names for form in forms if form and form.names}
    return len(names) <= 1


def _since(entry: Entry, since: int) -> list[Answer]:
    """The versions that stood at a time or came later, but for the present one."""
    stood = [at for at, answer in enumerate(entry.answers) if answer.seq <= since][-1:]
    return entry.answers[stood[0] if stood else 0 : -1]


def _standing(record: Record, gone: list[_Gone]) -> frozenset[Stated]:
    """All the numbers that fields have now, but for those that only repeat what is gone."""
    return frozenset(
        number
        for id, entry in record.entries.items()
        if entry.answer and quoting.is_asked(record, id)
        for field in record.catalog.questions[id].fields
        for number in _numbers(field, entry.answer) - _repeated(record, id, field, gone)
    )


def _repeated(record: Record, id: str, field: AnswerField, gone: list[_Gone]) -> frozenset[Stated]:
    """The numbers in a field's boxes that were given before the same quantity was corrected elsewhere."""
    entry = record.entries[id]
    asked = (one for one in gone if _is_asked_of(record, id, one.one.question))
    later = [one for one in asked if record.entries[one.one.question].changed > entry.changed]
    boxes = _boxes_of(record, id, field, entry.answers[-1]) if later else ()
    return frozenset(number for box in boxes if any(one.is_held_by(box) for one in later) for number in box.stated)


def _numbers(field: AnswerField, answer: Answer) -> frozenset[Stated]:
    return stated.of_answer(field, answer.values, answer.written)


def _read(record: Record, question: str, answer: Answer) -> Iterator[Read]:
    """The numbers in all the words of an answer; of a table, those in its cells of words."""
    asked = record.catalog.questions.get(question)
    for field in asked.fields if asked else ():
        if field.kind in _WORDS and field.id in answer.values:
            for text in _texts(field, answer):
                yield from stated.in_text(text)


def _texts(field: AnswerField, answer: Answer) -> Iterator[str]:
    value = answer.values[field.id]
    if field.kind is not Kind.TABLE:
        yield str(value)
        return
    wordy = [column.id for column in field.columns if column.kind in (Kind.TEXT, Kind.LINE)]
    yield from (str(row[id]) for row in rows(field, value) for id in wordy if row[id])

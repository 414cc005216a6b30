"""By which words an answer is judged: those of the language it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dialogs.answers.evidence import Grade, grade, in_doubt, text_of
from dialogs.answers.values import Value
from dialogs.catalog import Question, languages, signs
from dialogs.catalog.languages import ENGLISH, Words
from dialogs.record.parts import Answer
from dialogs.record.record import Record

ANOTHER = "another"
"""Set for a scoping whose answers are in a language that is not judged."""


def words_of(record: Record, question: Question, answer: Answer) -> Words:
    """The lists an answer is judged by; empty where those of its language are not there."""
    return words_for(record, question, answer.values, answer.author)


def graded(record: Record, question: Question, answer: Answer) -> Grade:
    """How an answer is evidenced, as its words say; not as somebody corrected it."""
    words, doubted = words_of(record, question, answer), in_doubt(answer.written)
    return grade(question, answer.values, words, doubted, of_old=record.catalog.of_old)


def words_for(record: Record, question: Question, values: Mapping[str, Value], by: str) -> Words:
    """The same of values that somebody is about to give."""
    return record.catalog.words_in(_language(record, text_of(question, values), by))


def is_english(record: Record, question: Question, answer: Answer) -> bool:
    """Whether an answer is in the language whose sentences are read for what they admit."""
    return _language(record, text_of(question, answer.values), answer.author) == ENGLISH


def _language(record: Record, text: str, by: str) -> str:
    """What the words say; where they are too few, what was set, else the person's locale, else the channel's."""
    if record.language == ANOTHER:
        return ANOTHER
    told = _told(text)
    return record.language or _spoken(record, by) if told is None else told


@lru_cache(maxsize=2048)
def _told(text: str) -> str | None:
    """The same words are looked at after every answer."""
    return languages.of(signs.without_links(text))


def _spoken(record: Record, by: str) -> str:
    person = record.people.get(by)
    locale = (person.locale if person else "") or record.locale or ENGLISH
    return locale.partition("-")[0].casefold()

"""What the answers come to that a table of an objection looks at: an option, known or unknown, holds or not, a result.

Nothing is ever argued from an answer that is still open: None says so, and the rule is not worked out.
"""

from __future__ import annotations

from typing import NamedTuple

from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import AnswerField
from dialogs.catalog.objections import HOLDS, KNOWN, NOT, UNKNOWN, Fact, Look, Objection
from dialogs.findings.facts import FACTS
from dialogs.findings.judgements import Judgements
from dialogs.findings.objections.reckoned import RECKONED
from dialogs.record import quoting
from dialogs.record.record import Record


class Place(NamedTuple):
    """Where a rule is worked out: the path it is asked of, and the one beside it; both empty for most rules."""

    at: str = ""
    beside: str = ""

    def filled(self, record: Record, path: str) -> str:
        return quoting.filled(record, path.replace("{at}", self.at).replace("{beside}", self.beside))


class Seen(NamedTuple):
    """What was found: what each look comes to, the words and figures that were worked out with it, and the answers
    that words were taken from.
    """

    values: dict[str, tuple[str, ...]]
    words: dict[str, str]
    paths: tuple[str, ...] = ()


def seen(judged: Judgements, rule: Objection, place: Place) -> Seen | None:
    """All that a rule looks at; None where something of it is open, or what it leans on is not asked."""
    values: dict[str, tuple[str, ...]] = {}
    words: dict[str, str] = {}
    paths: list[str] = []
    value: tuple[str, ...] | None
    leans_on = rule.leans_on
    for name, look in rule.looks.items():
        if look.reckoned:
            found = RECKONED[look.reckoned](judged, place.at, place.beside)
            value = None if found is None else (found.result,)
            words |= {} if found is None else found.words
            paths += [found.at] if found and found.at else []
        elif look.fact:
            value = _fact(judged, look, place)
        else:
            value = _answer(judged.record, look, place)
        if value is None or (not value and name in leans_on):
            return None
        values[name] = value
    return Seen(values, words, tuple(paths))


def holds(judged: Judgements, fact: str) -> bool | None:
    """Whether one of the answers of a fact of the catalogue says so; None while one that could is open."""
    record = judged.record
    found = [comes_to(record, path) for path in record.catalog.facts[fact]]
    options = (among for among in record.catalog.facts[fact].values())
    if any(value and set(value) & set(among) for value, among in zip(found, options, strict=True)):
        return True
    return None if None in found else False


def comes_to(record: Record, path: str) -> tuple[str, ...] | None:
    """What an answer comes to: its options, or whether it is known; empty where it is not asked; None while open."""
    question, _, name = path.rpartition(".")
    field = _asked(record, question, name)
    if field is None:
        return ()
    entry = record.entries.get(question)
    if entry is None or entry.answer is None:
        return None
    value, said = entry.answer.values.get(name), entry.answer.unknowns.get(name)
    if entry.answer.skipped is not None or (said and said.kind is Ignorance.NOT_APPLICABLE):
        return ()
    if value is not None:
        return (KNOWN,) if not field.options else tuple(map(str, value)) if isinstance(value, list) else (str(value),)
    if said is None:
        return () if field.optional or field.may_wait else None
    return field.unknowns[-1:] if field.options else (UNKNOWN,)


def _answer(record: Record, look: Look, place: Place) -> tuple[str, ...] | None:
    for path in look.at:
        found = comes_to(record, place.filled(record, path))
        if found != ():
            return found
    return (look.absent,) if look.absent else ()


def _fact(judged: Judgements, look: Look, place: Place) -> tuple[str, ...] | None:
    if look.fact in judged.record.catalog.facts:
        found = holds(judged, look.fact)
        return None if found is None else (HOLDS if found else NOT,)
    at = place.filled(judged.record, look.at[0]) if look.at else ""
    return (HOLDS if FACTS[Fact(look.fact)](judged, at) else NOT,)


def _asked(record: Record, question: str, name: str) -> AnswerField | None:
    """A field that this scoping is asked; None where its track or its answers leave it out."""
    if not quoting.is_asked(record, question):
        return None
    return next((field for field in record.catalog.questions[question].fields if field.id == name), None)

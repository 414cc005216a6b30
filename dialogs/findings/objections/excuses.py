"""How an objection was met, and whether that still counts: an answer it looks at may have changed since.

excuse(record, "eval.2", "stand_in", watched, says)   # Excuse("answered", "We look it up in the past 12 months.", …)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dialogs.answers import stated
from dialogs.answers.stated import NUMERIC, Stated
from dialogs.answers.values import Value
from dialogs.catalog import Level, Objection
from dialogs.findings.objections.looks import Place
from dialogs.record.parts import NOTHING_SAID, OBJECTION, Answer, AskedBack, Entry, Raised, Verdict
from dialogs.record.record import Record


@dataclass(frozen=True)
class Excuse:
    """How an objection was met: `answered` in words, left with a reason (`waived`), or said to miss the point."""

    outcome: str
    reason: str
    by: str
    seq: int


class Says(NamedTuple):
    """What an objection says, how grave it is, and the answers that say its figures for it where it prints none.

    And its rule, at the place it was drawn.
    """

    ask: str
    level: Level
    shown: tuple[str, ...]
    rule: Objection
    place: Place


def excuse(record: Record, question: str, name: str, watched: Sequence[str], says: Says) -> Excuse | None:
    """The last that was said to it, unless an answer it looks at has changed since.

    Where only numbers have, or what it reads no otherwise of another question, it holds as long as the objection says
    the same, its figures as printed among it, and as the words of it state no number that is gone.
    """
    said = _said(record, question, name)
    if not said:
        return _on_condition(record, question, watched)
    last = said[-1]
    moved = [path for path in watched if _has_moved(record, path, last.seq)]
    if moved and not _holds(record, question, name, last, moved, watched, says):
        return _on_condition(record, question, watched)
    return _excused(last)


def said_before(record: Record, name: str, question: str, excuse: Excuse | None) -> Excuse | None:
    """What was said to an objection the last time, where that is not how it was met: an answer has changed since."""
    said = _said(record, question, name)
    return _excused(said[-1]) if said and (excuse is None or excuse.seq != said[-1].seq) else None


def said_to(record: Record, raised: Raised) -> Excuse | None:
    """What was said last to an objection in the words it was put in, until it was put in others."""
    put = [one for one in record.raised if one.name == raised.name]
    at = put.index(raised)
    since = next((n for n in range(at, 0, -1) if put[n - 1].ask != raised.ask), 0)
    until = put[at + 1].seq if at + 1 < len(put) else None
    said = _said(record, raised.question, raised.name)
    then = [one for one in said if put[since].seq <= one.seq and (until is None or one.seq < until)]
    return _excused(then[-1]) if then else None


def before_the_director(record: Record, name: str, question: str, excuse: Excuse | None) -> Excuse | None:
    """What somebody had said to an objection, on top of which the director let it stand, or answered it."""
    deciders = (record.director, record.delegate)
    said = _said(record, question, name)[-2:]
    if record.catalog.of_old or excuse is None or excuse.by not in deciders or len(said) < _TWO:
        return None
    before, last = said
    is_on_top = last.seq == excuse.seq and before.seq > _entry(record, question).changed
    return _excused(before) if is_on_top and before.by not in deciders else None


_TWO = 2
"""Words to an objection, one after the other."""


def is_accepted(record: Record, question: str, excuse: Excuse) -> bool:
    """The director's own words are enough, and those the director accepted the answer with."""
    if excuse.by in (record.director, record.delegate):
        return True
    entry = _entry(record, question)
    last = entry.judgement
    accepted = last is not None and last.verdict is Verdict.ACCEPTED and last.of_answer == entry.changed
    return accepted and last is not None and last.seq > excuse.seq


def _said(record: Record, question: str, name: str) -> list[AskedBack]:
    """All that was said to an objection so far."""
    asked_back = _entry(record, question).asked_back
    return [asked for asked in asked_back if asked.rule == OBJECTION + name and asked.outcome]


# ---- while an answer has changed


def _holds(
    record: Record, question: str, name: str, said: AskedBack, moved: Sequence[str], watched: Sequence[str], says: Says
) -> bool:
    """Whether what was said still meets it, though answers it watches have moved since."""
    apart = _read_apart(record, says)
    return (
        all(_is_aside(record, question, path, said.seq, says, apart) for path in moved)
        and _put(record, name, said.seq) == (says.ask, says.level)
        and not _states_what_is_gone(record, said, moved, watched)
    )


def _read_apart(record: Record, says: Says) -> Mapping[str, frozenset[str] | None]:
    """The answers its looks are at, and the options that the table tells from others; None where any counts."""
    told: dict[str, set[str]] = {}
    for row in says.rule.table:
        for name, options in (*row.when.items(), *row.without.items()):
            told.setdefault(name, set()).update(options)
    return {
        says.place.filled(record, path): None if look.fact else frozenset(told.get(name, ()))
        for name, look in says.rule.looks.items()
        for path in look.at
    }


def _is_aside(
    record: Record, question: str, path: str, since: int, says: Says, apart: Mapping[str, frozenset[str] | None]
) -> bool:
    """Whether an answer that moved is none that it is about: a number it does not show, or one that it only quotes."""
    if _is_number(record, path):
        return path not in says.shown
    if record.catalog.question_at(path) == question:
        return False
    return path not in apart or _reads_alike(record, path, since, apart[path])


def _reads_alike(record: Record, path: str, since: int, apart: frozenset[str] | None) -> bool:
    """Whether a table that tells some options from the others reads the same of an answer as it did then."""
    question, _, name = path.rpartition(".")
    entry = _entry(record, question)
    chosen = [_chosen(answer.values.get(name)) for answer in (entry.stood(since), entry.answer) if answer]
    return apart is not None and all(chosen) and len({one & apart for one in chosen}) == 1


def _chosen(value: Value | None) -> frozenset[str]:
    """The options of an answer; none where it has none."""
    if isinstance(value, list):
        return frozenset(map(str, value))
    return frozenset((value,)) if isinstance(value, str) else frozenset()


def _put(record: Record, name: str, at: int) -> tuple[str, Level] | None:
    """What it said, and how grave it was, when it was put to somebody the last time before it was met."""
    put = [(one.ask, one.level) for one in record.raised if one.name == name and one.seq <= at]
    return put[-1] if put else None


def _states_what_is_gone(record: Record, said: AskedBack, moved: Sequence[str], watched: Iterable[str]) -> bool:
    """Whether words state a number that one of the answers that moved had then, and none that is looked at has now."""
    reads = stated.in_text(said.reason)
    if not reads:
        return False
    stands = frozenset[Stated]().union(*(_numbers(record, path) for path in watched))
    return any(
        read.stated in gone and read.is_of(stated.times_of(record.catalog.questions[question].field(name)))
        for path in moved
        if (gone := _numbers(record, path, said.seq) - stands)
        for question, _, name in (path.rpartition("."),)
        for read in reads
    )


def _numbers(record: Record, path: str, at: int | None = None) -> frozenset[Stated]:
    """The numbers that an answer is, or was `at` a time, as a text would state them."""
    question, _, name = path.rpartition(".")
    entry = _entry(record, question)
    answer = entry.answer if at is None else entry.stood(at)
    if answer is None or not _is_number(record, path):
        return frozenset()
    return stated.of_answer(record.catalog.questions[question].field(name), answer.values, answer.written)


def _is_number(record: Record, path: str) -> bool:
    id, _, field = path.rpartition(".")
    asked = record.catalog.questions.get(id)
    return asked is not None and asked.asks(field) and asked.field(field).kind in NUMERIC


def _has_moved(record: Record, path: str, since: int) -> bool:
    question, _, field = path.rpartition(".")
    entry = _entry(record, question)
    if entry.answer is None or entry.answer.seq <= since:
        return False
    then = entry.stood(since)
    return then is not None and _of(then, field) != _of(entry.answer, field)


def _of(answer: Answer, field: str) -> tuple[object, ...]:
    said = answer.unknowns.get(field)
    return answer.values.get(field), said.kind if said else None, answer.skipped is None


# ---- what is there to say


def _on_condition(record: Record, question: str, watched: Iterable[str]) -> Excuse | None:
    """What is not known, and the director accepted on a condition: that is what there is to say to it."""
    last = _entry(record, question).judgement
    made = [one for one in record.conditions if one.about == question and not one.objection and not one.assumes]
    if not (made and last and last.of_answer == _entry(record, question).changed and any(map(record.unknown, watched))):
        return None
    return Excuse("answered", made[-1].text, made[-1].by, last.seq)


def _excused(asked: AskedBack) -> Excuse:
    return Excuse(str(asked.outcome), asked.reason, asked.by, asked.seq)


def _entry(record: Record, question: str) -> Entry:
    return record.entries.get(question, NOTHING_SAID)

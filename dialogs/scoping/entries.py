"""How words become record: answers with their follow-ups, skips, judgements. Who may is asked in scoping.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dialogs.answers import evidence
from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Question
from dialogs.errors import BadFields, Moved, NotNow, Sentence
from dialogs.findings import Findings, contradictions
from dialogs.flow import turns
from dialogs.flow.standing import SETTLED, State, state
from dialogs.record.parts import Answer, AskedBack, Entry, Judgement, Verdict
from dialogs.record.record import Record


@dataclass(frozen=True)
class Signature:
    """Who says something, when, and from which reply in the thread, if from one."""

    by: str
    at: datetime
    reply_ts: str | None = None


def check_unmoved(record: Record, question: str, by: str, seen: int | None) -> None:
    """Raises Moved where somebody else has answered since `seen`, the scoping's count when the modal was opened."""
    answer = said_to(record, question).answer
    if seen is not None and answer and answer.seq > seen and answer.author != by:
        raise Moved("moved.answer", name=record.name(answer.author), label=record.catalog.questions[question].label)


def check_followup(record: Record, question: str, values: Mapping[str, Value]) -> None:
    """A follow-up of substance is met by new words (a choice left open, by making it), never by the same again."""
    entry = said_to(record, question)
    asked = entry.waiting_followup
    if asked is None or entry.answer is None:
        return
    found, rule = record.catalog.questions[question], record.catalog.rule(asked.rule)
    field = next(field for field in found.fields if rule.looks_at(found, field))
    if field.may_wait and field.id not in values:
        raise _beside(question, field, "problem.still_open")
    if values == entry.answer.values:
        raise _beside(question, field, "problem.unchanged")


def check_keeping(record: Record, question: str) -> None:
    """Raises NotNow where the catalogue says that the first answer cannot carry over."""
    if not record.catalog.questions[question].carries:
        raise NotNow("not_now.keep", label=record.catalog.questions[question].label)


def answer(record: Record, question: str, values: dict[str, Value], signed: Signature, *, kept: bool) -> bool:
    """Writes an answer down, or confirms one that is the same. Whether it draws a follow-up of form."""
    entry = record.entries.setdefault(question, Entry())
    if _same_again(record, question, values):
        entry.confirmed = record.seq
        return False
    _written(
        record,
        question,
        Answer(values=values, author=signed.by, at=signed.at, seq=record.seq, kept=kept, reply_ts=signed.reply_ts),
    )
    return not kept and _asks_back(record, record.catalog.questions[question], entry, values)


def skip(record: Record, question: str, reason: str, signed: Signature) -> None:
    """Writes down that a question does not apply, and why."""
    _written(record, question, Answer(values={}, author=signed.by, at=signed.at, seq=record.seq, skipped=reason))


def stands(record: Record, question: str, clash: str, reason: str, by: str) -> None:
    """Writes down why two answers that seem to clash both hold."""
    record.entries[question].asked_back.append(
        AskedBack(
            rule=contradictions.STANDS + clash, kind="clash", seq=record.seq, outcome="waived", reason=reason, by=by
        )
    )


def judgement(record: Record, question: str, verdict: Verdict, signed: Signature, reason: str = "") -> None:
    """Writes down what was said of the present version of an answer."""
    entry = record.entries[question]
    entry.judgements.append(
        Judgement(verdict=verdict, by=signed.by, at=signed.at, seq=record.seq, of_answer=entry.changed, reason=reason)
    )


def said_to(record: Record, question: str) -> Entry:
    """All that was said to a question so far; reading leaves no trace."""
    return record.entries.get(question, Entry())


def _same_again(record: Record, question: str, values: Mapping[str, Value]) -> bool:
    before = said_to(record, question).answer
    same = before is not None and before.values == values and not before.skipped
    return same and state(Findings(record), question) in {State.STALE, *SETTLED}


def _written(record: Record, question: str, new: Answer) -> None:
    entry = record.entries.setdefault(question, Entry())
    entry.answers.append(new)
    for asked in entry.asked_back:
        asked.outcome = asked.outcome or "answered"
    turns.answered(record, question)


def _asks_back(record: Record, question: Question, entry: Entry, values: Mapping[str, Value]) -> bool:
    rule = evidence.drawn(record.catalog, question, values, {asked.kind for asked in entry.asked_back})
    if rule is None:
        return False
    entry.asked_back.append(AskedBack(rule=rule.id, kind=rule.kind, seq=record.seq))
    return rule.kind == "form"


def _beside(question: str, field: AnswerField, key: str) -> BadFields:
    return BadFields({f"{question}.{field.id}": Sentence(key)})

"""How words become record: answers with their follow-ups, skips, judgements. Who may is asked in scoping.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dialogs.answers import evidence
from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Question
from dialogs.errors import BadFields, Moved, NotNow, Sentence
from dialogs.findings import contradictions
from dialogs.flow import turns
from dialogs.flow.standing import SETTLED, State, state
from dialogs.record.parts import Answer, AskedBack, Entry, Judgement, Verdict

if TYPE_CHECKING:
    from dialogs.record.record import Record


@dataclass(frozen=True)
class Signature:
    """Who says something, when, and from which reply in the thread, if from one."""

    by: str
    at: datetime
    reply_ts: str | None = None


def check_unmoved(scoping: Record, question: str, by: str, seen: int | None) -> None:
    """Raises Moved where somebody else has answered since `seen`, the scoping's count when the modal was opened."""
    answer = said_to(scoping, question).answer
    if seen is not None and answer and answer.seq > seen and answer.author != by:
        raise Moved("moved.answer", name=scoping.name(answer.author), label=scoping.catalog.questions[question].label)


def check_followup(scoping: Record, question: str, values: Mapping[str, Value]) -> None:
    """A follow-up of substance is met by new words (a choice left open, by making it), never by the same again."""
    entry = said_to(scoping, question)
    asked = entry.waiting_followup
    if asked is None or entry.answer is None:
        return
    found, rule = scoping.catalog.questions[question], scoping.catalog.rule(asked.rule)
    field = next(field for field in found.fields if rule.looks_at(found, field))
    if field.may_wait and field.id not in values:
        raise _beside(question, field, "problem.still_open")
    if values == entry.answer.values:
        raise _beside(question, field, "problem.unchanged")


def check_keeping(scoping: Record, question: str) -> None:
    """Raises NotNow where the catalogue says that the first answer cannot carry over."""
    if not scoping.catalog.questions[question].carries:
        raise NotNow("not_now.keep", label=scoping.catalog.questions[question].label)


def answer(scoping: Record, question: str, values: dict[str, Value], signed: Signature, *, kept: bool) -> bool:
    """Writes an answer down, or confirms one that is the same. Whether it draws a follow-up of form."""
    entry = scoping.entries.setdefault(question, Entry())
    if _same_again(scoping, question, values):
        entry.confirmed = scoping.seq
        return False
    _written(
        scoping,
        question,
        Answer(values=values, author=signed.by, at=signed.at, seq=scoping.seq, kept=kept, reply_ts=signed.reply_ts),
    )
    return not kept and _asks_back(scoping, scoping.catalog.questions[question], entry, values)


def skip(scoping: Record, question: str, reason: str, signed: Signature) -> None:
    """Writes down that a question does not apply, and why."""
    _written(scoping, question, Answer(values={}, author=signed.by, at=signed.at, seq=scoping.seq, skipped=reason))


def stands(scoping: Record, question: str, clash: str, reason: str, by: str) -> None:
    """Writes down why two answers that seem to clash both hold."""
    scoping.entries[question].asked_back.append(
        AskedBack(
            rule=contradictions.STANDS + clash, kind="clash", seq=scoping.seq, outcome="waived", reason=reason, by=by
        )
    )


def judgement(scoping: Record, question: str, verdict: Verdict, signed: Signature, reason: str = "") -> None:
    """Writes down what was said of the present version of an answer."""
    entry = scoping.entries[question]
    entry.judgements.append(
        Judgement(verdict=verdict, by=signed.by, at=signed.at, seq=scoping.seq, of_answer=entry.changed, reason=reason)
    )


def said_to(scoping: Record, question: str) -> Entry:
    """All that was said to a question so far; reading leaves no trace."""
    return scoping.entries.get(question, Entry())


def _same_again(scoping: Record, question: str, values: Mapping[str, Value]) -> bool:
    before = said_to(scoping, question).answer
    same = before is not None and before.values == values and not before.skipped
    return same and state(scoping, question) in {State.STALE, *SETTLED}


def _written(scoping: Record, question: str, new: Answer) -> None:
    entry = scoping.entries.setdefault(question, Entry())
    entry.answers.append(new)
    for asked in entry.asked_back:
        asked.outcome = asked.outcome or "answered"
    turns.answered(scoping, question)


def _asks_back(scoping: Record, question: Question, entry: Entry, values: Mapping[str, Value]) -> bool:
    rule = evidence.drawn(scoping.catalog, question, values, {asked.kind for asked in entry.asked_back})
    if rule is None:
        return False
    entry.asked_back.append(AskedBack(rule=rule.id, kind=rule.kind, seq=scoping.seq))
    return rule.kind == "form"


def _beside(question: str, field: AnswerField, key: str) -> BadFields:
    return BadFields({f"{question}.{field.id}": Sentence(key)})

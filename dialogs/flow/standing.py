"""What stands and what is asked next, derived from the answers: how each question stands, and whom it needs."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from dialogs.catalog import Question, Stage
from dialogs.findings import contradictions
from dialogs.record import quoting as quoting_
from dialogs.record.parts import Answer, Entry, Verdict
from dialogs.record.quoting import active_questions

if TYPE_CHECKING:
    from dialogs.record.record import Record


class State(StrEnum):
    """How one question stands. Everything before ANSWERED needs somebody's work."""

    CHALLENGED = "followup"
    CONTRADICTED = "contradiction"
    INCOMPLETE = "missing"
    SENT_BACK = "sent_back"
    STALE = "stale"
    UNANSWERED = "asked"
    ANSWERED = "answered"
    ACCEPTED = "accepted"


SETTLED = frozenset({State.ANSWERED, State.ACCEPTED})


def state(scoping: Record, question: str) -> State:
    """How a question stands, from its answers, its judgements and what it rests on."""
    entry = scoping.entries.get(question, Entry())
    if entry.answer is None or not _still_offered(scoping, question, entry.answer):
        return State.UNANSWERED
    if entry.waiting_followup:
        return State.CHALLENGED
    if _sent_back(entry):
        return State.SENT_BACK
    if _stale(scoping, question, entry):
        return State.STALE
    found = contradictions.about(scoping, question)
    if found:
        return State.INCOMPLETE if found.missing else State.CONTRADICTED
    return State.ACCEPTED if _accepted(entry) else State.ANSWERED


def complete(scoping: Record, stage: str) -> bool:
    """Whether a stage is done: all that applies is answered and, in an examined stage, accepted (S4.exam.rule)."""
    return not missing(scoping, stage) and not pulse_open(scoping, scoping.catalog.stages[stage])


def missing(scoping: Record, stage: str) -> list[tuple[Question, State]]:
    """What a stage still lacks, by name."""
    asked = scoping.catalog.stages[stage]
    states = [(question, state(scoping, question.id)) for question in active_questions(scoping, asked)]
    return [
        (question, found)
        for question, found in states
        if found not in ({State.ACCEPTED} if is_examined(asked, question) else SETTLED)
    ]


def is_examined(stage: Stage, question: Question) -> bool:
    """Whether an answer needs the director's word: that of an examined stage, or of a question that says so itself."""
    return stage.examined or question.examined


def pulse_open(scoping: Record, stage: Stage) -> bool:
    return scoping.track in stage.pulse and not scoping.pulse_over


def _still_offered(scoping: Record, question: str, answer: Answer) -> bool:
    """Whether what was chosen can still be chosen: a candidate that was taken away can't stay the one chosen."""
    fields = (field for field in scoping.catalog.questions[question].fields if field.id in answer.values)
    quoting = [field for field in fields if any(quoting_.quotes(label) for label in field.options.values())]
    return all(str(answer.values[field.id]) in quoting_.offered(scoping, field) for field in quoting)


def _sent_back(entry: Entry) -> bool:
    last = entry.judgement
    return last is not None and last.verdict is Verdict.SENT_BACK and last.of_answer == entry.changed


def _accepted(entry: Entry) -> bool:
    last = entry.judgement
    return last is not None and last.verdict is Verdict.ACCEPTED and last.of_answer == entry.changed


def _stale(scoping: Record, question: str, entry: Entry) -> bool:
    """Something it rests on changed after it was answered or confirmed. A first answer that came later is no change."""
    settled = max(entry.changed, entry.confirmed)
    return any(_has_moved(scoping, ground, settled) for ground in scoping.catalog.questions[question].rests_on)


def _has_moved(scoping: Record, ground: str, since: int) -> bool:
    """Whether an answer, or the one field of it that is named, is another than it was then."""
    question, _, field = ground.rpartition(".") if ground not in scoping.catalog.questions else (ground, "", "")
    entry = scoping.entries.get(question, Entry())
    if entry.changed <= since or len(entry.answers) < 2:
        return False
    before = next((answer for answer in reversed(entry.answers) if answer.seq <= since), entry.answers[0])
    return not field or before.values.get(field) != entry.answers[-1].values.get(field)

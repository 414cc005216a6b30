"""How each question stands, derived from its answers, what was said of them, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial

from dialogs.answers.needed import open_fields, wanted_fields
from dialogs.catalog import Question, Stage
from dialogs.findings import Findings
from dialogs.flow import other_ways, pulse
from dialogs.flow.overtaken import overtaken
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID, Answer, Entry, Verdict
from dialogs.record.quoting import active_questions, offered, quotes
from dialogs.record.record import Record


class State(StrEnum):
    """How one question stands. Everything before ANSWERED needs somebody's work."""

    CHALLENGED = "followup"
    CONTRADICTED = "contradiction"
    INCOMPLETE = "missing"
    SENT_BACK = "sent_back"
    STALE = "stale"
    PARTLY = "partly"
    UNANSWERED = "asked"
    OBJECTED = "objected"
    ANSWERED = "answered"
    ACCEPTED = "accepted"


SETTLED = frozenset({State.OBJECTED, State.ANSWERED, State.ACCEPTED})
"""The answer is there, and nobody has to do anything for it to be; an objection may still stand."""
_DONE = frozenset({State.ANSWERED, State.ACCEPTED})
_TAKEN = frozenset({State.ACCEPTED})


def state(findings: Findings, question: str) -> State:
    """How a question stands, from its answers, its judgements, what it rests on, and what is objected to it."""
    if question not in findings.states:
        findings.states[question] = _state(findings, question)
    return State(findings.states[question])


def _state(findings: Findings, question: str) -> State:
    own = _own_state(findings, question)
    if own not in _DONE:
        return own
    if findings.objecting.stops(question) and is_ready(findings, findings.record.catalog.stage_of[question]):
        return State.OBJECTED
    return State.ANSWERED if findings.objecting.pends(question) else own


def is_ready(findings: Findings, stage: Stage) -> bool:
    """Whether all that a stage asks has its answer: only then anything is objected to any of them."""
    if stage.stage not in findings.ready:
        asked = active_questions(findings.record, stage)
        findings.ready[stage.stage] = all(_own_state(findings, question.id) in _DONE for question in asked)
    return findings.ready[stage.stage]


def _own_state(findings: Findings, question: str) -> State:
    """Without what is objected to it."""
    if question not in findings.own_states:
        findings.own_states[question] = findings.made(f"state:{question}", partial(_by_itself, question))
    return State(findings.own_states[question])


def _by_itself(question: str, findings: Findings) -> State:
    record = findings.record
    entry = record.entries.get(question, NOTHING_SAID)
    if entry.answer is None or not _still_offered(record, question, entry.answer):
        return State.UNANSWERED
    if _is_known_by_now(record, question, entry.answer):
        return State.UNANSWERED
    if entry.waiting_followup:
        return State.CHALLENGED
    if _sent_back(entry):
        return State.SENT_BACK
    if moved_under(record, question):
        return State.STALE
    if _lacks_something(record, question, entry.answer):
        return State.PARTLY
    clash = findings.clashes.about(question)
    if clash:
        return State.INCOMPLETE if clash.missing else State.CONTRADICTED
    return State.ACCEPTED if _accepted(entry) else State.ANSWERED


def is_due(record: Record, question: str) -> bool:
    """Whether the day has come by which somebody would know something of it, and it is still not known."""
    answer = record.entries.get(question, NOTHING_SAID).answer
    asked = record.catalog.questions[question]
    return answer is not None and any(one.due for id, one in answer.unknowns.items() if asked.asks(id))


def open_inputs(findings: Findings, question: str) -> tuple[str, ...]:
    """The fields of which somebody still has to say something, in the order they are asked.

    Those with neither a value nor a word why there is none, those a decision lacks, and those to be known by now.
    """
    asked = findings.record.catalog.questions[question]
    answer = findings.record.entries.get(question, NOTHING_SAID).answer
    if answer is None:
        return wanted_fields(asked, {})
    lacking = () if _is_whole(answer) else open_fields(asked, answer.values, answer.unknowns)
    clash = findings.clashes.about(question)
    due = (id for id, unknown in answer.unknowns.items() if unknown.due)
    wanted = {*lacking, *(clash.missing if clash else ()), *due}
    return tuple(field.id for field in asked.fields if field.id in wanted)


def wanted_inputs(record: Record, question: str) -> tuple[str, ...]:
    """The fields somebody has to say something of, as far as what was answered tells."""
    answer = record.entries.get(question, NOTHING_SAID).answer
    return wanted_fields(record.catalog.questions[question], answer.values if answer else {})


def complete(findings: Findings, stage: str) -> bool:
    """Whether a stage is done: all that applies is answered and, in an examined stage, accepted (S4.exam.rule)."""
    return not missing(findings, stage) and not pulse.is_awaited(findings.record, findings.record.catalog.stages[stage])


def missing(findings: Findings, stage: str) -> list[tuple[Question, State]]:
    """What a stage still lacks, by name."""
    if stage not in findings.lacking:
        findings.lacking[stage] = list(_missing(findings, stage))
    return list(findings.lacking[stage])


def _missing(findings: Findings, stage: str) -> Iterator[tuple[Question, State]]:
    asked = findings.record.catalog.stages[stage]
    for question in active_questions(findings.record, asked):
        stands = state(findings, question.id)
        if stands not in (_TAKEN if wants_a_word(findings, asked, question) else _DONE):
            yield question, stands


def missing_labels(findings: Findings) -> list[str]:
    """What the present stage still lacks, by name."""
    record = findings.record
    if record.stage not in record.catalog.stages:
        return []
    return [record.label(question.id) for question, _ in missing(findings, record.stage)]


def is_examined(stage: Stage, question: Question) -> bool:
    """Whether an answer needs the director's word: that of an examined stage, or of a question that says so itself."""
    return stage.examined or question.examined


def wants_a_word(findings: Findings, stage: Stage, question: Question) -> bool:
    """The same, whether the words to a stop are enough, and whether what was sent back is better now."""
    return (
        is_examined(stage, question)
        or findings.objecting.pends(question.id)
        or _was_sent_back(findings.record, question.id)
    )


def _was_sent_back(record: Record, question: str) -> bool:
    """Whether the last word on an answer sent an earlier version of it back; of old records nobody is asked again."""
    last = record.entries.get(question, NOTHING_SAID).judgement
    return last is not None and last.verdict is Verdict.SENT_BACK and not record.catalog.of_old


def moved_under(record: Record, question: str) -> list[str]:
    """The questions a question rests on whose answers are others than when it was answered or confirmed.

    A first answer that came later is no change; of a field that is named, only the field counts. And those of which it
    states a number that they no longer have.
    """
    entry = record.entries.get(question, NOTHING_SAID)
    since = max(entry.changed, entry.confirmed)
    moved = (ground for ground in _rests_on(record, question) if moved_since(record, ground, since))
    grounds = (record.catalog.question_at(ground) for ground in moved)
    return list(dict.fromkeys((*grounds, *(one.question for one in overtaken(record, question)))))


def _rests_on(record: Record, question: str) -> tuple[str, ...]:
    return (*record.catalog.questions[question].rests_on, *other_ways.grounds(record, question))


def stale_of(findings: Findings, person: str) -> list[str]:
    """The questions of the whole track that somebody answered, and under which something has moved since."""
    record = findings.record
    asked = (question for stage in record.catalog.stages.values() for question in active_questions(record, stage))
    entries = ((question.id, record.entries.get(question.id, NOTHING_SAID).answer) for question in asked)
    own = [id for id, answer in entries if answer and answer.author == person]
    return [id for id in own if state(findings, id) is State.STALE]


MOST_TOGETHER = 30
"""How many answers are asked about at once; the rest come next (ours)."""


def asked_together(findings: Findings, questions: Sequence[str], person: str) -> list[str]:
    """The answers of which one message asks whether they still hold, as they follow each other on the track.

    Those of an item under which something has moved, and all others of the person's who is asked.
    """
    of_item = [question for question in questions if state(findings, question) is State.STALE]
    every = {*of_item, *stale_of(findings, person)}
    in_order = (question.id for stage in findings.record.catalog.stages.values() for question in stage.questions)
    others = [question for question in in_order if question in every]
    return others[:MOST_TOGETHER] if set(of_item) <= set(others[:MOST_TOGETHER]) else of_item


def moved_again(record: Record, question: str, seen: int) -> bool:
    """Whether something under an answer has moved after `seen` in the record's count: whoever looked did not see it."""
    entry = record.entries[question]
    later = [*entry.answers, *(answer for ground in _grounds_of(record, question) for answer in ground.answers)]
    return any(answer.seq > seen for answer in later)


def _grounds_of(record: Record, question: str) -> Iterator[Entry]:
    moved = moved_under(record, question)
    return (record.entries[ground] for ground in moved if ground in record.entries)


def values_moved(record: Record, question: str) -> Iterator[tuple[str, str, Answer, Answer]]:
    """What a question rests on, or states, that has moved: the question, the field, and its answer then and now."""
    grounds = list(_grounds_moved(record, question))
    yield from grounds
    shown = {(of, field) for of, field, *_ in grounds}
    stated = {(one.question, one.field): one for one in overtaken(record, question)}
    yield from ((*at, one.before, one.now) for at, one in stated.items() if at not in shown)


def _grounds_moved(record: Record, question: str) -> Iterator[tuple[str, str, Answer, Answer]]:
    entry = record.entries.get(question, NOTHING_SAID)
    since = max(entry.changed, entry.confirmed)
    for ground in _rests_on(record, question):
        if moved_since(record, ground, since):
            of = record.catalog.question_at(ground)
            named = ground.removeprefix(of).removeprefix(".")
            before, now = _then(record, of, since), record.entries[of].answers[-1]
            fields = [named] if named else [field.id for field in record.catalog.questions[of].fields]
            yield from ((of, field, before, now) for field in fields if _differs(before, now, field))


def moved_since(record: Record, ground: str, since: int) -> bool:
    """Whether an answer, or the one field of it that is named, is another than at `since` in the record's count."""
    question = record.catalog.question_at(ground)
    field = ground.removeprefix(question).removeprefix(".")
    entry = record.entries.get(question, NOTHING_SAID)
    later = [answer for answer in entry.answers if answer.seq > since]
    if len(entry.answers) < 2 or all(answer.amends for answer in later):
        return False
    return not field or _then(record, question, since).values.get(field) != entry.answers[-1].values.get(field)


def _then(record: Record, question: str, since: int) -> Answer:
    """The version of an answer that stood at `since`; the first where there was none yet."""
    entry = record.entries[question]
    return entry.stood(since) or entry.answers[0]


def _differs(before: Answer, now: Answer, field: str) -> bool:
    said = [(answer.skipped is None, answer.values.get(field), answer.unknowns.get(field)) for answer in (before, now)]
    return said[0] != said[1]


def _lacks_something(record: Record, question: str, answer: Answer) -> bool:
    return not _is_whole(answer) and bool(
        open_fields(record.catalog.questions[question], answer.values, answer.unknowns)
    )


def _is_whole(answer: Answer) -> bool:
    """Whether nothing of it can be open: it does not apply, or the first answer was kept."""
    return answer.skipped is not None or answer.kept


def _is_known_by_now(record: Record, question: str, answer: Answer) -> bool:
    """Whether nobody knew it, and other answers given since say all of it: it only has to be confirmed."""
    asked = record.catalog.questions[question]
    return bool(answer.unknowns) and not answer.values and quoting.is_known_since(record, asked, answer.seq)


def _still_offered(record: Record, question: str, answer: Answer) -> bool:
    """Whether what was chosen can still be chosen: a candidate that was taken away can't stay the one chosen."""
    fields = (field for field in record.catalog.questions[question].fields if field.id in answer.values)
    quoting = [field for field in fields if any(quotes(label) for label in field.options.values())]
    return all(str(answer.values[field.id]) in offered(record, field) for field in quoting)


def _sent_back(entry: Entry) -> bool:
    last = entry.judgement
    return last is not None and last.verdict is Verdict.SENT_BACK and last.of_answer == entry.changed


def _accepted(entry: Entry) -> bool:
    last = entry.judgement
    return last is not None and last.verdict is Verdict.ACCEPTED and last.of_answer == entry.changed

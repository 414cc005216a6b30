"""What somebody owes as a whole, and why it needs them now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dialogs.catalog import Layout, Stage
from dialogs.findings import Findings
from dialogs.flow import objecting, pulse
from dialogs.flow.objecting import OBJECT
from dialogs.flow.pulse import PULSE
from dialogs.flow.standing import SETTLED, State, complete, is_due, state, wants_a_word
from dialogs.record.parts import Item
from dialogs.record.quoting import active_questions
from dialogs.record.record import Record


class Need(NamedTuple):
    """Why an item needs somebody: the kind of call, and what set it off (so that the same need calls once)."""

    kind: str
    trigger: str


class Task(NamedTuple):
    """Something one person (or the team) owes as a whole: one message, one turn."""

    key: str
    stage: str
    questions: tuple[str, ...]


EXAMINE = "examine:"
ASSUME = "assume:"
"""The director's word where a fork hangs on something nobody knows."""
SIGN = "sign"


def in_stage(findings: Findings) -> Iterator[Task]:
    """Everything that may be owed in the present stage, in the order it is asked."""
    known: tuple[Task, ...] | None = findings.tasks
    if known is None:
        known = tuple(_in_stage(findings))
        if findings.record.worked_out is not None:  # else what is owed may change under them
            findings.tasks = known
    return iter(known)


def _in_stage(findings: Findings) -> Iterator[Task]:
    record = findings.record
    stage = record.catalog.stages.get(record.stage)
    if stage is None:
        return
    active = active_questions(record, stage)
    ids = tuple(question.id for question in active)
    yield from _TASKS[stage.layout](findings, stage, ids)
    yield from (Task(key, at, questions) for key, at, questions in objecting.places(findings))
    examined = tuple(question.id for question in active if wants_a_word(findings, stage, question))
    if examined:
        yield Task(EXAMINE + stage.stage, stage.stage, examined)
    if record.track in stage.pulse:
        yield Task(PULSE, stage.stage, ())
    if findings.mlops_hangs and complete(findings, stage.stage):
        yield Task(ASSUME + stage.stage, stage.stage, ())
    yield from _fallen_due(findings, stage)


def need(findings: Findings, task: Task) -> Need | None:
    """Why somebody has to be called for a task; None if nothing is needed, or not before a date somebody gave."""
    record = findings.record
    if task.key.startswith(EXAMINE):
        return Need("examine", "") if _ready_to_examine(findings, task) else None
    if task.key == SIGN:
        return Need("sign", "")
    if task.key == PULSE:
        return Need(PULSE, pulse.mark(record)) if pulse.is_awaited(record, record.catalog.stages[task.stage]) else None
    if task.key.startswith(OBJECT):
        put = objecting.put_at(findings, task.key)
        return Need("objection", ",".join(one.name for one in put)) if put else None
    if task.key.startswith(ASSUME):
        return Need("assume", findings.mlops_hangs)
    states = {question: state(findings, question) for question in task.questions}
    worst = min((found for found in states.values() if found not in SETTLED), key=_URGENCY.index, default=None)
    if worst is None or (worst in _CAN_WAIT and _put_off(record, task.key)):
        due = [question for question in task.questions if is_due(record, question)]
        return Need(DUE, ",".join(due)) if due else None
    return Need(
        _KIND.get(worst, worst.value), _trigger(findings, worst, [q for q, found in states.items() if found is worst])
    )


def to_examine(findings: Findings, stage: str) -> list[str]:
    """The answers of a stage that wait for the director's word; none where the director has no say."""
    record = findings.record
    asked = record.catalog.stages.get(stage)
    questions = active_questions(record, asked) if asked else []
    return [
        question.id
        for question in questions
        if asked and wants_a_word(findings, asked, question) and state(findings, question.id) is State.ANSWERED
    ]


def needing(findings: Findings, task: Task) -> tuple[str, ...]:
    """The questions of a task that need somebody's work."""
    return tuple(
        question
        for question in task.questions
        if state(findings, question) not in SETTLED or is_due(findings.record, question)
    )


def owed_items(findings: Findings) -> Iterator[tuple[str, Item]]:
    """What somebody owes now: called for, or promised by a day."""
    record = findings.record
    if record.ending:
        return
    for task in in_stage(findings):
        item = record.items.get(task.key)
        if item and (item.open_call or (item.unknown_until and needing(findings, task))):
            yield task.key, item


def open_questions(findings: Findings, key: str) -> tuple[str, ...]:
    """The questions of an item that need somebody's work."""
    task = next((task for task in in_stage(findings) if task.key == key), None)
    if task is None:
        return ()
    if key.startswith(EXAMINE):
        return tuple(to_examine(findings, task.stage))
    if key.startswith(OBJECT):
        return task.questions
    return needing(findings, task)


DUE = "due"
"""The kind of a call for something that was to be known by now."""
_KIND = {State.PARTLY: State.UNANSWERED.value}
"""What is answered in part is asked in the same turn: the same message says what is still open."""
_URGENCY = list(State)
_CAN_WAIT = frozenset({State.UNANSWERED, State.PARTLY, State.INCOMPLETE})


def _trigger(findings: Findings, worst: State, questions: list[str]) -> str:
    """What set a need off, so that the same need is not called twice."""
    return _TRIGGERS[worst](findings, questions) if worst in _TRIGGERS else ""


def _sent_back_at(findings: Findings, questions: list[str]) -> str:
    return ",".join(f"{question}:{findings.record.entries[question].judgements[-1].seq}" for question in questions)


def _asked_back_by(findings: Findings, questions: list[str]) -> str:
    waiting = ((question, findings.record.entries[question].waiting_followup) for question in questions)
    return ",".join(f"{question}:{asked.rule}" for question, asked in waiting if asked)


def _clashing(findings: Findings, questions: list[str]) -> str:
    return findings.clashes.mark(questions)


def _all_of_them(findings: Findings, questions: list[str]) -> str:
    return ",".join(questions)


_TRIGGERS: Mapping[State, Callable[[Findings, list[str]], str]] = {
    State.SENT_BACK: _sent_back_at,
    State.CHALLENGED: _asked_back_by,
    State.CONTRADICTED: _clashing,
    State.INCOMPLETE: _clashing,
    State.STALE: _all_of_them,
}


def _put_off(record: Record, key: str) -> bool:
    item = record.items.get(key)
    return item is not None and item.unknown_until is not None


def _ready_to_examine(findings: Findings, task: Task) -> bool:
    """Nobody is working on anything (a date given for “don't know yet” aside), and an answer waits for a word.

    What is objected in this stage is met first; what still stands of an earlier one does not wait for it.
    """
    others = [other for other in in_stage(findings) if not other.key.startswith(EXAMINE) and other.key != PULSE]
    others = [other for other in others if not other.key.startswith(OBJECT) or other.stage == task.stage]
    busy = any((why := need(findings, other)) and why.kind != DUE for other in others)
    return bool(to_examine(findings, task.stage)) and not busy


def _fallen_due(findings: Findings, present: Stage) -> Iterator[Task]:
    """What was to be known by now in the stages that lie behind, as the items they were asked as."""
    record = findings.record
    behind = [record.catalog.stages[stage] for stage in record.walked if stage != present.stage]
    due: dict[str, list[str]] = {}
    for question in [asked.id for stage in behind for asked in active_questions(record, stage)]:
        if is_due(record, question):
            key = question if question in record.items else record.catalog.form_of[question]
            due.setdefault(key, []).append(question)
    yield from (Task(key, record.catalog.stage_of[ids[0]].stage, tuple(ids)) for key, ids in due.items())


def _one_by_one(findings: Findings, stage: Stage, ids: tuple[str, ...]) -> Iterator[Task]:
    return (Task(id, stage.stage, (id,)) for id in ids)


def _form(findings: Findings, stage: Stage, ids: tuple[str, ...]) -> Iterator[Task]:
    """A task a form, as far as something in it is asked."""
    form_of = findings.record.catalog.form_of
    forms = dict.fromkeys(form_of[id] for id in ids)
    for form in forms:
        yield Task(form, stage.stage, tuple(id for id in ids if form_of[id] == form))


def _board(findings: Findings, stage: Stage, ids: tuple[str, ...]) -> Iterator[Task]:
    """Lines that somebody took, was handed, or has to look at again are tasks of their own; the rest is the team's."""
    own = [id for id in ids if id in findings.record.items or state(findings, id) not in {State.UNANSWERED, *SETTLED}]
    yield Task(stage.stage, stage.stage, tuple(id for id in ids if id not in own))
    yield from (Task(id, stage.stage, (id,)) for id in own)


def _sign(findings: Findings, stage: Stage, ids: tuple[str, ...]) -> Iterator[Task]:
    yield Task(SIGN, stage.stage, ())


_TASKS = {Layout.ONE_BY_ONE: _one_by_one, Layout.FORM: _form, Layout.BOARD: _board, Layout.SIGN: _sign}

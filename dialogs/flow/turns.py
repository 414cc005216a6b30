"""Whose turn it is: calls people when something becomes theirs, once, and closes the call when it is done.

One open question per owner: answering it, handing it on or naming a day for it brings the owner's next. What was to be
known by now comes back on its day, beside that one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from dialogs.catalog import Layout
from dialogs.findings import Findings
from dialogs.flow import pulse, standing, tasks
from dialogs.flow.objecting import OBJECT
from dialogs.flow.pulse import PULSE
from dialogs.flow.standing import SETTLED
from dialogs.flow.tasks import ASSUME, DUE, EXAMINE, SIGN, Need, Task
from dialogs.record import quoting
from dialogs.record.parts import TAPS, Call, Item, Raised
from dialogs.record.record import Record

TAKEN = "taken"
"""The kind of a call somebody gave themselves: no message says so."""

_OF_THE_AUTHOR = frozenset({"sent_back", "followup", "stale"})


def call(findings: Findings, now: datetime, due: Callable[[datetime, str], datetime]) -> None:
    """Closes the calls that are done or overtaken and opens those that are needed now."""
    record = findings.record
    needed = {task.key: (task, why) for task in tasks.in_stage(findings) if (why := tasks.need(findings, task))}
    for key, item in record.items.items():
        if item.open_call and not (key in needed and _still_the_same(findings, item.open_call, *needed[key])):
            item.open_call.done_at = now
    busy = {
        person
        for key, item in record.items.items()
        if item.open_call and item.open_call.kind != DUE and _goes_in_turn(record, key)
        for person in item.open_call.to
    }
    objected = {person for key, item in record.items.items() if _objects(key) for person in item.called}
    for task, why in needed.values():
        if task.key in record.items and record.items[task.key].open_call:
            continue
        if task.key.startswith(EXAMINE) and _is_being_found_out(record, task, needed.values()):
            continue
        to = addressees(findings, task, why)
        if why.kind != DUE and _waits_its_turn(findings, task, to, objected if _objects(task.key) else busy):
            continue
        _open(record, task, why, to, now, due)
        if _objects(task.key):
            objected.update(to)
            _raise(findings, why, now)
        busy.update(to if why.kind != DUE and _goes_in_turn(record, task.key) else ())


def _is_being_found_out(record: Record, task: Task, needed: Iterable[tuple[Task, Need]]) -> bool:
    """Whether what was to be known by now is asked of the team: the director is called for what comes of it."""
    return any(why.kind == DUE and set(other.questions) & set(task.questions) for other, why in needed)


def close_all(record: Record, now: datetime) -> None:
    """Nobody owes anything any more."""
    for item in record.items.values():
        if item.open_call:
            item.open_call.done_at = now


def addressees(findings: Findings, task: Task, why: Need) -> list[str]:
    """Who is called: the examiner, the author of what came back, the owner, the team for a board, or the initiator."""
    record = findings.record
    if task.key == SIGN or task.key.startswith((EXAMINE, ASSUME)):
        return [record.examiner]
    if task.key == PULSE:
        return pulse.people(record)
    if _objects(task.key):
        return [_present(record, _objected(record, task))]
    if _is_board(record, task.key):
        return [person for person in dict.fromkeys([record.initiator, *record.team]) if record.takes_part(person)]
    if why.kind == DUE:
        return [_present(record, _finder(record, task))]
    item = record.items.get(task.key)
    wanted = item.owner if item else None
    if why.kind in _OF_THE_AUTHOR and not (item and item.handed_by and item.owner):
        wanted = _author(findings, task) or wanted
    return [_present(record, wanted)]


def debtors(record: Record, key: str) -> list[str]:
    """Who owes an item now; the initiator answers for lines of a board that nobody took."""
    if key == SIGN or key.startswith((EXAMINE, ASSUME)):
        return [record.examiner]
    if key == PULSE and pulse.mark(record) == TAPS:
        return pulse.people(record)
    item = record.items.get(key)
    if item and item.open_call and not _is_board(record, key) and key != PULSE:
        return item.open_call.to
    return [_present(record, item.owner if item else None)]


def task_key(record: Record, question: str) -> str:
    """The item a question belongs to."""
    stage = record.catalog.stage_of[question]
    if stage.layout is Layout.ONE_BY_ONE or (stage.layout is Layout.BOARD and question in record.items):
        return question
    return in_form(record, question)


def in_form(record: Record, question: str) -> str:
    """The form a question stands in."""
    return record.catalog.form_of[question]


def is_open(record: Record, key: str) -> bool:
    """Whether an item of the team's is being asked now."""
    item = record.items.get(key)
    ours = key not in (SIGN, PULSE) and not key.startswith((EXAMINE, ASSUME))
    return ours and item is not None and item.open_call is not None


def is_free_line(findings: Findings, question: str) -> bool:
    """Whether a line of the present board is nobody's yet."""
    record = findings.record
    stage = record.catalog.stages[record.stage]
    ours = stage.layout is Layout.BOARD and any(asked.id == question for asked in stage.questions)
    return ours and question not in record.items and standing.state(findings, question) is standing.State.UNANSWERED


def can_be_handed(findings: Findings, key: str) -> bool:
    """Whether an item can still be handed to somebody: it is asked in this stage and not settled."""
    record = findings.record
    questions_of = {task.key: task.questions for task in tasks.in_stage(findings)}
    stage = record.catalog.stages[record.stage]
    if stage.layout is Layout.BOARD:
        questions_of = {question.id: (question.id,) for question in stage.questions}
    if _objects(key):
        return key in questions_of
    ours = key not in (SIGN, PULSE) and not key.startswith((EXAMINE, ASSUME))
    return ours and any(standing.state(findings, question) not in SETTLED for question in questions_of.get(key, ()))


def question_open_for(record: Record, person: str) -> str | None:
    """The question or form somebody is being asked now, if there is one: a reply of theirs may answer it."""
    for key, item in record.items.items():
        ours = key in record.catalog.questions or (key in record.catalog.forms and not _is_board(record, key))
        if ours and item.open_call and item.open_call.to == [person]:
            return key
    return None


def answered(record: Record, question: str) -> None:
    """A question was answered: nobody waits for a day or a reply any more."""
    item = record.items.get(task_key(record, question))
    if item:
        item.unknown_until = item.unknown_by = item.reply = None


def put_and_met(findings: Findings, question: str, names: Sequence[str], by: str, now: datetime) -> None:
    """Objections to an answer that somebody meets as they give it: put and done with in one, so nobody is asked."""
    why = Need("objection", ",".join(names))
    item = findings.record.items.setdefault(OBJECT + question, Item())
    if item.open_call is None:
        n = len(item.calls) + 1
        item.calls.append(Call(n=n, kind=why.kind, trigger=why.trigger, to=[by], at=now, done_at=now))
    _raise(findings, why, now)


def _open(
    record: Record,
    task: Task,
    why: Need,
    to: list[str],
    now: datetime,
    due: Callable[[datetime, str], datetime],
) -> None:
    item = record.items.setdefault(task.key, Item())
    item.calls.append(
        Call(
            n=len(item.calls) + 1,
            kind=_kind(record, task, why),
            trigger=why.trigger,
            to=to,
            at=now,
            by=item.handed_by,
        )
    )
    item.due_at = item.remind_at = due(now, record.initiator if len(to) > 1 else to[0])


def _objects(key: str) -> bool:
    return key.startswith(OBJECT)


def _raise(findings: Findings, why: Need, now: datetime) -> None:
    """What is put to somebody is kept in the words it was put in, each time."""
    record, names = findings.record, why.trigger.split(",")
    put = [one for one in findings.objecting.found if one.name in names]
    record.raised += [
        Raised(name=one.name, question=one.question, level=one.level, ask=one.ask, seq=record.seq, at=now)
        for one in put
    ]


def _still_the_same(findings: Findings, made: Call, task: Task, why: Need) -> bool:
    """The same people for the same reason, or for what is left of it: two answers came back, one is mended."""
    record = findings.record
    to = made.to if _is_board(record, task.key) or task.key == PULSE else addressees(findings, task, why)
    left = set(why.trigger.split(",")) <= set(made.trigger.split(","))
    return left and (made.kind, made.to) == (_kind(record, task, why), to)


def _kind(record: Record, task: Task, why: Need) -> str:
    item = record.items.get(task.key)
    line = task.key != task.stage and record.catalog.stages[task.stage].layout is Layout.BOARD
    return TAKEN if line and why.kind == "asked" and item and not item.handed_by else why.kind


def _waits_its_turn(findings: Findings, task: Task, to: list[str], busy: set[str]) -> bool:
    record = findings.record
    line = record.catalog.stages[task.stage].layout is Layout.BOARD
    if _waits_for_another_form(findings, task):
        return True
    in_turn = _goes_in_turn(record, task.key) or _objects(task.key)
    return not line and in_turn and not busy.isdisjoint(to)


def _waits_for_another_form(findings: Findings, task: Task) -> bool:
    """A form is not asked before what it rests on in its own stage is settled, whoever has that."""
    record = findings.record
    if task.key not in record.catalog.forms:
        return False
    stage = {question.id for question in record.catalog.stages[task.stage].questions} - set(task.questions)
    grounds = {ground for question in task.questions for ground in record.catalog.questions[question].grounds}
    return any(
        quoting.is_asked(record, ground) and standing.state(findings, ground) not in SETTLED
        for ground in sorted(grounds & stage)
    )


def _goes_in_turn(record: Record, key: str) -> bool:
    """Single questions, and forms that are one of several in their stage: a person is asked one at a time."""
    if key in record.catalog.questions:
        return True
    stage = record.catalog.form_stage.get(key)
    return stage is not None and len(stage.forms) > 1


def _is_board(record: Record, key: str) -> bool:
    stage = record.catalog.form_stage.get(key)
    return stage is not None and stage.layout is Layout.BOARD


def _finder(record: Record, task: Task) -> str | None:
    """Who was to find out what is due."""
    answers = (entry.answer for question in task.questions if (entry := record.entries.get(question)))
    due = (unknown for answer in answers if answer for unknown in answer.unknowns.values() if unknown.due)
    return next((unknown.owner or unknown.by for unknown in due), None)


def _objected(record: Record, task: Task) -> str | None:
    """Who gave most of the answers that something is objected to; whom it was handed to, if to anybody."""
    item = record.items.get(task.key)
    if item and item.handed_by and item.owner:
        return item.owner
    answers = [record.entries[question].answer for question in task.questions]
    authors = [answer.author for answer in answers if answer]
    return max(dict.fromkeys(authors), key=authors.count, default=None)


def _author(findings: Findings, task: Task) -> str | None:
    """Who wrote the answer that came back."""
    for question in task.questions:
        entry = findings.record.entries.get(question)
        if entry and entry.answer and standing.state(findings, question) not in SETTLED:
            return entry.answer.author
    return None


def _present(record: Record, person: str | None) -> str:
    """The person, or whoever stands in for one who is not there: the initiator, then anybody of the team."""
    candidates = [person, record.initiator, *record.team]
    return next((one for one in candidates if one and record.takes_part(one)), record.initiator)

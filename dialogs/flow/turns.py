"""Whose turn it is: calls people when something becomes theirs, once, and closes the call when it is done.

One open question per owner: answering it, handing it on or naming a day for it brings the owner's next.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from dialogs.catalog import Layout
from dialogs.flow import standing
from dialogs.flow import tasks as tasks_
from dialogs.flow.standing import SETTLED
from dialogs.flow.tasks import EXAMINE, PULSE, SIGN, Need, Task
from dialogs.record.parts import TAPS, Call, Item

if TYPE_CHECKING:
    from dialogs.record.record import Record

TAKEN = "taken"
"""The kind of a call somebody gave themselves: no message says so."""

_OF_THE_AUTHOR = frozenset({"sent_back", "followup", "stale"})


def call(scoping: Record, now: datetime, due: Callable[[datetime, str], datetime]) -> None:
    """Closes the calls that are done or overtaken and opens those that are needed now."""
    needed = {task.key: (task, why) for task in tasks_.tasks(scoping) if (why := tasks_.need(scoping, task))}
    for key, item in scoping.items.items():
        if item.open_call and not (key in needed and _still_the_same(scoping, item.open_call, *needed[key])):
            item.open_call.done_at = now
    busy = {
        person
        for key, item in scoping.items.items()
        if item.open_call and _goes_in_turn(scoping, key)
        for person in item.open_call.to
    }
    for task, why in needed.values():
        if task.key in scoping.items and scoping.items[task.key].open_call:
            continue
        to = addressees(scoping, task, why)
        if _waits_its_turn(scoping, task, to, busy):
            continue
        _open(scoping, task, why, to, now, due)
        busy.update(to if _goes_in_turn(scoping, task.key) else ())


def close_all(scoping: Record, now: datetime) -> None:
    """Nobody owes anything any more."""
    for item in scoping.items.values():
        if item.open_call:
            item.open_call.done_at = now


def addressees(scoping: Record, task: Task, why: Need) -> list[str]:
    """Who is called: the examiner, the author of what came back, the owner, the team for a board, or the initiator."""
    if task.key == SIGN or task.key.startswith(EXAMINE):
        return [scoping.examiner]
    if task.key == PULSE:
        return scoping.pulse_people
    if _is_board(scoping, task.key):
        return [person for person in dict.fromkeys([scoping.initiator, *scoping.team]) if scoping.takes_part(person)]
    item = scoping.items.get(task.key)
    wanted = item.owner if item else None
    if why.kind in _OF_THE_AUTHOR and not (item and item.handed_by and item.owner):
        wanted = _author(scoping, task) or wanted
    return [_present(scoping, wanted)]


def debtors(scoping: Record, key: str) -> list[str]:
    """Who owes an item now; the initiator answers for lines of a board that nobody took."""
    if key == SIGN or key.startswith(EXAMINE):
        return [scoping.examiner]
    if key == PULSE and scoping.pulse_mark == TAPS:
        return scoping.pulse_people
    item = scoping.items.get(key)
    if item and item.open_call and not _is_board(scoping, key) and key != PULSE:
        return item.open_call.to
    return [_present(scoping, item.owner if item else None)]


def task_key(scoping: Record, question: str) -> str:
    """The item a question belongs to."""
    stage = scoping.catalog.stage_of[question]
    if stage.layout is Layout.ONE_BY_ONE or (stage.layout is Layout.BOARD and question in scoping.items):
        return question
    return in_form(scoping, question)


def in_form(scoping: Record, question: str) -> str:
    """The form a question stands in."""
    return scoping.catalog.form_of[question]


def is_open(scoping: Record, key: str) -> bool:
    """Whether an item of the team's is being asked now."""
    item = scoping.items.get(key)
    ours = key not in (SIGN, PULSE) and not key.startswith(EXAMINE)
    return ours and item is not None and item.open_call is not None


def is_free_line(scoping: Record, question: str) -> bool:
    """Whether a line of the present board is nobody's yet."""
    stage = scoping.catalog.stages[scoping.stage]
    ours = stage.layout is Layout.BOARD and any(asked.id == question for asked in stage.questions)
    return ours and question not in scoping.items and standing.state(scoping, question) is standing.State.UNANSWERED


def can_be_handed(scoping: Record, key: str) -> bool:
    """Whether an item can still be handed to somebody: it is asked in this stage and not settled."""
    tasks = {task.key: task.questions for task in tasks_.tasks(scoping)}
    stage = scoping.catalog.stages[scoping.stage]
    if stage.layout is Layout.BOARD:
        tasks = {question.id: (question.id,) for question in stage.questions}
    ours = key not in (SIGN, PULSE) and not key.startswith(EXAMINE)
    return ours and any(standing.state(scoping, question) not in SETTLED for question in tasks.get(key, ()))


def question_open_for(scoping: Record, person: str) -> str | None:
    """The single question somebody is being asked now, if there is one."""
    for key, item in scoping.items.items():
        if key in scoping.catalog.questions and item.open_call and item.open_call.to == [person]:
            return key
    return None


def answered(scoping: Record, question: str) -> None:
    """A question was answered: nobody waits for a day or a reply any more."""
    item = scoping.items.get(task_key(scoping, question))
    if item:
        item.unknown_until = item.unknown_by = item.reply = None


def _open(
    scoping: Record,
    task: Task,
    why: Need,
    to: list[str],
    now: datetime,
    due: Callable[[datetime, str], datetime],
) -> None:
    item = scoping.items.setdefault(task.key, Item())
    item.calls.append(
        Call(
            n=len(item.calls) + 1,
            kind=_kind(scoping, task, why),
            trigger=why.trigger,
            to=to,
            at=now,
            by=item.handed_by,
        )
    )
    item.due_at = item.remind_at = due(now, scoping.initiator if len(to) > 1 else to[0])


def _still_the_same(scoping: Record, made: Call, task: Task, why: Need) -> bool:
    """The same people for the same reason, or for what is left of it: two answers came back, one is mended."""
    to = made.to if _is_board(scoping, task.key) or task.key == PULSE else addressees(scoping, task, why)
    left = set(why.trigger.split(",")) <= set(made.trigger.split(","))
    return left and (made.kind, made.to) == (_kind(scoping, task, why), to)


def _kind(scoping: Record, task: Task, why: Need) -> str:
    item = scoping.items.get(task.key)
    line = task.key != task.stage and scoping.catalog.stages[task.stage].layout is Layout.BOARD
    return TAKEN if line and why.kind == "asked" and item and not item.handed_by else why.kind


def _waits_its_turn(scoping: Record, task: Task, to: list[str], busy: set[str]) -> bool:
    line = scoping.catalog.stages[task.stage].layout is Layout.BOARD
    if _waits_for_another_form(scoping, task):
        return True
    return not line and _goes_in_turn(scoping, task.key) and not busy.isdisjoint(to)


def _waits_for_another_form(scoping: Record, task: Task) -> bool:
    """A form is not asked before what it rests on in its own stage is settled, whoever has that."""
    if task.key not in scoping.catalog.forms:
        return False
    stage = {question.id for question in scoping.catalog.stages[task.stage].questions} - set(task.questions)
    grounds = {ground for question in task.questions for ground in scoping.catalog.questions[question].grounds}
    return any(
        scoping.is_asked(ground) and standing.state(scoping, ground) not in SETTLED
        for ground in sorted(grounds & stage)
    )


def _goes_in_turn(scoping: Record, key: str) -> bool:
    """Single questions, and forms that are one of several in their stage: a person is asked one at a time."""
    if key in scoping.catalog.questions:
        return True
    stage = scoping.catalog.form_stage.get(key)
    return stage is not None and len(stage.forms) > 1


def _is_board(scoping: Record, key: str) -> bool:
    stage = scoping.catalog.form_stage.get(key)
    return stage is not None and stage.layout is Layout.BOARD


def _author(scoping: Record, task: Task) -> str | None:
    """Who wrote the answer that came back."""
    for question in task.questions:
        entry = scoping.entries.get(question)
        if entry and entry.answer and standing.state(scoping, question) not in SETTLED:
            return entry.answer.author
    return None


def _present(scoping: Record, person: str | None) -> str:
    """The person, or whoever stands in for one who is not there: the initiator, then anybody of the team."""
    candidates = [person, scoping.initiator, *scoping.team]
    return next((one for one in candidates if one and scoping.takes_part(one)), scoping.initiator)

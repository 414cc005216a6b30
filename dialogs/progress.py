"""What stands and what is asked next, derived from the answers: how each question stands, and whom it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dialogs import contradictions, wording
from dialogs.catalog import Layout, Question, Stage
from dialogs.document import Answer, Entry, Verdict

if TYPE_CHECKING:
    from dialogs.rulings import Rulings


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
SIGN = "sign"
PULSE = "pulse"


def active_questions(scoping: Rulings, stage: Stage) -> list[Question]:
    """The questions of a stage that earlier answers leave standing."""
    return [question for question in stage.questions if applies(scoping, question)]


def state(scoping: Rulings, question: str) -> State:
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


def complete(scoping: Rulings, stage: str) -> bool:
    """Whether a stage is done: all that applies is answered and, in an examined stage, accepted (S4.exam.rule)."""
    return not missing(scoping, stage) and not _pulse_open(scoping, scoping.catalog.stages[stage])


def missing(scoping: Rulings, stage: str) -> list[tuple[Question, State]]:
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


def tasks(scoping: Rulings) -> Iterator[Task]:
    """Everything that may be owed in the present stage, in the order it is asked."""
    stage = scoping.catalog.stages.get(scoping.stage)
    if stage is None:
        return
    active = active_questions(scoping, stage)
    ids = tuple(question.id for question in active)
    yield from _TASKS[stage.layout](scoping, stage, ids)
    examined = tuple(question.id for question in active if is_examined(stage, question))
    if examined:
        yield Task(EXAMINE + stage.stage, stage.stage, examined)
    if scoping.track in stage.pulse:
        yield Task(PULSE, stage.stage, ())


def need(scoping: Rulings, task: Task) -> Need | None:
    """Why somebody has to be called for a task; None if nothing is needed, or not before a date somebody gave."""
    if task.key.startswith(EXAMINE):
        return Need("examine", "") if _ready_to_examine(scoping, task) else None
    if task.key == SIGN:
        return Need("sign", "")
    if task.key == PULSE:
        return Need(PULSE, scoping.pulse_mark) if _pulse_open(scoping, scoping.catalog.stages[task.stage]) else None
    states = {question: state(scoping, question) for question in task.questions}
    worst = min((found for found in states.values() if found not in SETTLED), key=_URGENCY.index, default=None)
    if worst is None or (worst in _CAN_WAIT and _put_off(scoping, task.key)):
        return None
    return Need(worst.value, _trigger(scoping, worst, [q for q, found in states.items() if found is worst]))


def to_examine(scoping: Rulings, stage: str) -> list[str]:
    """The answers of a stage that wait for the director's word; none where the director has no say."""
    asked = scoping.catalog.stages.get(stage)
    questions = active_questions(scoping, asked) if asked else []
    return [
        question.id
        for question in questions
        if asked and is_examined(asked, question) and state(scoping, question.id) is State.ANSWERED
    ]


def needing(scoping: Rulings, task: Task) -> tuple[str, ...]:
    """The questions of a task that need somebody's work."""
    return tuple(question for question in task.questions if state(scoping, question) not in SETTLED)


_URGENCY = list(State)
_CAN_WAIT = frozenset({State.UNANSWERED, State.INCOMPLETE})


def applies(scoping: Rulings, question: Question) -> bool:
    """Whether earlier answers leave a question standing."""
    return all(_chosen(scoping, path) in options for path, options in question.when.items()) and not any(
        _chosen(scoping, path) in options for path, options in question.unless.items()
    )


def _chosen(scoping: Rulings, path: str) -> str | None:
    return scoping.choice(wording.filled(scoping, path))


def _pulse_open(scoping: Rulings, stage: Stage) -> bool:
    return scoping.track in stage.pulse and not scoping.pulse_over


def _still_offered(scoping: Rulings, question: str, answer: Answer) -> bool:
    """Whether what was chosen can still be chosen: a candidate that was taken away can't stay the one chosen."""
    fields = (field for field in scoping.catalog.questions[question].fields if field.id in answer.values)
    quoting = [field for field in fields if any(wording.quotes(label) for label in field.options.values())]
    return all(str(answer.values[field.id]) in wording.offered(scoping, field) for field in quoting)


def _sent_back(entry: Entry) -> bool:
    last = entry.judgement
    return last is not None and last.verdict is Verdict.SENT_BACK and last.of_answer == entry.changed


def _accepted(entry: Entry) -> bool:
    last = entry.judgement
    return last is not None and last.verdict is Verdict.ACCEPTED and last.of_answer == entry.changed


def _stale(scoping: Rulings, question: str, entry: Entry) -> bool:
    """Something it rests on changed after it was answered or confirmed. A first answer that came later is no change."""
    settled = max(entry.changed, entry.confirmed)
    return any(_has_moved(scoping, ground, settled) for ground in scoping.catalog.questions[question].rests_on)


def _has_moved(scoping: Rulings, ground: str, since: int) -> bool:
    """Whether an answer, or the one field of it that is named, is another than it was then."""
    question, _, field = ground.rpartition(".") if ground not in scoping.catalog.questions else (ground, "", "")
    entry = scoping.entries.get(question, Entry())
    if entry.changed <= since or len(entry.answers) < 2:
        return False
    before = next((answer for answer in reversed(entry.answers) if answer.seq <= since), entry.answers[0])
    return not field or before.values.get(field) != entry.answers[-1].values.get(field)


def _trigger(scoping: Rulings, worst: State, questions: list[str]) -> str:
    """What set a need off, so that the same need is not called twice."""
    return _TRIGGERS[worst](scoping, questions) if worst in _TRIGGERS else ""


def _sent_back_at(scoping: Rulings, questions: list[str]) -> str:
    return ",".join(f"{question}:{scoping.entries[question].judgements[-1].seq}" for question in questions)


def _asked_back_by(scoping: Rulings, questions: list[str]) -> str:
    waiting = ((question, scoping.entries[question].waiting_followup) for question in questions)
    return ",".join(f"{question}:{asked.rule}" for question, asked in waiting if asked)


def _clashing(scoping: Rulings, questions: list[str]) -> str:
    return contradictions.mark(scoping, questions)


def _all_of_them(scoping: Rulings, questions: list[str]) -> str:
    return ",".join(questions)


_TRIGGERS: Mapping[State, Callable[[Rulings, list[str]], str]] = {
    State.SENT_BACK: _sent_back_at,
    State.CHALLENGED: _asked_back_by,
    State.CONTRADICTED: _clashing,
    State.INCOMPLETE: _clashing,
    State.STALE: _all_of_them,
}


def _put_off(scoping: Rulings, key: str) -> bool:
    item = scoping.items.get(key)
    return item is not None and item.unknown_until is not None


def _ready_to_examine(scoping: Rulings, task: Task) -> bool:
    """Nobody is working on anything (a date given for “don't know yet” aside), and an answer waits for a word."""
    others = [other for other in tasks(scoping) if not other.key.startswith(EXAMINE) and other.key != PULSE]
    return bool(to_examine(scoping, task.stage)) and not any(need(scoping, other) for other in others)


def _one_by_one(scoping: Rulings, stage: Stage, ids: tuple[str, ...]) -> Iterator[Task]:
    return (Task(id, stage.stage, (id,)) for id in ids)


def _form(scoping: Rulings, stage: Stage, ids: tuple[str, ...]) -> Iterator[Task]:
    """A task a form, as far as something in it is asked."""
    form_of = scoping.catalog.form_of
    forms = dict.fromkeys(form_of[id] for id in ids)
    for form in forms:
        yield Task(form, stage.stage, tuple(id for id in ids if form_of[id] == form))


def _board(scoping: Rulings, stage: Stage, ids: tuple[str, ...]) -> Iterator[Task]:
    """Lines that somebody took, was handed, or has to look at again are tasks of their own; the rest is the team's."""
    own = [id for id in ids if id in scoping.items or state(scoping, id) not in {State.UNANSWERED, *SETTLED}]
    yield Task(stage.stage, stage.stage, tuple(id for id in ids if id not in own))
    yield from (Task(id, stage.stage, (id,)) for id in own)


def _sign(scoping: Rulings, stage: Stage, ids: tuple[str, ...]) -> Iterator[Task]:
    yield Task(SIGN, stage.stage, ())


_TASKS = {Layout.ONE_BY_ONE: _one_by_one, Layout.FORM: _form, Layout.BOARD: _board, Layout.SIGN: _sign}

"""Which questions a button, a window or a reply is about."""

from collections.abc import Iterable

from bot.screens.modals import answering
from bot.screens.modals.answering import Thin
from dialogs.answers.evidence import thin_fields
from dialogs.catalog import Question, languages
from dialogs.errors import NotNow
from dialogs.findings import Findings, findings_of
from dialogs.flow import standing, tasks, turns
from dialogs.flow.standing import SETTLED
from dialogs.record import language, quoting
from dialogs.scoping.scoping import Scoping


def needing(scoping: Scoping, key: str) -> list[Question]:
    """The questions an Answer button is about. Raises NotNow where they are settled."""
    findings = findings_of(scoping)
    ids = tasks.open_questions(findings, key) or _line(findings, key)
    if not ids:
        raise NotNow("not_now.settled")
    return [scoping.catalog.questions[question] for question in ids]


def _line(findings: Findings, key: str) -> tuple[str, ...]:
    """One question of an item: a line of the board, or the side of a contradiction."""
    if key not in findings.record.catalog.questions or standing.state(findings, key) in SETTLED:
        return ()
    owed = {task.key for task in tasks.in_stage(findings)}
    return (key,) if turns.task_key(findings.record, key) in owed else ()


def all_of(scoping: Scoping, key: str) -> list[Question]:
    """The question, or the questions of the form, that a message is about. Raises NotNow where none is asked."""
    if key in scoping.catalog.questions:
        return [scoping.catalog.questions[key]]
    stage = scoping.catalog.form_stage.get(key)
    active = quoting.active_questions(scoping, stage) if stage else []
    questions = [question for question in active if turns.in_form(scoping, question.id) == key]
    if not questions:
        raise NotNow("not_now.question")
    return questions


def asked_in(scoping: Scoping, blocks: Iterable[str]) -> list[Question]:
    """The questions of a window. Raises NotNow where one of them is none of this scoping's."""
    ids = questions_in(blocks)
    if not scoping.catalog.questions.keys() >= set(ids):
        raise NotNow("not_now.question")
    return [scoping.catalog.questions[id] for id in ids]


def questions_in(blocks: Iterable[str]) -> list[str]:
    """The questions whose inputs stand in a window, by the ids of its blocks."""
    own = (block for block in blocks if not block.startswith((answering.KEEP, answering.SKIP, answering.NOTE)))
    return list(dict.fromkeys(block.rpartition(".")[0] for block in own))


def thin(scoping: Scoping, question: str) -> Thin:
    """What is asked back about an answer, and the inputs it is about."""
    entry, asked = scoping.entries[question], quoting.worded(scoping, scoping.catalog.questions[question])
    followup = next(back for back in reversed(entry.asked_back) if back.kind == "form" and not back.outcome)
    values = dict(entry.answer.values) if entry.answer else {}
    words = language.words_of(scoping, asked, entry.answer) if entry.answer else languages.UNJUDGED
    inputs = thin_fields(scoping.catalog.rule(followup.rule), asked, values, words)
    return Thin(asked, quoting.asked_back(scoping, question, followup), inputs)

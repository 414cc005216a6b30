"""The director's modals: examine a stage, return an answer of the report."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import checks_input, choice_input, text_input
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.telling.said import grade_words, said
from bot.words.sentences import rich, sentence
from dialogs.catalog import Question
from dialogs.flow import standing, tasks
from dialogs.flow.standing import SETTLED
from dialogs.flow.tasks import EXAMINE
from dialogs.record import quoting
from dialogs.record.parts import Entry
from dialogs.record.record import Record

ALL = "all"
VERDICT, REASON = "verdict.", "reason."


def examine(scoping: Record, handle: Handle) -> View:
    """Each answer with its evidence and what was asked back; one choice accepts them all."""
    stage = handle.item.removeprefix(EXAMINE)
    waiting = [scoping.catalog.questions[id] for id in tasks.to_examine(scoping, stage)]
    option = {ALL: sentence("label.accept_all_option", count=len(waiting))}
    blocks: list[Block] = [checks_input(ALL, sentence("label.accept_all"), option, [], optional=True)]
    for question in waiting:
        blocks += _examined(scoping, question)
    return modal("deciding.examine", sentence("modal.examine"), blocks, handle._replace(extra=str(scoping.seq)))


def give_back(scoping: Record, handle: Handle) -> View:
    """Which answer of the report goes back, and why."""
    options = {question.id: _placed(scoping, question) for question in answered(scoping)}
    blocks: list[Block] = [
        choice_input("question", sentence("label.what_back"), options),
        text_input("reason", sentence("label.why_back")),
    ]
    return modal("deciding.give_back", sentence("modal.give_back"), blocks, handle)


def answered(scoping: Record) -> Iterator[Question]:
    """The answers that stand on the way to the report."""
    for stage in scoping.walked:
        if stage in scoping.catalog.stages:
            for question in quoting.active_questions(scoping, scoping.catalog.stages[stage]):
                if standing.state(scoping, question.id) in SETTLED:
                    yield question


def _examined(scoping: Record, question: Question) -> list[Block]:
    entry = scoping.entries[question.id]
    assert entry.answer is not None
    again = question.id.startswith("retake")
    line = rich(
        "examine_line",
        label=question.label,
        who=scoping.name(entry.answer.author),
        grade=grade_words(scoping, question) or sentence("label.not_applicable"),
        said=said(scoping, question),
        asked_back=_asked_back(scoping, entry),
        first=said(scoping, scoping.catalog.questions[question.first]) if again else "",
    )
    verdicts = {"accept": sentence("label.accept"), "send_back": sentence("label.send_back")}
    return [
        line,
        choice_input(VERDICT + question.id, sentence("label.verdict"), verdicts, optional=True),
        text_input(REASON + question.id, sentence("label.why_back"), optional=True),
    ]


def _asked_back(scoping: Record, entry: Entry) -> str:
    """The follow-ups of an answer, each with what became of it."""
    return " ".join(
        f"{scoping.catalog.ask_of(asked.rule)} ({sentence(f'outcome_of.{asked.outcome}', reason=asked.reason)})"
        for asked in entry.asked_back
        if asked.outcome
    )


def _placed(scoping: Record, question: Question) -> str:
    return f"{scoping.catalog.stage_of[question.id].title}: {scoping.label(question.id)}"

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
from dialogs.findings import Findings
from dialogs.flow import standing, tasks
from dialogs.flow.standing import SETTLED
from dialogs.flow.tasks import EXAMINE
from dialogs.record import quoting
from dialogs.record.record import Record

ALL = "all"
VERDICT, REASON = "verdict.", "reason."


def examine(findings: Findings, handle: Handle) -> View:
    """Each answer with its evidence and what was asked back; one choice accepts them all."""
    record = findings.record
    stage = handle.item.removeprefix(EXAMINE)
    waiting = [record.catalog.questions[id] for id in tasks.to_examine(findings, stage)]
    option = {ALL: sentence("label.accept_all_option", count=len(waiting))}
    blocks: list[Block] = [checks_input(ALL, sentence("label.accept_all"), option, [], optional=True)]
    for question in waiting:
        blocks += _examined(record, question)
    return modal("deciding.examine", sentence("modal.examine"), blocks, handle._replace(extra=str(record.seq)))


def give_back(findings: Findings, handle: Handle) -> View:
    """Which answer of the report goes back, and why."""
    options = {question.id: _placed(findings.record, question) for question in answered(findings)}
    blocks: list[Block] = [
        choice_input("question", sentence("label.what_back"), options),
        text_input("reason", sentence("label.why_back")),
    ]
    return modal("deciding.give_back", sentence("modal.give_back"), blocks, handle)


def answered(findings: Findings) -> Iterator[Question]:
    """The answers that stand on the way to the report."""
    record = findings.record
    for stage in record.walked:
        if stage in record.catalog.stages:
            for question in quoting.active_questions(record, record.catalog.stages[stage]):
                if standing.state(findings, question.id) in SETTLED:
                    yield question


def _examined(record: Record, question: Question) -> list[Block]:
    entry = record.entries[question.id]
    assert entry.answer is not None
    again = question.id.startswith("retake")
    line = rich(
        "examine_line",
        label=question.label,
        who=record.name(entry.answer.author),
        grade=grade_words(record, question) or sentence("label.not_applicable"),
        said=said(record, question),
        asked_back=_asked_back(record, question),
        first=said(record, record.catalog.questions[question.first]) if again else "",
    )
    verdicts = {"accept": sentence("label.accept"), "send_back": sentence("label.send_back")}
    return [
        line,
        choice_input(VERDICT + question.id, sentence("label.verdict"), verdicts, optional=True),
        text_input(REASON + question.id, sentence("label.why_back"), optional=True),
    ]


def _asked_back(record: Record, question: Question) -> str:
    """The follow-ups of an answer, each with what became of it."""
    settled = [asked for asked in record.entries[question.id].asked_back if asked.outcome]
    became = [sentence(f"outcome_of.{asked.outcome}", reason=asked.reason) for asked in settled]
    asks = [quoting.asked_back(record, question.id, asked) for asked in settled]
    return " ".join(f"{ask} ({outcome})" for ask, outcome in zip(asks, became, strict=True))


def _placed(record: Record, question: Question) -> str:
    return f"{record.catalog.stage_of[question.id].title}: {record.label(question.id)}"

"""The director's modals: examine a stage, return an answer of the report."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.screens.handles import Handle
from bot.screens.inputs import checks_input, choice_input, text_input
from bot.screens.modals import modal
from bot.screens.said import grade_words, said
from bot.words import rich, sentence
from dialogs import progress
from dialogs.catalog import Question
from dialogs.document import Entry
from dialogs.progress import EXAMINE, SETTLED
from dialogs.rulings import Rulings

ALL = "all"
VERDICT, REASON = "verdict.", "reason."


def examine(scoping: Rulings, handle: Handle) -> View:
    """Each answer with its evidence and what was asked back; one choice accepts them all."""
    stage = handle.item.removeprefix(EXAMINE)
    waiting = [scoping.catalog.questions[id] for id in progress.to_examine(scoping, stage)]
    option = {ALL: sentence("label.accept_all_option", count=len(waiting))}
    blocks: list[Block] = [checks_input(ALL, sentence("label.accept_all"), option, [], optional=True)]
    for question in waiting:
        blocks += _examined(scoping, question)
    return modal("deciding.examine", sentence("modal.examine"), blocks, handle._replace(extra=str(scoping.seq)))


def give_back(scoping: Rulings, handle: Handle) -> View:
    """Which answer of the report goes back, and why."""
    options = {question.id: _placed(scoping, question) for question in answered(scoping)}
    blocks: list[Block] = [
        choice_input("question", sentence("label.what_back"), options),
        text_input("reason", sentence("label.why_back")),
    ]
    return modal("deciding.give_back", sentence("modal.give_back"), blocks, handle)


def answered(scoping: Rulings) -> Iterator[Question]:
    """The answers that stand on the way to the report."""
    for stage in scoping.walked:
        if stage in scoping.catalog.stages:
            for question in progress.active_questions(scoping, scoping.catalog.stages[stage]):
                if progress.state(scoping, question.id) in SETTLED:
                    yield question


def _examined(scoping: Rulings, question: Question) -> list[Block]:
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


def _asked_back(scoping: Rulings, entry: Entry) -> str:
    """The follow-ups of an answer, each with what became of it."""
    return " ".join(
        f"{scoping.catalog.ask_of(asked.rule)} ({sentence(f'outcome_of.{asked.outcome}', reason=asked.reason)})"
        for asked in entry.asked_back
        if asked.outcome
    )


def _placed(scoping: Rulings, question: Question) -> str:
    return f"{scoping.catalog.stage_of[question.id].title}: {scoping.label(question.id)}"

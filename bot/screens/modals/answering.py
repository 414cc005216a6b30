"""The windows of answering: a question or a form, why it is asked, what is asked back, both answers where two met."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    Block,
)
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import checks_input, choice_input, field_input, text_input
from bot.screens.blocks.parts import small
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.telling.said import said
from bot.words.figures import listed
from bot.words.rich_text import Ours
from bot.words.sentences import rich, sentence
from dialogs.answers.values import Value
from dialogs.catalog import Question
from dialogs.record import quoting
from dialogs.record.parts import Entry
from dialogs.record.record import Record

KEEP, SKIP = "keep.", "skip."
RETAKE = "retake"


def answer(
    record: Record,
    handle: Handle,
    questions: Sequence[Question],
    *,
    filled: Mapping[str, Mapping[str, Value]] | None = None,
    followup: str = "",
) -> View:
    """The modal of an item: its questions with what was answered so far, or with `filled` in its place."""
    blocks: list[Block] = []
    if followup:
        blocks.append(rich("modal_followup", ask=followup, kept=False))
    for question in questions:
        worded = quoting.worded(record, question)
        given = (filled or {}).get(question.id)
        blocks += _asked(record, worded, given, headed=not followup, of_several=len(questions) > 1)
    return modal("answering.answer", _title(record, questions), blocks, handle)


def why(record: Record, questions: Sequence[Question]) -> View:
    """Why each question is asked, with the case behind it and where it comes from."""
    blocks: list[Block] = []
    for question in (quoting.worded(record, found) for found in questions):
        case = record.catalog.cases.get(question.case)
        words = {"ask": question.ask, "why": question.why, "example": question.example}
        link = Ours(f"<{case.link}|{case.link}>") if case and case.link else ""
        source = listed(list(question.source))
        blocks.append(rich("why", case=case.says if case else "", link=link, source=source, **words))
    return modal("notice", sentence("modal.why"), blocks, submit=None)


def form_followup(handle: Handle, question: Question, values: Mapping[str, Value], ask: str) -> View:
    """Asked in the same modal, the answer already saved. One click leaves it as it is: that is the close button."""
    blocks: list[Block] = [rich("modal_followup", ask=ask, kept=True)]
    blocks += [field_input(question, field, values.get(field.id)) for field in question.fields]
    return modal("answering.better", question.label, blocks, handle, close="modal.fine", tell_close=True)


def both_answers(
    record: Record, handle: Handle, theirs: Mapping[str, str], mine: Mapping[str, Mapping[str, Value]]
) -> View:
    """Somebody else answered meanwhile (who, by question): both are shown, and one stands. The rest is kept."""
    blocks: list[Block] = []
    for id, values in mine.items():
        question = quoting.worded(record, record.catalog.questions[id])
        if id in theirs:
            words = {"label": record.label(id), "name": theirs[id], "theirs": said(record, question)}
            blocks.append(rich("both", **words))
        else:
            blocks.append(rich("modal_question", ask=question.ask, more=question.more, first=""))
        blocks += [field_input(question, field, values.get(field.id)) for field in question.fields]
    return modal("answering.both", sentence("modal.both"), blocks, handle, submit="modal.mine", close="modal.theirs")


def record(record: Record, handle: Handle, keys: Mapping[str, str], text: str) -> View:
    """“Record as answer”: which open question it answers, and the reply's words to correct."""
    blocks: list[Block] = [
        choice_input("question", sentence("label.question"), keys, next(iter(keys))),
        text_input("text", sentence("button.answer"), value=text),
    ]
    return modal("answering.record", record.title, blocks, handle)


def _title(record: Record, questions: Sequence[Question]) -> str:
    if len(questions) == 1:
        return questions[0].label
    return quoting.title(record, record.catalog.forms[record.catalog.form_of[questions[0].id]])


def _asked(
    record: Record, question: Question, filled: Mapping[str, Value] | None, *, headed: bool, of_several: bool
) -> list[Block]:
    entry = record.entries.get(question.id, Entry())
    values = dict(entry.answer.values) if entry.answer else quoting.known(record, question)
    values |= filled or {}
    again, skippable = question.id.startswith(RETAKE), question.may_skip and of_several
    first = said(record, record.catalog.questions[question.first]) if again else ""
    blocks: list[Block] = []
    if headed:
        blocks.append(rich("modal_question", ask=question.ask, more=question.more, first=first))
    if question.carries:
        kept = bool(entry.answer and entry.answer.kept)
        option = {"keep": sentence("label.keep_option")}
        blocks.append(
            checks_input(KEEP + question.id, sentence("label.keep"), option, ["keep"] if kept else [], optional=True)
        )
    blocks += [
        field_input(
            question,
            field,
            None if entry.answer and entry.answer.kept else values.get(field.id),
            optional=question.carries or skippable,
        )
        for field in question.fields
    ]
    if skippable:
        why = entry.answer.skipped if entry.answer else None
        blocks.append(
            text_input(SKIP + question.id, sentence("label.skip"), value=why or "", lines=False, optional=True)
        )
    if headed:
        blocks.append(small(sentence("label.example", example=question.example)))
    return blocks

"""What rests on a change: the answers that still hold, and those to be given again, told apart in one window."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import checks_input
from bot.screens.blocks.parts import OPTION, small
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.telling.names import inside
from bot.telling.said import said
from bot.words.figures import shortened, upper_first
from bot.words.sentences import sentence
from dialogs.catalog import Question
from dialogs.record import quoting
from dialogs.record.record import Record

CHANGES = "changes."


def some_change(record: Record, handle: Handle, questions: Sequence[Question]) -> View:
    """A box for each answer, under the form it was given in; what is ticked needs a new one, and the rest holds."""
    forms: dict[str, dict[str, str]] = {}
    for question in questions:
        forms.setdefault(record.catalog.form_of[question.id], {})[question.id] = _line(record, question)
    inputs = [
        checks_input(CHANGES + form, _title(record, form, lines), lines, [], optional=True)
        for form, lines in forms.items()
    ]
    blocks: list[Block] = [small(sentence("label.some_change")), *inputs]
    title = sentence("modal.some_change")
    return modal("answering.some_change", title, blocks, handle, submit="modal.some_change_submit")


def _title(record: Record, form: str, lines: dict[str, str]) -> str:
    """What a form is called; where each question is asked alone, its stage."""
    found = record.catalog.forms.get(form)
    return quoting.title(record, found) if found else record.catalog.stage_of[next(iter(lines))].title


def _line(record: Record, question: Question) -> str:
    now = " ".join(said(record, quoting.worded(record, question)).split())
    return shortened(f"{upper_first(inside(record, question.id))}: {now}".rstrip(": "), OPTION - 1)

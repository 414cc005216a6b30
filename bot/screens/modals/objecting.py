"""The window in which objections are answered: a text each, and whose it is by when if something is left to do."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import date_input, person_input, text_input
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.words.sentences import rich, sentence
from dialogs.findings.objections import Found
from dialogs.record.record import Record

TEXT, OWNER, DAY = "text.", "owner.", "day."


def meet(record: Record, handle: Handle, put: Sequence[Found]) -> View:
    """What is put, one below the other. Of several, those left blank stay open."""
    blocks = [block for one in put for block in _one(record, one, several=len(put) > 1)]
    return modal("answering.meet", sentence("modal.meet"), blocks, handle)


def _one(record: Record, one: Found, *, several: bool) -> list[Block]:
    answer = record.entries[one.question].answer
    owner = answer.author if answer and record.takes_part(answer.author) else record.initiator
    people = {id: record.name(id) for id in record.everyone() if record.takes_part(id) or id == owner}
    return [
        rich("notice", text=one.ask),
        text_input(TEXT + one.name, sentence("label.met"), hint=one.settle, optional=several),
        person_input(OWNER + one.name, sentence("label.met_owner"), people, owner),
        date_input(DAY + one.name, sentence("label.met_day"), optional=True),
    ]

"""The window in which objections are answered: a text each; and what is left to do, whose it is and by when."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import checks_input, date_input, person_input, text_input
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.telling.objections import put_to
from bot.words.sentences import rich, sentence
from dialogs.findings.objections import Found
from dialogs.record.parts import OBJECTION, Condition
from dialogs.record.record import Record

TEXT, REST, OWNER, DAY, REASON, WHICH = "text.", "todo.", "owner.", "day.", "reason", "which"


def meet(record: Record, handle: Handle, put: Sequence[Found], who: str) -> View:
    """What is put, one below the other, to `who`. Of several, those left blank stay open."""
    blocks = [block for one in put for block in _one(record, one, who, several=len(put) > 1)]
    return modal("answering.meet", sentence("modal.meet"), blocks, handle)


def leave(record: Record, kind: str, handle: Handle, put: Sequence[Found], who: str) -> View:
    """Why what is put stays as it is, or misses the point (its `kind`); of several, which of them."""
    if len(put) > 1:
        asks = {one.name: f"{number}. {put_to(record, one, who)}" for number, one in enumerate(put, 1)}
        blocks: list[Block] = [rich("notice", text=ask) for ask in asks.values()]
        blocks.append(checks_input(WHICH, sentence("label.which"), asks, list(asks)))
    else:
        blocks = [rich("notice", text=put_to(record, one, who)) for one in put]
    blocks.append(text_input(REASON, sentence("label.reason"), hint=sentence("label.reason_hint")))
    return modal(f"answering.{kind}", sentence(f"modal.{kind}"), blocks, handle)


def _one(record: Record, one: Found, who: str, *, several: bool) -> list[Block]:
    people = {id: record.name(id) for id in record.everyone() if record.takes_part(id) or id == who}
    before, promised = _said_before(record, one), _promised_before(record, one)
    left = promised.text if promised and promised.text != before else ""
    owner = promised.owner if promised and promised.owner in people else who
    day = promised.due.isoformat() if promised else None
    return [
        rich("notice", text=put_to(record, one, who)),
        text_input(TEXT + one.name, sentence("label.met"), value=before, hint=one.settle, optional=several),
        text_input(REST + one.name, sentence("label.met_todo"), value=left, lines=False, optional=True),
        person_input(OWNER + one.name, sentence("label.met_owner"), people, owner),
        date_input(DAY + one.name, sentence("label.met_day"), day, optional=True),
    ]


def _said_before(record: Record, one: Found) -> str:
    """What was answered to it before an answer that it rests on changed: it may hold all the same."""
    asked_back = record.entries[one.question].asked_back
    said = [asked.reason for asked in asked_back if asked.rule == OBJECTION + one.name and asked.outcome == "answered"]
    return said[-1] if said else ""


def _promised_before(record: Record, one: Found) -> Condition | None:
    made = [condition for condition in record.open_conditions if condition.objection == one.name]
    return made[-1] if made else None

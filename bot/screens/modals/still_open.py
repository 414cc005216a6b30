"""The short window about what is still open: for all of it at once or for each, why there is no answer yet."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import choice_input, date_input, radio_input, text_input
from bot.screens.blocks.parts import actions, button
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.telling.unknown import Open, name_of, open_names
from bot.words.figures import upper_first
from bot.words.sentences import rich, sentence
from dialogs.record.record import Record

ALL, EACH = "all", "open."
BY, NOBODY, NOT_APPLICABLE, LATER = "by", "nobody", "not_applicable", "later"
FEW = 5
"""How many open inputs have a menu of their own at once; of more, after a press."""


def still_open(record: Record, handle: Handle, inputs: Sequence[Open], *, kept: bool, each: bool = False) -> View:
    """What is still open, and one choice for all of it. The close button comes back to it: everything stays open.

    Of several, each may be said apart: at once where they are few, else where `each` was asked for.
    """
    why = {id: sentence(f"open.{id}") for id in (BY, NOBODY, NOT_APPLICABLE, LATER)}
    names = open_names(record, inputs)
    about = sentence("label.about_all", count=len(names))
    blocks: list[Block] = [
        rich("open_inputs", names=names, kept=kept),
        radio_input(ALL, about, why),
    ]
    if 1 < len(inputs) <= FEW or each:
        for one in inputs:
            name = upper_first(name_of(record, one))
            blocks.append(choice_input(EACH + one.path, name, why, placeholder="placeholder.as_above", optional=True))
    elif len(inputs) > FEW:
        blocks += actions(button("one_by_one", "answering:one_by_one", handle))
    blocks += [
        date_input("until", sentence("label.until"), optional=True),
        text_input("reason", sentence("label.why_not"), lines=False, optional=True),
    ]
    title = sentence("modal.still_open" if kept else "modal.unknown")
    return modal("answering.still_open", title, blocks, handle, close="modal.come_back")

"""How a number was read, where it could have meant another: a line beneath its answer, and a way to say so."""

from slack_sdk.models.blocks import Block, ButtonElement

from bot.screens.blocks.parts import button, small
from bot.screens.messages.asked import Asked
from bot.words.figures import exact
from bot.words.sentences import sentence
from dialogs.answers.written import with_unit
from dialogs.flow.standing import State

_UNEXAMINED = frozenset({State.ANSWERED, State.INCOMPLETE, State.OBJECTED, State.PARTLY})


def heard(asked: Asked) -> list[Block]:
    """“I read “1.200” as 1,200”: until the scoping rests, or the director has accepted it."""
    read = [{"typed": typed, "number": number} for typed, number in _doubted(asked)]
    return [small(sentence("label.heard", read=read))] if read else []


def not_meant(asked: Asked) -> ButtonElement | None:
    """Opens the same window again."""
    return button("not_meant", "answering:revise", asked.handle) if _doubted(asked) else None


def _doubted(asked: Asked) -> list[tuple[str, str]]:
    """What was typed, and the number it was read as, in its unit."""
    if asked.record.rests:
        return []
    unexamined = (question for question in asked.questions if asked.state(question) in _UNEXAMINED)
    paths = (f"{question.id}.{field.id}" for question in unexamined for field in question.fields)
    written = (asked.record.written(path) for path in paths)
    return [(typed, with_unit(exact(number), how.unit)) for how in written for typed, number in how.doubted.items()]

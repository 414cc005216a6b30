"""What a question is called where a sentence names it."""

from bot.words.figures import inline
from dialogs.record.record import Record


def inside(record: Record, id: str) -> str:
    """A question by its name inside a sentence; a candidate's name before it stays as it was typed."""
    named, own = record.label(id), record.catalog.questions[id].label
    return inline(named) if named == own else named

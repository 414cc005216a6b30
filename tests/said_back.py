"""What is kept of an entry, and how it is said back."""

from datetime import date

from bot.screens.messages.heard import reading
from bot.words.sentences import spoken
from dialogs.answers.fields import parse
from dialogs.answers.numbers import written
from dialogs.answers.values import Value
from dialogs.catalog import shipped
from dialogs.errors import BadFields

TODAY = date(2026, 3, 2)


def heard(path: str, typed: str) -> tuple[Value, str]:
    """What is kept of an entry, and how it is said back; the sentence alone where it is refused."""
    id, _, field = path.rpartition(".")
    question, entries = shipped().questions[id], {field: typed}
    try:
        values = parse(question, entries, TODAY)
    except BadFields as refused:
        return "refused", spoken(refused.problems[path])
    how = written(question, entries, values).get(field)
    return values[field], " | ".join(reading(how, one) for one in how.doubted) if how else ""

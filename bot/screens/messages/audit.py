"""The audit of one scoping, for those whose scoping it is: its last lines, with people's names while they have any."""

from collections.abc import Sequence
from typing import Any

from bot.screens.messages.notices import MOST_LISTED
from bot.store.audit_row import OPERATOR, Done
from bot.words.figures import clock
from bot.words.rich_text import Ours, fallback, mention
from bot.words.sentences import plain, rich, sentence
from dialogs.record.record import Record


def last_lines(record: Record, done: Sequence[Done], reader: str) -> dict[str, Any]:
    """The newest first, each at its hour where the reader is."""
    rows = [
        {"at": clock(one.row.at, record.tz(reader)), "who": _who(record, one), "did": sentence(f"audit.{one.row.did}")}
        for one in reversed(done[-MOST_LISTED:])
    ]
    left = len(done) - len(rows)
    said = {
        "title": record.title,
        "rows": rows,
        "more": sentence("audit.earlier", count=left, id=record.id) if left else "",
    }
    return {"text": fallback(plain("audit", **said)), "blocks": [rich("audit", **said).to_dict()]}


def _who(record: Record, done: Done) -> str | Ours:
    """Whoever only read along is no part of the record, and is mentioned: a message for one rings nobody."""
    if done.person is None:
        return sentence("audit.operator" if done.row.who == OPERATOR else "audit.forgotten")
    known = record.people.get(done.person)
    return known.name if known and known.name else mention(done.person)

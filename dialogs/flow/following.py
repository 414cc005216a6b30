"""An answer that only follows what was corrected elsewhere: its words now state the new number, and say little else.

The share was 9% and is 6% now; so the problem, which said “9% of 40,000”, says “6% of 40,000”.
only_follows(record, "problem.3", {"problem": "6% of 40,000 letters go astray."})   # True

What rests on the problem has not moved by that: what states the old number is asked about already. A number in a box
is another thing, since figures are worked out of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from dialogs.answers import stated
from dialogs.answers.values import Value
from dialogs.catalog import Kind
from dialogs.flow.overtaken import overtaken
from dialogs.record.parts import NOTHING_SAID
from dialogs.record.record import Record

_AS_BEFORE = 3 / 4
"""How much of the words is the same where only a number has changed in them (ours)."""


def only_follows(record: Record, question: str, values: Mapping[str, Value]) -> bool:
    """Whether all that new values change of an answer is a number in its words that is another where it belongs."""
    answer = record.entries.get(question, NOTHING_SAID).answer
    gone = {one.typed for one in overtaken(record, question) if one.question != question}
    if answer is None or not gone:
        return False
    fields = record.catalog.questions[question].fields
    changed = [field for field in fields if answer.values.get(field.id) != values.get(field.id)]
    return bool(changed) and all(
        field.kind in (Kind.TEXT, Kind.LINE)
        and _are_followed(str(answer.values.get(field.id) or ""), str(values.get(field.id) or ""), gone)
        for field in changed
    )


def _are_followed(before: str, now: str, gone: Collection[str]) -> bool:
    """Whether words have lost no number but such as are gone, and are the same else."""
    left = {read.typed for read in stated.in_text(before)} - {read.typed for read in stated.in_text(now)}
    then, today = (Counter(re.findall(r"[^\W\d_]+", text.casefold())) for text in (before, now))
    return left <= set(gone) and (then & today).total() >= _AS_BEFORE * max(then.total(), today.total())

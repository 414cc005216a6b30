"""Whether somebody has looked at the data since the candidates were weighed: asked of each of them, and at the exam."""

from __future__ import annotations

from functools import lru_cache

from dialogs.answers.gaps import gap_in
from dialogs.answers.unknowns import begins_unknown
from dialogs.findings.values import answered, ticked
from dialogs.record import language, quoting
from dialogs.record.parts import NOTHING_SAID
from dialogs.record.record import Record

EXAM = "exam.7"
_LOOKED = frozenset({"measured", "judged", "no"})
"""Who says that the data is good enough, or is not, has looked."""

_gap = lru_cache(maxsize=2048)(gap_in)


def was_had(record: Record) -> bool:
    """Whether it was: by what is said of its quality or its columns, or in words that name who did and admit no gap."""
    if not answered(record, EXAM) or not quoting.is_asked(record, EXAM):
        return False
    if record.choice("exam.7.quality") in _LOOKED:
        return True
    columns = ticked(record, "data.6.traps") if quoting.is_asked(record, "data.6") else []
    return (bool(columns) and "unchecked" not in columns) or _names_somebody(record)


def rows(record: Record, slot: str, shown: tuple[str, ...]) -> tuple[str, ...]:
    """What shows a candidate's light; of the chosen one, that nobody had looked then, where somebody has since."""
    if record.catalog.of_old or slot != record.choice("solutions.2.chosen") or not was_had(record):
        return shown
    return tuple(THEN if row == UNSEEN else row for row in shown)


UNSEEN, THEN = "data_unseen", "data_unseen_then"


def _names_somebody(record: Record) -> bool:
    words, answer = record.text("exam.7.studied"), record.entries.get(EXAM, NOTHING_SAID).answer
    is_read = answer is not None and language.is_english(record, record.catalog.questions[EXAM], answer)
    return bool(words) and is_read and not begins_unknown(words) and _gap(words) is None

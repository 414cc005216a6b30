"""What makes an answer of earlier another one by now: the same thing was answered, worked out or looked at since."""

from __future__ import annotations

from dialogs.answers.text import cleaned
from dialogs.catalog import Question
from dialogs.findings import Findings, first_look
from dialogs.findings.money import known
from dialogs.flow.other_ways import SHEET
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID
from dialogs.record.record import Record


def otherwise(findings: Findings, question: Question) -> str:
    """The question, by its label, by which an answer is no longer what holds; nothing where it still does."""
    record = findings.record
    return (
        _said_otherwise(record, question) or _on_the_case(findings, question.id) or _looked_since(record, question.id)
    )


def _said_otherwise(record: Record, question: Question) -> str:
    """The question, by its label, to which the same thing was answered otherwise later; of old records nothing."""
    changed = record.entries.get(question.id, NOTHING_SAID).changed
    for field in question.fields if changed and not record.catalog.of_old else ():
        own = record.value(f"{question.id}.{field.id}")
        for path in (quoting.filled(record, path) for path in field.known_from):
            later = record.entries.get(path.rpartition(".")[0], NOTHING_SAID).changed > changed
            if own is not None and later and record.value(path) not in (None, own):
                return cleaned(record.label(path.rpartition(".")[0]))
    return ""


def _on_the_case(findings: Findings, question: str) -> str:
    """Of the sheet of alternatives, the question of the case that had another sum for machine learning since."""
    sums = findings.record.value(f"{SHEET}.ml")
    if question != SHEET or not findings.need_by_case or not isinstance(sums, list):
        return ""
    record, case = findings.record, known(findings.record)
    since = record.entries[SHEET].changed
    beside = zip(_PLACES, sums, (case.once, case.yearly, case.saving), strict=True)
    parted = [at for at, sum, later in beside if later and sum not in (None, later.expected)]
    later = (at for at in reversed(parted) if record.entries[at].changed > since)
    return next((cleaned(record.label(at)) for at in later), "")


def _looked_since(record: Record, question: str) -> str:
    """The exam's question, where somebody had looked by then at what nobody had looked at for the candidate."""
    chosen = f"candidate_{record.choice('solutions.2.chosen')}.1"
    said = question == chosen and record.choice(f"{question}.data") == "unseen" and not record.catalog.of_old
    return cleaned(record.label(first_look.EXAM)) if said and first_look.was_had(record) else ""


_PLACES = ("case.4", "case.3", "case.2")
"""Where the case asks for each of the sheet's three sums."""

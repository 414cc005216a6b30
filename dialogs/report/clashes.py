"""Reads the contradictions off a scoping: those that stand, and those that somebody explained."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.answers.text import cleaned
from dialogs.findings import Findings
from dialogs.findings.contradictions import Contradiction
from dialogs.record import quoting
from dialogs.record.record import Record
from dialogs.report import fields
from dialogs.report.quotes import author, name
from dialogs.report.said import Clash, Side


def clashes(findings: Findings) -> Iterator[Clash]:
    """Contradictions that stand, with both answers quoted."""
    for found in findings.clashes.unresolved:
        yield _clash(findings.record, found)


def explained(findings: Findings) -> Iterator[Clash]:
    """Contradictions that somebody gave a reason for."""
    record = findings.record
    for found, reason, by in findings.clashes.explained:
        yield _clash(record, found, cleaned(reason), name(record, by))


def _clash(record: Record, found: Contradiction, reason: str = "", by: str = "") -> Clash:
    ask = record.catalog.clash(found.clash).ask if found.clash else ""
    paths = dict.fromkeys(found.paths or (f"{found.question}.kind",))
    return Clash(found.name, ask, tuple(_side(record, path) for path in paths), found.rows, reason, by)


def _side(record: Record, path: str) -> Side:
    id, _, field = path.rpartition(".")
    question, value = quoting.worded(record, record.catalog.questions[id]), record.value(path)
    said = None if value is None else fields.said(record, question, question.field(field), value)
    return Side(id, cleaned(record.label(id)), said, author(record, id))

"""Answers that cannot both hold, or that hold a verdict up: found, quoted and asked about, never settled silently.

The rules are data (dialogs/catalog/contradictions.yaml), but for the one that the decision table of
dialogs/verdicts/mlops.py finds by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from dialogs.catalog import Clash, Side
from dialogs.findings import facts
from dialogs.record import quoting
from dialogs.record.parts import Entry
from dialogs.verdicts import mlops

if TYPE_CHECKING:
    from dialogs.record.record import Record


class Contradiction(NamedTuple):
    """Two things said about `question` that clash (`rows` of the decision table, or a `clash` of the catalogue with the
    answers at two paths), or the inputs a verdict lacks."""

    question: str
    rows: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    clash: str = ""
    paths: tuple[str, ...] = ()

    @property
    def other(self) -> str:
        """The question it clashes with; empty where both were said to the same."""
        first = self.paths[0].rpartition(".")[0] if self.paths else self.question
        return first if first != self.question else ""

    @property
    def name(self) -> str:
        return self.clash or "+".join(self.rows or self.missing)


DECISION = "mlops.1"
STANDS = "clash:"


def about(scoping: Record, question: str) -> Contradiction | None:
    """What clashes or is missing in the answer to a question."""
    return _decided(scoping) if question == DECISION else next(_clashing(scoping, question), None)


def mark(scoping: Record, questions: Iterable[str]) -> str:
    """A short name of what clashes or is missing now in the answers to these questions."""
    return ",".join(found.name for question in questions if (found := about(scoping, question)))


def unresolved(scoping: Record) -> list[Contradiction]:
    """Contradictions (not gaps) that stand; they block a pass and are printed in the report."""
    found = (about(scoping, question) for question in scoping.catalog.questions if question in scoping.entries)
    return [one for one in found if one and not one.missing]


def stand_together(scoping: Record) -> Iterator[tuple[Contradiction, str, str]]:
    """Contradictions somebody explained: what clashes, the reason, and who gave it."""
    for clash in scoping.catalog.clashes:
        found = _found(scoping, clash)
        if found and (excuse := _excuse(scoping, found)):
            yield found, *excuse


def _decided(scoping: Record) -> Contradiction | None:
    if DECISION not in scoping.entries:
        return None
    found = scoping.decision
    if found.outcome is mlops.Outcome.CONTRADICTION:
        return Contradiction(DECISION, ("one_off", *found.rows))
    if found.outcome is mlops.Outcome.UNDECIDED:
        return Contradiction(DECISION, (), found.missing)
    return None


def _clashing(scoping: Record, question: str) -> Iterator[Contradiction]:
    for clash in scoping.catalog.clashes_about.get(question, ()):
        found = _found(scoping, clash)
        if found and not _excuse(scoping, found):
            yield found


def _found(scoping: Record, clash: Clash) -> Contradiction | None:
    paths = tuple(quoting.filled(scoping, side.at) for side in (clash.first, clash.second))
    sides = zip((clash.first, clash.second), paths, strict=True)
    if not all(_holds(scoping, side, path) for side, path in sides):
        return None
    return Contradiction(paths[1].rpartition(".")[0], clash=clash.id, paths=paths)


def _holds(scoping: Record, side: Side, path: str) -> bool:
    question = path.rpartition(".")[0]
    entry = scoping.entries.get(question)
    if not (entry and entry.answer) or entry.answer.skipped is not None or not scoping.is_asked(question):
        return False
    if side.fact:
        return facts.FACTS[side.fact](scoping, path)
    value = scoping.value(path)
    if side.blank:
        return value is None
    return bool(set(value if isinstance(value, list) else [value]) & set(side.among))


def _excuse(scoping: Record, found: Contradiction) -> tuple[str, str] | None:
    """The reason why both may stand, given after both were said, and who gave it."""
    entry = scoping.entries.get(found.question, Entry())
    since = max(scoping.entries.get(path.rpartition(".")[0], Entry()).changed for path in found.paths)
    for asked in entry.asked_back:
        if asked.rule == STANDS + found.clash and asked.outcome == "waived" and asked.seq > since:
            return asked.reason, asked.by
    return None

"""Answers that cannot both hold, or that hold a verdict up: found, quoted and asked about, never settled silently.

The rules are data (dialogs/catalog/contradictions.yaml), but for the one that the decision table of
dialogs/verdicts/mlops.py finds by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dialogs.catalog import Clash, Side
from dialogs.findings.facts import FACTS
from dialogs.findings.judgements import Judgements
from dialogs.findings.mlops import asked_as
from dialogs.record import quoting
from dialogs.record.parts import NOTHING_SAID
from dialogs.record.record import Record
from dialogs.verdicts import mlops


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


class Explained(NamedTuple):
    """A contradiction somebody explained: what clashes, the reason why both hold, and who gave it."""

    clash: Contradiction
    reason: str
    by: str


class Clashing(NamedTuple):
    """What clashes or is missing, by the question it is asked of; and what was explained, in the catalogue's order."""

    open: Mapping[str, Contradiction]
    explained: tuple[Explained, ...]

    def about(self, question: str) -> Contradiction | None:
        """What clashes or is missing in the answer to a question."""
        return self.open.get(question)

    def mark(self, questions: Iterable[str]) -> str:
        """A short name of what clashes or is missing now in the answers to these questions."""
        return ",".join(self.open[question].name for question in questions if question in self.open)

    @property
    def unresolved(self) -> list[Contradiction]:
        """Contradictions (not gaps) that stand; they block a pass and are printed in the report."""
        return [clash for clash in self.open.values() if not clash.missing]


DECISION = "mlops.1"
STANDS = "clash:"
"""What the rule of an explained contradiction begins with, where it is kept among what was asked back."""


def among(judged: Judgements) -> Clashing:
    """All that clashes in a record's answers: the first rule that fires for each question, and what was explained."""
    record = judged.record
    there = [clash for rule in record.catalog.clashes if (clash := _clash(judged, rule))]
    excuses = {clash.clash: excuse for clash in there if (excuse := _excuse(record, clash))}
    first: dict[str, Contradiction] = {}
    for clash in (
        *_decided(judged),
        *(clash for clash in there if clash.clash not in excuses and clash.question != DECISION),
    ):
        first.setdefault(clash.question, clash)
    asked = (question for question in record.catalog.questions if question in record.entries)
    return Clashing(
        {question: first[question] for question in asked if question in first},
        tuple(Explained(clash, *excuses[clash.clash]) for clash in there if clash.clash in excuses),
    )


def _decided(judged: Judgements) -> Iterator[Contradiction]:
    if DECISION not in judged.record.entries:
        return
    decision = judged.mlops
    if decision.outcome is mlops.Outcome.CONTRADICTION:
        yield Contradiction(DECISION, ("one_off", *decision.rows))
    if decision.outcome is mlops.Outcome.UNDECIDED and judged.fork is None:
        asked = dict.fromkeys(asked_as(judged.record, name) for name in decision.missing)
        blank = tuple(name for name in asked if judged.record.unknown(f"{DECISION}.{name}") is None)
        telling = [asked_as(judged.record, hinge.input) for hinge in judged.hinges]
        if blank:
            yield Contradiction(DECISION, (), tuple(sorted(blank, key=lambda name: name not in telling[:1])))


def _clash(judged: Judgements, rule: Clash) -> Contradiction | None:
    paths = tuple(quoting.filled(judged.record, side.at) for side in (rule.first, rule.second))
    sides = zip((rule.first, rule.second), paths, strict=True)
    if not all(_holds(judged, side, path) for side, path in sides):
        return None
    return Contradiction(paths[1].rpartition(".")[0], clash=rule.id, paths=paths)


def _holds(judged: Judgements, side: Side, path: str) -> bool:
    record, question = judged.record, path.rpartition(".")[0]
    entry = record.entries.get(question)
    if not (entry and entry.answer) or entry.answer.skipped is not None or not quoting.is_asked(record, question):
        return False
    if side.fact:
        return FACTS[side.fact](judged, path)
    value = record.value(path)
    if side.blank:
        return value is None and record.unknown(path) is None
    return bool(set(value if isinstance(value, list) else [value]) & set(side.among))


def _excuse(record: Record, clash: Contradiction) -> tuple[str, str] | None:
    """The reason why both may stand, given after both were said, and who gave it."""
    entry = record.entries.get(clash.question, NOTHING_SAID)
    since = max(record.entries.get(path.rpartition(".")[0], NOTHING_SAID).changed for path in clash.paths)
    for asked in entry.asked_back:
        if asked.rule == STANDS + clash.clash and asked.outcome == "waived" and asked.seq > since:
            return asked.reason, asked.by
    return None

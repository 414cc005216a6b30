"""Answers that cannot both hold, or that hold a verdict up: found, quoted and asked about, never settled silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dialogs.verdicts import mlops

if TYPE_CHECKING:
    from dialogs.rulings import Rulings


class Contradiction(NamedTuple):
    """Two things said about `question` that clash (`rows` of the decision table), or the inputs a verdict lacks."""

    question: str
    rows: tuple[str, ...]
    missing: tuple[str, ...]


DECISION = "mlops.1"


def about(scoping: Rulings, question: str) -> Contradiction | None:
    """What clashes or is missing in the answer to a question."""
    if question != DECISION:
        return None
    found = scoping.decision
    if found.outcome is mlops.Outcome.CONTRADICTION:
        return Contradiction(question, ("one_off", *found.rows), ())
    if found.outcome is mlops.Outcome.UNDECIDED:
        return Contradiction(question, (), found.missing)
    return None


def mark(scoping: Rulings) -> str:
    """A short name of what clashes or is missing now."""
    found = about(scoping, DECISION)
    return "+".join(found.rows or found.missing) if found else ""


def unresolved(scoping: Rulings) -> list[Contradiction]:
    """Contradictions (not gaps) that stand; they block a pass and are printed in the report."""
    found = about(scoping, DECISION) if DECISION in scoping.entries else None
    return [found] if found and found.rows else []

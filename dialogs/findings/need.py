"""Whether machine learning is needed."""

from __future__ import annotations

from dialogs.findings.values import ticked
from dialogs.record.record import Record
from dialogs.verdicts import need

SIMPLER = frozenset({"process", "people", "software"})
"""The options that say that something simpler than machine learning does."""


def decision(record: Record) -> need.Decision:
    """Whether machine learning is needed: three answers, the baseline, and the ledger of alternatives."""
    simpler = record.choice("need.5.simpler")
    return need.decide(
        need.Inputs(
            rules=record.choice("need.1.rules"),
            scale=record.choice("need.2.scale"),
            economics=None if simpler is None else "needs_ml" if simpler == "none" else "simpler",
            baseline_named=bool(record.text("need.3.baseline")),
            ledger=_ledger(record),
            horizon=int(record.number("need.4.horizon") or 3),
            rate=(record.number("need.4.rate") or 0) / 100,
        )
    )


def leaning(record: Record) -> need.Leaning:
    """Which way the kinds of the task point, after the People + AI Guidebook."""
    return need.pair_leaning(ticked(record, "need.2.kinds"))


def _ledger(record: Record) -> dict[str, need.Costing]:
    found = {way: record.value(f"need.4.{way}") for way in (need.ML, *need.ALTERNATIVES)}
    return {way: need.Costing(*map(float, sums)) for way, sums in found.items() if isinstance(sums, list)}

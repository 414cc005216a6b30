"""Whether machine learning is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.findings.values import ticked
from dialogs.verdicts import need

if TYPE_CHECKING:
    from dialogs.record.record import Record


# ---- need


def need_verdict(scoping: Record) -> need.Decision:
    """Whether machine learning is needed: three answers, the baseline, and the ledger of alternatives."""
    simpler = scoping.choice("need.5.simpler")
    return need.decide(
        need.Inputs(
            rules=scoping.choice("need.1.rules"),
            scale=scoping.choice("need.2.scale"),
            economics=None if simpler is None else "needs_ml" if simpler == "none" else "simpler",
            baseline_named=bool(scoping.text("need.3.baseline")),
            ledger=_ledger(scoping),
            horizon=int(scoping.number("need.4.horizon") or 3),
            rate=(scoping.number("need.4.rate") or 0) / 100,
        )
    )


def leaning(scoping: Record) -> need.Leaning:
    """Which way the kinds of the task point, after the People + AI Guidebook."""
    return need.pair_leaning(ticked(scoping, "need.2.kinds"))


def _ledger(scoping: Record) -> dict[str, need.Costing]:
    found = {way: scoping.value(f"need.4.{way}") for way in (need.ML, *need.ALTERNATIVES)}
    return {way: need.Costing(*map(float, sums)) for way, sums in found.items() if isinstance(sums, list)}

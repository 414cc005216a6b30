"""Whether machine learning is needed."""

from __future__ import annotations

from dataclasses import replace

from dialogs.answers.unknowns import Ignorance
from dialogs.findings.money import PER_CENT, YEARS, currency
from dialogs.findings.values import number, ticked
from dialogs.record.record import Record
from dialogs.verdicts import need
from dialogs.verdicts.need import ALTERNATIVES, LEAD, ML, TIE, Decision, decide
from dialogs.verdicts.partial.business_case import Inputs as Case
from dialogs.verdicts.partial.need import Inputs, Sums

SIMPLER = frozenset({"process", "people", "software"})
"""The options that say that something simpler than machine learning does."""


def decision(given: Inputs) -> Decision:
    """Whether machine learning is needed: three answers, the baseline, and the ways whose sums are all known."""
    return _decided(given)


def decision_now(given: Inputs) -> Decision:
    """The same by the later figures (`with_case`): a judgement of its own, which a look works out once as well."""
    return _decided(given)


def _decided(given: Inputs) -> Decision:
    complete = {way: sums.costing() for way, sums in given.ledger.items() if not sums.unknown}
    return decide(replace(given, baseline_named=bool(given.baseline_named)).completed(complete))


def inputs(record: Record) -> Inputs:
    """What was answered, and the ledger of alternatives as far as it is known."""
    simpler = record.choice("need.5.simpler")
    horizon, rate = record.setting("need.4.horizon", YEARS), record.setting("need.4.rate", PER_CENT)
    return Inputs(
        rules=record.choice("need.1.rules"),
        scale=record.choice("need.2.scale"),
        economics=None if simpler is None else "needs_ml" if simpler == "none" else "simpler",
        baseline_named=_is_baseline_named(record) or None,
        ledger=_ledger(record),
        horizon=None if horizon is None else int(horizon),
        rate=None if rate is None else rate / 100,
        tie=None if record.catalog.of_old else TIE,
    )


def meets_case(record: Record, given: Inputs) -> bool:
    """Whether the case's figures can stand on the ledger: both are on the way, and in one currency.

    Reports of scopings from before the objections stay as they were signed.
    """
    return (
        ML in given.ledger
        and not record.catalog.of_old
        and "case" in record.walked
        and (record.text("need.4.currency") or currency(record)) == currency(record)
    )


def with_case(given: Inputs, case: Case) -> Inputs:
    """The ledger by the later figures: machine learning has the case's expected sums.

    What the case does not know is still the sheet's; but where it knows a sum without what comes beside it (the
    teaching, the people), that stands there, and whoever tells it says without what. Every way has the case's horizon,
    rate and wait: of the others nobody is asked how long they take, and a way that stood in use from the first day
    would be worth more by that alone (ours). Another has to lead clearly to contradict the answers.
    """
    wait = case.months.expected if case.months else 0.0
    ledger = {way: replace(sums, wait=wait) for way, sums in given.ledger.items()}
    ledger[ML] = replace(_expected(case, given.ledger[ML]), wait=wait)
    horizon, rate = case.horizon or given.horizon, given.rate if case.rate is None else case.rate
    return replace(given, ledger=ledger, horizon=horizon, rate=rate, lead=LEAD)


def with_instead(record: Record, given: Inputs) -> Inputs:
    """The ledger by what the exam was told of the simpler way that is taken: its sums, where they are in one money."""
    way, sums = str(record.choice("exam.2.simpler")), record.value("exam.2b.costs")
    alike = record.text("exam.2b.currency") == record.text("need.4.currency")
    if way not in given.ledger or not isinstance(sums, list) or not alike or record.catalog.of_old:
        return given
    once, yearly, _ = (number(part) for part in sums)
    return replace(given, ledger={**given.ledger, way: replace(given.ledger[way], once=once, yearly=yearly)})


def _expected(case: Case, sheet: Sums) -> Sums:
    """The case's sums, and of what it does not know the sheet's."""
    return Sums(
        once=case.once.expected if case.once else sheet.once,
        yearly=case.yearly.expected if case.yearly else sheet.yearly,
        value=case.saving.expected if case.saving else sheet.value,
    )


def leaning(record: Record) -> need.Leaning:
    """Which way the kinds of the task point, after the People + AI Guidebook."""
    return need.pair_leaning(ticked(record, "need.2.kinds"))


def _is_baseline_named(record: Record) -> bool:
    return bool(record.text("need.3.baseline")) and record.choice("need.3.state") != "none"


def _ledger(record: Record) -> dict[str, Sums]:
    """The ways of which a sum is known, or said not to be; not one that does not apply here."""
    return {way: _sums(record, f"need.4.{way}") for way in (ML, *ALTERNATIVES) if _is_a_way(record, way)}


def _is_a_way(record: Record, way: str) -> bool:
    unknown = record.unknown(f"need.4.{way}")
    if unknown and unknown.kind is Ignorance.NOT_APPLICABLE:
        return way == ML
    return bool(record.value(f"need.4.{way}") or unknown)


def _sums(record: Record, path: str) -> Sums:
    """Once, a year, and what it is worth a year; None for each that nobody knows."""
    value = record.value(path)
    if not isinstance(value, list):
        return Sums()
    once, yearly, worth = (number(part) for part in value)
    return Sums(once, yearly, worth)

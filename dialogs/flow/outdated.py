"""Figures that were worked out of the answers, that somebody's words quote, and that come to something else by now.

“Even then 292k” was said to the stress question. Then the saving was corrected, and under stress it comes to 223k.
list(outdated(record, "case.6"))   # [Outdated("292k", 223_412.0, True)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dialogs.answers import stated
from dialogs.catalog import Kind
from dialogs.findings import Findings
from dialogs.record.parts import NOTHING_SAID
from dialogs.record.record import Record
from dialogs.verdicts.business_case import Scenario


class Outdated(NamedTuple):
    """A figure as words quote it, what it comes to now, and whether it is a sum of money."""

    typed: str
    now: float
    money: bool


class _Figure(NamedTuple):
    """A figure that stood above a question; None where there is none any more."""

    amount: float | None
    money: bool = True


def outdated(record: Record, question: str) -> Iterator[Outdated]:
    """The figures in the words of an answer that were so when it was given or last confirmed, and are not any more."""
    entry = record.entries.get(question, NOTHING_SAID)
    if question not in _FIGURES or entry.answer is None:
        return
    asked = record.catalog.questions[question].fields
    words = [str(entry.answer.values.get(field.id) or "") for field in asked if field.kind in (Kind.TEXT, Kind.LINE)]
    reads = {read.typed: read.stated for text in words for read in stated.in_text(text)}
    if not reads:
        return
    then, now = (
        _FIGURES[question](Findings(record.as_of(since))) for since in (max(entry.changed, entry.confirmed), None)
    )
    for typed, said in reads.items():
        key = next((key for key, figure in then.items() if said in _ways(figure)), None)
        if key is not None and key in now and (amount := now[key].amount) is not None and said not in _ways(now[key]):
            yield Outdated(typed, amount, now[key].money)


def _ways(figure: _Figure) -> frozenset[stated.Stated]:
    return frozenset() if figure.amount is None else stated.of_number(figure.amount, "", Kind.NUMBER)


def _of_the_case(findings: Findings) -> dict[str, _Figure]:
    """What stands above the stress question: the case as expected, under stress, and with the uplift."""
    if not findings.case_is_made:
        return {}
    cases = {"stressed": findings.stressed, "case": findings.case, "uplifted": findings.uplifted}
    draws = findings.outlook.npv
    found = {f"{name}.{key}": one for name, case in cases.items() for key, one in _scenario(case.expected).items()}
    return found | {"p10": _Figure(draws.p10), "p50": _Figure(draws.p50), "p90": _Figure(draws.p90)}


def _scenario(scenario: Scenario) -> dict[str, _Figure]:
    months = scenario.payback_months
    return {"npv": _Figure(scenario.npv), "months": _Figure(None if months is None else round(months), money=False)}


def _of_the_sheet(findings: Findings) -> dict[str, _Figure]:
    """What each way is worth over the years, and by how much that is more than machine learning."""
    rows = findings.need.ledger
    worth = {row.way: _Figure(row.npv) for row in rows}
    return worth | {f"{row.way}.gap": _Figure(None if row.gap is None else abs(row.gap)) for row in rows}


_FIGURES: Mapping[str, Callable[[Findings], dict[str, _Figure]]] = {
    "case.6": _of_the_case,
    "need.5": _of_the_sheet,
    "need.6": _of_the_sheet,
}
"""The questions above which figures stand that are worked out, and those figures."""

"""Every sum a report prints, by what it is a sum of: one quantity has one id and one value, wherever it stands.

    figures.listed(report)[0]    # Figure(id="ml.npv", value=243000.0, unit="EUR")

Machine learning's sums have the same ids on the sheet of alternatives and in the case for management, since they are
the same sums. Several values of one id are two truths in one report: the tests see to it that there are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dialogs.findings.plan import Undated
from dialogs.report.judged import Need, Plan
from dialogs.report.parts import AFTER_THE_PROOF, MILESTONE, Change, Step
from dialogs.report.report import Report
from dialogs.report.sums import Instead, Money, MoneySoFar, Stress, Uplifted
from dialogs.verdicts.business_case import Outlook, Scenario
from dialogs.verdicts.estimates import Spread
from dialogs.verdicts.need import ML


class Figure(NamedTuple):
    """A quantity: what it is, how much, and of what: a currency, or “month”, “year”, “share”."""

    id: str
    value: float
    unit: str


def listed(report: Report) -> tuple[Figure, ...]:
    """Each once, in the order a board meets them; with the same id twice only where the values differ."""
    return tuple(dict.fromkeys(_all(report)))


def _all(report: Report) -> Iterator[Figure]:
    if report.money:
        yield from _of_the_case(report.money)
    if report.so_far:
        yield from _of_the_case_so_far(report.so_far)
    if report.need:
        apart = bool(report.money or report.so_far) and not report.need.by_case
        yield from _of_the_sheet(report.need, "sheet." if apart else "")
    if report.instead:
        yield from _of_what_is_done_instead(report.instead)
    if plan := report.plan or report.undated:
        yield from _of_the_plan(plan)
    if report.proof_costs is not None:
        yield Figure("proof.costs", report.proof_costs, report.proof_currency)
    if report.risks:
        yield Figure("risks.dealt_with", report.risks.mitigated, "share")
    yield from _of_steps(report.steps)
    yield from _of_changes(report.changes)


def _of_the_case(money: Money) -> Iterator[Figure]:
    yield from _given(money)
    case, currency = money.case, money.currency
    for end, scenario in (("", case.expected), (".cautious", case.cautious), (".hopeful", case.hopeful)):
        yield from _scenario(end, scenario, currency)
    if money.breakeven_saving is not None:
        yield Figure("ml.value.turns", money.breakeven_saving, currency)
    if money.drawn:
        yield from _drawn(money.drawn, currency)
    if money.stress:
        yield from _stressed(money.stress, currency)
    if money.uplifted:
        yield from _uplifted(money.uplifted, currency)


def _given(money: Money) -> Iterator[Figure]:
    """What the case was reckoned from."""
    currency, given = money.currency, money.given
    yield from _spread("ml.value", given.saving, currency)
    yield from _spread("ml.once", given.once, currency)
    yield from _spread("ml.yearly", given.yearly, currency)
    yield from _spread("staff.yearly", money.people, currency)
    yield from _spread("training.once", money.training, currency)
    yield from _spread("ml.months", given.months, "month")
    yield Figure("horizon", given.horizon, "year")
    yield Figure("rate", given.rate, "share")


def _of_the_case_so_far(so_far: MoneySoFar) -> Iterator[Figure]:
    """What is known of it, and what the one figure that is not has to come to: as expected, and at the worst."""
    named = {"ml.value": so_far.known.saving, "ml.once": so_far.known.once, "ml.yearly": so_far.known.yearly}
    for id, spread in named.items():
        if spread and not set(_OWN[id]) & set(so_far.lacking):
            yield from _spread(id, spread, so_far.currency)
    if so_far.known.months:
        yield from _spread("ml.months", so_far.known.months, "month")
    if so_far.known.horizon is not None:
        yield Figure("case.horizon", so_far.known.horizon, "year")
    if so_far.worth is not None and so_far.limit:
        yield Figure(f"ml.npv.before.{so_far.limit.part}", so_far.worth, so_far.currency)
    for end, limit in (("", so_far.limit), (".worst", so_far.worst)):
        if limit and limit.turn:
            unit = "month" if limit.part == "months" else so_far.currency
            yield Figure(f"ml.{_NAMED.get(limit.part, limit.part)}.limit{end}", limit.turn.at, unit)


_OWN = {"ml.value": ("case.2.saving",), "ml.once": ("case.4.once",), "ml.yearly": ("case.4.yearly",)}
"""The figures without which there is no such sum; what comes beside it is left out of it."""
_NAMED = {"saving": "value"}
"""A part of the case by the name its figures have."""


def _drawn(drawn: Outlook, currency: str) -> Iterator[Figure]:
    """What the draws come to, at the horizon and year by year."""
    for end in ("p10", "p50", "p90"):
        yield Figure(f"ml.npv.{end}", getattr(drawn.npv, end), currency)
        flows = enumerate(getattr(drawn.cumulated, end))
        yield from (Figure(f"ml.cumulated.{end}.{year}", flow, currency) for year, flow in flows)
    yield Figure("ml.npv.share_above_zero", drawn.share_above_zero, "share")


def _spread(id: str, spread: Spread, unit: str) -> Iterator[Figure]:
    yield Figure(id, spread.expected, unit)
    yield Figure(f"{id}.low", spread.low, unit)
    yield Figure(f"{id}.high", spread.high, unit)


def _scenario(end: str, scenario: Scenario, currency: str) -> Iterator[Figure]:
    yield Figure(f"ml.npv{end}", scenario.npv, currency)
    for id, months in (("payback", scenario.payback_months), ("discounted", scenario.discounted_payback_months)):
        if months is not None:
            yield Figure(f"ml.{id}{end}", months, "month")
    for year, flow in enumerate(scenario.flows):
        yield Figure(f"ml.flow{end}.{year}", flow, currency)


def _stressed(stress: Stress, currency: str) -> Iterator[Figure]:
    yield Figure("ml.npv.stressed", stress.npv, currency)
    if stress.breakeven_saving is not None:
        yield Figure("ml.value.turns_under_stress", stress.breakeven_saving, currency)
    if stress.payback_months is not None:
        yield Figure("ml.payback.stressed", stress.payback_months, "month")


def _uplifted(uplifted: Uplifted, currency: str, end: str = "uplifted") -> Iterator[Figure]:
    yield Figure(f"ml.npv.{end}", uplifted.npv, currency)
    yield Figure(f"ml.once.{end}", uplifted.capital, "share")
    if uplifted.payback_months is not None:
        yield Figure(f"ml.payback.{end}", uplifted.payback_months, "month")
    if uplifted.at_best:
        yield from _uplifted(uplifted.at_best, currency, "uplifted_at_best")


def _of_the_sheet(need: Need, apart: str) -> Iterator[Figure]:
    """Machine learning's row is the case's, once there is one; of a sheet `apart` from the case, its own."""
    for way in need.ways:
        own = f"{apart}{way.way}" if way.way == ML else way.way
        sums = {"once": way.once, "yearly": way.yearly, "value": way.value, "npv": way.npv, "lead": way.gap}
        yield from (Figure(f"{own}.{id}", value, need.currency) for id, value in sums.items() if value is not None)
    lead = need.at_once_lead
    terms = {f"{need.at_once}.lead_at_once": (lead, need.currency), f"{apart}horizon": (need.horizon, "year")}
    terms[f"{apart}rate"] = (need.rate, "share")
    terms[f"{need.cheaper}.costs_less_by"] = (need.cheaper_by, need.currency)
    yield from (Figure(id, value, unit) for id, (value, unit) in terms.items() if value is not None)
    for bound in need.bounds:
        if bound.turn:
            yield Figure(f"{bound.way}.{bound.part}.turns.{bound.rival}", bound.turn.at, need.currency)
    for flip in need.flips:
        if isinstance(flip.value, (int, float)):
            yield Figure(f"{ML}.value.turns_the_need.{flip.outcome}", float(flip.value), need.currency)


def _of_what_is_done_instead(instead: Instead) -> Iterator[Figure]:
    """The way that is taken has on the sheet of alternatives the same sums."""
    sums = {
        f"{instead.option}.once": instead.once,
        f"{instead.option}.yearly": instead.yearly,
        f"{instead.option}.first_year": instead.first_year,
        "ml.first_year": instead.ml_first_year,
        f"{instead.option}.spared": instead.spared,
        f"{instead.option}.lead": instead.gap,
    }
    yield from (Figure(id, value, instead.currency) for id, value in sums.items() if value is not None)


def _of_the_plan(plan: Plan | Undated) -> Iterator[Figure]:
    if plan.total is not None:
        yield Figure("plan.total", plan.total, plan.currency)
    if plan.budget is not None:
        yield Figure("plan.budget", plan.budget, plan.currency)
    if plan.budget is not None and plan.total is not None:
        yield Figure("plan.left", plan.budget - plan.total, plan.currency)
    for number, stone in enumerate(plan.milestones, 1):
        if stone.cost is not None:
            yield Figure(f"plan.milestone.{number}", stone.cost, plan.currency)


def _of_steps(steps: Iterable[Step]) -> Iterator[Figure]:
    """What is bought and who is hired; a milestone's cost is the plan's."""
    for step in steps:
        if step.kind == "hire":
            yield Figure("staff.yearly", step.amounts[0], step.currency)
        elif step.kind not in (MILESTONE, AFTER_THE_PROOF):
            named = zip(("once", "yearly"), step.amounts, strict=False)
            yield from (Figure(f"platform.{id}", amount, step.currency) for id, amount in named)


def _of_changes(changes: Iterable[Change]) -> Iterator[Figure]:
    for change in changes:
        if change.what == "saving" and isinstance(change.value, float):
            yield Figure("ml.value.turns", change.value, change.currency)
        elif change.what == "instead_costs" and isinstance(change.value, float):
            yield Figure("ml.first_year", change.value, change.currency)
        elif isinstance(change.value, float):
            yield Figure(f"decision.{change.what}.turns.{change.outcome}.{change.level}", change.value, "")

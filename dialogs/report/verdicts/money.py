"""Reads the case for management off a scoping: whole or so far, with the uplift of its kind, and under stress."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from dialogs.answers.evidence import is_uncounted
from dialogs.findings import Findings
from dialogs.findings.money import currency as case_currency
from dialogs.findings.plan import NONE
from dialogs.record.record import Record
from dialogs.report import answers
from dialogs.report.answers import answered, has_answer
from dialogs.report.quotes import author, words
from dialogs.report.said import Said
from dialogs.report.sums import Answered, Money, MoneySoFar, Stress, Uplifted
from dialogs.verdicts import business_case, optimism

_CASE = ("case.2", "case.3", "case.4", "case.5")


def money(findings: Findings) -> Money | None:
    """The case for management, once its figures are there."""
    record = findings.record
    asked = "case" in record.walked and all(has_answer(record, question) for question in _CASE)
    if not asked or not findings.case_is_made:
        return None
    given = findings.case_inputs
    work = record.catalog.questions["case.3"].field("work").options
    named = record.value("case.3.work")
    chosen = named if isinstance(named, list) else []
    breakeven = business_case.breakeven_saving(given)
    stressed = stress(findings)
    source = _saving_source(record)
    return Money(
        currency=case_currency(record),
        given=given,
        case=findings.case,
        breakeven_saving=breakeven if isfinite(breakeven) else None,
        training=record.spread("case.5.training") or NONE,
        people=record.spread("case.3.people") or NONE,
        platform=record.text("case.4.platform"),
        saving_source=source,
        saving_guessed=source is not None and is_uncounted(source.text),
        left_out=tuple(label for option, label in work.items() if option not in chosen) if chosen else (),
        work_named=bool(chosen),
        drawn=findings.outlook if stressed else None,
        uplifted=uplifted(findings) if stressed else None,
        stress=stressed,
    )


def money_so_far(findings: Findings) -> MoneySoFar | None:
    """The same while a figure of it is not known, or several."""
    record, found = findings.record, findings.money_so_far
    if "case" not in record.walked or found is None:
        return None
    source = None if "case.2.saving" in found.lacking else _saving_source(record)
    return MoneySoFar(
        currency=found.currency,
        known=found.known,
        lacking=found.lacking,
        left_out=found.left_out,
        limit=found.limit,
        worst=found.worst,
        worth=found.worth,
        saving_source=source,
        saving_guessed=source is not None and is_uncounted(source.text),
        stress=stress_answered(record),
    )


def uplifted(findings: Findings) -> Uplifted:
    """The case as projects of its kind have gone; at both ends, where not all risks are graded."""
    dealt, uplifts = findings.mitigated, findings.uplifts
    at_best = _uplifted(uplifts.least, dealt.most, findings.at_best) if findings.ungraded else None
    return replace(_uplifted(uplifts.most, dealt.least, findings.uplifted), at_best=at_best)


def stress(findings: Findings) -> Stress | None:
    """What the numbers say at twice the cost and half as long again, and what the team does."""
    record = findings.record
    if not answered(record, "case.6") or not findings.case_is_made:
        return None
    worse, answer = findings.stressed, record.text("case.6.stress")
    turns = business_case.breakeven_saving(business_case.with_stress(findings.case_inputs))
    return Stress(
        cost=business_case.STRESS_COST,
        time=business_case.STRESS_TIME,
        npv=worse.expected.npv,
        payback_months=worse.expected.payback_months,
        pays=worse.pays,
        time_stressed=worse.time_stressed,
        answer=answer,
        label=record.catalog.questions["case.6"].field("stress").options.get(answer, answer),
        because=words(record, "case.6.because"),
        author=author(record, "case.6"),
        breakeven_saving=turns if isfinite(turns) else None,
    )


def stress_answered(record: Record) -> Answered | None:
    """The answer to the stress question in its words, which holds without any sums."""
    if not answered(record, "case.6"):
        return None
    answer = record.text("case.6.stress")
    return Answered(
        label=record.catalog.questions["case.6"].field("stress").options.get(answer, answer),
        because=words(record, "case.6.because"),
        author=author(record, "case.6"),
    )


def _saving_source(record: Record) -> Said | None:
    """Who worked the saving out, and how."""
    told = answers.told(record, record.catalog.questions["case.2"], record.entries["case.2"].answer)
    return next((said for said in told.said if said.text and said.kind == "line"), None) if told else None


def _uplifted(uplift: optimism.Uplift, mitigated: float, raised: business_case.BusinessCase) -> Uplifted:
    return Uplifted(
        capital=uplift.capital,
        duration=uplift.duration,
        mitigated=mitigated,
        npv=raised.expected.npv,
        payback_months=raised.expected.payback_months,
        source=optimism.SOURCE_LINK,
    )

"""Reads the full track's judgements off a scoping for the report; each is None until its answers are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import isfinite

from dialogs.answers.text import cleaned
from dialogs.answers.written import NOTHING
from dialogs.findings import Findings, first_look
from dialogs.findings import (
    plan as plan_,
)
from dialogs.findings import (
    risks as risks_,
)
from dialogs.findings.contradictions import Contradiction
from dialogs.findings.money import currency as case_currency
from dialogs.findings.plan import Undated
from dialogs.findings.reach import Reached
from dialogs.findings.values import is_higher
from dialogs.record import parts, quoting
from dialogs.record.record import Record
from dialogs.report import fields
from dialogs.report.judged import (
    Candidate,
    Choice,
    Evaluation,
    Labels,
    NamedRisk,
    Need,
    People,
    Phase,
    Plan,
    Pulse,
    Reach,
    Risks,
    Ungraded,
    Way,
)
from dialogs.report.quotes import name, words
from dialogs.report.said import Clash, Side
from dialogs.report.sums import Answered, Stress, Uplifted
from dialogs.verdicts import business_case, optimism
from dialogs.verdicts import labels as agreement
from dialogs.verdicts import risks as weighing
from dialogs.verdicts.mistakes import Mistakes, Price, price
from dialogs.verdicts.need import ML
from dialogs.verdicts.partial import risks as ungraded


def answered(record: Record, *questions: str) -> bool:
    """Whether all of these are asked and have an answer (not that they do not apply)."""
    entries = [record.entries.get(question) for question in questions if quoting.is_asked(record, question)]
    given = [entry for entry in entries if entry and entry.answer and entry.answer.skipped is None]
    return len(given) == len(questions)


def need(findings: Findings) -> Need | None:
    """Whether machine learning is needed, and what every way costs and brings, by the latest figures there are."""
    record = findings.record
    if not answered(record, "need.1", "need.2", "need.3", "need.4", "need.5"):
        return None
    decision = findings.need_now
    ml, ways = decision.inputs.ledger.get(ML), record.catalog.questions["need.4"]
    way, lead = decision.at_once or ("", None)
    cheaper, by = decision.cheaper or ("", None)
    return Need(
        outcome=decision.outcome,
        rows=decision.rows,
        missing=decision.missing,
        baseline=words(record, "need.3.baseline"),
        leaning=findings.leaning,
        currency=record.text("need.4.currency") or (case_currency(record) if findings.need_by_case else ""),
        horizon=decision.inputs.horizon,
        rate=decision.inputs.rate,
        ways=tuple(
            Way(
                row.way,
                ways.field(row.way).label,
                row.costing.once,
                row.costing.yearly,
                row.costing.value,
                row.npv,
                row.gap,
            )
            for row in decision.ledger
        ),
        as_good=decision.as_good,
        flips=decision.flips,
        possible=findings.needs_now.verdicts if findings.needs_now.unknown else (),
        bounds=findings.ledger_now.bounds,
        left_out=findings.ledger_now.left_out,
        by_case=findings.need_by_case,
        wait=ml.wait or None if ml else None,
        at_once=way,
        at_once_lead=lead,
        equals=tuple(row.way for row in decision.equals),
        cheaper=cheaper,
        cheaper_by=by,
        of_old=record.catalog.of_old,
        sheet=_sheet(findings),
        without=findings.money_so_far.left_out if findings.need_by_case and findings.money_so_far else (),
    )


def _sheet(findings: Findings) -> tuple[float | None, float | None, float | None] | None:
    """What the sheet says of machine learning; nothing where it does not, or is from before the objections."""
    own = findings.sheet_of_ml
    return (own.once, own.yearly, own.value) if own and not findings.record.catalog.of_old else None


def candidates(findings: Findings) -> Iterator[Candidate]:
    """The candidates that were named and judged, each with its verdicts."""
    ranks = {rank.name: rank for rank in findings.ranking}
    for candidate in findings.candidates:
        judged = candidate.feasibility
        if answered(findings.record, candidate.asked_in):
            yield Candidate(
                slot=candidate.slot,
                name=cleaned(candidate.name),
                cell=candidate.cell,
                chosen=candidate.chosen,
                light=judged.light,
                score=None if judged.missing else judged.score,
                rows=first_look.rows(findings.record, candidate.slot, judged.rows),
                missing=judged.missing,
                flips=judged.flips,
                rank=ranks.get(candidate.slot),
                reach=_reach(candidate.reach) if candidate.reach else None,
                possible=candidate.lights.verdicts if judged.missing else (),
            )


def choice(findings: Findings) -> Choice | None:
    """Which candidate was taken, and what spoke against it."""
    record = findings.record
    taken = findings.chosen
    if taken is None or not answered(record, "solutions.2"):
        return None
    ranks, against = findings.ranking, findings.challenge
    places = findings.places[taken.slot]
    sure = places.best == places.worst
    own = next((rank for rank in ranks if rank.name == taken.slot), None) if sure else None
    return Choice(
        name=cleaned(taken.name),
        reason=words(record, "solutions.2.because"),
        author=author(record, "solutions.2"),
        place=own.place if own else None,
        ranked=len(ranks if record.catalog.of_old else findings.candidates),
        objection=against.objection if against else None,
        better=tuple(words(record, f"solutions.1.{rank.name}") for rank in against.better) if against else (),
        between=None if sure else (places.best, places.worst),
    )


def people(findings: Findings) -> People | None:
    """What it does to people, and where a lawyer would look first."""
    record = findings.record
    if not answered(record, "solutions.3", "solutions.4"):
        return None
    role, law = findings.role, findings.law
    return People(
        aim=record.text("solutions.3.aim"),
        whom=words(record, "solutions.3.whom"),
        area=record.text("solutions.3.area"),
        planned=record.text("solutions.4.role"),
        advised=role.role,
        rows=role.rows,
        tier=law.tier,
        article_5=law.article_5,
        flips=role.flips,
    )


def labels(findings: Findings) -> Labels | None:
    """Where the labels come from, and whether they can be learnt from."""
    record = findings.record
    if not answered(record, "labels.1", "labels.2"):
        return None
    kappa = record.number("labels.2.kappa")
    return Labels(record.text("labels.1.labelled"), kappa, findings.agreement, agreement.rules_first(kappa))


_GIVEN_AS_NUMBERS = {"today": "problem.4.today", "aim": "problem.4.goal", "target": "eval.2.target"}


def _ends(record: Record) -> dict[str, tuple[float, float]]:
    """The ends of the numbers that were given as ranges; reports of old have the number alone."""
    found = {name: record.written(path).ends.get(0) for name, path in _GIVEN_AS_NUMBERS.items()}
    return {} if record.catalog.of_old else {name: ends for name, ends in found.items() if ends}


def evaluation(record: Record) -> Evaluation | None:
    """The business's number and the model's."""
    if not answered(record, "problem.4", "eval.1", "eval.2", "eval.3"):
        return None
    by = record.text("problem.4.by")

    def unit(path: str) -> str:
        return record.written(path).unit

    return Evaluation(
        business=words(record, "problem.4.metric"),
        today=record.number("problem.4.today"),
        aim=record.number("problem.4.goal"),
        by=date.fromisoformat(by) if by else None,
        goal=words(record, "eval.1.goal"),
        metric=words(record, "eval.2.metric"),
        target=record.number("eval.2.target"),
        higher_is_better=is_higher(record.choice("eval.2.better")),
        worth=words(record, "eval.2.worth"),
        diverge=words(record, "eval.3.diverge"),
        tie=record.text("eval.2.tie"),
        judged=record.text("eval.1.judged"),
        units=(unit("problem.4.today"), unit("problem.4.goal"), unit("eval.2.target")),
        was_today=_before_it_was_corrected(record, "problem.4", "today", "metric"),
        ends=_ends(record),
    )


def _before_it_was_corrected(record: Record, question: str, field: str, named: str) -> float | None:
    """The number that stood there first, where another of the same thing stands there now; of old records nothing.

    The same thing has the same name (a field of the question) and the same unit: 9% of what is baked and 1.7M a year
    are two, and neither corrects the other.
    """
    answers = record.entries[question].answers if question in record.entries else []
    said = [(value, answer) for answer in answers if isinstance(value := answer.values.get(field), float)]
    if not said or record.catalog.of_old:
        return None
    (first, then), (last, now) = said[0], said[-1]
    return first if first != last and _thing(then, field, named) == _thing(now, field, named) else None


def _thing(answer: parts.Answer, field: str, named: str) -> tuple[str, str]:
    """What a number counts, and in which unit."""
    return " ".join(str(answer.values.get(named, "")).casefold().split()), answer.written.get(field, NOTHING).unit


def risks(findings: Findings) -> Risks | None:
    """The risks, and how much of their weight is dealt with."""
    if not answered(findings.record, *risks_.RISKS):
        return None
    dealt = findings.mitigated
    return Risks(
        named=tuple(_risk(risk) for risk in sorted(findings.risks, key=lambda risk: -risk.weight)),
        mitigated=dealt.least,
        ungraded=tuple(_ungraded(risk) for risk in findings.ungraded),
        at_most=dealt.most if findings.ungraded else None,
    )


def uplifted(findings: Findings) -> Uplifted:
    """The case as projects of its kind have gone; at both ends, where not all risks are graded."""
    dealt, uplifts = findings.mitigated, findings.uplifts
    at_best = _uplifted(uplifts.least, dealt.most, findings.at_best) if findings.ungraded else None
    return replace(_uplifted(uplifts.most, dealt.least, findings.uplifted), at_best=at_best)


def _uplifted(uplift: optimism.Uplift, mitigated: float, raised: business_case.BusinessCase) -> Uplifted:
    return Uplifted(
        capital=uplift.capital,
        duration=uplift.duration,
        mitigated=mitigated,
        npv=raised.expected.npv,
        payback_months=raised.expected.payback_months,
        source=optimism.SOURCE_LINK,
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


def mistakes(findings: Findings) -> Mistakes | None:
    """What right and wrong answers bring and cost, where that is a note: the wrong ones eat more than half of it."""
    given = findings.mistakes
    return given if given and price(given) is Price.THIN else None


def plan(findings: Findings) -> Plan | None:
    """The plan, once its timeline and milestones are there."""
    record = findings.record
    made = findings.plan if answered(record, "plan.1", "plan.2") else None
    if made is None:
        return None
    phases = ((phase, record.spread(f"plan.1.{phase}")) for phase in plan_.PHASES)
    return Plan(
        start=made.start,
        p10=made.p10,
        p50=made.p50,
        p90=made.p90,
        phases=tuple(Phase(phase, weeks) for phase, weeks in phases if weeks and weeks.high),
        milestones=tuple(replace(stone, what=cleaned(stone.what)) for stone in made.milestones),
        currency=made.currency,
        total=made.total,
        budget=made.budget,
        ends=made.ends,
    )


def undated(findings: Findings) -> Undated | None:
    """The milestones and their sum while a part of the timeline is not known."""
    found = findings.undated
    return found and replace(
        found, milestones=tuple(replace(stone, what=cleaned(stone.what)) for stone in found.milestones)
    )


def readiness(findings: Findings) -> Pulse | None:
    """How the pulse ended; nothing before its close, and no sums of fewer than five."""
    record = findings.record
    closed = record.pulse.closed
    if closed is None:
        return None
    heat = findings.heat
    ended = "shown" if heat else "talked" if closed.about == parts.TALK else "too_few"
    return Pulse(ended, name(record, closed.by), heat)


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


def author(record: Record, question: str) -> str:
    """Whose words the answer as it stands has."""
    entry = record.entries.get(question)
    return name(record, quoting.speaker(record, question)) if entry and entry.answer else ""


def _risk(risk: weighing.Risk) -> NamedRisk:
    return NamedRisk(
        name=cleaned(risk.name),
        likelihood=risk.likelihood,
        impact=risk.impact,
        severity=risk.severity,
        trigger=cleaned(risk.trigger),
        fallback=cleaned(risk.fallback),
        owner=cleaned(risk.owner),
        mitigated=risk.mitigated,
        steps=cleaned(risk.steps),
        state=risk.state,
    )


def _ungraded(risk: ungraded.Inputs) -> Ungraded:
    return Ungraded(
        name=cleaned(risk.name),
        likelihood=risk.likelihood,
        impact=risk.impact,
        trigger=cleaned(risk.trigger),
        fallback=cleaned(risk.fallback),
        owner=cleaned(risk.owner),
        steps=cleaned(risk.steps),
        state=risk.state,
    )


def _reach(found: Reached) -> Reach:
    history, verdict = found.history, found.verdict
    return Reach(
        verdict=verdict.reach,
        metric=cleaned(found.metric),
        higher_is_better=history.higher_is_better,
        low=verdict.low,
        high=verdict.high,
        target=history.target,
        at=history.at,
        by=found.by,
        guess=found.guess,
        best=history.best,
        test_size=history.test_size,
        times=history.times,
        days=found.days,
        values=history.values,
        warnings=verdict.warnings,
        reachable_up_to=verdict.reachable_up_to,
        unreachable_from=verdict.unreachable_from,
    )

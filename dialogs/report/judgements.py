"""Reads the full track's judgements off a scoping for the report; each is None until its answers are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dialogs.answers.text import cleaned
from dialogs.findings import (
    candidates as candidates_,
)
from dialogs.findings import (
    contradictions,
    money,
)
from dialogs.findings import (
    need as need_,
)
from dialogs.findings import (
    people as people_,
)
from dialogs.findings import (
    plan as plan_,
)
from dialogs.findings import (
    readiness as readiness_,
)
from dialogs.findings import (
    risks as risks_,
)
from dialogs.findings.contradictions import Contradiction
from dialogs.record import parts
from dialogs.report import answers
from dialogs.report.answers import name, words
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
    Stress,
    Uplifted,
    Way,
)
from dialogs.report.said import Clash, Side
from dialogs.verdicts import labels as agreement
from dialogs.verdicts import optimism
from dialogs.verdicts import risks as weighing

if TYPE_CHECKING:
    from dialogs.findings.reach import Reached
    from dialogs.record.record import Record

COST, TIME = 2.0, 1.5
"""The stress: twice the cost, and half as long again."""


def answered(scoping: Record, *questions: str) -> bool:
    """Whether all of these are asked and have an answer (not that they do not apply)."""
    entries = [scoping.entries.get(question) for question in questions if scoping.is_asked(question)]
    given = [entry for entry in entries if entry and entry.answer and entry.answer.skipped is None]
    return len(given) == len(questions)


def need(scoping: Record) -> Need | None:
    """Whether machine learning is needed, and what every way costs and brings."""
    if not answered(scoping, "need.1", "need.2", "need.3", "need.4", "need.5"):
        return None
    found = need_.need_verdict(scoping)
    ways = scoping.catalog.questions["need.4"]
    return Need(
        outcome=found.outcome,
        rows=found.rows,
        missing=found.missing,
        baseline=words(scoping, "need.3.baseline"),
        leaning=need_.leaning(scoping),
        currency=scoping.text("need.4.currency"),
        horizon=found.inputs.horizon or 0,
        rate=found.inputs.rate or 0,
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
            for row in found.ledger
        ),
        as_good=found.as_good,
        flips=found.flips,
    )


def candidates(scoping: Record) -> Iterator[Candidate]:
    """The candidates that were named and judged, each with its verdicts."""
    ranks = {rank.name: rank for rank in candidates_.ranking(scoping)}
    for one in candidates_.candidates(scoping):
        found = one.feasibility
        if answered(scoping, f"candidate_{one.slot}.1"):
            yield Candidate(
                slot=one.slot,
                name=cleaned(one.name),
                cell=one.cell,
                chosen=one.chosen,
                light=found.light,
                score=found.score,
                rows=found.rows,
                missing=found.missing,
                flips=found.flips,
                rank=ranks.get(one.slot),
                reach=_reach(one.reach) if one.reach else None,
            )


def choice(scoping: Record) -> Choice | None:
    """Which candidate was taken, and what spoke against it."""
    taken = candidates_.chosen(scoping)
    if taken is None or not answered(scoping, "solutions.2"):
        return None
    ranks, against = candidates_.ranking(scoping), candidates_.challenge(scoping)
    own = next((rank for rank in ranks if rank.name == taken.slot), None)
    return Choice(
        name=cleaned(taken.name),
        reason=words(scoping, "solutions.2.because"),
        author=author(scoping, "solutions.2"),
        place=own.place if own else None,
        ranked=len(ranks),
        objection=against.objection if against else None,
        better=tuple(words(scoping, f"solutions.1.{rank.name}") for rank in against.better) if against else (),
    )


def people(scoping: Record) -> People | None:
    """What it does to people, and where a lawyer would look first."""
    if not answered(scoping, "solutions.3", "solutions.4"):
        return None
    role, law = people_.role(scoping), people_.law(scoping)
    return People(
        aim=scoping.text("solutions.3.aim"),
        whom=words(scoping, "solutions.3.whom"),
        area=scoping.text("solutions.3.area"),
        planned=scoping.text("solutions.4.role"),
        advised=role.role,
        rows=role.rows,
        tier=law.tier,
        article_5=law.article_5,
        flips=role.flips,
    )


def labels(scoping: Record) -> Labels | None:
    """Where the labels come from, and whether they can be learnt from."""
    if not answered(scoping, "labels.1", "labels.2"):
        return None
    kappa = scoping.number("labels.2.kappa")
    return Labels(scoping.text("labels.1.labelled"), kappa, people_.agreement(scoping), agreement.rules_first(kappa))


def evaluation(scoping: Record) -> Evaluation | None:
    """The business's number and the model's."""
    if not answered(scoping, "problem.4", "eval.1", "eval.2", "eval.3"):
        return None
    by = scoping.text("problem.4.by")
    return Evaluation(
        business=words(scoping, "problem.4.metric"),
        today=scoping.number("problem.4.today"),
        aim=scoping.number("problem.4.goal"),
        by=date.fromisoformat(by) if by else None,
        goal=words(scoping, "eval.1.goal"),
        metric=words(scoping, "eval.2.metric"),
        target=scoping.number("eval.2.target"),
        higher_is_better=scoping.choice("eval.2.better") != "lower",
        worth=words(scoping, "eval.2.worth"),
        diverge=words(scoping, "eval.3.diverge"),
    )


def risks(scoping: Record) -> Risks | None:
    """The risks, and how much of their weight is dealt with."""
    if not answered(scoping, *risks_.RISKS):
        return None
    named = risks_.named_risks(scoping)
    return Risks(
        named=tuple(_risk(risk) for risk in sorted(named, key=lambda risk: -risk.weight)),
        mitigated=weighing.mitigated_share(named),
    )


def uplifted(scoping: Record) -> Uplifted:
    """The case as projects of its kind have gone."""
    uplift, raised = money.uplift(scoping), money.uplifted(scoping).expected
    return Uplifted(
        capital=uplift.capital,
        duration=uplift.duration,
        mitigated=weighing.mitigated_share(risks_.named_risks(scoping)),
        npv=raised.npv,
        payback_months=raised.payback_months,
        source=optimism.SOURCE_LINK,
    )


def stress(scoping: Record) -> Stress | None:
    """What the numbers say at twice the cost and half as long again, and what the team does."""
    if not answered(scoping, "case.6"):
        return None
    worse, answer = money.stressed(scoping), scoping.text("case.6.stress")
    return Stress(
        cost=COST,
        time=TIME,
        npv=worse.expected.npv,
        payback_months=worse.expected.payback_months,
        pays=worse.pays,
        time_stressed=worse.time_stressed,
        answer=answer,
        label=scoping.catalog.questions["case.6"].field("stress").options.get(answer, answer),
        because=words(scoping, "case.6.because"),
        author=author(scoping, "case.6"),
    )


def plan(scoping: Record) -> Plan | None:
    """The plan, once its timeline and milestones are there."""
    found = plan_.plan(scoping) if answered(scoping, "plan.1", "plan.2") else None
    if found is None:
        return None
    phases = ((phase, scoping.spread(f"plan.1.{phase}")) for phase in plan_.PHASES)
    return Plan(
        start=found.start,
        p10=found.p10,
        p50=found.p50,
        p90=found.p90,
        phases=tuple(Phase(phase, weeks) for phase, weeks in phases if weeks.high),
        milestones=tuple(replace(stone, what=cleaned(stone.what)) for stone in found.milestones),
        currency=found.currency,
        total=found.total,
        budget=found.budget,
    )


def readiness(scoping: Record) -> Pulse | None:
    """How the pulse ended; nothing before its close, and no sums of fewer than five."""
    closed = scoping.pulse.closed
    if closed is None:
        return None
    heat = readiness_.heat(scoping)
    ended = "shown" if heat else "talked" if closed.about == parts.TALK else "too_few"
    return Pulse(ended, name(scoping, closed.by), heat)


def clashes(scoping: Record) -> Iterator[Clash]:
    """Contradictions that stand, with both answers quoted."""
    for found in contradictions.unresolved(scoping):
        yield _clash(scoping, found)


def explained(scoping: Record) -> Iterator[Clash]:
    """Contradictions that somebody gave a reason for."""
    for found, reason, by in contradictions.stand_together(scoping):
        yield _clash(scoping, found, cleaned(reason), name(scoping, by))


def _clash(scoping: Record, found: Contradiction, reason: str = "", by: str = "") -> Clash:
    ask = scoping.catalog.clash(found.clash).ask if found.clash else ""
    paths = dict.fromkeys(found.paths or (f"{found.question}.kind",))
    return Clash(found.name, ask, tuple(_side(scoping, path) for path in paths), found.rows, reason, by)


def _side(scoping: Record, path: str) -> Side:
    id, _, field = path.rpartition(".")
    question, value = scoping.worded(id), scoping.value(path)
    said = None if value is None else answers.said(scoping, question, question.field(field), value)
    return Side(id, cleaned(scoping.label(id)), said, author(scoping, id))


def author(scoping: Record, question: str) -> str:
    """Who gave the answer as it stands."""
    entry = scoping.entries.get(question)
    return name(scoping, entry.answer.author) if entry and entry.answer else ""


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

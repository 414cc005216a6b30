"""The report: everything a board needs to decide, derived from a scoping and free of words of its own."""

from __future__ import annotations

from dataclasses import replace

from dialogs.answers.text import cleaned
from dialogs.findings import Findings
from dialogs.record.record import Record
from dialogs.report import answers, challenges, clashes, conclusions, next_steps, objections, rules, unknowns
from dialogs.report.parts import Change, Decision
from dialogs.report.quotes import local_day, name, word
from dialogs.report.report import Report
from dialogs.report.said import Line, Section
from dialogs.report.verdicts import (
    candidates,
    evaluation,
    labels,
    mistakes,
    money,
    need,
    people,
    plan,
    readiness,
    risks,
)

__all__ = ["Report", "build"]


def build(findings: Findings) -> Report:
    """The report as the scoping stands: signed, ended otherwise, or half-way. Changes nothing."""
    record = findings.record
    made = conclusions.decision(findings)
    sums, other = money.money(findings), conclusions.instead(findings)
    sections = tuple(answers.sections(findings))
    exam = next((section for section in sections if section.stage == "exam" and not section.aside), None)
    shows = conclusions.to_show(record)
    costs, unpriced = conclusions.proof_costs(findings, shows.by) if made.proves_first else (None, 0)
    report = Report(
        title=cleaned(record.title),
        idea=cleaned(record.idea),
        track=record.track,
        started=local_day(record, record.started_at),
        initiator=name(record, record.initiator),
        director=name(record, record.director),
        delegate=name(record, record.delegate),
        team=tuple(name(record, person) for person in record.team if person != record.initiator),
        initiator_directs=record.initiator == record.director,
        examined_alone=conclusions.examined_alone(record),
        decision=made,
        problem=_problem(sections),
        poor_data=_poor_data(record, sections),
        evidence=answers.evidence(exam),
        need=need.need(findings),
        candidates=tuple(candidates.candidates(findings)),
        choice=candidates.choice(findings),
        people=people.people(findings),
        labels=labels.labels(findings),
        evaluation=evaluation.evaluation(record),
        risks=risks.risks(findings),
        verdict=conclusions.verdict(findings),
        level_today=record.text("mlops.1.level"),
        money=sums,
        instead=other,
        pulse=readiness.readiness(findings),
        plan=plan.plan(findings),
        undated=plan.undated(findings),
        checklist_suffices=conclusions.checklist_suffices(record),
        proof=shows.text,
        proof_ends=shows.by,
        doubts=findings.doubts,
        proof_costs=costs,
        proof_unpriced=unpriced,
        proof_judged=conclusions.judged_after(record, shows.by) if made.proves_first else None,
        proof_currency=record.text("plan.2.currency") if made.proves_first else "",
        mistakes=mistakes.mistakes(findings),
        so_far=money.money_so_far(findings),
        steps=tuple(next_steps.steps(findings, made)),
        waiting=tuple(conclusions.waiting(findings)),
        contradictions=tuple(clashes.clashes(findings)),
        stands_together=tuple(clashes.explained(findings)),
        changes=tuple(
            replace(one, of_old=made.of_old, means=_means(one, made))
            for one in conclusions.changes(findings, made, sums, other)
        ),
        sections=sections,
        waived=tuple(challenges.asked_back(record, waived=True)),
        left=tuple(challenges.asked_back(record, waived=False)),
        skipped=tuple(answers.skipped(sections)),
        objections=tuple(challenges.dissent(findings, note) for note in record.objections),
        details=tuple(word(record, note) for note in record.details),
        rules=(),
        conditions=tuple(unknowns.conditions(record)),
        possible=unknowns.possible(findings),
        hangs_on=unknowns.hangs_on(findings),
        not_reckoned=unknowns.not_reckoned(findings),
        assumed=tuple(unknowns.assumed(record)),
        in_doubt=tuple(unknowns.in_doubt(findings)),
        left_open=tuple(challenges.left_open(record)),
        premortem=() if made.stopped else tuple(objections.threats(findings)),
        raised=tuple(objections.objected(findings)),
        not_judged=tuple(objections.not_judged(findings)),
    )
    return replace(report, rules=tuple(rules.rules(report)))


def _means(change: Change, made: Decision) -> str:
    """Of what the answers lead to as they are; what another input leads to is run by hand where it is without MLOps."""
    return made.means if change.what in ("shown", "retake") else ""


def _problem(sections: tuple[Section, ...]) -> Line | None:
    """The problem as it was said last: to the exam, or before it."""
    lines = _answered(sections)
    return lines.get("exam.1") or lines.get("problem.3")


def _poor_data(record: Record, sections: tuple[Section, ...]) -> Line | None:
    """What was found in the data, where it is said not to be good enough."""
    says_no = not record.catalog.of_old and record.choice("exam.7.quality") == "no"
    return _answered(sections).get("exam.7") if says_no else None


def _answered(sections: tuple[Section, ...]) -> dict[str, Line]:
    """By question, its line as it was said last."""
    told = (line for section in sections if not section.aside for line in section.lines if line.told)
    return {line.question: line for line in told if line.told and line.told.said}

"""The report: everything a board needs to decide, derived from a scoping and free of words of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dialogs.answers.text import cleaned
from dialogs.report import answers, conclusions, judgements, rules
from dialogs.report.parts import Report
from dialogs.report.said import Line, Section

if TYPE_CHECKING:
    from dialogs.record.record import Record

__all__ = ["Report", "build"]


def build(scoping: Record) -> Report:
    """The report as the scoping stands: signed, ended otherwise, or half-way. Changes nothing."""
    made = conclusions.decision(scoping)
    sums, other = conclusions.money(scoping), conclusions.instead(scoping)
    sections = tuple(answers.sections(scoping))
    exam = next((section for section in sections if section.stage == "exam" and not section.aside), None)
    ends = scoping.text("poc.2.ends")
    report = Report(
        title=cleaned(scoping.title),
        idea=cleaned(scoping.idea),
        track=scoping.track,
        started=answers.local_day(scoping, scoping.started_at),
        initiator=answers.name(scoping, scoping.initiator),
        director=answers.name(scoping, scoping.director),
        delegate=answers.name(scoping, scoping.delegate),
        team=tuple(answers.name(scoping, person) for person in scoping.team if person != scoping.initiator),
        initiator_directs=scoping.initiator == scoping.director,
        examined_alone=conclusions.examined_alone(scoping),
        decision=made,
        problem=_problem(sections),
        evidence=answers.evidence(exam),
        need=judgements.need(scoping),
        candidates=tuple(judgements.candidates(scoping)),
        choice=judgements.choice(scoping),
        people=judgements.people(scoping),
        labels=judgements.labels(scoping),
        evaluation=judgements.evaluation(scoping),
        risks=judgements.risks(scoping),
        verdict=conclusions.verdict(scoping),
        level_today=scoping.text("mlops.1.level"),
        money=sums,
        instead=other,
        pulse=judgements.readiness(scoping),
        plan=judgements.plan(scoping),
        checklist_suffices=conclusions.checklist_suffices(scoping),
        proof=answers.words(scoping, "poc.1.shows") if "poc" in scoping.walked else "",
        proof_ends=date.fromisoformat(ends) if ends and "poc" in scoping.walked else None,
        steps=tuple(conclusions.steps(scoping, made)),
        waiting=tuple(conclusions.waiting(scoping)),
        contradictions=tuple(judgements.clashes(scoping)),
        stands_together=tuple(judgements.explained(scoping)),
        changes=tuple(conclusions.changes(scoping, made, sums, other)),
        sections=sections,
        waived=tuple(answers.asked_back(scoping, waived=True)),
        left=tuple(answers.asked_back(scoping, waived=False)),
        skipped=tuple(answers.skipped(sections)),
        objections=tuple(answers.word(scoping, note) for note in scoping.objections),
        details=tuple(answers.word(scoping, note) for note in scoping.details),
        rules=(),
    )
    return replace(report, rules=tuple(rules.rules(report)))


def _problem(sections: tuple[Section, ...]) -> Line | None:
    """The problem as it was said last: to the exam, or before it."""
    lines = {line.question: line for section in sections if not section.aside for line in section.lines if line.told}
    return lines.get("exam.1") or lines.get("problem.3")

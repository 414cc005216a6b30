"""The report: everything a board needs to decide, derived from a scoping and free of words of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dialogs.parsing import cleaned
from dialogs.report import concluding, judgements, ruled, telling
from dialogs.report.parts import Report
from dialogs.report.said import Line, Section

if TYPE_CHECKING:
    from dialogs.rulings import Rulings

__all__ = ["Report", "build"]


def build(scoping: Rulings) -> Report:
    """The report as the scoping stands: signed, ended otherwise, or half-way. Changes nothing."""
    made = concluding.decision(scoping)
    sums, other = concluding.money(scoping), concluding.instead(scoping)
    sections = tuple(telling.sections(scoping))
    exam = next((section for section in sections if section.stage == "exam" and not section.aside), None)
    ends = scoping.text("poc.2.ends")
    report = Report(
        title=cleaned(scoping.title),
        idea=cleaned(scoping.idea),
        track=scoping.track,
        started=telling.local_day(scoping, scoping.started_at),
        initiator=telling.name(scoping, scoping.initiator),
        director=telling.name(scoping, scoping.director),
        delegate=telling.name(scoping, scoping.delegate),
        team=tuple(telling.name(scoping, person) for person in scoping.team if person != scoping.initiator),
        initiator_directs=scoping.initiator == scoping.director,
        examined_alone=concluding.examined_alone(scoping),
        decision=made,
        problem=_problem(sections),
        evidence=telling.evidence(exam),
        need=judgements.need(scoping),
        candidates=tuple(judgements.candidates(scoping)),
        choice=judgements.choice(scoping),
        people=judgements.people(scoping),
        labels=judgements.labels(scoping),
        evaluation=judgements.evaluation(scoping),
        risks=judgements.risks(scoping),
        verdict=concluding.verdict(scoping),
        level_today=scoping.text("mlops.1.level"),
        money=sums,
        instead=other,
        pulse=judgements.readiness(scoping),
        plan=judgements.plan(scoping),
        checklist_suffices=concluding.checklist_suffices(scoping),
        proof=telling.words(scoping, "poc.1.shows") if "poc" in scoping.walked else "",
        proof_ends=date.fromisoformat(ends) if ends and "poc" in scoping.walked else None,
        steps=tuple(concluding.steps(scoping, made)),
        waiting=tuple(concluding.waiting(scoping)),
        contradictions=tuple(judgements.clashes(scoping)),
        stands_together=tuple(judgements.explained(scoping)),
        changes=tuple(concluding.changes(scoping, made, sums, other)),
        sections=sections,
        waived=tuple(telling.asked_back(scoping, waived=True)),
        left=tuple(telling.asked_back(scoping, waived=False)),
        skipped=tuple(telling.skipped(sections)),
        objections=tuple(telling.word(scoping, note) for note in scoping.objections),
        details=tuple(telling.word(scoping, note) for note in scoping.details),
        rules=(),
    )
    return replace(report, rules=tuple(ruled.rules(report)))


def _problem(sections: tuple[Section, ...]) -> Line | None:
    """The problem as it was said last: to the exam, or before it."""
    lines = {line.question: line for section in sections if not section.aside for line in section.lines if line.told}
    return lines.get("exam.1") or lines.get("problem.3")

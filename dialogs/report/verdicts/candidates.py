"""Reads the candidates off a scoping, each with its light and its reach, and which of them was taken."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.answers.text import cleaned
from dialogs.findings import Findings, first_look
from dialogs.findings.reach import Reached
from dialogs.report.answers import answered
from dialogs.report.judged import Candidate, Choice, Reach
from dialogs.report.quotes import author, words


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

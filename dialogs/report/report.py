"""A report as a whole: facts with their authors and dates, and no words of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dialogs.catalog import Level
from dialogs.findings import premortem
from dialogs.findings.plan import Undated
from dialogs.report.counsel import Objected, Threat, Unjudged
from dialogs.report.judged import (
    Candidate,
    Choice,
    Evaluation,
    Labels,
    Need,
    People,
    Plan,
    Pulse,
    Risks,
)
from dialogs.report.parts import Change, Condition, Decision, Evidence, Rule, Step, Waiting
from dialogs.report.said import Assumed, Challenge, Clash, Dissent, InDoubt, Line, Section, Skipped, Word
from dialogs.report.sums import Instead, Money, MoneySoFar
from dialogs.verdicts import business_case, mlops
from dialogs.verdicts.mistakes import Mistakes
from dialogs.verdicts.partial import mlops as mlops_partial
from dialogs.verdicts.partial.business_case import Inputs
from dialogs.verdicts.proof import Doubt


@dataclass(frozen=True)
class Report:
    """Everything a board needs, from the decision down to each answer. What was not asked, or not answered, is None.

    `contradictions` are unresolved; those that somebody explained are in `stands_together`.
    `examined_alone`: whoever started the scoping directed it and judged every answer.
    `level_today`: where the team stands on the verdict's scale from 0 to 2; empty where nobody said.
    `possible` is what the decision can still come to while inputs of it are not known, `hangs_on` the inputs that alone
    change that; `not_reckoned` names the figures nobody knows, for want of which there is no sum; `assumed` is what
    the decision takes for known meanwhile. `left_open`: where nobody weighed something simpler,
    by the stage's name, and why. `premortem` is what would most likely sink it, at most five lines; `raised` are the
    objections that were put to somebody, stand, or are notes (the words of people who disagree with a verdict are in
    `objections`), `not_judged` the rules of which nothing is asked on this track. `doubts` is what speaks
    against building to last what the answers lead to; `so_far` the case while figures of it are not known,
    `undated` the milestones and their sum while the timeline is not; `mistakes` what right and wrong answers bring and
    cost, where the wrong ones eat more than half of it;
    `poor_data` is what was found in the data, where they are said not to be good enough;
    `proof_costs` what the milestones until the end of a proof come to, in `proof_currency`; `proof_unpriced` of them
    have no cost; `proof_judged` the day before which there is nothing to judge, where a proof ends earlier.
    """

    title: str
    idea: str
    track: str
    started: date
    initiator: str
    director: str
    delegate: str
    team: tuple[str, ...]
    initiator_directs: bool
    examined_alone: bool
    decision: Decision
    problem: Line | None
    evidence: Evidence
    need: Need | None
    candidates: tuple[Candidate, ...]
    choice: Choice | None
    people: People | None
    labels: Labels | None
    evaluation: Evaluation | None
    risks: Risks | None
    verdict: mlops.Decision | None
    level_today: str
    money: Money | None
    instead: Instead | None
    pulse: Pulse | None
    plan: Plan | None
    checklist_suffices: str
    proof: str
    proof_ends: date | None
    steps: tuple[Step, ...]
    waiting: tuple[Waiting, ...]
    contradictions: tuple[Clash, ...]
    stands_together: tuple[Clash, ...]
    changes: tuple[Change, ...]
    sections: tuple[Section, ...]
    waived: tuple[Challenge, ...]
    left: tuple[Challenge, ...]
    skipped: tuple[Skipped, ...]
    objections: tuple[Dissent, ...]
    details: tuple[Word, ...]
    rules: tuple[Rule, ...]
    conditions: tuple[Condition, ...] = ()
    possible: tuple[mlops_partial.Ruling, ...] = ()
    hangs_on: tuple[str, ...] = ()
    not_reckoned: tuple[str, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    in_doubt: tuple[InDoubt, ...] = ()
    left_open: tuple[Challenge, ...] = ()
    premortem: tuple[Threat, ...] = ()
    raised: tuple[Objected, ...] = ()
    not_judged: tuple[Unjudged, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    so_far: MoneySoFar | None = None
    undated: Undated | None = None
    mistakes: Mistakes | None = None
    proof_costs: float | None = None
    proof_unpriced: int = 0
    proof_currency: str = ""
    poor_data: Line | None = None
    proof_judged: date | None = None

    @property
    def figures(self) -> business_case.CaseInputs | Inputs | None:
        """What the case was reckoned from; while figures of it are not known, those that are."""
        return self.money.given if self.money else self.so_far.known if self.so_far else None

    @property
    def figures_currency(self) -> str:
        case = self.money or self.so_far
        return case.currency if case else ""

    @property
    def standing(self) -> tuple[Objected, ...]:
        """The objections that hold a stage or the signature, what stops a project first.

        None once it has ended without a yes for good.
        """
        if self.decision.outcome in ("rejected", "cancelled"):
            return ()
        return _stops_first(one for one in self.raised if one.stands)

    @property
    def disagreeing(self) -> tuple[Dissent, ...]:
        """Who disagrees with a verdict as it is; one that was changed since is not what they spoke of."""
        return tuple(one for one in self.objections if not one.was)

    @property
    def disagreed(self) -> tuple[Dissent, ...]:
        """Who disagreed with a verdict that was changed since: they were told that it is read; of old records none."""
        return tuple(one for one in self.objections if one.was and not self.decision.of_old)

    @property
    def added(self) -> tuple[Word, ...]:
        """The details that stand with no answer and contradict nothing; of old records all, as they were printed."""
        return tuple(one for one in self._details if self.decision.of_old or not one.disagrees)

    @property
    def contradicting(self) -> tuple[Word, ...]:
        """The details that contradict; of old records none."""
        return tuple(one for one in self._details if one.disagrees and not self.decision.of_old)

    @property
    def dissent(self) -> tuple[Word, ...]:
        """All who disagree: with a verdict, as it is or was, or in a detail."""
        return (*self.objections, *self.contradicting)

    @property
    def _details(self) -> tuple[Word, ...]:
        """Those that are not printed with an answer."""
        with_answers = {one for section in self.sections for line in section.lines if line.told for one in line.noted}
        return tuple(one for one in self.details if one not in with_answers)

    @property
    def left_standing(self) -> tuple[Objected, ...]:
        """The objections that somebody left as they are, and that hold nothing; what stops a project first.

        What was said to miss the point is none that speaks against it; of old records it stands as it was printed.
        """
        left = premortem.LEFT if self.decision.of_old else premortem.LEFT - {premortem.MISSES}
        return _stops_first(one for one in self.raised if not one.stands and one.outcome in left)

    @property
    def again(self) -> frozenset[str]:
        """The words of answers that wait to be looked at again; of old records none, as they were printed then."""
        if self.decision.of_old:
            return frozenset()
        lines = (line for part in self.sections if not part.aside for line in part.lines if line.state == "stale")
        return frozenset(said.text for line in lines if line.told for said in line.told.said if said.text)

    def section(self, stage: str) -> Section | None:
        """The answers of a stage, as it is asked now."""
        return next((part for part in self.sections if part.stage == stage and not part.aside), None)


def _stops_first(raised: Iterable[Objected]) -> tuple[Objected, ...]:
    return tuple(sorted(raised, key=lambda one: one.level != Level.STOP))

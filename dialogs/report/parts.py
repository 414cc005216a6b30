"""What a report is made of: facts with their authors and dates, and no words of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

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
    Stress,
    Uplifted,
)
from dialogs.report.said import Assumed, Challenge, Clash, Dissent, InDoubt, Line, Said, Section, Skipped, Word
from dialogs.verdicts import business_case, mlops
from dialogs.verdicts.mistakes import Mistakes
from dialogs.verdicts.partial import mlops as mlops_partial
from dialogs.verdicts.partial.business_case import Inputs, Limit
from dialogs.verdicts.proof import Doubt


@dataclass(frozen=True)
class Waiting:
    """Something still open: what, in which state, whose, due when, and the day somebody promised to know it by."""

    label: str
    state: str
    owner: str
    due: date | None = None
    known_by: date | None = None


@dataclass(frozen=True)
class Reopened:
    """Who opened again what had been decided, when, and why (nothing where it was only taken up again)."""

    by: str
    on: date
    reason: str = ""


@dataclass(frozen=True)
class Decision:
    """What was decided, by whom, and what the answers lead to (it may be undecided, or decided otherwise).

    `conditions` counts those it was decided on, whatever became of them since. `proves_first`: a proof of concept comes
    before what the answers lead to, as the director signed it or (not signed yet) as what speaks against it asks.
    `replaces` is the day of a decision before this one, whose report this one takes the place of.
    `would_be` is what the answers lead to, whatever was signed. `of_old`: it is of a catalogue from before the
    objections, and keeps the words it had. `means`: with what it is kept running, where the retake
    found that it needs no MLOps.
    """

    outcome: str
    leads_to: str | None
    level: int | None
    stage: str
    stage_title: str
    settled: int
    asked: int
    by: str = ""
    on: date | None = None
    reason: str = ""
    as_delegate: bool = False
    parked_by: str = ""
    conditions: int = 0
    proves_first: bool = False
    would_be: Annotated[str, Field(exclude=True)] = ""
    reopened: Reopened | None = None
    replaces: date | None = None
    of_old: Annotated[bool, Field(exclude=True)] = False
    means: Annotated[str, Field(exclude=True)] = ""

    @property
    def stopped(self) -> bool:
        """Whether it ended without a yes: for good, or until something is found out."""
        return self.outcome in ("rejected", "cancelled", "not_yet")

    @property
    def ready_to_sign(self) -> bool:
        return self.outcome == "so_far" and self.stage == "report"


@dataclass(frozen=True)
class Evidence:
    """How many of the exam's answers are measured, linked, claims, not to apply, or in a language not judged."""

    measured: int
    linked: int
    claim: int
    skipped: int
    not_judged: int = 0

    @property
    def graded(self) -> int:
        return self.measured + self.linked + self.claim + self.not_judged


@dataclass(frozen=True)
class Money:
    """The case for management: what went in, what comes out, where it turns, and how the saving was reckoned.

    `breakeven_saving` is None where no saving would do. `saving_guessed`: whoever is said to have reckoned it
    is nobody, or a guess. What 2,000 draws, the uplift and the stress come to is there where the stress question was
    asked.
    """

    currency: str
    given: business_case.CaseInputs
    case: business_case.BusinessCase
    breakeven_saving: float | None
    training: business_case.Spread
    people: business_case.Spread
    platform: str
    saving_source: Said | None
    left_out: tuple[str, ...]
    work_named: bool
    saving_guessed: bool = False
    drawn: business_case.Outlook | None = None
    uplifted: Uplifted | None = None
    stress: Stress | None = None


@dataclass(frozen=True)
class Answered:
    """What the team answered to the stress question where there are no sums to hold it against."""

    label: str
    because: str
    author: str


@dataclass(frozen=True)
class MoneySoFar:
    """The case while figures of it are not known: those that are, how the saving was reckoned, and the stress answer.

    `lacking` and `left_out` are the figures nobody knows as `question.field`, as in `dialogs.findings.money.SoFar`;
    `limit`, `worst` and `worth` say what the one that is lacking has to come to.
    """

    currency: str
    known: Inputs
    lacking: tuple[str, ...]
    left_out: tuple[str, ...]
    limit: Limit | None
    worst: Limit | None
    worth: float | None
    saving_source: Said | None
    saving_guessed: bool
    stress: Answered | None


@dataclass(frozen=True)
class Instead:
    """What is done without machine learning, its cost, and the first year of ML it spares; None for what nobody knows.

    `reckoned` is False where nobody gave its cost. From the ledger it has its `gap` as well: by how much its net
    present value over `horizon` years is above machine learning's.
    """

    option: str
    label: str
    text: str
    author: str
    currency: str
    once: float | None
    yearly: float | None
    ml_first_year: float | None
    reckoned: bool = True
    gap: float | None = None
    horizon: int = 0

    @property
    def first_year(self) -> float | None:
        return None if self.once is None or self.yearly is None else self.once + self.yearly

    @property
    def spared(self) -> float | None:
        """May be negative: then what is done instead costs more in its first year. None where a sum is not known."""
        if self.ml_first_year is None or self.first_year is None:
            return None
        return self.ml_first_year - self.first_year


MILESTONE, AFTER_THE_PROOF = "milestone", "milestone_after"
"""The kinds of step that a milestone is: due as it stands, or only if the proof holds that ends before it."""


@dataclass(frozen=True)
class Step:
    """Something that must happen next: its kind, by when, and the words or the sum it comes from.

    `owner` is whoever was named for it (`named`), else whoever gave the answer it comes from and can be asked. Of what
    is to be found out, `said` is what was answered beside that it is not known.
    """

    kind: str
    owner: str = ""
    named: bool = False
    by: date | None = None
    text: str = ""
    amounts: tuple[float, ...] = ()
    currency: str = ""
    said: str = ""


@dataclass(frozen=True)
class Condition:
    """What must still happen for a yes to hold: about which question, what (inputs that are not known, or the
    director's words), who sees to it, by when; and how it came out, with a word to it, once somebody has said.

    `taken_for` is what an input of the decision is taken for until it is known.
    """

    question: str
    label: str
    inputs: tuple[str, ...]
    text: str
    owner: str
    due: date
    by: str
    taken_for: str = ""
    closed_by: str = ""
    closed_on: date | None = None
    met: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Change:
    """One thing changed alone, and the verdict it leads to. `above` says on which side of `value` a number turns it.

    Below `least` it does not turn it any more. `of_old` as in `Decision`. `end` is the team's own low or high figure
    where that lies on the side on which it turns. `per`: the time of which requests were given, as they are told.
    """

    what: str
    value: str | float
    above: bool
    outcome: str
    level: int | None = None
    currency: str = ""
    least: float = 0.0
    of_old: Annotated[bool, Field(exclude=True)] = False
    end: Annotated[float | None, Field(exclude=True)] = None
    per: Annotated[str, Field(exclude=True)] = "day"
    means: Annotated[str, Field(exclude=True)] = ""


@dataclass(frozen=True)
class Rule:
    """A rule behind the report, its sources, and the answers it was applied to. `ours`: no outside authority.

    `questions` are the ids of what it rests on, in the order of `rests_on`, their names.
    """

    key: str
    ours: bool
    sources: tuple[str, ...]
    rests_on: tuple[str, ...]
    questions: tuple[str, ...] = ()


def _stops_first(raised: Iterable[Objected]) -> tuple[Objected, ...]:
    return tuple(sorted(raised, key=lambda one: one.level != Level.STOP))


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
    have no cost.
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

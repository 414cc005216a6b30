"""What a report says of each judgement on the full track: its verdict, its figures, and what would turn it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import Field

from dialogs.findings.plan import Milestone
from dialogs.verdicts import feasibility, labels, need, reachability, readiness, risks, value
from dialogs.verdicts.estimates import Spread
from dialogs.verdicts.partial.need import Bound


@dataclass(frozen=True)
class Way:
    """A way on the ledger: once, a year, what it is worth a year, and its net present value beside ML's (`gap`)."""

    way: str
    label: str
    once: float
    yearly: float
    value: float
    npv: float
    gap: float | None


@dataclass(frozen=True)
class Need:
    """Whether machine learning is needed. `rate` is a share; `as_good` are ways worth at least as much as ML.

    `by_case`: machine learning stands with the case's expected figures, and every way with the case's horizon and rate,
    in use after `wait` months. `at_once` is the way that would be worth `at_once_lead` more than machine learning if it
    were in use from the first day; nobody is asked how long the other ways take.
    `equals` are ways as good as equal to machine learning, and `cheaper` the way that costs least of all these over
    the years, by so much as worth today; `because` is why machine learning is taken all the same.
    `sheet` is what machine learning costs once and a year, and its worth a year: None for what nobody knows.
    `without` are figures of the case that nobody knows, left out of machine learning's sums, as `question.field`.
    While something is not known, `possible` is what it can still come to, `bounds` what the one unknown sum of a way
    has to come to, and `left_out` are the ways that cannot be compared.
    """

    outcome: need.Outcome
    rows: tuple[str, ...]
    missing: tuple[str, ...]
    baseline: str
    leaning: need.Leaning
    currency: str
    horizon: int | None
    rate: float | None
    ways: tuple[Way, ...]
    as_good: tuple[str, ...]
    flips: tuple[need.Flip, ...]
    possible: tuple[need.Outcome, ...] = ()
    bounds: tuple[Bound, ...] = ()
    left_out: tuple[str, ...] = ()
    by_case: bool = False
    wait: float | None = None
    at_once: str = ""
    at_once_lead: float | None = None
    without: tuple[str, ...] = ()
    equals: tuple[str, ...] = ()
    because: str = ""
    cheaper: str = ""
    cheaper_by: float | None = None
    of_old: Annotated[bool, Field(exclude=True)] = False
    sheet: tuple[float | None, float | None, float | None] | None = None

    @property
    def speaks_against(self) -> bool:
        """Whether the sheet does not say that machine learning is worth most, or not by what its figures can tell."""
        return bool(self.as_good) or self.outcome is need.Outcome.EQUAL


@dataclass(frozen=True)
class Reach:
    """Whether a target is reachable by going on as before: the 90 % interval at the time it is due, and the history.

    Times are days where the team gave days (`by`, `days`), else on the history's own scale. `guess` is what the team
    expected next before it saw the curve.
    """

    verdict: reachability.Reach
    metric: str
    higher_is_better: bool
    low: float | None
    high: float | None
    target: float
    at: float
    by: date | None
    guess: float | None
    best: float | None
    test_size: int | None
    times: tuple[float, ...]
    days: tuple[date, ...]
    values: tuple[float, ...]
    warnings: tuple[str, ...]
    reachable_up_to: float | None
    unreachable_from: float | None


@dataclass(frozen=True)
class Candidate:
    """A candidate: its cell of the 2x2, its light with the rows that show it, its place by RICE, and its reach.

    While something is not known it has no `score`, and `possible` are the lights that remain.
    """

    slot: str
    name: str
    cell: str
    chosen: bool
    light: feasibility.Light
    score: float | None
    rows: tuple[str, ...]
    missing: tuple[str, ...]
    flips: tuple[feasibility.Flip, ...]
    rank: value.Ranked | None
    reach: Reach | None
    possible: tuple[feasibility.Light, ...] = ()


@dataclass(frozen=True)
class Choice:
    """The candidate that was taken, why and by whom; `objection` is what spoke against it, `better` those it was.

    It has no `place` while figures that nobody knows could move it: then it lies `between` the best and the worst.
    `ranked` are all that were named, since what can't be built comes last (of old scopings those with all figures).
    """

    name: str
    reason: str
    author: str
    place: int | None
    ranked: int
    objection: value.Objection | None
    better: tuple[str, ...]
    between: tuple[int, int] | None = None


@dataclass(frozen=True)
class People:
    """Whom it helps or harms, the role planned beside the guidebook's, and a pointer into the law: no legal advice."""

    aim: str
    whom: str
    area: str
    planned: str
    advised: risks.Role
    rows: tuple[str, ...]
    tier: risks.Tier
    article_5: bool
    flips: tuple[risks.RoleFlip, ...]


@dataclass(frozen=True)
class Labels:
    """Whether there are labels, and how well two labellers agree (Cohen's kappa and its band)."""

    labelled: str
    kappa: float | None
    band: labels.Band
    rules_first: bool


@dataclass(frozen=True)
class Evaluation:
    """The business's number and the model's, what ties the two, and where they part.

    `worth` is what a step of the one is worth in the other, in words; `tie` and `judged` are options of eval.2 and
    eval.1: how the two are tied, and how it is told that it worked. `units` are those that today's number, the goal and
    the model's target were typed in; `ends` are those of the numbers (today, aim, target) that were given as a range.
    `about` those that were said to be so roughly. `was_today` is today's number before it was corrected.
    """

    business: str
    today: float | None
    aim: float | None
    by: date | None
    goal: str
    metric: str
    target: float | None
    higher_is_better: bool | None
    worth: str
    diverge: str
    tie: str = ""
    judged: str = ""
    units: tuple[str, str, str] = ("", "", "")
    was_today: float | None = None
    ends: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamedRisk:
    """A risk with its severity; `mitigated`: somebody owns it, and there are steps for the day it happens.

    What gives it away, the steps and whose it is stand apart, or together in `steps`, with how far these are (`state`).
    """

    name: str
    likelihood: int
    impact: int
    severity: risks.Severity
    trigger: str
    fallback: str
    owner: str
    mitigated: bool
    steps: str = ""
    state: str = ""


@dataclass(frozen=True)
class Ungraded:
    """A risk of which nobody knows how likely it is, or how bad (None); it counts as not dealt with."""

    name: str
    likelihood: int | None
    impact: int | None
    trigger: str
    fallback: str
    owner: str
    steps: str = ""
    state: str = ""


@dataclass(frozen=True)
class Risks:
    """The risks, the weightiest first, and the share (0..1) of their weight that is surely dealt with.

    `at_most` is that share if what is `ungraded` weighs least; None where all are graded.
    """

    named: tuple[NamedRisk, ...]
    mitigated: float
    ungraded: tuple[Ungraded, ...] = ()
    at_most: float | None = None


@dataclass(frozen=True)
class Phase:
    """A part of the work, in weeks."""

    name: str
    weeks: Spread


@dataclass(frozen=True)
class Plan:
    """When it is done in a tenth, half and nine tenths of the draws; the milestones, their sum, and the budget.

    The sum is that of the costs that were given, None without milestones; `budget` is None while nobody knows it, and
    `ends` are those of one that was given as a range.
    """

    start: date
    p10: date
    p50: date
    p90: date
    phases: tuple[Phase, ...]
    milestones: tuple[Milestone, ...]
    currency: str
    total: float | None
    budget: float | None
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Pulse:
    """How the readiness pulse ended: "shown" with its sums, "too_few" or "talked" without any."""

    ended: str
    closed_by: str
    heat: readiness.Heat | None

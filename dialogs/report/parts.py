"""The decision in a report and what hangs on it: what is open, what comes next, on which conditions, what turns it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field


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

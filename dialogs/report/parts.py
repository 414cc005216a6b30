"""What a report is made of: facts with their authors and dates, and no words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dialogs.catalog import Kind
from dialogs.challenges import LINK, Grade
from dialogs.progress import State
from dialogs.verdicts import business_case, mlops

LONGEST_LINK = 300
_CLOSING = ".,;:!?)]}'’”"


class Piece(NamedTuple):
    """A stretch of somebody's words; a link only where the question asked for one."""

    text: str
    link: bool = False


@dataclass(frozen=True)
class Said:
    """What somebody gave for one field: words, labels of options, a day, a number, or low / expected / high."""

    field: str
    label: str
    kind: Kind
    text: str = ""
    numbers: tuple[float, ...] = ()
    on: date | None = None
    currency: str = ""
    wants_link: bool = False

    def pieces(self, most: int | None = None) -> tuple[tuple[Piece, ...], int]:
        """The words with their links apart, and how many characters were left out to stay within `most`."""
        limit = len(self.text) if most is None else most
        kept: list[Piece] = []
        used = 0
        for piece in self._all_pieces():
            room = limit - used
            if len(piece.text) > room:
                if not piece.link and room > 0:
                    kept.append(Piece(piece.text[:room].rsplit(" ", 1)[0]))
                break
            kept.append(piece)
            used += len(piece.text)
        return tuple(kept), len(self.text) - sum(len(piece.text) for piece in kept)

    def _all_pieces(self) -> Iterator[Piece]:
        done = 0
        for found in LINK.finditer(self.text) if self.wants_link else ():
            link = found.group().rstrip(_CLOSING)
            if len(link) <= LONGEST_LINK:
                yield Piece(self.text[done : found.start()])
                yield Piece(link, link=True)
                done = found.start() + len(link)
        yield Piece(self.text[done:])


@dataclass(frozen=True)
class Told:
    """One version of an answer. `skipped` is the reason why the question does not apply."""

    said: tuple[Said, ...]
    author: str
    on: date
    grade: Grade | None
    grade_corrected: bool = False
    skipped: str | None = None
    kept: bool = False
    reply_gone: bool = False


@dataclass(frozen=True)
class Line:
    """A question, its answer as it stands, how many versions came before, and what the director said of it."""

    question: str
    label: str
    ask: str
    state: State
    told: Told | None
    first: Told | None = None
    earlier: int = 0
    accepted_by: str = ""
    sent_back_by: str = ""
    sent_back_reason: str = ""
    causes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A stage and its answers. `aside`: answered, then no longer asked."""

    stage: str
    title: str
    lines: tuple[Line, ...]
    aside: bool = False


@dataclass(frozen=True)
class Waiting:
    """Something still open: what, in which state, whose, due when, and the day somebody promised to know it by."""

    label: str
    state: str
    owner: str
    due: date | None = None
    known_by: date | None = None


@dataclass(frozen=True)
class Decision:
    """What was decided, by whom, and what the answers lead to (it may be undecided, or decided otherwise)."""

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

    @property
    def ready_to_sign(self) -> bool:
        return self.outcome == "so_far" and self.stage == "report"


@dataclass(frozen=True)
class Evidence:
    """How many of the exam's answers are measured, linked, claims, or said not to apply."""

    measured: int
    linked: int
    claim: int
    skipped: int

    @property
    def graded(self) -> int:
        return self.measured + self.linked + self.claim


@dataclass(frozen=True)
class Money:
    """The case for management: what went in, what comes out, where it turns, and how the saving was reckoned."""

    currency: str
    given: business_case.CaseInputs
    case: business_case.BusinessCase
    breakeven_saving: float
    training: business_case.Spread
    people: business_case.Spread
    platform: str
    saving_source: Said | None
    left_out: tuple[str, ...]
    work_named: bool


@dataclass(frozen=True)
class Instead:
    """What is done without machine learning, its cost, and the first year of ML it spares."""

    option: str
    label: str
    text: str
    author: str
    currency: str
    once: float
    yearly: float
    ml_first_year: float

    @property
    def first_year(self) -> float:
        return self.once + self.yearly

    @property
    def spared(self) -> float:
        """May be negative: then what is done instead costs more in its first year."""
        return self.ml_first_year - self.first_year


@dataclass(frozen=True)
class Step:
    """Something that must happen next: its kind, by when, and the words or the sum it comes from.

    `owner` is whoever was named for it (`named`), else whoever gave the answer it comes from and can be asked.
    """

    kind: str
    owner: str = ""
    named: bool = False
    by: date | None = None
    text: str = ""
    amounts: tuple[float, ...] = ()
    currency: str = ""


@dataclass(frozen=True)
class Change:
    """One thing changed alone, and the verdict it leads to. `above` says on which side of `value` a number turns it.

    Below `least` it does not turn it any more.
    """

    what: str
    value: str | float
    above: bool
    outcome: str
    level: int | None = None
    currency: str = ""
    least: float = 0.0


@dataclass(frozen=True)
class Challenge:
    """A follow-up that was waived, with its reason, or left as it is."""

    label: str
    ask: str
    reason: str = ""


@dataclass(frozen=True)
class Skipped:
    """A question said not to apply, why, and by whom."""

    label: str
    reason: str
    author: str


@dataclass(frozen=True)
class Word:
    """A free word: a detail practice added, or an objection and what it is about."""

    text: str
    by: str
    on: date
    about: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule behind the report, its sources, and the answers it was applied to. `ours`: no outside authority."""

    key: str
    ours: bool
    sources: tuple[str, ...]
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Everything a board needs, from the decision down to each answer.

    `examined_alone`: whoever started the scoping directed it and judged every answer.
    `level_today`: where the team stands on the verdict's scale from 0 to 2; empty where nobody said.
    """

    title: str
    idea: str
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
    verdict: mlops.Decision | None
    level_today: str
    money: Money | None
    instead: Instead | None
    checklist_suffices: str
    proof: str
    proof_ends: date | None
    steps: tuple[Step, ...]
    waiting: tuple[Waiting, ...]
    contradictions: tuple[tuple[str, ...], ...]
    changes: tuple[Change, ...]
    sections: tuple[Section, ...]
    waived: tuple[Challenge, ...]
    left: tuple[Challenge, ...]
    skipped: tuple[Skipped, ...]
    objections: tuple[Word, ...]
    details: tuple[Word, ...]
    rules: tuple[Rule, ...]

    def section(self, stage: str) -> Section | None:
        """The answers of a stage, as it is asked now."""
        return next((part for part in self.sections if part.stage == stage and not part.aside), None)

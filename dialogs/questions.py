"""What the catalogue is made of: stages, questions, their fields, the second wording of the retake, and follow-ups."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Part(BaseModel):
    """What every row of the catalogue has in common: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Kind(StrEnum):
    """What a field takes. Each has a parser in dialogs/parsing.py and an input in bot/screens/inputs.py."""

    TEXT = "text"
    LINE = "line"
    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"


class AnswerField(Part):
    """One input of a question. `may_wait` may stay blank but holds the verdict up; `optional` holds nothing up.

    `units` are the words of time that may stand beside a number (“a year”); any other would change what it says.
    """

    id: str
    kind: Kind
    label: str
    source: tuple[str, ...] = ()
    hint: str = ""
    options: Mapping[str, str] = {}
    optional: bool = False
    may_wait: bool = False
    needed_when: Mapping[str, tuple[str, ...]] = {}
    wants: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    default: float | None = None
    min: float | None = None
    max: float | None = None
    whole: bool = False

    @model_validator(mode="after")
    def _choices_have_options(self) -> Self:
        if (self.kind in (Kind.CHOICE, Kind.CHOICES)) != bool(self.options):
            raise ValueError("a choice needs options, and nothing else may have them")
        return self


class Retake(Part):
    """The second wording of an exam question, which asks it of MLOps (S4.mgmt.retake)."""

    ask: str
    why: str
    example: str
    labels: Mapping[str, str]
    options: Mapping[str, str] = {}
    carries: bool


class Question(Part):
    """One question, with the reason it is asked and what an answer looks like."""

    id: str
    source: tuple[str, ...] = Field(min_length=1)
    label: str
    ask: str
    why: str
    example: str
    fields: tuple[AnswerField, ...] = Field(min_length=1)
    more: str = ""
    under: str = ""
    may_skip: bool = False
    counted: bool = True
    carries: bool = False
    when: Mapping[str, tuple[str, ...]] = {}
    unless: Mapping[str, tuple[str, ...]] = {}
    rests_on: tuple[str, ...] = ()
    retake: Retake | None = None

    def field(self, id: str) -> AnswerField:
        return next(field for field in self.fields if field.id == id)

    @property
    def first(self) -> str:
        """The question of the exam that this one of the retake asks again."""
        return "exam" + self.id.removeprefix("retake")


class Layout(StrEnum):
    """How a stage's questions are put: one by one, all in one modal, or on a board people take lines from."""

    ONE_BY_ONE = "one_by_one"
    FORM = "form"
    BOARD = "board"
    SIGN = "sign"


class Stage(Part):
    """A stretch of the scoping and its questions."""

    stage: str
    title: str
    layout: Layout
    source: tuple[str, ...]
    opens: str
    examined: bool = False
    questions: tuple[Question, ...]


class Followup(Part):
    """A rule that asks back. `on` names `question.field`, or `wants:…` / `kind:…` for every field of that sort."""

    id: str
    kind: str = Field(pattern="^(form|substance)$")
    source: tuple[str, ...]
    on: tuple[str, ...]
    when: str
    ask: str

    def looks_at(self, question: Question, field: AnswerField) -> bool:
        names = {
            f"{question.id}.{field.id}",
            f"kind:{field.kind}",
            *(f"wants:{want}" for want in field.wants),
        }
        return not names.isdisjoint(self.on)


class Track(Part):
    title: str
    says: str
    stages: tuple[str, ...]


class Catalog(Part):
    """Everything that can be asked. Built once; see `shipped`."""

    version: int
    stages: Mapping[str, Stage]
    tracks: Mapping[str, Track]
    followups: tuple[Followup, ...]
    words: Mapping[str, tuple[str, ...]]
    causes: Mapping[str, tuple[str, ...]]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        return {question.id: question for stage in self.stages.values() for question in stage.questions}

    @cached_property
    def stage_of(self) -> Mapping[str, Stage]:
        return {question.id: stage for stage in self.stages.values() for question in stage.questions}

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """Every id of the curriculum that has a home here, with the names of its homes."""
        homes: dict[str, list[str]] = {}
        for home, ids in self._homes():
            for id in ids:
                homes.setdefault(id, []).append(home)
        return {id: tuple(dict.fromkeys(found)) for id, found in sorted(homes.items())}

    def rule(self, id: str) -> Followup:
        return next(rule for rule in self.followups if rule.id == id)

    def cause(self, question: str) -> str | None:
        """The root cause of failed AI projects (RAND RR-A2680-1) that a question of the exam guards against."""
        return next((cause for cause, guards in self.causes.items() if question in guards), None)

    def _homes(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for stage in self.stages.values():
            yield f"stage {stage.stage}", stage.source
            for question in stage.questions:
                yield question.id, question.source
                yield from ((f"{question.id}.{field.id}", field.source) for field in question.fields)
        yield from ((f"follow-up {rule.id}", rule.source) for rule in self.followups)

"""What is asked: stages, their forms, and questions with their fields."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from dialogs.catalog.part import Part


class Kind(StrEnum):
    """What a field takes. Each has a parser of its own and an input."""

    TEXT = "text"
    LINE = "line"
    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    AMOUNTS = "amounts"
    TABLE = "table"
    SERIES = "series"
    LEVEL = "level"
    MOMENT = "moment"


class Column(Part):
    """One column of a table people paste or type: words, a number or a day."""

    id: str
    label: str
    kind: Kind = Kind.LINE
    optional: bool = False
    min: float | None = None
    max: float | None = None
    whole: bool = False


class AnswerField(Part):
    """One input of a question. `may_wait` may stay blank but holds the verdict up; `optional` holds nothing up.
    An optional one that is `aside` stands behind *More…* until it has a value.

    `units` are the words of time that may stand beside a number (“a year”); any other would change what it says.
    A number asked for `per` working day or year may be given per week, month, quarter or year, and is reckoned so.
    `needed_with` names a field that makes this one necessary. `known_from` are answers, as `question.field`, that fill
    it in where they exist. `parts` name the numbers of an AMOUNTS field, `columns` the cells of a TABLE's line.
    `words` are, by the value they stand for, what may be typed in the place of a number (“nobody could”).
    `allows` names what else may be typed there: “nothing” in words for 0, a “limit” (“at most 5”) for its number.
    `like` names a field whose scale this one shares (0.71 beside 85 is asked about), `after` a history it lies behind.
    `name` is what it is called inside a sentence where its label asks or directs. `tracks` are those that ask it (all,
    unless named). `unknowns` are options that say that something is not known; the last is what “not known” counts as.
    A choice that is `told` (“Traps: {}”) stands as a sentence behind the words of its answer, the option at the braces.
    Labels and options may quote an answer, as `{question.field}`; an option whose answer is missing is not offered.
    """

    id: str
    kind: Kind
    label: str
    name: str = ""
    source: tuple[str, ...] = ()
    hint: str = ""
    options: Mapping[str, str] = {}
    unknowns: tuple[str, ...] = ()
    told: str = Field(default="", pattern=r"^$|\{\}")
    tracks: tuple[str, ...] = ()
    optional: bool = False
    aside: bool = False
    may_wait: bool = False
    needed_when: Mapping[str, tuple[str, ...]] = {}
    needed_with: str = ""
    known_from: tuple[str, ...] = ()
    like: str = ""
    after: str = ""
    parts: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    wants: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    per: str = Field(default="", pattern=r"^(?:day|year)?$")
    words: Mapping[str, tuple[str, ...]] = {}
    allows: tuple[Literal["nothing", "limit"], ...] = ()
    default: float | None = None
    min: float | None = None
    max: float | None = None
    whole: bool = False

    @model_validator(mode="after")
    def _choices_have_options(self) -> Self:
        if (self.kind in (Kind.CHOICE, Kind.CHOICES)) != bool(self.options):
            raise ValueError("a choice needs options, and nothing else may have them")
        if (self.kind is Kind.AMOUNTS) != bool(self.parts):
            raise ValueError("amounts need parts, and nothing else may have them")
        if (self.kind is Kind.TABLE) != bool(self.columns):
            raise ValueError("a table needs columns, and nothing else may have them")
        if self.told and not self.options:
            raise ValueError("a choice is told behind the words of an answer, and nothing else may be")
        if self.words and self.kind is not Kind.NUMBER:
            raise ValueError("words stand in the place of a number, and nothing else may have them")
        return self


def _by_field(options: object) -> object:
    """Options by field; those that name no field, as catalogues up to 0.1.0 wrote them, are those of every choice."""
    flat = isinstance(options, Mapping) and any(isinstance(label, str) for label in options.values())
    return {EVERY_CHOICE: options} if flat else options


EVERY_CHOICE = "*"
OptionsByField = Annotated[Mapping[str, Mapping[str, str]], BeforeValidator(_by_field)]


class Retake(Part):
    """The second wording of an exam question, which asks it of MLOps (S4.mgmt.retake); it has a name of its own.

    Fields that have no second label are not asked again; a choice keeps its options unless there are others for it.
    """

    label: str = ""
    ask: str
    why: str
    example: str
    labels: Mapping[str, str]
    options: OptionsByField = {}
    carries: bool

    def options_of(self, field: AnswerField) -> Mapping[str, str]:
        """The options that a field of the exam has the second time."""
        return self.options.get(field.id) or (field.options and self.options.get(EVERY_CHOICE)) or field.options


class Question(Part):
    """One question, with the reason it is asked, a real case behind it, and what an answer looks like.

    `form` is the modal it is asked in together with others (its stage's own, unless named), `tracks` those it belongs
    to (all, unless named); `examined` wants the director's word even where its stage does not. It is asked where all of
    `when` holds, one of `when_any` (if there are any), and none of `unless`: each names a choice and options of it.
    """

    id: str
    source: tuple[str, ...] = Field(min_length=1)
    label: str
    ask: str
    why: str
    example: str
    fields: tuple[AnswerField, ...] = Field(min_length=1)
    case: str = ""
    form: str = ""
    tracks: tuple[str, ...] = ()
    examined: bool = False
    more: str = ""
    under: str = ""
    may_skip: bool = False
    counted: bool = True
    carries: bool = False
    when: Mapping[str, tuple[str, ...]] = {}
    when_any: Mapping[str, tuple[str, ...]] = {}
    unless: Mapping[str, tuple[str, ...]] = {}
    rests_on: tuple[str, ...] = ()
    retake: Retake | None = None

    def field(self, id: str) -> AnswerField:
        return next(field for field in self.fields if field.id == id)

    def asks(self, id: str) -> bool:
        """Whether it has such a field on its track."""
        return any(field.id == id for field in self.fields)

    @cached_property
    def grounds(self) -> tuple[str, ...]:
        """The questions it rests on; `rests_on` may name a single field of one, as `question.field`."""
        return tuple(dict.fromkeys(name if _is_question(name) else name.rpartition(".")[0] for name in self.rests_on))

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


class Form(Part):
    """Questions that belong together in one modal: one message, one turn. `names` is an answer that ends the title."""

    id: str
    title: str
    opens: str
    names: str = ""


class Each(Part):
    """Questions asked again for each slot somebody filled; `{slot}` in them stands for its letter."""

    slots: tuple[str, ...]
    after: str
    form: Form
    questions: tuple[Question, ...]


class Stage(Part):
    """A stretch of the scoping and its questions, in its own form or in several."""

    stage: str
    title: str
    layout: Layout
    source: tuple[str, ...]
    opens: str
    examined: bool = False
    pulse: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    questions: tuple[Question, ...]
    each: Each | None = None


def _is_question(name: str) -> bool:
    """problem.3 is a question, problem.3.owner a field of it."""
    return name.count(".") < 2

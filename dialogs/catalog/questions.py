"""What the catalogue is made of: stages, forms, questions and their fields, follow-ups, contradictions, tracks."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from dialogs.catalog import languages
from dialogs.catalog.objections import Clash, Objection
from dialogs.catalog.part import Part

QUOTED = re.compile(r"\{([a-z_]+[\w.]*)\}")
"""An answer that a text quotes, by its path."""


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


class Followup(Part):
    """A rule that asks back. `on` names `question.field`, or `wants:…` / `kind:…` for every field of that sort.

    `not_on` names the fields of those that it leaves alone.
    """

    id: str
    kind: str = Field(pattern="^(form|substance)$")
    source: tuple[str, ...]
    on: tuple[str, ...]
    not_on: tuple[str, ...] = ()
    when: str
    ask: str

    def looks_at(self, question: Question, field: AnswerField) -> bool:
        path = f"{question.id}.{field.id}"
        names = {path, f"kind:{field.kind}", *(f"wants:{want}" for want in field.wants)}
        return names.isdisjoint(self.not_on) and not names.isdisjoint(self.on)


class Case(Part):
    """A real case behind a question, with its link; or a worked example of the curriculum, with its id."""

    says: str
    link: str = ""
    source: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if bool(self.link) == bool(self.source):
            raise ValueError("a case has either a link or the id of a worked example")
        return self


class Track(Part):
    """Which stages a scoping walks through. `says` is what it is for, `begins` what the first message announces.

    `layouts` put a stage's questions differently on this track.
    """

    title: str
    says: str
    begins: str
    stages: tuple[str, ...]
    layouts: Mapping[str, Layout] = {}


class Catalog(Part):
    """Everything that can be asked. Built once; see `shipped`. `on` narrows it to what one track asks.

    `words` are lists that stand in the place of ours, in English. `facts` are true where one of several answers is
    among these, by name and path; objections look at them.
    """

    version: int
    stages: Mapping[str, Stage]
    tracks: Mapping[str, Track]
    followups: tuple[Followup, ...]
    clashes: tuple[Clash, ...] = ()
    objections: tuple[Objection, ...] = ()
    facts: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    cases: Mapping[str, Case] = {}
    words: Mapping[str, tuple[str, ...]] = {}
    causes: Mapping[str, tuple[str, ...]]

    @property
    def of_old(self) -> bool:
        """Whether it is from before the objections: what was said of its scopings then stays as it was said."""
        return not self.objections

    @cached_property
    def digest(self) -> str:
        """Names these words: another wording, another digest."""
        return hashlib.blake2b(self.model_dump_json().encode(), digest_size=8).hexdigest()

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        return {question.id: question for stage in self.stages.values() for question in stage.questions}

    @cached_property
    def quoting(self) -> frozenset[str]:
        """The questions that quote an answer."""
        return frozenset(id for id, asked in self.questions.items() if QUOTED.search(asked.model_dump_json()))

    @cached_property
    def stage_of(self) -> Mapping[str, Stage]:
        return {question.id: stage for stage in self.stages.values() for question in stage.questions}

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """Every form by its id; a stage without forms of its own is one."""
        return {form.id: form for stage in self.stages.values() for form in _forms(stage)}

    @cached_property
    def form_stage(self) -> Mapping[str, Stage]:
        """The stage each form belongs to."""
        return {form.id: stage for stage in self.stages.values() for form in _forms(stage)}

    @cached_property
    def form_of(self) -> Mapping[str, str]:
        """The form each question stands in: the one it names, or its stage's own."""
        return {id: question.form or self.stage_of[id].stage for id, question in self.questions.items()}

    def question_at(self, path: str) -> str:
        """The question of a path, which names a question or one field of it."""
        return path if path in self.questions else path.rpartition(".")[0]

    def field_at(self, path: str) -> AnswerField | None:
        """The field of a path, if there is one."""
        question, _, name = path.rpartition(".")
        fields = self.questions[question].fields if question in self.questions else ()
        return next((field for field in fields if field.id == name), None)

    def asks(self, path: str) -> bool:
        """Whether there is a field at a path; at one that an answer completes (`candidate_{…}.5.by`) there may be."""
        return "{" in path or self.field_at(path) is not None

    def offers(self, path: str) -> frozenset[str]:
        """The options of the field at a path."""
        field = self.field_at(path)
        return frozenset(field.options) if field else frozenset()

    def waiting_on(self, questions: tuple[str, ...]) -> int:
        """How many other questions rest on these."""
        return sum(not set(questions).isdisjoint(other.grounds) for other in self.questions.values())

    def in_form(self, form: str) -> tuple[Question, ...]:
        """The questions of a form, as they stand in the catalogue."""
        return tuple(question for question in self.form_stage[form].questions if self.form_of[question.id] == form)

    def on(self, track: str) -> "Catalog":
        """What a track asks: its stages in its order, its layouts, its questions."""
        if track not in self._tracks_seen:
            self._tracks_seen[track] = self._narrowed(track)
        return self._tracks_seen[track]

    @cached_property
    def _tracks_seen(self) -> dict[str, "Catalog"]:
        return {}

    def _narrowed(self, track: str) -> "Catalog":
        walked = self.tracks[track]
        return Catalog(
            version=self.version,
            stages={id: _on_track(self.stages[id], track, walked) for id in walked.stages},
            tracks=self.tracks,
            followups=self.followups,
            clashes=self.clashes,
            objections=self.objections,
            facts=self.facts,
            cases=self.cases,
            words=self.words,
            causes=self.causes,
        )

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """Every id of the curriculum that has a home here, with the names of its homes."""
        homes: dict[str, list[str]] = {}
        for home, ids in self._homes():
            for id in ids:
                homes.setdefault(id, []).append(home)
        return {id: tuple(dict.fromkeys(found)) for id, found in sorted(homes.items())}

    def warm_up(self) -> None:
        """Has ready what is looked up in it at every answer."""
        for name, member in vars(type(self)).items():
            if isinstance(member, cached_property) and not name.startswith("_"):
                getattr(self, name)

    def words_in(self, language: str) -> languages.Words:
        """The lists by which answers in a language are judged; empty where there are none."""
        return self._english if language == languages.ENGLISH else languages.lists(language)

    @cached_property
    def _english(self) -> languages.Words:
        return {**languages.lists(languages.ENGLISH), **self.words}

    def rule(self, id: str) -> Followup:
        return next(rule for rule in self.followups if rule.id == id)

    def ask_of(self, rule: str) -> str:
        """What a follow-up, or a contradiction that was explained, asked."""
        return self.clash(rule.removeprefix("clash:")).ask if rule.startswith("clash:") else self.rule(rule).ask

    def clash(self, id: str) -> Clash:
        return next(clash for clash in self.clashes if clash.id == id)

    def objection(self, id: str) -> Objection:
        return next(one for one in self.objections if one.id == id)

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
        yield from ((f"contradiction {clash.id}", clash.source) for clash in self.clashes)
        yield from ((f"objection {one.id}", one.source) for one in self.objections)
        yield from ((f"case {id}", case.source) for id, case in self.cases.items())


def _is_question(name: str) -> bool:
    """problem.3 is a question, problem.3.owner a field of it."""
    return name.count(".") < 2


def _forms(stage: Stage) -> tuple[Form, ...]:
    return stage.forms or (Form(id=stage.stage, title=stage.title, opens=stage.opens),)


def _on_track(stage: Stage, track: str, walked: Track) -> Stage:
    asked = tuple(_its_fields(question, track) for question in stage.questions if _is_on(question, track))
    return stage.model_copy(update={"questions": asked, "layout": walked.layouts.get(stage.stage, stage.layout)})


def _its_fields(question: Question, track: str) -> Question:
    if all(_is_on(field, track) for field in question.fields):
        return question
    return question.model_copy(update={"fields": tuple(field for field in question.fields if _is_on(field, track))})


def _is_on(part: Question | AnswerField, track: str) -> bool:
    return not part.tracks or track in part.tracks

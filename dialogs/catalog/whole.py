"""The whole catalogue: stages on their tracks, follow-ups, objections, cases; and what is looked up in it."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from dialogs.catalog import languages
from dialogs.catalog.objections import Clash, Objection
from dialogs.catalog.part import Part
from dialogs.catalog.questions import AnswerField, Form, Layout, Question, Stage

QUOTED = re.compile(r"\{([a-z_]+[\w.]*)\}")
"""An answer that a text quotes, by its path."""


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

"""Looks a catalogue over: names that are there twice or not at all, tracks that lead nowhere, words too long."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from dialogs.catalog import languages, signs
from dialogs.catalog.objection_checks import of_facts, of_objections
from dialogs.catalog.questions import EVERY_CHOICE, AnswerField, Form, Kind, Layout, Question, Stage
from dialogs.catalog.sheets import Flaw, Joined, Path, Sheet, error
from dialogs.catalog.tracks import problem_with
from dialogs.catalog.whole import Catalog

T = TypeVar("T", bound=BaseModel)
Stages = Mapping[str, tuple[Sheet, Stage]]
Found = Iterator[tuple[Path, str]]

ROOM: Mapping[str, int] = {"ask": 150, "more": 150, "why": 240, "example": 240, "label": 40}
"""How many characters of a question fit on a telephone; Slack itself cuts off or refuses longer ones."""

FIELD_LABEL, FIELD_HINT, OPTION = 75, 150, 75
MOST_OPTIONS: Mapping[Kind, int] = {Kind.CHOICE: 100, Kind.CHOICES: 10}
MOST_FIELDS = 40
"""Inputs of one form: a modal of Slack's has room for a hundred blocks, headings among them."""

_BY_ID = {"followups": "the follow-up", "clashes": "the contradiction", "objections": "the objection"}
_STAGE = re.compile(r"[a-z][a-z0-9_]{0,40}")
_QUESTION = re.compile(r"[a-z][a-z0-9_]{0,40}\.[a-z0-9_]{1,20}")
_QUOTED = re.compile(r"\{([a-z_]+[\w.]*)\}")


def raise_without_version(theirs: Sequence[Sheet]) -> None:
    """Raises CatalogError where no sheet of a team's own says which version of its words it is."""
    if not any("version" in sheet.document for sheet in theirs):
        problem = "this catalogue has no version; write `version: 1` at the top, and raise it when you change the words"
        raise error(Flaw(theirs[0], (), problem))


def stands_instead(theirs: Sequence[Sheet]) -> bool:
    """Whether a team's catalogue stands instead of ours. Raises CatalogError where it says neither true nor false."""
    said = [(sheet, sheet.document["instead"]) for sheet in theirs if "instead" in sheet.document]
    for sheet, value in said:
        if not isinstance(value, bool):
            raise error(Flaw(sheet, ("instead",), "instead is true or false"))
    return any(value for _, value in said)


def said_twice(said: Sequence[tuple[Sheet, Stage]], stages: Stages, rest: Sequence[Sheet]) -> Iterator[Flaw]:
    """Names given twice: in one catalogue, or in two stages that are both asked."""
    by_catalogue = [*_keys(rest), *((sheet, ("stage",), f"the stage {stage.stage}") for sheet, stage in said)]
    yield from _seen_again((sheet.is_ours, sheet, path, name) for sheet, path, name in by_catalogue)
    yield from _seen_again((True, *named) for named in _names(stages))


def cannot_be_written_out(stages: Stages) -> Iterator[Flaw]:
    """What keeps the slots of a stage, or the retake, from being made of it."""
    for sheet, stage in stages.values():
        if stage.each and stage.each.after not in {question.id for question in stage.questions}:
            yield Flaw(sheet, ("each", "after"), f"there is no question {stage.each.after} in the stage {stage.stage}")
    for sheet, path, question in _questions(stages):
        if question.retake and not question.id.startswith("exam."):
            yield Flaw(sheet, (*path, "retake"), f"{question.id} is no question of the exam, so that it has no retake")
        elif question.retake and (bare := _asked_of_all(question) - set(question.retake.labels)):
            yield Flaw(sheet, (*path, "retake", "labels"), f"{question.id} has no second label for {min(bare)}")
        elif question.retake and (lost := set(question.retake.options) - {EVERY_CHOICE, *_choices(question)}):
            yield Flaw(sheet, (*path, "retake", "options"), f"{question.id} has no choice {min(lost)} to ask again")


def _choices(question: Question) -> set[str]:
    return {field.id for field in question.fields if field.options}


def _asked_of_all(question: Question) -> set[str]:
    """The fields that every track asks."""
    return {field.id for field in question.fields if not field.tracks}


def flaws(catalog: Catalog, stages: Stages, joined: Joined) -> Iterator[Flaw]:
    """Everything wrong with a catalogue that is well formed."""
    for sheet, path, question in _questions(stages):
        for check in (_of_question, _of_wording):
            yield from (Flaw(sheet, (*path, *there), problem) for there, problem in check(catalog, question))
    for sheet, stage in stages.values():
        yield from (Flaw(sheet, there, problem) for there, problem in _of_stage(catalog, stage))
    for found in (_of_tracks, _of_causes, _of_followups, _of_clashes, of_facts, of_objections, _of_words):
        yield from (joined.flaw(there, problem) for there, problem in found(catalog))


def in_slot(part: T, slot: str) -> T:
    """A part of a stage's `each` with `{slot}` written in."""
    return type(part).model_validate(_replaced(part.model_dump(), slot))


def _replaced(value: Any, slot: str) -> Any:
    if isinstance(value, str):
        return value.replace("{slot}", slot)
    if isinstance(value, Mapping):
        return {_replaced(key, slot): _replaced(one, slot) for key, one in value.items()}
    return [_replaced(one, slot) for one in value] if isinstance(value, list | tuple) else value


def _seen_again(names: Iterable[tuple[bool, Sheet, Path, str]]) -> Iterator[Flaw]:
    seen: set[tuple[bool, str]] = set()
    for is_ours, sheet, path, name in names:
        if (is_ours, name) in seen:
            yield Flaw(sheet, path, f"{name} is there a second time")
        seen.add((is_ours, name))


def _keys(rest: Sequence[Sheet]) -> Iterator[tuple[Sheet, Path, str]]:
    for sheet in rest:
        yield from ((sheet, (key,), str(key)) for key in sheet.document)
        for key, word in _BY_ID.items():
            rows = sheet.document.get(key)
            for at, row in enumerate(rows if isinstance(rows, list) else ()):
                if isinstance(row, Mapping) and "id" in row:
                    yield sheet, (key, at), f"{word} {row['id']}"


def _names(stages: Stages) -> Iterator[tuple[Sheet, Path, str]]:
    for sheet, stage in stages.values():
        yield from ((sheet, ("forms", at, "id"), f"the form {form.id}") for at, form in enumerate(stage.forms))
        for at, question in enumerate(stage.questions):
            yield sheet, ("questions", at, "id"), question.id
            for n, field in enumerate(question.fields):
                yield sheet, ("questions", at, "fields", n, "id"), f"{question.id}.{field.id}"


def _questions(stages: Stages) -> Iterator[tuple[Sheet, Path, Question]]:
    """Every question with its place in its file; one asked for each slot stands for the first of them."""
    for sheet, stage in stages.values():
        yield from ((sheet, ("questions", at), question) for at, question in enumerate(stage.questions))
        for at, question in enumerate(stage.each.questions if stage.each else ()):
            yield sheet, ("each", "questions", at), in_slot(question, stage.each.slots[0] if stage.each else "")


# ---- stages


def _of_stage(catalog: Catalog, stage: Stage) -> Found:
    from dialogs.catalog.tracks import ENDINGS  # the record is made of answers to a catalogue, and so imports it

    if not _STAGE.fullmatch(stage.stage) or stage.stage in ENDINGS:
        yield ("stage",), f"{stage.stage!r} can't name a stage: small letters, digits and _, and no ending's name"
    if (stage.layout is Layout.SIGN) != (stage.stage == "report"):
        yield ("layout",), "the stage report, and no other, has the layout sign"
    if stage.stage == "exam" and not stage.examined:
        yield ("stage",), "the exam needs `examined: true`: it passes when every answer is accepted"
    for track in set(stage.pulse) - set(catalog.tracks):
        yield ("pulse",), f"the pulse is for the track {track}, which does not exist"
    for at, form in enumerate(stage.forms):
        yield from ((("forms", at, "id"), problem) for problem in _of_form(catalog, form))


def _of_form(catalog: Catalog, form: Form) -> Iterator[str]:
    asked = catalog.in_form(form.id) if form.id in catalog.forms else ()
    if not _STAGE.fullmatch(form.id):
        yield f"{form.id!r} can't name a form: small letters, digits and _"
    if not asked:
        yield f"no question stands in the form {form.id}"
    if sum(len(question.fields) for question in asked) > MOST_FIELDS:
        yield f"the form {form.id} has more than {MOST_FIELDS} fields; make two of it"


# ---- questions


def _of_question(catalog: Catalog, question: Question) -> Found:
    """What a question names that is not there."""
    if not _QUESTION.fullmatch(question.id):
        yield ("id",), f"{question.id!r} can't name a question: it is written like onboarding.1"
    for key, names, known, said in _names_in(catalog, question):
        yield from (
            ((key,), f"{question.id} {said} {name}, which does not exist") for name in names if name not in known
        )
    for key in ("when", "when_any", "unless"):
        for name, options in getattr(question, key).items():
            if "{" not in name and not set(options) <= catalog.offers(name):
                yield (key, name), f"{question.id} asks for a choice {name} does not offer"
    for at, field in enumerate(question.fields):
        yield from ((("fields", at, *there), problem) for there, problem in _of_field(catalog, question, field))


def _names_in(catalog: Catalog, question: Question) -> Iterator[tuple[str, tuple[str, ...], Container[str], str]]:
    """By key: what a question names, among what it has to be, and how that is said."""
    stage = catalog.stage_of[question.id]
    forms = {form.id for form in stage.forms} or {stage.stage}
    yield "form", (question.form or stage.stage,), forms, f"is asked in the stage {stage.stage}, in the form"
    yield "case", (question.case,) if question.case else (), catalog.cases, "names the case"
    yield "tracks", question.tracks, catalog.tracks, "belongs to the track"
    yield "rests_on", question.grounds, catalog.questions, "rests on"


def _of_field(catalog: Catalog, question: Question, field: AnswerField) -> Found:
    own = {one.id for one in question.fields}
    if not _STAGE.fullmatch(field.id):
        yield ("id",), f"{field.id!r} can't name a field: small letters, digits and _"
    for name in {field.needed_with, *field.needed_when} - {"", *own}:
        yield (), f"{question.id}.{field.id} is needed with {name}, which does not exist"
    for at, option in enumerate(field.unknowns):
        if option not in field.options:
            yield ("unknowns", at), f"{question.id}.{field.id} has no option {option}"
    for track in set(field.tracks) - set(catalog.tracks):
        yield ("tracks",), f"{question.id}.{field.id} belongs to the track {track}, which does not exist"
    for at, path in enumerate(field.known_from):
        if not catalog.asks(path):
            yield ("known_from", at), f"{question.id}.{field.id} is known from {path}, which does not exist"


def _of_wording(catalog: Catalog, question: Question) -> Found:
    """What is too long to be read in Slack, or quotes an answer nobody is asked for."""
    for key, room in ROOM.items():
        if len(getattr(question, key)) > room:
            yield (key,), f"{question.id}: {key} has room for {room} characters, this is {len(getattr(question, key))}"
    for at, field in enumerate(question.fields):
        yield from ((("fields", at, *there), f"{question.id}: {problem}") for there, problem in _of_labels(field))
        for name, words in (
            ("label", field.label),
            ("hint", field.hint),
            ("options", " ".join(field.options.values())),
        ):
            yield from ((("fields", at, name), f"{question.id} {lost}") for lost in _lost_quotes(catalog, words))
    for key in ("label", "ask", "more"):
        yield from (((key,), f"{question.id} {lost}") for lost in _lost_quotes(catalog, getattr(question, key)))


def _lost_quotes(catalog: Catalog, words: str) -> Iterator[str]:
    for quoted in _QUOTED.findall(words):
        if "." in quoted and not catalog.asks(quoted):
            yield f"quotes {quoted}, which does not exist"


def _of_labels(field: AnswerField) -> Found:
    if len(field.label) > FIELD_LABEL:
        yield ("label",), f"a label has room for {FIELD_LABEL} characters, that of {field.id} has {len(field.label)}"
    if len(field.hint) > FIELD_HINT:
        yield ("hint",), f"a hint has room for {FIELD_HINT} characters, that of {field.id} has {len(field.hint)}"
    for id, label in field.options.items():
        if len(label) > OPTION:
            yield ("options", id), f"an option has room for {OPTION} characters, {id} has {len(label)}"
    if len(field.options) > MOST_OPTIONS.get(field.kind, len(field.options)):
        yield ("options",), f"{field.id} can have {MOST_OPTIONS[field.kind]} options, these are {len(field.options)}"


# ---- tracks and rules


def _of_tracks(catalog: Catalog) -> Found:
    for id, track in catalog.tracks.items():
        for at, stage in enumerate(track.stages):
            if stage not in catalog.stages:
                yield ("tracks", id, "stages", at), f"the track {id} names the stage {stage}, which does not exist"
            elif stage in track.stages[:at]:
                yield ("tracks", id, "stages", at), f"the track {id} names the stage {stage} twice"
        for stage in set(track.layouts) - set(track.stages):
            yield ("tracks", id, "layouts"), f"the track {id} lays out {stage}, which is no stage of it"
        if problem := problem_with(track.stages):
            yield ("tracks", id, "stages"), f"the track {id} can't be walked: {problem}"


def _of_clashes(catalog: Catalog) -> Found:
    for at, clash in enumerate(catalog.clashes):
        for name, side in (("first", clash.first), ("second", clash.second)):
            if "{" in side.at:
                continue
            if not catalog.asks(side.at):
                yield ("clashes", at, name, "at"), f"{clash.id} looks at {side.at}, which does not exist"
            elif side.among and not set(side.among) <= catalog.offers(side.at):
                yield ("clashes", at, name, "among"), f"{clash.id} asks for a choice {side.at} does not offer"


def _of_causes(catalog: Catalog) -> Found:
    for cause, guards in catalog.causes.items():
        if unknown := set(guards) - set(catalog.questions):
            yield ("causes", cause), f"{min(unknown)} does not exist"


def _of_followups(catalog: Catalog) -> Found:
    fields = {f"{question.id}.{field.id}" for question in catalog.questions.values() for field in question.fields}
    for at, rule in enumerate(catalog.followups):
        if rule.when not in signs.TESTS:
            yield ("followups", at, "when"), f"there is no test {rule.when}; there are {', '.join(signs.TESTS)}"
        for n, name in enumerate(rule.on):
            if name not in fields and not name.startswith(("wants:", "kind:")):
                yield ("followups", at, "on", n), f"{rule.id} looks at {name}, which does not exist"


def _of_words(catalog: Catalog) -> Found:
    known = languages.lists(languages.ENGLISH)
    if unknown := set(catalog.words) - set(known):
        yield ("words", min(unknown)), f"there is no word list {min(unknown)}; there are {', '.join(known)}"

"""Reads the catalogue: every question, stage, track and rule; ours, a team's beside it, or a team's instead of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path as Folder
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dialogs import catalog_checks, relied_on
from dialogs.catalog_sheets import CatalogError, Flaw, Joined, Path, Sheet, error, raise_first, sheets
from dialogs.questions import (
    AnswerField,
    Case,
    Catalog,
    Clash,
    Column,
    Followup,
    Form,
    Kind,
    Layout,
    Question,
    Retake,
    Side,
    Stage,
    Track,
)

__all__ = [
    "AnswerField",
    "Case",
    "Catalog",
    "CatalogError",
    "CatalogLost",
    "Clash",
    "Column",
    "Followup",
    "Form",
    "Kind",
    "Layout",
    "Question",
    "Retake",
    "Side",
    "Stage",
    "Track",
    "in_use",
    "keep",
    "kept",
    "own",
    "read",
    "shipped",
]

T = TypeVar("T", bound=BaseModel)
Stages = Mapping[str, tuple[Sheet, Stage]]


class CatalogLost(LookupError):
    """The words a scoping was begun with are not known here; `str()` is their digest."""


_KEPT: dict[str, Catalog] = {}


def keep(catalog: Catalog, digest: str = "") -> str:
    """Remembers a catalogue for the scopings begun with it; the digest by which `kept` finds it.

    One that was read back keeps the `digest` it had, whatever a later version of this code makes of its words.
    """
    digest = digest or catalog.digest
    _KEPT[digest] = catalog
    return digest


def kept(digest: str) -> Catalog:
    """The catalogue a scoping was begun with; ours for scopings from before there was a choice. Raises CatalogLost."""
    found = _KEPT.get(digest)
    if found is None and digest in ("", shipped().digest):
        return shipped()
    if found is None:
        raise CatalogLost(digest)
    return found


@cache
def shipped() -> Catalog:
    """The catalogue that comes with scopebot. Raises CatalogError."""
    return _read(_ours(), "dialogs/catalog", None)


def in_use(folder: Folder | None) -> Catalog:
    """The catalogue new scopings are asked from: ours, unless a folder is named. Raises CatalogError."""
    return own(folder) if folder else shipped()


def own(folder: Folder) -> Catalog:
    """A team's catalogue, beside ours or (`instead: true`) instead of ours. Raises CatalogError with file and line.

    Beside ours, all of it is added, and what has the name of something of ours takes its place. Instead of ours, only
    our word lists stay, which the tests of follow-ups need.
    """
    theirs = sheets(folder) if folder.is_dir() else []
    if not theirs:
        what = "holds no YAML file with questions" if folder.is_dir() else "is no folder"
        raise CatalogError(f"{folder} {what}. SCOPEBOT_CATALOG names a folder; docs/your-own-questions.md shows one.")
    catalog_checks.raise_without_version(theirs)
    ours = [_word_lists()] if catalog_checks.stands_instead(theirs) else _ours()
    return _read([*ours, *theirs], str(folder), shipped())


def read(folder: Traversable) -> Catalog:
    """The catalogue in a folder that holds all of one. Raises CatalogError with the file and the line."""
    return _read(sheets(folder), folder.name, shipped())


def _ours() -> list[Sheet]:
    return sheets(resources.files("dialogs") / "catalog", is_ours=True)


def _word_lists() -> Sheet:
    """Our word lists, and nothing to hold a catalogue up that has no follow-ups or root causes of its own."""
    lists = {"words": shipped().words, "followups": [], "causes": {}}
    return Sheet("followups.yaml", lists, is_ours=True)


def _read(found: Sequence[Sheet], folder: str, ours: Catalog | None) -> Catalog:
    said = [(sheet, _checked(Stage, sheet)) for sheet in found if "stage" in sheet.document]
    rest = [sheet for sheet in found if "stage" not in sheet.document]
    stages = {stage.stage: (sheet, stage) for sheet, stage in said}
    raise_first(catalog_checks.said_twice(said, stages, rest))
    raise_first(catalog_checks.cannot_be_written_out(stages))
    joined = Joined(rest, folder)
    catalog = _assembled(stages, joined)
    raise_first(_laid_at_theirs(catalog_checks.flaws(catalog, stages, joined), stages, ours))
    if ours:
        raise_first(relied_on.flaws(catalog, stages, ours))
    return catalog


def _assembled(stages: Stages, joined: Joined) -> Catalog:
    named = {id: _each_slot_asked(stage) for id, (_, stage) in stages.items()}
    if "exam" in named and "retake" not in named:
        named["retake"] = _retake_of(named["exam"])
    try:
        return Catalog.model_validate({**joined.values, "stages": named})
    except ValidationError as broken:
        raise error(joined.flaw(*_worst(broken))) from broken


def _laid_at_theirs(flaws: Iterator[Flaw], stages: Stages, ours: Catalog | None) -> Iterator[Flaw]:
    """A flaw in a file of ours comes of a stage that took the place of ours: it is said where that can be mended."""
    theirs = {id: sheet for id, (sheet, _) in stages.items() if ours and id in ours.stages and not sheet.is_ours}
    for flaw in flaws:
        if not (ours and theirs and flaw.sheet.is_ours):
            yield flaw
            continue
        lost = (id for id in theirs if any(question.id in flaw.problem for question in ours.stages[id].questions))
        stage = next(lost, next(iter(theirs)))
        problem = f"the stage {stage} takes the place of ours, but our {flaw.sheet.file} needs it: {flaw.problem}"
        yield Flaw(theirs[stage], ("stage",), problem)


def _each_slot_asked(stage: Stage) -> Stage:
    """A stage with the questions of its `each` written out, slot by slot, after the question that names the slots."""
    if stage.each is None:
        return stage
    at = [question.id for question in stage.questions].index(stage.each.after) + 1
    asked = tuple(
        catalog_checks.in_slot(question, slot) for slot in stage.each.slots for question in stage.each.questions
    )
    written = (catalog_checks.in_slot(stage.each.form, slot) for slot in stage.each.slots)
    forms = {form.id: form for form in (*stage.forms, *written)}
    questions = (*stage.questions[:at], *asked, *stage.questions[at:])
    order = dict.fromkeys(question.form or stage.stage for question in questions)
    there = tuple(forms[id] for id in order if id in forms)
    return stage.model_copy(update={"questions": questions, "forms": there, "each": None})


def _retake_of(exam: Stage) -> Stage:
    return Stage(
        stage="retake",
        title="The exam, for MLOps",
        layout=Layout.FORM,
        examined=True,
        source=("S4.mgmt.retake",),
        opens="The same seven questions, this time asked of MLOps. Your first answer stands beside each.",
        questions=tuple(_asked_again(question, question.retake) for question in exam.questions if question.retake),
    )


def _asked_again(question: Question, again: Retake) -> Question:
    return question.model_copy(
        update={
            "id": question.id.replace("exam", "retake"),
            "ask": again.ask,
            "more": "",
            "why": again.why,
            "example": again.example,
            "carries": again.carries,
            "may_skip": False,
            "unless": {},
            "rests_on": (question.id, "mlops.1"),
            "retake": None,
            "fields": tuple(_asked_of_mlops(field, again) for field in question.fields),
        }
    )


def _asked_of_mlops(field: AnswerField, again: Retake) -> AnswerField:
    options = (again.options or field.options) if field.options else {}
    return field.model_copy(update={"label": again.labels[field.id], "options": options, "known_from": ()})


def _checked(model: type[T], sheet: Sheet) -> T:
    try:
        return model.model_validate(sheet.document)
    except ValidationError as broken:
        raise error(Flaw(sheet, *_worst(broken))) from broken


def _worst(broken: ValidationError) -> tuple[Path, str]:
    """Where it is wrong and how; a misspelt name before the right one that is therefore missing."""
    first: Any = min(broken.errors(), key=lambda one: one["type"] != "extra_forbidden")
    where = ".".join(map(str, first["loc"])) or "as a whole"
    said = _PLAINLY.get(first["type"], first["msg"].removeprefix("Value error, "))
    return first["loc"], f"{where}: {said}"


_PLAINLY = {
    "extra_forbidden": "this name means nothing here; it may be misspelt, or words with a comma lack quotation marks",
    "missing": "is missing",
}

"""Reads the catalogue: every question, stage, track and rule; ours, a team's beside it, or a team's instead of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path as Folder
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dialogs.catalog import checks, own_catalogs
from dialogs.catalog.questions import AnswerField, Layout, Question, Retake, Stage
from dialogs.catalog.sheets import CatalogError, Flaw, Joined, Path, Sheet, error, raise_first, sheets
from dialogs.catalog.whole import Catalog

T = TypeVar("T", bound=BaseModel)
Stages = Mapping[str, tuple[Sheet, Stage]]


def ours() -> Catalog:
    """The catalogue that comes with scopebot. Raises CatalogError."""
    return _read(_sheets_of_ours(), "dialogs/catalog", None)


def own(folder: Folder, shipped: Catalog) -> Catalog:
    """A team's catalogue beside ours (`shipped`), or instead of it. Raises CatalogError with file and line."""
    theirs = sheets(folder) if folder.is_dir() else []
    if not theirs:
        what = "holds no YAML file with questions" if folder.is_dir() else "is no folder"
        raise CatalogError(f"{folder} {what}. SCOPEBOT_CATALOG names a folder; docs/your-own-questions.md shows one.")
    checks.raise_without_version(theirs)
    ours = [_BARE] if checks.stands_instead(theirs) else _sheets_of_ours()
    return _read([*ours, *theirs], str(folder), shipped)


def whole(folder: Traversable, shipped: Catalog) -> Catalog:
    """The catalogue in a folder that holds all of one. Raises CatalogError with the file and the line."""
    return _read(sheets(folder), folder.name, shipped)


def _sheets_of_ours() -> list[Sheet]:
    return sheets(resources.files("dialogs") / "catalog", is_ours=True)


_BARE = Sheet("followups.yaml", {"followups": [], "causes": {}}, is_ours=True)
"""What holds up a catalogue that has no follow-ups or root causes of its own."""


def _read(pages: Sequence[Sheet], folder: str, ours: Catalog | None) -> Catalog:
    read_stages = [(sheet, _checked(Stage, sheet)) for sheet in pages if "stage" in sheet.document]
    rest = [sheet for sheet in pages if "stage" not in sheet.document]
    stages = {stage.stage: (sheet, stage) for sheet, stage in read_stages}
    raise_first(checks.said_twice(read_stages, stages, rest))
    raise_first(checks.cannot_be_written_out(stages))
    joined = Joined(rest, folder)
    catalog = _assembled(stages, joined)
    raise_first(_laid_at_theirs(checks.flaws(catalog, stages, joined), stages, ours))
    if ours:
        raise_first(own_catalogs.flaws(catalog, stages, ours))
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
    """A flaw in a file of ours comes of a stage that took the place of ours: it is said where that can be mended.

    What our objections look at may be left out: they are not judged there.
    """
    theirs = {id: sheet for id, (sheet, _) in stages.items() if ours and id in ours.stages and not sheet.is_ours}
    for flaw in flaws:
        if not (ours and theirs and flaw.sheet.is_ours):
            yield flaw
            continue
        if flaw.path[0] in ("facts", "objections"):
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
    asked = tuple(checks.in_slot(question, slot) for slot in stage.each.slots for question in stage.each.questions)
    written = (checks.in_slot(stage.each.form, slot) for slot in stage.each.slots)
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
        opens="The same seven questions, now asked of MLOps. Where your first answer still fits, it stands beside.",
        questions=tuple(_asked_again(question, question.retake) for question in exam.questions if question.retake),
    )


def _asked_again(question: Question, again: Retake) -> Question:
    return question.model_copy(
        update={
            "id": question.id.replace("exam", "retake"),
            "label": again.label or question.label,
            "ask": again.ask,
            "more": "",
            "why": again.why,
            "example": again.example,
            "carries": again.carries,
            "may_skip": False,
            "unless": {},
            "rests_on": (question.id, "mlops.1"),
            "retake": None,
            "fields": tuple(_asked_of_mlops(field, again) for field in question.fields if field.id in again.labels),
        }
    )


def _asked_of_mlops(field: AnswerField, again: Retake) -> AnswerField:
    label, options = again.labels[field.id], again.options_of(field)
    return field.model_copy(update={"label": label, "options": options, "known_from": ()})


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

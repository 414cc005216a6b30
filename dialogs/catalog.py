"""Reads and checks the catalogue: every question, stage, track and follow-up, with file and line in each error."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from dialogs import signs
from dialogs.questions import AnswerField, Catalog, Followup, Kind, Layout, Question, Retake, Stage, Track

__all__ = [
    "AnswerField",
    "Catalog",
    "CatalogError",
    "Followup",
    "Kind",
    "Layout",
    "Question",
    "Retake",
    "Stage",
    "Track",
    "read",
    "shipped",
]

T = TypeVar("T", bound=BaseModel)
Path = tuple[int | str, ...]


class CatalogError(Exception):
    """A catalogue that cannot be used; `str()` names the file, the line and what is wrong there."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One document of a file, as YAML gave it."""

    file: str
    document: Any


class Flaw(NamedTuple):
    """Something wrong at a place in a sheet."""

    sheet: Sheet
    path: Path
    problem: str


@cache
def shipped() -> Catalog:
    """The catalogue that comes with scopebot. Raises CatalogError."""
    return read(resources.files("dialogs") / "catalog")


def read(folder: Traversable) -> Catalog:
    """The catalogue in a folder of YAML files. Raises CatalogError with the file and the line."""
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    sheets = [sheet for file in files for sheet in _sheets(file)]
    stages = {sheet: _checked(Stage, sheet) for sheet in sheets if "stage" in sheet.document}
    rest = [sheet for sheet in sheets if "stage" not in sheet.document]
    _raise_first(_said_twice(stages, rest))
    _raise_first(_retakes_without_labels(stages))
    catalog = _assembled(list(stages.values()), rest, folder.name)
    _raise_first(_unknown_names(catalog, stages, rest))
    return catalog


def _sheets(file: Traversable) -> Iterator[Sheet]:
    try:
        documents = [document for document in YAML(typ="rt").load_all(file.read_text("utf-8")) if document is not None]
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogError(f"{file.name}, line {line}: {str(error.problem).splitlines()[0]}.") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise CatalogError(f"{file.name}, line 1: this is not readable as YAML in UTF-8.") from error
    for document in documents:
        if not isinstance(document, Mapping):
            raise _error(Flaw(Sheet(file.name, document), (), "this has to be a list of names with values"))
        yield Sheet(file.name, document)


def _assembled(stages: Sequence[Stage], rest: Sequence[Sheet], folder: str) -> Catalog:
    named = {stage.stage: stage for stage in stages}
    if "exam" in named and "retake" not in named:
        named["retake"] = _retake_of(named["exam"])
    joined = {key: value for sheet in rest for key, value in sheet.document.items()}
    try:
        return Catalog.model_validate({**joined, "stages": named})
    except ValidationError as error:
        path, said = _worst(error)
        home = next((sheet for sheet in rest if path[0] in sheet.document), Sheet(folder, {}))
        raise _error(Flaw(home, path, said)) from error


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
    return field.model_copy(update={"label": again.labels[field.id], "options": options})


def _said_twice(stages: Mapping[Sheet, Stage], rest: Sequence[Sheet]) -> Iterator[Flaw]:
    seen: set[str] = set()
    keys: list[tuple[Sheet, Path, str]] = [(other, (key,), key) for other in rest for key in other.document]
    for sheet, path, name in (*_names(stages), *keys):
        if name in seen:
            yield Flaw(sheet, path, f"{name} is there a second time")
        seen.add(name)


def _names(stages: Mapping[Sheet, Stage]) -> Iterator[tuple[Sheet, Path, str]]:
    for sheet, stage in stages.items():
        yield sheet, ("stage",), f"the stage {stage.stage}"
        for at, question in enumerate(stage.questions):
            yield sheet, ("questions", at, "id"), question.id
            for n, field in enumerate(question.fields):
                yield sheet, ("questions", at, "fields", n, "id"), f"{question.id}.{field.id}"


def _retakes_without_labels(stages: Mapping[Sheet, Stage]) -> Iterator[Flaw]:
    for sheet, path, question in _questions(stages):
        if question.retake and (bare := {field.id for field in question.fields} - set(question.retake.labels)):
            yield Flaw(sheet, (*path, "retake", "labels"), f"{question.id} has no second label for {min(bare)}")


def _unknown_names(catalog: Catalog, stages: Mapping[Sheet, Stage], rest: Sequence[Sheet]) -> Iterator[Flaw]:
    for sheet, path, question in _questions(stages):
        yield from (Flaw(sheet, (*path, *there), problem) for there, problem in _of_question(catalog, question))
    for there, problem in (*_of_tracks(catalog), *_of_causes(catalog), *_of_followups(catalog), *_of_words(catalog)):
        home = next(sheet for sheet in rest if there[0] in sheet.document)
        yield Flaw(home, there, problem)


def _of_question(catalog: Catalog, question: Question) -> Iterator[tuple[Path, str]]:
    for at, name in enumerate(question.rests_on):
        if name not in catalog.questions:
            yield ("rests_on", at), f"{question.id} rests on {name}, which does not exist"
    for key in ("when", "unless"):
        for name, options in getattr(question, key).items():
            if not set(options) <= _options(catalog, name):
                yield (key, name), f"{question.id} asks for a choice {name} does not offer"


def _questions(stages: Mapping[Sheet, Stage]) -> Iterator[tuple[Sheet, Path, Question]]:
    for sheet, stage in stages.items():
        yield from ((sheet, ("questions", at), question) for at, question in enumerate(stage.questions))


def _options(catalog: Catalog, path: str) -> set[str]:
    question, _, field = path.rpartition(".")
    known = catalog.questions[question].fields if question in catalog.questions else ()
    return next((set(one.options) for one in known if one.id == field), set())


def _of_tracks(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    for id, track in catalog.tracks.items():
        for at, stage in enumerate(track.stages):
            if stage not in catalog.stages:
                yield ("tracks", id, "stages", at), f"the track {id} names the stage {stage}, which does not exist"


def _of_causes(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    for cause, guards in catalog.causes.items():
        if unknown := set(guards) - set(catalog.questions):
            yield ("causes", cause), f"{min(unknown)} does not exist"


def _of_followups(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    fields = {f"{question.id}.{field.id}" for question in catalog.questions.values() for field in question.fields}
    for at, rule in enumerate(catalog.followups):
        if rule.when not in signs.TESTS:
            yield ("followups", at, "when"), f"there is no test {rule.when}; there are {', '.join(signs.TESTS)}"
        for n, name in enumerate(rule.on):
            if name not in fields and not name.startswith(("wants:", "kind:")):
                yield ("followups", at, "on", n), f"{rule.id} looks at {name}, which does not exist"


def _of_words(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    if lacking := signs.LISTS - set(catalog.words):
        yield ("words",), f"the word list {min(lacking)} is missing"


def _raise_first(flaws: Iterator[Flaw]) -> None:
    for flaw in flaws:
        raise _error(flaw)


def _checked(model: type[T], sheet: Sheet) -> T:
    try:
        return model.model_validate(sheet.document)
    except ValidationError as error:
        raise _error(Flaw(sheet, *_worst(error))) from error


def _worst(error: ValidationError) -> tuple[Path, str]:
    """Where it is wrong and how; a misspelt name before the right one that is therefore missing."""
    first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    where = ".".join(map(str, first["loc"])) or "as a whole"
    return first["loc"], f"{where}: {first['msg'].removeprefix('Value error, ')}"


def _error(flaw: Flaw) -> CatalogError:
    return CatalogError(f"{flaw.sheet.file}, line {_line(flaw.sheet.document, flaw.path)}: {flaw.problem}.")


def _line(document: Any, path: Path) -> int:
    """The line (from 1) of the innermost thing on the path that the file knows."""
    line = getattr(getattr(document, "lc", None), "line", 0)
    for step in path:
        position = getattr(document, "lc", None)
        try:
            document, line = document[step], position.data[step][0] if position and position.data else line
        except (KeyError, IndexError, TypeError):
            break
    return int(line) + 1

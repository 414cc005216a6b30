"""A mini-project: what a small firm says about its plan, and what a wise director would object to. Read from YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from dialogs.catalog import Level, shipped

Entry = str | list[str]
"""What is typed or chosen: words, an option, or several of them."""


def _typed(value: Any) -> Any:
    """What YAML takes for a number, a day or a yes, as somebody would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, (str, list)) else str(value)


Answers = Mapping[str, Annotated[Entry, BeforeValidator(_typed)]]


class ProjectError(Exception):
    """A mini-project that cannot be read; `str()` names the file and what is wrong in it."""


class Project(BaseModel):
    """A mini-project. `answers` are what its people say, by `question.field`; what they do not say is the base's.

    `expects` are the objections it deserves, by rule, and `notes` what the report may remark on. `tempts` are near
    misses: with these answers in place of its own, the rule would object. `held`: written by somebody who had not read
    the rules, with the `worry` of an old hand.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    about: str
    track: Literal["full", "director"]
    sound: bool
    held: bool = False
    worry: str = ""
    answers: Answers
    expects: Mapping[str, Level] = {}
    notes: tuple[str, ...] = ()
    tempts: Mapping[str, Answers] = {}

    @model_validator(mode="after")
    def _is_about_the_catalogue(self) -> Project:
        rules = {rule.id for rule in shipped().objections}
        if lost := {*self.expects, *self.notes, *self.tempts} - rules:
            raise ValueError(f"there is no objection {min(lost)}")
        paths = set(_paths(self.track))
        if lost := {path for answers in (self.answers, *self.tempts.values()) for path in answers} - paths:
            raise ValueError(f"nothing is asked at {min(lost)} on the track {self.track}")
        return self

    def entries(self, question: str) -> dict[str, Entry]:
        """What is typed into the fields of a question: its own words, or the base's."""
        typed = {**base()[self.track], **self.answers}
        return {path.rpartition(".")[2]: entry for path, entry in typed.items() if path.rpartition(".")[0] == question}


def read(folder: Path) -> list[tuple[Path, Project]]:
    """The mini-projects of a folder (or of one file), by name. Raises ProjectError for one that cannot be read."""
    files = [folder] if folder.is_file() else sorted(folder.glob("*.yaml"))
    if not files:
        raise ProjectError(f"There are no mini-projects in {folder}; examples/counsel has thirty.")
    return [(path, _project(path)) for path in files]


def _project(path: Path) -> Project:
    try:
        return Project.model_validate(YAML(typ="safe").load(path.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ProjectError(f"{path}: {place}{': ' if place else ''}{first['msg']}.") from None
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise ProjectError(f"{path} cannot be read as YAML in UTF-8: {str(error).splitlines()[0]}.") from None


@cache
def base() -> Mapping[str, Mapping[str, Entry]]:
    """What is answered where a mini-project says nothing, by track: nothing is objected to it."""
    read = YAML(typ="safe").load(Path(__file__).with_name("base.yaml").read_text("utf-8"))
    return {track: {path: _typed(entry) for path, entry in answers.items()} for track, answers in read.items()}


def _paths(track: str) -> Iterator[str]:
    for question in shipped().on(track).questions.values():
        yield from (f"{question.id}.{field.id}" for field in question.fields)

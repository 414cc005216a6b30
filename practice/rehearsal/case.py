"""A case for the rehearsal: who takes part and what they do, in order. Read from YAML, with the line in each error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, Field, ValidationError, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from practice.rehearsal.names import item_named, known, known_track
from practice.rehearsal.vocabulary import FINE, Act, Part

__all__ = ["FINE", "Act", "Case", "CaseError", "NotAsWritten", "Script", "item_named", "read"]

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=1)))


class CaseError(Exception):
    """A case that cannot be read, or that did not go as written; `str()` names the file, the line and what to do."""


class NotAsWritten(Exception):
    """What happened is not what the case says. The sentence ends without a file and a line; the player adds them."""


class Case(Part):
    """A whole scoping as a project manager writes it down. `ends` is the outcome it must reach.

    Without a `track` it is the first that the start window offers.
    """

    title: str
    idea: str
    about: str = ""
    channel: str = "#shop"
    track: str = ""
    initiator: str
    director: str
    team: list[str] = []
    begins: AwareDatetime = MONDAY
    ends: str
    acts: list[Act] = Field(min_length=1)

    @property
    def people(self) -> list[str]:
        """Everybody who appears, each once."""
        return list(
            dict.fromkeys(name for name in [self.initiator, self.director, *self.team, *self._actors()] if name)
        )

    def _actors(self) -> Iterator[str]:
        return (act.who for act in self.acts)

    @field_validator("initiator", "director")
    @classmethod
    def _works_here(cls, name: str) -> str:
        return known(name)

    @field_validator("track")
    @classmethod
    def _there_is(cls, track: str) -> str:
        return known_track(track)

    @field_validator("team")
    @classmethod
    def _work_here(cls, names: list[str]) -> list[str]:
        return [known(name) for name in names]

    @field_validator("channel")
    @classmethod
    def _with_a_hash(cls, channel: str) -> str:
        return channel if channel.startswith("#") else f"#{channel}"


@dataclass(frozen=True)
class Script:
    """A case with the place it was read from."""

    path: Path
    case: Case
    lines: tuple[int, ...]

    @property
    def name(self) -> str:
        """The name of the case: that of its file, without the ending."""
        return self.path.stem

    def at(self, act: int | None) -> str:
        """Where an act stands, to begin a sentence with."""
        return f"{self.path}, line {self.lines[act]}" if act is not None else str(self.path)


def read(path: Path) -> Script:
    """The case in a file. Raises CaseError with the file, the line and what is wrong there."""
    document = _document(path)
    try:
        case = Case.model_validate(document)
    except ValidationError as error:
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        name = next((step for step in reversed(first["loc"]) if isinstance(step, str)), "the case")
        sentence = _WRONG.get(first["type"], "“{name}” cannot be so: {said}").format(name=name, said=said)
        raise CaseError(f"{path}, line {_line(document, first['loc'])}: {sentence}.") from None
    return Script(path, case, tuple(_line(document, ("acts", number)) for number in range(len(case.acts))))


def _document(path: Path) -> Any:
    try:
        document = YAML(typ="rt").load(path.read_text("utf-8"))
    except FileNotFoundError:
        raise CaseError(f"{path} is not there; `ls examples` shows the cases that come with scopebot.") from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CaseError(f"{path}, line {line}: {str(error.problem).splitlines()[0]}.") from None
    except (OSError, YAMLError, UnicodeDecodeError) as error:
        raise CaseError(f"{path} cannot be read as YAML in UTF-8 ({type(error).__name__}).") from None
    if not isinstance(document, Mapping):
        raise CaseError(f"{path}, line 1: a case begins with title: and has acts:; see examples/online-shop.yaml.")
    return document


def _line(document: Any, path: tuple[int | str, ...]) -> int:
    """The line (from 1) of the innermost thing on the path that the file knows."""
    line = getattr(getattr(document, "lc", None), "line", 0)
    for step in path:
        place = getattr(getattr(document, "lc", None), "data", None)
        try:
            document, line = document[step], place[step][0] if place else line
        except (KeyError, IndexError, TypeError):
            break
    return int(line) + 1


_WRONG = {
    "extra_forbidden": "“{name}” means nothing here; examples/online-shop.yaml shows what does",
    "missing": "“{name}” is missing",
    "value_error": "{said}",
}

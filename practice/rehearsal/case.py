"""A case for the rehearsal: who takes part and what they do, in order. Read from YAML, with the line in each error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from dialogs.verdicts.readiness import ELEMENTS, SCORES
from practice.rehearsal.names import item_named, known, known_track

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=1)))
FINE = "It is fine as it is"

Entry = date | bool | int | float | str | list[str]
Entries = dict[str, Entry | dict[str, Entry]]
Names = str | list[str]
Named = Names | dict[str, str] | None

_NAMING = (
    "answers",
    "answers_with_reply",
    "revises",
    "confirms",
    "waives",
    "skips",
    "explains",
    "does_not_know",
    "assigns",
    "takes",
    "keeps",
    "accepts",
    "accepting",
    "sends_back",
    "returns",
)
"""The fields of an act that name questions or stages."""


class CaseError(Exception):
    """A case that cannot be read, or that did not go as written; `str()` names the file, the line and what to do."""


class NotAsWritten(Exception):
    """What happened is not what the case says. The sentence ends without a file and a line; the player adds them."""


class Part(BaseModel):
    """A part of a case: an unknown key in it is an error, and nothing of it changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Act(Part):
    """One thing somebody does: `who`, one of VERBS with what it is done to, and what belongs to it.

    Questions go by their label or id, forms and stages by their title or id, fields by their label, its beginning, or
    their id (in a window of several questions as `question: {field: …}`, the question by label or id). `expect` are
    words that must appear in what the bot shows, privately or to all, because of this act.
    """

    who: str = ""
    later: AwareDatetime | None = None
    answers: str | None = None
    answers_with_reply: str | None = None
    revises: str | None = None
    confirms: str | None = None
    waives: str | None = None
    skips: str | None = None
    explains: str | None = None
    reads: str | None = None
    does_not_know: str | None = None
    assigns: str | None = None
    says: str | None = None
    types: str | None = None
    presses: str | None = None
    takes: list[str] | None = None
    accepts: Names | None = None
    sends_back: dict[str, str] | None = None
    signs: str | None = None
    returns: str | None = None
    rejects: str | None = None
    cancels: str | None = None
    taps: list[int] | None = None
    closes_pulse: bool | None = None
    widens: str | None = None
    entries: Entries = Field({}, alias="with")
    keeps: list[str] = []
    then: Literal["It is fine as it is"] | Entries | None = None
    because: str = ""
    until: date | None = None
    to: str = ""
    on: str = ""
    accepting: Names = []
    expect: Names = []

    @property
    def verb(self) -> str:
        """Which of VERBS this act is."""
        return next(verb for verb in VERBS if getattr(self, verb) is not None)

    @property
    def expected(self) -> list[str]:
        """The words that must appear because of it, as a list."""
        return as_list(self.expect)

    @model_validator(mode="after")
    def _is_one_act(self) -> Self:
        verbs = [verb for verb in VERBS if getattr(self, verb) is not None]
        if len(verbs) != 1:
            instead = f"it says {' and '.join(verbs)}" if verbs else "it says nothing that somebody does"
            raise ValueError(f"an act is one thing ({', '.join(VERBS)}), and {instead}")
        if not self.who and verbs != ["later"]:
            raise ValueError(f"who {verbs[0].replace('_', ' ')}? Add who: and a name")
        for needed in _NEEDS.get(verbs[0], ()):
            if not getattr(self, needed):
                raise ValueError(f"{verbs[0]} needs {needed}: as well")
        return self

    @field_validator("who", "to")
    @classmethod
    def _works_here(cls, name: str) -> str:
        return known(name) if name else name

    @field_validator("taps")
    @classmethod
    def _are_five(cls, taps: list[int] | None) -> list[int] | None:
        if taps is not None and (len(taps) != len(ELEMENTS) or not set(taps) <= set(SCORES)):
            raise ValueError(f"the pulse asks for {len(ELEMENTS)} numbers from {SCORES[0]} to {SCORES[-1]}")
        return taps

    @field_validator("widens")
    @classmethod
    def _leads_somewhere(cls, track: str | None) -> str | None:
        return track if track is None else known_track(track)

    @field_validator(*_NAMING)
    @classmethod
    def _names_questions_there_are(cls, named: Named) -> Named:
        for name in as_list(named) if isinstance(named, (str, list)) else named or ():
            if not is_everything(name):
                item_named(name)
        return named


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


def as_list(names: Names) -> list[str]:
    """One name is a list of one."""
    return [names] if isinstance(names, str) else names


def is_everything(names: Names) -> bool:
    """“all”, or “all others” beside what is sent back."""
    return isinstance(names, str) and names.lower() in _EVERYTHING


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


VERBS = (
    "answers",
    "answers_with_reply",
    "revises",
    "confirms",
    "waives",
    "skips",
    "explains",
    "reads",
    "taps",
    "closes_pulse",
    "widens",
    "does_not_know",
    "assigns",
    "takes",
    "says",
    "types",
    "presses",
    "accepts",
    "sends_back",
    "signs",
    "returns",
    "rejects",
    "cancels",
    "later",
)
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "waives": ("because",),
    "skips": ("because",),
    "explains": ("because",),
    "returns": ("because",),
    "rejects": ("because",),
    "cancels": ("because",),
    "does_not_know": ("until",),
    "assigns": ("to",),
}
_WRONG = {
    "extra_forbidden": "“{name}” means nothing here; examples/online-shop.yaml shows what does",
    "missing": "“{name}” is missing",
    "value_error": "{said}",
}
_EVERYTHING = frozenset({"all", "all others"})

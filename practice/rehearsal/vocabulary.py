"""What an act of a case may say: its verbs, what belongs to each, and the names it may use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator, model_validator

from dialogs.verdicts.readiness import ELEMENTS, SCORES
from practice.rehearsal.names import item_named, known, known_track

FINE = "It is fine as it is"

Entry = date | bool | int | float | str | list[str]
Entries = dict[str, Entry | dict[str, Entry]]
Names = str | list[str]


class Part(BaseModel):
    """A part of a case: an unknown key in it is an error, and nothing of it changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Promised(Part):
    """Who finds a thing out, and by which day, where the director does not leave both as the window has them."""

    who: str = ""
    by: date | None = None

    @field_validator("who")
    @classmethod
    def _works_here(cls, name: str) -> str:
        return known(name) if name else name


Provided = dict[str, str | Promised]
Named = Names | dict[str, str] | Provided | None
Then = Literal["It is fine as it is", "I'll come back to it"] | Entries

_NAMING = (
    "answers",
    "answers_with_reply",
    "revises",
    "changes",
    "confirms",
    "waives",
    "skips",
    "meets",
    "leaves",
    "misses",
    "does_not_know",
    "assigns",
    "takes",
    "keeps",
    "accepts",
    "accepting",
    "sends_back",
    "provided",
    "returns",
)
"""The fields of an act that name questions or stages."""
VERBS: Mapping[str, str] = {
    "answers": "",
    "answers_with_reply": "",
    "revises": "",
    "changes": "",
    "confirms": "",
    "waives": "because",
    "skips": "because",
    "meets": "because",
    "leaves": "because",
    "misses": "because",
    "reads": "",
    "taps": "",
    "closes_pulse": "",
    "widens": "",
    "does_not_know": "until",
    "assigns": "to",
    "takes": "",
    "says": "",
    "types": "",
    "presses": "",
    "accepts": "",
    "sends_back": "",
    "signs": "",
    "proves": "because",
    "lets_stand": "because",
    "returns": "because",
    "rejects": "because",
    "cancels": "because",
    "puts_off": "",
    "later": "",
}
"""What somebody can do, each with the field that it needs beside its own."""

_EVERYTHING = frozenset({"all", "all others"})


class Act(Part):
    """One thing somebody does: `who`, one of VERBS with what it is done to, and what belongs to it.

    Questions go by their label or id, forms and stages by their title or id, fields by their label, its beginning, or
    their id (in a window of several questions as `question: {field: …}`, the question by label or id).

    `then` answers what the window asks next, about what is thin or still open: by its close button, or by entries; it
    is a list where the window asks twice. `provided` are the conditions of what is accepted or put off: of what nobody
    knows, who finds it out and by when; of anything else, the words that must come true. `expect` are words that must
    appear in what the bot shows, privately or to all, because of this act.

    What is objected to an answer goes by its question, or by its stage where it comes as one: somebody `changes` the
    answer, `meets` it with words (`until` a day, it is a condition, and `to` whom it is), `leaves` it, or says that it
    `misses` the point. What still holds the signature the director `lets_stand`, all for one reason.
    """

    who: str = ""
    later: AwareDatetime | None = None
    answers: str | None = None
    answers_with_reply: str | None = None
    revises: str | None = None
    changes: str | None = None
    confirms: str | None = None
    waives: str | None = None
    skips: str | None = None
    meets: str | None = None
    leaves: str | None = None
    misses: str | None = None
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
    proves: str | None = None
    lets_stand: str | None = None
    returns: str | None = None
    rejects: str | None = None
    cancels: str | None = None
    puts_off: str | None = None
    taps: list[int] | None = None
    closes_pulse: bool | None = None
    widens: str | None = None
    entries: Entries = Field({}, alias="with")
    keeps: list[str] = []
    then: Then | list[Then] = []
    because: str = ""
    until: date | None = None
    to: str = ""
    on: str = ""
    accepting: Names = []
    provided: Provided = {}
    expect: Names = []

    @property
    def verb(self) -> str:
        """Which of VERBS this act is."""
        return next(verb for verb in VERBS if getattr(self, verb) is not None)

    @property
    def thereupon(self) -> list[Then]:
        """What is answered to each thing the window asks next, in order."""
        return self.then if isinstance(self.then, list) else [self.then]

    @property
    def sent(self) -> int:
        """How often its window is sent in."""
        return 1 + sum(isinstance(then, dict) for then in self.thereupon)

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
        needed = VERBS[verbs[0]]
        if needed and not getattr(self, needed):
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


def as_list(names: Names) -> list[str]:
    """One name is a list of one."""
    return [names] if isinstance(names, str) else names


def is_everything(names: Names) -> bool:
    """“all”, or “all others” beside what is sent back."""
    return isinstance(names, str) and names.lower() in _EVERYTHING

"""The record of a scoping: what was said, by whom and when, and what can be read off it without judging."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, Self

from pydantic import AwareDatetime

from dialogs.answers.values import Value
from dialogs.answers.written import NOTHING, Written
from dialogs.catalog import Catalog, kept
from dialogs.record.parts import (
    Condition,
    Disagreement,
    Ending,
    Entry,
    Item,
    Lapsed,
    Leaving,
    Note,
    Part,
    Person,
    Pulse,
    Raised,
    Reopening,
    Restored,
    Ring,
    Shown,
    Standing,
    Unknown,
    WorkingTime,
)
from dialogs.verdicts import mlops
from dialogs.verdicts.estimates import Spread

UNSAID = frozenset({"version", "deliveries", "shown", "shown_seq", "audited"})
"""How it is kept, and what Slack has of it: nothing follows from that, and no message says anything of it."""
_WORKED_OUT, _MEMORY = "_worked_out", "_memory"
"""Where these are kept: beside the fields, so that two records with the same content are equal."""


class Record(Part):
    """All that is kept of one scoping.

    record.text("exam.1.problem")      # "Customers leave before anyone notices …"
    record.entries["exam.1"].answer    # the same with its author, its day and all versions before it
    record.items["exam.1"].open_call   # who was asked, when, and why

    `audited` is the last line of the audit when it was saved, and its digest.
    """

    schema_version: int = 2
    id: str
    team_id: str
    version: int = 0
    deliveries: dict[str, AwareDatetime] = {}
    shown: dict[str, Shown] = {}
    shown_seq: int = -1
    channel: str
    title: str
    idea: str
    track: str = "director"
    catalog_version: int = 1
    catalog_digest: str = ""
    large_from: float = mlops.LARGE
    initiator: str
    director: str
    delegate: str | None = None
    team: list[str] = []
    locale: str = ""
    language: str = ""
    people: dict[str, Person] = {}
    working: WorkingTime = WorkingTime()
    started_at: AwareDatetime
    stage: str = "exam"
    walked: list[str] = ["exam"]
    seq: int = 0
    entries: dict[str, Entry] = {}
    items: dict[str, Item] = {}
    objections: list[Disagreement] = []
    raised: list[Raised] = []
    details: list[Note] = []
    shares: list[Note] = []
    conditions: list[Condition] = []
    lapsed: list[Lapsed] = []
    rings: dict[str, Ring] = {}
    pulse: Pulse = Pulse()
    reopenings: list[Reopening] = []
    parked: Note | None = None
    ending: Ending | None = None
    trouble: str | None = None
    restored: list[Restored] = []
    leavings: list[Leaving] = []
    audited: tuple[int, str] | None = None

    def unchanging(self, like: Record | None = None) -> Self:
        """Itself, from now on not to be changed: what is worked out of it is kept for all its readings.

        `like` is one that says the very same, but for what is unsaid: what was worked out of that one holds.
        """
        known = like.worked_out if like else None
        self.__dict__[_WORKED_OUT] = {} if known is None else known
        return self

    def recalling(self, memory: Any) -> Self:
        """Itself, with what is remembered of what was worked out of it when it said something else."""
        self.__dict__[_MEMORY] = memory
        return self

    @property
    def memory(self) -> Any:
        """What is remembered of that, by whoever works it out; None where nothing is. It is no part of what is said."""
        return self.__dict__.get(_MEMORY)

    def reading(self) -> Self:
        """The same for one who reads it, with a list of their own of what Slack shows; all else is shared."""
        return self.model_copy(update={"shown": dict(self.shown), "deliveries": dict(self.deliveries)})

    def as_of(self, since: int | None) -> Record:
        """A copy with the answers that stood at `since` in its count; as it is for None. Nobody changes it any more."""
        stood = {
            id: [one for one in entry.answers if since is None or one.seq <= since]
            for id, entry in self.entries.items()
        }
        entries = {id: self.entries[id].model_copy(update={"answers": answers}) for id, answers in stood.items()}
        return self.model_copy(update={"entries": entries}).recalling(None).unchanging()

    @property
    def worked_out(self) -> dict[str, Any] | None:
        """What follows from it, as far as somebody asked; None where it may change. It is no part of what is said."""
        return self.__dict__.get(_WORKED_OUT)

    @property
    def rests_since(self) -> datetime | None:
        """Since when nothing is waited for: its ending, or the last condition after it; None while it is open."""
        if self.ending is None:
            return None
        closed = [condition.closed.at for condition in self.conditions if condition.closed]
        due = [datetime.combine(condition.due, time(), UTC) for condition in self.open_conditions]
        return max([self.ending.at, *closed, *due])

    def is_shown(self, said: int, seen: int) -> bool:
        """Whether a window opened at the count `seen` shows what was said at the count `said`.

        One from before the record went back shows nothing that holds: what it showed may be another answer.
        """
        return said <= seen and all(back.seq <= seen for back in self.restored)

    @property
    def catalog(self) -> Catalog:
        """What this scoping is asked, in the words it was begun with, on its track."""
        return kept(self.catalog_digest).on(self.track)

    @property
    def road(self) -> tuple[str, ...]:
        """The stages of its track, in order."""
        return tuple(self.catalog.stages)

    @property
    def rests(self) -> bool:
        """Nothing is asked of anybody: it is ended or parked."""
        return self.ending is not None or self.parked is not None

    def value(self, path: str) -> Value | None:
        """The value of `question.field`."""
        question, _, field = path.rpartition(".")
        entry = self.entries.get(question)
        return entry.answer.values.get(field) if entry and entry.answer else None

    def written(self, path: str) -> Written:
        """How the value of `question.field` was written: its unit, and what could be doubted."""
        question, _, field = path.rpartition(".")
        entry = self.entries.get(question)
        return entry.answer.written.get(field, NOTHING) if entry and entry.answer else NOTHING

    def unknown(self, path: str) -> Unknown | None:
        """What somebody said is not known of `question.field`, with who finds it out by when as it was said last."""
        question, _, field = path.rpartition(".")
        entry = self.entries.get(question)
        said = entry.answer.unknowns.get(field) if entry and entry.answer else None
        return self.as_agreed(question, said) if said else None

    def as_agreed(self, question: str, said: Unknown) -> Unknown:
        """What somebody would know by a day, with the owner and the day of the condition the answer was accepted on.

        The later word holds; what is due by now, and old records, stay as they are.
        """
        agreed = (
            one for one in reversed(self.conditions) if one.about == question and not one.text and not one.assumes
        )
        condition = next((one for one in agreed if one.at > said.at), None)
        if said.until is None or said.due or condition is None or self.catalog.of_old:
            return said
        return said.model_copy(update={"owner": condition.owner, "until": condition.due})

    @property
    def open_conditions(self) -> list[Condition]:
        """What still has to happen for a yes to hold, the earliest first."""
        return sorted((one for one in self.conditions if not one.closed), key=lambda condition: condition.due)

    def assumed(self, path: str) -> str | None:
        """What an input is taken for until it is known; the last word of the director's, unless it turned out wrong."""
        holding = (condition for condition in reversed(self.conditions) if not condition.closed or condition.met)
        taken = (condition.assumes for condition in holding if condition.assumes)
        return next((value for at, value in taken if at == path), None)

    def text(self, path: str) -> str:
        return str(self.value(path) or "")

    def choice(self, path: str) -> str | None:
        """The option chosen; None where it was left open, for whatever reason."""
        chosen = self.value(path)
        return None if chosen is None else str(chosen)

    def number(self, path: str) -> float | None:
        value = self.value(path)
        return float(value) if isinstance(value, (int, float)) else None

    def spread(self, path: str) -> Spread | None:
        """A range somebody gave; None where it is missing, which is not nothing."""
        value = self.value(path)
        return Spread(*(float(str(end)) for end in value)) if isinstance(value, list) and len(value) == 3 else None

    def setting(self, path: str, usual: float) -> float | None:
        """A number that is `usual` where the catalogue does not ask for it; None where it does and nobody gave one."""
        number, (question, _, field) = self.number(path), path.rpartition(".")
        asked = self.catalog.questions.get(question)
        return usual if asked and field not in {one.id for one in asked.fields} else number

    def everyone(self) -> list[str]:
        """All who are part of this scoping, each once."""
        named = [self.initiator, self.director, self.delegate, *self.team]
        return list(dict.fromkeys(person for person in named if person))

    @property
    def examiner(self) -> str:
        """Whose turn it is when answers are to be examined."""
        return self.delegate if self.delegate and self.takes_part(self.delegate) else self.director

    def name(self, person: str) -> str:
        known = self.people.get(person)
        return known.name if known and known.name else "somebody"

    def tz(self, person: str) -> str:
        known = self.people.get(person)
        return known.tz if known else "UTC"

    def takes_part(self, person: str) -> bool:
        """Whether somebody can be asked: not known to be a guest, a stranger, a bot, or gone."""
        known = self.people.get(person)
        return known is not None and known.standing in (Standing.MEMBER, Standing.UNCHECKED)

    def label(self, question: str) -> str:
        """A question by its name; one that is asked of several candidates with the candidate's."""
        asked = self.catalog.questions.get(question)
        form = self.catalog.forms.get(asked.form) if asked else None
        if asked is None:
            return question
        return f"{self.text(form.names)}: {asked.label}" if form and form.names else asked.label

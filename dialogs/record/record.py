"""The record of a scoping: what was said, by whom and when, and what can be read off it without judging."""

from __future__ import annotations

from pydantic import AwareDatetime

from dialogs.answers.values import Value
from dialogs.catalog import Catalog, kept
from dialogs.record.parts import (
    Ending,
    Entry,
    Item,
    Note,
    Part,
    Person,
    Pulse,
    Ring,
    Shown,
    Standing,
    WorkingTime,
)
from dialogs.verdicts import mlops
from dialogs.verdicts.estimates import Spread


class Record(Part):
    """All that is kept of one scoping.

    record.text("exam.1.problem")      # "Customers leave before anyone notices …"
    record.entries["exam.1"].answer    # the same with its author, its day and all versions before it
    record.items["exam.1"].open_call   # who was asked, when, and why
    """

    schema_version: int = 1
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
    people: dict[str, Person] = {}
    working: WorkingTime = WorkingTime()
    started_at: AwareDatetime
    stage: str = "exam"
    walked: list[str] = ["exam"]
    seq: int = 0
    entries: dict[str, Entry] = {}
    items: dict[str, Item] = {}
    objections: list[Note] = []
    details: list[Note] = []
    shares: list[Note] = []
    rings: dict[str, Ring] = {}
    pulse: Pulse = Pulse()
    parked: Note | None = None
    ending: Ending | None = None
    trouble: str | None = None

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

    def text(self, path: str) -> str:
        return str(self.value(path) or "")

    def choice(self, path: str) -> str | None:
        """The option chosen. A choice left open under a follow-up waived with a reason counts as “none of these”."""
        chosen = self.value(path)
        if chosen is not None:
            return str(chosen)
        entry = self.entries.get(path.rpartition(".")[0])
        waived = entry and any(asked.rule == "ml_as_reason" and asked.outcome == "waived" for asked in entry.asked_back)
        return "none" if waived else None

    def number(self, path: str) -> float | None:
        value = self.value(path)
        return float(value) if isinstance(value, (int, float)) else None

    def spread(self, path: str) -> Spread:
        """A range somebody gave; nothing where it is missing."""
        value = self.value(path)
        return Spread(*map(float, value)) if isinstance(value, list) and len(value) == 3 else Spread(0, 0, 0)

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

"""The record of a scoping, and what follows from it: verdicts, figures, and the conditions the lifecycle asks about."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import AwareDatetime

from dialogs.answers.values import Value
from dialogs.catalog import Catalog, Question, kept
from dialogs.flow import standing, tasks, turns
from dialogs.record import quoting
from dialogs.record.parts import (
    TALK,
    TAPS,
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
from dialogs.verdicts import business_case, mlops
from dialogs.verdicts.business_case import Spread
from dialogs.verdicts.readiness import FIVE

SIMPLER = frozenset({"process", "people", "software"})


class Record(Part):
    """What is kept of a scoping, and everything that can be read off it without changing it."""

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

    # ---- reading

    @property
    def catalog(self) -> Catalog:
        """What this scoping is asked, in the words it was begun with, on its track."""
        return kept(self.catalog_digest).on(self.track)

    @property
    def road(self) -> tuple[str, ...]:
        """The stages of its track, in order."""
        return tuple(self.catalog.stages)

    def is_asked(self, question: str) -> bool:
        """Whether earlier answers leave a question standing."""
        known = self.catalog.questions.get(question)
        return known is not None and quoting.applies(self, known)

    def worded(self, question: str) -> Question:
        """A question with the answers it quotes written in."""
        return quoting.worded(self, self.catalog.questions[question])

    @property
    def examiner(self) -> str:
        """Whose turn it is when answers are to be examined."""
        return self.delegate if self.delegate and self.takes_part(self.delegate) else self.director

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
        found = self.value(path)
        return float(found) if isinstance(found, (int, float)) else None

    def spread(self, path: str) -> Spread:
        """A range somebody gave; nothing where it is missing."""
        found = self.value(path)
        return Spread(*map(float, found)) if isinstance(found, list) and len(found) == 3 else Spread(0, 0, 0)

    # ---- people

    def everyone(self) -> list[str]:
        """All who are part of this scoping, each once."""
        named = [self.initiator, self.director, self.delegate, *self.team]
        return list(dict.fromkeys(person for person in named if person))

    def name(self, person: str) -> str:
        known = self.people.get(person)
        return known.name if known and known.name else "somebody"

    def label(self, question: str) -> str:
        """A question by its name; one that is asked of several candidates with the candidate's."""
        known = self.catalog.questions.get(question)
        form = self.catalog.forms.get(known.form) if known else None
        if known is None:
            return question
        return f"{self.text(form.names)}: {known.label}" if form and form.names else known.label

    def tz(self, person: str) -> str:
        known = self.people.get(person)
        return known.tz if known else "UTC"

    def takes_part(self, person: str) -> bool:
        """Whether somebody can be asked: not known to be a guest, a stranger, a bot, or gone."""
        known = self.people.get(person)
        return known is not None and known.standing in (Standing.MEMBER, Standing.UNCHECKED)

    # ---- what is owed

    def owed_items(self) -> Iterator[tuple[str, Item]]:
        """What somebody owes now: called for, or promised by a day."""
        if self.ending:
            return
        for task in tasks.tasks(self):
            item = self.items.get(task.key)
            if item and (item.open_call or (item.unknown_until and tasks.needing(self, task))):
                yield task.key, item

    def debtors(self, key: str) -> list[str]:
        """Who owes an item."""
        return turns.debtors(self, key)

    def open_questions(self, key: str) -> tuple[str, ...]:
        """The questions of an item that need somebody's work."""
        task = next((task for task in tasks.tasks(self) if task.key == key), None)
        if task is None:
            return ()
        if key.startswith(tasks.EXAMINE):
            return tuple(tasks.to_examine(self, task.stage))
        return tasks.needing(self, task)

    def waiting_on(self, questions: tuple[str, ...]) -> int:
        """How many other questions of the catalog rest on these."""
        return sum(not set(questions).isdisjoint(other.grounds) for other in self.catalog.questions.values())

    def missing_labels(self) -> list[str]:
        """What the present stage still lacks, by name."""
        if self.stage not in self.catalog.stages:
            return []
        return [self.label(question.id) for question, _ in standing.missing(self, self.stage)]

    # ---- the pulse

    @property
    def pulse_people(self) -> list[str]:
        """Who is asked to tap: whoever works on it and can take part; the initiator, where nobody can."""
        found = [person for person in dict.fromkeys([self.initiator, *self.team]) if self.takes_part(person)]
        return found or [self.initiator]

    @property
    def pulse_over(self) -> bool:
        return self.pulse.closed is not None

    @property
    def pulse_open(self) -> bool:
        """Whether it is going on: the team was called for it, and it is not closed."""
        item = self.items.get(tasks.PULSE)
        return item is not None and item.open_call is not None and not self.pulse_over

    @property
    def pulse_mark(self) -> str:
        """What sets the call for the pulse off: anonymous taps, or a talk in a team too small to hide in.

        A team that grows or shrinks across the line is called anew; with the first answer in, it stays with taps.
        """
        return TAPS if self.pulse.answers or len(self.pulse_people) >= FIVE else TALK

    # ---- verdicts

    @property
    def decision(self) -> mlops.Decision:
        """MLOps or a proof of concept, from the answer to mlops.1."""
        return mlops.decide(
            mlops.Inputs(
                kind=self.choice("mlops.1.kind"),
                requests=self.number("mlops.1.requests"),
                by_hand=self.choice("mlops.1.by_hand"),
                minutes=self.number("mlops.1.minutes"),
                staff=self.number("mlops.1.staff"),
                retraining=self.choice("mlops.1.retraining"),
                pipelines=self.choice("mlops.1.pipelines"),
                large_from=self.large_from,
            )
        )

    @property
    def case_inputs(self) -> business_case.CaseInputs:
        """The management case's figures, added up."""
        return business_case.CaseInputs(
            saving=self.spread("case.2.saving"),
            once=self.spread("case.4.once") + self.spread("case.5.training"),
            yearly=self.spread("case.3.people") + self.spread("case.4.yearly"),
            horizon=int(self.number("case.5.horizon") or 3),
            rate=(self.number("case.5.rate") or 0) / 100,
            months=self.spread("case.5.months"),
        )

    @property
    def business_case(self) -> business_case.BusinessCase:
        return business_case.compute(self.case_inputs)

    # ---- conditions of the lifecycle's table

    @property
    def still_open(self) -> bool:
        return self.ending is None

    @property
    def simpler_suffices(self) -> bool:
        """S4.exam.2a: something simpler would do, and the director agrees."""
        return self.choice("exam.2.simpler") in SIMPLER and standing.complete(self, "exam")

    @property
    def exam_passed(self) -> bool:
        """S4.exam.rule: every question accepted, none merely filled in, no contradiction among what was said so far.

        (A question that contradicts another is not settled, and neither is its stage.)
        """
        return self.choice("exam.2.simpler") not in SIMPLER and standing.complete(self, "exam")

    @property
    def need_is_met_simply(self) -> bool:
        """S0.need.rule: something simpler suffices, and the director agrees."""
        return self.choice("need.5.simpler") in SIMPLER and standing.complete(self, "need")

    @property
    def need_stands(self) -> bool:
        return self.choice("need.5.simpler") not in SIMPLER and standing.complete(self, "need")

    @property
    def one_off(self) -> bool:
        """S4.mlops.1."""
        return self._decided(mlops.Outcome.POC)

    @property
    def runs_by_hand(self) -> bool:
        return self._decided(mlops.Outcome.BY_HAND)

    @property
    def mlops_justified(self) -> bool:
        """S4.mlops.2 and the other rows of the table."""
        return self._decided(mlops.Outcome.MLOPS)

    @property
    def stage_done(self) -> bool:
        """Everything the present stage asks is settled, and accepted where it is examined."""
        return standing.complete(self, self.stage)

    @property
    def checklist_suffices(self) -> bool:
        """The retake's 2a: releasing by hand would do, and the director agrees."""
        return self.choice("retake.2.simpler") in SIMPLER and standing.complete(self, "retake")

    @property
    def retake_passed(self) -> bool:
        return self.choice("retake.2.simpler") not in SIMPLER and standing.complete(self, "retake")

    @property
    def ends_with_mlops(self) -> bool:
        return self.mlops_justified and not self.ends_by_hand

    @property
    def ends_by_hand(self) -> bool:
        return self.runs_by_hand or ("retake" in self.walked and self.checklist_suffices)

    def _decided(self, outcome: mlops.Outcome) -> bool:
        return self.decision.outcome is outcome and standing.complete(self, "mlops")

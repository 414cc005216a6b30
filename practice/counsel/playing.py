"""Plays a mini-project through the conversation to its end: what is objected on the way, and how it ends.

played = play(project)
played.drawn[0]       # Drawn("stand_in", Level.STOP, "You measure “opened mails” and want …")
played.ending         # "approved_ml"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from dialogs.answers import fields, numbers
from dialogs.answers.values import Value
from dialogs.catalog import Level, Question
from dialogs.findings import Findings
from dialogs.flow import objecting, promises, tasks, turns
from dialogs.flow.objecting import OBJECT
from dialogs.flow.standing import missing_labels
from dialogs.flow.tasks import to_examine
from dialogs.record import quoting
from dialogs.record.parts import Person, Standing
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping, start
from practice.counsel.projects import Entry, Project

BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEAM, DIRECTOR = "U0JANA", "U0RUTH"
_PEOPLE = [Person(id=id, name=id[2:].title(), standing=Standing.MEMBER, in_channel=True) for id in (TEAM, DIRECTOR)]
WORDS = "We have talked it over, and Jana sees to it."
_ORDER = list(Level)


class Stuck(Exception):
    """A mini-project that does not get on; `str()` says where, and what is missing."""


@dataclass(frozen=True)
class Drawn:
    """An objection that was made, by its rule; `late` where there was no room to ask before the end."""

    rule: str
    level: Level
    ask: str
    late: bool = False


@dataclass(frozen=True)
class Played:
    """What came of a mini-project. `drawn` are its objections, the gravest first and the notes last.

    `unheard` are the answers of it that nothing asked for, `steps` what was done on the way.
    """

    ending: str
    drawn: tuple[Drawn, ...]
    unheard: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def put(self) -> tuple[Drawn, ...]:
        """What somebody had to say something to: all but the notes."""
        return tuple(one for one in self.drawn if one.level is not Level.NOTE)


class Step(NamedTuple):
    """One thing somebody did on the way: answered an item, met what was objected, accepted, signed.

    `entries` are what was typed, by question and field; `asked_on` the questions that drew a follow-up of form.
    """

    verb: str
    item: str = ""
    entries: Mapping[str, Mapping[str, Entry]] = {}
    asked_on: tuple[str, ...] = ()


def play(project: Project) -> Played:
    """Answers, meets objections, examines and signs until the scoping has ended. Raises Stuck, BadFields."""
    going = _Going(project, _begun(project))
    while not (ending := going.scoping.ending):
        if not any(act(going) for act in _ACTS):
            lacking = ", ".join(missing_labels(Findings(going.scoping)))
            raise Stuck(f"{project.title} stays in {going.scoping.stage}: {lacking}")
    return Played(ending.outcome, _drawn(going), tuple(_unheard(going)), tuple(going.steps))


@dataclass
class _Going:
    """A mini-project on its way."""

    project: Project
    scoping: Scoping
    steps: list[Step] = field(default_factory=list)


def _begun(project: Project) -> Scoping:
    scoping = start(
        "V0COUNSEL",
        team_id="T0TEAM",
        channel="C0COUNSEL",
        title=project.title,
        idea=project.about,
        initiator=TEAM,
        director=DIRECTOR,
        team=[],
        now=BEGINS,
        track=project.track,
    )
    scoping.admit(_PEOPLE, BEGINS)
    return scoping


# ---- the acts: each does the next thing of its kind, and says whether there was one


def _answers(going: _Going) -> bool:
    """What is asked of the team now, a message at a time; what earlier answers say stands as said."""
    scoping, findings = going.scoping, Findings(going.scoping)
    owed = (key for key, _ in tasks.owed_items(findings) if turns.is_open(scoping, key) and not key.startswith(OBJECT))
    key = next(owed, None)
    if key is None:
        return False
    asked = [scoping.catalog.questions[id] for id in tasks.open_questions(findings, key)]
    entries = {question.id: _typed(going, question) for question in asked}
    values = {question.id: _values(scoping, question, entries[question.id]) for question in asked}
    drawn = scoping.answer(
        values,
        TEAM,
        BEGINS,
        unknown={question.id: fields.unknown(question, entries[question.id]) for question in asked},
        written={one.id: numbers.written(one, entries[one.id], values[one.id]) for one in asked},
    )
    going.steps.append(Step("answers", key, entries, tuple(drawn)))
    return True


def _typed(going: _Going, question: Question) -> dict[str, Entry]:
    """What is typed into a question's fields; nothing where an earlier answer stands in it and they say no other."""
    known, typed = quoting.known(going.scoping, question), going.project.entries(question.id)
    return {id: typed[id] for id in typed if id not in known or f"{question.id}.{id}" in going.project.answers}


def _values(scoping: Scoping, question: Question, entries: Mapping[str, Entry]) -> dict[str, Value]:
    known = quoting.known(scoping, question)
    return known | fields.parse(question, entries, BEGINS.date(), known)


def _waives(going: _Going) -> bool:
    """A follow-up of substance is left, with a reason."""
    scoping = going.scoping
    waiting = next((id for id, entry in scoping.entries.items() if entry.waiting_followup), None)
    if waiting is None:
        return False
    scoping.waive(waiting, WORDS, TEAM, BEGINS)
    going.steps.append(Step("waives", waiting))
    return True


def _meets(going: _Going) -> bool:
    """What is put to somebody is answered in a few words."""
    called = ((key, item.open_call) for key, item in going.scoping.items.items() if key.startswith(OBJECT))
    for key, call in called:
        if call:
            met = [Met(name, "answered", WORDS) for name in call.trigger.split(",")]
            going.scoping.meet(met, call.to[0], BEGINS)
            going.steps.append(Step("meets", key.removeprefix(OBJECT)))
            return True
    return False


def _examines(going: _Going) -> bool:
    """The director accepts all that waits for a word; what is not known on a condition."""
    scoping, findings = going.scoping, Findings(going.scoping)
    waiting = to_examine(findings, scoping.stage) if scoping.stage in scoping.catalog.stages else []
    if not waiting:
        return False
    unknown = [question for question in promises.by_question(findings) if question in waiting]
    conditions = {question: promises.usual(findings, question, BEGINS) for question in unknown}
    scoping.judge(waiting, {}, DIRECTOR, BEGINS, conditions=conditions)
    going.steps.append(Step("accepts", "all"))
    return True


def _signs(going: _Going) -> bool:
    """The director lets stand what nobody has answered; then it is signed."""
    scoping = going.scoping
    if scoping.stage != "report":
        return False
    if objecting.holding(Findings(scoping)):
        scoping.settle_objections(WORDS, DIRECTOR, BEGINS)
    scoping.sign(DIRECTOR, BEGINS, "The board has read what speaks against it.")
    going.steps.append(Step("signs"))
    return True


_ACTS: tuple[Callable[[_Going], bool], ...] = (_waives, _answers, _meets, _examines, _signs)


# ---- what came of it


def _drawn(going: _Going) -> tuple[Drawn, ...]:
    late = objecting.put_last(going.scoping)
    notes = (one for one in Findings(going.scoping).objecting.found if one.level is Level.NOTE)
    drawn = [
        *(Drawn(_rule(one.name), one.level, one.ask, late=one.name in late) for one in going.scoping.raised),
        *(Drawn(one.rule.id, one.level, one.ask) for one in notes),
    ]
    return tuple(sorted(drawn, key=lambda one: _ORDER.index(one.level)))


def _rule(name: str) -> str:
    """The rule of an objection that is made in several places: “gap_in_words@data.2.where”."""
    return name.partition("@")[0]


def _unheard(going: _Going) -> Iterator[str]:
    for path in going.project.answers:
        if not quoting.is_asked(going.scoping, path.rpartition(".")[0]):
            yield path

"""Plays a mini-project through the conversation to its end: what is objected on the way, and how it ends.

played = play(project)
played.drawn[0]       # Drawn("stand_in", Level.STOP, "You measure “opened mails” and want …")
played.ending         # "approved_ml"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from dialogs.answers import fields, numbers
from dialogs.catalog import Level
from dialogs.findings import Findings
from dialogs.findings.objections import Found
from dialogs.flow import objecting, promises
from dialogs.flow.objecting import OBJECT
from dialogs.flow.standing import SETTLED, missing_labels, state
from dialogs.flow.tasks import to_examine
from dialogs.record import quoting
from dialogs.record.parts import Person, Standing
from dialogs.record.quoting import active_questions
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping, start
from practice.counsel.projects import Project

BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEAM, DIRECTOR = "U0JANA", "U0RUTH"
_PEOPLE = [Person(id=id, name=id[2:].title(), standing=Standing.MEMBER, in_channel=True) for id in (TEAM, DIRECTOR)]
_WORDS = "We have talked it over, and Jana sees to it."
_ORDER = list(Level)


class Stuck(Exception):
    """A mini-project that does not get on; `str()` says where, and what is missing."""


@dataclass(frozen=True)
class Drawn:
    """An objection that was made, by its rule; `late` where there was no room to ask and the director saw it last."""

    rule: str
    level: Level
    ask: str
    late: bool = False


@dataclass(frozen=True)
class Played:
    """What came of a mini-project. `drawn` are its objections, the gravest first and the notes last.

    `unheard` are the answers of it that nothing asked for.
    """

    ending: str
    drawn: tuple[Drawn, ...]
    unheard: tuple[str, ...]

    @property
    def put(self) -> tuple[Drawn, ...]:
        """What somebody had to say something to: all but the notes."""
        return tuple(one for one in self.drawn if one.level is not Level.NOTE)


def play(project: Project) -> Played:
    """Answers, meets objections, examines and signs until the scoping has ended. Raises Stuck, BadFields."""
    scoping, late = _begun(project), list[Found]()
    while not scoping.ending:
        if not any(act(scoping, project, late) for act in _ACTS):
            raise Stuck(f"{project.title} stays in {scoping.stage}: {', '.join(missing_labels(Findings(scoping)))}")
    return Played(scoping.ending.outcome, _drawn(scoping, late), tuple(_unheard(scoping, project)))


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


def _answers(scoping: Scoping, project: Project, late: list[Found]) -> bool:
    """The first question of the stage that lacks an answer; what earlier answers say stands as said."""
    stage, findings = scoping.catalog.stages.get(scoping.stage), Findings(scoping)
    asked = active_questions(scoping, stage) if stage else []
    question = next((one for one in asked if state(findings, one.id) not in SETTLED), None)
    if question is None or scoping.stage == "report":
        return False
    known = quoting.known(scoping, question)
    typed = project.entries(question.id)
    entries = {id: typed[id] for id in typed if id not in known or f"{question.id}.{id}" in project.answers}
    values = known | fields.parse(question, entries, BEGINS.date(), known)
    scoping.answer(
        {question.id: values},
        TEAM,
        BEGINS,
        unknown={question.id: fields.unknown(question, entries)},
        written={question.id: numbers.written(question, entries, values)},
        asks_back=False,
    )
    if scoping.entries[question.id].waiting_followup:
        scoping.waive(question.id, _WORDS, TEAM, BEGINS)
    return True


def _meets(scoping: Scoping, project: Project, late: list[Found]) -> bool:
    """What is put to somebody is answered in a few words."""
    open_calls = [item.open_call for key, item in scoping.items.items() if key.startswith(OBJECT) and item.open_call]
    for call in open_calls:
        scoping.meet([Met(name, "answered", _WORDS) for name in call.trigger.split(",")], call.to[0], BEGINS)
        return True
    return False


def _examines(scoping: Scoping, project: Project, late: list[Found]) -> bool:
    """The director accepts all that waits for a word; what is not known on a condition."""
    findings = Findings(scoping)
    waiting = to_examine(findings, scoping.stage) if scoping.stage in scoping.catalog.stages else []
    if not waiting:
        return False
    unknown = [question for question in promises.by_question(findings) if question in waiting]
    conditions = {question: promises.usual(findings, question, BEGINS) for question in unknown}
    scoping.judge(waiting, {}, DIRECTOR, BEGINS, conditions=conditions)
    return True


def _signs(scoping: Scoping, project: Project, late: list[Found]) -> bool:
    """What there was no room to put to anybody goes to the director, who lets it stand; then it is signed."""
    if scoping.stage != "report":
        return False
    left = objecting.holding(Findings(scoping))
    late.extend(left)
    if left:
        scoping.settle_objections(_WORDS, DIRECTOR, BEGINS)
    scoping.sign(DIRECTOR, BEGINS)
    return True


Act = Callable[[Scoping, Project, list[Found]], bool]
_ACTS: tuple[Act, ...] = (_answers, _meets, _examines, _signs)


# ---- what came of it


def _drawn(scoping: Scoping, late: list[Found]) -> tuple[Drawn, ...]:
    notes = (one for one in Findings(scoping).objecting.found if one.level is Level.NOTE)
    drawn = [
        *(Drawn(_rule(one.name), one.level, one.ask) for one in scoping.raised),
        *(Drawn(one.rule.id, one.level, one.ask, late=True) for one in late),
        *(Drawn(one.rule.id, one.level, one.ask) for one in notes),
    ]
    return tuple(sorted(drawn, key=lambda one: _ORDER.index(one.level)))


def _rule(name: str) -> str:
    """The rule of an objection that is made in several places: “gap_in_words@data.2.where”."""
    return name.partition("@")[0]


def _unheard(scoping: Scoping, project: Project) -> Iterator[str]:
    return (path for path in project.answers if not quoting.is_asked(scoping, path.rpartition(".")[0]))

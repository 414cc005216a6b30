"""People who know some of it: each input has a fate of its own, and with that the team drives a scoping to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.findings import Findings
from dialogs.flow import objecting, pulse, tasks, turns
from dialogs.flow.objecting import OBJECT
from dialogs.flow.promises import Promise
from dialogs.flow.pulse import PULSE
from dialogs.flow.stages import may
from dialogs.flow.standing import SETTLED, State, state
from dialogs.flow.tasks import ASSUME, EXAMINE, SIGN
from dialogs.record import quoting
from dialogs.record.parts import TAPS, Condition, Unknown
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.readiness import Tally
from tests.play import ANA, EVA, GOOD, IVO, MIA, MONDAY, TOM, dont_know, fresh, person

MOST_ACTS = 400
LINES = (
    "Sales counted 4,400 of them in 2025, about 85 a week.",
    "Six people look at it every morning, 120 cases each.",
    "Increase revenue.",
    "Perhaps, we think.",
    "Everybody else does it.",
    "We will collect it next year.",
)
NUMBERS = (2.0, 17.0, 360.0, 4400.0, 52000.0)


class Fate(StrEnum):
    """What becomes of one input."""

    KNOWN = "known"
    UNTIL = "not known until a day"
    NEVER = "never measured or tried"
    NOT_APPLICABLE = "does not apply"


@dataclass
class World:
    """What there is to know, drawn once from a seed; and what people do, drawn as they go."""

    seed: int
    chance: Random = field(init=False)
    now: datetime = MONDAY
    fates: dict[str, Fate] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    returned: set[str] = field(default_factory=set)
    postponed: bool = False
    acts: list[str] = field(default_factory=list)
    sums: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.track = self.chance.choice(("director", "full"))
        self.known = self.chance.choice((0.0, 0.2, 0.5, 0.8, 0.95))
        self.weak = self.chance.choice((0.0, 0.05, 0.2))
        self.wild = self.chance.choice((0.0, 0.1, 0.4))
        self.leaves = self.chance.choice((0.0, 0.1, 0.3))
        self.alone = self.chance.random() < 0.2

    def fate(self, path: str) -> Fate:
        if path not in self.fates:
            states = (Fate.UNTIL, Fate.NEVER, Fate.NEVER, Fate.NOT_APPLICABLE)
            known = self.chance.random() < self.known
            self.fates[path] = Fate.KNOWN if known else self.chance.choice(states)
            if self.chance.random() < self.leaves:
                self.left.add(path)
        return self.fates[path]

    def comes_back(self, path: str) -> bool:
        """Left open this once."""
        self.fate(path)
        leaves = path in self.left
        self.left.discard(path)
        return leaves

    def day(self) -> date:
        return (self.now + timedelta(days=self.chance.randint(1, 9))).date()

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share


def begun(world: World) -> Scoping:
    team = [MIA, TOM] if world.maybe(0.6) else [MIA, TOM, EVA, "U0JON", "U0LEA"]
    scoping = fresh(track=world.track, team=team)
    scoping.admit([person(id) for id in scoping.everyone()], MONDAY)
    return scoping


def played(world: World) -> Iterator[Scoping]:
    """A scoping from its beginning to its end, as it stands after every act."""
    scoping = begun(world)
    yield scoping
    for _ in range(MOST_ACTS):
        if scoping.ending and scoping.ending.outcome != "not_yet":
            return
        act(world, scoping)
        yield scoping
    raise AssertionError(f"no end after {MOST_ACTS} acts: {world.acts[-12:]}")


def act(world: World, scoping: Scoping) -> None:
    """One thing that somebody does, who has been called for it."""
    if world.maybe(0.25):
        world.now += timedelta(days=world.chance.randint(1, 4))
        scoping.fall_due(world.now)
    if scoping.ending:
        world.acts.append("reopen")
        scoping.reopen(ANA, world.now)
        return
    if scoping.open_conditions and world.maybe(0.05):
        _close(world, scoping, world.chance.choice(scoping.open_conditions))
    called = [key for key, item in scoping.items.items() if item.open_call]
    assert called, f"nobody is called in {scoping.stage}: {world.acts[-12:]}"
    key = world.chance.choice(called)
    world.acts.append(key)
    first = key.partition(":")[0]
    if first in _ACTS:
        _ACTS[first](world, scoping, key)
    else:
        _answer(world, scoping, key)


def _meet(world: World, scoping: Scoping, key: str) -> None:
    """An objection is answered, on a condition or not, left, disputed; or the answer is given anew."""
    put = objecting.put_at(Findings(scoping), key)
    assert put, f"{key} is called for nothing"
    who = world.chance.choice([*scoping.items[key].open_call.to, IVO])
    outcome = world.chance.choice(["answered", "waived", "misses"])
    promised = outcome == "answered" and world.maybe(0.4)
    promise = Promise(world.chance.choice([ANA, MIA, TOM]), world.day(), "We look.") if promised else None
    some = [one for one in put if world.maybe(0.7)] or put[:1]
    scoping.meet([Met(one.name, outcome, "We looked at ten of them.", promise) for one in some], who, world.now)


def _close(world: World, scoping: Scoping, condition: Condition) -> None:
    scoping.close_condition(condition.id, world.maybe(0.5), "We looked.", condition.owner, world.now)


def _pulse(world: World, scoping: Scoping, key: str) -> None:
    if pulse.mark(scoping) == TAPS and not world.maybe(0.3):
        world.sums = scoping.tap(world.sums, [world.chance.randint(1, 5) for _ in range(5)], MIA)
    else:
        scoping.close_pulse(ANA, world.now, world.sums)


def _sign(world: World, scoping: Scoping, key: str) -> None:
    if Findings(scoping).unknowns and not world.postponed and world.maybe(0.3):
        world.postponed = True
        scoping.not_yet("First these things.", IVO, world.now)
    elif not world.returned & {"the report"} and world.maybe(0.15):
        world.returned.add("the report")
        answered = [id for id in scoping.entries if state(Findings(scoping), id) in SETTLED]
        asked = {q.id for s in scoping.walked for q in quoting.active_questions(scoping, scoping.catalog.stages[s])}
        scoping.give_back(world.chance.choice([id for id in answered if id in asked]), "Still so?", IVO, world.now)
    elif world.maybe(0.2):
        scoping.reject("No budget this year.", IVO, world.now)
    elif objecting.holding(Findings(scoping)):
        scoping.settle_objections("I know, and we begin.", IVO, world.now)
    elif may(Findings(scoping), "prove") and world.maybe(0.5):
        scoping.prove(Promise(TOM, world.day(), "That it holds on new cases."), IVO, world.now)
    else:
        scoping.sign(IVO, world.now, "I know, and we begin.")


def _examine(world: World, scoping: Scoping, key: str) -> None:
    waiting = tasks.to_examine(Findings(scoping), scoping.stage)
    if not world.postponed and world.maybe(0.05) and Findings(scoping).unknowns:
        world.postponed = True
        scoping.not_yet("First these things.", IVO, world.now)
        return
    back = [id for id in waiting if id not in world.returned and world.maybe(0.1)]
    world.returned.update(back)
    accepted = [id for id in waiting if id not in back]
    unknown = {one.path.rpartition(".")[0] for one in Findings(scoping).unknowns}
    promises = {id: Promise(world.chance.choice([ANA, MIA, TOM, IVO]), world.day()) for id in accepted if id in unknown}
    scoping.judge(accepted, dict.fromkeys(back, "How do you know?"), IVO, world.now, conditions=promises)


def _assume(world: World, scoping: Scoping, key: str) -> None:
    """A choice as one of its options, a number on either side of where it turns."""
    hangs = Findings(scoping).mlops_hangs
    asked = scoping.catalog.questions["mlops.1"].field(hangs)
    value = world.chance.choice(list(asked.options) or ["1", "90", "700", "2500", "60000"])
    scoping.assume(f"mlops.1.{hangs}", value, Promise(world.chance.choice([ANA, TOM]), world.day()), IVO, world.now)


_ACTS: Mapping[str, Callable[[World, Scoping, str], None]] = {
    PULSE: _pulse,
    SIGN: _sign,
    EXAMINE.rstrip(":"): _examine,
    ASSUME.rstrip(":"): _assume,
    OBJECT.rstrip(":"): _meet,
}
"""By the first word of what somebody is called for."""


def _answer(world: World, scoping: Scoping, key: str) -> None:
    findings = Findings(scoping)
    questions = list(tasks.open_questions(findings, key))
    assert questions, f"{key} is called for nothing"
    who = turns.debtors(scoping, key)[0]
    who = who if who != IVO else ANA
    if len(questions) > 1 and world.maybe(0.3):
        world.chance.shuffle(questions)
        questions = questions[: world.chance.randint(1, len(questions))]
    first = scoping.catalog.questions[questions[0]]
    stands = {question: state(findings, question) for question in questions}
    if State.CHALLENGED in stands.values() and world.maybe(0.5):
        asked = next(question for question, found in stands.items() if found is State.CHALLENGED)
        scoping.waive(asked, "No more is known.", who, world.now)
        return
    if State.CONTRADICTED in stands.values() and world.maybe(0.6):
        for question, found in stands.items():
            clash = findings.clashes.about(question)
            if found is State.CONTRADICTED and clash and clash.clash and scoping.catalog.clash(clash.clash).may_stand:
                scoping.let_stand(question, "Both hold, we looked.", who, world.now)
                return
    if first.may_skip and len(questions) == 1 and world.maybe(0.1):
        scoping.skip(questions[0], "It does not apply.", who, world.now)
        return
    if any(map(scoping.lacking, tasks.open_questions(findings, key))) and world.maybe(0.1):
        dont_know(scoping, key, world.day(), who, world.now)
        return
    _submitted(world, scoping, questions, stands, who)


def _submitted(world: World, scoping: Scoping, questions: list[str], stands: dict[str, State], who: str) -> None:
    """The form as it is filled in, and then the short screen about what was left empty."""
    given: dict[str, dict[str, Value]] = {}
    typed: dict[str, dict[str, Ignorance]] = {}
    for id in questions:
        question = quoting.worded(scoping, scoping.catalog.questions[id])
        given[id], typed[id] = _filled_in(world, scoping, question, stands[id])
    for id in [id for id, found in stands.items() if found is State.CHALLENGED and _says_the_same(scoping, id, given)]:
        scoping.waive(id, "That is all we know.", who, world.now)
        del given[id], typed[id]
    drawn = scoping.answer(given, who, world.now, unknown=typed)
    for id in drawn:
        if world.maybe(0.5):
            scoping.leave_as_is([id], who)
    _short_screen(world, scoping, questions, who)


def _says_the_same(scoping: Scoping, question: str, given: dict[str, dict[str, Value]]) -> bool:
    """Whether somebody who was asked back has nothing else to say."""
    answer = scoping.entries[question].answer
    return answer is not None and answer.values == given[question]


_ANEW = frozenset({State.CHALLENGED, State.CONTRADICTED, State.SENT_BACK})


def _short_screen(world: World, scoping: Scoping, questions: list[str], who: str) -> None:
    known_as: dict[str, dict[str, Unknown]] = {}
    for id in questions:
        if not quoting.is_asked(scoping, id):
            continue
        for name in scoping.lacking(id):
            path = f"{id}.{name}"
            if world.comes_back(path):
                continue
            known_as.setdefault(id, {})[name] = _unknown(world, world.fate(path), who)
    if known_as:
        scoping.not_known(known_as, who, world.now)


def _unknown(world: World, fate: Fate, who: str) -> Unknown:
    if fate in (Fate.UNTIL, Fate.KNOWN):  # of a known one: whoever has the form does not have it today
        return Unknown(kind=Ignorance.NOT_KNOWN, by=who, at=world.now, until=world.day(), owner=who)
    if fate is Fate.NOT_APPLICABLE:
        return Unknown(kind=Ignorance.NOT_APPLICABLE, by=who, at=world.now, reason="There is none here.")
    return Unknown(kind=Ignorance.NOT_MEASURED, by=who, at=world.now)


def _filled_in(
    world: World, scoping: Scoping, question: Question, stands: State
) -> tuple[dict[str, Value], dict[str, Ignorance]]:
    """What somebody fills in: what is known, words for what is not, and blanks."""
    entry = scoping.entries.get(question.id)
    before = entry.answer.values if entry and entry.answer else {}
    changes = 1.0 if stands is State.CHALLENGED else 0.3 if stands in _ANEW else 0.0
    values: dict[str, Value] = {}
    typed: dict[str, Ignorance] = {}
    for one in question.fields:
        stood = one.id in before and _is_offered(one, before[one.id])
        said = before[one.id] if stood and not world.maybe(changes) else None
        if said is None:
            said = _said_of(world, scoping, question, one, again=stands in _ANEW)
        if isinstance(said, Ignorance):
            typed[one.id] = said
        elif said is not None:
            values[one.id] = said
    if stands is State.CHALLENGED:
        typed |= {one.id: Ignorance.NOT_KNOWN for one in question.fields if one.may_wait and one.id not in values}
    if question.id == "mlops.1" and stands in _ANEW and values.get("kind") == "one_off":
        values["kind"] = "ongoing"
    typed |= {id: Ignorance.NOT_RECKONED for id, value in values.items() if isinstance(value, list) and None in value}
    return values, typed


def _is_offered(one: AnswerField, value: Value) -> bool:
    """Whether what stood before can still be chosen: a candidate whose name was taken back can't."""
    return one.kind is not Kind.CHOICE or value in one.options


def _said_of(
    world: World, scoping: Scoping, question: Question, one: AnswerField, again: bool
) -> Value | Ignorance | None:
    """A value, a word why there is none, or nothing (yet)."""
    path = f"{question.id}.{one.id}"
    fate, unknown = world.fate(path), scoping.unknown(path)
    if (one.optional and world.maybe(0.5)) or path in world.left:
        return None
    if fate is Fate.UNTIL and unknown and unknown.due and world.maybe(0.6):
        fate = world.fates[path] = Fate.KNOWN
    if fate is Fate.KNOWN:
        return _value(world, scoping, question, one, again)
    return world.chance.choice(list(Ignorance)) if world.maybe(0.3) else None


def _value(world: World, scoping: Scoping, question: Question, one: AnswerField, again: bool) -> Value | None:
    good = GOOD[question.id].get(one.id)
    if one.kind is Kind.CHOICE and good not in one.options:
        good = next(iter(one.options), None)
    if one.kind in (Kind.TEXT, Kind.LINE):
        if again:
            return f"{good or 'As said'}, {world.chance.randint(30, 99)} a week by the log of 2025."
        return world.chance.choice(LINES) if world.maybe(world.weak) or good is None else good
    if good is not None and not world.maybe(world.wild) and not again:
        return good
    return _drawn(world, one) if one.kind in _DRAWN else good


def _drawn(world: World, one: AnswerField) -> Value | None:
    chance = world.chance
    if one.kind is Kind.CHOICE:
        return chance.choice(list(one.options)) if one.options else None
    if one.kind is Kind.CHOICES:
        return [option for option in one.options if chance.random() < 0.4] or [next(iter(one.options))]
    if one.words and chance.random() < 0.3:
        return chance.choice(list(one.words))
    most, least = one.max or 1e6, one.min or 1.0
    number = min(most, max(least, chance.choice(NUMBERS)))
    if one.kind is Kind.LEVEL:
        return round(chance.uniform(0.3, 0.97), 2)
    if one.kind is Kind.NUMBER:
        return number
    if one.kind is Kind.RANGE:
        return sorted(min(most, chance.choice(NUMBERS)) for _ in range(3))
    return [None if chance.random() < 0.3 else chance.choice(NUMBERS) for _ in one.parts]


_DRAWN = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.LEVEL, Kind.NUMBER, Kind.RANGE, Kind.AMOUNTS})

"""What would most likely sink the project: if it failed in a year, what would be said of it.

Worked out from what stands or was left, what a yes hangs on, what nobody knows, and the gravest risks. The weights and
the order are ours.

lines = premortem(findings, findings.objecting.found)
lines[0].found.sunk         # "It was judged on a random part of the same data, and met other cases."
lines[0].condition.due      # by when somebody sees to it, if somebody does
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from dialogs.catalog import Level
from dialogs.catalog.objections import Cause
from dialogs.findings import mlops, need, risks
from dialogs.findings.candidates import is_passed_over
from dialogs.findings.judgements import Judgements
from dialogs.findings.objections import Found, covered
from dialogs.findings.risks import RISKS
from dialogs.record.parts import Condition
from dialogs.record.record import Record
from dialogs.verdicts.partial.need import all_hinges
from dialogs.verdicts.risks import Risk

MOST = 5
GRAVE = 15
"""From which likelihood x impact on a risk counts."""
OF_LEVEL = {Level.STOP: 3, Level.SIGN_OFF: 2, Level.NOTE: 1}
TURNS, PROMISED, RISKED, IDLE = 3, 2, 2, 1
"""What weighs an unknown that turns the outcome, a condition, a grave risk, an unknown that turns nothing."""
MISSES = "misses"
LEFT = frozenset({"waived", MISSES})
"""How an objection is met that stands all the same; what misses the point would sink nothing."""


class Kind(StrEnum):
    """What a line comes from."""

    OBJECTION = "objection"
    CONDITION = "condition"
    UNKNOWN = "unknown"
    RISK = "risk"


@dataclass(frozen=True)
class Threat:
    """One line: what it comes from, the question it is about, which root cause it belongs to, and who sees to it.

    An objection is in `found`, what is not known in `paths` (`question.field`), a risk in `risk`; `condition` is there
    where somebody sees to it by a day. `resting` counts the answers that rest on the question.
    """

    kind: Kind
    question: str
    cause: Cause
    weight: int
    resting: int
    hurts: bool = False
    found: Found | None = None
    condition: Condition | None = None
    paths: tuple[str, ...] = ()
    risk: Risk | None = None

    @property
    def home(self) -> str:
        """The question that counts once. Where a short track asks several in one, each rule has its own."""
        return self.found.rule.asked_of[0] if self.found and self.found.rule.asked_of else self.question

    @property
    def score(self) -> float:
        return self.weight * (1 + self.resting / 10) + self.hurts


def premortem(judged: Judgements, found: Sequence[Found]) -> tuple[Threat, ...]:
    """At most five, the gravest first, one a question; `found` are the objections that are out by now.

    Nothing where there are only unknowns that turn nothing, or where the catalogue has no objections.
    """
    if judged.record.catalog.of_old:
        return ()
    lines: list[Threat] = []
    counted: set[str] = set()
    for one in sorted(_candidates(judged, found), key=_rank):
        if one.home not in counted:
            lines.append(one)
            counted |= {one.home, one.question}
    return tuple(lines[:MOST]) if any(one.weight > IDLE for one in lines) else ()


def cause_of(question: str) -> Cause:
    """Which root cause an answer belongs to (mapping ours)."""
    return next((cause for pattern, cause in _CAUSES if fnmatchcase(question, pattern)), Cause.PROBLEM)


_CAUSES: tuple[tuple[str, Cause], ...] = (
    ("exam.[67]", Cause.DATA),
    ("retake.[67]", Cause.DATA),
    ("data.*", Cause.DATA),
    ("labels.*", Cause.DATA),
    ("growth.*", Cause.DATA),
    ("risk.[12]", Cause.DATA),
    ("exam.2*", Cause.TECHNOLOGY),
    ("exam.3", Cause.TECHNOLOGY),
    ("retake.[23]", Cause.TECHNOLOGY),
    ("need.*", Cause.TECHNOLOGY),
    ("case.*", Cause.TECHNOLOGY),
    ("exam.4", Cause.INFRASTRUCTURE),
    ("retake.4", Cause.INFRASTRUCTURE),
    ("infra.*", Cause.INFRASTRUCTURE),
    ("risk.[34]", Cause.INFRASTRUCTURE),
    ("plan.*", Cause.INFRASTRUCTURE),
    ("mlops.*", Cause.INFRASTRUCTURE),
    ("monitoring.*", Cause.INFRASTRUCTURE),
    ("change.*", Cause.INFRASTRUCTURE),
    ("exam.5", Cause.TOO_HARD),
    ("retake.5", Cause.TOO_HARD),
    ("candidate_*", Cause.TOO_HARD),
)
"""By question; what is not among them is about the problem."""

_OF_ITS_QUESTION = "C5"
"""The kind of rule that belongs to the cause of the question it is asked of."""


def _rank(one: Threat) -> tuple[float, int]:
    return -one.score, list(Cause).index(one.cause)


def _candidates(judged: Judgements, found: Iterable[Found]) -> Iterator[Threat]:
    record = judged.record
    promised = {one.objection: one for one in record.open_conditions if one.objection}
    taken = set()
    for one in found:
        if threat := _objected(record, one, promised.get(one.name)):
            taken.add(one.name)
            yield threat
    promises = (one for one in record.open_conditions if one.text and not one.proves)
    yield from (_promised(record, one) for one in promises if one.objection not in taken)
    yield from _not_known(judged)
    yield from _risky(judged)


def _objected(record: Record, one: Found, condition: Condition | None) -> Threat | None:
    """What stands, was left, or is promised; of a stop that was answered, until the director says that it is enough."""
    in_words = one.excuse is not None and one.excuse.outcome == "answered" and not one.is_pending
    if one.level is Level.NOTE or (in_words and not condition) or risks.steps_in_answer(record, one.name):
        return None
    if one.excuse and one.excuse.outcome == MISSES and not one.stands:
        return None
    is_left = one.excuse is not None and one.excuse.outcome in LEFT
    accepted = covered(record, one)
    condition = condition or (accepted if accepted and not accepted.closed else None)
    promised = condition is not None and not is_left and (not one.stands or condition is accepted)
    weight = PROMISED if promised else OF_LEVEL[one.level]
    return Threat(
        Kind.OBJECTION,
        one.question,
        cause_of(one.question) if one.rule.kind == _OF_ITS_QUESTION else one.rule.cause,
        weight,
        _resting(record, one.question),
        hurts=one.hurts,
        found=one,
        condition=None if is_left else condition,
    )


def _promised(record: Record, one: Condition) -> Threat:
    about = one.about
    return Threat(Kind.CONDITION, about, cause_of(about), PROMISED, _resting(record, about), condition=one)


def _not_known(judged: Judgements) -> Iterator[Threat]:
    """What is not known, a line a question: what turns the outcome alone where something does."""
    record, turning = judged.record, _turning(judged)
    by_question: dict[str, list[str]] = {}
    for one in judged.unknowns:
        if not is_passed_over(record, one.path):
            by_question.setdefault(one.path.rpartition(".")[0], []).append(one.path)
    for question, paths in by_question.items():
        telling = [path for path in paths if path in turning]
        condition = _to_find_out(record, question, telling or paths)
        weight = TURNS if telling else PROMISED if condition else IDLE
        yield Threat(
            Kind.UNKNOWN,
            question,
            cause_of(question),
            weight,
            _resting(record, question),
            condition=condition,
            paths=tuple(telling or paths),
        )


def _turning(judged: Judgements) -> set[str]:
    """The inputs nobody knows on which it hangs how it ends, those taken for something meanwhile with them."""
    record = judged.record
    unknown = {one.path for one in judged.unknowns}
    turning = {"exam.2.simpler", "need.5.simpler"}
    turning |= {one.assumes[0] for one in record.open_conditions if one.assumes}
    if any(path.startswith("need.") for path in unknown) and judged.needs.one is None:
        turning |= {_NEED[hinge.input] for hinge in all_hinges(need.inputs(record))}
    if any(path.startswith(mlops.QUESTION) for path in unknown) and judged.fork is None:
        names = [hinge.input for hinge in judged.hinges] or judged.rulings.unknown
        turning |= {f"{mlops.QUESTION}.{mlops.asked_as(record, name)}" for name in names}
    return turning & unknown


_NEED = {
    "rules": "need.1.rules",
    "scale": "need.2.scale",
    "economics": "need.5.simpler",
    "baseline_named": "need.3.baseline",
}
"""What asks for the inputs on which it hangs whether machine learning is needed."""


def _to_find_out(record: Record, question: str, paths: Sequence[str]) -> Condition | None:
    """Who finds it out by when: the condition about what it is taken for, else about the answer."""
    about = [one for one in record.open_conditions if one.about == question and not one.text]
    taken = [one for one in about if one.assumes and one.assumes[0] in paths]
    plain = [one for one in about if not one.assumes]
    return next(iter([*taken, *plain]), None)


def _risky(judged: Judgements) -> Iterator[Threat]:
    record = judged.record
    asked = {record.label(question): question for question in RISKS}
    for risk in judged.risks:
        if risk.weight >= GRAVE:
            question = asked.get(risk.name, "risk.4")
            yield Threat(Kind.RISK, question, cause_of(question), RISKED, _resting(record, question), risk=risk)


def _resting(record: Record, question: str) -> int:
    return record.catalog.waiting_on((question,))

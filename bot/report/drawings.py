"""Six small drawings beside the verdicts, one for each topic of the curriculum's figures: what they are made of.

The templates draw them with plain boxes and say every figure in words as well; each is there where its answers are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dialogs.answers.text import cleaned
from dialogs.record.record import Record
from dialogs.report.answers import answered
from dialogs.report.judged import Evaluation, Phase, Way
from dialogs.report.report import Report

MARKS = {"no": "no", "nobody": "no", "partly": "partly", "planned": "partly", "paid": "partly"}


@dataclass(frozen=True)
class Bar:
    """A way with its net present value; `long` is its part (0..1) of the longest bar."""

    way: Way
    long: float


@dataclass(frozen=True)
class Check:
    """Something looked at, what was said, and how far it is there: yes, partly, or no."""

    label: str
    said: str
    mark: str


@dataclass(frozen=True)
class Option:
    """One of several, and whether it is the one."""

    label: str
    taken: bool


@dataclass(frozen=True)
class Impact:
    """Good or harm, and automate or augment: what is planned, and what the guidebook would do ("" where it is open)."""

    aims: tuple[Option, ...]
    planned: str
    advised: str


@dataclass(frozen=True)
class Stretch:
    """A part of the work; `long` is its part (0..1) of the whole, by its expected weeks."""

    phase: Phase
    long: float


@dataclass(frozen=True)
class Timeline:
    """The parts of the work, and the span in which eight of ten draws are done."""

    stretches: tuple[Stretch, ...]
    start: date
    p10: date
    p90: date


@dataclass(frozen=True)
class Places:
    """Where it runs, why there, and what it needs."""

    where: tuple[Option, ...]
    because: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Visuals:
    """The six drawings; None, or nothing in it, where the answers are missing."""

    ledger: tuple[Bar, ...]
    data: tuple[Check, ...]
    impact: Impact | None
    timeline: Timeline | None
    evaluation: Evaluation | None
    places: Places | None


def of(record: Record, report: Report) -> Visuals:
    """The drawings the answers are enough for."""
    return Visuals(
        ledger=tuple(_ledger(report)),
        data=tuple(_data(record)),
        impact=_impact(record, report),
        timeline=_timeline(report),
        evaluation=report.evaluation,
        places=_places(record),
    )


def _ledger(report: Report) -> Iterator[Bar]:
    ways = report.need.ways if report.need else ()
    longest = max((abs(way.npv) for way in ways), default=0)
    return (Bar(way, abs(way.npv) / longest if longest else 0) for way in ways)


def _data(record: Record) -> Iterator[Check]:
    for path in ("data.1.have", "data.2.source", "data.4.free", "data.5.versioned", "labels.1.labelled"):
        question, _, name = path.rpartition(".")
        if answered(record, question) and (value := record.value(path)):
            asked = record.catalog.questions[question]
            given = [str(one) for one in value] if isinstance(value, list) else [str(value)]
            said = ", ".join(asked.field(name).options.get(one, one) for one in given)
            yield Check(asked.label, said, MARKS.get(given[0], "yes"))


def _impact(record: Record, report: Report) -> Impact | None:
    if report.people is None:
        return None
    role = {"automate": "automates", "augment": "augments"}.get(report.people.advised.value, "")
    aims = _options(record, "solutions.3", "aim")
    return Impact(aims, report.people.planned, role) if any(aim.taken for aim in aims) else None


def _timeline(report: Report) -> Timeline | None:
    plan = report.plan
    if plan is None or not plan.phases:
        return None
    whole = sum(phase.weeks.expected for phase in plan.phases) or 1
    stretches = tuple(Stretch(phase, phase.weeks.expected / whole) for phase in plan.phases)
    return Timeline(stretches, plan.start, plan.p10, plan.p90)


def _places(record: Record) -> Places | None:
    if not answered(record, "infra.1", "infra.2", "infra.3"):
        return None
    latency = cleaned(record.text("infra.2.latency"))
    needs = (_taken(record, "infra.2", "mode"), latency, _taken(record, "infra.3", "compute"))
    because = cleaned(record.text("infra.1.because"))
    return Places(_options(record, "infra.1", "where"), because, tuple(filter(None, needs)))


def _taken(record: Record, question: str, name: str) -> str:
    """The option that was taken; empty where nobody knows."""
    return next((one.label for one in _options(record, question, name) if one.taken), "")


def _options(record: Record, question: str, name: str) -> tuple[Option, ...]:
    chosen = record.choice(f"{question}.{name}")
    field = record.catalog.questions[question].field(name)
    return tuple(Option(label, option == chosen) for option, label in field.options.items())

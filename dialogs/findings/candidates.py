"""The candidates, each with its judgements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogs.findings.reach import Reached, reached
from dialogs.findings.values import is_higher, number
from dialogs.record.record import Record
from dialogs.verdicts import feasibility, value
from dialogs.verdicts.feasibility import NOTHING, Inputs, Light
from dialogs.verdicts.partial import Possible
from dialogs.verdicts.partial.feasibility import possible as lights_of
from dialogs.verdicts.partial.value import objection as sure_of

SLOTS = ("a", "b", "c", "d", "e")


def is_passed_over(record: Record, path: str) -> bool:
    """Whether something (`question.field`) is asked of a candidate while another one is taken."""
    taken = record.choice("solutions.2.chosen")
    return bool(taken) and path.startswith("candidate_") and not path.startswith(f"candidate_{taken}.")


@dataclass(frozen=True)
class Candidate:
    """One candidate with its judgements. `reach` where it has a history; `cell` (of S2.feas.T) as “new_structured”.

    `lights` are those that remain while something is not known.
    """

    slot: str
    name: str
    cell: str
    chosen: bool
    feasibility: feasibility.Feasibility
    lights: Possible[Light, Inputs]
    rated: value.Candidate
    reach: Reached | None

    @property
    def learns_nothing(self) -> bool:
        """A rule, a tool or a way of working."""
        return self.cell == NOTHING

    @property
    def asked_in(self) -> str:
        """The question in which it is said whether it can be done, and what it takes."""
        return asked_in(self.slot, self.cell)


def named(record: Record) -> tuple[Candidate, ...]:
    """Every candidate that was named, in the order it was named."""
    taken = record.choice("solutions.2.chosen")
    return tuple(_candidate(record, slot, slot == taken) for slot in SLOTS if record.text(f"solutions.1.{slot}"))


def ranking(candidates: Sequence[Candidate]) -> tuple[value.Ranked, ...]:
    """The candidates that have all their figures by value for effort, the best first; their slots for names."""
    return value.ranking(candidate.rated for candidate in candidates)


def challenge(candidates: Sequence[Candidate], chosen: Candidate | None) -> value.Challenge | None:
    """What there is to ask about the choice (S2.val.2): only what holds whatever the unknown figures turn out to be."""
    if chosen is None:
        return None
    rated = [candidate.rated for candidate in candidates]
    sure, known = sure_of(rated, chosen.slot), value.challenge(rated, chosen.slot)
    if sure is None or known is None:
        return None
    may_be_red = {one.slot for one in candidates if one.rated.red_last and Light.RED in one.lights.every}
    better = tuple(one for one in value.ranking(rated) if one.name in sure.better and one.name not in may_be_red)
    return replace(known, objection=sure.objection, better=better) if better else None


def asked_in(slot: str, cell: str) -> str:
    """The question in which is said whether a candidate can be done: of what learns nothing, whether it works."""
    return f"candidate_{slot}.7" if cell == NOTHING else f"candidate_{slot}.1"


def _candidate(record: Record, slot: str, is_chosen: bool) -> Candidate:
    cell, at = record.text(f"solutions.1.{slot}_cell"), f"candidate_{slot}"
    system, _, kind = cell.partition("_")
    new = record.choice(f"{at}.3.predictive")
    reach = reached(record, slot)
    given = Inputs(
        system=system or None,
        kind=kind or None,
        data=record.choice(f"{at}.1.data"),
        method=record.choice(f"{at}.1.method"),
        hlp=record.number(f"{at}.2.hlp"),
        target=record.number(f"{at}.2.target"),
        higher_is_better=is_higher(record.choice(f"{at}.2.better")),
        features=new if system == "new" else record.choice(f"{at}.4.predictive"),
        reach=reach.verdict.reach.value if reach else None,
        works=record.choice(f"{at}.7.works"),
    )
    verdict, lights = feasibility.decide(given), lights_of(given)
    rated = value.Candidate(
        name=slot,
        reach=record.number(f"{at}.6.reach"),
        impact=number(record.choice(f"{at}.6.impact")),
        confidence=number(record.choice(f"{at}.6.confidence")),
        effort=record.number(f"{asked_in(slot, cell)}.effort"),
        light=verdict.light,
        red_last=not record.catalog.of_old,
    )
    return Candidate(slot, record.text(f"solutions.1.{slot}"), cell, is_chosen, verdict, lights, rated, reach)

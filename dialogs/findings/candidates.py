"""The candidates, each with its judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.findings.reach import Reached, reached
from dialogs.findings.values import is_higher, number
from dialogs.verdicts import feasibility, value

if TYPE_CHECKING:
    from dialogs.record.record import Record

SLOTS = ("a", "b", "c", "d", "e")


@dataclass(frozen=True)
class Candidate:
    """One candidate with its judgements. `reach` where it has a history; `cell` (of S2.feas.T) as “new_structured”."""

    slot: str
    name: str
    cell: str
    chosen: bool
    feasibility: feasibility.Feasibility
    rated: value.Candidate
    reach: Reached | None


def candidates(scoping: Record) -> list[Candidate]:
    """Every candidate that was named, in the order it was named."""
    taken = scoping.choice("solutions.2.chosen")
    return [_candidate(scoping, slot, slot == taken) for slot in SLOTS if scoping.text(f"solutions.1.{slot}")]


def chosen(scoping: Record) -> Candidate | None:
    """The candidate that was chosen."""
    return next((candidate for candidate in candidates(scoping) if candidate.chosen), None)


def ranking(scoping: Record) -> tuple[value.Ranked, ...]:
    """The candidates that have all their figures by value for effort, the best first; their slots for names."""
    return value.ranking(candidate.rated for candidate in candidates(scoping))


def challenge(scoping: Record) -> value.Challenge | None:
    """What there is to ask about the choice (S2.val.2)."""
    named = candidates(scoping)
    taken = next((candidate for candidate in named if candidate.chosen), None)
    return value.challenge([candidate.rated for candidate in named], taken.slot) if taken else None


def _candidate(scoping: Record, slot: str, is_chosen: bool) -> Candidate:
    cell, at = scoping.text(f"solutions.1.{slot}_cell"), f"candidate_{slot}"
    system, _, kind = cell.partition("_")
    new = scoping.choice(f"{at}.3.predictive")
    reach = reached(scoping, slot)
    verdict = feasibility.decide(
        feasibility.Inputs(
            system=system or None,
            kind=kind or None,
            data=scoping.choice(f"{at}.1.data"),
            method=scoping.choice(f"{at}.1.method"),
            hlp=scoping.number(f"{at}.2.hlp"),
            target=scoping.number(f"{at}.2.target"),
            higher_is_better=is_higher(scoping.choice(f"{at}.2.better")),
            features=new if system == "new" else scoping.choice(f"{at}.4.predictive"),
            reach=reach.verdict.reach.value if reach else None,
        )
    )
    rated = value.Candidate(
        name=slot,
        reach=scoping.number(f"{at}.6.reach"),
        impact=number(scoping.choice(f"{at}.6.impact")),
        confidence=number(scoping.choice(f"{at}.6.confidence")),
        effort=scoping.number(f"{at}.1.effort"),
        light=verdict.light,
    )
    return Candidate(slot, scoping.text(f"solutions.1.{slot}"), cell, is_chosen, verdict, rated, reach)

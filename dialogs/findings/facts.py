"""Facts that contradictions ask for and that no single answer says: worked out from several, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dialogs.findings import candidates, money, need, plan, risks
from dialogs.verdicts import labels
from dialogs.verdicts.feasibility import Light
from dialogs.verdicts.value import Objection

if TYPE_CHECKING:
    from dialogs.record.record import Record


def _always(scoping: Record, path: str) -> bool:
    """Beside a fact about the other side: the answer only has to be there, to be quoted."""
    return scoping.value(path) is not None


def _an_alternative_is_worth_as_much(scoping: Record, path: str) -> bool:
    return bool(need.need_verdict(scoping).as_good)


def _is_the_only_candidate(scoping: Record, path: str) -> bool:
    """S2.proc.2: everything one can think of; one alone can't be compared."""
    return len(candidates.candidates(scoping)) == 1


def _is_easiest(scoping: Record, path: str) -> bool:
    return _objection(scoping) is Objection.EASIEST


def _is_not_top(scoping: Record, path: str) -> bool:
    return _objection(scoping) is Objection.NOT_TOP


def _is_not_feasible(scoping: Record, path: str) -> bool:
    taken = candidates.chosen(scoping)
    return taken is not None and taken.feasibility.light is Light.RED


def _target_is_beyond_people(scoping: Record, path: str) -> bool:
    """S3.feas.1: the level people reach with the same data is the best to plan for; for the same metric only."""
    target, slot = scoping.number(path), scoping.choice("solutions.2.chosen")
    hlp = scoping.number(f"candidate_{slot}.2.hlp")
    if target is None or hlp is None or not _same_metric(scoping, slot):
        return False
    return target > hlp if scoping.choice("eval.2.better") == "higher" else target < hlp


def _labels_disagree(scoping: Record, path: str) -> bool:
    return labels.rules_first(scoping.number(path))


def _a_risk_lacks_steps(scoping: Record, path: str) -> bool:
    return any(not risk.fallback for risk in risks.named_risks(scoping))


def _labelling_takes_longer(scoping: Record, path: str) -> bool:
    """Longer than the high figure for collecting the data."""
    weeks, collect = scoping.number("labels.1.weeks"), scoping.spread(path)
    return weeks is not None and weeks > collect.high


def _milestones_cost_more(scoping: Record, path: str) -> bool:
    budget = scoping.number(path)
    return budget is not None and sum(stone.cost for stone in plan.milestones(scoping)) > budget


def _does_not_survive_stress(scoping: Record, path: str) -> bool:
    return money.case_is_made(scoping) and not money.stressed(scoping).pays


FACTS: Mapping[str, Callable[[Record, str], bool]] = {
    "always": _always,
    "an_alternative_is_worth_as_much": _an_alternative_is_worth_as_much,
    "is_the_only_candidate": _is_the_only_candidate,
    "is_easiest": _is_easiest,
    "is_not_top": _is_not_top,
    "is_not_feasible": _is_not_feasible,
    "target_is_beyond_people": _target_is_beyond_people,
    "labels_disagree": _labels_disagree,
    "a_risk_lacks_steps": _a_risk_lacks_steps,
    "labelling_takes_longer": _labelling_takes_longer,
    "milestones_cost_more": _milestones_cost_more,
    "does_not_survive_stress": _does_not_survive_stress,
}
"""Each fact by the name a contradiction's side gives it; the path is the answer the side looks at."""


def _objection(scoping: Record) -> Objection | None:
    found = candidates.challenge(scoping)
    return found.objection if found else None


def _same_metric(scoping: Record, slot: str | None) -> bool:
    """Accuracy beside accuracy: the first word has to be the same, or two scales would be compared."""
    names = (scoping.text(f"candidate_{slot}.2.metric"), scoping.text("eval.2.metric"))
    first, second = (name.lower().split()[:1] for name in names)
    return first == second

"""Facts that contradictions ask for and that no single answer says: worked out from several, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.catalog.objections import Fact
from dialogs.findings import risks
from dialogs.findings.judgements import Judgements
from dialogs.verdicts import labels
from dialogs.verdicts.feasibility import Light
from dialogs.verdicts.value import Objection


def _always(judged: Judgements, path: str) -> bool:
    """Beside a fact about the other side: the answer only has to be there, to be quoted."""
    return judged.record.value(path) is not None


def _an_alternative_is_worth_as_much(judged: Judgements, path: str) -> bool:
    """And more: a lead too small to decide anything is not asked about, and neither is a sum that nobody knows."""
    return bool(judged.need.ahead)


def _is_the_only_candidate(judged: Judgements, path: str) -> bool:
    """S2.proc.2: everything one can think of; one alone can't be compared."""
    return len(judged.candidates) == 1


def _is_easiest(judged: Judgements, path: str) -> bool:
    return _objection(judged) is Objection.EASIEST


def _is_not_top(judged: Judgements, path: str) -> bool:
    return _objection(judged) is Objection.NOT_TOP


def _is_not_feasible(judged: Judgements, path: str) -> bool:
    return judged.chosen is not None and judged.chosen.feasibility.light is Light.RED


def _learns_nothing(judged: Judgements, path: str) -> bool:
    return judged.chosen is not None and judged.chosen.learns_nothing


def _target_is_beyond_people(judged: Judgements, path: str) -> bool:
    """S3.feas.1: the level people reach with the same data is the best to plan for; for the same metric only."""
    target, slot = judged.record.number(path), judged.record.choice("solutions.2.chosen")
    hlp = judged.record.number(f"candidate_{slot}.2.hlp")
    if target is None or hlp is None or not _same_metric(judged, slot):
        return False
    better = judged.record.choice("eval.2.better")
    return better is not None and (target > hlp if better == "higher" else target < hlp)


def _labels_disagree(judged: Judgements, path: str) -> bool:
    return labels.rules_first(judged.record.number(path))


def _a_risk_lacks_steps(judged: Judgements, path: str) -> bool:
    """One of the team's own; that nobody knows the steps of the others is said where they are asked for."""
    return any(not risk.fallback for risk in risks.own(judged.record))


def _labelling_takes_longer(judged: Judgements, path: str) -> bool:
    """Longer than the high figure for collecting the data."""
    weeks, collect = judged.record.number("labels.1.weeks"), judged.record.spread(path)
    return weeks is not None and collect is not None and weeks > collect.high


def _milestones_cost_more(judged: Judgements, path: str) -> bool:
    budget = judged.record.number(path)
    return budget is not None and sum(stone.cost or 0 for stone in judged.milestones) > budget


def _does_not_survive_stress(judged: Judgements, path: str) -> bool:
    return judged.case_is_made and not judged.stressed.pays


FACTS: Mapping[Fact, Callable[[Judgements, str], bool]] = {
    Fact.ALWAYS: _always,
    Fact.AS_GOOD: _an_alternative_is_worth_as_much,
    Fact.ONLY_CANDIDATE: _is_the_only_candidate,
    Fact.EASIEST: _is_easiest,
    Fact.NOT_TOP: _is_not_top,
    Fact.NOT_FEASIBLE: _is_not_feasible,
    Fact.LEARNS_NOTHING: _learns_nothing,
    Fact.BEYOND_PEOPLE: _target_is_beyond_people,
    Fact.LABELS_DISAGREE: _labels_disagree,
    Fact.RISK_WITHOUT_STEPS: _a_risk_lacks_steps,
    Fact.LABELS_TAKE_LONGER: _labelling_takes_longer,
    Fact.OVER_BUDGET: _milestones_cost_more,
    Fact.BREAKS_UNDER_STRESS: _does_not_survive_stress,
}
"""Each fact by the name a contradiction's side gives it; the path is the answer the side looks at."""


def _objection(judged: Judgements) -> Objection | None:
    return judged.challenge.objection if judged.challenge else None


def _same_metric(judged: Judgements, slot: str | None) -> bool:
    """Accuracy beside accuracy: the first word has to be the same, or two scales would be compared."""
    names = (judged.record.text(f"candidate_{slot}.2.metric"), judged.record.text("eval.2.metric"))
    first, second = (name.lower().split()[:1] for name in names)
    return bool(first) and first == second

"""Reads the inputs of each judgement off a scoping's answers; the judgements themselves are in dialogs/verdicts/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from dialogs import pasting
from dialogs.verdicts import business_case, estimates, feasibility, labels, need, optimism, risks, value
from dialogs.verdicts.business_case import BusinessCase, CaseInputs, Outlook, StressedCase
from dialogs.verdicts.estimates import Percentiles, Spread
from dialogs.verdicts.optimism import Uplift

if TYPE_CHECKING:
    from dialogs.rulings import Rulings
    from dialogs.verdicts import reachability

SLOTS = ("a", "b", "c", "d", "e")
SEED = 2002
"""The draws are the same at every look: a number in a report must not change by itself."""
PHASES = ("collect", "prepare", "train", "evaluate", "tune")
RISKS = ("risk.1", "risk.2", "risk.3")
CASE = ("case.2", "case.3", "case.4", "case.5")


def warm_up() -> None:
    """Imports what fits curves, which takes half a second: better before the first history than while Slack waits."""
    from dialogs.verdicts.reachability import outlook  # noqa: F401


# ---- need


def need_verdict(scoping: Rulings) -> need.Decision:
    """Whether machine learning is needed: three answers, the baseline, and the ledger of alternatives."""
    simpler = scoping.choice("need.5.simpler")
    return need.decide(
        need.Inputs(
            rules=scoping.choice("need.1.rules"),
            scale=scoping.choice("need.2.scale"),
            economics=None if simpler is None else "needs_ml" if simpler == "none" else "simpler",
            baseline_named=bool(scoping.text("need.3.baseline")),
            ledger=_ledger(scoping),
            horizon=int(scoping.number("need.4.horizon") or 3),
            rate=(scoping.number("need.4.rate") or 0) / 100,
        )
    )


def leaning(scoping: Rulings) -> need.Leaning:
    """Which way the kinds of the task point, after the People + AI Guidebook."""
    return need.pair_leaning(_ticked(scoping, "need.2.kinds"))


def _ledger(scoping: Rulings) -> dict[str, need.Costing]:
    found = {way: scoping.value(f"need.4.{way}") for way in (need.ML, *need.ALTERNATIVES)}
    return {way: need.Costing(*map(float, sums)) for way, sums in found.items() if isinstance(sums, list)}


# ---- candidates


@dataclass(frozen=True)
class Reached:
    """A candidate's history, whether its target is reachable, and what the team expected next before it saw that.

    `days` are the history's own, and `by` the target's, where they were given as days.
    """

    metric: str
    history: reachability.History
    verdict: reachability.Verdict
    days: tuple[date, ...]
    by: date | None
    guess: float | None


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


def candidates(scoping: Rulings) -> list[Candidate]:
    """Every candidate that was named, in the order it was named."""
    taken = scoping.choice("solutions.2.chosen")
    return [_candidate(scoping, slot, slot == taken) for slot in SLOTS if scoping.text(f"solutions.1.{slot}")]


def chosen(scoping: Rulings) -> Candidate | None:
    """The candidate that was chosen."""
    return next((candidate for candidate in candidates(scoping) if candidate.chosen), None)


def ranking(scoping: Rulings) -> tuple[value.Ranked, ...]:
    """The candidates that have all their figures by value for effort, the best first; their slots for names."""
    return value.ranking(candidate.rated for candidate in candidates(scoping))


def challenge(scoping: Rulings) -> value.Challenge | None:
    """What there is to ask about the choice (S2.val.2)."""
    named = candidates(scoping)
    taken = next((candidate for candidate in named if candidate.chosen), None)
    return value.challenge([candidate.rated for candidate in named], taken.slot) if taken else None


def reached(scoping: Rulings, slot: str) -> Reached | None:
    """Whether an existing candidate's target is reachable by going on as before (S2.feas.P)."""
    from dialogs.verdicts.reachability import History

    at = f"candidate_{slot}.5"
    target, by = scoping.number(f"{at}.target"), scoping.value(f"{at}.by")
    known = scoping.value(f"{at}.history")
    if not isinstance(known, list) or target is None or by is None or not scoping.is_asked(at):
        return None
    series = pasting.series(known)
    size, best = scoping.number(f"{at}.test_size"), scoping.number(f"{at}.best")
    days = tuple(time for time, _ in series.points if isinstance(time, date))
    history = History(
        times=tuple(_time(time) for time, _ in series.points),
        values=tuple(level for _, level in series.points),
        target=target,
        at=_time(date.fromisoformat(str(by)) if series.dated else float(str(by))),
        higher_is_better=scoping.choice(f"{at}.better") != "lower",
        best=best,
        test_size=int(size) if size else None,
    )
    return Reached(
        metric=scoping.text(f"{at}.metric"),
        history=history,
        verdict=_judged(history),
        days=days,
        by=date.fromisoformat(str(by)) if series.dated else None,
        guess=scoping.number(f"{at}.guess"),
    )


def _candidate(scoping: Rulings, slot: str, is_chosen: bool) -> Candidate:
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
            higher_is_better=_higher(scoping.choice(f"{at}.2.better")),
            features=new if system == "new" else scoping.choice(f"{at}.4.predictive"),
            reach=reach.verdict.reach.value if reach else None,
        )
    )
    rated = value.Candidate(
        name=slot,
        reach=scoping.number(f"{at}.6.reach"),
        impact=_number(scoping.choice(f"{at}.6.impact")),
        confidence=_number(scoping.choice(f"{at}.6.confidence")),
        effort=scoping.number(f"{at}.1.effort"),
        light=verdict.light,
    )
    return Candidate(slot, scoping.text(f"solutions.1.{slot}"), cell, is_chosen, verdict, rated, reach)


@lru_cache(maxsize=256)
def _judged(history: reachability.History) -> reachability.Verdict:
    from dialogs.verdicts.reachability import judge

    return judge(history)


# ---- people, labels, risks


def role(scoping: Rulings) -> risks.RoleDecision:
    """Take the work over, or help people with it, after the People + AI Guidebook."""
    return risks.automate_or_augment(risks.Work.ticked(_ticked(scoping, "solutions.4.work")))


def law(scoping: Rulings) -> risks.Pointer:
    """Where a lawyer would look first in the EU's AI Act; not legal advice."""
    area = scoping.choice("solutions.3.area")
    return risks.pointer(area, harmful=scoping.choice("solutions.3.aim") == "harmful")


def agreement(scoping: Rulings) -> labels.Band:
    """How well two labellers agree."""
    return labels.band(scoping.number("labels.2.kappa"))


def named_risks(scoping: Rulings) -> list[risks.Risk]:
    """The three risks that are always asked, then the team's own."""
    always = [_risk(scoping, question) for question in RISKS if scoping.choice(f"{question}.likelihood")]
    own = scoping.value("risk.4.others")
    if not isinstance(own, list):
        return always
    rows = pasting.rows(scoping.catalog.questions["risk.4"].field("others"), own)
    return [*always, *(_own_risk(row) for row in rows)]


def _risk(scoping: Rulings, question: str) -> risks.Risk:
    return risks.Risk(
        name=scoping.label(question),
        likelihood=int(scoping.choice(f"{question}.likelihood") or 1),
        impact=int(scoping.choice(f"{question}.impact") or 1),
        trigger=scoping.text(f"{question}.trigger"),
        fallback=scoping.text(f"{question}.fallback"),
        owner=scoping.text(f"{question}.owner"),
    )


def _own_risk(row: dict[str, pasting.Cell]) -> risks.Risk:
    words = {name: str(row[name] or "") for name in ("trigger", "fallback", "owner")}
    return risks.Risk(
        name=str(row["risk"]), likelihood=_whole(row["likelihood"]), impact=_whole(row["impact"]), **words
    )


# ---- money


def case_is_made(scoping: Rulings) -> bool:
    """Whether the case's figures are all there."""
    return all((entry := scoping.entries.get(question)) and entry.answer for question in CASE)


def outlook(scoping: Rulings) -> Outlook:
    """What two thousand draws of the case come to."""
    return _simulated(scoping.case_inputs)


def stressed(scoping: Rulings) -> StressedCase:
    """The case at twice the cost and half as long again."""
    return business_case.stressed(scoping.case_inputs)


def uplift(scoping: Rulings) -> Uplift:
    """The optimism-bias uplift, lowered as far as risks are dealt with."""
    return optimism.uplift(risks.mitigated_share(named_risks(scoping)))


def uplifted(scoping: Rulings) -> BusinessCase:
    """The case with the uplift on what is paid once."""
    return business_case.compute(business_case.with_uplift(scoping.case_inputs, uplift(scoping).capital))


@lru_cache(maxsize=256)
def _simulated(given: CaseInputs) -> Outlook:
    return business_case.simulate(given, SEED)


# ---- time


@dataclass(frozen=True)
class Milestone:
    """A milestone: what stands by then, the day, and what it costs."""

    what: str
    day: date
    cost: float


@dataclass(frozen=True)
class Plan:
    """When it is done in a tenth, half and nine tenths of the draws, the milestones, and the sum beside the budget."""

    start: date
    weeks: Percentiles
    p10: date
    p50: date
    p90: date
    milestones: tuple[Milestone, ...]
    currency: str
    total: float
    budget: float


def plan(scoping: Rulings) -> Plan | None:
    """The plan, once its timeline and milestones are there."""
    start, budget = scoping.text("plan.1.start"), scoping.number("plan.2.budget")
    if not start or budget is None:
        return None
    weeks = _weeks(tuple(scoping.spread(f"plan.1.{phase}") for phase in PHASES))
    begins = date.fromisoformat(start)
    stones = milestones(scoping)
    return Plan(
        start=begins,
        weeks=weeks,
        p10=begins + timedelta(weeks=weeks.p10),
        p50=begins + timedelta(weeks=weeks.p50),
        p90=begins + timedelta(weeks=weeks.p90),
        milestones=stones,
        currency=scoping.text("plan.2.currency"),
        total=sum(stone.cost for stone in stones),
        budget=budget,
    )


def milestones(scoping: Rulings) -> tuple[Milestone, ...]:
    """The milestones by day."""
    given = scoping.value("plan.2.milestones")
    if not isinstance(given, list):
        return ()
    rows = pasting.rows(scoping.catalog.questions["plan.2"].field("milestones"), given)
    found = [Milestone(str(row["what"]), _day(row["day"]), _number(row["cost"]) or 0) for row in rows]
    return tuple(sorted(found, key=lambda stone: stone.day))


@lru_cache(maxsize=256)
def _weeks(phases: tuple[Spread, ...]) -> Percentiles:
    return estimates.percentiles(estimates.sums(phases, seed=SEED))


# ---- below: values as the judgements want them


def _ticked(scoping: Rulings, path: str) -> list[str]:
    found = scoping.value(path)
    return [str(one) for one in found] if isinstance(found, list) else []


def _higher(better: str | None) -> bool | None:
    return None if better is None else better == "higher"


def _number(found: object) -> float | None:
    return None if found is None or found == "" else float(str(found))


def _whole(found: object) -> int:
    return round(_number(found) or 1)


def _day(found: object) -> date:
    assert isinstance(found, date)
    return found


def _time(time: date | float) -> float:
    """Days count from a fixed one: only the distance between two times matters."""
    return float(time.toordinal()) if isinstance(time, date) else float(time)

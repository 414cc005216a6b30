"""The plan in words: when it is done, whether its milestones fit the budget, and whether the case does."""

from collections.abc import Iterable, Iterator

from bot.telling.told import Line, Told, against, asked
from bot.words.figures import counted, dated, long_date, money, upper_first
from bot.words.sentences import sentence
from dialogs.errors import Sentence
from dialogs.findings import Findings
from dialogs.findings.plan import Milestone, Priced, Undated
from dialogs.findings.plan import Plan as Planned
from dialogs.report.judged import Plan
from dialogs.report.report import Report

EXPLAINED = ("over_budget", "labels_come_too_late")


def plan(findings: Findings) -> Told | None:
    """When it is done, and whether the milestones fit the budget."""
    planned = findings.plan
    if planned is None:
        return _undated(findings)
    changes = tuple(_budget_turns(planned))
    return Told(
        verdict=sentence("plan.verdict", **_days(planned)),
        lines=(_budget(planned), *_last(planned), *against(findings, EXPLAINED)),
        rows=tuple(_milestone(stone, planned.currency) for stone in planned.milestones),
        telling=changes,
        changes=changes,
        rests_on=asked(findings, ("plan.1", "plan.2")),
        rule=sentence("plan.rule"),
    )


def _undated(findings: Findings) -> Told | None:
    """The sum of the milestones beside the budget, and why there is no day; nothing where no plan was given."""
    found = findings.undated
    if found is None:
        return None
    changes = tuple(_budget_turns(found))
    return Told(
        verdict=sentence("plan.undated", lacking=_parts_lacking(found)),
        lines=(_budget(found), *against(findings, EXPLAINED)),
        rows=tuple(_milestone(stone, found.currency) for stone in found.milestones),
        telling=changes,
        changes=changes,
        rests_on=asked(findings, ("plan.1", "plan.2")),
        rule=sentence("plan.rule"),
    )


def _parts_lacking(found: Undated) -> list[str]:
    return [
        sentence("plan.start") if part == "start" else sentence("plan.takes", part=sentence(f"part.{part}"))
        for part in found.lacking
    ]


def undated(report: Report) -> str:
    """The same in a report's one line, beside the months that the sums reckon with."""
    found = report.undated
    if found is None:
        return ""
    months = report.figures.months if report.figures and not report.decision.of_old else None
    key, reckoned = ("plan.undated_report", months.expected) if months and months.high else ("plan.undated", 0.0)
    told = (
        sentence(key, lacking=_parts_lacking(found), months=counted(reckoned, "month")),
        upper_first(_budget(found).said) + ".",
    )
    return upper_first(" ".join(told))


def planned(plan: Plan, *, of_old: bool = False) -> Sentence:
    """When it is done and what it costs, in a report's one sentence."""
    last = None if of_old or not plan.milestones else plan.milestones[-1].day
    values = {
        "p50": long_date(plan.p50),
        "p90": long_date(plan.p90),
        "last": long_date(last) if last and last > plan.p90 else "",
        "total": "" if plan.total is None else money(plan.total, plan.currency),
        "unpriced": _unpriced(stone.cost for stone in plan.milestones),
        "budget": _granted(plan),
        **_over(plan, plan.total or 0.0),
    }
    return Sentence("plan.verdict_report", values)


def over_the_budget(report: Report) -> str:
    """That the case reckons with more, paid once, than the plan's budget; empty where it does not, or nobody knows."""
    made = report.plan or report.undated
    once = report.figures.once if report.figures else None
    if report.decision.of_old or made is None or once is None or not made.budget:
        return ""
    over = _over(made, once.expected)
    alike = made.currency == report.figures_currency
    told = {"once": money(once.expected, made.currency), "budget": _granted(made), **over}
    return sentence("plan.case_over", **told) if alike and over["over"] else ""


def _granted(made: Priced | Plan) -> str:
    """The budget in words, of a range its ends; empty where nobody knows it."""
    ends = _ends(made)
    return _from_to(*ends, made.currency) if ends else ""


def _ends(made: Priced | Plan) -> tuple[float, float] | None:
    """The least and the most that the budget may be; None while nobody knows it."""
    return None if made.budget is None else made.ends or (made.budget, made.budget)


def _from_to(low: float, high: float, currency: str) -> str:
    return money(low, currency) if low == high else f"{money(low, currency)} to {money(high, currency)}"


def _over(made: Priced | Plan, cost: float) -> dict[str, str]:
    """By how much a cost is over the budget, empty where it is not; `may` says that it is over the lower end alone."""
    least, most = _ends(made) or (cost, cost)
    if cost <= least:
        return {"over": "", "may": ""}
    if cost <= most:
        return {"over": money(cost - least, made.currency), "may": "may"}
    return {"over": _from_to(cost - most, cost - least, made.currency), "may": ""}


def _budget(planned: Priced) -> Line:
    if planned.total is None:
        return Line(sentence("plan.budget"), sentence("plan.no_milestones", budget=_granted(planned)))
    total, unpriced = money(planned.total, planned.currency), _unpriced(stone.cost for stone in planned.milestones)
    ends = _ends(planned)
    if ends is None:
        return Line(sentence("plan.budget"), sentence("plan.no_budget", total=total, unpriced=unpriced))
    over = _over(planned, planned.total)
    key = "plan.between" if over["may"] else "plan.over" if over["over"] else "plan.within"
    least, most = max(ends[0] - planned.total, 0), ends[1] - planned.total
    left = _from_to(most if over["may"] else least, most, planned.currency) if most > 0 else ""
    sums = sentence(key, total=total, budget=_granted(planned), left=left, over=over["over"], unpriced=unpriced)
    return Line(sentence("plan.budget"), sums)


def _unpriced(costs: Iterable[float | None]) -> int:
    """How many milestones have no cost: what they come to is then the least it can be."""
    return sum(cost is None for cost in costs)


def _budget_turns(planned: Priced) -> Iterator[str]:
    """What would use the budget up, or mend it; nothing while nobody knows it."""
    ends = _ends(planned)
    if ends is None or planned.total is None:
        return
    over = _over(planned, planned.total)
    if over["may"]:
        yield sentence("plan.turn_between", total=money(planned.total, planned.currency))
    elif over["over"]:
        yield sentence("plan.turn_over", left=over["over"])
    elif ends[0] > planned.total:
        yield sentence("plan.turn_within", left=money(ends[0] - planned.total, planned.currency))


def _last(planned: Planned) -> list[Line]:
    """How the last milestone stands to the draws."""
    if not planned.milestones:
        return []
    last = planned.milestones[-1]
    key = "plan.early" if last.day < planned.p50 else "plan.late" if last.day > planned.p90 else "plan.fits"
    return [Line(sentence("plan.last"), sentence(key, name=last.what, day=dated(last.day), **_days(planned)))]


def _days(planned: Planned) -> dict[str, str]:
    return {name: dated(getattr(planned, name)) for name in ("p10", "p50", "p90")}


def _milestone(stone: Milestone, currency: str) -> str:
    cost = "" if stone.cost is None else f", {money(stone.cost, currency)}"
    return f"{dated(stone.day)}: {stone.what}{cost}"

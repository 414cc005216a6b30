"""Money and time in words: the case for management, what stress does to it, and the plan."""

from math import isinf

from bot.telling.told import Line, Told, Weighed, asked, both, share
from bot.words.figures import counted, dated, money, shortened
from bot.words.sentences import sentence
from dialogs.findings import Findings, risks
from dialogs.record.record import Record
from dialogs.verdicts import business_case, optimism
from dialogs.verdicts.business_case import Scenario, StressedCase
from dialogs.verdicts.risks import mitigated_share

CASE = ("case.2", "case.3", "case.4", "case.5")
STRESS_EXPLAINED, PLAN_EXPLAINED = ("stress_breaks_it",), ("over_budget", "labels_come_too_late")


def case_words(findings: Findings) -> dict[str, str]:
    """The management case in sentences: headline, cost, what draws come to, and what would change it."""
    case, given = findings.case, findings.case_inputs
    currency = _currency(findings.record)
    years = counted(given.horizon, "year")
    months = [_month(case.hopeful.payback_months), _month(case.cautious.payback_months)]
    npv, rate = money(case.expected.npv, currency), f"{given.rate * 100:g}"
    if case.expected.payback_months is None:
        headline = sentence("case.loses", years=years, npv=npv, rate=rate)
    else:
        month = _month(case.expected.payback_months)
        never = sentence("case.never")
        span = {"month": month, "early": months[0], "late": months[1], "never": never}
        headline = sentence("case.pays", **span, npv=npv, years=years, rate=rate)
    return {
        "headline": headline,
        "cost": sentence(
            "case.cost",
            saving=money(given.saving.expected, currency),
            once=money(given.once.expected, currency),
            yearly=money(given.yearly.expected, currency),
            low=money(case.cautious.npv, currency),
            high=money(case.hopeful.npv, currency),
        ),
        "draws": _draws(findings),
        "change": _breakeven(findings),
    }


def case(findings: Findings) -> Told:
    """The case, for its reasoning."""
    words, outlook, currency = case_words(findings), findings.outlook, _currency(findings.record)
    late = [outlook.payback_months.p10, outlook.payback_months.p50, outlook.payback_months.p90]
    early, middle, last = map(_month, late)
    lines = (
        Line(sentence("case.sums"), words["cost"]),
        Line(sentence("case.drawn"), words["draws"]),
        Line(sentence("case.paybacks"), sentence("case.payback_spread", early=early, middle=middle, late=last)),
    )
    return Told(
        verdict=words["headline"],
        lines=lines,
        changes=(_turn(business_case.breakeven_saving(findings.case_inputs), currency),),
        rests_on=asked(findings, CASE),
        rule=sentence("case.rule"),
    )


def under_stress(findings: Findings) -> Weighed | None:
    """What stands above the stress question: what the team's own numbers say to it; nothing before they are there."""
    return _under_stress(findings) if findings.case_is_made else None


def _under_stress(findings: Findings) -> Weighed:
    currency, outlook = _currency(findings.record), findings.outlook
    case, worse = findings.case, findings.stressed
    years = counted(findings.case_inputs.horizon, "year")
    spread = {name: money(getattr(outlook.npv, name), currency) for name in ("p10", "p50", "p90")}
    drawn = sentence("stress.drawn", **spread, share=share(outlook.share_above_zero))
    return Weighed(
        says=sentence("stress.says", years=years),
        lines=(
            Line(sentence("stress.expected"), _scenario(case.expected, currency)),
            Line(sentence("stress.stressed"), f"{_scenario(worse.expected, currency)} {_unstressed(worse)}".strip()),
            Line(sentence("stress.range"), drawn),
            Line(sentence("stress.uplift"), _uplifted(findings, currency)),
        ),
        note=sentence("stress.reference"),
        link=optimism.SOURCE_LINK,
        source=sentence("stress.source"),
    )


def stress(findings: Findings) -> Told | None:
    """The answer to the stress question, beside what the numbers say; its words alone while there are none."""
    record = findings.record
    before = under_stress(findings)
    if before is None:
        return None
    currency = _currency(record)
    answer = record.catalog.questions["case.6"].field("stress").options.get(record.choice("case.6.stress") or "", "")
    turn = _turn(business_case.breakeven_saving(business_case.with_stress(findings.case_inputs)), currency)
    return Told(
        verdict=sentence("stress.verdict", answer=answer, because=shortened(record.text("case.6.because"), 240)),
        lines=(*before.lines[1:2], *before.lines[3:], *both(findings, STRESS_EXPLAINED)),
        rows=tuple(f"{line.name}: {line.said}" for line in before.lines),
        telling=(turn,),
        changes=(turn,),
        rests_on=asked(findings, (*CASE, *risks.RISKS, "risk.4", "case.6")),
        rule=sentence("stress.rule"),
        link=optimism.SOURCE_LINK,
    )


def plan(findings: Findings) -> Told | None:
    """When it is done, and whether the milestones fit the budget."""
    found = findings.plan
    if found is None:
        return None
    days = {"p10": dated(found.p10), "p50": dated(found.p50), "p90": dated(found.p90)}
    left = found.budget - found.total
    total, budget = money(found.total, found.currency), money(found.budget, found.currency)
    key = "plan.over" if left < 0 else "plan.within"
    sums = sentence(key, total=total, budget=budget, left=money(abs(left), found.currency))
    last = found.milestones[-1] if found.milestones else None
    told = (
        ("plan.early" if last.day < found.p50 else "plan.late" if last.day > found.p90 else "plan.fits") if last else ""
    )
    lines = [Line(sentence("plan.budget"), sums)]
    if last:
        lines.append(Line(sentence("plan.last"), sentence(told, name=last.what, day=dated(last.day), **days)))
    lines += both(findings, PLAN_EXPLAINED)
    change = sentence("plan.turn_over" if left < 0 else "plan.turn_within", left=money(abs(left), found.currency))
    return Told(
        verdict=sentence("plan.verdict", **days),
        lines=tuple(lines),
        rows=tuple(
            f"{dated(stone.day)}: {stone.what}, {money(stone.cost, found.currency)}" for stone in found.milestones
        ),
        telling=(change,),
        changes=(change,),
        rests_on=asked(findings, ("plan.1", "plan.2")),
        rule=sentence("plan.rule"),
    )


def _draws(findings: Findings) -> str:
    """What two thousand draws come to, and the discounted payback."""
    currency, outlook = _currency(findings.record), findings.outlook
    spread = {name: money(getattr(outlook.npv, name), currency) for name in ("p10", "p50", "p90")}
    discounted = findings.case.expected.discounted_payback_months
    month = "" if discounted is None else _month(discounted)
    return sentence("case.draws", **spread, share=share(outlook.share_above_zero), month=month)


def _breakeven(findings: Findings) -> str:
    """The yearly saving at which it turns; none would do for what comes into use too late."""
    needed = business_case.breakeven_saving(findings.case_inputs)
    return (
        sentence("case.too_late")
        if isinf(needed)
        else sentence("case.change", breakeven=money(needed, _currency(findings.record)))
    )


def _turn(saving: float, currency: str) -> str:
    """At which yearly saving it turns, as one of the changes."""
    return sentence("case.no_saving") if isinf(saving) else sentence("case.turn", saving=money(saving, currency))


def _scenario(scenario: Scenario, currency: str) -> str:
    paid = scenario.payback_months
    key = "stress.never" if paid is None else "stress.scenario"
    return sentence(key, npv=money(scenario.npv, currency), month="" if paid is None else _month(paid))


def _unstressed(worse: StressedCase) -> str:
    return "" if worse.time_stressed else sentence("stress.only_cost")


def _uplifted(findings: Findings, currency: str) -> str:
    found, raised = findings.uplift, findings.uplifted
    dealt = share(mitigated_share(findings.risks))
    npv = money(raised.expected.npv, currency)
    return sentence("stress.uplifted", uplift=share(found.capital), npv=npv, dealt=dealt)


def _currency(record: Record) -> str:
    return record.text("case.2.currency") or "EUR"


def _month(months: float | None) -> str:
    return sentence("case.never") if months is None else str(max(1, -int(-months // 1)))

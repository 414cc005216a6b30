"""Money in words: the case for management, and what stress does to it."""

from functools import partial
from math import isinf

from bot.telling.months import month, returns, span, when
from bot.telling.told import Line, Told, Voice, Weighed, against, asked, percent, share, turning
from bot.words.figures import counted, figure, listed, money, shortened
from bot.words.sentences import sentence, spoken
from dialogs.answers.dissent import is_disputed
from dialogs.errors import Sentence
from dialogs.findings import Findings, risks
from dialogs.findings.money import CASE
from dialogs.findings.money import currency as case_currency
from dialogs.flow.other_ways import SHEET
from dialogs.record.record import Record
from dialogs.report.report import Report
from dialogs.report.said import InDoubt
from dialogs.report.sums import Money, Stress, Uplifted
from dialogs.verdicts import business_case, optimism
from dialogs.verdicts.business_case import BusinessCase, CaseInputs, Outlook, Scenario, StressedCase
from dialogs.verdicts.estimates import Percentiles

STRESS_EXPLAINED = ("stress_breaks_it",)


# ---- the case, in its thread


def case_words(findings: Findings) -> dict[str, str]:
    """The management case in sentences: headline, cost, what draws come to, and what would change it."""
    case, given, currency = findings.case, findings.case_inputs, case_currency(findings.record)
    return {
        "headline": _headline(findings),
        "cost": sentence(
            "case.cost",
            saving=money(given.saving.expected, currency),
            once=money(given.once.expected, currency),
            yearly=money(given.yearly.expected, currency),
            low=money(case.cautious.npv, currency),
            high=money(case.hopeful.npv, currency),
        ),
        "draws": spoken(draws(findings.outlook, case, currency)),
        "change": _change(findings.record, given, pays=case.pays),
    }


def case(findings: Findings) -> Told:
    """The case, for its reasoning."""
    words, paid_back = case_words(findings), findings.outlook.payback_months
    of_old = findings.record.catalog.of_old
    early, middle, late = span(paid_back.p10, paid_back.p50, paid_back.p90, of_old=of_old)
    lines = (
        Line(sentence("case.sums"), words["cost"]),
        Line(sentence("case.drawn"), words["draws"]),
        Line(sentence("case.paybacks"), sentence("case.payback_spread", early=early, middle=middle, late=late)),
    )
    return Told(
        verdict=words["headline"],
        lines=lines,
        changes=(_turn(findings.case_inputs, findings.record, pays=findings.case.pays),),
        rests_on=asked(findings, CASE),
        rule=sentence("case.rule"),
    )


def _headline(findings: Findings) -> str:
    """Whether it pays back and when, and what it is worth."""
    case, given = findings.case, findings.case_inputs
    paid_back = case.expected.payback_months
    ends, of_old = (case.hopeful.payback_months, case.cautious.payback_months), findings.record.catalog.of_old
    early, late = (month(end, of_old=of_old) for end in ends)
    return sentence(
        "case.loses" if paid_back is None else "case.pays",
        when=when(paid_back),
        early=early if early != late else "",
        late=late,
        npv=money(case.expected.npv, case_currency(findings.record)),
        years=counted(given.horizon, "year"),
        rate=figure(given.rate * 100),
    )


def _change(record: Record, given: CaseInputs, *, pays: bool) -> str:
    """What would change it, as the case is told."""
    turn = _turn(given, record, pays=pays)
    late = isinf(business_case.breakeven_saving(given))
    return sentence("case.too_late") if late else sentence("case.change", turn=turn)


def _turn(given: CaseInputs, record: Record, *, pays: bool, under_stress: bool = False) -> str:
    """At which yearly saving it turns, the rest as given: below it what pays stops to, and from it on it does."""
    saving = business_case.breakeven_saving(given)
    if isinf(saving):
        return sentence("case.no_saving")
    values = {
        "saving": _turning(record, saving, pays=pays),
        "pays": pays,
        "under_stress": under_stress,
        "of_old": record.catalog.of_old,
        **_end_beyond(given, saving, case_currency(record), pays=pays),
    }
    return sentence("case.turn", **values)


def _end_beyond(given: CaseInputs, saving: float, currency: str, *, pays: bool) -> dict[str, str]:
    """The low saving where it lies under that at which it turns, the high one where it reaches it; else empty."""
    low, high = given.saving.low, given.saving.high
    return {
        "low": money(low, currency) if pays and low < saving else "",
        "high": money(high, currency) if not pays and high >= saving else "",
    }


def _turning(record: Record, saving: float, *, pays: bool) -> str:
    """The saving at which it turns, on the side on which what is said of it holds; of old, the nearest."""
    return turning(of_old=record.catalog.of_old, rises=not pays)(saving, case_currency(record))


# ---- the case, in thread and report


def draws(outlook: Outlook, case: BusinessCase, currency: str, voice: Voice = Voice.THREAD) -> Sentence:
    """What two thousand draws come to, and the discounted payback."""
    discounted = case.expected.discounted_payback_months
    values = {
        **_spread(outlook.npv, currency),
        "share": share(outlook.share_above_zero),
        "when": "" if discounted is None else when(discounted),
    }
    return Sentence(f"case.draws{voice}", values)


def breakeven(report: Report) -> Sentence | str:
    """The yearly saving at which it turns, in a report; none would do for what comes into use too late.

    Written as wherever else it stands: as the sum from which on, or up to which, what is said of it holds.
    """
    reckoned = report.money
    if reckoned is None:
        return ""
    if reckoned.breakeven_saving is None:
        return Sentence("case.too_late_report")
    of_old, pays = report.decision.of_old, reckoned.case.pays
    written = turning(of_old=of_old, rises=not pays)
    values = {
        "breakeven": written(reckoned.breakeven_saving, reckoned.currency),
        "of_old": of_old,
        **_end_beyond(reckoned.given, reckoned.breakeven_saving, reckoned.currency, pays=pays),
    }
    return Sentence("case.change_report", values)


def _spread(drawn: Percentiles, currency: str) -> dict[str, str]:
    return {name: money(getattr(drawn, name), currency) for name in ("p10", "p50", "p90")}


# ---- the case, in a report


def sums(reckoned: Money) -> Sentence:
    """What it brings a year, and what it costs once and a year."""
    given, currency = reckoned.given, reckoned.currency
    values = {
        "saving": money(given.saving.expected, currency),
        "least": money(given.saving.low, currency),
        "most": money(given.saving.high, currency),
        "once": money(given.once.expected, currency),
        "yearly": money(given.yearly.expected, currency),
    }
    return Sentence("case.cost_report", values)


def in_doubt(report: Report) -> str:
    """The figures somebody was not sure of, each as it was typed: “what it saves: “30k / 60k? / 108k””."""
    return listed([sentence("sum.in_doubt", what=_doubted(one), typed=one.typed) for one in report.in_doubt])


def _doubted(one: InDoubt) -> str:
    """What a figure is of; on the sheet of alternatives, which way it belongs to."""
    question, _, field = one.figure.rpartition(".")
    if question == SHEET:
        return sentence("sum.of_the_sheet", way=sentence(f"need.way_{field}"))
    return sentence(f"sum.{field}", of=one.of)


def payback(reckoned: Money, of_old: bool = False) -> Sentence:
    """When it is paid back; by the draws where there are any, else by the hopeful and the cautious case."""
    case, drawn = reckoned.case, reckoned.drawn
    expected, hopeful, cautious = (scenario.payback_months for scenario in (case.expected, case.hopeful, case.cautious))
    if expected is None:
        good = "" if hopeful is None else month(hopeful)
        return Sentence("payback.lost_report", {"years": counted(reckoned.given.horizon, "year"), "hopeful": good})
    ends = (drawn.payback_months.p10, drawn.payback_months.p90) if drawn else (hopeful, cautious)
    _, early, late = span(expected, *ends, of_old=of_old)
    parted = month(ends[0]) != month(ends[1])
    values = {"when": when(expected), "early": early if parted else "", "late": late, "drawn": drawn is not None}
    if case.pays:
        return Sentence("payback.spread_report", values)
    years, rate = counted(reckoned.given.horizon, "year"), figure(reckoned.given.rate * 100)
    return Sentence("payback.undiscounted_report", {**values, "years": years, "rate": rate})


def worth(reckoned: Money) -> Sentence:
    """Its net present value, and the range it may come to."""
    case, drawn, currency = reckoned.case, reckoned.drawn, reckoned.currency
    low, high = (drawn.npv.p10, drawn.npv.p90) if drawn else (case.cautious.npv, case.hopeful.npv)
    values = {
        "years": counted(reckoned.given.horizon, "year"),
        "rate": figure(reckoned.given.rate * 100),
        "npv": money(case.expected.npv, currency),
        "low": money(low, currency),
        "high": money(high, currency),
        "drawn": drawn is not None,
    }
    return Sentence("case.worth_report", values)


def in_use(reckoned: Money, at: int) -> str:
    """After how many months it is in use in the cautious (0), the expected and the hopeful case; "" without a wait."""
    given = reckoned.given
    return "" if given.months == business_case.NO_WAIT else counted(business_case.waits(given)[at], "month")


def begins_early(reckoned: Money) -> Sentence | str:
    """That the cautious case begins early, as a year of it loses money; empty where it does not."""
    given = reckoned.given
    return Sentence("case.early_report") if business_case.waits(given)[0] < given.months.high else ""


def disputed(report: Report) -> str:
    """Who worked the saving out, where those words say that somebody disputes it; of old reports nothing."""
    source = report.money.saving_source if report.money and not report.decision.of_old else None
    return source.text if source and is_disputed(source.text) else ""


def robust(reckoned: Money) -> Sentence:
    """Whether it pays, and still does where all goes worse."""
    case = reckoned.case
    return Sentence(f"case.{'lost' if not case.pays else 'robust' if case.robust else 'fragile'}_report")


# ---- stress and optimism


def under_stress(findings: Findings) -> Weighed | None:
    """What stands above the stress question: what the team's own numbers say to it; nothing before they are there."""
    return _under_stress(findings) if findings.case_is_made else None


def _under_stress(findings: Findings) -> Weighed:
    currency, outlook = case_currency(findings.record), findings.outlook
    case, worse, of_old = findings.case, findings.stressed, findings.record.catalog.of_old
    stressed = _scenario(worse.expected, currency, of_old=of_old)
    years = counted(findings.case_inputs.horizon, "year")
    drawn = sentence("stress.drawn", **_spread(outlook.npv, currency), share=share(outlook.share_above_zero))
    return Weighed(
        says=sentence("stress.says", years=years),
        lines=(
            Line(sentence("stress.expected"), _scenario(case.expected, currency, of_old=of_old)),
            Line(sentence("stress.stressed"), f"{stressed} {_unstressed(worse)}".strip()),
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
    answer = record.catalog.questions["case.6"].field("stress").options.get(record.choice("case.6.stress") or "", "")
    stressed = business_case.with_stress(findings.case_inputs)
    turn = _turn(stressed, record, pays=findings.stressed.pays, under_stress=True)
    return Told(
        verdict=sentence("stress.verdict", answer=answer, because=shortened(record.text("case.6.because"), 240)),
        lines=(*before.lines[1:2], *before.lines[3:], *against(findings, STRESS_EXPLAINED)),
        rows=tuple(f"{line.name}: {line.said}" for line in before.lines),
        telling=(turn,),
        changes=(turn,),
        rests_on=asked(findings, (*CASE, *risks.RISKS, "risk.4", "case.6")),
        rule=sentence("stress.rule"),
        link=optimism.SOURCE_LINK,
    )


def stressed(stress: Stress, currency: str) -> Sentence:
    """What the case comes to under stress, in a report."""
    npv, back = money(stress.npv, currency), returns(stress.payback_months)
    values = {"time_stressed": stress.time_stressed, "npv": npv, "returns": back}
    return Sentence("stress.stressed_report", values)


def uplifted(uplifted: Uplifted, currency: str) -> Sentence:
    """What it comes to as such projects have gone, in a report."""
    values = {
        "dealt": share(uplifted.mitigated),
        "uplift": percent(uplifted.capital),
        "npv": money(uplifted.npv, currency),
        "returns": returns(uplifted.payback_months),
        "at_best": percent(uplifted.at_best.capital) if uplifted.at_best else "",
        "best_npv": money(uplifted.at_best.npv, currency) if uplifted.at_best else "",
    }
    return Sentence("stress.uplifted_report", values)


def _scenario(scenario: Scenario, currency: str, *, of_old: bool) -> str:
    paid_back = scenario.payback_months
    key = "stress.never" if paid_back is None else "stress.scenario"
    return sentence(key, npv=money(scenario.npv, currency), when=when(paid_back), of_old=of_old)


def _unstressed(worse: StressedCase) -> str:
    return "" if worse.time_stressed else sentence("stress.only_cost")


def _uplifted(findings: Findings, currency: str) -> str:
    npv, uplift = money(findings.uplifted.expected.npv, currency), percent(findings.uplift.capital)
    if not findings.ungraded:
        return sentence("stress.uplifted", uplift=uplift, npv=npv, dealt=percent(findings.mitigated.least))
    best, least = money(findings.at_best.expected.npv, currency), percent(findings.uplifts.least.capital)
    return sentence("stress.uplifted_between", least=least, most=uplift, low=npv, high=best)


def eaten(report: Report) -> Sentence | str:
    """That mistakes eat more than half of what the right answers bring, in figures; empty where they do not.

    With what that comes to a year, where it is less than the saving that is reckoned with.
    """
    found = report.mistakes
    if found is None or found.right is None or found.errors is None:
        return ""
    saving = report.figures.saving if report.figures else None
    a_year = found.gain * found.cases if found.cases else 0.0
    less = saving is not None and 0 < a_year < saving.expected
    in_money = partial(_in_its_money, report)
    values = {
        "brings": in_money(round((found.gain + found.lost) * 100, 2)),
        "costs": in_money(round(found.lost * 100, 2)),
        "gain": in_money(float(f"{found.gain:.4g}")),
        "right": figure(100 - found.errors),
        "wrong": figure(found.errors),
        "cases": figure(found.cases or 0) if less else "",
        "year": in_money(round(a_year)),
        "saving": in_money(round(saving.expected)) if saving else "",
    }
    return Sentence("case.eaten_report", values)


def _in_its_money(report: Report, amount: float) -> str:
    """A sum of a single case, with its decimals, in the case's money; without it where nobody chose one."""
    made = report.money or report.so_far
    currency = made.currency if made and not report.decision.of_old else ""
    return f"{currency} {figure(amount)}".strip()

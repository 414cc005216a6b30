"""Whether machine learning is needed, in words: the ways side by side, and which way the kind of task points."""

from bot.telling import so_far
from bot.telling.told import Line, Told, Weighed, asked, explained, percent, turning
from bot.words.figures import counted, figure, inline, money, shortened, upper_first
from bot.words.sentences import sentence
from dialogs.errors import Sentence
from dialogs.findings import Findings
from dialogs.findings.money import CASE, TERMS, SoFar
from dialogs.record.parts import NOTHING_SAID
from dialogs.record.record import Record
from dialogs.report.judged import Need
from dialogs.report.report import Report
from dialogs.verdicts import need
from dialogs.verdicts.need import Decision, Flip, LedgerRow, Outcome
from dialogs.verdicts.partial.need import PARTS, Bound, Ledger

RESTS_ON = ("need.1", "need.2", "need.3", "need.4", "need.5")
EXPLAINED = ("ledger_disagrees", "rules_suffice", "scale_is_small")


def ledger(findings: Findings) -> Told:
    """The verdict after the alternatives were set side by side."""
    return _ledger(findings, findings.need, findings.ledger, RESTS_ON)


def by_later_figures(findings: Findings) -> Told:
    """The same for the report: machine learning with the case's figures, what is done instead with the exam's."""
    rests_on = (*RESTS_ON, *(CASE if findings.need_by_case else ()))
    return _ledger(findings, findings.need_now, findings.ledger_now, rests_on)


def _ledger(findings: Findings, decision: Decision, sheet: Ledger, rests_on: tuple[str, ...]) -> Told:
    record = findings.record
    return Told(
        verdict=_verdict(findings, decision),
        lines=(
            *_ways(record, decision),
            *_left_out(findings),
            *_bounds(record, sheet),
            *_because(record),
            *_leaning(findings),
        ),
        rows=tuple(_row(decision, row) for row in decision.rows),
        telling=tuple(_flip(decision, record, flip) for flip in _telling(decision)),
        changes=tuple(_flip(decision, record, flip) for flip in decision.flips),
        rests_on=asked(findings, rests_on),
        rule=sentence("need.rule"),
        link=need.GOOGLE,
    )


def instead(findings: Findings) -> Weighed:
    """What stands above “what is done instead”: the way that suffices, among the others."""
    record = findings.record
    decision = findings.need
    says = " ".join(filter(None, (sentence("need.instead", way=_suffices(record)), _over(decision))))
    return Weighed(says=says, lines=tuple(_ways(record, decision)))


def forgone(findings: Findings, way: str) -> str:
    """By how much machine learning is worth more than this way, on the team's own sheet; empty where it isn't."""
    decision = findings.need
    gap = next((row.gap for row in decision.ledger if row.way == way), None)
    if gap is None or gap >= 0:
        return ""
    more = money(-gap, findings.record.text("need.4.currency"))
    return sentence("need.forgone", more=more, years=counted(decision.inputs.horizon or 0, "year"))


def summary(report: Report) -> Sentence | str:
    """The same in a report's one sentence; empty where the need is undecided."""
    judged = report.need
    if judged is None:
        return ""
    if judged.outcome is Outcome.EQUAL:
        return _equal_in_report(judged)
    if judged.as_good and judged.outcome in (Outcome.NEEDED, Outcome.CONTRADICTION):
        return _as_good(judged)
    if judged.outcome is Outcome.SIMPLER:
        return Sentence("need.simpler_report")
    return _worth_most(judged) if judged.outcome is Outcome.NEEDED else ""


def sheet(report: Report) -> Sentence | str:
    """What machine learning costs and is worth by the sheet of alternatives, where that is all there is of the money.

    A proof of concept, and what is run without MLOps, is asked for no case. Empty where there is one, or no sheet.
    """
    judged, made = report.need, report.decision
    own = judged.sheet if judged else None
    ends = (made.would_be, made.leads_to, made.outcome)
    if judged is None or own is None or made.of_old or report.money or report.so_far or report.instead:
        return ""
    sums = dict(zip(PARTS, own, strict=True))
    if not {"approved_poc", "approved_ml"} & set(ends) or not any(sum is not None for sum in own):
        return ""
    row = next((way for way in judged.ways if way.way == need.ML), None)
    values = {part: "" if sum is None else money(sum, judged.currency) for part, sum in sums.items()}
    names = {"once": "once", "yearly": "yearly", "value": "saving"}
    return Sentence(
        "case.sheet_report",
        {
            **values,
            "lacking": [sentence(f"sum.{names[part]}") for part, sum in sums.items() if sum is None],
            "npv": money(row.npv, judged.currency) if row else "",
            "years": counted(judged.horizon or 0, "year"),
            "rate": figure((judged.rate or 0) * 100),
        },
    )


def _as_good(judged: Need) -> Sentence:
    """That another way is worth as much or more; by how much, where the case says what machine learning is worth."""
    way = Sentence(f"need.way_{judged.as_good[0]}")
    gap = next(one.gap for one in judged.ways if one.way == judged.as_good[0])
    values = {
        "way": way,
        "more": money(gap, judged.currency) if gap else "",
        "at_once": at_once(judged),
        "without": so_far.missing(judged.without),
        **({} if judged.of_old else _worth_of(judged, judged.as_good[0])),
    }
    if not judged.by_case:
        return Sentence("need.as_good_of_old_report" if judged.of_old else "need.as_good_report", values)
    return Sentence("need.ahead_report", values)


def _worth_of(judged: Need, way: str) -> dict[str, str]:
    """What machine learning and one other way are worth over the years."""
    values = {one.way: money(one.npv, judged.currency) for one in judged.ways}
    return {"ml": values[need.ML], "other": values[way], "years": counted(judged.horizon or 0, "year")}


def _equal_in_report(judged: Need) -> Sentence:
    """That two ways are as good as equal, in amounts; and which is the cheaper one, since that counts then."""
    best = judged.equals[0]
    values = {
        "way": Sentence(f"need.way_{best}"),
        "cheaper": Sentence(f"need.way_{judged.cheaper}") if judged.cheaper else "",
        "less": "" if judged.cheaper_by is None else money(judged.cheaper_by, judged.currency),
        "share": percent(need.TIE),
        "by_case": judged.by_case,
        "without": so_far.missing(judged.without),
        "at_once": at_once(judged),
        "because": shortened(judged.because, 160) if judged.cheaper and judged.cheaper != need.ML else "",
        **_worth_of(judged, best),
    }
    return Sentence("need.equal_report", values)


def at_once(judged: Need) -> Sentence | str:
    """What the best of the other ways would be worth in use from the first day, beside machine learning.

    Empty where nothing waits; in reports of 0.1.0, where it would not be worth more.
    """
    lead = judged.at_once_lead
    if lead is None or not judged.wait or (judged.of_old and lead <= 0):
        return ""
    values = {
        "way": Sentence(f"need.way_{judged.at_once}"),
        "more": money(abs(lead), judged.currency),
        "leads": lead > 0,
        "wait": counted(judged.wait, "month"),
    }
    return Sentence("need.at_once", values)


def _worth_most(judged: Need) -> Sentence:
    """By how much machine learning is worth more than the next best way, where there are others beside it."""
    ml = next((way for way in judged.ways if way.way == need.ML), None)
    other = next((way for way in judged.ways if way.way != need.ML), None)
    if ml is None or other is None or other.gap is None:
        return Sentence("need.unreckoned_report")
    values = {
        "years": counted(judged.horizon or 0, "year"),
        "worth": money(ml.npv, judged.currency),
        "more": money(-other.gap, judged.currency),
        "way": Sentence(f"need.way_{other.way}"),
        "at_once": at_once(judged),
        "without": so_far.missing(judged.without),
    }
    return Sentence("need.needed_report", values)


def _verdict(findings: Findings, decision: Decision) -> str:
    record = findings.record
    missing = [sentence(f"need.missing_{name}") for name in decision.missing]
    rivals = [inline(_way(record, way)) for way in decision.as_good]
    ahead = _ahead(findings, decision)
    said = ahead or _equal(findings, decision)
    said = said or sentence(f"need.{decision.outcome}", missing=missing, rivals=rivals, way=_suffices(record))
    told = _at_once(decision, record) if decision.outcome in _COMPARED and not ahead else ""
    reasons = [upper_first(words) + "." for _, words in explained(findings, EXPLAINED)]
    return " ".join(filter(None, (said, told, *reasons[:1], _over(decision, findings.money_so_far))))


def _ahead(findings: Findings, decision: Decision) -> str:
    """By how much another way is worth more on the case's figures; empty where none is, or nothing of it counts."""
    if (
        not decision.as_good
        or not _is_by_case(decision)
        or decision.outcome not in (Outcome.NEEDED, Outcome.CONTRADICTION)
    ):
        return ""
    record, case = findings.record, findings.money_so_far
    best = next(row for row in decision.ledger if row.way == decision.as_good[0])
    more = money(best.gap, record.text("need.4.currency")) if best.gap else ""
    return sentence(
        "need.ahead_report",
        way=inline(_way(record, best.way)),
        more=more,
        at_once=_at_once(decision, record),
        without=so_far.missing(case.left_out) if case else [],
    )


def _equal(findings: Findings, decision: Decision) -> str:
    """That two ways are as good as equal, in amounts; empty where they are not."""
    if decision.outcome is not Outcome.EQUAL:
        return ""
    record, case = findings.record, findings.money_so_far
    currency, best = record.text("need.4.currency"), decision.equals[0]
    ml = next(row for row in decision.ledger if row.way == need.ML)
    cheaper, by = decision.cheaper or ("", 0.0)
    return sentence(
        "need.equal_report",
        because="",
        way=inline(_way(record, best.way)),
        ml=money(ml.npv, currency),
        other=money(best.npv, currency),
        years=counted(decision.inputs.horizon or 0, "year"),
        cheaper=inline(_way(record, cheaper)) if cheaper else "",
        less=money(by, currency),
        share=percent(need.TIE),
        by_case=_is_by_case(decision),
        without=so_far.missing(case.left_out) if case and _is_by_case(decision) else [],
        at_once="",
    )


def _at_once(decision: Decision, record: Record) -> str:
    """The same in the verdict: nobody is asked how long the other ways take."""
    way, lead = decision.at_once or ("", 0.0)
    wait = decision.inputs.ledger[need.ML].wait if way else 0.0
    if not wait:
        return ""
    more = money(abs(lead), record.text("need.4.currency"))
    return sentence(
        "need.at_once", way=inline(_way(record, way)), more=more, leads=lead > 0, wait=counted(wait, "month")
    )


_COMPARED = (Outcome.NEEDED, Outcome.CONTRADICTION, Outcome.EQUAL)
"""What the sheet can speak against: of something simpler, or of something missing, it says nothing."""


def _is_by_case(decision: Decision) -> bool:
    return decision.inputs.lead is not None


def _over(decision: Decision, case: SoFar | None = None) -> str:
    """Over how many years, and at which rate, the ways below are compared; and whose machine learning's figures are.

    Of a `case` in which something is lacking, it says what is left out of them, and what is the sheet's instead.
    """
    given = decision.inputs
    if not decision.ledger:
        return ""
    terms = {"years": counted(given.horizon or 0, "year"), "rate": figure((given.rate or 0) * 100)}
    if not _is_by_case(decision):
        return sentence("need.over", **terms)
    wait = given.ledger[need.ML].wait
    left_out = case.left_out if case else ()
    lacking = case.lacking if case else ()
    return sentence(
        "need.over_case",
        **terms,
        without=so_far.missing(left_out),
        sheets=so_far.missing([path for path in lacking if path not in (*left_out, *TERMS)]),
        wait=counted(wait, "month") if wait else "",
        no_months="case.5.months" in lacking,
    )


def _suffices(record: Record) -> str:
    """What the team says would do; empty where nothing simpler would."""
    chosen = record.choice("need.5.simpler")
    options = record.catalog.questions["need.5"].field("simpler").options
    return inline(options[chosen]) if chosen and chosen != "none" else ""


def _ways(record: Record, decision: Decision) -> list[Line]:
    """Each way that was reckoned, the best first, over the same years and at the same rate."""
    currency = record.text("need.4.currency")
    return [Line(_way(record, row.way), _sums(row, decision, currency)) for row in decision.ledger]


def _sums(row: LedgerRow, decision: Decision, currency: str) -> str:
    costing = row.costing
    return sentence(
        "need.way",
        npv=money(row.npv, currency),
        once=money(costing.once, currency),
        yearly=money(costing.yearly, currency),
        value=money(costing.value, currency),
        best=row is decision.ledger[0],
    )


def _bounds(record: Record, sheet: Ledger) -> list[Line]:
    """What the one unknown sum of a way has to come to, and the ways of which too much is unknown to compare them."""
    left_out = [inline(_way(record, way)) for way in sheet.left_out]
    apart = [Line(sentence("need.apart"), sentence("need.left_out", ways=left_out))] if left_out else []
    return [*(Line(_way(record, bound.way), _bound(record, bound)) for bound in sheet.bounds), *apart]


def _bound(record: Record, bound: Bound) -> str:
    rival, ml = inline(_way(record, bound.rival)), bound.way == need.ML
    if bound.turn is None:
        return sentence("need.always", part=bound.part, ml=ml, rival=rival, best=(bound.always is Outcome.NEEDED) == ml)
    written = turning(of_old=record.catalog.of_old, rises=bound.part == "value")
    amount = written(bound.turn.at, record.text("need.4.currency"))
    return sentence("need.bound", part=bound.part, ml=ml, rival=rival, amount=amount)


def _left_out(findings: Findings) -> list[Line]:
    """That the case has figures which do not stand on the sheet now, as something before it waits for its answer."""
    record = findings.record
    is_made = any(record.entries.get(question, NOTHING_SAID).answer for question in CASE)
    waits = is_made and "case" not in record.walked and record.ending is None and not record.catalog.of_old
    return [Line(sentence("need.case_waits"), sentence("need.case_waits_until"))] if waits else []


def _because(record: Record) -> list[Line]:
    said = record.text("need.5.because")
    key = "need.because" if record.choice("need.5.simpler") == "none" else "need.because_simpler"
    return [Line(sentence(key), shortened(said, 240))] if said else []


def _leaning(findings: Findings) -> list[Line]:
    """Which way the guidebook points; nothing where nobody ticked anything."""
    leaning = findings.leaning
    said = sentence(f"need.leaning_{leaning}")
    return [Line(sentence("need.leaning"), said)] if leaning is not need.Leaning.NONE else []


def _row(decision: Decision, row: str) -> str:
    """A row of the table; an aspect says which way it was answered."""
    if row in need.ASPECTS:
        return upper_first(sentence(f"need.{row}_{getattr(decision.inputs, row)}"))
    by_case = "_report" if _is_by_case(decision) and row == "another_is_worth_as_much" else ""
    return upper_first(sentence(f"need.row_{row}{by_case}"))


def _telling(decision: Decision) -> list[Flip]:
    """The value at which it turns, then one answer; all of them say the same."""
    ranked = sorted(decision.flips, key=lambda flip: flip.input != "ml.value")
    return ranked[:2]


def _flip(decision: Decision, record: Record, flip: Flip) -> str:
    by_case = "_report" if _is_by_case(decision) and flip.outcome is Outcome.CONTRADICTION else ""
    outcome = sentence(f"need.out_{flip.outcome}{by_case}")
    if flip.input == "ml.value":
        rises = flip.value > decision.inputs.ledger[need.ML].value
        written = turning(of_old=record.catalog.of_old, rises=rises)
        worth = written(flip.value, record.text("need.4.currency"))
        values = {"value": worth, "outcome": outcome, "of_old": record.catalog.of_old}
        return sentence("need.flip_value", by_case=_is_by_case(decision), **values)
    told = "" if record.catalog.of_old else _TOLD_BY_AN_ASPECT.get(flip.outcome, "")
    outcome = sentence(told) if told else outcome
    return sentence("need.flip_aspect", change=sentence(f"need.{flip.input}_{flip.value}"), outcome=outcome)


_TOLD_BY_AN_ASPECT = {Outcome.SIMPLER: "need.out_then_simpler"}
"""What an outcome is called behind an aspect that says almost the same: “rules that would do: something simpler …”."""


def _way(record: Record, way: str) -> str:
    return record.catalog.questions["need.4"].field(way).label

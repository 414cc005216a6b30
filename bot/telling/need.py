"""Whether machine learning is needed, in words: the ways side by side, and which way the kind of task points."""

from bot.telling.told import Line, Told, Weighed, asked, explained
from bot.words.figures import counted, inline, money, shortened, upper_first
from bot.words.sentences import sentence
from dialogs.errors import Sentence
from dialogs.findings import Findings
from dialogs.record.record import Record
from dialogs.report.judged import Need
from dialogs.report.parts import Report
from dialogs.verdicts import need
from dialogs.verdicts.need import Decision, Flip, LedgerRow, Outcome
from dialogs.verdicts.partial.need import Bound

RESTS_ON = ("need.1", "need.2", "need.3", "need.4", "need.5")
EXPLAINED = ("ledger_disagrees", "rules_suffice", "scale_is_small")


def ledger(findings: Findings) -> Told:
    """The verdict after the alternatives were set side by side."""
    record = findings.record
    decision = findings.need
    return Told(
        verdict=_verdict(findings, decision),
        lines=(*_ways(record, decision), *_bounds(findings), *_because(record), *_leaning(findings)),
        rows=tuple(_row(decision, row) for row in decision.rows),
        telling=tuple(_flip(record, flip) for flip in _telling(decision)),
        changes=tuple(_flip(record, flip) for flip in decision.flips),
        rests_on=asked(findings, RESTS_ON),
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
    if judged.as_good and judged.outcome in (Outcome.NEEDED, Outcome.CONTRADICTION):
        return Sentence("need.as_good_report", {"way": Sentence(f"need.way_{judged.as_good[0]}")})
    if judged.outcome is Outcome.SIMPLER:
        return Sentence("need.simpler_report")
    return _worth_most(judged) if judged.outcome is Outcome.NEEDED else ""


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
    }
    return Sentence("need.needed_report", values)


def _verdict(findings: Findings, decision: Decision) -> str:
    record = findings.record
    missing = [sentence(f"need.missing_{name}") for name in decision.missing]
    rivals = [inline(_way(record, way)) for way in decision.as_good]
    said = sentence(f"need.{decision.outcome}", missing=missing, rivals=rivals, way=_suffices(record))
    reasons = [upper_first(words) + "." for _, words in explained(findings, EXPLAINED)]
    return " ".join(filter(None, (said, *reasons[:1], _over(decision))))


def _over(decision: Decision) -> str:
    """Over how many years, and at which rate, the ways below are compared."""
    given = decision.inputs
    years, rate = counted(given.horizon or 0, "year"), f"{(given.rate or 0) * 100:g}"
    return sentence("need.over", years=years, rate=rate) if decision.ledger else ""


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


def _bounds(findings: Findings) -> list[Line]:
    """What the one unknown sum of a way has to come to, and the ways of which too much is unknown to compare them."""
    record, sheet = findings.record, findings.ledger
    left_out = [inline(_way(record, way)) for way in sheet.left_out]
    apart = [Line(sentence("need.apart"), sentence("need.left_out", ways=left_out))] if left_out else []
    return [*(Line(_way(record, bound.way), _bound(record, bound)) for bound in sheet.bounds), *apart]


def _bound(record: Record, bound: Bound) -> str:
    rival, ml = inline(_way(record, bound.rival)), bound.way == need.ML
    if bound.turn is None:
        return sentence("need.always", part=bound.part, ml=ml, rival=rival, best=(bound.always is Outcome.NEEDED) == ml)
    amount = money(bound.turn.at, record.text("need.4.currency"))
    return sentence("need.bound", part=bound.part, ml=ml, rival=rival, amount=amount)


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
    return upper_first(
        sentence(f"need.{row}_{getattr(decision.inputs, row)}" if row in need.ASPECTS else f"need.row_{row}")
    )


def _telling(decision: Decision) -> list[Flip]:
    """The value at which it turns, then one answer; all of them say the same."""
    ranked = sorted(decision.flips, key=lambda flip: flip.input != "ml.value")
    return ranked[:2]


def _flip(record: Record, flip: Flip) -> str:
    outcome = sentence(f"need.out_{flip.outcome}")
    if flip.input == "ml.value":
        worth = money(flip.value, record.text("need.4.currency"))
        return sentence("need.flip_value", value=worth, outcome=outcome)
    return sentence("need.flip_aspect", change=sentence(f"need.{flip.input}_{flip.value}"), outcome=outcome)


def _way(record: Record, way: str) -> str:
    return record.catalog.questions["need.4"].field(way).label

"""Whether machine learning is needed, in words: the ways side by side, and which way the kind of task points."""

from bot.telling.told import Line, Told, Weighed, asked, capital, explained
from bot.words.figures import counted, inline, money, shortened
from bot.words.sentences import sentence
from dialogs.findings import need as judged
from dialogs.record.record import Record
from dialogs.verdicts import need
from dialogs.verdicts.need import Decision, Flip, LedgerRow

RESTS_ON = ("need.1", "need.2", "need.3", "need.4", "need.5")
EXPLAINED = ("ledger_disagrees", "rules_suffice", "scale_is_small")


def ledger(scoping: Record) -> Told:
    """The verdict after the alternatives were set side by side."""
    decision = judged.need_verdict(scoping)
    return Told(
        verdict=_verdict(scoping, decision),
        lines=(*_ways(scoping, decision), *_because(scoping), *_leaning(scoping)),
        rows=tuple(_row(decision, row) for row in decision.rows),
        telling=tuple(_flip(scoping, flip) for flip in _telling(decision)),
        changes=tuple(_flip(scoping, flip) for flip in decision.flips),
        rests_on=asked(scoping, RESTS_ON),
        rule=sentence("need.rule"),
        link=need.GOOGLE,
    )


def instead(scoping: Record) -> Weighed:
    """What stands above “what is done instead”: the way that suffices, among the others."""
    decision = judged.need_verdict(scoping)
    says = " ".join(filter(None, (sentence("need.instead", way=_suffices(scoping)), _over(decision))))
    return Weighed(says=says, lines=tuple(_ways(scoping, decision)))


def forgone(scoping: Record, way: str) -> str:
    """By how much machine learning is worth more than this way, on the team's own sheet; empty where it isn't."""
    decision = judged.need_verdict(scoping)
    gap = next((row.gap for row in decision.ledger if row.way == way), None)
    if gap is None or gap >= 0:
        return ""
    more = money(-gap, scoping.text("need.4.currency"))
    return sentence("need.forgone", more=more, years=counted(decision.inputs.horizon or 0, "year"))


def _verdict(scoping: Record, decision: Decision) -> str:
    missing = [sentence(f"need.missing_{name}") for name in decision.missing]
    rivals = [inline(_way(scoping, way)) for way in decision.as_good]
    said = sentence(f"need.{decision.outcome}", missing=missing, rivals=rivals, way=_suffices(scoping))
    reasons = [capital(words) + "." for _, words in explained(scoping, EXPLAINED)]
    return " ".join(filter(None, (said, *reasons[:1], _over(decision))))


def _over(decision: Decision) -> str:
    """Over how many years, and at which rate, the ways below are compared."""
    given = decision.inputs
    years, rate = counted(given.horizon or 0, "year"), f"{(given.rate or 0) * 100:g}"
    return sentence("need.over", years=years, rate=rate) if decision.ledger else ""


def _suffices(scoping: Record) -> str:
    """What the team says would do; empty where nothing simpler would."""
    chosen = scoping.choice("need.5.simpler")
    options = scoping.catalog.questions["need.5"].field("simpler").options
    return inline(options[chosen]) if chosen and chosen != "none" else ""


def _ways(scoping: Record, decision: Decision) -> list[Line]:
    """Each way that was reckoned, the best first, over the same years and at the same rate."""
    currency = scoping.text("need.4.currency")
    return [Line(_way(scoping, row.way), _sums(row, decision, currency)) for row in decision.ledger]


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


def _because(scoping: Record) -> list[Line]:
    said = scoping.text("need.5.because")
    key = "need.because" if scoping.choice("need.5.simpler") == "none" else "need.because_simpler"
    return [Line(sentence(key), shortened(said, 240))] if said else []


def _leaning(scoping: Record) -> list[Line]:
    """Which way the guidebook points; nothing where nobody ticked anything."""
    leaning = judged.leaning(scoping)
    said = sentence(f"need.leaning_{leaning}")
    return [Line(sentence("need.leaning"), said)] if leaning is not need.Leaning.NONE else []


def _row(decision: Decision, row: str) -> str:
    """A row of the table; an aspect says which way it was answered."""
    return capital(
        sentence(f"need.{row}_{getattr(decision.inputs, row)}" if row in need.ASPECTS else f"need.row_{row}")
    )


def _telling(decision: Decision) -> list[Flip]:
    """The value at which it turns, then one answer; all of them say the same."""
    ranked = sorted(decision.flips, key=lambda flip: flip.input != "ml.value")
    return ranked[:2]


def _flip(scoping: Record, flip: Flip) -> str:
    outcome = sentence(f"need.out_{flip.outcome}")
    if flip.input == "ml.value":
        worth = money(flip.value, scoping.text("need.4.currency"))
        return sentence("need.flip_value", value=worth, outcome=outcome)
    return sentence("need.flip_aspect", change=sentence(f"need.{flip.input}_{flip.value}"), outcome=outcome)


def _way(scoping: Record, way: str) -> str:
    return scoping.catalog.questions["need.4"].field(way).label

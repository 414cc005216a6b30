"""How a scoping ended or stands, in a report's words: its headline, and what it spares."""

from bot.telling import mlops
from bot.words.figures import counted, long_date, money
from dialogs.errors import Sentence
from dialogs.report.report import Report
from dialogs.report.sums import Instead

NAMED = ("approved_mlops", "approved_ml", "approved_poc", "no_ai")
"""The endings whose name every view has in the same words: card, status and report."""


def name(outcome: str, level: int, means: str, on: Sentence | str, *, proves: bool) -> Sentence:
    """What a decision is called: “Go, on 3 conditions, run by hand”; the conditions as a sentence (`on`)."""
    values = {"level": level, "means": mlops.with_what(means), "on": on, "proves": proves}
    return Sentence(f"ending.{outcome}", values)


def headline(report: Report) -> Sentence:
    """The decision in a sentence; while there is none, how far it is."""
    made, stress = report.decision, report.money.stress if report.money else None
    key = "ready" if made.ready_to_sign else made.outcome
    kept = made.of_old and key in ("ready", "approved_mlops", "approved_ml", "approved_poc")
    on = Sentence("condition.on", {"count": made.conditions})
    return Sentence(
        f"ending_of_old.{key}_report" if kept else f"ending.{key}_report",
        {
            "named": name(key, made.level or 0, made.means, on, proves=made.proves_first) if key in NAMED else "",
            "means": mlops.with_what(made.means),
            "by": made.by,
            "level": made.level,
            "leads_to": mlops.leads_to(made.leads_to, made.level, made.of_old, made.means) if made.leads_to else "",
            "proves": made.proves_first,
            "assumed": bool(report.assumed),
            "smaller": stress is not None and stress.answer == "smaller",
            "ends": long_date(report.proof_ends) if report.proof_ends else "",
            "simply": Sentence(f"need.simply_{report.instead.option if report.instead else 'something'}"),
            "stage": made.stage_title,
            "settled": made.settled,
            "asked": made.asked,
            "on": on,
            "count": made.conditions,
            "held": 0 if made.of_old else len(report.standing),
            "things": Sentence("condition.things", {"count": made.conditions}),
        },
    )


def spared(report: Report) -> Sentence | str:
    """What is not spent, by doing without machine learning or without MLOps; empty where neither is done."""
    if report.instead:
        return _spared_by(report.instead)
    given, leads_to, of_old = report.money, report.decision.leads_to, report.decision.of_old
    if leads_to not in ("approved_poc", "approved_ml"):
        return ""
    # The case is the whole project's: a report of 0.1.0 keeps its words, in which all of that was MLOps.
    once = money(given.given.once.expected, given.currency) if given and of_old else ""
    yearly = money(given.given.yearly.expected, given.currency) if given and of_old else ""
    means = mlops.with_what(report.decision.means)
    return Sentence(f"spared.{leads_to}_report", {"once": once, "yearly": yearly, "of_old": of_old, "means": means})


def _spared_by(instead: Instead) -> Sentence:
    ml, own, spared, currency = instead.ml_first_year, instead.first_year, instead.spared, instead.currency
    if ml is None:
        return Sentence("spared.unknown_report", {"own": "" if own is None else money(own, currency)})
    if own is None or spared is None or not instead.reckoned:
        return Sentence("spared.unreckoned_report", {"ml": money(ml, currency)})
    return Sentence(
        f"spared.{'cheaper' if spared > 0 else 'dearer'}_report",
        {
            "ml": money(ml, currency),
            "own": money(own, currency),
            "spared": money(spared, currency),
            "gap": "" if instead.gap is None else _gap(instead, instead.gap),
        },
    )


def _gap(instead: Instead, gap: float) -> Sentence:
    """By how much it is worth more than machine learning on the team's ledger."""
    years, amount = counted(instead.horizon, "year"), money(abs(gap), instead.currency)
    return Sentence("spared.gap_report", {"years": years, "gap": amount, "more": gap >= 0})

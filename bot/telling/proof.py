"""What speaks against building to last, and what a proof of concept has to show first, in words."""

from collections.abc import Callable, Iterator, Mapping

from bot.telling.need import at_once
from bot.words.figures import at_least, long_date, money
from bot.words.sentences import sentence
from dialogs.errors import Sentence
from dialogs.report.judged import Candidate
from dialogs.report.report import Report
from dialogs.verdicts.need import ML
from dialogs.verdicts.proof import Doubt

OF_THE_CANDIDATE = (Doubt.CANNOT_BE_BUILT, Doubt.NOT_SHOWN, Doubt.NOT_JUDGED)


def speaks_against(report: Report) -> Sentence | str:
    """All that speaks against it, as a report says it; empty where nothing does."""
    told = doubts(report)
    return Sentence("doubt.all_report", {"doubts": told}) if told else ""


def doubts(report: Report) -> list[str]:
    """A sentence for each thing that speaks against it; last, why it was signed all the same."""
    told = [sentence(f"doubt.{doubt}_report", **_VALUES[doubt](report)) for doubt in report.doubts]
    made = report.decision
    signed = report.doubts and made.reason and made.outcome in ("approved_mlops", "approved_ml")
    return [*told, sentence("doubt.signed_report", reason=made.reason)] if signed else told


def to_show(report: Report) -> str:
    """What would settle all of it, as a sentence to begin with: “That the features predict it, on cases kept apart.”"""
    shown = _all_shown(report)
    said = sentence("shows.said", shown=shown) if shown else ""
    line = _line(report)
    return sentence("shows.line", said=said, line=line).strip() if said and line else said


def _line(report: Report) -> str:
    """The line it has to pass, where it has a figure in it."""
    goal = report.evaluation.goal if report.evaluation else ""
    return goal if any(map(str.isdigit, goal)) else ""


def proved(report: Report) -> str:
    """What would take the doubts away, as something that turns the verdict: the line of the proof, or what it shows.

    What was signed as the proof may not cover all of them; the others are named behind it.
    """
    if report.decision.of_old:
        return ""
    signed = report.proof.casefold()
    lines = [line for line in _all_shown(report) if line.casefold() not in signed]
    ends = long_date(report.proof_ends) if report.proof_ends else ""
    words = report.proof or _line(report)
    values = {"proof": words, "ends": ends, "shown": lines, "signed": bool(report.proof)}
    return sentence("shows.proved", **values) if words or lines else ""


def _all_shown(report: Report) -> list[str]:
    return list(dict.fromkeys(line for doubt in report.doubts for line in _shows(report, doubt)))


def _shows(report: Report, doubt: Doubt) -> Iterator[str]:
    if doubt in OF_THE_CANDIDATE:
        yield from (sentence(f"shows.{row}") for row in _open_rows(_chosen(report)))
    elif report.money and doubt is Doubt.LOSES:
        saving = report.money.breakeven_saving
        key = "shows.loses_always" if saving is None else "shows.loses"
        yield sentence(key, saving="" if saving is None else at_least(saving, report.money.currency))
    elif report.money and doubt is Doubt.BREAKS:
        given, currency = report.money.given, report.money.currency
        once, yearly = (money(sum.expected, currency) for sum in (given.once, given.yearly))
        yield sentence("shows.breaks", once=once, yearly=yearly)
    elif doubt in _WAYS:
        yield sentence(f"shows.{doubt}", way=_WAYS[doubt](report)["way"])


def _chosen(report: Report) -> Candidate:
    return next(one for one in report.candidates if one.chosen)


def _open_rows(chosen: Candidate) -> tuple[str, ...]:
    """What keeps it from being green: the rows that show its light, and what nobody knows."""
    return (*chosen.rows, *(f"{question}_missing" for question in chosen.missing if question != "cell"))


def _of_the_candidate(report: Report) -> Mapping[str, object]:
    chosen = _chosen(report)
    rows = dict.fromkeys(sentence(f"feasible.{row}") for row in _open_rows(chosen))
    return {"name": chosen.name, "rows": "; ".join(rows)}


def _of_the_stress(report: Report) -> Mapping[str, object]:
    stress = report.money.stress if report.money else None
    assert report.money is not None
    assert stress is not None
    return {"time": stress.time_stressed, "npv": money(stress.npv, report.money.currency)}


def _of_the_rival(report: Report) -> Mapping[str, object]:
    """The best other way, and by how much it is ahead on the sheet."""
    assert report.need is not None
    best = next(way for way in report.need.ways if way.way != ML)
    more = money(best.gap or 0, report.need.currency)
    return {"way": sentence(f"need.way_{best.way}"), "more": more, "at_once": at_once(report.need)}


def _of_the_equal(report: Report) -> Mapping[str, object]:
    """The way that is worth as much, and by how much less it costs."""
    assert report.need is not None
    less = money(report.need.cheaper_by or 0, report.need.currency)
    return {"way": sentence(f"need.way_{report.need.cheaper}"), "less": less}


_WAYS: Mapping[Doubt, Callable[[Report], Mapping[str, object]]] = {
    Doubt.RIVAL: _of_the_rival,
    Doubt.EQUAL: _of_the_equal,
}
_VALUES: Mapping[Doubt, Callable[[Report], Mapping[str, object]]] = {
    **dict.fromkeys(OF_THE_CANDIDATE, _of_the_candidate),
    Doubt.LOSES: lambda report: {},
    Doubt.BREAKS: _of_the_stress,
    **_WAYS,
}
"""What each sentence needs to know."""

"""MLOps or a proof of concept in words: the verdict, its reasons, its rows and what would change it."""

from collections.abc import Iterable

from bot.telling.told import Voice, turning
from bot.words.figures import counted, listed, money
from bot.words.sentences import sentence, spoken
from dialogs.answers.periods import per_period
from dialogs.errors import Sentence
from dialogs.report.parts import Change
from dialogs.report.report import Report
from dialogs.verdicts.mlops import Decision, Flip, Inputs, Outcome, SizeTest

# ---- the verdict


def outcome(decision: Decision, *, of_old: bool) -> str:
    """The verdict as a noun: “MLOps, level 1”, and what that means."""
    explained = "_said" if decision.outcome is Outcome.MLOPS and not of_old else ""
    return sentence(f"outcome.{decision.outcome}{explained}", level=decision.level)


def noun(outcome: str, level: int | None) -> Sentence:
    """A verdict by its names, inside a sentence: “machine learning run by hand (level 0)”."""
    return Sentence(f"outcome.{outcome}", {"level": level})


def leads_to(ending: str, level: int | None, of_old: bool = False, means: str = "") -> Sentence:
    """What the answers lead to, as a report has it: “a system that is kept running, with automatic retraining”."""
    kept = of_old and ending in ("approved_mlops", "approved_ml", "approved_poc")
    key = f"outcome_of_old.{ending}_report" if kept else f"outcome.{ending}_report"
    return Sentence(key, {"level": level, "means": with_what(means)})


def with_what(means: str) -> str:
    """By which means it is kept running without MLOps: “a scheduled script”; empty where it is run by hand."""
    return sentence(f"outcome.means_{means}") if means else ""


def named(decision: Decision) -> Sentence:
    """The verdict as a report's table of numbers gives it: “A system run by hand, at level 0”."""
    return Sentence(f"outcome.{decision.outcome}_named", {"level": decision.level})


def levels(report: Report) -> Sentence:
    """What the levels mean, and at which the team stands."""
    return Sentence("outcome.levels_report", {"today": report.level_today})


# ---- its reasons


def reason(decision: Decision) -> str:
    """Why, in numbers: every row that applied."""
    rows = sorted(decision.rows, key=lambda row: row != "large")
    return " ".join(spoken(because(row, decision.inputs)) for row in rows)


def because(row: str, given: Inputs, voice: Voice = Voice.THREAD) -> Sentence:
    """Why one row of the table applied, in numbers."""
    sized = f"large_{given.size_test}" if row == "large" else row
    by_hand, staff = (per_period(hours, given.per) for hours in (given.hours_by_hand, (given.staff or 0) / 60))
    values = {
        "requests": per_period(given.requests or 0, given.per),
        "per": given.per,
        "large": per_period(given.large_from, given.per),
        "hours": round(by_hand, 1 if by_hand < FEW else 0),
        "staff": round(staff, 1),
        "minutes": round(by_hand * 60, 1) if by_hand < 1 else None,
        "staff_minutes": per_period(given.staff or 0, given.per),
        "by_hand": _hours(by_hand),
        "available": _hours(staff),
        "capacity": given.size_test is SizeTest.CAPACITY,
        "changing": given.pipelines == "changing",
    }
    return Sentence(f"reason.{sized}{voice}", values)


def carried_by_one(decision: Decision) -> Sentence | str:
    """What one row carries by itself: the level it would be without it. Empty where more than that speaks for it."""
    less = [flip for flip in decision.flips if (flip.input, flip.value) == ("pipelines", "one")]
    if decision.level != 2 or not less:
        return ""
    return Sentence("reason.alone_report", {"noun": noun(less[0].outcome, less[0].level)})


def rows(decision: Decision) -> list[str]:
    """The rows of the table that decided it, with their sources."""
    capacity = decision.inputs.size_test is SizeTest.CAPACITY
    return [sentence(f"row.{row}", capacity=capacity, large=decision.inputs.large_from) for row in decision.rows]


def clashes(decision: Decision) -> list[str]:
    """What a one-off cannot be at the same time, quoted."""
    given = decision.inputs
    requests = per_period(given.requests or 0, given.per)
    return [sentence(f"clash.{row}", requests=requests, per=given.per) for row in decision.rows]


def one_off_and(rows: Iterable[str]) -> Sentence:
    """The same as a report says it, in a sentence."""
    others = [sentence(f"clash.{row}_report") for row in rows if row != "one_off"]
    return Sentence("clash.one_off_report", {"others": listed(others)})


# ---- what would change it


def flips(decision: Decision) -> list[str]:
    """What would change it, one input at a time."""
    return [_flip(decision, flip) for flip in decision.flips]


def telling_flips(decision: Decision) -> list[str]:
    """The two that say most: numbers first, then choices; a change that only contradicts itself says little."""
    ranked = sorted(
        decision.flips, key=lambda flip: (flip.outcome is Outcome.CONTRADICTION, isinstance(flip.value, str))
    )
    return [_flip(decision, flip) for flip in ranked[:2]]


def change(change: Change, shown: str = "") -> Sentence:
    """One thing changed alone, as a report says it; `shown`: what a proof has to show, in words."""
    number = None if isinstance(change.value, str) else change.value
    written = turning(of_old=change.of_old or change.what != "saving", rises=change.above)
    amount = "" if number is None else written(number, change.currency)
    values = {
        "value": _told(change.what, change.value, change.per),
        "per": change.per,
        "shown": shown,
        "amount": amount,
        "least": change.least,
        "outcome": change.outcome,
        "of_old": change.of_old,
        "means": with_what(change.means),
        "end": "" if change.end is None else money(change.end, change.currency),
    }
    return Sentence(f"flip.{_turn(change.what, change.value, change.above)}_report", values)


def turned(changed: Change, shown: str = "") -> Sentence:
    """The same, with what it leads to."""
    elsewhere = changed.outcome not in ("money", "so_far")
    values = {
        "change": change(changed, shown),
        "outcome": changed.outcome,
        "above": changed.above,
        "leads_to": leads_to(changed.outcome, changed.level, changed.of_old, changed.means) if elsewhere else "",
    }
    return Sentence("flip.turned_report", values)


def _flip(decision: Decision, flip: Flip) -> str:
    up = flip.value > (getattr(decision.inputs, flip.input) or 0) if not isinstance(flip.value, str) else False
    outcome = sentence(f"outcome.{flip.outcome}", level=flip.level)
    per = decision.inputs.per
    told = {"value": _told(flip.input, flip.value, per), "per": per, "least": flip.least, "outcome": outcome}
    return sentence(f"flip.{_turn(flip.input, flip.value, up)}", **told)


def _told(input: str, value: str | float, per: str) -> str | float:
    """Requests as many as they are in the time they were given of; all else as it is."""
    return value if isinstance(value, str) or input != "requests" else per_period(value, per)


def _turn(input: str, value: str | float, up: bool) -> str:
    """A number turns it upwards or downwards, an option by being chosen."""
    return f"{input}_{value}" if isinstance(value, str) else f"{input}_{'up' if up else 'down'}"


def _hours(hours: float) -> str:
    """7.5 hours, 40 hours; less than a tenth of one in minutes."""
    if 0 < hours < LEAST:
        return counted(round(hours * 60, 1), "minute")
    return counted(round(hours, 1 if hours < FEW else 0), "hour")


FEW, LEAST = 10, 0.1
"""Hours: below the one their tenths are told, below the other their minutes."""

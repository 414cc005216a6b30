"""What objections look at and no single answer says: worked out from several, with the figures their words need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dialogs.answers.figures import grouped
from dialogs.answers.gaps import gap_in, has_measured_figure
from dialogs.answers.periods import DAY, per_period, typed_per
from dialogs.answers.text import both_ends
from dialogs.catalog.objections import Reckoned
from dialogs.findings import first_look, risks
from dialogs.findings.judgements import Judgements
from dialogs.findings.money import CASE, known
from dialogs.findings.reach import Reached
from dialogs.findings.values import answered, number, three
from dialogs.record import language, quoting
from dialogs.record.parts import NOTHING_SAID, OBJECTION
from dialogs.record.record import Record
from dialogs.verdicts import interval, mistakes, sheets
from dialogs.verdicts.mistakes import Mistakes, Price
from dialogs.verdicts.need import ML, Outcome
from dialogs.verdicts.value import Objection as Against
from dialogs.verdicts.value import Ranked


class Result(NamedTuple):
    """One of a few results, the words and figures that belong to it, and the answer its words were taken from."""

    result: str
    words: dict[str, str] = {}
    at: str = ""


Reckoning = Callable[[Judgements, str, str], Result | None]
"""From the judgements, the path a rule is asked of and the one beside it; None while an answer it needs is open."""


def _price(judged: Judgements, at: str, beside: str) -> Result | None:
    """C6: what a right answer brings against what a wrong one costs."""
    given = judged.mistakes
    if given is None:
        return None
    found = mistakes.price(given)
    return Result(found.value, _price_words(given, found))


def _price_words(given: Mistakes, found: Price) -> dict[str, str]:
    figures = {"right": given.right, "wrong": given.wrong, "errors": given.errors}
    figures |= {"cases": given.cases, "running": given.running, "saving": given.claimed}
    words = {name: _money(figure) for name, figure in figures.items() if figure is not None}
    if given.right is not None and given.wrong is not None and given.errors is not None:
        words |= {"gain": _money(given.gain), "loss": _money(-given.gain)}
        if given.cases is not None:
            words["year"] = _money(given.gain * given.cases)
        if given.running is not None and given.gain > 0:
            words["cases_needed"] = _money(given.running / given.gain)
    return words | {"even": _break_even(given, found)}


def _break_even(given: Mistakes, found: Price) -> str:
    """Up to where it pays, of the one figure that is not known; of two, at three values of the other.

    Where none is wrong, or all are, nothing hangs on the price.
    """
    if given.errors is not None and not 0 < given.errors < 100:
        return ""
    if found is Price.COST_UNKNOWN and given.right is not None:
        if given.errors is not None:
            return f"It pays while a wrong one costs under {_money(mistakes.highest_cost(given.right, given.errors))}."
        at = ", ".join(f"{_money(mistakes.highest_cost(given.right, e))} at {e} in 100" for e in (5, 10, 20))
        return f"It pays while a wrong one costs under {at}."
    if found is Price.GAIN_UNKNOWN and given.wrong is not None:
        if given.errors is not None:
            return f"A right one has to bring at least {_money(mistakes.least_gain(given.wrong, given.errors))}."
        at = ", ".join(f"{_money(mistakes.least_gain(given.wrong, e))} at {e} in 100" for e in (5, 10, 20))
        return f"A right one has to bring at least {at}."
    if found is Price.ERRORS_UNKNOWN and given.right is not None and given.wrong is not None:
        most = _money(mistakes.most_errors(given.right, given.wrong))
        return f"It pays while fewer than {most} in 100 are wrong."
    return ""


def _counted(number: float, thing: str) -> str:
    """“1 minute”, “2.5 minutes”."""
    return f"{_money(number)} {thing}{'' if number == 1 else 's'}"


def _money(figure: float) -> str:
    """To the cent below a hundred, whole above."""
    return grouped(round(figure, 2) if abs(figure) < 100 else float(round(figure)))


def _overload(judged: Judgements, at: str, beside: str) -> Result | None:
    """C3: a person is to decide each case, and there are too many for the minutes there are."""
    record = judged.record
    if "mlops.1" not in record.entries:
        return None
    requests, minutes, staff = (record.number(f"mlops.1.{name}") for name in ("requests", "minutes", "staff"))
    if requests is None or minutes is None or staff is None or requests * minutes <= staff:
        return Result("enough")
    per = typed_per(record.written("mlops.1.requests")) or DAY
    limit = float(int(staff / minutes)) or float(f"{staff / minutes:.2g}")
    counts = {"requests": requests, "limit": limit}
    words = {name: grouped(per_period(count, per)) for name, count in counts.items()} | {"per": f"a {per}"}
    hours, there = (_hours(per_period(time, per)) for time in (requests * minutes, staff))
    words |= {"minutes": _counted(minutes, "minute"), "hours": hours}
    return Result("too_much", words | {"staff": f"{there} {'hour' if there == '1' else 'hours'}"})


def _hours(minutes: float) -> str:
    """To a tenth; of less than one, two digits: 0.13."""
    return _money(round(minutes / 60, 1)) if minutes >= 60 or not minutes else grouped(float(f"{minutes / 60:.2g}"))


def _history(judged: Judgements, at: str, beside: str) -> Result | None:
    """C12: whether what was measured so far can say that the target will be reached."""
    record, chosen = judged.record, judged.chosen
    if not chosen:
        return Result("none")
    question, words = f"candidate_{chosen.slot}.5", _needed(record, f"candidate_{chosen.slot}.2.target")
    if not quoting.is_asked(record, question):
        return Result("none", words)
    if question not in record.entries:
        return None
    found = _of_reach(chosen.reach) if chosen.reach else _without_reach(record, question)
    return found._replace(words={**words, **found.words})


def _needed(record: Record, path: str) -> dict[str, str]:
    target = record.number(path)
    return {} if target is None else {"needed": _level(target, record.written(path).unit)}


def _of_reach(reached: Reached) -> Result:
    history, sign = reached.history, reached.history.sign
    last, target = max(zip(history.times, history.values, strict=True))[1], history.target
    unit = reached.unit
    words = {"last": _level(last, unit), "wanted": _level(target, unit), "points": _points(len(history.values))}
    if sign * last > sign * target:  # the error is still above what is wanted
        unclear = reached.verdict.reach.value in ("inconclusive", "too_few")
        return Result("short_and_unclear" if unclear else reached.verdict.reach.value, words)
    if history.test_size and history.shares:
        low, high = interval.wilson(last, history.test_size)
        if low <= target <= high:
            ends = {"low": _level(low, unit), "high": _level(high, unit), "cases": grouped(float(history.test_size))}
            return Result("at_target_by_luck", words | ends)
    return Result("reached", words)


def _without_reach(record: Record, question: str) -> Result:
    """Nobody measured it, or nobody says what is needed."""
    target, unit = record.number(f"{question}.target"), record.written(f"{question}.target").unit
    if record.unknown(f"{question}.history") is None or target is None:
        return Result("none")
    words = {"wanted": _level(target, unit), "last": "nothing anybody measured", "points": "no measurements"}
    return Result("short_and_unclear", words)


def _points(count: int) -> str:
    return "one measurement" if count == 1 else f"{count} measurements"


def _level(number: float, unit: str) -> str:
    return f"{grouped(float(f'{number * 100:.3g}'))}%" if unit == "%" else grouped(float(f"{number:.3g}"))


def _other_risks(judged: Judgements, at: str, beside: str) -> Result | None:
    """C3: the worst of the team's own risks that has no steps."""
    worst = risks.worst_without_steps(risks.own(judged.record))
    if worst is None:
        return Result("fine")
    grade = {5: "grave", 4: "grave", 3: "costly"}.get(worst.impact or 0, "fine")
    return Result(grade, {"risk": worst.name})


def _steps(judged: Judgements, at: str, beside: str) -> Result | None:
    """What was typed where steps are asked for, of one risk or of the worst of the team's own without any."""
    record = judged.record
    if not at:
        worst = risks.worst_without_steps(risks.own(record))
        thin, typed = (worst.thin, worst.fallback) if worst else ("", "")
    else:
        thin, typed = risks.thin_steps(record, at), risks.said_steps(record, at)
    if not thin and not typed:
        return Result("nothing")
    if typed and not thin and at and _is_known_by_a_day(record, f"{at}.state"):
        return Result("by_a_day")
    return Result("too_little" if thin else "something", {"steps": both_ends(thin or typed, _QUOTED)})


def _is_known_by_a_day(record: Record, path: str) -> bool:
    unknown = record.unknown(path)
    return unknown is not None and unknown.until is not None and not unknown.due


_QUOTED = 90
"""Characters of what was typed that an objection quotes (ours)."""


def _other_ways(judged: Judgements, at: str, beside: str) -> Result | None:
    """Whether the sheet of alternatives holds another way than machine learning."""
    record = judged.record
    if not quoting.is_asked(record, "need.4"):
        return Result("none")
    if "need.4" not in record.entries:
        return None
    named = (record.value(f"need.4.{way}") for way in ("software", "process", "people", "buy"))
    return Result("some" if any(value is not None for value in named) else "none")


def _lead(judged: Judgements, at: str, beside: str) -> Result | None:
    """How far what speaks against the choice leads: in worth for the easiest, for its effort where it ranks higher.

    Not far, where it learns nothing and was preferred on the sheet, too: what speaks for machine learning all the same
    was said to that, and one reason for the choice answers both.
    """
    challenge = judged.challenge
    if challenge is None:
        return Result("none")
    by = "value" if challenge.objection is Against.EASIEST else "rice"
    other = max(challenge.better, key=lambda one: float(getattr(one, by)))
    named = next(one.name for one in judged.candidates if one.slot == other.name)
    words = {"other": both_ends(named, 60)}
    far = getattr(other, by) > 2 * getattr(challenge.chosen, by) and not _is_answered_by_the_sheet(
        judged, challenge.better
    )
    return Result("twice" if far else "less", words)


def _is_answered_by_the_sheet(judged: Judgements, better: Sequence[Ranked]) -> bool:
    """Whether all that leads is a way without machine learning, and why machine learning is taken was said of those."""
    learning = {one.slot for one in judged.candidates if not one.learns_nothing}
    met = judged.record.entries.get("need.5", NOTHING_SAID).asked_back
    said = any(one.rule == f"{OBJECTION}ledger_disagrees" and one.outcome == "answered" for one in met)
    return said and not any(one.name in learning for one in better)


def _gap(judged: Judgements, at: str, beside: str) -> Result | None:
    """C5: a gap admitted in words; grave where the data itself is what nobody looked at. The same words once."""
    found = _gap_at(judged.record, at)
    if found is None or _is_taken_over(judged.record, at) or _is_no_judgement(judged.record, at):
        return Result("none")
    return Result("grave" if at in _GRAVE else "gap", {"gap": found})


def _is_no_judgement(record: Record, at: str) -> bool:
    """Whether these are rules for labellers, and there are none: what happened later needs nobody who labels it."""
    return at == "labels.2.rules" and record.choice("data.3.origin") in ("happened", "instrument")


def _is_taken_over(record: Record, at: str) -> bool:
    """Whether an answer is what one of an earlier stage said, word for word, or was kept from it."""
    question, _, name = at.rpartition(".")
    answer = record.entries[question].answer if question in record.entries else None
    if answer and answer.kept:
        return True
    paths = (quoting.filled(record, path) for path in record.catalog.questions[question].field(name).known_from)
    earlier = (path for path in paths if quoting.stands_before(record, path.rpartition(".")[0], question))
    return any(record.text(path) == record.text(at) for path in earlier)


_GRAVE = frozenset({"exam.6.source", "exam.7.studied"})


def _against_words(judged: Judgements, at: str, beside: str) -> Result | None:
    """C5b: a choice says that it is known, and the words that it is not; or the other way round."""
    record = judged.record
    question, _, name = beside.rpartition(".")
    chosen, words = record.choice(beside), record.text(at)
    if not chosen or not words or not quoting.is_asked(record, question) or not _is_english(record, at):
        return Result("none")
    field = record.catalog.questions[question].field(name)
    option = field.options.get(chosen, "")
    if chosen not in field.unknowns:
        gap = _gap_of_steps(record, at) if question.startswith("risk.") else _gap_at(record, at)
        return Result("gap", {"chosen": option, "words": gap}) if gap else Result("none")
    measured = has_measured_figure(words) and not _read(words)
    return Result("figure", {"chosen": option, "words": words.rstrip(".")}) if measured else Result("none")


def _untried(judged: Judgements, at: str, beside: str) -> Result | None:
    """C4: another way is named in words and was never tried; not in words from before the simple way was measured."""
    record = judged.record
    for path in ("need.1.because", "need.5.because", "exam.2.why", "exam.2.because"):
        found = _read(record.text(path)) if _is_there(record, path) else None
        if found and found.is_of_trying and not _tried_since(record, path.rpartition(".")[0]):
            return Result("untried", {"untried": found.words.rstrip(".")}, path)
    return Result("none")


def _tried_since(record: Record, question: str) -> bool:
    """Whether the simple way was said not to be measured, and to be measured after an answer was given or confirmed."""
    words = record.entries.get(question, NOTHING_SAID)
    since = max(words.changed, words.confirmed)
    for path in ("need.3.state", "exam.5.tried"):
        of, _, name = path.rpartition(".")
        answers = record.entries.get(of, NOTHING_SAID).answers if quoting.is_asked(record, of) else []
        before = [answer.seq for answer in answers if answer.values.get(name) not in _MEASURED]
        measured = [answer.seq for answer in answers if answer.values.get(name) in _MEASURED]
        if before and any(at > max(since, before[-1]) for at in measured):
            return True
    return False


_MEASURED = frozenset({"measured", "elsewhere"})


def _two_sheets(judged: Judgements, at: str, beside: str) -> Result | None:
    """C14: what machine learning costs and brings on the sheet of alternatives, beside the case for management.

    That another way leads by the case's figures, and did not by the sheet's, is asked before where the two part.
    """
    record = judged.record
    if not quoting.is_asked(record, "need.4"):
        return Result("none")
    if not answered(record, "need.4", *CASE):
        return None
    sheet, case, plan = (record.text(f"{question}.currency") for question in ("need.4", "case.2", "plan.2"))
    if sheet and case and sheet != case:
        return Result("currencies", {"sheet": sheet, "case": case})
    if overtaken := _overtaken(judged, case):
        return overtaken
    if found := _parted(judged):
        words = {"sheet": found.first, "case": found.second}
        return Result(found.sum, {name: f"{case} {_money(sum)}".strip() for name, sum in words.items()})
    if case and plan and case != plan and quoting.is_asked(record, "plan.2"):
        return Result("plan_currency", {"case": case, "plan": plan})
    return Result("alike")


def _overtaken(judged: Judgements, money: str) -> Result | None:
    """The best of the other ways that lead by the case's figures, or draw level and are cheaper.

    Not one that did so by the sheet's figures: of those it was asked.
    """
    if not (judged.need_by_case and judged.case_is_made):
        return None
    now, before = judged.need_now, judged.need
    known = {*before.ahead, *(row.way for row in before.equals)}
    level = {now.cheaper[0]} if now.outcome is Outcome.EQUAL and now.cheaper else set()
    found = [row for row in now.ledger if row.way in {*now.ahead, *level} - {ML, *known}]
    if not found:
        return None
    best = found[0]
    worth = {"sheet": best.npv, "case": next(row.npv for row in now.ledger if row.way == ML)}
    way = judged.record.catalog.questions["need.4"].field(best.way).label
    years = int(now.inputs.horizon or 0)
    return Result(
        "overtaken" if best.way in now.ahead else "drew_level",
        {name: f"{money} {grouped(float(f'{sum:.3g}'))}".strip() for name, sum in worth.items()}
        | {"way": way, "years": f"{years} year{'s' if years != 1 else ''}"},
    )


def _parted(judged: Judgements) -> sheets.Parted | None:
    """The sum on which ledger and case part; of the case's ranges what is expected."""
    once, yearly, worth = (number(part) for part in three(judged.record.value("need.4.ml")))
    case = known(judged.record)
    ranges = {"once": case.once, "yearly": case.yearly, "saving": case.saving}
    return sheets.parted(
        {"once": once, "yearly": yearly, "saving": worth},
        {name: spread.expected if spread else None for name, spread in ranges.items()},
    )


def _first_look(judged: Judgements, at: str, beside: str) -> Result | None:
    """Whether somebody has looked at the data by the exam."""
    record = judged.record
    if not answered(record, first_look.EXAM):
        return None if quoting.is_asked(record, first_look.EXAM) else Result("none")
    return Result("had" if first_look.was_had(record) else "none")


def _gap_of_steps(record: Record, path: str) -> str | None:
    """The same of what is done on that day; before the colon stands what gives it away: “No numbers by 8 pm: …”."""
    sign, _, steps = record.text(path).partition(":")
    found = _read(steps if steps.strip() else sign) if _is_there(record, path) else None
    return found.words.rstrip(".") if found else None


_read = lru_cache(maxsize=2048)(gap_in)
"""The same words are looked at after every answer."""


def _gap_at(record: Record, path: str) -> str | None:
    found = _read(record.text(path)) if _is_there(record, path) else None
    return found.words.rstrip(".") if found else None


def _is_there(record: Record, path: str) -> bool:
    return quoting.is_asked(record, path.rpartition(".")[0]) and bool(record.text(path)) and _is_english(record, path)


def _is_english(record: Record, path: str) -> bool:
    question = path.rpartition(".")[0]
    answer = record.entries.get(question, NOTHING_SAID).answer
    return answer is not None and language.is_english(record, record.catalog.questions[question], answer)


RECKONED: Mapping[Reckoned, Reckoning] = {
    Reckoned.PRICE: _price,
    Reckoned.OVERLOAD: _overload,
    Reckoned.REACH: _history,
    Reckoned.OTHER_RISKS: _other_risks,
    Reckoned.STEPS: _steps,
    Reckoned.OTHER_WAYS: _other_ways,
    Reckoned.LEAD: _lead,
    Reckoned.GAP: _gap,
    Reckoned.AGAINST_WORDS: _against_words,
    Reckoned.UNTRIED: _untried,
    Reckoned.TWO_SHEETS: _two_sheets,
    Reckoned.FIRST_LOOK: _first_look,
}

"""Checks between the fields of one answer: a target on its history's scale, a moment behind its end, a name once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from dialogs.answers.figures import even, grouped
from dialogs.errors import Sentence

if TYPE_CHECKING:
    from dialogs.answers.values import Raw, Value
    from dialogs.catalog import AnswerField, Question

TIMES_LARGER = 10
"""0.71 beside 85 is two scales; 0.9 beside 1.1 may well be one."""
YEAR = r"(?:19|20)\d\d"
METRIC = "metric"
"""The field beside a history that says what was measured."""
_NO_SHARES = re.compile(
    r"\b(?:loss|perplexity|entropy|log\w*|(?!error rate)errors?(?! rate)|fehler|deviation|distance|bias|residuals?"
    r"|r?m[as]p?e|mae|smape|wape|[wc]er|r2|r²|correlation|corr|kappa|mcc|cosine|nps|ratio|lift|index|growth|change"
    r"|costs?|latency|duration|times?|seconds|minutes|hours|days|ms|s|points|number|count)\b",
    re.IGNORECASE,
)
"""Words of a metric whose values may well lie below 0 or above 1."""


def problems(question: Question, values: Mapping[str, Value], shares: Collection[str] = ()) -> dict[str, Sentence]:
    """A sentence for each field that does not go with another of the same question. `shares` were typed with a %."""
    given = [field for field in question.fields if field.id in values]
    checks = (partial(_scale, shares=shares), partial(_range, shares=shares), _order, _alone, _in_a_hundred)
    found = {field.id: next(filter(None, (check(field, values) for check in checks)), None) for field in given}
    found |= _names(question, values)
    return {id: said for id, said in found.items() if said}


def _names(question: Question, values: Mapping[str, Value]) -> dict[str, Sentence | None]:
    """A name a second time. Names are lines with fields of their own: `a`, beside which `a_cell` is asked."""
    seen: set[str] = set()
    doubled: dict[str, Sentence | None] = {}
    for field in question.fields:
        name = " ".join(str(values.get(field.id, "")).split())
        if field.kind != "line" or not name or not _has_fields(question, field.id):
            continue
        if name.casefold() in seen:
            doubled[field.id] = Sentence("problem.same_name", {"name": name})
        seen.add(name.casefold())
    return doubled


def _has_fields(question: Question, id: str) -> bool:
    return any(field.id.startswith(f"{id}_") for field in question.fields)


def _in_a_hundred(field: AnswerField, values: Mapping[str, Value]) -> Sentence | None:
    """More than a hundred in a hundred, or fewer than none."""
    own = values.get(field.id)
    parts = zip(field.parts, own, strict=True) if field.parts and isinstance(own, list) else ()
    odd = (amount for part, amount in parts if part.endswith("in 100") and isinstance(amount, float))
    wrong = next((amount for amount in odd if not 0 <= amount <= 100), None)
    return None if wrong is None else Sentence("problem.in_a_hundred", {"number": wrong})


def _scale(field: AnswerField, values: Mapping[str, Value], shares: Collection[str]) -> Sentence | None:
    """Shares like 0.71 in the one, 85 in the other."""
    own, others = values.get(field.id), _numbers(values.get(field.like)) if field.like else []
    if not isinstance(own, float) or not others:
        return None
    low, high, is_share = min(map(abs, others)), max(map(abs, others)), field.like in shares
    if high <= 1 < abs(own) and abs(own) > TIMES_LARGER * high:
        return Sentence("problem.scale_share", {"beside": _typed(others[-1], is_share), "percent": is_share})
    if high > 1 and 0 < abs(own) <= 1 and low > TIMES_LARGER * abs(own):
        return Sentence("problem.scale_points", {"beside": _typed(others[-1], is_share)})
    return None


def _range(field: AnswerField, values: Mapping[str, Value], shares: Collection[str]) -> Sentence | None:
    """1.2 or -0.1 beside a history of shares; what is measured may be named as something else."""
    own, history = values.get(field.id), values.get(field.like) if field.like else None
    if not isinstance(own, float) or not isinstance(history, list) or 0 <= own <= 1:
        return None
    numbers, is_share = _numbers(history), field.id in shares
    are_shares = all(0 <= number <= 1 for number in numbers) and any(0 < number < 1 for number in numbers)
    if not are_shares or _NO_SHARES.search(str(values.get(METRIC, ""))):
        return None
    return Sentence("problem.scale_range", {"number": _typed(own, is_share), "percent": is_share})


def _typed(number: float, is_share: bool) -> str:
    """As it was typed: a share with its per cent sign."""
    return f"{grouped(even(100 * number))}%" if is_share else grouped(number)


def on_their_axis(
    question: Question, entries: Mapping[str, Raw], values: Mapping[str, Value]
) -> dict[str, float | str]:
    """Moments typed as a year alone beside a history that counts: there 2000 is a number, and no year."""
    found: dict[str, float | str] = {}
    for field in question.fields:
        typed = str(entries.get(field.id) or "").strip()
        times = _times(values.get(field.after)) if field.after and field.id in values else []
        if times and not isinstance(times[0], date) and re.fullmatch(YEAR, typed):
            found[field.id] = float(typed)
    return found


def _order(field: AnswerField, values: Mapping[str, Value]) -> Sentence | None:
    """Behind the last point, on the same axis."""
    times = _times(values.get(field.after)) if field.after else []
    if not times:
        return None
    own = _time(values[field.id])
    if isinstance(own, date) != isinstance(times[0], date):
        return Sentence("problem.other_axis", {"dated": isinstance(times[0], date)})
    last = max(times, key=_position)
    return None if _position(own) > _position(last) else Sentence("problem.not_after", {"last": last})


ALONE = frozenset({"none", "nothing"})
"""Options that say that none of the others holds. What a field lists as ignorance says so, too."""


def _alone(field: AnswerField, values: Mapping[str, Value]) -> Sentence | None:
    """“None of these” beside one of these, or “nobody has looked” beside what was seen."""
    ticked = values[field.id]
    if field.kind != "choices" or not isinstance(ticked, list) or len(ticked) < 2:
        return None
    single = [option for option in map(str, ticked) if option in ALONE or option in field.unknowns]
    if not single:
        return None
    beside = next(option for option in map(str, ticked) if option != single[0])
    return Sentence("problem.not_alone", {"one": field.options[single[0]], "other": field.options[beside]})


def _numbers(value: Value | None) -> list[float]:
    if isinstance(value, list):
        return [float(str(line).rpartition("\t")[2]) for line in value]
    return [value] if isinstance(value, float) else []


def _times(value: Value | None) -> list[date | float]:
    return [_time(str(line).partition("\t")[0]) for line in value] if isinstance(value, list) else []


def _position(time: date | float) -> float:
    return time.toordinal() if isinstance(time, date) else time


def _time(value: Value) -> date | float:
    text = str(value)
    return date.fromisoformat(text) if "-" in text[1:] else float(text)

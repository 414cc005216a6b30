"""One number in a field: what it may be of, in which unit; a metric's level; the words that stand for a number."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

from dialogs.answers import number_words, rough
from dialogs.answers.figures import TIMES, Figure, read
from dialogs.answers.number_words import METRIC_NAMES, METRICS, UNITS
from dialogs.answers.text import excerpt
from dialogs.answers.values import LARGEST, Raw, Unreadable, Value
from dialogs.catalog import AnswerField, Kind

Nouns = frozenset[str]
"""Words that name what is counted, beside those of a field's own label: a metric's name says “customers”."""


def number(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """One number, or what words stand for in its place. Raises Unreadable."""
    if word := word_for(field, str(entry)):
        return word
    found = one_figure(field, entry, nouns)
    if "per cent" in field.label and 0 < found.number < 1 and not found.percent:
        raise Unreadable("problem.rate", entry=excerpt(str(entry)), number=found.number)
    return bounded(field, found.number, field.min)


def one_figure(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Figure:
    """A number with what stood beside it, in the unit the field asks for. Raises Unreadable."""
    times = UNITS if is_free(field) else field.units
    return read_figure(field, str(entry), times, nouns)


def read_figure(field: AnswerField, entry: str, times: Sequence[str], nouns: Nouns) -> Figure:
    """The same, where it may speak of these times. Raises Unreadable."""
    named = _nouns_of(field) | nouns | number_words.COUNTED
    try:
        return rough.one_figure(
            entry, lambda text: _fitting(field, read(text, times, named, times_behind=is_free(field)))
        )
    except Unreadable as error:
        if error.sentence.key != "problem.unit":
            raise
        if found := _in_its_unit(field, entry, named):
            return found
        wanted = [_wanted(field, unit) for unit in ([] if is_free(field) else times[:1])]
        raise Unreadable("problem.unit", entry=excerpt(entry), wanted=" ".join(wanted)) from None


def _in_its_unit(field: AnswerField, entry: str, nouns: Nouns) -> Figure | None:
    """A duration in another unit than the field's: 12 hours are 720 minutes. None where one is no whole number of them.

    A rate (per day) is not changed: a month's requests may not be a day's times thirty.
    """
    own = "person-month" if "person-months" in field.label else unit_of(field)
    times = _EXACT.get(own, {})
    if f"{own}s" not in field.label.casefold():
        return None
    for unit, factor in times.items():
        try:
            found = rough.one_figure(entry, partial(read, units=(unit, *field.units[1:]), nouns=nouns))
        except Unreadable:
            continue
        return found._replace(number=float(f"{found.number * factor:.4g}"), doubtful=True)
    return None


_EXACT: Mapping[str, Mapping[str, float]] = {
    "minute": {"hour": 60.0, "second": 1 / 60},
    "hour": {"minute": 1 / 60},
    "month": {"year": 12.0},
    "year": {"month": 1 / 12},
    "person-month": {"year": 12.0, "week": 1 / 4, "day": 1 / 20},
}
"""What one of another unit comes to, where everybody agrees on it: a month has no fixed number of weeks.

Somebody's month of work is reckoned as four weeks of five days, as planners do; how it was read is shown.
"""


def _wanted(field: AnswerField, unit: str) -> str:
    """“in weeks” where a time is asked for, “per day” where something is counted in one."""
    return f"in {unit}s" if f"{unit}s" in field.label.casefold() else f"per {unit}"


def is_free(field: AnswerField) -> bool:
    """Whether a number may be of anything, like a business metric: it has no unit and no bounds of its own."""
    return field.kind is Kind.NUMBER and field.min is None and not field.units


def _fitting(field: AnswerField, figure: Figure) -> Figure:
    """Raises Unreadable for a share where things or money are counted, and for money where nothing is paid."""
    if figure.percent and not (_may_be_share(field) or "in 100" in field.label):
        raise Unreadable("problem.share")
    if figure.currencies and not _may_be_money(field):
        raise Unreadable("problem.money")
    return figure


def _may_be_share(field: AnswerField) -> bool:
    """The rate in per cent, and what may be anything."""
    return is_free(field) or "per cent" in field.label


def _may_be_money(field: AnswerField) -> bool:
    """Sums, and what has no unit of its own; not weeks, cases or requests."""
    if field.kind is Kind.NUMBER:
        return not field.units and not field.whole and field.max is None
    return set(field.units) <= {"year"}


def _nouns_of(field: AnswerField) -> frozenset[str]:
    """The words that name what is counted: those of the field's own label and parts."""
    words = re.findall(r"[^\W\d_]+", " ".join((field.label, *field.parts, "low expected high")).casefold())
    return frozenset(words) - set(TIMES)


def word_for(field: AnswerField, entry: str) -> str | None:
    """What words in the place of a number stand for; None where there are none of the field's."""
    typed = " ".join(entry.casefold().replace("’", "'").split()).strip(" .!“”\"'")
    return next((value for value, words in field.words.items() if typed in words), None)


def bounded(field: AnswerField, number: float, least: float | None) -> float:
    """A number within the field's bounds, from `least` on. Raises Unreadable."""
    most = LARGEST if field.max is None else field.max
    if least is not None and number < least:
        raise Unreadable("problem.too_small", least=least)
    if abs(number) > most:
        raise Unreadable("problem.too_large", most=most)
    if field.whole and number != int(number):
        raise Unreadable("problem.whole")
    return number


def unit_of(field: AnswerField) -> str:
    """The unit of time that a field asks for; empty where it asks for none."""
    return field.units[0] if field.units else ""


def level(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """A value of a metric: 0.85, or 85% for the same."""
    found = level_figure(field, entry, nouns)
    share = float(f"{found.number / 100:.12g}") if found.percent else found.number
    return bounded(field, share, field.min)


def level_figure(field: AnswerField, entry: Raw, nouns: Nouns) -> Figure:
    """Raises Unreadable, also for a step (+0.5, 2 pp): it is no level."""
    if _STEP.search(str(entry)):
        raise Unreadable("problem.step", entry=excerpt(str(entry)))
    named = METRICS | _nouns_of(field) | nouns | number_words.COUNTED
    return rough.one_figure(str(entry), lambda text: read(text, nouns=named, bounds=True), METRIC_NAMES)


_STEP = re.compile(r"^\s*\+|\b(?:pp|ppt|pps|percentage points?|prozentpunkte?n?)\b|\bp\.p\.", re.IGNORECASE)

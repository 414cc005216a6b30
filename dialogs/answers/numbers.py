"""Fields that hold numbers: one, three, several with names, a metric's level; and how each of them was written."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise

from dialogs.answers import number_words, rough
from dialogs.answers.figures import TIMES, Figure, is_scaled, read, times_in
from dialogs.answers.histories import last_value
from dialogs.answers.number_words import METRIC_NAMES, METRICS, UNITS
from dialogs.answers.tables import doubted_in_table
from dialogs.answers.text import cleaned, excerpt
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import LARGEST, Raw, Unreadable, Value
from dialogs.answers.written import NOTHING, PERCENT, Written
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import Sentence

Nouns = frozenset[str]
"""Words that name what is counted, beside those of a field's own label: a metric's name says “customers”."""


def number(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """One number, or what words stand for in its place. Raises Unreadable."""
    if word := _word(field, str(entry)):
        return word
    found = _one_figure(field, entry, nouns)
    if "per cent" in field.label and 0 < found.number < 1 and not found.percent:
        raise Unreadable("problem.rate", entry=excerpt(str(entry)), number=found.number)
    return _bounded(field, found.number, field.min)


def _one_figure(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Figure:
    times = UNITS if _is_free(field) else field.units
    return _read(field, str(entry), times, nouns)


def _read(field: AnswerField, entry: str, times: Sequence[str], nouns: Nouns) -> Figure:
    named = _nouns(field) | nouns | number_words.COUNTED
    try:
        return rough.one_figure(
            entry, lambda text: _fitting(field, read(text, times, named, times_behind=_is_free(field)))
        )
    except Unreadable as error:
        if error.sentence.key != "problem.unit":
            raise
        if found := _in_its_unit(field, entry, named):
            return found
        wanted = [_wanted(field, unit) for unit in ([] if _is_free(field) else times[:1])]
        raise Unreadable("problem.unit", entry=excerpt(entry), wanted=" ".join(wanted)) from None


def _in_its_unit(field: AnswerField, entry: str, nouns: Nouns) -> Figure | None:
    """A duration in another unit than the field's: 12 hours are 720 minutes. None where one is no whole number of them.

    A rate (per day) is not changed: a month's requests may not be a day's times thirty.
    """
    own = "person-month" if "person-months" in field.label else _unit_of(field)
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


def _is_free(field: AnswerField) -> bool:
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
    return _is_free(field) or "per cent" in field.label


def _may_be_money(field: AnswerField) -> bool:
    """Sums, and what has no unit of its own; not weeks, cases or requests."""
    if field.kind is Kind.NUMBER:
        return not field.units and not field.whole and field.max is None
    return set(field.units) <= {"year"}


def _nouns(field: AnswerField) -> frozenset[str]:
    """The words that name what is counted: those of the field's own label and parts."""
    words = re.findall(r"[^\W\d_]+", " ".join((field.label, *field.parts, "low expected high")).casefold())
    return frozenset(words) - set(TIMES)


def _word(field: AnswerField, entry: str) -> str | None:
    """What words in the place of a number stand for; None where there are none of the field's."""
    typed = " ".join(entry.casefold().replace("’", "'").split()).strip(" .!“”\"'")
    return next((value for value, words in field.words.items() if typed in words), None)


def _bounded(field: AnswerField, number: float, least: float | None) -> float:
    most = LARGEST if field.max is None else field.max
    if least is not None and number < least:
        raise Unreadable("problem.too_small", least=least)
    if abs(number) > most:
        raise Unreadable("problem.too_large", most=most)
    if field.whole and number != int(number):
        raise Unreadable("problem.whole")
    return number


def spread(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """Three numbers: low, expected, high. Raises Unreadable."""
    return [_bounded(field, figure.number, 0) for _, figure in _spread_figures(field, entry, nouns)]


def _spread_figures(field: AnswerField, entry: Raw, nouns: Nouns) -> list[tuple[str, Figure]]:
    """Low, expected and high, beside what was typed for each: in a row, or in a sentence. Raises Unreadable."""
    try:
        return _three_in_a_row(field, entry, nouns)
    except Unreadable as refused:
        told = _three_in_words(field, str(entry), nouns)
        if told is None:
            raise _in_a_row(
                refused, {"week": "3 / 5 / 9", "month": "4 / 6 / 9"}.get(_unit_of(field), "180k / 310k / 400k")
            ) from None
        return told


def _three_in_a_row(field: AnswerField, entry: Raw, nouns: Nouns) -> list[tuple[str, Figure]]:
    parts = _in_parts(str(entry), 3)
    if len(parts) != 3:
        raise _not_three(field, str(entry), parts, nouns)
    if any(map(ignorance_in, parts)):
        raise Unreadable("problem.range_unknown")
    figures = [Figure(0.0) if rough.is_nothing(part) else _one_figure(field, part, nouns) for part in parts]
    numbers = [figure.number for figure in figures]
    if any(number < 0 for number in numbers):
        raise Unreadable("problem.too_small", least=0)
    if _only_one_end_is_scaled(parts, numbers, all):
        raise Unreadable("problem.range_scale", entry=excerpt(str(entry)))
    if sorted(numbers) != numbers:
        raise Unreadable("problem.range_order")
    return list(zip(parts, figures, strict=True))


def _not_three(field: AnswerField, entry: str, parts: Sequence[str], nouns: Nouns) -> Unreadable:
    """What to add to one number or to two; where there are others, what three would look like."""
    if _counted(parts) == 3:
        return Unreadable("problem.parts", entry=excerpt(entry))
    try:
        ends = rough.ends_of(rough.in_digits(entry)) or parts  # what stands beside one end stands for both: 120-200k
        seen = [_one_figure(field, part, nouns).number for part in ends]
    except Unreadable as refused:
        if refused.sentence.key == "problem.unit":
            return Unreadable(refused.sentence.key, **{**refused.sentence.values, "entry": excerpt(entry)})
        seen = []
    if len(seen) == 2 and seen[0] < seen[1]:
        return Unreadable("problem.range_ends", low=seen[0], high=seen[1], middle=sum(seen) / 2)
    if len(seen) == 1 and seen[0] > 0:
        return Unreadable("problem.range_one", number=seen[0])
    return Unreadable("problem.range_parts", count=_counted(parts), unit=_unit_of(field))


def _unit_of(field: AnswerField) -> str:
    return field.units[0] if field.units else ""


def _three_in_words(field: AnswerField, entry: str, nouns: Nouns) -> list[tuple[str, Figure]] | None:
    """None where a sentence has not three that can be read, or the one it expects is not between the others."""
    three = rough.three_in_words(entry)
    if three is None:
        return None
    try:
        figures = [_one_figure(field, part, nouns) for part in three.parts]
    except Unreadable:
        return None
    numbers = [figure.number for figure in figures]
    in_order = sorted(range(3), key=numbers.__getitem__)
    if _only_one_end_is_scaled(three.parts, numbers, all) or three.expected not in (None, in_order[1]):
        return None
    return [(three.parts[at], figures[at]._replace(doubtful=True)) for at in in_order]


def amounts(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """As many numbers as the field has parts; None for a part of which somebody wrote that it is not known.

    Beside each may stand the time its part speaks of.
    """
    parts = _in_parts(without_slashes(entry), len(field.parts))
    if len(parts) != len(field.parts) == _counted(parts):
        raise Unreadable("problem.parts", entry=excerpt(str(entry)))
    if len(parts) != len(field.parts):
        named = " / ".join(field.parts)
        raise Unreadable("problem.amounts_parts", wanted=len(field.parts), parts=named, count=_counted(parts))
    figures = _part_figures(field, parts)
    numbers = [None if figure is None else figure.number for figure in figures]
    given = [part for part, number in zip(parts, numbers, strict=True) if number is not None]
    known = [_bounded(field, number, max(field.min or 0, 0)) for number in numbers if number is not None]
    if known and _only_one_end_is_scaled(given, known, any):
        raise Unreadable("problem.amounts_scale", entry=excerpt(str(entry)))
    return known if len(known) == len(numbers) else numbers


def _part_figures(field: AnswerField, parts: Sequence[str]) -> list[Figure | None]:
    """A figure a part, beside which may stand the time it speaks of; None for one that nobody knows."""
    units = [tuple(dict.fromkeys((*field.units, *sorted(times_in(part))))) for part in field.parts]
    return [
        None if ignorance_in(part) else _part_figure(field, name, part, times)
        for name, part, times in zip(field.parts, parts, units, strict=True)
    ]


def _part_figure(field: AnswerField, name: str, part: str, times: Sequence[str]) -> Figure:
    """One of several amounts; where a sentence is made of them, without the words that link it."""
    if rough.is_nothing(part):
        return Figure(0.0)
    known = number_words.OF_A_PART.get(name, frozenset())
    if "in 100" in name:
        field = field.model_copy(update={"label": name})
    try:
        return _read(field, part, times, known)
    except Unreadable as refused:
        try:
            return _read(field, rough.unlinked(part), times, known)._replace(doubtful=True)
        except Unreadable:
            raise _in_a_row(refused, "140k / 60k / 310k") from None


def _in_a_row(refused: Unreadable, like: str) -> Unreadable:
    """Of a word beside one number of several, how several are written."""
    if refused.sentence.key != "problem.number_word":
        return refused
    return Unreadable("problem.number_word", **{**refused.sentence.values, "like": like})


def without_slashes(entry: Raw) -> str:
    """Of n/a, whose slash parts nothing."""
    return re.sub(r"\bn/a\b", "n.a.", str(entry), flags=re.IGNORECASE)


_A_TIME = r"/(?!\s?(?:a|an|y|yr|year|jahr|rok|año|ano|anno|mo|month|monat|mies|mes|mois|wk|week|woche|d|day|tag)\b)"
_BETWEEN = re.compile(rf"{_A_TIME}|[;|\n\t–—／；、｜]|\bto\b|\s-\s|(?<=\w)-(?=[$€£¥]?\d)|,\s", re.IGNORECASE)
"""Between several numbers; the slash of “60k/yr” is none of these."""


def parts_of(entry: Raw) -> list[str]:
    """Several numbers, each as it was typed."""
    return _parted(_BETWEEN, str(entry))


def _parted(between: re.Pattern[str], entry: str) -> list[str]:
    return [part for part in between.split(entry.strip()) if part.strip()]


_APART = re.compile(rf"{_A_TIME}|[;|\n\t／；、｜]|,\s")
"""Of these, what parts numbers and never the ends of one: 150-200k / 40k / 310k."""
_TOLD_APART = re.compile(rf"{_APART.pattern}|\b(?:plus|and|then)\b", re.IGNORECASE)
"""The same in a sentence: 180k once and 40k a year, then 310k."""


def _in_parts(entry: str, wanted: int) -> list[str]:
    """Several numbers, each as it was typed. Raises as `_some_numbers`."""
    ways = (_some_numbers(between, entry) for between in (_APART, _TOLD_APART))
    return next((parts for parts in ways if len(parts) == wanted), None) or _some_numbers(_BETWEEN, entry)


def _some_numbers(between: re.Pattern[str], entry: str) -> list[str]:
    """The parts of an entry. Raises Unreadable where not one of them has a digit, nor says that it is not known."""
    parts = _parted(between, entry)
    if not _counted(parts):
        raise Unreadable("problem.number", entry=excerpt(entry), digits=False)
    return parts


def _counted(parts: Sequence[str]) -> int:
    """How many parts can be seen that are a number, or say that one is not known."""
    return sum(bool(rough.is_number(part) or ignorance_in(part)) for part in parts)


def _only_one_end_is_scaled(
    parts: Sequence[str], numbers: Sequence[float], clear: Callable[[Iterable[bool]], bool]
) -> bool:
    """180/310/400k, T€ 180/310/400: whether the k counts for all is not ours to say.

    Unless `clear` finds it beside the others, too.
    """
    scaled = [is_scaled(rough.in_digits(part)) for part in parts]
    ends = [(scaled[-1], scaled[:-1], numbers[:-1]), (scaled[0], scaled[1:], numbers[1:])]
    return any(
        own and not clear(others) and any(0 < number < 1000 for number in small) for own, others, small in ends if small
    )


def level(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """A value of a metric: 0.85, or 85% for the same."""
    found = _level_figure(field, entry, nouns)
    share = float(f"{found.number / 100:.12g}") if found.percent else found.number
    return _bounded(field, share, field.min)


def _level_figure(field: AnswerField, entry: Raw, nouns: Nouns) -> Figure:
    """Raises Unreadable, also for a step (+0.5, 2 pp): it is no level."""
    if _STEP.search(str(entry)):
        raise Unreadable("problem.step", entry=excerpt(str(entry)))
    named = METRICS | _nouns(field) | nouns | number_words.COUNTED
    return rough.one_figure(str(entry), lambda text: read(text, nouns=named, bounds=True), METRIC_NAMES)


_STEP = re.compile(r"^\s*\+|\b(?:pp|ppt|pps|percentage points?|prozentpunkte?n?)\b|\bp\.p\.", re.IGNORECASE)


def nouns_beside(question: Question, entries: Mapping[str, Raw]) -> Nouns:
    """The words of what is named beside a question's numbers, like a metric; none that is a scale, a time or money."""
    lines = [str(entries.get(field.id) or "") for field in question.fields if field.kind is Kind.LINE]
    words = set(re.findall(r"[^\W\d_]+", " ".join(lines).casefold()))
    return frozenset(
        words - number_words.scales().keys() - number_words.times().keys() - number_words.currencies().keys()
    )


def other_units(question: Question, entries: Mapping[str, Raw], values: Mapping[str, Value]) -> dict[str, Sentence]:
    """A sentence for each level, or number of anything, in another unit than the one before it in its question."""
    found = {id: how.unit for id, how in written(question, entries, values).items() if how.unit}
    alike = [field for field in question.fields if field.id in found and (field.kind in _LEVELS or _is_free(field))]
    return {
        after.id: Sentence("problem.other_unit", {"own": found[after.id], "other": found[before.id]})
        for before, after in pairwise(alike)
        if found[after.id] != found[before.id]
    }


_LEVELS = frozenset({Kind.LEVEL, Kind.SERIES})

# ---- how it was written


def written(question: Question, entries: Mapping[str, Raw], values: Mapping[str, Value]) -> dict[str, Written]:
    """By field, what the values do not show of the text they were read from: units, and what one could doubt."""
    nouns = nouns_beside(question, entries)
    found = {
        field.id: _WRITTEN[field.kind](field, str(entries[field.id]), nouns)
        for field in question.fields
        if field.kind in _WRITTEN and field.id in values and entries.get(field.id)
    }
    return {id: how for id, how in found.items() if how != NOTHING}


def _of_number(field: AnswerField, entry: str, nouns: Nouns) -> Written:
    if _word(field, entry):
        return NOTHING
    figure = _one_figure(field, entry, nouns)
    return Written(unit=_unit(figure, timed=_is_free(field)), doubted=_doubted({entry: figure}))


def _of_range(field: AnswerField, entry: str, nouns: Nouns) -> Written:
    return Written(doubted=_doubted(dict(_spread_figures(field, entry, nouns))))


def _of_amounts(field: AnswerField, entry: str, nouns: Nouns) -> Written:
    parts = _in_parts(without_slashes(entry), len(field.parts))
    figures = zip(parts, _part_figures(field, parts), strict=True)
    return Written(doubted=_doubted({part: figure for part, figure in figures if figure}))


def _of_level(field: AnswerField, entry: str, nouns: Nouns) -> Written:
    figure = _level_figure(field, entry, nouns)
    return Written(unit=_unit(figure), doubted=_doubted({entry: figure}))


def _of_history(field: AnswerField, entry: str, nouns: Nouns) -> Written:
    return Written(unit=_unit(last_value(entry)))


def _of_table(field: AnswerField, entry: str, nouns: Nouns) -> Written:
    return Written(doubted=doubted_in_table(field, entry))


def _doubted(figures: Mapping[str, Figure]) -> dict[str, float]:
    return {cleaned(typed).strip(): figure.number for typed, figure in figures.items() if figure.doubtful}


def _unit(figure: Figure, *, timed: bool = False) -> str:
    """What stays beside a number; of a sign of several currencies, the sign. With a time, # is the number's place."""
    money = next(iter(figure.currencies)) if len(figure.currencies) == 1 else figure.sign
    if not timed or not figure.time:
        return PERCENT if figure.percent else figure.unit or money
    behind = figure.time if figure.time.startswith("/") else f" {figure.time}"
    return f"{money} #".lstrip() + (PERCENT if figure.percent else "") + behind


_WRITTEN: Mapping[Kind, Callable[[AnswerField, str, Nouns], Written]] = {
    Kind.NUMBER: _of_number,
    Kind.RANGE: _of_range,
    Kind.AMOUNTS: _of_amounts,
    Kind.LEVEL: _of_level,
    Kind.SERIES: _of_history,
    Kind.TABLE: _of_table,
}

PARSERS: Mapping[Kind, Callable[[AnswerField, Raw, Nouns], Value]] = {
    Kind.NUMBER: number,
    Kind.RANGE: spread,
    Kind.AMOUNTS: amounts,
    Kind.LEVEL: level,
}

"""Fields that hold numbers: one, three, several with names, a metric's level; and how each of them was written."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from dialogs.answers.figures import TIMES, Figure, is_scaled, read, times_in
from dialogs.answers.histories import is_in_per_cent
from dialogs.answers.number_words import METRICS
from dialogs.answers.tables import doubted_in_table
from dialogs.answers.text import cleaned, excerpt
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import LARGEST, Raw, Unreadable, Value
from dialogs.answers.written import NOTHING, PERCENT, Written
from dialogs.catalog import AnswerField, Kind, Question


def number(field: AnswerField, entry: Raw) -> Value:
    return _word(field, str(entry)) or _bounded(field, _one_figure(field, entry).number, field.min)


def _one_figure(field: AnswerField, entry: Raw) -> Figure:
    return _fitting(field, read(str(entry), field.units, _nouns(field)))


def _fitting(field: AnswerField, figure: Figure) -> Figure:
    """Raises Unreadable for a share where things or money are counted, and for money where nothing is paid."""
    if figure.percent and not _may_be_share(field):
        raise Unreadable("problem.share")
    if figure.currencies and not _may_be_money(field):
        raise Unreadable("problem.money")
    return figure


def _may_be_share(field: AnswerField) -> bool:
    """The rate in per cent, and what has no unit and no bounds of its own, like a business metric."""
    is_free = field.kind is Kind.NUMBER and field.min is None and not field.units
    return is_free or "per cent" in field.label


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


def spread(field: AnswerField, entry: Raw) -> Value:
    parts = parts_of(entry)
    if len(parts) != 3:
        raise Unreadable("problem.range_parts", count=len(parts), unit=field.units[0] if field.units else "")
    numbers = [_one_figure(field, part).number for part in parts]
    if any(number < 0 for number in numbers):
        raise Unreadable("problem.too_small", least=0)
    if _only_the_last_is_scaled(parts, numbers, all):
        raise Unreadable("problem.range_scale", entry=excerpt(str(entry)))
    if sorted(numbers) != numbers:
        raise Unreadable("problem.range_order")
    return [_bounded(field, float(number), 0) for number in numbers]


def amounts(field: AnswerField, entry: Raw) -> Value:
    """As many numbers as the field has parts; None for a part of which somebody wrote that it is not known.

    Beside each may stand the time its part speaks of.
    """
    parts = parts_of(without_slashes(entry))
    if len(parts) != len(field.parts):
        named = " / ".join(field.parts)
        raise Unreadable("problem.amounts_parts", wanted=len(field.parts), parts=named, count=len(parts))
    figures = _part_figures(field, parts)
    numbers = [None if figure is None else figure.number for figure in figures]
    given = [part for part, number in zip(parts, numbers, strict=True) if number is not None]
    known = [_bounded(field, number, max(field.min or 0, 0)) for number in numbers if number is not None]
    if known and _only_the_last_is_scaled(given, known, any):
        raise Unreadable("problem.amounts_scale", entry=excerpt(str(entry)))
    return known if len(known) == len(numbers) else numbers


def _part_figures(field: AnswerField, parts: Sequence[str]) -> list[Figure | None]:
    """A figure a part, beside which may stand the time it speaks of; None for one that nobody knows."""
    units = [tuple(dict.fromkeys((*field.units, *sorted(times_in(part))))) for part in field.parts]
    return [
        None if ignorance_in(part) else _fitting(field, read(part, times, _nouns(field)))
        for part, times in zip(parts, units, strict=True)
    ]


def without_slashes(entry: Raw) -> str:
    """Of n/a, whose slash parts nothing."""
    return re.sub(r"\bn/a\b", "n.a.", str(entry), flags=re.IGNORECASE)


_BETWEEN = re.compile(r"[/;|\n–—]|\bto\b|\s-\s|(?<=\w)-(?=\d)|,\s")


def parts_of(entry: Raw) -> list[str]:
    return [part for part in _BETWEEN.split(str(entry).strip()) if part.strip()]


def _only_the_last_is_scaled(
    parts: Sequence[str], numbers: Sequence[float], clear: Callable[[Iterable[bool]], bool]
) -> bool:
    """180/310/400k: whether the k counts for all is not ours to say, unless `clear` finds it behind the others too."""
    *before, last = map(is_scaled, parts)
    small = any(0 < number < 1000 for number in numbers[:-1])
    return last and small and not clear(before)


def level(field: AnswerField, entry: Raw) -> Value:
    """A value of a metric: 0.85, or 85% for the same."""
    found = _level_figure(field, entry)
    share = float(f"{found.number / 100:.12g}") if found.percent else found.number
    return _bounded(field, share, field.min)


def _level_figure(field: AnswerField, entry: Raw) -> Figure:
    return read(str(entry), nouns=METRICS | _nouns(field), bounds=True)


# ---- how it was written


def written(question: Question, entries: Mapping[str, Raw], values: Mapping[str, Value]) -> dict[str, Written]:
    """By field, what the values do not show of the text they were read from: units, and what one could doubt."""
    found = {
        field.id: _WRITTEN[field.kind](field, str(entries[field.id]))
        for field in question.fields
        if field.kind in _WRITTEN and field.id in values and entries.get(field.id)
    }
    return {id: how for id, how in found.items() if how != NOTHING}


def _of_number(field: AnswerField, entry: str) -> Written:
    return NOTHING if _word(field, entry) else _of_figures({entry: _one_figure(field, entry)})


def _of_range(field: AnswerField, entry: str) -> Written:
    return _of_figures({part: _one_figure(field, part) for part in parts_of(entry)}, with_unit=False)


def _of_amounts(field: AnswerField, entry: str) -> Written:
    parts = parts_of(without_slashes(entry))
    figures = zip(parts, _part_figures(field, parts), strict=True)
    return _of_figures({part: figure for part, figure in figures if figure}, with_unit=False)


def _of_level(field: AnswerField, entry: str) -> Written:
    return _of_figures({entry: _level_figure(field, entry)})


def _of_history(field: AnswerField, entry: str) -> Written:
    return Written(unit=PERCENT) if is_in_per_cent(entry) else NOTHING


def _of_table(field: AnswerField, entry: str) -> Written:
    return Written(doubted=doubted_in_table(field, entry))


def _of_figures(figures: Mapping[str, Figure], *, with_unit: bool = True) -> Written:
    doubted = {cleaned(typed).strip(): figure.number for typed, figure in figures.items() if figure.doubtful}
    units = [_unit(figure) for figure in figures.values()] if with_unit else []
    return Written(unit=next(iter(units), ""), doubted=doubted)


def _unit(figure: Figure) -> str:
    """What stays beside a number: of several currencies with one sign, none."""
    currency = next(iter(figure.currencies)) if len(figure.currencies) == 1 else ""
    return PERCENT if figure.percent else figure.unit or currency


_WRITTEN: Mapping[Kind, Callable[[AnswerField, str], Written]] = {
    Kind.NUMBER: _of_number,
    Kind.RANGE: _of_range,
    Kind.AMOUNTS: _of_amounts,
    Kind.LEVEL: _of_level,
    Kind.SERIES: _of_history,
    Kind.TABLE: _of_table,
}

PARSERS: Mapping[Kind, Callable[[AnswerField, Raw], Value]] = {
    Kind.NUMBER: number,
    Kind.RANGE: spread,
    Kind.AMOUNTS: amounts,
    Kind.LEVEL: level,
}

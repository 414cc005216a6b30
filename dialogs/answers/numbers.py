"""Fields that hold numbers: which reads them, and how each was written."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from dialogs.answers import in_thousands, measured, number_words, remarks, rough
from dialogs.answers.alike import of_one_quantity, with_percent
from dialogs.answers.days import is_reckoned, lacks_a_year
from dialogs.answers.figures import Figure, even
from dialogs.answers.histories import last_value
from dialogs.answers.lengths import Nouns, length_of
from dialogs.answers.one_number import is_free, level, level_figure, number, one_figure, word_for
from dialogs.answers.several_numbers import amount_figures, amounts, spread, spread_figures
from dialogs.answers.tables import written_in_table
from dialogs.answers.text import cleaned
from dialogs.answers.values import Raw, Value
from dialogs.answers.written import NOTHING, PERCENT, Reckoned, Written
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import Sentence


def nouns_beside(question: Question, entries: Mapping[str, Raw], said: str = "") -> Nouns:
    """The words of what is named beside a question's numbers, like a metric, and the things the team speaks of.

    None that is a scale, a time or money.
    """
    lines = [str(entries.get(field.id) or "") for field in question.fields if field.kind is Kind.LINE]
    words = set(re.findall(r"[^\W\d_]+", " ".join(lines).casefold())) | number_words.things_in(said)
    return frozenset(
        words - number_words.scales().keys() - number_words.times().keys() - number_words.currencies().keys()
    )


def other_units(
    question: Question, entries: Mapping[str, Raw], values: Mapping[str, Value], said: str = ""
) -> dict[str, Sentence]:
    """A sentence for each level, or number of anything, in another unit than the one before it in its question."""
    found = {id: how.unit for id, how in written(question, entries, values, said).items() if how.unit}
    alike = [field for field in of_one_quantity(question) if field.id in found]
    return {
        after.id: Sentence("problem.other_unit", {"own": _of(found[after.id]), "other": _of(found[before.id])})
        for before, after in pairwise(alike)
        if measured.compared(found[after.id]) != measured.compared(found[before.id])
    }


def shares(
    question: Question, entries: Mapping[str, Raw], values: Mapping[str, Value], said: str = ""
) -> frozenset[str]:
    """The fields whose numbers were typed with a per cent sign."""
    return frozenset(id for id, how in written(question, entries, values, said).items() if how.unit == PERCENT)


def _of(unit: str) -> str:
    """A unit as it is named alone: “kg a week” of “# kg a week”."""
    return unit.replace("#", "").strip()


def written(
    question: Question, entries: Mapping[str, Raw], values: Mapping[str, Value], said: str = ""
) -> dict[str, Written]:
    """By field, what the values do not show of the text they were read from: units, and what one could doubt."""
    nouns, entries = nouns_beside(question, entries, said), with_percent(question, entries)
    found = {
        field.id: _WRITTEN[field.kind](field, str(entries[field.id]), nouns, values[field.id])
        for field in question.fields
        if field.kind in _WRITTEN and field.id in values and entries.get(field.id)
    }
    return {id: how for id, how in found.items() if how != NOTHING}


def _of_number(field: AnswerField, entry: str, nouns: Nouns, value: Value) -> Written:
    if word_for(field, entry):
        return NOTHING
    figure = one_figure(field, entry, nouns)
    how = _doubted([(entry, figure)], entry, value, unit=unit_beside(figure, timed=is_free(field)))
    return how.model_copy(update={"measure": _measure(field, figure)}) if how.ends else how


def _measure(field: AnswerField, figure: Figure) -> str:
    """What a box for a time asks for, “week” or “per_day”; empty where so many in another time were typed."""
    if not field.per:
        return length_of(field)
    of = "minutes_" if "minute" in field.units else ""
    return "" if figure.reckoned[1] else f"{of}per_{field.per}"


def _of_range(field: AnswerField, entry: str, nouns: Nouns, value: Value) -> Written:
    typed, figures = spread_figures(field, entry, nouns)
    if len(typed) == len(figures) and not _hangs_on_the_last_words(typed, figures):
        return _doubted(list(zip(typed, figures, strict=True)), entry, value)
    return _doubted_at_once(entry, figures)


def _hangs_on_the_last_words(typed: Sequence[str], figures: Sequence[Figure]) -> bool:
    """Whether a condition behind the last of several is said of all: 60k / 80k / 110k (the union must agree)."""
    return bool(remarks.condition_in(typed[-1])) and not any(figure.doubtful for figure in figures[:-1])


def _doubted_at_once(entry: str, figures: Sequence[Figure | None]) -> Written:
    """One text that stands for several numbers."""
    known = [figure for figure in figures if figure]
    text, condition = cleaned(entry).strip(), remarks.condition_in(entry)
    if not condition and not rough.is_unsure(text) and not any(figure.doubtful for figure in known):
        return NOTHING
    numbers = tuple(figure.number if figure else None for figure in figures)
    reckoned = next((Reckoned(to=one.reckoned[0], by=one.reckoned[1]) for one in known if any(one.reckoned)), None)
    return Written(
        doubted={text: numbers},
        unsure=tuple(range(len(figures))) if rough.is_unsure(text) else (),
        condition=condition,
        reckoned={text: reckoned} if reckoned else {},
        ends={place: figure.ends for place, figure in enumerate(figures) if figure and figure.ends},
        typed=text if len(text) <= LONGEST_TYPED else "",
    )


def _of_amounts(field: AnswerField, entry: str, nouns: Nouns, value: Value) -> Written:
    typed, figures = amount_figures(field, entry)
    if len(typed) != len(figures):
        return _doubted_at_once(entry, figures)
    given = [(part, figure) for part, figure in zip(typed, figures, strict=True) if figure]
    return _doubted(given, entry, value, remarked=any(remarks.without(part) != part for part in typed))


def _of_level(field: AnswerField, entry: str, nouns: Nouns, value: Value) -> Written:
    figure = level_figure(field, entry, nouns)
    how = _doubted([(entry, figure)], entry, figure.number, unit=unit_beside(figure))
    if not figure.percent or not how.ends:
        return how
    share = figure.times(1 / 100, even)
    return how.model_copy(update={"ends": dict.fromkeys(how.ends, share.ends)})


def _of_history(field: AnswerField, entry: str, nouns: Nouns, value: Value) -> Written:
    return Written(unit=unit_beside(last_value(entry)))


def _of_table(field: AnswerField, entry: str, nouns: Nouns, value: Value) -> Written:
    return written_in_table(field, entry, value)


def _of_moment(field: AnswerField, entry: str, nouns: Nouns, value: Value) -> Written:
    """A day of which the year was not said, that was reckoned from today, or that is in doubt."""
    said, entry = entry, rough.without_doubt(entry)
    reckoned = isinstance(value, str) and not re.fullmatch(r"\s*\d{4}\s*", entry) and is_reckoned(entry)
    return Written(
        doubted={cleaned(entry).strip(): str(value)} if lacks_a_year(entry) or reckoned else {},
        unsure=(0,) if said != entry else (),
    )


def _doubted(
    figures: Sequence[tuple[str, Figure]], entry: str, value: Value, unit: str = "", *, remarked: bool = False
) -> Written:
    """What could be read otherwise, as it was typed, how it was read, and how that was reckoned.

    And which of the numbers were said to be so roughly, or as a range.
    """
    doubtful = {cleaned(typed).strip(): figure for typed, figure in figures if figure.doubtful}
    at = _places(figures, value)
    about = tuple(sorted(place for place, (typed, _) in at.items() if rough.is_about(typed)))
    ends = {place: figure.ends for place, (_, figure) in at.items() if figure.ends}
    text = cleaned(entry).strip()
    unsure = tuple(sorted(place for place, (typed, _) in at.items() if rough.is_unsure(typed)))
    condition = remarks.condition_in(text) if len(figures) == 1 else _condition([typed for typed, _ in figures])
    remarked |= any(remarks.without(typed) != typed for typed, _ in figures)
    told = remarked or bool(about or ends or unsure or condition) or rough.in_digits(text) != text
    told |= in_thousands.is_meant(text, value)
    reckoned = {
        typed: Reckoned(ends=one.ends, to=one.reckoned[0], by=one.reckoned[1], sum=one.sum)
        for typed, one in doubtful.items()
    }
    return Written(
        unit=unit,
        doubted={typed: figure.number for typed, figure in doubtful.items()},
        reckoned={typed: how for typed, how in reckoned.items() if how != Reckoned()},
        about=about,
        unsure=unsure,
        condition=condition,
        ends=ends,
        typed=text if told and len(text) <= LONGEST_TYPED else "",
    )


def _condition(parts: Sequence[str]) -> str:
    """On which words one of several numbers hangs, with that number: “100k, if they agree”."""
    return "; ".join(cleaned(part).strip() for part in parts if remarks.condition_in(part))


def _places(figures: Sequence[tuple[str, Figure]], value: Value) -> dict[int, tuple[str, Figure]]:
    """What was typed for each number of a value, by its place; what was turned round, where it came to stand."""
    left, found = list(figures), dict[int, tuple[str, Figure]]()
    for place, given in enumerate(value if isinstance(value, list) else [value]):
        if own := next((one for one in left if one[1].number == given), None):
            left.remove(own)
            found[place] = own
    return found


LONGEST_TYPED = 100
"""Characters that an input for numbers takes."""


def unit_beside(figure: Figure, *, timed: bool = False) -> str:
    """What stays beside a number; of a sign of several currencies, the sign. With a time, # is the number's place."""
    money = next(iter(figure.currencies)) if len(figure.currencies) == 1 else figure.sign
    if not timed or not figure.time:
        return PERCENT if figure.percent else figure.unit or money
    behind = figure.time if figure.time.startswith("/") else f" {figure.time}"
    return f"{money} #".lstrip() + (PERCENT if figure.percent else "") + behind


_WRITTEN: Mapping[Kind, Callable[[AnswerField, str, Nouns, Value], Written]] = {
    Kind.NUMBER: _of_number,
    Kind.RANGE: _of_range,
    Kind.AMOUNTS: _of_amounts,
    Kind.LEVEL: _of_level,
    Kind.SERIES: _of_history,
    Kind.TABLE: _of_table,
    Kind.MOMENT: _of_moment,
    Kind.DATE: _of_moment,
}

PARSERS: Mapping[Kind, Callable[[AnswerField, Raw, Nouns], Value]] = {
    Kind.NUMBER: number,
    Kind.RANGE: spread,
    Kind.AMOUNTS: amounts,
    Kind.LEVEL: level,
}

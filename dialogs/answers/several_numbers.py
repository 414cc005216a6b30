"""Low, expected and high, in a row or in a sentence; and several amounts, each with a name of its own."""

import re
from collections.abc import Sequence
from functools import partial
from math import ceil, floor
from typing import NamedTuple

from dialogs.answers import number_words, products, rates, remarks, rough
from dialogs.answers.figures import Figure, is_scaled, times_in
from dialogs.answers.in_a_row import (
    counted,
    in_parts,
    only_one_end_is_scaled,
    only_the_ends_are_scaled,
    without_slashes,
)
from dialogs.answers.lengths import Nouns, length_of, unit_of
from dialogs.answers.one_number import (
    bounded,
    is_none,
    none_of,
    plain_figure,
    read_figure,
    says_nothing,
)
from dialogs.answers.text import excerpt
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import Raw, Unreadable, Value, every, tried
from dialogs.catalog import AnswerField
from dialogs.errors import Sentence


class Spread(NamedTuple):
    """Low, expected and high, and what was typed for each; for all at once where one text stands for them."""

    typed: Sequence[str]
    figures: Sequence[Figure]


def spread(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """Three numbers: low, expected, high. Raises Unreadable."""
    return every(partial(bounded, field, figure.number, 0) for figure in spread_figures(field, entry, nouns).figures)


def spread_figures(field: AnswerField, entry: Raw, nouns: Nouns) -> Spread:
    """Three in a row, or in a sentence; the two ends, with the middle between them; 0 for all; with a remark behind.

    Raises Unreadable.
    """
    text = str(entry)
    try:
        return _spread(field, text, nouns)
    except Unreadable as refused:
        if is_none(text):
            raise none_of(text, zero=True) from None
        if asides := remarks.asides_of(text, 3):
            return _with_asides(*asides, _spread(field, " / ".join(asides[1]), nouns))
        if (numbers := remarks.without(text)) != text:
            return _at_once(text, _spread(field, numbers, nouns).figures, doubtful=True)
        raise _with_its_aside(field, text, nouns, refused) from None


def _at_once(text: str, figures: Sequence[Figure], *, doubtful: bool) -> Spread:
    return Spread([text], [figure._replace(doubtful=doubtful) for figure in figures])


def _with_asides(parts: Sequence[str], numbers: Sequence[str], read: Spread) -> Spread:
    """Each as it was typed, with what stood beside it."""
    if len(read.typed) != len(parts):
        return Spread(["; ".join(parts)], [figure._replace(doubtful=True) for figure in read.figures])
    beside = zip(parts, numbers, read.figures, strict=True)
    return Spread(
        parts, [figure._replace(doubtful=figure.doubtful or part != number) for part, number, figure in beside]
    )


def _with_its_aside(field: AnswerField, text: str, nouns: Nouns, refused: Unreadable) -> Unreadable:
    """Of “8 - we wait 8 weeks for the office”, what is wrong with the numbers, and that the rest has one, too."""
    parted = remarks.with_numbers(text)
    if parted is None or any(fault.key not in _OF_WORDS for fault in refused.faults):
        return refused
    aside = Sentence("problem.aside", {"entry": excerpt(parted[1]), "number": ""})
    try:
        _spread(field, parted[0], nouns)
    except Unreadable as of_numbers:
        return Unreadable.of([aside, *of_numbers.faults])
    return Unreadable("problem.aside", entry=excerpt(parted[1]), number=excerpt(parted[0]))


_OF_WORDS = frozenset(("problem.number", "problem.number_word", "problem.parts", "problem.range_parts", "problem.unit"))


def _spread(field: AnswerField, text: str, nouns: Nouns) -> Spread:
    if says_nothing(field, text):
        return _at_once(text, [Figure(0.0)] * 3, doubtful=True)
    try:
        return _three_in_a_row(field, rough.with_decimals(text), nouns)
    except Unreadable as refused:
        told = _three_in_words(field, text, nouns)
        if told is None:
            raise _in_a_row(
                refused, {"week": "3 / 5 / 9", "month": "4 / 6 / 9"}.get(unit_of(field), "180k / 310k / 400k")
            ) from None
        return told


def _three_in_a_row(field: AnswerField, text: str, nouns: Nouns) -> Spread:
    parts = in_parts(text, 3)
    if len(parts) != 3:
        return _of_fewer(field, text, parts, nouns)
    if any(map(ignorance_in, parts)):
        raise Unreadable("problem.range_unknown")
    read_as = _with_last_rate(field, _with_last_length(field, _without_ends(parts)))
    figures = every(partial(_one_of_three, field, part, nouns) for part in read_as)
    numbers = [figure.number for figure in figures]
    if any(number < 0 for number in numbers):
        raise Unreadable("problem.too_small", least=0)
    if only_one_end_is_scaled(parts, numbers, all):
        raise Unreadable("problem.range_scale", entry=excerpt(text))
    if [bool(figure.sum) for figure in figures] in _ONE_RECKONED and not _is_of_the_last_alone(figures):
        raise Unreadable("problem.range_sum", entry=excerpt(text))
    if sorted(numbers) != numbers:
        raise _out_of_order(field, parts, read_as)
    return Spread(parts, figures)


def _is_of_the_last_alone(figures: Sequence[Figure]) -> bool:
    """0 / 250k / 12 x 30k: taken as 12 x each it would fall from 250k to 30k, so it is the last one's."""
    typed = [float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", figures[-1].sum)]
    return bool(typed) and max(typed) < figures[-2].number


def _without_ends(parts: Sequence[str]) -> Sequence[str]:
    """The least and the most without the words that say so: min. 60k / 80k / max 120k."""
    low, expected, high = parts
    return [_LEAST.sub("", low), expected, _MOST.sub("", high)]


_LEAST = re.compile(r"^\W*(?:min(?:imum|destens)?\.?|at least|low|from) (?=\D{0,4}\d)", re.IGNORECASE)
_MOST = re.compile(r"^\W*(?:max(?:imum|imal)?\.?|at (?:the )?most|höchstens|up to|high) (?=\D{0,4}\d)", re.IGNORECASE)


def _out_of_order(field: AnswerField, parts: Sequence[str], read_as: Sequence[str]) -> Unreadable:
    """Low first; or, where one alone speaks of another time, that it does: 22k / 27k / 3k a month."""
    timed = [part for part in parts if field.units == ("year",) and _speaks_of_another_time(part)]
    if list(parts) == list(read_as) and len(timed) != 1:
        return Unreadable("problem.range_order")
    wanted = f"in {unit_of(field)}s" if length_of(field) else "per year"
    return Unreadable("problem.unit", entry=excerpt((timed or parts)[-1]), wanted=wanted)


def _speaks_of_another_time(part: str) -> bool:
    """Whether a part of a year's sums names a month or the like."""
    return rates.time_of(rough.in_digits(part)) not in ("", "year")


_ONE_RECKONED = ([True, False, False], [False, False, True])
"""2 x 60k / 80k / 110k, and 180k / 310k / 400k - 20k: what is reckoned at an end may be meant of all."""


def _one_of_three(field: AnswerField, part: str, nouns: Nouns) -> Figure:
    return Figure(0.0) if rough.is_nothing(part) else plain_figure(field, part, nouns)


def _with_last_length(field: AnswerField, parts: Sequence[str]) -> Sequence[str]:
    """The parts, each with the unit that stands behind the last alone and is not the field's own: 1 / 2 / 3 years."""
    said = [times_in(rough.in_digits(part)) for part in parts]
    behind = _UNIT_BEHIND.search(parts[-1])
    others = (_UNIT_BEHIND.search(part) for part in parts[:-1])
    if not length_of(field) or not behind or any(said[:-1]) or any(others) or said[-1] == {unit_of(field)}:
        return parts
    return [*(part if rough.is_nothing(part) else f"{part} {behind[1]}" for part in parts[:-1]), parts[-1]]


def _with_last_rate(field: AnswerField, parts: Sequence[str]) -> Sequence[str]:
    """The parts, each of the time that is said behind the last alone, where a year is asked for: 7k / 8k / 9k a month.

    Said of another one alone, it is of that: 0 / 15k a month / 240k. Raises Unreadable where it is said of some.
    """
    if field.units != ("year",) or length_of(field):
        return parts
    said = ["year" if products.is_one(part) else rates.time_of(rough.in_digits(part)) for part in parts]
    others = {time for time in said if time} - {"year"}
    if not others or all(time or rough.is_nothing(part) for time, part in zip(said, parts, strict=True)):
        return parts
    if any(said[:-1]) and not said[-1]:
        return parts
    if any(said[:-1]):
        raise Unreadable(
            "problem.unit", entry=excerpt(parts[next(at for at, time in enumerate(said) if time)]), wanted="per year"
        )
    return [*(part if rough.is_nothing(part) else f"{part} a {said[-1]}" for part in parts[:-1]), parts[-1]]


_UNIT_BEHIND = re.compile(r"\d ?((?:(?:working|business|work|office|calendar)[- ])?[^\W\d_]+)\s*$", re.IGNORECASE)


def _of_fewer(field: AnswerField, text: str, parts: Sequence[str], nouns: Nouns) -> Spread:
    """Two ends with the middle between them, and 0 for all three. Raises Unreadable, with what to add to a number."""
    if counted(parts) == 3:
        raise Unreadable("problem.parts", entry=excerpt(text))
    try:
        found = plain_figure(field, text, nouns)
    except Unreadable as refused:
        if refused.sentence.key in ("problem.unit", "problem.until", "problem.few", "problem.each"):
            raise
        raise _not_three(field, parts, nouns) from None
    if found.ends and not _are_years(found.ends):
        low, high = found.ends
        three = (low, found.number, high)
        return _at_once(text, [found._replace(number=one, ends=None) for one in three], doubtful=True)
    if found.number == 0:
        return _at_once(text, [found] * 3, doubtful=found.doubtful)
    if found.ends or found.number < 0:
        raise Unreadable("problem.range_parts", count=counted(parts), unit=unit_of(field))
    raise _one_alone(found.number, text)


def _are_years(ends: tuple[float, float]) -> bool:
    return all(end in rough.YEARS for end in ends)


def _one_alone(number: float, text: str) -> Unreadable:
    """With three of which it is the middle, in whole numbers where it is one, and in thousands where it was."""
    scale = 1000 if re.search(r"\dk\b", text, re.IGNORECASE) and number >= 1000 else 1
    own = number / scale
    whole = own == int(own) and own > 1
    low, high = (floor(round(0.7 * own, 6)), ceil(round(1.5 * own, 6))) if whole else (0.7 * own, 1.5 * own)
    return Unreadable("problem.range_one", numbers=[low, own, high], thousands=scale > 1)


def _not_three(field: AnswerField, parts: Sequence[str], nouns: Nouns) -> Unreadable:
    """What lies between two numbers in a row; where there are others, what three would look like."""
    try:
        seen = [plain_figure(field, part, nouns).number for part in parts]
    except Unreadable:
        seen = []
    if len(seen) == 2 and seen[0] < seen[1]:
        return Unreadable("problem.range_ends", low=seen[0], high=seen[1], middle=sum(seen) / 2)
    return Unreadable("problem.range_parts", count=counted(parts), unit=unit_of(field))


def _three_in_words(field: AnswerField, text: str, nouns: Nouns) -> Spread | None:
    """None where a sentence has not three that can be read, or the one it expects is not between the others."""
    three = rough.three_in_words(text)
    ways = rough.with_one_unit(three) if three else []
    told, faults = tried(partial(_three_told, field, text, way, nouns) for way in ways)
    if faults and not any(told):
        raise Unreadable.of(faults[:1])
    return next(filter(None, told), None)


def _three_told(field: AnswerField, text: str, three: rough.Three, nouns: Nouns) -> Spread | None:
    try:
        figures = [plain_figure(field, part, nouns) for part in three.parts]
    except Unreadable:
        return None
    if len({figure.reckoned for figure in figures}) > 1:
        return None
    numbers = [figure.number for figure in figures]
    in_order = sorted(range(3), key=numbers.__getitem__)
    if three.expected not in (None, in_order[1]):
        low, high = sorted(number for at, number in enumerate(numbers) if at != three.expected)
        raise Unreadable("problem.range_outside", expected=numbers[three.expected], low=low, high=high)
    if only_one_end_is_scaled(three.parts, numbers, all):
        return None
    return _at_once(text, [figures[at] for at in in_order], doubtful=True)


def amounts(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """As many numbers as the field has parts; None for a part of which somebody wrote that it is not known.

    Beside each may stand the time its part speaks of.
    """
    _, figures = amount_figures(field, entry)
    numbers = [None if figure is None else figure.number for figure in figures]
    least = max(field.min or 0, 0)
    known = every(partial(bounded, field, number, least) for number in numbers if number is not None)
    return known if len(known) == len(numbers) else numbers


def amount_figures(field: AnswerField, entry: Raw) -> tuple[Sequence[str], Sequence[Figure | None]]:
    """What was typed for each part, or for all at once with a remark behind it, and its figures. Raises Unreadable."""
    text = str(entry)
    try:
        return _amounts(field, text)
    except Unreadable:
        if asides := remarks.asides_of(text, len(field.parts)):
            figures = _amounts(field, " / ".join(asides[1]))[1]
            beside = zip(*asides, figures, strict=True)
            return asides[0], [one and one._replace(doubtful=part != number) for part, number, one in beside]
        numbers = remarks.without(text)
        if numbers == text:
            raise
    _, figures = _amounts(field, numbers)
    return [text], [figure and figure._replace(doubtful=True) for figure in figures]


def _amounts(field: AnswerField, text: str) -> tuple[Sequence[str], Sequence[Figure | None]]:
    named = " / ".join(field.parts)
    if rough.is_nothing(text) or is_none(text):
        raise Unreadable("problem.nothing_of", entry=excerpt(text), parts=named)
    parts = in_parts(rough.with_decimals(without_slashes(text)), len(field.parts))
    if len(parts) != len(field.parts) == counted(parts):
        raise Unreadable("problem.parts", entry=excerpt(text))
    if len(parts) != len(field.parts):
        raise Unreadable("problem.amounts_parts", wanted=len(field.parts), parts=named, count=counted(parts))
    figures = part_figures(field, parts)
    if _may_share_a_scale(field, parts, [None if figure is None else figure.number for figure in figures]):
        raise Unreadable("problem.amounts_scale", entry=excerpt(text))
    return parts, figures


def _may_share_a_scale(field: AnswerField, parts: Sequence[str], numbers: Sequence[float | None]) -> bool:
    """Whether a k beside one of the amounts may count for the others: T€ 1 / 4 / 2.

    A number in 100 is no amount; where one stands among them, each has a measure of its own, and so has the k behind
    the first: 20k / 250 / 85.
    """
    named = zip(field.parts, parts, numbers, strict=True)
    alike = [(part, number) for name, part, number in named if number is not None and _IN_100 not in name]
    differ = any(_IN_100 in name for name in field.parts)
    if not alike or (differ and not is_scaled(alike[-1][0]) and _SCALE_BEHIND.search(alike[0][0])):
        return False
    given, known = zip(*alike, strict=True)
    return only_one_end_is_scaled(given, known, any) or only_the_ends_are_scaled(given, known)


_IN_100 = "in 100"
_SCALE_BEHIND = re.compile(r"\d\s?[^\W\d_]")


def part_figures(field: AnswerField, parts: Sequence[str]) -> list[Figure | None]:
    """A figure a part, beside which may stand the time it speaks of; None for one that nobody knows."""
    units = [tuple(dict.fromkeys((*field.units, *sorted(times_in(part))))) for part in field.parts]
    return every(
        partial(_known_figure, field, name, part, times)
        for name, part, times in zip(field.parts, parts, units, strict=True)
    )


def _known_figure(field: AnswerField, name: str, part: str, times: Sequence[str]) -> Figure | None:
    return None if ignorance_in(part) else _part_figure(field, name, part, times)


def _part_figure(field: AnswerField, name: str, part: str, times: Sequence[str]) -> Figure:
    """One of several amounts; where a sentence is made of them, without the words that link it."""
    if rough.is_nothing(part):
        return Figure(0.0)
    if remarks.says_none_so_far(part):
        return Figure(0.0, doubtful=True)
    known = number_words.OF_A_PART.get(name, frozenset())
    if _IN_100 in name:
        field = field.model_copy(update={"label": name})
    try:
        return read_figure(field, part, times, known)
    except Unreadable as refused:
        try:
            return read_figure(field, rough.unlinked(part), times, known)._replace(doubtful=True)
        except Unreadable:
            raise _in_a_row(refused, "140k / 60k / 310k") from None


def _in_a_row(refused: Unreadable, like: str) -> Unreadable:
    """Of a word beside one number of several, how several are written."""
    return Unreadable.of(
        Sentence(key, {**values, "like": like}) if key == "problem.number_word" else Sentence(key, values)
        for key, values in refused.faults
    )

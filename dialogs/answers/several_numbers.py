"""Low, expected and high, in a row or in a sentence; and several amounts, each with a name of its own."""

import re
from collections.abc import Sequence
from functools import partial

from dialogs.answers import number_words, rough
from dialogs.answers.figures import Figure, is_scaled, times_in
from dialogs.answers.in_a_row import counted, in_parts, only_one_end_is_scaled, without_slashes
from dialogs.answers.one_number import Nouns, bounded, length_of, one_figure, read_figure, unit_of
from dialogs.answers.text import excerpt
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import Raw, Unreadable, Value, every
from dialogs.catalog import AnswerField
from dialogs.errors import Sentence


def spread(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """Three numbers: low, expected, high. Raises Unreadable."""
    return every(partial(bounded, field, figure.number, 0) for _, figure in spread_figures(field, entry, nouns))


def spread_figures(field: AnswerField, entry: Raw, nouns: Nouns) -> list[tuple[str, Figure]]:
    """Low, expected and high, beside what was typed for each: in a row, or in a sentence. Raises Unreadable."""
    try:
        return _three_in_a_row(field, entry, nouns)
    except Unreadable as refused:
        told = _three_in_words(field, str(entry), nouns)
        if told is None:
            raise _in_a_row(
                refused, {"week": "3 / 5 / 9", "month": "4 / 6 / 9"}.get(unit_of(field), "180k / 310k / 400k")
            ) from None
        return told


def _three_in_a_row(field: AnswerField, entry: Raw, nouns: Nouns) -> list[tuple[str, Figure]]:
    parts = in_parts(str(entry), 3)
    if len(parts) != 3:
        raise _not_three(field, str(entry), parts, nouns)
    if any(map(ignorance_in, parts)):
        raise Unreadable("problem.range_unknown")
    read_as = _with_last_length(field, parts)
    figures = every(partial(_one_of_three, field, part, nouns) for part in read_as)
    numbers = [figure.number for figure in figures]
    if any(number < 0 for number in numbers):
        raise Unreadable("problem.too_small", least=0)
    if only_one_end_is_scaled(parts, numbers, all):
        raise Unreadable("problem.range_scale", entry=excerpt(str(entry)))
    if sorted(numbers) != numbers:
        raise Unreadable("problem.range_order")
    return list(zip(parts, figures, strict=True))


def _one_of_three(field: AnswerField, part: str, nouns: Nouns) -> Figure:
    return Figure(0.0) if rough.is_nothing(part) else one_figure(field, part, nouns)


def _with_last_length(field: AnswerField, parts: Sequence[str]) -> Sequence[str]:
    """The parts, each with the unit that stands behind the last alone and is not the field's own: 1 / 2 / 3 years."""
    said = [times_in(rough.in_digits(part)) for part in parts]
    behind = _UNIT_BEHIND.search(parts[-1])
    if not length_of(field) or not behind or any(said[:-1]) or said[-1] == {unit_of(field)}:
        return parts
    return [*(part if rough.is_nothing(part) else f"{part} {behind[1]}" for part in parts[:-1]), parts[-1]]


_UNIT_BEHIND = re.compile(r"\d ?([^\W\d_]+)\s*$")


def _not_three(field: AnswerField, entry: str, parts: Sequence[str], nouns: Nouns) -> Unreadable:
    """What to add to one number or to two; where there are others, what three would look like."""
    if counted(parts) == 3:
        return Unreadable("problem.parts", entry=excerpt(entry))
    try:
        ends = rough.ends_of(rough.in_digits(entry)) or parts  # what stands beside one end stands for both: 120-200k
        seen = [one_figure(field, part, nouns).number for part in ends]
    except Unreadable as refused:
        if refused.sentence.key in ("problem.unit", "problem.until", "problem.few"):
            return Unreadable(refused.sentence.key, **{**refused.sentence.values, "entry": excerpt(entry)})
        seen = []
    if len(seen) == 2 and seen[0] < seen[1]:
        return Unreadable("problem.range_ends", low=seen[0], high=seen[1], middle=sum(seen) / 2)
    if len(seen) == 1 and seen[0] > 0:
        return Unreadable("problem.range_one", number=seen[0])
    return Unreadable("problem.range_parts", count=counted(parts), unit=unit_of(field))


def _three_in_words(field: AnswerField, entry: str, nouns: Nouns) -> list[tuple[str, Figure]] | None:
    """None where a sentence has not three that can be read, or the one it expects is not between the others."""
    three = rough.three_in_words(entry)
    if three is None:
        return None
    try:
        figures = [one_figure(field, part, nouns) for part in three.parts]
    except Unreadable:
        return None
    numbers = [figure.number for figure in figures]
    in_order = sorted(range(3), key=numbers.__getitem__)
    if only_one_end_is_scaled(three.parts, numbers, all) or three.expected not in (None, in_order[1]):
        return None
    return [(three.parts[at], figures[at]._replace(doubtful=True)) for at in in_order]


def amounts(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """As many numbers as the field has parts; None for a part of which somebody wrote that it is not known.

    Beside each may stand the time its part speaks of.
    """
    parts = in_parts(without_slashes(entry), len(field.parts))
    if len(parts) != len(field.parts) == counted(parts):
        raise Unreadable("problem.parts", entry=excerpt(str(entry)))
    if len(parts) != len(field.parts):
        named = " / ".join(field.parts)
        raise Unreadable("problem.amounts_parts", wanted=len(field.parts), parts=named, count=counted(parts))
    figures = part_figures(field, parts)
    numbers = [None if figure is None else figure.number for figure in figures]
    least = max(field.min or 0, 0)
    known = every(partial(bounded, field, number, least) for number in numbers if number is not None)
    if _may_share_a_scale(field, parts, numbers):
        raise Unreadable("problem.amounts_scale", entry=excerpt(str(entry)))
    return known if len(known) == len(numbers) else numbers


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
    return only_one_end_is_scaled(given, known, any)


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

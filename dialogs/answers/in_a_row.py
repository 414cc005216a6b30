"""Several numbers in one entry: what parts them, how many there are, and for which of them a k counts."""

import re
from collections.abc import Callable, Iterable, Sequence

from dialogs.answers import rough
from dialogs.answers.figures import is_scaled
from dialogs.answers.text import excerpt
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import Raw, Unreadable


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


def in_parts(entry: str, wanted: int) -> list[str]:
    """Several numbers, each as it was typed. Raises as `_some_numbers`."""
    ways = (_some_numbers(between, entry) for between in (_APART, _TOLD_APART))
    return next((parts for parts in ways if len(parts) == wanted), None) or _some_numbers(_BETWEEN, entry)


def _some_numbers(between: re.Pattern[str], entry: str) -> list[str]:
    """The parts of an entry. Raises Unreadable where not one of them has a digit, nor says that it is not known."""
    parts = _parted(between, entry)
    if not counted(parts):
        raise Unreadable("problem.number", entry=excerpt(entry), digits=False)
    return parts


def counted(parts: Sequence[str]) -> int:
    """How many parts can be seen that are a number, or say that one is not known."""
    return sum(bool(rough.is_number(part) or ignorance_in(part)) for part in parts)


def only_one_end_is_scaled(
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


def only_the_ends_are_scaled(parts: Sequence[str], numbers: Sequence[float]) -> bool:
    """140k / 60 / 310k: the k of those around it may be meant of what stands between them, a thousand times smaller."""
    scaled = [is_scaled(rough.in_digits(part)) for part in parts]
    between = zip(scaled[1:-1], numbers[1:-1], strict=True)
    return scaled[0] and scaled[-1] and any(0 < 1000 * number <= max(numbers) and not own for own, number in between)

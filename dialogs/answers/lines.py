"""The lines of what was pasted, their numbers and days; what is wrong names its line."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from dialogs.answers.days import days, lacks_a_year
from dialogs.answers.figures import TIMES, figure
from dialogs.answers.text import cleaned
from dialogs.answers.values import LARGEST, Unreadable, Value

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines with something in them, counted as they stand."""
    return ((at, line) for at, line in enumerate(_LINE_END.split(text), 1) if cleaned(line))


def kept_lines(value: Value) -> list[str]:
    return [str(line) for line in value] if isinstance(value, list) else []


def number_of(words: str, key: str, line: int, nouns: Collection[str] = (), **values: object) -> float:
    """A number in a line; `nouns` name what is counted. Raises Unreadable, with `key` and the line."""
    try:
        return figure(words, TIMES if key == "problem.line_time" else (), nouns)
    except Unreadable:
        raise Unreadable(key, line=line, **values) from None


def bounded(number: float, line: int, least: float | None = None, most: float | None = None, label: str = "") -> float:
    least, most = -LARGEST if least is None else least, LARGEST if most is None else most
    if number < least:
        raise Unreadable("problem.line_small", line=line, label=label, least=least)
    if number > most:
        raise Unreadable("problem.line_large", line=line, label=label, most=most)
    return number


def day_of(words: str, line: int) -> date | None:
    found = days(words)
    if lacks_a_year(words):
        raise Unreadable("problem.line_year", line=line, entry=words)
    if len(found) == 2:
        raise Unreadable("problem.line_two_days", line=line, entry=words, first=str(found[0]), second=str(found[1]))
    return found[0] if found else None


def words_of(text: str) -> str:
    return " ".join(cleaned(text).split())

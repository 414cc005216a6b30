"""What a line of what was pasted says: its numbers and days; what is wrong names the line and quotes it."""

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from dialogs.answers.days import coming, days, lacks_a_year
from dialogs.answers.figures import TIMES, Figure, read
from dialogs.answers.values import LARGEST, Unreadable, Value

_DITTO = frozenset(
    ("same", "the same", "same as above", "as above", "see above", "ditto", "dito", "do.", "idem", "s.o.", "siehe oben")
) | frozenset(('"', "''", "″", "〃", "„", "”", "“", '-"-', "“”"))
_NONE = re.compile(
    r"none|nothing|nobody|no one|no|(?:none|nothing|nobody) (?:else|other|at all|more)|no others?|no (?:other )?risks?"
    r"|kein(?:e|er|es)?(?: weiteren| anderen)?|sonst keine|niemand|nichts|nein|aucune?|rien|personne"
    r"|ningun[oa]|nada|nadie|nessun[oa]|niente|geen|niets|nenhuma?|inga|ingen|ingenting"
)
_BLANK = re.compile(r"[\s|:+=_–—−-]*|\./\.")


class LeftOut(NamedTuple):
    """A line of what was pasted that is in no value, and why: HEADING or TOTAL."""

    why: str
    line: int
    entry: str


HEADING, TOTAL = "heading", "total"


def kept_lines(value: Value) -> list[str]:
    return [str(line) for line in value] if isinstance(value, list) else []


def is_blank(cell: str) -> bool:
    """Whether nothing but dashes and the like stands there."""
    return bool(_BLANK.fullmatch(cell))


def is_ditto(cell: str) -> bool:
    """Whether a cell says that it is as the one above: asked about, for what is above it may not be what was meant."""
    return cell.casefold() in _DITTO


def says_none(words: str) -> bool:
    """Whether there is nothing to name, and somebody says so: “none”, “keine”."""
    return bool(_NONE.fullmatch(" ".join(words.casefold().split()).strip(' .!–—-"“”()')))


def figure_of(words: str, key: str, line: int, nouns: Collection[str] = (), **values: object) -> Figure:
    """A number in a line; `nouns` name what is counted. Raises Unreadable, with `key` and the line."""
    try:
        return read(words, TIMES if key == "problem.line_time" else (), nouns)
    except Unreadable:
        raise Unreadable(key, line=line, **values) from None


def bounded(
    number: float, line: int, entry: str, least: float | None = None, most: float | None = None, label: str = ""
) -> float:
    least, most = -LARGEST if least is None else least, LARGEST if most is None else most
    if number < least:
        raise Unreadable("problem.line_small", line=line, entry=entry, label=label, least=least)
    if number > most:
        raise Unreadable("problem.line_large", line=line, entry=entry, label=label, most=most)
    return number


def day_of(words: str, line: int, today: date | None = None) -> date | None:
    """The day that stands in a line, also one counted from `today`; None where there is none.

    A day without its year is the next one after `today`. Raises Unreadable where there is no such, and for one that can
    be two.
    """
    found = days(words, today)
    if lacks_a_year(words):
        if today and (next_one := coming(words, today)):
            return next_one
        raise Unreadable("problem.line_year", line=line, entry=words)
    if len(found) == 2:
        raise Unreadable("problem.line_two_days", line=line, entry=words, first=str(found[0]), second=str(found[1]))
    return found[0] if found else None

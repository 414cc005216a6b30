"""A line of a pasted history, parted into its time and its value."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dialogs.answers.days import days, lacks_a_year
from dialogs.answers.figures import figure
from dialogs.answers.grids import Line
from dialogs.answers.headings import MEASURES
from dialogs.answers.lines import is_blank, is_ditto
from dialogs.answers.marks import without_bullet
from dialogs.answers.number_words import METRIC_UNITS, METRICS, STEPS, currencies, folded, scales
from dialogs.answers.number_words import PERCENT as PERCENT_WORDS
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import Unreadable

_BESIDE = re.compile(r" ?[;:|] ?|, | (?:[-–—=→]|[-=]>) | ")
_COMMA = re.compile(r"(\d+),(\d{1,2}|\d{4,}) ?%?$")
_NUMBERED_MONTH = re.compile(r"(\d{1,2})\. ([^\W\d_]{3,10})\.?,? (?:\d{4}|['’]?\d\d)\b")
_MOST_COMMAS = 4
_PER_CENT = re.compile(
    rf"(?<=\d)[ \u00a0\u202f]?(?:%|per cent\b|(?:{'|'.join(sorted(PERCENT_WORDS))})\b)", re.IGNORECASE
)
_DECIMAL_COMMA = re.compile(r"(?!(?:19|20)\d\d,)\d+,\d")
_BEHIND = re.compile(r"(?<=\d) ((?:[^\W\d_]+\.? ){0,2}(?:[^\W\d_]+\.?|[€$£]))$")
_BRACKETED = re.compile(r" ?(\([^()]*\)|\[[^\[\]]*\])$")
_WORDS_BEHIND = re.compile(r"(?<=\d)%? ([^\W\d_]\D*)$")


def time_and_value(line: Line) -> tuple[str, str]:
    """Two cells; or of one what stands behind the last separator, and all before it.

    Raises Unreadable for three, and for a remark in brackets.
    """
    _without_remark(line)
    if len(line.cells) > 2:
        raise Unreadable("problem.line_point", line=line.at, entry=line.words, count=len(line.cells))
    if len(line.cells) == 2:
        words, entry = line.cells[0], line.cells[1]
    else:
        words, entry = _parted(without_bullet(line.cells[0]))
    words, entry = _numbered(without_bullet(words)), entry.strip(" ;:,|").rstrip(".")
    for cell in (words, entry):
        if is_ditto(cell):
            raise Unreadable("problem.line_ditto", line=line.at, entry=cell)
    if is_blank(entry) or ignorance_in(entry) or (not words and is_time(entry)):
        raise Unreadable("problem.line_no_value", line=line.at, entry=line.words)
    return words, entry


def _without_remark(line: Line) -> None:
    """Raises Unreadable for 0.52 (old labels), and 2025-10 0.52 old labels; (0.52) is a value."""
    words = line.words
    bracketed = _BRACKETED.search(words)
    if bracketed and re.search(r"\d", words[: bracketed.start()]) and _is_remark(bracketed[1]):
        raise Unreadable("problem.line_aside", line=line.at, aside=bracketed[1], kept=words[: bracketed.start()])
    behind = _WORDS_BEHIND.search(_with_units(words)) if len(line.cells) == 1 else None
    kept = words.removesuffix(behind[1]).rstrip() if behind else ""
    if behind and _is_remark(behind[1]) and _is_point(*_parted(kept)):
        raise Unreadable("problem.line_aside", line=line.at, aside=behind[1], kept=kept)


def _is_remark(words: str) -> bool:
    """Whether a value stays the same without these words; not without “thousand” or “in %”."""
    said = set(re.findall(r"[^\W\d_]+", folded(words)))
    return not is_value(words) and "%" not in words and not said & (PERCENT_WORDS | set(scales()))


def _is_point(time: str, value: str) -> bool:
    return (is_time(time) or is_value(time)) and is_value(value)


def _parted(text: str) -> tuple[str, str]:
    """At the last separator, or at a comma between a time and a value. A metric's name before the value goes."""
    text = _with_units(text.strip(" ;:,|"))
    *_, last = [None, *_BESIDE.finditer(text)]
    way = _at_a_comma(text) or ((text[: last.start()], text[last.end() :]) if last else None)
    if way is None or not re.search(r"\d", text):
        return "", text
    before, _, name = way[0].rstrip(" ;:,|=").rpartition(" ")
    return (before if name.casefold() in MEASURES and before else way[0]).strip(" ;:,|"), way[1]


def _with_units(text: str) -> str:
    """Without the space before a per cent sign or a unit that stands behind a number at the end."""
    return _BEHIND.sub(_with_unit, _PER_CENT.sub("%", text))


def _with_unit(behind: re.Match[str]) -> str:
    """205ms, 1.5Mio EUR: what stands behind a number and belongs to it; no mark that separates stands between."""
    words = behind[1].casefold().replace(".", "").split()
    known = all(word in METRIC_UNITS or word in scales() or word in currencies() for word in words)
    return behind[1].replace(" ", "\u00a0") if known else behind[0]


def _at_a_comma(text: str) -> tuple[str, str] | None:
    """1,0.71 and 15 Jan 2024,71%: where one comma, and no other, has a time before it and a value behind it.

    Not of “Q1 18,5%” and “March 18,5”: there it is a decimal comma behind a month or quarter without its year.
    """
    time, _, value = text.rpartition(" ")
    if lacks_a_year(time.strip(" ;:,|")) and _DECIMAL_COMMA.match(value) and is_value(value):
        return None
    commas = [at for at, character in enumerate(text) if character == ","]
    ways = [(text[:at], text[at + 1 :]) for at in commas]
    found = [way for way in ways[:_MOST_COMMAS] if is_value(way[1]) and (is_time(way[0]) or is_value(way[0]))]
    return found[0] if len(found) == 1 and not is_value(text) else None


def is_time(words: str) -> bool:
    return bool(days(words)) or lacks_a_year(words)


def is_value(words: str) -> bool:
    try:
        figure(words, (), METRICS | STEPS)
    except Unreadable:
        return False
    return True


def _numbered(words: str) -> str:
    """A time without the number of its line before it: “2) 2025-03”; a number alone is a time itself."""
    words = re.sub(r"^\d{1,3}[.)]\s+(?=\d{4}\b)|^\d{1,3}\)\s+(?=\S)", "", words)
    return re.sub(r"^(\d{1,3})[.)]$", r"\1", words)


def without_two_readings(lines: Sequence[Line]) -> None:
    """1,71 … 2,73 … 3,78 is asked about: times that count and values, or values with decimal commas.

    So is 1. Jan 2025 … 2. Feb 2025 … 3. Mar 2025: lines that are numbered, or days.
    """
    for shape, key in ((_COMMA, "problem.series_comma"), (_NUMBERED_MONTH, "problem.series_numbered")):
        found = [shape.match(line.words) for line in lines]
        numbers = [int(one[1]) for one in found if one]
        steps = {after - before for before, after in pairwise(numbers)}
        if (
            len(numbers) == len(lines) >= 3
            and len(steps) == 1
            and steps != {0}
            and len({one[2] for one in found if one}) > 1
        ):
            raise Unreadable(key, line=lines[1].at, entry=lines[1].words)

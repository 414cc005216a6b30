"""So many in a time, where another is asked for: 2,000 a year as a day's work, 2 hours a week as minutes a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from dialogs.answers import number_words, rough
from dialogs.answers.figures import Figure, times_in
from dialogs.answers.text import excerpt
from dialogs.answers.values import Unreadable

WORKING_DAYS: Mapping[str, float] = {"day": 1, "week": 5, "month": 21, "quarter": 63, "year": 250}
"""The days that are worked, as both sides of the test of capacity are counted (ours; see docs/decisions)."""
IN_A_YEAR: Mapping[str, float] = {"year": 1, "quarter": 4, "month": 12, "week": 52}
_IN_AN_HOUR: Mapping[str, float] = {"hour": 1, "minute": 60, "second": 3600}
_MINUTES: Mapping[str, float] = {"minute": 1, "hour": 60, "day": 480, "week": 2400, "second": 1 / 60}
"""A day of work has eight hours, a week five of them."""
_NOBODY = re.compile(r"\W*(?:none|nobody|no ?one|nothing|no time|niemand|keiner|zero)(?: at all)?\W*", re.IGNORECASE)
_FULL_TIME = re.compile(
    r"\b(?P<count>\d+(?:[.,]\d+)?) (?:fte|vzä|full[- ]?time(?: (?:people|persons?|equivalents?))?"
    r"|[^\W\d_]{4,}(?: working)?,? full[- ]?time)s?\b",
    re.IGNORECASE,
)
_HALF_A_POST = re.compile(r"\bhalf an? (?:person|post|position|fte|full-time job)\b", re.IGNORECASE)
_STAFF = (
    r"(?:of us|people|persons?|staff|colleagues?|clerks?|employees?|nurses?|analysts?|agents?|engineers?|experts?"
    r"|specialists?|reviewers?|volunteers?|mitarbeiter(?:innen)?|leute|personen?"
    r"|(?!(?:quarter|after|before|over|under|other|per)\b)[^\W\d_]{3,}(?:er|or|ist|ant|man|men)s?)"
)
_EACH = re.compile(
    rf"(?P<count>\d+(?:[.,]5)?) (?:[^\W\d_]{{3,}} )?{_STAFF}[,:(]*"
    r"(?: (?:at|for|with|each|working|x|on|do|have|à|je))* ?(?=\d)",
    re.IGNORECASE,
)
_HALF = re.compile(rf"\s*(?:[\d.,½]+ {_STAFF}[,:]?(?: (?:at|for|with|each))? )?half\s*", re.IGNORECASE)
_PEOPLE = re.compile(rf"\W*(?:about |around |~ ?)?[\d.,½]+ {_STAFF}\W*", re.IGNORECASE)

_COUNT = rough.COUNT
_PER = r"(?:\bpr\. ?|\b(?:in |within )?(?:per|pr|an?|each|every|pro|je|im|par|por|al|one|the)\b ?|/ ?)"
_OFTEN = rf"(?P<often>once|twice|thrice|(?:{_COUNT}) ?(?:times|x)|einmal|zweimal)"


@cache
def _rates() -> tuple[re.Pattern[str], ...]:
    words = "|".join(sorted(map(re.escape, [*number_words.times(), "fortnight"]), key=len, reverse=True))
    unit = rf"(?:(?:working|business|work|calendar|whole|full|single)[ -]?)?(?P<unit>{words})\b\.?"
    shapes = (
        rf"(?:\b{_OFTEN} )?{_PER}(?:(?P<every>other|second|couple of|{_COUNT})[ -])?{unit}",
        rf"(?:\b{_OFTEN} )?\b(?P<ly>daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?)\b",
        r"(?:\b|(?<=\d))(?P<short>p\.? ?a\.?|pw|pm|pq|p\.w\.|p\.m\.)(?!\w)",
        rf"\b(?:{'|'.join(number_words.HOW_OFTEN)}|per annum)\b",
        r"\b(?:each|every|on) (?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)days?\b",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


_OFTENS = {"once": 1, "twice": 2, "thrice": 3, "einmal": 1, "zweimal": 2}
_EVERY = {"other": 2, "second": 2, "couple of": 2}
_SHORT = {"pa": "year", "pw": "week", "pm": "month", "pq": "quarter"}
_FORTNIGHT = frozenset({"fortnight", "fortnightly"})
_ONE_LIST = re.compile(
    rf"^\W*(?:(?P<count>{_COUNT}|an?|the) )?(?:[^\W\d_]+ )?"
    r"(?:lists?|batch(?:es)?|runs?|files?|exports?|imports?|campaigns?|mailings?|rounds?|piles?|box(?:es)?|sets?)"
    r"(?: (?:of|with|à)| x|,|:) (?:about |some |around )?(?=~?\d)",
    re.IGNORECASE,
)
_IN_ONE = re.compile(
    r",? \(?(?:in|as|on) (?:an?|one|1) (?:single |long |big )?(?:list|batch|go|run|file)\b\)?|,? \(?all at once\)?",
    re.IGNORECASE,
)
_SAID_BESIDE = re.compile(
    r"\b(?:on average|in total|in all|altogether|overall|all in all|each|together)\b", re.IGNORECASE
)

Reading = Callable[[str, tuple[str, ...]], Figure]
"""Reads a number beside which these times may stand."""


class Rate(NamedTuple):
    """What stands beside the time of a rate, and that time: a `week`, `often` in it, or one in `every` so many."""

    words: str
    unit: str
    often: float = 1
    every: float = 1
    is_counted: bool = False
    """Whether it says how often: once, twice."""


def read(per: str, of: str, entry: str, reading: Reading) -> Figure | None:
    """A rate `per` day or year; `of` is “minute” where time is counted, else empty. As many as that comes to.

    None where it is given in what is asked for, or in no time, so that it is read as any other number. Raises
    Unreadable, also for an hour: how many hours a day has is not ours to say.
    """
    entry = _HALF_A_POST.sub("0.5 fte", entry) if of else entry
    rate = rate_in(entry, lengths=bool(of))
    if of and _NOBODY.fullmatch(entry):
        return Figure(0.0)
    if of and rate is None and (_PEOPLE.fullmatch(rough.in_digits(entry)) or _is_of_a_day(entry)):
        raise Unreadable("problem.staff_time", entry=excerpt(entry))
    words = (rate.words if rate else entry).strip(" ,;:")
    said = _SAID_BESIDE.sub(" ", words) if rate else words
    rest = _without_lists(rough.in_digits(said).strip(" ,;:"))
    rest, eight_hours = _in_hours(rest) if of else (rest, False)
    if eight_hours and rate and rate.unit != "day":
        raise Unreadable("problem.staff_time", entry=excerpt(entry))
    if rate is None and not of and rest == rough.in_digits(words):
        return None
    span, found = _spanned(per, of, _once(rate, rest), entry, reading)
    if rate is not None and not of:
        _ask_for_how_long(per, rate, found.number * rate.often / rate.every, entry)
    size = IN_A_YEAR if per == "year" else {unit: 1 / days for unit, days in WORKING_DAYS.items()}
    unit = rate.unit if rate else per
    if unit not in size:
        raise Unreadable("problem.unit", entry=excerpt(entry), wanted=_wanted(per, of))
    factor = size[unit] * (rate.often / rate.every if rate else 1) * (_MINUTES[span] if of else 1)
    by = unit if unit != per else "eight_hours" if eight_hours or span == "day" else ""
    if factor == 1 and not by and rest == words:
        return found
    to = f"minutes_per_{per}" if of else f"per_{per}"
    return found.times(factor, _four_digits)._replace(doubtful=True, reckoned=(to, by), time="")


def _ask_for_how_long(per: str, rate: Rate, number: float, entry: str) -> None:
    """Raises Unreadable for so many an hour, and where a year is asked for so many a day: for how many is not said."""
    if rate.unit in _IN_AN_HOUR:
        an_hour = _IN_AN_HOUR[rate.unit] * number
        raise Unreadable("problem.hours_a_day", entry=excerpt(entry), eight=8 * an_hour, whole=24 * an_hour)
    if (per, rate.unit) == ("year", "day"):
        days = WORKING_DAYS["year"]
        raise Unreadable("problem.days_a_year", entry=excerpt(entry), working=days * number, whole=365 * number)


def of_a_year(entry: str, reading: Reading) -> Figure | None:
    """So much a week, a month or a quarter as what it comes to in a year; None where no such time is said.

    Raises Unreadable.
    """
    rate = rate_in(entry)
    if rate is None or rate.unit not in IN_A_YEAR or rate.unit == "year":
        return None
    factor = IN_A_YEAR[rate.unit] * rate.often / rate.every
    found = reading(rate.words.strip(" ,;:"), ())
    return found.times(factor, _four_digits)._replace(doubtful=True, reckoned=("per_year", rate.unit), time="")


def time_of(entry: str) -> str:
    """The time in which so much is said: “month” of 7k a month; empty where none is, or several are."""
    try:
        rate = rate_in(entry)
    except Unreadable:
        return ""
    return rate.unit if rate else ""


def _once(rate: Rate | None, words: str) -> str:
    """Of “about once a month”, where nothing is counted, one."""
    return words if rate is None or not rate.is_counted or re.search(r"\d", words) else f"{words} 1"


def _wanted(per: str, of: str) -> str:
    return f"in {of}s" if of else f"per {per}"


def rate_in(entry: str, *, lengths: bool = False) -> Rate | None:
    """The time in which something is said to happen so often; None for none. Raises Unreadable for several.

    With `lengths`, “an hour” may be how long it takes: an hour a week.
    """
    text = " ".join(rough.without_remarks(entry).split())
    found: dict[int, Rate] = {}
    for match in (match for shape in _rates() for match in shape.finditer(text)):
        if (rate := _rate(text, match)) and not (lengths and _is_length(text[: match.start()], match[0])):
            found.setdefault(match.end(), rate)
    if len(found) > 1:
        raise Unreadable("problem.several_times", entry=excerpt(entry))
    return next(iter(found.values()), None)


def _is_length(before: str, words: str) -> bool:
    """Whether “an hour” is how long: nothing is counted before it but people."""
    counted = re.search(r"\d", rough.in_digits(before)) or times_in(before)
    is_one = re.match(r"(?:an?|one)\b", words, re.IGNORECASE)
    behind_people = re.search(rf"(?:,|:|\b{_STAFF}|\b(?:at|for|with|each))\s*$", before, re.IGNORECASE)
    return bool(is_one and (not counted or behind_people or _HALF.fullmatch(before)))


def _rate(text: str, found: re.Match[str]) -> Rate | None:
    named = {name: (value or "").casefold() for name, value in found.groupdict().items()}
    word = named.get("unit") or named.get("ly") or _SHORT.get(re.sub(r"\W", "", named.get("short", ""))) or found[0]
    word = "week" if named.get("weekday") else word.casefold()
    unit = "week" if word in _FORTNIGHT else number_words.times().get(word, "year" if word == "per annum" else "")
    if not unit or (named.get("unit") and len(word) == 1 and "/" not in found[0]):
        return None
    every = _counted(named.get("every", ""), _EVERY) * (2 if word in _FORTNIGHT else 1)
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    often = named.get("often", "")
    return Rate(" ".join(rest.split()), unit, _counted(often, _OFTENS), every, bool(often))


def _counted(words: str, known: Mapping[str, int]) -> float:
    words = re.sub(r" ?(?:times|x)$", "", words)
    return known.get(words) or float(rough.in_digits(words or "1"))


def _is_of_a_day(entry: str) -> bool:
    """“Half a day” where it is not said of which time."""
    return times_in(rough.in_digits(entry)) == {"day"} and not re.search(r"\d ?(?:/|per|a|je|pro)\b", entry)


def is_one_list(words: str) -> bool:
    """Whether what is counted comes as one list: “one list of 4,180 a year”, “4,180 in one batch”."""
    return bool(_ONE_LIST.match(words) or _IN_ONE.search(words))


def _without_lists(words: str) -> str:
    """“1 list of 4,180” is 4,180, two of them twice as many."""
    found = _ONE_LIST.match(words)
    if found is None:
        return _IN_ONE.sub("", words)
    count = found["count"] or "1"
    times = "" if count.casefold() in ("1", "a", "an", "the") else f"{count} x "
    return rough.in_digits(times + words[found.end() :])


def _in_hours(words: str) -> tuple[str, bool]:
    """“3 people 8 hours” as 24 hours; half a post as 4, and whether it was one."""
    posts = _FULL_TIME.sub(lambda found: f"{float(found['count'].replace(',', '.')):g} x 8 hours", words)
    each = _COMMA.sub(r"\g<whole>.\g<part>", _EACH.sub(r"\g<count> x ", posts))
    return rough.in_digits(each), posts != words


_COMMA = re.compile(r"(?<= x )(?P<whole>\d+),(?P<part>\d{1,2})(?!\d)")
"""A decimal one, as in 2 people 1,5 hours."""


def _spanned(per: str, of: str, words: str, entry: str, reading: Reading) -> tuple[str, Figure]:
    """A number and the span of time it counts. Raises Unreadable, of the entry as it was typed."""
    try:
        return next(_readings(per, of, words, reading))
    except Unreadable as error:
        key, values = error.sentence
        raise Unreadable(key, **({**values, "entry": excerpt(entry)} if "entry" in values else values)) from None


def _readings(per: str, of: str, words: str, reading: Reading) -> Iterator[tuple[str, Figure]]:
    refused: Unreadable | None = None
    for span in _MINUTES if of else ("",):
        try:
            yield span, reading(words, (span,) if span else ())
        except Unreadable as error:
            if error.sentence.key != "problem.unit":
                raise
            refused = refused or error
    if refused:
        raise Unreadable("problem.unit", **{**refused.sentence.values, "wanted": _wanted(per, of)})


def _four_digits(number: float) -> float:
    return float(f"{number:.4g}")

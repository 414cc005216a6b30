"""What a number of anything is measured in: 1,250 kg, 40 pallets a day, 5 working days, 1h20. It stays beside it.

read("40 pallets a day", reading)   # Figure(40.0, time="pallets a day")
read("1h20", reading)               # Figure(80.0, time="minutes", doubtful=True)
read("62 purple bats", reading)     # None: two words that are not known
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from dialogs.answers import number_words, rough
from dialogs.answers.figures import Figure
from dialogs.answers.text import excerpt
from dialogs.answers.values import Unreadable

LONGEST = 100
"""Characters: what is longer is a story (ours)."""
_MEASURES = (
    "kg g mg kilo kilos kilogram kilogramme gram gramme gramm lb lbs oz ounce ton tonne tonnen"
    " km cm metre meter kilometre kilometer mile m² m2 m³ m3 km² sqm cbm ha hectare acre"
    " l ml hl cl litre liter hectolitre hectoliter gallon barrel"
    " wh kwh mwh gwh kw mw watt kilowatt megawatt joule kb mb gb tb megabyte gigabyte °c °f degrees bar hz km/h mph"
    " people cents pcs stk stück palette paletten"
)
MEASURES = frozenset(f"{word}{ending}" for word in _MEASURES.split() for ending in ("", "s", "es"))
"""What things are weighed, measured or packed in (ours)."""
_NO_MEASURES = """
    docenas decenas centenas centenares miles millares cientos dizaines douzaines centaines milliers dutzende zehner
    hunderter gazillions zillions bazillions grands points this thus does goes says has ours theirs yours
    hers saves costs takes needs makes comes gets stays drops rises falls grows percents permilles
    bips shifts
"""
_NO_MEASURE = frozenset(_NO_MEASURES.split())
"""Words that end like a plural and are a scale, a share or no noun."""
_KINDS_OF_TIME = "working|business|calendar|work|sick|man|person|staff|labour|labor|machine"
_TIMES = "seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?"
_WORD = r"[^\W\d_]+"
_BEHIND = re.compile(
    rf"(?P<number>.*(?:\d|\d ?(?:k|m|mio|million|thousand|hundred)\b)\W{{0,2}}?) ?"
    rf"(?P<unit>(?:{_KINDS_OF_TIME})[- ](?:{_TIMES})|°[CF]|k?m[23²³]|km/h|{_WORD})"
    rf"(?P<per>(?: ?/ ?| (?:an?|per|each|every|pro|im|am) )(?P<span>{_WORD}))?\W*",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?P<before>\D*)\b(?P<hours>\d{1,2}) ?(?:h|hrs?|hours?)(?:,| and)? ?"
    r"(?:(?P<bare>[0-5]\d)|(?P<minutes>[0-5]?\d) ?(?:m|mins?|minutes?))\W*",
    re.IGNORECASE,
)
"""1h20, 1 hour and 20 minutes."""


def read(entry: str, reading: Callable[[str], Figure]) -> Figure | None:
    """A number and its measure, alone or in a time; None for anything else, also where it is money, a share or a time.

    `reading` reads the number alone.
    """
    if len(entry) > LONGEST:
        return None
    try:
        return rough.one_figure(" ".join(entry.split()).strip(" ."), partial(_with_measure, reading=reading))
    except Unreadable:
        return None


def _with_measure(text: str, *, reading: Callable[[str], Figure]) -> Figure:
    """Raises Unreadable."""
    if clock := _CLOCK.fullmatch(text):
        minutes = 60 * int(clock["hours"]) + int(clock["bare"] or clock["minutes"])
        return reading(f"{clock['before']}{minutes}")._replace(time="minutes", doubtful=True)
    found = _BEHIND.fullmatch(text)
    is_often = found is not None and found["unit"].casefold() == "times" and found["span"]
    if found is None or not (is_often or _is_measure(found["unit"])) or not _is_time(found["span"]):
        raise Unreadable("problem.number", entry=excerpt(text))
    figure = reading(found["number"])
    if figure.percent or figure.currencies or figure.unit or figure.time:
        raise Unreadable("problem.number", entry=excerpt(text))
    return figure._replace(time=found["unit"] + re.sub(r" ?/ ?", "/", found["per"] or ""))


def compared(unit: str) -> str:
    """A unit as two of them are compared: kilos and kg are one, so are “a week” and “/week”, an hour and hours."""
    words = re.sub(r" ?/ ?| (?:per|each|every|pro|im|am|an) ", " a ", unit.casefold())
    return " ".join(_ONE_NAME.get(word) or number_words.times().get(word, word) for word in words.split())


_SPELT = {
    "kg": "kilo kilos kilogram kilograms kilogramme kilogrammes kgs",
    "g": "gram grams gramm gramme grammes",
    "tonne": "tonnes tonnen",
    "km": "kilometre kilometres kilometer kilometers",
    "l": "litre litres liter liters",
    "m²": "m2 sqm",
    "m³": "m3 cbm",
    "pcs": "stk stück pieces pc",
}
_ONE_NAME = {word: name for name, words in _SPELT.items() for word in words.split()}


def _is_measure(words: str) -> bool:
    """Whether it is a known measure, a kind of time, or the plural of what is counted (English)."""
    word = words.casefold()
    if word in MEASURES or re.fullmatch(rf"(?:{_KINDS_OF_TIME})[- ](?:{_TIMES})", word):
        return True
    known = (number_words.scales(), number_words.currencies(), number_words.times())
    plural = number_words.things_in(word) == {word} and word not in _NO_MEASURE
    return plural and not any(word in names for names in known)


def _is_time(span: str | None) -> bool:
    return span is None or span.casefold() in number_words.times()

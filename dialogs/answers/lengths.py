"""How long something takes, in whichever unit it is given: 12 hours in minutes, a month and 2 weeks in weeks."""

import re
from collections.abc import Mapping
from functools import partial

from dialogs.answers import number_words, rough
from dialogs.answers.figures import Figure, even, read
from dialogs.answers.text import excerpt
from dialogs.answers.values import Unreadable
from dialogs.catalog import AnswerField

Nouns = frozenset[str]
"""Words that name what is counted, beside those of a field's own label: a metric's name says “customers”."""


def in_its_unit(field: AnswerField, entry: str, nouns: Nouns) -> Figure | None:
    """A duration in another unit than the field's: 12 hours are 720 minutes. None where it cannot be had in it."""
    own = length_of(field)
    if not own:
        return None
    reading = partial(_in_unit, field=field, own=own, nouns=nouns)
    try:
        return rough.one_figure(entry, reading)
    except Unreadable:
        return None


def of_two_units(field: AnswerField, entry: str, nouns: Nouns) -> Figure | None:
    """1 hour 30 minutes, a month and 2 weeks: the sum. None for anything else."""
    own = length_of(field)
    if own == "minute":
        entry = _CLOCK.sub(r"\g<hours> hours \g<minutes> minutes", entry)
        entry = _SECONDS.sub(r"\g<minutes> minutes \g<seconds> seconds", entry)
    found = _TWO_UNITS.fullmatch(rough.in_digits(_A_LONGER.sub("1 ", entry)))
    times = number_words.times()
    if not own or found is None or not {found["one"].casefold(), found["other"].casefold()} <= times.keys():
        return None
    try:
        long, short = (_in_unit(found[part], field=field, own=own, nouns=nouns) for part in ("long", "short"))
    except Unreadable:
        return None
    return (
        long._replace(number=_rounded(long.number + short.number), doubtful=True)
        if short.number < long.number
        else None
    )


_CLOCK = re.compile(
    r"\W*(?P<hours>\d{1,2}) ?(?:hours?|hrs?|h|:) ?(?P<minutes>[0-5]\d)(?: ?(?:h|m|min|hours?))?(?! ?[^\W\d_])\W*",
    re.IGNORECASE,
)
"""1h30, 2 hrs 20, 1:30: where minutes are asked for, an hour and a half."""


_SECONDS = re.compile(r"\b(?P<minutes>\d{1,2}) ?m(?:in)? ?(?P<seconds>[0-5]?\d) ?s(?:ec)?\b", re.IGNORECASE)
"""1m30s."""


_A_LONGER = re.compile(r"^\W*an? (?=(?:hour|day|week|month|year)\b)", re.IGNORECASE)


_TWO_UNITS = re.compile(
    r"(?P<long>\D*\d+ ?(?P<one>[^\W\d_]+))(?:,| and|) ?(?P<short>\d+ ?(?P<other>[^\W\d_]+))", re.IGNORECASE
)


def length_of(field: AnswerField) -> str:
    """The unit in which a field asks how long something takes; empty where it asks for anything else."""
    own = "person-month" if "person-months" in field.label else unit_of(field)
    return own if own in _LENGTHS and f"{own}s" in field.label.casefold() and not field.per else ""


def in_known_units(field: AnswerField, entry: str) -> str:
    """A length in units that are read: a quarter is 3 months, a fortnight 2 weeks. Raises Unreadable for a day."""
    entry = SHORT.get(unit_of(field), _NONE).sub(rf" {unit_of(field)}s", entry)
    own = length_of(field)
    if not own:
        return entry
    if _UNTIL.match(entry) and not (_LONG.search(entry) and re.search(r"\d", rough.in_digits(entry))):
        raise Unreadable("problem.until", entry=excerpt(entry), unit=unit_of(field))
    if _FEW.fullmatch(entry):
        raise Unreadable("problem.few", entry=excerpt(entry), unit=unit_of(field))
    entry = _WORKING.sub(lambda found: "days" if found["days"] else "", entry)
    entry = _OTHER_LENGTHS.sub(_in_months_or_weeks, entry)
    if own == "person-month":
        entry = _OF_SOMEBODY.sub("person-", entry)
        entry = _FOR_PEOPLE.sub(r"\g<people> x \g<long>", _PEOPLE_FOR.sub(r"\g<people> x ", rough.in_digits(entry)))
    if _WEEKENDS.search(counted := rough.in_digits(entry)):
        entry = _WEEKENDS.sub(_two_days if own == "person-month" else r"\g<count> weeks", counted)
    return entry


SHORT = {
    "minute": re.compile(r"(?<=\d) ?m\b"),
    "month": re.compile(r"(?<=\d) ?m\b"),
    "week": re.compile(r"(?<=\d) ?w\b"),
}
"""5m, where minutes are asked for, and 8w, where weeks are."""


_NONE = re.compile(r"(?!)")


_WHO = r"(?:people|persons?|colleagues|engineers|developers|devs|fte)"


_PEOPLE_FOR = re.compile(rf"\b(?P<people>\d+(?:\.\d+)?) {_WHO},? (?:for |working )?(?=\d)", re.IGNORECASE)


_FOR_PEOPLE = re.compile(
    r"(?P<long>(?:\d+(?:\.\d+)? ?(?:[-–]|to) ?)?\d+(?:\.\d+)? \w+)"
    rf"(?:,? (?:for|with|by|x)|,| and|) (?P<people>\d+) {_WHO}\b",
    re.IGNORECASE,
)


_OF_SOMEBODY = re.compile(
    r"\b(?:man|fte|staff|engineer|developer|dev)[- ](?=(?:day|week|month|year)s?\b)", re.IGNORECASE
)
"""A man-month is somebody's month of work."""


_WORKING = re.compile(
    r"\b(?:(?:working|business|work|office)[- ](?=(?:hour|day|week)s?\b)|calendar[- ](?=(?:week|month|year)s?\b)"
    r"|(?P<days>work(?:ing)?days?|weekdays?|arbeitstagen?|arbeitstag|werktagen?|werktag)\b)",
    re.IGNORECASE,
)
"""Days are days of work; a week is one by either calendar."""


_UNTIL = re.compile(
    r"\W*(?:until|till|by|before|not before|after|since|bis|vor|end of|ende|mid|early|late|next|this|spring|summer"
    r"|autumn|fall|winter|christmas|easter|q[1-4]\b|h[12]\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)\b",
    re.IGNORECASE,
)


_WEEKENDS = re.compile(r"\b(?P<count>\d+)\s+weekends?\b", re.IGNORECASE)


def _two_days(weekends: re.Match[str]) -> str:
    """Of work; as time that goes by, a weekend comes once a week."""
    return f"{2 * int(weekends['count'])} days"


_LONG = re.compile(r"\b(?:days?|weeks?|months?|years?|quarters?|tagen?|wochen|monaten?|jahren?)\b", re.IGNORECASE)


_FEW = re.compile(
    r"\W*(?:(?:a|just|only|the next) )*(?:few|several|some|many|number of|einige|ein paar)(?: of)?"
    r"(?: \w+)?\W*|\W*(?:minutes|hours|days|weeks|months|years|ages|forever|long|a while)\W*",
    re.IGNORECASE,
)


_OTHER_LENGTHS = re.compile(
    rf"\b(?P<count>an?|{rough.COUNT}) (?P<unit>quarter|fortnight)s?\b(?! of | (?:an? )?(?:hour|year|month))",
    re.IGNORECASE,
)


def _in_months_or_weeks(found: re.Match[str]) -> str:
    count = int(rough.in_digits(re.sub(r"an?$", "1", found["count"], flags=re.IGNORECASE)))
    return f"{3 * count} months" if found["unit"].casefold() == "quarter" else f"{2 * count} weeks"


def _in_unit(text: str, *, field: AnswerField, own: str, nouns: Nouns) -> Figure:
    """One number, in the unit that stands beside it or in the field's own, as what it comes to there."""
    try:
        return read(text, field.units, nouns)._replace(time="")
    except Unreadable as error:
        refused = error
    for unit, factor in _LENGTHS[own].items():
        try:
            found = read(text, (unit,), nouns)
        except Unreadable:
            continue
        return found.times(factor, _rounded)._replace(doubtful=True, reckoned=(own, unit), time="")
    raise refused


def _rounded(length: float) -> float:
    """To a twentieth as it is; else no more than people reckon with: a month is 4.3 weeks."""
    if abs(20 * length - round(20 * length)) < 1e-6:
        return even(length)
    return round(length, 1) if length >= 1 else float(f"{length:.2g}")


_LENGTHS: Mapping[str, Mapping[str, float]] = {
    "minute": {"hour": 60.0, "second": 1 / 60, "day": 480.0, "week": 2400.0},
    "hour": {"minute": 1 / 60},
    "week": {"month": 52 / 12, "quarter": 13.0, "year": 52.0, "day": 1 / 5},
    "month": {"year": 12.0, "quarter": 3.0, "week": 12 / 52, "day": 1 / 21},
    "year": {"month": 1 / 12, "quarter": 1 / 4},
    "person-month": {"year": 12.0, "week": 12 / 52, "day": 1 / 21},
}
"""What one of another unit comes to. How it was read is shown: a month has no fixed number of weeks.

A case by hand takes days of eight hours, days are days of work (`rates.WORKING_DAYS`), and somebody's month of work is
as long as any other.
"""


def unit_of(field: AnswerField) -> str:
    """The unit of time that a field asks for; empty where it asks for none."""
    return field.units[0] if field.units else ""

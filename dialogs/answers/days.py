"""Days as people write them, also counted from today; one that can be two is both."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from dialogs.answers.cldr import cldr
from dialogs.answers.number_words import folded

_OTHERWISE = frozenset({"set", "out", "ago", "gen", "mag", "sie", "lip", "lis"})
"""Short for a month in one language, and everyday words in others."""
_Y, _D, _M = r"(?P<y>(?:19|20|21)\d\d)", r"(?P<d>\d\d?)", r"(?P<m>\d\d?)"
_YY = r"['’]?(?P<yy>\d\d)"
_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
_NTH = r"(?:\.|st|nd|rd|th)?"
_DAYS = tuple(
    re.compile(shape)
    for shape in (
        rf"(?:(?:the )?end(?: of)?(?: the)?(?: year)?|eoy|ende(?: des jahres)?|jahresende) {_Y}",
        rf"{_Y}(?P<mark>[-/.]){_M}(?:(?P=mark){_D})?",  # 2026-05-01, 2026-05
        rf"{_Y}(?P<m>\d\d)(?P<d>\d\d)",  # 20260501
        rf"{_D}\. ?{_M}\. ?(?:{_Y}|{_YY})",  # 1.5.2026, 1.5.26
        rf"{_M}[-/.]{_Y}",  # 05/2026
        rf"{_D}{_NTH}[ -](?:of )?{_NAME},?[ -]{_Y}",  # 1 May 2026
        rf"{_NAME} {_D}(?:st|nd|rd|th)?,? {_Y}",  # May 1, 2026
        rf"{_NAME}[ -]{_Y}",  # May 2026
        rf"{_Y}[ -]{_NAME}(?:[ -]{_D})?",  # 2026 May 1
        rf"{_NAME}-(?P<yy>\d\d)",  # Dec-25, as spreadsheets write the month of a year
        rf"{_NAME} ?['’](?P<yy>\d\d)",  # Dec '25
        rf"{_D}{_NTH}[ -]{_NAME}[ -]{_YY}",  # 1-Dec-25, 1 Dec 25
        rf"q(?P<q>[1-4])[ /-]?(?:{_Y}|{_YY})",  # Q1 2026, Q1-26
        rf"{_Y}[ /-]?q(?P<q>[1-4])",  # 2026-Q1
        rf"h(?P<h>[12])[ /-]?(?:{_Y}|{_YY})",  # H1 2026, H1-26
        rf"{_Y}[ /-]?h(?P<h>[12])",
        rf"(?:w|kw|cw|wk|week)[ -]?(?P<w>\d\d?)[ /-]{_Y}",  # W12 2026
        rf"{_Y}[ /-]?(?:w|kw|cw|wk|week)[ -]?(?P<w>\d\d?)",  # 2026-W12
        rf"{_Y}年{_M}月(?:{_D}日)?",
    )
)
_NO_YEAR = tuple(
    re.compile(shape)
    for shape in (
        rf"{_NAME} {_D}(?:st|nd|rd|th)?",  # Oct 25: a day, or the month of a year
        rf"{_D}{_NTH}[ -]{_NAME}",  # 1 Oct, 25-Dec
        r"\d\d?\.\d\d?\.",  # 1.10.
        r"q[1-4]",
        r"h[12]",
        _NAME,  # May
    )
)
_SWAPPABLE = re.compile(rf"{_D}(?P<mark>[-/]){_M}(?P=mark){_Y}")
_CLOCK = re.compile(r"(?<=\d)[t ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]m)?(?: ?(?:z|utc|gmt|[+-]\d\d:?\d\d))?$")
_BEFORE = re.compile(
    r"^(?:(?:by|before|until|till|on|bis|vor|in(?= (?:q[1-4]|h[12])\b| [^\W\d_]{3,10}(?: \d{4})?$)) )?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? (?=\S* ?\d))?"
)
_BEFORE_ALL_OF = re.compile(r"(?:before|vor)(?: the| dem| der)? (?P<span>\S.*)")
_END_OF = re.compile(r"^(?:the )?(?:ende?|late|spät(?:er|en)?) (?:of |des |in )?(?:the )?(?=\D)")
_PART_OF = re.compile(
    r"^(?:the )?(?P<part>mid|middle|mitte|early|anfang|beginning|start|first half)[ -](?:of |in |des )?(?:the )?(?=\D)"
)
_PART_OF_A_YEAR = re.compile(
    r"(?:the )?(?P<part>mid|middle|mitte|beginning|start|anfang|first half|second half)"
    rf"(?: of| in|-)? ?(?:the )?(?:year )?{_Y}"
)
_YEARS_PARTS = {
    **dict.fromkeys(("mid", "middle", "mitte", "first half"), (6, 30)),
    **dict.fromkeys(("beginning", "start", "anfang"), (1, 1)),
    "second half": (12, 31),
}
"""The month and day that end a part of a year; the beginning is its first."""
_OTHERWISE_SAID = (
    (re.compile(r"\b(?:christmas eve|heiligabend)\b"), "24 december"),
    (re.compile(r"\b(?:christmas(?: day)?|x-?mas|weihnachten)\b"), "25 december"),
    (re.compile(r"\b(?:new year['’]?s eve|silvester)\b"), "31 december"),
    (re.compile(r"^(?:the )?(?:eoy|year[- ]?end|end of year|jahresende)$"), "end of the year"),
    (re.compile(r"^(?P<within>(?:with)?in )?half a year\b"), r"\g<within>6 months"),
)
_OF_THIS_OR_NEXT_YEAR = re.compile(
    r"(?P<part>(?:.* )?(?:[qh][1-4]|[^\W\d_]{3,10}(?: \d\d?)?))(?: of| in)? (?P<which>this|next) year"
)
_OPEN = re.compile(
    r"(?:asap|a\.s\.a\.p\.?|soon(?:est)?|immediately|right away|later|sometime|some day"
    r"|as soon as.*|when.*|once .*|after .*|depends.*|it depends.*|if .*|sobald.*)"
    r"|(?:by |in |until |before |after )?(?:the |this |next |early |late |mid |end of )*"
    r"(?:spring|summer|autumn|fall|winter|easter|early|late)(?:,? (?:of |in )?(?:next year|this year|\d{4}))?"
)
"""What is no one day: as soon as possible, when something else is done, a season."""
_A_MONTH = re.compile(rf"{_NAME}(?:,? (?:{_Y}|{_YY}))?|(?:this |next |diese[sn] |nächste[sn] )mon(?:th|ats?)")
_PARTS_END = {**dict.fromkeys(("mid", "middle", "mitte", "first half"), 15), **dict.fromkeys(("early",), 10)}
"""The day of a month that is meant by a part of it; the beginning is its first."""
COUNTED = {
    word: count
    for count, words in enumerate(
        (
            *("a an one ein eine einem einer", "two zwei", "three drei", "four vier", "five fünf", "six sechs"),
            *("seven sieben", "eight acht", "nine neun", "ten zehn", "eleven elf", "twelve zwölf"),
        ),
        1,
    )
    for word in words.split()
}
SPANS = {
    word: span
    for span, words in {
        "day": "day days tag tage tagen",
        "week": "week weeks woche wochen",
        "month": "month months monat monate monaten",
        "quarter": "quarter quarters quartal quartale quartalen",
        "year": "year years jahr jahre jahren",
    }.items()
    for word in words.split()
}
"""Counts in words, and the words of spans of time, in the languages a day is read in."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS_LONG = {"day": 1, "week": 7}
_FROM_NOW = re.compile(
    rf"(?P<in>(?:with)?in (?:the next )?)?(?P<count>\d{{1,3}}|{'|'.join(COUNTED)})"
    rf" (?P<span>{'|'.join(SPANS)})(?P<hence>(?:'s time)? from (?:now|today)|['’]s? time)?"
)
"""In six months, within 10 weeks, in 6 Monaten, two weeks from now."""
_TOMORROW = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "in a fortnight": 14, "a fortnight from now": 14}
_WEEKDAY = re.compile(
    r"(?P<which>this|next|coming|the coming|diesen|nächsten|kommenden)? ?(?P<day>"
    r"(?P<d0>monday|mon|montag)|(?P<d1>tuesday|tues?|dienstag)|(?P<d2>wednesday|wed|mittwoch)"
    r"|(?P<d3>thursday|thu(?:rs?)?|donnerstag)|(?P<d4>friday|fri|freitag)|(?P<d5>saturday|sat|samstag)"
    r"|(?P<d6>sunday|sun|sonntag))\.?"
)
_THIS_OR_NEXT = re.compile(
    r"(?:the )?(?P<which>this|next|the|diese[nsrm]?|nächste[nsrm]?|des)? ?"
    r"(?P<span>week|month|quarter|year|jahr|monat)(?:e?s)?"
)
_NEXT = ("next", "nächs")


def days(text: str, today: date | None = None) -> tuple[date, ...]:
    """Every day a text can mean: none, one, or two (03/04/2026).

    A week, a month, a quarter or a year is its last day, and before it the one before its first; a time of day is
    dropped. “In six months” and “end of next year” are counted from `today`; without it they are no days.
    """
    if begins := _begins_before(text, today):
        return (begins - timedelta(days=1),)
    text = _with_its_year(_plain(text), today)
    if part := _PART_OF_A_YEAR.fullmatch(text):
        return (date(int(part["y"]), *_YEARS_PARTS[part["part"]]),)
    if today and (near := _near(today, text)):
        return near
    if begun := _PART_OF.match(text):
        return _in_part(days(text[begun.end() :], today), text[begun.end() :], begun["part"])
    if swapped := _SWAPPABLE.fullmatch(text):
        year, one, other = (int(swapped[part]) for part in ("y", "d", "m"))
        return tuple(sorted({*_on(year, one, other), *_on(year, other, one)}))
    parts = _parts(text)
    if parts is None:
        return ()
    year = int(parts.get("y") or 0) or 2000 + int(parts["yy"] or 0)
    if parts.get("w"):
        return _week_of(year, int(parts["w"] or 0))
    return _on(year, _month_in(parts), int(parts["d"] or 0) if parts.get("d") else None)


def _begins_before(text: str, today: date | None) -> date | None:
    """The first day of what a text is before; None where that is a day, or it says no “before”."""
    before = _BEFORE_ALL_OF.match(" ".join(folded(text).split()))
    return _first_of(before["span"], today) if before else None


def _first_of(span: str, today: date | None) -> date | None:
    """The first day of a week, a month, a quarter, a half or a year; None of a day, or where the year is missing."""
    text = _with_its_year(_plain(span), today)
    if _PART_OF.match(text) or _END_OF.match(text):
        return None
    if (near := _THIS_OR_NEXT.fullmatch(text)) and today and (near["which"] or "").startswith((*_NEXT, "this", "dies")):
        return _begins(days(text, today), SPANS[near["span"]])
    parts = {name for name, said in (_parts(text) or {}).items() if said}
    whole = next((whole for part, whole in _WHOLES.items() if part in parts), "")
    return _begins(days(text, today), whole) if whole else None


_WHOLES = {"d": "", "w": "week", "q": "quarter", "h": "half", "name": "month", "m": "month", "y": "year"}
"""What a day is written of, by the part that says most; a day itself is no whole."""


def _begins(ends: tuple[date, ...], span: str) -> date | None:
    if len(ends) != 1:
        return None
    if span == "week":
        return ends[0] - timedelta(days=6)
    months = {"half": 6, **_MONTHS}[span]
    return date(ends[0].year, ends[0].month - months + 1, 1)


def is_reckoned(text: str) -> bool:
    """Whether a day that was read is not written there: in six months, end of next year, mid 2027."""
    return bool(_PART_OF_A_YEAR.fullmatch(_plain(text))) or not (days(text) or lacks_a_year(text))


def is_open(text: str) -> bool:
    """Whether words say when, and are no one day: asap, when the office says yes, next spring."""
    return bool(_OPEN.fullmatch(" ".join(folded(text).split()).strip(" .!")))


def lacks_a_year(text: str) -> bool:
    """Whether a text is a day, a quarter or a month of which the year is missing: “1 Oct”, “Oct 25”, “Q4”."""
    text = _PART_OF.sub("", _END_OF.sub("", _plain(text)))
    found = next((match for shape in _NO_YEAR if (match := shape.fullmatch(text))), None)
    return found is not None and ("name" not in found.groupdict() or bool(_month(found["name"])))


def coming(text: str, today: date) -> date | None:
    """The first of the days that “26 February” is, from today on; of “June 32”, which is no day, the month of 2032.

    None where it is neither: “June 99”, and “June 31”, which may be either.
    """
    read = (days(f"{text} {year}", today) for year in (today.year, today.year + 1))
    found = next((found[0] for found in read if len(found) == 1 and found[0] >= today), None)
    month = _as_a_month(text)
    is_year = month and (month.year % 100 > _LAST_DAY or _PART_OF.match(_plain(text)) or _END_OF.match(_plain(text)))
    return found or (month if month and is_year and today <= month and month.year <= today.year + _FAR else None)


_LAST_DAY = 31
_FAR, _NEAR = 20, 3
"""Years ahead up to which two digits behind a month may be a year; and up to which, where they may be a day, too."""


def is_doubtful(text: str, day: date) -> bool:
    """Whether “September 27”, read as this day, may be the month of 2027; of “June 32”, whether it is that month."""
    month = _as_a_month(text)
    return month is not None and month >= day and (month == day or month.year <= day.year + _NEAR)


_MONTH_AND_TWO = re.compile(rf"{_NAME} (?P<yy>\d\d)")


def _as_a_month(text: str) -> date | None:
    """A month and two digits as the month of a year, its last day or the part that is named; else None."""
    text = _plain(text)
    found = _MONTH_AND_TWO.fullmatch(_PART_OF.sub("", _END_OF.sub("", text)))
    if found is None or not _month(found["name"]):
        return None
    read = days(f"{text[: -len(found['yy'])]}20{found['yy']}")
    return read[0] if len(read) == 1 else None


def _near(today: date, text: str) -> tuple[date, ...]:
    """What is said as seen from today: in six months, end of next year, next Friday."""
    if counted := _from(today, text):
        return (counted,)
    named = _WEEKDAY.fullmatch(text)
    return _weekdays(today, named) if named else ()


def _from(today: date, text: str) -> date | None:
    """The day that lies so far from today, or the last one of this or the next year, quarter, month or week."""
    if text in _TOMORROW:
        return today + timedelta(days=_TOMORROW[text])
    away = _FROM_NOW.fullmatch(text)
    if away and (away["in"] or away["hence"]):
        count = int(COUNTED.get(away["count"]) or away["count"])
        return _after(today, count, SPANS[away["span"]])
    whole = _END_OF.sub("", text)
    found = _THIS_OR_NEXT.fullmatch(whole)
    if found is None or (whole == text and not (found["which"] or "").startswith(_NEXT)):
        return None
    span = SPANS[found["span"]]
    return _last_of(_after(today, int((found["which"] or "").startswith(_NEXT)), span), span)


def _weekdays(today: date, named: re.Match[str]) -> tuple[date, ...]:
    """The next such day; “next Friday” said in a week that still has one is this week's or next week's."""
    weekday = next(number for number in range(7) if named[f"d{number}"])
    coming = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    later = coming + timedelta(days=7)
    two = (named["which"] or "").startswith(_NEXT) and coming <= _last_of(today, "week")
    return (coming, later) if two else (coming,)


def _in_part(whole: tuple[date, ...], words: str, part: str) -> tuple[date, ...]:
    """Of a month, which is its last day, the one that a part of it is; none of anything else."""
    if len(whole) != 1 or not _A_MONTH.fullmatch(words):
        return ()
    return (whole[0].replace(day=_PARTS_END.get(part, 1)),)


def _after(day: date, count: int, span: str) -> date:
    """So many days, weeks, months, quarters or years later; on the last day of a month that is too short."""
    if span in _DAYS_LONG:
        return day + timedelta(days=count * _DAYS_LONG[span])
    years, month = divmod(day.month - 1 + count * _MONTHS[span], 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _last_of(day: date, span: str) -> date:
    if span == "week":
        return day + timedelta(days=7 - day.isoweekday())
    months = _MONTHS[span]
    month = (day.month - 1) // months * months + months
    return date(day.year, month, monthrange(day.year, month)[1])


def _plain(text: str) -> str:
    text = _CLOCK.sub("", _BEFORE.sub("", " ".join(folded(text).split())))
    for said, day in _OTHERWISE_SAID:
        text = said.sub(day, text)
    return text


def _with_its_year(text: str, today: date | None) -> str:
    """“Q3 next year” as “q3 2027”; what ends with the year itself, as “end of next year”, stays as it is."""
    found = _OF_THIS_OR_NEXT_YEAR.fullmatch(text)
    if not today or found is None or found["part"].endswith(("end", "ende")):
        return text
    return f"{found['part']} {today.year + (found['which'] == 'next')}"


def _parts(text: str) -> Mapping[str, str | None] | None:
    """What a text says of year, month and day; of “end of May 2026” the same as of “May 2026”."""
    found = next((match.groupdict() for shape in _DAYS if (match := shape.fullmatch(text))), None)
    whole = _END_OF.sub("", text)
    if found is not None or whole == text:
        return found
    ends = _parts(whole)
    return None if ends and ends.get("d") else ends


def _month_in(parts: Mapping[str, str | None]) -> int:
    """The month that is written, by number or name; of a quarter, a half or a whole year its last."""
    if parts.get("m"):
        return int(parts["m"] or 0)
    if parts.get("q") or parts.get("h"):
        return 3 * int(parts.get("q") or 0) + 6 * int(parts.get("h") or 0)
    return _month(parts["name"] or "") if "name" in parts else 12


def _month(name: str) -> int:
    """By its name or what that is shortened to; in English also by any beginning."""
    english = enumerate(cldr().english_months, 1)
    return _months().get(name) or next((at for at, known in english if known.startswith(name)), 0)


@cache
def _months() -> Mapping[str, int]:
    return {name: month for name, month in cldr().months.items() if name not in _OTHERWISE}


def _week_of(year: int, week: int) -> tuple[date, ...]:
    try:
        return (date.fromisocalendar(year, week, 7),)
    except ValueError:
        return ()


def _on(year: int, month: int, day: int | None) -> tuple[date, ...]:
    try:
        return (date(year, month, monthrange(year, month)[1] if day is None else day),)
    except ValueError:
        return ()

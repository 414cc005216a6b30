"""Turns what people type into values, a parser a kind of field. What cannot be read gets a sentence, never a guess."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from dialogs import crosschecks
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import BadFields, Sentence

Value = float | str | list[float] | list[str]
Raw = str | list[str] | None

LONGEST = 3000
LARGEST = 1e15
_MONEY = ("eur", "usd", "gbp", "chf", "inr", "jpy")
_MONEY_SCALES = {"k": 1e3, "t": 1e3, "m": 1e6, "mio": 1e6, "bn": 1e9}
_SCALES = {
    **dict.fromkeys(("k", "thousand", "tsd"), 1e3),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), 1e6),
    **dict.fromkeys(("b", "bn", "billion", "billions"), 1e9),
    **dict.fromkeys(("lakh", "lakhs"), 1e5),
    **dict.fromkeys(("cr", "crore", "crores"), 1e7),
    **{f"{scale}{money}": by for scale, by in _MONEY_SCALES.items() for money in _MONEY},
}
_TIMES = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "second"),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "hourly"), "hour"),
    **dict.fromkeys(("d", "day", "days", "daily", "night", "nightly"), "day"),
    **dict.fromkeys(("week", "weeks", "weekly"), "week"),
    **dict.fromkeys(("month", "months", "monthly"), "month"),
    **dict.fromkeys(("quarter", "quarters", "quarterly"), "quarter"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "yearly", "annual", "annually", "annum", "pa"), "year"),
}
TIMES = tuple(dict.fromkeys(_TIMES.values()))
_MINUS = "-\u2212\u2013"
_RUN = re.compile(rf"([{_MINUS}]\s?)?([.,]?\d[\d.,'’_ \u00a0\u202f]*)([a-z]*)", re.IGNORECASE)
_MARKED = re.compile(
    r"""(?P<whole>[1-9]\d{0,2}(?:(?P<mark>[.,'’_ \u00a0\u202f])\d{3})(?:(?P=mark)\d{3})*   # 1,200 or 1.200.000 or 1 200
        |[1-9]\d?(?:,\d{2})+,\d{3}                                            # 12,34,567
        |\d*)
        (?:(?P<point>[.,])(?P<part>\d+))?""",
    re.VERBOSE,
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_Y, _D, _M = r"(?P<y>(?:19|20|21)\d\d)", r"(?P<d>\d\d?)", r"(?P<m>\d\d?)"
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DAYS = tuple(
    re.compile(shape)
    for shape in (
        rf"{_Y}(?P<mark>[-/]){_M}(?:(?P=mark){_D})?",  # 2026-05-01, 2026-05
        rf"{_D}\. ?{_M}\. ?{_Y}",  # 1.5.2026
        rf"{_M}[-/]{_Y}",  # 05/2026
        rf"{_D}(?:\.|st|nd|rd|th)?[ -]{_NAME}[ -]{_Y}",  # 1 May 2026
        rf"{_NAME} {_D}(?:st|nd|rd|th)?,? {_Y}",  # May 1, 2026
        rf"{_NAME}[ -]{_Y}",  # May 2026
    )
)
_SWAPPABLE = re.compile(rf"{_D}(?P<mark>[-/]){_M}(?P=mark){_Y}")
_CLOCK = re.compile(r"(?<=\d)[t ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?z?$")
_LINE_END = re.compile(r"\r\n|[\r\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


class Unreadable(ValueError):
    """An entry no parser can use; carries the sentence that stands beside the field."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.sentence = Sentence(key, values)


def parse(question: Question, entries: Mapping[str, Raw], today: date) -> dict[str, Value]:
    """The values of a question's fields. Raises BadFields, keyed `question.field`, for all that cannot be used."""
    values: dict[str, Value] = {}
    problems: dict[str, Sentence] = {}
    for field in question.fields:
        entry = entries.get(field.id)
        try:
            if _given(entry):
                values[field.id] = _PARSERS[field.kind](field, entry, today)
            elif not field.may_wait and _needed(field, entries):
                problems[f"{question.id}.{field.id}"] = Sentence(_missing(field), {"label": field.label})
        except Unreadable as error:
            problems[f"{question.id}.{field.id}"] = error.sentence
    problems |= {f"{question.id}.{id}": said for id, said in crosschecks.problems(question, values).items()}
    if problems:
        raise BadFields(problems)
    return values


def _needed(field: AnswerField, entries: Mapping[str, Raw]) -> bool:
    """Whether a blank field is missed: always, or because of what stands in another."""
    wanted = any(entries.get(name) in options for name, options in field.needed_when.items())
    return not field.optional or wanted or _given(entries.get(field.needed_with))


def _missing(field: AnswerField) -> str:
    """A sentence is enough for words, and no answer to a select or a number."""
    return "problem.empty" if field.kind in (Kind.TEXT, Kind.LINE) else "problem.needed"


def _given(entry: Raw) -> bool:
    return bool(cleaned(entry) if isinstance(entry, str) else entry)


def cleaned(text: str) -> str:
    """People's words without control and direction-changing characters, and with at most four accents on a letter."""
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text)).strip()
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= 4:
            kept.append(character)
    return "".join(kept)


def figure(text: str, units: Sequence[str] = ()) -> float:
    """One number as people write it: 1,200 or 1.200 or 1'200, 180k, 1.2m, with or without a currency.

    A mark before exactly three digits groups thousands, any other is a decimal point. Raises Unreadable where the text
    holds no number or several, where it can be read in two ways, or where it speaks of a time other than `units`.
    """
    runs = list(_RUN.finditer(text))
    if len(runs) != 1:
        raise Unreadable("problem.number", entry=_excerpt(text))
    sign, digits, suffix = runs[0].groups()
    _times_allowed(text, units)
    scale = _scale(text, suffix)
    return (-1 if sign else 1) * _plain_number(digits.rstrip(".,'’_ \u00a0\u202f"), scale, text) + 0.0


def days(text: str) -> tuple[date, ...]:
    """Every day a text can mean: none, one, or two (03/04/2026).

    A month alone is its last day; a time of day is dropped.
    """
    text = _CLOCK.sub("", " ".join(text.lower().split()))
    if swapped := _SWAPPABLE.fullmatch(text):
        year, one, other = (int(swapped[part]) for part in ("y", "d", "m"))
        return tuple(sorted({*_on(year, one, other), *_on(year, other, one)}))
    found = next((match.groupdict() for shape in _DAYS if (match := shape.fullmatch(text))), None)
    if found is None:
        return ()
    month = int(found["m"]) if found.get("m") else _month(found["name"])
    return _on(int(found["y"]), month, int(found["d"]) if found.get("d") else None)


def _month(name: str) -> int:
    return next((at for at, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def _on(year: int, month: int, day: int | None) -> tuple[date, ...]:
    try:
        return (date(year, month, monthrange(year, month)[1] if day is None else day),)
    except ValueError:
        return ()


def _plain_number(digits: str, scale: float | None, text: str) -> float:
    """A run of digits and marks, times the scale written behind it. With a scale, 1.125 could be either: refused."""
    found = _MARKED.fullmatch(digits)
    if found is None:
        raise Unreadable("problem.number", entry=_excerpt(text))
    whole, mark, point, part = found["whole"], found["mark"], found["point"], found["part"]
    two_ways = scale and mark in (".", ",") and whole.count(mark) == 1 and not point
    if two_ways or (point and point in whole):
        raise Unreadable("problem.number", entry=_excerpt(text))
    return float((re.sub(r"\D", "", whole) or "0") + "." + (part or "0")) * (scale or 1)


def _scale(text: str, suffix: str) -> float | None:
    """What k, m or “million” behind the number, or kEUR beside it, multiplies it by; None where nothing does."""
    thousands = (word for word in _WORD.findall(text.lower()) if word.endswith(_MONEY) and word in _SCALES)
    return _SCALES.get(suffix.lower()) or next((_SCALES[word] for word in thousands), None)


def _times_allowed(text: str, units: Sequence[str]) -> None:
    """“40,000 a month” is not 40,000 a day: a time the field does not ask for is refused, not dropped."""
    if _times(text) - set(units):
        raise Unreadable("problem.unit", entry=_excerpt(text), wanted=" / ".join(units))


def _times(text: str) -> set[str]:
    return {_TIMES[word] for word in _WORD.findall(text.lower().replace("p.a", "pa")) if word in _TIMES}


def _excerpt(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _text(field: AnswerField, entry: Raw, today: date) -> Value:
    text = cleaned(str(entry))
    if len(text) > LONGEST:
        raise Unreadable("problem.too_long", length=len(text), most=LONGEST)
    return text


def _number(field: AnswerField, entry: Raw, today: date) -> Value:
    return _bounded(field, figure(str(entry), field.units), field.min)


def _bounded(field: AnswerField, number: float, least: float | None) -> float:
    most = LARGEST if field.max is None else field.max
    if least is not None and number < least:
        raise Unreadable("problem.too_small", least=least)
    if abs(number) > most:
        raise Unreadable("problem.too_large", most=most)
    if field.whole and number != int(number):
        raise Unreadable("problem.whole")
    return number


def _range(field: AnswerField, entry: Raw, today: date) -> Value:
    parts = _split(entry)
    if len(parts) != 3:
        raise Unreadable("problem.range_parts", count=len(parts))
    numbers = [figure(part, field.units) for part in parts]
    if any(number < 0 for number in numbers):
        raise Unreadable("problem.too_small", least=0)
    if _only_the_last_is_scaled(parts, numbers, all):
        raise Unreadable("problem.range_scale", entry=_excerpt(str(entry)))
    if sorted(numbers) != numbers:
        raise Unreadable("problem.range_order")
    return [_bounded(field, float(number), 0) for number in numbers]


def _amounts(field: AnswerField, entry: Raw, today: date) -> Value:
    """As many numbers as the field has parts. Beside each may stand the time its part speaks of."""
    parts = _split(entry)
    if len(parts) != len(field.parts):
        named = " / ".join(field.parts)
        raise Unreadable("problem.amounts_parts", wanted=len(field.parts), parts=named, count=len(parts))
    units = [tuple(dict.fromkeys((*field.units, *sorted(_times(part))))) for part in field.parts]
    numbers = [figure(part, times) for part, times in zip(parts, units, strict=True)]
    if _only_the_last_is_scaled(parts, numbers, any):
        raise Unreadable("problem.amounts_scale", entry=_excerpt(str(entry)))
    return [_bounded(field, number, max(field.min or 0, 0)) for number in numbers]


_BETWEEN = re.compile(r"[/;|\n–—]|\bto\b|\s-\s|(?<=\w)-(?=\d)|,\s")


def _split(entry: Raw) -> list[str]:
    return [part for part in _BETWEEN.split(str(entry).strip()) if part.strip()]


def _only_the_last_is_scaled(
    parts: Sequence[str], numbers: Sequence[float], clear: Callable[[Iterable[bool]], bool]
) -> bool:
    """180/310/400k: whether the k counts for all is not ours to say, unless `clear` finds it behind the others too."""
    *before, last = (bool(_scale(part, run[3])) for part in parts for run in _RUN.finditer(part))
    small = any(0 < number < 1000 for number in numbers[:-1])
    return last and small and not clear(before)


def _date(field: AnswerField, entry: Raw, today: date) -> Value:
    try:
        day = date.fromisoformat(str(entry))
    except ValueError:
        raise Unreadable("problem.date", entry=str(entry)) from None
    if day < today:
        raise Unreadable("problem.past_date")
    return day.isoformat()


def _level(field: AnswerField, entry: Raw, today: date) -> Value:
    """A value of a metric: 0.85, or 85% for the same."""
    text = str(entry).strip()
    share = text.endswith("%")
    number = figure(text.removesuffix("%"))
    return _bounded(field, number / 100 if share else number, field.min)


def _moment(field: AnswerField, entry: Raw, today: date) -> Value:
    """A day, or a number on a history's own scale."""
    text = str(entry).strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", text) and not re.fullmatch(r"(?:19|20)\d\d", text):
        return float(text)
    found = days(text)
    if len(found) != 1:
        raise Unreadable("problem.moment", entry=_excerpt(text))
    return found[0].isoformat()


def _choice(field: AnswerField, entry: Raw, today: date) -> Value:
    if str(entry) not in field.options:
        raise Unreadable("problem.option")
    return str(entry)


def _choices(field: AnswerField, entry: Raw, today: date) -> Value:
    if not isinstance(entry, list) or not set(entry) <= set(field.options):
        raise Unreadable("problem.option")
    return [option for option in field.options if option in entry]


def _pasted(field: AnswerField, entry: Raw, today: date) -> Value:
    from dialogs import pasting  # it reads its cells with this module

    return pasting.read(field, str(entry), today)


_PARSERS: Mapping[Kind, Callable[[AnswerField, Raw, date], Value]] = {
    Kind.TEXT: _text,
    Kind.LINE: _text,
    Kind.NUMBER: _number,
    Kind.RANGE: _range,
    Kind.AMOUNTS: _amounts,
    Kind.TABLE: _pasted,
    Kind.SERIES: _pasted,
    Kind.LEVEL: _level,
    Kind.MOMENT: _moment,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}

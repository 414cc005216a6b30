"""Turns what people type into values, a parser a kind of field. What cannot be read gets a sentence, never a guess."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from dialogs.answers import together
from dialogs.answers.days import days
from dialogs.answers.figures import RUN, figure, scale_of, times_in
from dialogs.answers.text import cleaned, excerpt
from dialogs.answers.values import LARGEST, LONGEST, Raw, Unreadable, Value
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import BadFields, Sentence


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
    problems |= {f"{question.id}.{id}": said for id, said in together.problems(question, values).items()}
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
        raise Unreadable("problem.range_scale", entry=excerpt(str(entry)))
    if sorted(numbers) != numbers:
        raise Unreadable("problem.range_order")
    return [_bounded(field, float(number), 0) for number in numbers]


def _amounts(field: AnswerField, entry: Raw, today: date) -> Value:
    """As many numbers as the field has parts. Beside each may stand the time its part speaks of."""
    parts = _split(entry)
    if len(parts) != len(field.parts):
        named = " / ".join(field.parts)
        raise Unreadable("problem.amounts_parts", wanted=len(field.parts), parts=named, count=len(parts))
    units = [tuple(dict.fromkeys((*field.units, *sorted(times_in(part))))) for part in field.parts]
    numbers = [figure(part, times) for part, times in zip(parts, units, strict=True)]
    if _only_the_last_is_scaled(parts, numbers, any):
        raise Unreadable("problem.amounts_scale", entry=excerpt(str(entry)))
    return [_bounded(field, number, max(field.min or 0, 0)) for number in numbers]


_BETWEEN = re.compile(r"[/;|\n–—]|\bto\b|\s-\s|(?<=\w)-(?=\d)|,\s")


def _split(entry: Raw) -> list[str]:
    return [part for part in _BETWEEN.split(str(entry).strip()) if part.strip()]


def _only_the_last_is_scaled(
    parts: Sequence[str], numbers: Sequence[float], clear: Callable[[Iterable[bool]], bool]
) -> bool:
    """180/310/400k: whether the k counts for all is not ours to say, unless `clear` finds it behind the others too."""
    *before, last = (bool(scale_of(part, run[3])) for part in parts for run in RUN.finditer(part))
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
        raise Unreadable("problem.moment", entry=excerpt(text))
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
    from dialogs.answers import pasted  # it reads its cells with this module

    return pasted.read(field, str(entry), today)


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

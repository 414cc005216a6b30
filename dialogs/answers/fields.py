"""Turns what people type into values, a parser a kind of field. What cannot be read gets a sentence, never a guess."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from dialogs.answers import changes, in_thousands, numbers, remarks, rough, together
from dialogs.answers.alike import with_percent
from dialogs.answers.days import coming, days, is_open, lacks_a_year
from dialogs.answers.figures import money_in
from dialogs.answers.in_a_row import parts_of, without_slashes
from dialogs.answers.lengths import Nouns
from dialogs.answers.lines import says_none
from dialogs.answers.one_number import is_none_so_far, says_nothing
from dialogs.answers.remarks import ignorance_beside, says_none_so_far, says_none_yet
from dialogs.answers.tables import number_cells, number_headings
from dialogs.answers.text import cleaned, excerpt
from dialogs.answers.unknowns import Ignorance, ignorance_in
from dialogs.answers.values import LONGEST, Raw, Unreadable, Value, in_one
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import BadFields, Sentence


def parse(
    question: Question,
    entries: Mapping[str, Raw],
    today: date,
    stood: Mapping[str, Value] | None = None,
    said: str = "",
    money: str = "",
) -> dict[str, Value]:
    """The values of a question's fields; blanks and words that say what is not known are left out.

    `stood` are the values of fields without an entry here; what is entered has to go with them. `said` are the team's
    own words: the things they speak of may stand beside a number. `money` is the currency of the sums of other answers.

    Raises BadFields, keyed `question.field`, for all that cannot be used.
    """
    values: dict[str, Value] = {}
    refused: dict[str, list[Sentence]] = {}
    nouns = numbers.nouns_beside(question, entries, said)
    entries = with_percent(question, entries)
    for field in question.fields:
        entry = entries.get(field.id)
        try:
            if _given(entry) and not _says_nothing(field, entry):
                values[field.id] = _value(field, entry, today, nouns)
        except Unreadable as error:
            refused[field.id] = [_with_example(question, field, fault) for fault in error.faults]
    whole = {id: value for id, value in (stood or {}).items() if entries.get(id) is None} | values
    values |= together.on_their_axis(question, entries, whole)
    chosen = whole.get(CURRENCY) or money
    for id, said_of in _other_money(question, entries, refused, chosen).items():
        refused[id].append(said_of)
    problems = {f"{question.id}.{id}": in_one(faults) for id, faults in refused.items()}
    beside = together.problems(
        question, whole | values, numbers.shares(question, entries, values, said)
    ) | _other_money(question, entries, values, chosen)
    beside |= numbers.other_units(question, entries, values, said)
    beside |= in_thousands.problems(question, entries, whole | values)
    problems |= {f"{question.id}.{id}": sentence for id, sentence in beside.items() if id in values}
    problems |= {f"{question.id}.{id}": sentence for id, sentence in changes.problems(question, entries, said).items()}
    if problems:
        raise BadFields(problems)
    return values


def _value(field: AnswerField, entry: Raw, today: date, nouns: Nouns) -> Value:
    if field.kind in numbers.PARSERS:
        return numbers.PARSERS[field.kind](field, entry, nouns)
    return _PARSERS[field.kind](field, entry, today)


def _with_example(question: Question, field: AnswerField, said: Sentence) -> Sentence:
    """What is wrong with a line's cells, beside a line that the question gives as an example."""
    if said.key != "problem.line_cells":
        return said
    from dialogs.answers import pasted  # it reads its cells with this module

    example = pasted.example_line(field, question.example)
    return Sentence(said.key, {**said.values, "example": example}) if example else said


def _other_money(
    question: Question, entries: Mapping[str, Raw], given: Collection[str], chosen: Value | None
) -> dict[str, Sentence]:
    """A sentence for each field `given` whose sum names another currency than is chosen, or than the sum before."""
    sums = {field.id: _sums(field, str(entries[field.id])) for field in question.fields if field.id in given}
    named = {id: [codes for codes in map(money_in, typed) if codes] for id, typed in sums.items()}
    found = {id: said for id, codes in named.items() if (said := _money_problem(codes, str(chosen or "")))}
    every = [codes for those in named.values() for codes in those]
    one_money = any(field.id == CURRENCY for field in question.fields)
    if one_money and not found and not chosen and (said := _money_problem(every, "")):
        found[[id for id, codes in named.items() if codes][-1]] = said
    return found


def _sums(field: AnswerField, entry: str) -> list[str]:
    """The sums of a field, each as it was typed, and what heads a column of them."""
    if field.kind is Kind.TABLE:
        return [*number_headings(field, entry), *(cell for _, cell in number_cells(field, entry))]
    return parts_of(without_slashes(entry)) if field.kind in _SUMS else []


def _money_problem(named: Sequence[frozenset[str]], chosen: str) -> Sentence | None:
    """What is wrong with the currencies that a field's sums may be in; None where all may be in the one chosen."""
    other = next((codes for codes in named if chosen not in codes), None) if chosen else None
    if other:
        return Sentence("problem.currency", {"named": " or ".join(sorted(other)), "chosen": chosen})
    if named and not frozenset.intersection(*named):
        return Sentence("problem.currencies", {"named": " / ".join(sorted(frozenset.union(*named)))})
    return None


CURRENCY = "currency"
"""The field beside sums that says in which money they are."""
_SUMS = frozenset({Kind.NUMBER, Kind.RANGE, Kind.AMOUNTS})


def is_blank(entries: Mapping[str, Raw]) -> bool:
    """Whether nothing was entered anywhere."""
    return not any(_given(entry) for entry in entries.values())


def unknown(question: Question, entries: Mapping[str, Raw]) -> dict[str, Ignorance]:
    """The fields into which somebody wrote that it is not known, not measured, not tried …, and which of these.

    Several amounts of which one is not known (140k / ? / 310k) are such a field, beside the value of the others.
    """
    typed = {field.id: _ignorance(field, entries.get(field.id)) for field in question.fields}
    return {id: kind for id, kind in typed.items() if kind}


NOBODY_KNOWS = "=not_known"
"""The option that every choice has beside its own: nobody knows yet."""


def _says_nothing(field: AnswerField, entry: Raw) -> bool:
    """Whether an entry says no more than that it is not known."""
    if (
        field.kind is Kind.AMOUNTS
        and isinstance(entry, str)
        and not (ignorance_beside(entry) or _none_yet(field, entry))
    ):
        parts = _typed(field, entry)
        return bool(parts) and all(map(ignorance_in, parts))
    return _ignorance(field, entry) is not None


def _typed(field: AnswerField, entry: str) -> list[str]:
    """Several amounts, each as it was typed, without a remark that stands beside one of them or behind all."""
    entry = without_slashes(entry)
    asides = remarks.asides_of(entry, len(field.parts))
    return asides[1] if asides else parts_of(remarks.without(entry))


def _ignorance(field: AnswerField, entry: Raw) -> Ignorance | None:
    if field.kind is Kind.AMOUNTS and isinstance(entry, str):
        parts = (ignorance_in(part) for part in _typed(field, entry))
        return ignorance_beside(entry) or next(filter(None, parts), None) or _none_yet(field, entry)
    if entry == NOBODY_KNOWS and field.kind is Kind.CHOICE:
        return Ignorance.NOT_KNOWN
    if field.kind is Kind.TABLE and field.optional and isinstance(entry, str) and says_none(entry):
        return Ignorance.NOT_APPLICABLE
    if field.kind in numbers.PARSERS and isinstance(entry, str):
        if is_none_so_far(field, entry):
            return None
        return ignorance_beside(entry) or _none_yet(field, entry)
    if not isinstance(entry, str) or field.kind in _PICKED:
        return None
    gives_none = field.id in _REASONS and (says_none(entry) or says_none_so_far(entry))
    return Ignorance.NOT_KNOWN if gives_none else ignorance_in(entry)


_REASONS = frozenset({"why", "because"})
"""Where a reason is asked for: “none so far” gives none."""


def _none_yet(field: AnswerField, entry: str) -> Ignorance | None:
    """“No budget yet” is not known yet; where words may stand for 0, “no requests yet” is 0."""
    return Ignorance.NOT_KNOWN if says_none_yet(entry) and not says_nothing(field, entry) else None


_PICKED = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.DATE})
"""What is chosen and not typed."""


def _given(entry: Raw) -> bool:
    return bool(cleaned(entry) if isinstance(entry, str) else entry)


def _text(field: AnswerField, entry: Raw, today: date) -> Value:
    text = cleaned(str(entry))
    if len(text) > LONGEST:
        raise Unreadable("problem.too_long", length=len(text), most=LONGEST)
    return text


def _date(field: AnswerField, entry: Raw, today: date) -> Value:
    text = str(entry).strip()
    day = _picked(text) or _day(text, today, "problem.date")
    if day < today:
        raise Unreadable("problem.past_date")
    return day.isoformat()


def _picked(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(field: AnswerField, entry: Raw, today: date) -> Value:
    """A day, or a number on a history's own scale. A year alone is its last day, a day without one the next from today.

    How that was read is shown.
    """
    text = str(entry).strip()
    if re.fullmatch(together.YEAR, text):
        return f"{text}-12-31"
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    return _day(text, today, "problem.moment").isoformat()


def _day(text: str, today: date, refusal: str) -> date:
    """The one day that words are, also in doubt. Raises Unreadable, with this refusal where they are none."""
    text = rough.without_doubt(text)
    if lacks_a_year(text):
        if next_one := coming(text, today):
            return next_one
        raise Unreadable("problem.no_year", entry=excerpt(text))
    found = days(text, today)
    if len(found) == 2:
        raise Unreadable("problem.two_days", entry=excerpt(text), first=str(found[0]), second=str(found[1]))
    if not found:
        raise Unreadable("problem.open_day" if is_open(text) else refusal, entry=excerpt(text))
    return found[0]


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
    Kind.TABLE: _pasted,
    Kind.SERIES: _pasted,
    Kind.MOMENT: _moment,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}

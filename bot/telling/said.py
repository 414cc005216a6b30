"""Values as words: what an answer says, on one line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from bot.telling.told import level
from bot.telling.unknown import field_name, unknown_words
from bot.words.figures import (
    counted,
    dated,
    exact,
    figure,
    figure_or_unknown,
    inline,
    labelled,
    listed,
    long_date,
    money,
    shortened,
    upper_first,
)
from bot.words.sentences import sentence
from dialogs.answers.histories import series
from dialogs.answers.periods import asked_per, per_period, typed_per
from dialogs.answers.rough import is_unsure
from dialogs.answers.tables import rows
from dialogs.answers.values import Value
from dialogs.answers.written import NOTHING, Written, with_unit
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import Sentence
from dialogs.record import language, quoting
from dialogs.record.parts import NOTHING_SAID, Answer
from dialogs.record.record import Record
from dialogs.report.parts import Evidence
from dialogs.report.said import Cell, Said, Told
from dialogs.report.unknowns import unknown_parts

NAMED = 6


class Spoken(NamedTuple):
    """An answer as it is told: its words, and behind them in sentences what was chosen beside them."""

    words: str
    chosen: str = ""

    @property
    def whole(self) -> str:
        return " · ".join(filter(None, self))


def said(record: Record, question: Question) -> str:
    """The current answer to a question, its fields one after the other; empty where there is none."""
    return spoken(record, question).whole


def spoken(record: Record, question: Question) -> Spoken:
    """The same in its two parts; where nothing was written, what was chosen stands in the place of the words."""
    answer = record.entries.get(question.id, NOTHING_SAID).answer
    question = _with_options(record, question)
    return _spoken(question, answer, partial(input_words, record, answer)) if answer else Spoken("")


def is_quoted(record: Record, question: str) -> bool:
    """Whether all an answer says was said by a person: of what is not known the words are ours."""
    answer = record.entries.get(question, NOTHING_SAID).answer
    return answer is not None and not answer.unknowns


def spoken_of_the_known(record: Record, question: Question) -> Spoken:
    """The same without what is not known: only what has a value, or why it does not apply."""
    answer = record.entries.get(question.id, NOTHING_SAID).answer
    question = _with_options(record, question)
    return _spoken(question, answer, partial(value_in, answer)) if answer else Spoken("")


def _with_options(record: Record, question: Question) -> Question:
    """The question with the names of what can be chosen, where they quote an earlier answer: a candidate's."""
    options = (option for field in question.fields for option in field.options.values())
    return quoting.worded(record, question) if any(map(quoting.quotes, options)) else question


def _spoken(question: Question, answer: Answer, words_of: Callable[[AnswerField], str]) -> Spoken:
    if answer.skipped:
        return Spoken(answer.skipped)
    shown = [(field, words) for field in question.fields if (words := words_of(field))]
    written = _one_line(question, answer, [(field, words) for field, words in shown if not field.told])
    chosen = " ".join(_told(field, words, answer) for field, words in shown if field.told)
    return Spoken(written, chosen) if written else Spoken(chosen)


def _one_line(question: Question, answer: Answer, shown: Sequence[tuple[AnswerField, str]]) -> str:
    if len(question.fields) == 1:
        return " · ".join(words for _, words in shown)
    if sum(not field.told for field in question.fields) <= 3:
        return " · ".join(w if f.id in answer.values else labelled(_name(question, f), w) for f, w in shown)
    return " · ".join(labelled(field.label, words) for field, words in shown)


def _told(field: AnswerField, words: str, answer: Answer) -> str:
    """“A wrong answer hits our own money.”; of what is not known: “Who may switch it off: not known yet.”"""
    known = field.id in answer.values
    return upper_first(field.told.replace("{}", inline(words)) if known else labelled(field_name(field), words)) + "."


def input_words(record: Record, answer: Answer, field: AnswerField) -> str:
    """What one version of an answer says in one field: its value, or why there is none; empty where it says nothing.

    Of a value that is to be found out once more, both.
    """
    why = unknown_words(record, answer.unknowns[field.id]) if field.id in answer.unknowns else ""
    if field.id not in answer.values:
        return why
    if parts := unknown_parts(field, answer.values[field.id]):
        why = sentence("ignorance.part", parts=parts, said=why)
    return value_in(answer, field) + (f" ({why})" if why else "")


def _name(question: Question, field: AnswerField) -> str:
    """A field of an answer, without directions: quoted where it asks; empty where it is called like its question."""
    name = field_name(field)
    if name.casefold() == question.label.strip("?").casefold():
        return ""
    return name if field.name or not field.label.endswith("?") else sentence("unknown.asked", asks=field.label)


def value_in(answer: Answer, field: AnswerField) -> str:
    """In the unit it was written in; empty where there is none."""
    written = answer.written.get(field.id, NOTHING)
    if field.id not in answer.values:
        return ""
    return _on_condition(value_words(field, answer.values[field.id], written.unit, written), written.condition)


def value_words(field: AnswerField, value: Value, unit: str = "", how: Written = NOTHING) -> str:
    """One value the way a person would write it, with the unit it was written in, and as roughly as it was said."""
    if field.kind is Kind.SERIES and isinstance(value, list):
        return _history(value, unit)
    if isinstance(value, list):
        return _SEVERAL[field.kind](field, value, how) if field.kind in _SEVERAL else _one_of(field, value)
    if isinstance(value, (int, float)):
        if field.kind is Kind.LEVEL:
            return _as_said(0, value, how, lambda number: level(number, unit))
        return _as_said(0, value, how, lambda number: _counted_per(number, unit, typed_per(how), asked_per(how)))
    if field.kind is Kind.DATE or (field.kind is Kind.MOMENT and not value.replace(".", "").isdigit()):
        day = dated(date.fromisoformat(value))
        return sentence("heard.unsure", number=day) if how.unsure else day
    if field.words:
        return field.words[value][0] if value in field.words else value
    return field.options.get(value, value) if field.kind is Kind.CHOICE else value


def _counted_per(number: float, unit: str, per: str, asked: str) -> str:
    """A number in its unit; of so many in a time, in the time that was typed: “214 a week”."""
    if not per:
        return with_unit(exact(number), unit)
    return sentence("heard.rate", number=exact(per_period(number, per, asked)), per=per)


def _as_said(place: int, number: object, how: Written | Said, words: Callable[[float], str], of: str = "") -> str:
    """A number with how it was said: “about 7”, “35 to 45, so 40”; “?” for one that nobody knows.

    Behind it what it is `of`, and behind that the doubt: “400 lost by a wrong one, not sure of it”.
    """
    if number is None:
        return f"{figure_or_unknown(number)} {of}".rstrip()
    ends = how.ends.get(place)
    said = words(float(str(number)))
    if ends:
        said = _between(ends, said, words, how.measure)
    said = f"{said} {of}".rstrip()
    said = sentence("heard.about", number=said) if place in how.about else said
    return sentence("heard.unsure", number=said) if place in how.unsure else said


def _between(ends: tuple[float, float], said: str, words: Callable[[float], str], measure: str = "") -> str:
    """A number with the ends of the range it was read from: “25 to 30 weeks, so 27.5”."""
    of = sentence(f"heard_to.{measure}", number=ends[1]) if measure else ""
    return sentence("heard.reading", ends=[words(end) for end in ends], of=of, number=said, to="", by="", sum="")


def _on_condition(words: str, condition: str) -> str:
    return sentence("heard.condition", words=words, condition=condition) if condition else words


def _numbers(field: AnswerField, value: Sequence[object], how: Written) -> str:
    return " / ".join(_as_said(at, number, how, exact) for at, number in enumerate(value))


def _amounts(field: AnswerField, value: Sequence[object], how: Written) -> str:
    parts = enumerate(zip(value, field.parts, strict=False))
    return " / ".join(_as_said(at, number, how, exact, of=part) for at, (number, part) in parts)


def _one_of(field: AnswerField, value: Sequence[object]) -> str:
    return _rows(field, value) if field.kind is Kind.TABLE else _options(field, value)


def _options(field: AnswerField, value: Sequence[object]) -> str:
    options = [field.options.get(str(option), str(option)) for option in value]
    return "; ".join([*options[:1], *map(inline, options[1:])]) if field.told else ", ".join(options)


def _rows(field: AnswerField, value: Sequence[object]) -> str:
    """How many lines, and what the first of them begin with."""
    names = [shortened(str(line).partition("\t")[0], 40) for line in value]
    shown = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    return sentence("placeholder.table_said", count=len(names), names=shown)


def _history(value: Sequence[object], unit: str) -> str:
    """How many points, and the first and the last value in time."""
    values = [number for _, number in series([str(point) for point in value]).points]
    first, last = level(values[0], unit), level(values[-1], unit)
    return sentence("placeholder.series_said", count=len(values), first=first, last=last)


def rows_said(record: Record, question: Question) -> list[str]:
    """The lines of an answer's tables, each with what its numbers are: “Nurses ignore the list; likelihood: 4”."""
    answer = record.entries.get(question.id, NOTHING_SAID).answer
    if answer is None:
        return []
    tables = [field for field in question.fields if field.kind is Kind.TABLE and field.id in answer.values]
    return [
        _row_said(field, row, answer.written.get(field.id, NOTHING))
        for field in tables
        for row in rows(field, answer.values[field.id])
    ]


def _row_said(field: AnswerField, row: Mapping[str, Cell], how: Written = NOTHING) -> str:
    """A line's cells; a number after what its column is called, with the ends of its range, or its doubt."""
    cells = [(column.label, row[column.id]) for column in field.columns]
    return "; ".join(
        labelled(name, _cell_said(value, how)) if isinstance(value, float) else cell(value)
        for name, value in cells
        if cell(value)
    )


def _cell_said(number: float, how: Written) -> str:
    """A number of a line as it was typed: the line holds no more than what it was read as."""
    typed = next((words for words, kept in how.doubted.items() if kept == number), "")
    ends = how.reckoned[typed].ends if typed in how.reckoned else None
    said = cell(number)
    if ends and number not in ends:
        said = _between(ends, said, cell)
    return sentence("heard.unsure", number=said) if is_unsure(typed) else said


_SEVERAL: Mapping[Kind, Callable[[AnswerField, Sequence[object], Written], str]] = {
    Kind.RANGE: _numbers,
    Kind.AMOUNTS: _amounts,
}


# ---- values in a report


def quoted(given: Said, most: int = 200) -> str:
    """What was given for one field, inside a sentence."""
    if given.rows:
        return counted(len(given.rows), "line")
    return _in_doubt(given, shortened(given.text, most)) if given.text else numbers(given)


def _in_doubt(given: Said, words: str) -> str:
    """A level, of which the words are one, as roughly as it was said."""
    about = sentence("heard.about", number=words) if given.about else words
    return _on_condition(_unsure(given, about), given.condition)


def _unsure(given: Said, words: str) -> str:
    return sentence("heard.unsure", number=words) if given.unsure else words


def numbers(given: Said) -> str:
    """A day, or numbers: low / expected / high, or each with what it is of; and what they hang on."""
    return _on_condition(_all_numbers(given), given.condition)


def _all_numbers(given: Said) -> str:
    if given.on:
        return _unsure(given, long_date(given.on))
    if given.parts:
        named = enumerate(zip(given.numbers, given.parts, strict=False))
        return " · ".join(
            _as_said(at, number, given, lambda one: _sum(one, given.currency), of=part) for at, (number, part) in named
        )
    return " / ".join(_in_a_row(given, at, number) for at, number in enumerate(given.numbers))


def _in_a_row(given: Said, at: int, number: float | None) -> str:
    """EUR 180k / 310k / 400k: the later ones without a currency; or a number in its unit."""
    if given.currency:
        return _as_said(at, number, given, lambda one: money(one, "" if at else given.currency).strip())
    return _as_said(at, number, given, lambda one: _counted_per(one, given.unit, given.per, given.asked))


def cell(value: Cell) -> str:
    """A cell of a table that was given."""
    if value is None or isinstance(value, str):
        return value or ""
    return long_date(value) if isinstance(value, date) else figure(value)


def _sum(number: float | None, currency: str) -> str:
    """EUR 180k; where there is no currency, 180,000; and “?” for a part that nobody knows."""
    return money(number, currency).strip() if currency and number is not None else figure_or_unknown(number)


# ---- evidence


def evidence(graded: Evidence) -> Sentence:
    """How the exam's answers are evidenced, in a report."""
    counts = (
        ("measured", graded.measured),
        ("linked", graded.linked),
        ("claim", graded.claim),
        ("skipped", graded.skipped),
        ("not_judged", graded.not_judged),
    )
    answers = graded.graded + graded.skipped
    alike = next((name for name, count in counts if count == answers > 1), "")
    parts = [sentence(f"grade.{name}_counted", count=count) for name, count in counts if count]
    told = sentence(f"grade.{alike}_all") if alike else listed(parts)
    return Sentence("grade.exam_report", {"answers": answers, "all": alike, "parts": told})


def graded(told: Told) -> Sentence:
    """How one answer is evidenced, in a report."""
    by_its_words = Sentence(f"grade.{told.grade}_report")
    return Sentence("grade.corrected_report", {"grade": by_its_words}) if told.grade_corrected else by_its_words


def grade_words(record: Record, question: Question) -> str:
    """How the answer is evidenced: corrected by a person, or read from its words."""
    current = current_grade(record, question)
    return sentence(f"grade.{current}") if current else ""


def current_grade(record: Record, question: Question) -> str:
    """claim, linked, measured or not judged; empty where nothing is answered, or nothing to be written."""
    answer = record.entries.get(question.id, NOTHING_SAID).answer
    chosen = all(field.told for field in question.fields)
    if answer is None or answer.skipped or chosen or (answer.unknowns and not answer.values):
        return ""
    return answer.corrected_grade or language.graded(record, question, answer)


def metric_level(number: float, unit: str, ends: Sequence[float] | None = None, about: bool = False) -> str:
    """A metric's value as a report gives it; of a range both its ends, and the one that was reckoned with."""
    if not ends:
        return _about(level(number, unit), about)
    low, high = (level(end, unit) for end in ends)
    return sentence("grade.range_report", low=low, high=high, middle=level(number, unit))


def _about(words: str, about: bool) -> str:
    return sentence("heard.about", number=words) if about else words


def in_its_unit(number: float, unit: str, ends: Sequence[float] | None = None, about: bool = False) -> str:
    """A number as a report gives it; of a range both its ends, and the number that was reckoned with."""
    if not ends:
        return _about(with_unit(exact(number), unit), about)
    low, high = (with_unit(exact(end), unit) for end in ends)
    return sentence("grade.range_report", low=low, high=high, middle=with_unit(exact(number), unit))

"""Reads the answers off a scoping: who said what and when, how it is evidenced, what was asked back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from dialogs.answers.evidence import Grade
from dialogs.answers.figures import grouped
from dialogs.answers.histories import series
from dialogs.answers.periods import asked_per, typed_per
from dialogs.answers.tables import rows
from dialogs.answers.text import cleaned
from dialogs.answers.values import Value
from dialogs.answers.written import NOTHING, PERCENT, Written, with_unit
from dialogs.catalog import AnswerField, Kind, Question, Stage
from dialogs.findings import Findings, first_look
from dialogs.findings.contradictions import STANDS
from dialogs.findings.mlops import is_of_another
from dialogs.findings.money import known
from dialogs.flow import decisions, promises
from dialogs.flow.standing import SETTLED, state
from dialogs.record import language, quoting
from dialogs.record.parts import NOTHING_SAID, OBJECTION, Answer, Disagreement, Entry, Judgement, Note, Verdict
from dialogs.record.quoting import active_questions
from dialogs.record.record import Record
from dialogs.report.parts import Evidence
from dialogs.report.said import (
    Assumed,
    Cell,
    Challenge,
    Dissent,
    Line,
    NotKnown,
    Said,
    Section,
    SentBack,
    Skipped,
    Told,
    Word,
)
from dialogs.verdicts.mlops import Outcome
from dialogs.working_hours import zone

_WORDS = frozenset({Kind.TEXT, Kind.LINE})


def sections(findings: Findings) -> Iterator[Section]:
    """The answers of each stage walked through, then those that are no longer asked for."""
    record = findings.record
    asides: list[Section] = []
    for stage in record.catalog.stages.values():
        asked = active_questions(record, stage) if stage.stage in record.walked else []
        rest = [question for question in stage.questions if question not in asked and _answer(record, question.id)]
        if asked:
            yield _section(findings, stage, asked, aside=False)
        if rest:
            asides.append(_section(findings, stage, rest, aside=True))
    yield from asides


def line(findings: Findings, of: Question) -> Line:
    """One question as it stands, in the words it was asked in."""
    record = findings.record
    question = quoting.worded(record, of)
    form = record.catalog.forms.get(question.form)
    entry = record.entries.get(question.id, NOTHING_SAID)
    judged = entry.judgement if entry.judgement and entry.judgement.of_answer == entry.changed else None
    sent_back = judged is not None and judged.verdict is Verdict.SENT_BACK
    return Line(
        question=question.id,
        label=cleaned(question.label),
        ask=cleaned(question.ask),
        state=state(findings, question.id),
        told=told(record, question, entry.answer),
        first=_first(record, question),
        earlier=max(0, len(entry.answers) - 1),
        accepted_by=name(record, judged.by) if judged and not sent_back else "",
        accepted_if=_accepted_if(record, question.id, judged) if judged else "",
        accepted_found_out=judged is not None and _is_to_be_found_out(record, question.id, judged),
        sent_back_by=name(record, judged.by) if judged and sent_back else "",
        sent_back_reason=_reason(judged) if sent_back else "",
        causes=tuple(cause for cause, guards in record.catalog.causes.items() if question.id in guards),
        of=words(record, form.names) if form and form.names else "",
        otherwise=_said_otherwise(record, question)
        or _on_the_case(findings, question.id)
        or _looked_since(record, question.id),
        returned=tuple(_returned(record, entry)),
        noted=tuple(_noted(record, question.id)),
    )


def _accepted_if(record: Record, question: str, judged: Judgement) -> str:
    """What must happen for an acceptance to hold, as the director said it."""
    made = (one for one in record.conditions if promises.was_made_with(one, question, judged))
    return "; ".join(cleaned(one.text).rstrip(".") for one in made if one.text)


def _is_to_be_found_out(record: Record, question: str, judged: Judgement) -> bool:
    """Whether an answer was accepted on the condition that what is not known of it is found out, and no words more."""
    made = [one for one in record.conditions if promises.was_made_with(one, question, judged)]
    return not record.catalog.of_old and bool(made) and not any(one.text for one in made)


def _returned(record: Record, entry: Entry) -> Iterator[SentBack]:
    """The versions that were sent back and are not the present one; of old records none, as they were printed then."""
    for judged in () if record.catalog.of_old else entry.judgements:
        if judged.verdict is Verdict.SENT_BACK and judged.of_answer != entry.changed:
            yield SentBack(name(record, judged.by), _reason(judged), local_day(record, judged.at))


def _noted(record: Record, question: str) -> Iterator[Word]:
    """What was said with an answer beside its boxes; of old records none, as they were printed then."""
    about = () if record.catalog.of_old else record.details
    yield from (word(record, note) for note in about if note.about == question)


def _said_otherwise(record: Record, question: Question) -> str:
    """The question, by its label, to which the same thing was answered otherwise later; of old records nothing."""
    changed = record.entries.get(question.id, NOTHING_SAID).changed
    for field in question.fields if changed and not record.catalog.of_old else ():
        own = record.value(f"{question.id}.{field.id}")
        for path in (quoting.filled(record, path) for path in field.known_from):
            later = record.entries.get(path.rpartition(".")[0], NOTHING_SAID).changed > changed
            if own is not None and later and record.value(path) not in (None, own):
                return cleaned(record.label(path.rpartition(".")[0]))
    return ""


def _on_the_case(findings: Findings, question: str) -> str:
    """Of the sheet of alternatives, the question of the case that had another sum for machine learning since."""
    sums = findings.record.value(f"{SHEET}.ml")
    if question != SHEET or not findings.need_by_case or not isinstance(sums, list):
        return ""
    record, case = findings.record, known(findings.record)
    since = record.entries[SHEET].changed
    beside = zip(_PLACES, sums, (case.once, case.yearly, case.saving), strict=True)
    parted = [at for at, sum, later in beside if later and sum not in (None, later.expected)]
    later = (at for at in reversed(parted) if record.entries[at].changed > since)
    return next((cleaned(record.label(at)) for at in later), "")


def _looked_since(record: Record, question: str) -> str:
    """The exam's question, where somebody had looked by then at what nobody had looked at for the candidate."""
    chosen = f"candidate_{record.choice('solutions.2.chosen')}.1"
    said = question == chosen and record.choice(f"{question}.data") == "unseen" and not record.catalog.of_old
    return cleaned(record.label(first_look.EXAM)) if said and first_look.was_had(record) else ""


SHEET = "need.4"
_PLACES = ("case.4", "case.3", "case.2")
"""Where the case asks for each of the sheet's three sums."""


def _speaker(record: Record, question: Question, answer: Answer) -> str:
    """Whose words a version has; of those before, who gave them."""
    is_present = record.entries[question.id].answer is answer
    return quoting.speaker(record, question.id) if is_present else answer.author


def _kept_by(record: Record, question: Question, answer: Answer) -> str:
    """Who kept the words of the first exam, where those are somebody else's; of old records nobody is named."""
    others = answer.kept and not record.catalog.of_old and _speaker(record, question, answer) != answer.author
    return name(record, answer.author) if others else ""


def told(record: Record, question: Question, answer: Answer | None) -> Told | None:
    """One version of an answer, field by field."""
    if answer is None:
        return None
    graded = answer.skipped is None and any(_asks_for_words(field, answer) for field in question.fields)
    return Told(
        said=tuple(said(record, question, field, answer.values[field.id]) for field in _given(question, answer)),
        author=name(record, _speaker(record, question, answer)),
        on=local_day(record, answer.at),
        grade=(answer.corrected_grade or language.graded(record, question, answer)) if graded else None,
        grade_corrected=answer.corrected_grade is not None,
        skipped=None if answer.skipped is None else cleaned(answer.skipped),
        kept=answer.kept,
        kept_by=_kept_by(record, question, answer),
        reply_gone=answer.reply_gone,
        unknown=tuple(unknown(record, question, answer)),
    )


def _asks_for_words(field: AnswerField, answer: Answer) -> bool:
    """Whether a field stands for words that had to be given, so that they can be graded."""
    if field.kind not in _WORDS or field.optional or field.id in answer.unknowns:
        return False
    return field.id in answer.values or not field.needed_when


def unknown(record: Record, question: Question, answer: Answer) -> Iterator[NotKnown]:
    """What is not known of an answer, field by field."""
    for field in question.fields:
        if said := answer.unknowns.get(field.id):
            one = record.as_agreed(question.id, said)
            owner = name(record, one.owner or one.by)
            label = cleaned(field.name or field.label if len(question.fields) > 1 else question.label)
            meanwhile = assumed(record, f"{question.id}.{field.id}")
            parts = unknown_parts(field, answer.values.get(field.id))
            yield NotKnown(field.id, label, one.kind, owner, one.until, one.due, cleaned(one.reason), meanwhile, parts)


def unknown_parts(field: AnswerField, value: Value | None) -> tuple[str, ...]:
    """Of several amounts, those nobody knows by name; nothing where none of them is known."""
    given = value if isinstance(value, list) else []
    return tuple(part for part, number in zip(field.parts, given, strict=False) if number is None)


def assumed(record: Record, path: str) -> Assumed | None:
    """What an input is taken for, by the last word of the director's; None where it is known, or not taken so."""
    value = record.assumed(path)
    made = [one for one in record.conditions if one.assumes == (path, value)]
    if not made or record.value(path) is not None:
        return None
    one = made[-1]
    return Assumed(
        input=path.rpartition(".")[2],
        value=one.assumes[1] if one.assumes else "",
        by=name(record, one.by),
        owner=name(record, one.owner),
        due=one.due,
        met=one.met if one.closed else None,
    )


def said(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    """What was given for one field."""
    return _READERS.get(field.kind, _typed)(record, question, field, value)


def evidence(exam: Section | None) -> Evidence:
    """The share of each grade among the exam's answers."""
    answers = [line.told for line in (exam.lines if exam else ()) if line.told and line.question != "exam.2b"]
    count: Callable[[Grade], int] = [answer.grade for answer in answers].count
    return Evidence(
        measured=count(Grade.MEASURED),
        linked=count(Grade.LINKED),
        claim=count(Grade.CLAIM),
        skipped=sum(answer.skipped is not None for answer in answers),
        not_judged=count(Grade.NOT_JUDGED),
    )


def asked_back(record: Record, waived: bool) -> Iterator[Challenge]:
    """The follow-ups that were waived (with the reason), or those of form that nobody took up; contradictions apart."""
    for question in record.catalog.questions.values():
        for asked in record.entries.get(question.id, NOTHING_SAID).asked_back:
            left = asked.outcome == "left" or (asked.kind == "form" and asked.outcome is None)
            if not asked.rule.startswith((STANDS, OBJECTION)) and (asked.outcome == "waived" if waived else left):
                said_so = name(record, asked.by)
                label = cleaned(record.label(question.id))
                ask = quoting.asked_back(record, question.id, asked)
                yield Challenge(label, ask, cleaned(asked.reason), said_so)


def left_open(record: Record) -> Iterator[Challenge]:
    """Where it was left open whether something simpler would do: in which stage, what was asked, and the reason."""
    for path, also_at in _SIMPLER.items():
        question = path.rpartition(".")[0]
        if also_at and record.choice(also_at) is not None and not record.catalog.of_old:
            continue
        back = [one for one in record.entries.get(question, NOTHING_SAID).asked_back if one.outcome == "waived"]
        asked = next((one for one in reversed(back) if _asks_for_something_simpler(record, one.rule)), None)
        if asked and record.choice(path) is None and record.unknown(path) is None:
            title = cleaned(record.catalog.stage_of[question].title)
            ask = quoting.asked_back(record, question, asked)
            of_mlops = not record.catalog.of_old and record.catalog.stage_of[question].stage == "retake"
            yield Challenge(title, ask, cleaned(asked.reason), name(record, asked.by), of_mlops)


_SIMPLER = {"exam.2.simpler": "need.5.simpler", "retake.2.simpler": ""}
"""Where it may be left open, and where the same is asked once more: an answer there is one to both."""


def _asks_for_something_simpler(record: Record, rule: str) -> bool:
    """Whether it is a follow-up, neither a contradiction nor an objection, and the one about something simpler."""
    return not rule.startswith((STANDS, OBJECTION)) and record.catalog.rule(rule).when == "nothing_simpler_weighed"


def skipped(told_in: tuple[Section, ...]) -> Iterator[Skipped]:
    """The questions somebody said do not apply."""
    for section in told_in:
        for line in section.lines:
            if line.told and line.told.skipped is not None:
                yield Skipped(line.name, line.told.skipped, line.told.author)


def word(record: Record, note: Note) -> Word:
    return Word(cleaned(note.text), name(record, note.by), local_day(record, note.at), _about(record, note.about))


def dissent(findings: Findings, note: Disagreement) -> Dissent:
    """Who disagreed with which verdict; with MLOps, where the second exam came to less, with one that was changed."""
    said = word(findings.record, note)
    less = note.outcome == Outcome.MLOPS and decisions.means(findings.record) and not findings.record.catalog.of_old
    changed = is_of_another(findings.mlops, note) or less
    return Dissent(said.text, said.by, said.on, said.about, *((note.outcome, note.level) if changed else ()))


def name(record: Record, person: str | None) -> str:
    return cleaned(record.name(person)) if person else ""


def local_day(record: Record, moment: datetime) -> date:
    """The day it was for the initiator."""
    return moment.astimezone(zone(record.tz(record.initiator))).date()


def words(record: Record, path: str) -> str:
    """What was typed into `question.field`, on as many lines as it was typed."""
    return cleaned(record.text(path))


def _section(findings: Findings, stage: Stage, questions: list[Question], aside: bool) -> Section:
    return Section(stage.stage, stage.title, tuple(line(findings, question) for question in questions), aside)


def _about(record: Record, key: str) -> str:
    """The stage or question a word is about, by its name; nothing where it is about the whole."""
    stage, question = record.catalog.stages.get(key), record.catalog.questions.get(key)
    return stage.title if stage else question.label if question else ""


def _answer(record: Record, question: str) -> Answer | None:
    entry = record.entries.get(question)
    return entry.answer if entry else None


def _first(record: Record, question: Question) -> Told | None:
    """For a question of the retake: the answer to the exam's."""
    if not question.id.startswith("retake"):
        return None
    first = record.catalog.questions[question.first]
    return told(record, first, _answer(record, first.id))


def _given(question: Question, answer: Answer) -> list[AnswerField]:
    return [field for field in question.fields if field.id in answer.values]


def _reason(judged: Judgement | None) -> str:
    return cleaned(judged.reason) if judged else ""


def _typed(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    return Said(field.id, field.label, field.kind, cleaned(str(value)), wants_link="link" in field.wants)


def _option(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    chosen = value if isinstance(value, list) else [value]
    text = "; ".join(cleaned(field.options.get(str(one), str(one))) for one in chosen)
    return Said(field.id, field.label, field.kind, text)


def _dated(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    unsure = _of_this(record, f"{question.id}.{field.id}", value).unsure
    return Said(field.id, field.label, field.kind, on=date.fromisoformat(str(value)), unsure=unsure)


def _moment(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    """A day, or a place on the scale of the history."""
    if "-" in str(value)[1:]:
        return _dated(record, question, field, value)
    return Said(field.id, field.label, field.kind, grouped(float(str(value))))


def _level(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    """Every digit that was given, in the unit it was given in: 0.712 is not 0.71."""
    unit = record.written(f"{question.id}.{field.id}").unit
    how = _of_this(record, f"{question.id}.{field.id}", value)
    return Said(
        field.id,
        field.label,
        field.kind,
        _in_unit(float(str(value)), unit),
        unit=unit,
        about=how.about,
        unsure=how.unsure,
        condition=how.condition,
    )


def _of_this(record: Record, path: str, value: Value) -> Written:
    """How a value was written; of an earlier version's, that is not looked for."""
    return record.written(path) if record.value(path) == value else NOTHING


def _in_unit(level: float, unit: str) -> str:
    """A metric's value as it was typed: a share in per cent, 200 ms."""
    if unit == PERCENT:
        return grouped(float(f"{level * 100:.12g}")) + PERCENT
    return with_unit(grouped(level), unit)


def _numbers(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    if isinstance(value, str) and value in field.words:
        return Said(field.id, field.label, field.kind, field.words[value][0])
    numbers = value if isinstance(value, list) else [value]
    currency = record.text(_currency(question, field))
    path = f"{question.id}.{field.id}"
    written = _of_this(record, path, value)
    return Said(
        field.id,
        field.label,
        field.kind,
        numbers=tuple(map(_part, numbers)),
        currency=currency,
        parts=field.parts,
        unit=record.written(path).unit,
        about=written.about,
        ends=dict(written.ends),
        unsure=written.unsure,
        condition=written.condition,
        per=typed_per(written),
        asked=asked_per(written),
        measure=written.measure,
    )


def _part(number: object) -> float | None:
    """One of several amounts; None for one that nobody knows."""
    return None if number is None else float(str(number))


def _table(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    columns = tuple(column.label for column in field.columns)
    lines = tuple(tuple(map(_cell, row.values())) for row in rows(field, value))
    return Said(field.id, field.label, field.kind, columns=columns, rows=lines)


def _history(record: Record, question: Question, field: AnswerField, value: Value) -> Said:
    unit = record.written(f"{question.id}.{field.id}").unit
    points = tuple((time, _in_unit(level, unit)) for time, level in series(value).points)
    return Said(field.id, field.label, field.kind, rows=points, unit=unit)


def _cell(cell: Cell) -> Cell:
    return cleaned(cell) if isinstance(cell, str) else cell


def _currency(question: Question, field: AnswerField) -> str:
    """Where the currency of a sum stands; nowhere for what is counted in weeks, months or anything else."""
    if _TIMES & set(field.units):
        return ""
    return next((path for kind, ids, path in _SUMS if field.kind is kind and question.id.startswith(ids)), "")


_TIMES = frozenset({"week", "month"})
_SUMS = (
    (Kind.RANGE, "case.", "case.2.currency"),
    (Kind.AMOUNTS, "need.", "need.4.currency"),
    (Kind.NUMBER, "exam.2b", "exam.2b.currency"),
    (Kind.AMOUNTS, "exam.2b", "exam.2b.currency"),
    (Kind.NUMBER, "plan.2", "plan.2.currency"),
)

_READERS: Mapping[Kind, Callable[[Record, Question, AnswerField, Value], Said]] = {
    Kind.CHOICE: _option,
    Kind.CHOICES: _option,
    Kind.DATE: _dated,
    Kind.MOMENT: _moment,
    Kind.LEVEL: _level,
    Kind.NUMBER: _numbers,
    Kind.RANGE: _numbers,
    Kind.AMOUNTS: _numbers,
    Kind.TABLE: _table,
    Kind.SERIES: _history,
}


def settled(section: Section | None) -> int:
    """How many questions of a stage are settled."""
    return sum(line.state in SETTLED for line in section.lines) if section else 0

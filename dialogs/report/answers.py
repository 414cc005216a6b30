"""Reads the answers off a scoping: stage by stage, line by line, and how they are evidenced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dialogs.answers.evidence import Grade
from dialogs.answers.text import cleaned
from dialogs.catalog import AnswerField, Kind, Question, Stage
from dialogs.findings import Findings
from dialogs.flow import promises
from dialogs.flow.standing import state
from dialogs.record import language, quoting
from dialogs.record.parts import NOTHING_SAID, Answer, Entry, Judgement, Verdict
from dialogs.record.quoting import active_questions
from dialogs.record.record import Record
from dialogs.report.fields import said
from dialogs.report.otherwise import otherwise
from dialogs.report.parts import Evidence
from dialogs.report.quotes import local_day, name, word, words
from dialogs.report.said import Line, Section, SentBack, Skipped, Told, Word
from dialogs.report.unknowns import unknown

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
        otherwise=otherwise(findings, question),
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


def told(record: Record, question: Question, answer: Answer | None) -> Told | None:
    """One version of an answer, field by field. Whose words it has is known of the present one; else who gave them."""
    if answer is None:
        return None
    is_present = record.entries[question.id].answer is answer
    graded = answer.skipped is None and any(_asks_for_words(field, answer) for field in question.fields)
    return Told(
        said=tuple(said(record, question, field, answer.values[field.id]) for field in _given(question, answer)),
        author=name(record, quoting.speaker(record, question.id) if is_present else answer.author),
        on=local_day(record, answer.at),
        grade=(answer.corrected_grade or language.graded(record, question, answer)) if graded else None,
        grade_corrected=answer.corrected_grade is not None,
        skipped=None if answer.skipped is None else cleaned(answer.skipped),
        kept=answer.kept,
        kept_by=name(record, quoting.keeper(record, question.id)) if is_present else "",
        reply_gone=answer.reply_gone,
        unknown=tuple(unknown(record, question, answer)),
    )


def _asks_for_words(field: AnswerField, answer: Answer) -> bool:
    """Whether a field stands for words that had to be given, so that they can be graded."""
    if field.kind not in _WORDS or field.optional or field.id in answer.unknowns:
        return False
    return field.id in answer.values or not field.needed_when


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


def skipped(told_in: tuple[Section, ...]) -> Iterator[Skipped]:
    """The questions somebody said do not apply."""
    for section in told_in:
        for line in section.lines:
            if line.told and line.told.skipped is not None:
                yield Skipped(line.name, line.told.skipped, line.told.author)


def answered(record: Record, *questions: str) -> bool:
    """Whether all of these are asked and have an answer (not that they do not apply)."""
    entries = [record.entries.get(question) for question in questions if quoting.is_asked(record, question)]
    given = [entry for entry in entries if entry and entry.answer and entry.answer.skipped is None]
    return len(given) == len(questions)


def has_answer(record: Record, question: str) -> bool:
    """Whether a question has an answer (not that it does not apply), also one that is not asked any more."""
    entry = record.entries.get(question)
    return bool(entry and entry.answer and entry.answer.skipped is None)


def _section(findings: Findings, stage: Stage, questions: list[Question], aside: bool) -> Section:
    return Section(stage.stage, stage.title, tuple(line(findings, question) for question in questions), aside)


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

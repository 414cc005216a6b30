"""A question in the words of its scoping: labels and options that quote an answer, and what is known already."""

from __future__ import annotations

from collections.abc import Collection

from dialogs.answers.evidence import hedge_in
from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Form, Kind, Question, Stage
from dialogs.catalog.whole import QUOTED
from dialogs.record import language
from dialogs.record.parts import NOTHING_SAID, OBJECTION, AskedBack
from dialogs.record.record import Record

UNNAMED = "…"
"""In the place of a word that the answer does not hold: a catalogue may quote one where no word was looked for."""


def worded(record: Record, question: Question) -> Question:
    """The question with the answers it quotes written in; an option that quotes a missing answer is left out."""
    if _is_plain(record, question):
        return question
    return question.model_copy(
        update={
            "label": filled(record, question.label),
            "ask": filled(record, question.ask),
            "more": filled(record, question.more),
            "fields": tuple(_field(record, field) for field in question.fields),
        }
    )


def own_words(record: Record) -> str:
    """What the team calls things: the title, the idea, the problem and the metric."""
    paths = ("problem.1.priorities", "problem.3.problem", "exam.1.problem", "problem.4.metric")
    return "\n".join((record.title, record.idea, *(record.text(path) for path in paths)))


def currency(record: Record) -> str:
    """The money that sums are in: the case's, else the one chosen before; empty where none is yet."""
    paths = ("case.2.currency", "need.4.currency", "exam.2b.currency")
    return next((chosen for path in paths if (chosen := record.text(path))), "")


def _is_plain(record: Record, question: Question) -> bool:
    """Whether a question quotes nothing; of those in the catalogue it is known."""
    if record.catalog.questions.get(question.id) is question:
        return question.id not in record.catalog.quoting
    return not quotes(question.model_dump_json())


def title(record: Record, form: Form) -> str:
    """A form's title, completed by the answer it names."""
    named = record.text(form.names) if form.names else ""
    return f"{form.title}: {named}" if named else form.title


def filled(record: Record, text: str) -> str:
    """A text (or a path) with the answers it quotes written in; nothing where one is missing."""
    return QUOTED.sub(lambda found: record.text(found[1]), text)


def quotes(text: str) -> bool:
    """Whether a text quotes an answer."""
    return bool(QUOTED.search(text))


def offered(record: Record, field: AnswerField) -> dict[str, str]:
    """The options of a field in this scoping's words; one that quotes a missing answer is left out."""
    said = {id: filled(record, label) for id, label in field.options.items()}
    return {id: label for id, label in said.items() if label.strip() or not quotes(field.options[id])}


def known(record: Record, question: Question) -> dict[str, Value]:
    """What earlier answers say to a question that has none of its own yet, by field."""
    found = {field.id: _known(record, field) for field in question.fields if field.known_from}
    return {id: value for id, value in found.items() if value is not None}


def is_known(record: Record, question: Question) -> bool:
    """Whether earlier answers say all a question needs, so that it only has to be confirmed."""
    values = known(record, question)
    return all(field.id in values or field.optional for field in question.fields) and bool(values)


def is_known_since(record: Record, question: Question, seq: int) -> bool:
    """Whether answers of earlier stages say all of a question, and one was given after `seq` in the record's count."""
    paths = [filled(record, path) for field in question.fields for path in field.known_from]
    earlier = [source for path in paths if stands_before(record, source := path.rpartition(".")[0], question.id)]
    given = (record.entries[source].changed for source in earlier if source in record.entries)
    return any(at > seq for at in given) and is_known(record, question)


def stands_before(record: Record, source: str, question: str) -> bool:
    """Whether a question is asked in a stage before another's."""
    stages = [record.catalog.stage_of[id].stage for id in (source, question) if id in record.catalog.stage_of]
    return len(stages) == 2 and record.road.index(stages[0]) < record.road.index(stages[1])


def _known(record: Record, field: AnswerField) -> Value | None:
    values = (record.value(filled(record, path)) for path in field.known_from)
    return next((value for value in values if value is not None and _fits(field, value)), None)


def speaker(record: Record, question: str) -> str:
    """Whose words an answer has: of words that were taken over unchanged from another's answer, or kept, that person's.

    Ana saved a form in which Tom's data answer stood already: the words are Tom's.
    """
    answer = record.entries[question].answer
    assert answer is not None
    if answer.skipped is not None or record.catalog.of_old:
        return answer.author
    if answer.kept:
        return speaker(record, record.catalog.questions[question].first)
    wordy = [field for field in record.catalog.questions[question].fields if field.kind in _WORDS]
    given = [field for field in wordy if answer.values.get(field.id)]
    first = {_said_first(record, question, field) for field in given}
    return first.pop() or answer.author if len(first) == 1 else answer.author


def keeper(record: Record, question: str) -> str:
    """Who kept the words of the first exam, where those are somebody else's; empty where nobody did."""
    answer = record.entries[question].answer
    return answer.author if answer and answer.kept and answer.author != speaker(record, question) else ""


_WORDS = frozenset({Kind.TEXT, Kind.LINE})


def _said_first(record: Record, question: str, field: AnswerField) -> str:
    """Who said the same before, where the field was prefilled from; empty where nobody did."""
    own = record.entries[question].answers
    for path in (filled(record, path) for path in field.known_from):
        source = record.entries.get(path.rpartition(".")[0], NOTHING_SAID)
        is_before = source.answer is not None and source.answers[0].seq < own[0].seq
        if source.answer and is_before and record.value(path) == own[-1].values[field.id]:
            return source.answer.author
    return ""


def _fits(field: AnswerField, value: Value) -> bool:
    """Whether a value is one the field could take: one option of its own, or several where it takes several."""
    if not field.options:
        return True
    chosen = {*map(str, value)} if isinstance(value, list) else {str(value)}
    return isinstance(value, list) is (field.kind is Kind.CHOICES) and chosen <= set(field.options)


def _field(record: Record, field: AnswerField) -> AnswerField:
    return field.model_copy(
        update={
            "label": filled(record, field.label),
            "hint": filled(record, field.hint),
            "options": offered(record, field),
        }
    )


def asked_back(record: Record, question: str, asked: AskedBack) -> str:
    """What was asked back; where the rule quotes the word that left an answer open, the word stands in it.

    An objection as it was put to somebody.
    """
    if asked.rule.startswith(OBJECTION):
        name = asked.rule.removeprefix(OBJECTION)
        put = [raised for raised in record.raised if raised.name == name and raised.seq <= asked.seq]
        return put[-1].ask if put else ""
    return record.catalog.ask_of(asked.rule).replace("{word}", _open_word(record, question, asked) or UNNAMED)


def active_questions(record: Record, stage: Stage) -> list[Question]:
    """The questions of a stage that earlier answers leave standing."""
    return [question for question in stage.questions if applies(record, question)]


def is_asked(record: Record, question: str) -> bool:
    """Whether there is such a question on this track, and earlier answers leave it standing."""
    asked = record.catalog.questions.get(question)
    return asked is not None and applies(record, asked)


def applies(record: Record, question: Question) -> bool:
    """Whether earlier answers leave a question standing; also one that is asked whatever an unknown choice may be."""
    if not (question.when or question.when_any or question.unless):
        return True
    return (
        all(_is_chosen(record, path, options) for path, options in question.when.items())
        and (not question.when_any or any(_chosen(record, at) in among for at, among in question.when_any.items()))
        and not any(_chosen(record, path) in options for path, options in question.unless.items())
    )


def _is_chosen(record: Record, path: str, options: Collection[str]) -> bool:
    """Whether one of the options was chosen; or nobody knows which, and all that there are lead here."""
    if _chosen(record, path) in options:
        return True
    path = filled(record, path)
    if record.unknown(path) is None:
        return False
    question, _, field = path.rpartition(".")
    return set(record.catalog.questions[question].field(field).options) <= set(options)


def _chosen(record: Record, path: str) -> str | None:
    return record.choice(filled(record, path))


def _open_word(record: Record, question: str, asked: AskedBack) -> str | None:
    """The word in the version it was asked of: a later one may be clear."""
    versions = [answer for answer in record.entries[question].answers if answer.seq <= asked.seq]
    if not versions:
        return None
    words = language.words_of(record, record.catalog.questions[question], versions[-1])
    return hedge_in(" ".join(map(str, versions[-1].values.values())), words)

"""How words become record: answers with their follow-ups, skips, judgements. The acts ask who may."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from dialogs.answers import evidence
from dialogs.answers.unknowns import Ignorance, ignorance_in
from dialogs.answers.values import Value
from dialogs.answers.written import Written
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import BadFields, Moved, NotNow, Sentence
from dialogs.findings import Findings, contradictions
from dialogs.flow import turns
from dialogs.flow.following import only_follows
from dialogs.flow.promises import Promise
from dialogs.flow.standing import SETTLED, State, is_due, state
from dialogs.record import language, quoting
from dialogs.record.parts import OBJECTION, Answer, AskedBack, Entry, Judgement, Unknown, Verdict
from dialogs.record.record import Record


class Given(NamedTuple):
    """What somebody gives to one question, by field: values, what they say is not known, how they wrote it.

    Where it is not said how it was `written`, what has not changed is written as it was. `emptied` are inputs in which
    something said to be unknown stood, and nothing now.
    """

    values: dict[str, Value]
    unknown: Mapping[str, Ignorance] = {}
    written: Mapping[str, Written] | None = None
    emptied: Collection[str] = ()


class Met(NamedTuple):
    """What somebody says to an objection, by its name: `answered`, `waived` or `misses`; who sees to what by when."""

    name: str
    outcome: str
    text: str
    promise: Promise | None = None


@dataclass(frozen=True)
class Signature:
    """Who says something, when, and from which reply in the thread, if from one."""

    by: str
    at: datetime
    reply_ts: str | None = None


def check_unmoved(record: Record, question: str, by: str, seen: int | None) -> None:
    """Raises Moved where somebody else has answered since `seen`, the scoping's count when the modal was opened."""
    answer = said_to(record, question).answer
    if seen is not None and answer and not record.is_shown(answer.seq, seen) and answer.author != by:
        raise Moved("moved.answer", name=record.name(answer.author), label=record.catalog.questions[question].label)


def check_followup(record: Record, question: str, given: Given) -> None:
    """A follow-up of substance is met by new words (a choice left open, by making it), never by the same again."""
    entry = said_to(record, question)
    asked = entry.waiting_followup
    if asked is None or entry.answer is None:
        return
    found, rule = record.catalog.questions[question], record.catalog.rule(asked.rule)
    field = next(field for field in found.fields if rule.looks_at(found, field))
    if field.may_wait and field.id not in {*given.values, *given.unknown}:
        raise _beside(question, field, "problem.still_open")
    if _with_what_stands(record, question, given).values == entry.answer.values and set(given.unknown) <= set(
        entry.answer.unknowns
    ):
        raise _beside(question, field, "problem.unchanged")


def check_keeping(record: Record, question: str) -> None:
    """Raises NotNow where the catalogue says that the first answer cannot carry over."""
    if not record.catalog.questions[question].carries:
        raise NotNow("not_now.keep", label=record.catalog.questions[question].label)


def answer(record: Record, question: str, given: Given, signed: Signature, *, kept: bool, asks_back: bool) -> bool:
    """Writes an answer down, or confirms one that is the same. Whether it draws a follow-up of form."""
    given = _with_what_stands(record, question, given)
    entry = record.entries.setdefault(question, Entry())
    amends = _moves_nothing(record, question, entry, given)
    unknowns = _unknowns(record, question, given, signed)
    written = _how(entry, given)
    if _same_again(record, question, Given(given.values, written=written), unknowns):
        entry.confirmed = record.seq
        return False
    _written(
        record,
        question,
        Answer(
            values=given.values,
            unknowns=unknowns,
            written=dict(written),
            amends=amends,
            author=signed.by,
            at=signed.at,
            seq=record.seq,
            kept=kept,
            reply_ts=signed.reply_ts,
        ),
    )
    stated = Given(given.values, {id: unknown.kind for id, unknown in unknowns.items()})
    return not kept and _asks_back(record, record.catalog.questions[question], stated, form=asks_back)


def follow(record: Record, question: str, signed: Signature, but: Collection[str]) -> None:
    """Other answers that hold the words of this one, as they were before, take the new ones over.

    The problem stands in two questions, and the second only confirmed what the first said. `but` are those that were
    answered in the same act. What was asked back about one is met by its own author.
    """
    versions = said_to(record, question).answers[-2:]
    if record.catalog.of_old or len(versions) < _CHANGED or versions[-1].seq != record.seq:
        return
    before, now = versions
    for id, entry in record.entries.items():
        copied = _copied(record, id, question, before) if id not in {question, *but} else {}
        new = {field: now.values[of] for field, of in copied.items() if now.values.get(of)}
        if entry.answer and not entry.waiting_followup and any(entry.answer.values[at] != new[at] for at in new):
            told = {"author": signed.by, "at": signed.at, "seq": record.seq, "amends": now.amends, "reply_ts": None}
            entry.answers.append(entry.answer.model_copy(update={**told, "values": {**entry.answer.values, **new}}))


_CHANGED = 2
"""Versions of an answer that has been changed."""


def _copied(record: Record, question: str, source: str, before: Answer) -> dict[str, str]:
    """The fields of words that say what another question's field said, by the name of that field."""
    answer = said_to(record, question).answer
    if answer is None or answer.skipped is not None or answer.kept or not quoting.is_asked(record, question):
        return {}
    wordy = [field for field in record.catalog.questions[question].fields if field.kind in (Kind.TEXT, Kind.LINE)]
    paths = ((field.id, quoting.filled(record, path)) for field in wordy for path in field.known_from)
    found = {id: path.rpartition(".")[2] for id, path in paths if path.rpartition(".")[0] == source}
    return {id: of for id, of in found.items() if answer.values.get(id) and answer.values[id] == before.values.get(of)}


def not_known(record: Record, question: str, unknowns: Mapping[str, Unknown], signed: Signature) -> None:
    """Writes down what is not known beside what was answered so far.

    The values of the other fields stay, and amounts of which a part is known; what was sent back is a version before.
    """
    before = said_to(record, question).answer
    new = Answer(values={}, author=signed.by, at=signed.at, seq=record.seq)
    if before is not None:
        new = before.model_copy(update={"author": signed.by, "at": signed.at, "seq": record.seq, "amends": True})
    values = {field: value for field, value in new.values.items() if field not in unknowns or _is_partly_known(value)}
    _written(record, question, new.model_copy(update={"values": values, "unknowns": {**new.unknowns, **unknowns}}))


def _is_partly_known(value: Value) -> bool:
    return isinstance(value, list) and None in value


def skip(record: Record, question: str, reason: str, signed: Signature) -> None:
    """Writes down that a question does not apply, and why."""
    _written(record, question, Answer(values={}, author=signed.by, at=signed.at, seq=record.seq, skipped=reason))


def stands(record: Record, question: str, clash: str, reason: str, by: str) -> None:
    """Writes down why two answers that seem to clash both hold."""
    record.entries[question].asked_back.append(
        AskedBack(
            rule=contradictions.STANDS + clash, kind="clash", seq=record.seq, outcome="waived", reason=reason, by=by
        )
    )


def problem_with(met: Met) -> Sentence | None:
    """Why words are no answer to an objection: a single one, or that nobody knows and no day by which somebody will."""
    if met.promise is None and ignorance_in(met.text):
        return Sentence("problem.unknown_met")
    if len(met.text.split()) < FEWEST_WORDS and len(met.text.strip()) < AS_LONG_AS:
        return Sentence("problem.sentence")
    return None


FEWEST_WORDS, AS_LONG_AS = 2, 12
"""Words of an answer to an objection; characters, where a language writes none apart (ours)."""


def meet(record: Record, question: str, met: Met, by: str) -> None:
    """Writes down how an objection was met."""
    record.entries[question].asked_back.append(
        AskedBack(
            rule=OBJECTION + met.name,
            kind="objection",
            seq=record.seq,
            outcome=met.outcome,
            reason=met.text.strip(),
            by=by,
        )
    )


def judgement(record: Record, question: str, verdict: Verdict, signed: Signature, reason: str = "") -> None:
    """Writes down what was said of the present version of an answer."""
    entry = record.entries[question]
    entry.judgements.append(
        Judgement(verdict=verdict, by=signed.by, at=signed.at, seq=record.seq, of_answer=entry.changed, reason=reason)
    )


def said_to(record: Record, question: str) -> Entry:
    """All that was said to a question so far; reading leaves no trace."""
    return record.entries.get(question, Entry())


def _with_what_stands(record: Record, question: str, given: Given) -> Given:
    """The values given, and those that stand of fields which another track asks."""
    before, asked = said_to(record, question).answer, record.catalog.questions[question]
    unasked = {id: value for id, value in before.values.items() if not asked.asks(id)} if before else {}
    return given._replace(values={**unasked, **given.values}) if unasked else given


def _unknowns(record: Record, question: str, given: Given, signed: Signature) -> dict[str, Unknown]:
    """What is said not to be known: as it stood, with its day, where the same is said again or the field is left.

    Said again when its day has come, it stands as said, without a day.
    """
    before = said_to(record, question).answer
    stood = dict(before.unknowns) if before else {}
    holding = {(id, unknown.kind): unknown for id, unknown in stood.items() if not unknown.due}
    said = {
        id: holding.get((id, kind)) or Unknown(kind=kind, by=signed.by, at=signed.at)
        for id, kind in given.unknown.items()
    }
    gone = {*given.values, *given.emptied, *said}
    left = {id: unknown for id, unknown in stood.items() if id not in gone}
    return {**left, **said}


def _moves_nothing(record: Record, question: str, entry: Entry, given: Given) -> bool:
    """Whether what rests on an answer has not moved by another version of it."""
    return (
        _is_asked_for(record, question, entry)
        or _fills_in(entry, given)
        or (not record.catalog.of_old and only_follows(record, question, given.values))
    )


def _is_asked_for(record: Record, question: str, entry: Entry) -> bool:
    """Whether the bot asked for another version: it asked back about this one, or lacked or doubted something in it."""
    if entry.answer is None:
        return False
    asked_back = any(not asked.outcome and asked.seq == entry.changed for asked in entry.asked_back)
    return asked_back or is_due(record, question) or state(Findings(record), question) in _ASKED_FOR


def _fills_in(entry: Entry, given: Given) -> bool:
    """Whether all that was known stays: it says what nobody knew before, or in which unit. So nothing has moved."""
    before = entry.answer
    return (
        before is not None
        and (bool(before.unknowns) or before.values == given.values)
        and not before.skipped
        and all(given.values.get(field) == value for field, value in before.values.items())
    )


_ASKED_FOR = frozenset({State.CHALLENGED, State.CONTRADICTED, State.INCOMPLETE, State.OBJECTED, State.PARTLY})


def _how(entry: Entry, given: Given) -> Mapping[str, Written]:
    """How values are written: as it is said; else as those were that are the same as before."""
    if given.written is not None or entry.answer is None:
        return given.written or {}
    before = entry.answer
    return {id: how for id, how in before.written.items() if given.values.get(id) == before.values.get(id)}


def _same_again(record: Record, question: str, given: Given, unknowns: Mapping[str, Unknown]) -> bool:
    """The same, written the same way: a unit added to a number is another version."""
    before = said_to(record, question).answer
    new = (given.values, unknowns, given.written)
    same = before is not None and (before.values, before.unknowns, before.written) == new and not before.skipped
    return same and state(Findings(record), question) in {State.STALE, *SETTLED}


def _written(record: Record, question: str, new: Answer) -> None:
    entry = record.entries.setdefault(question, Entry())
    entry.answers.append(new)
    for asked in entry.asked_back:
        asked.outcome = asked.outcome or "answered"
    turns.answered(record, question)


def _asks_back(record: Record, question: Question, given: Given, *, form: bool) -> bool:
    entry = record.entries[question.id]
    already = {asked.kind for asked in entry.asked_back} | (set() if form else {"form"})
    words = language.words_for(record, question, given.values, entry.answer.author if entry.answer else "")
    rule = evidence.drawn(record.catalog, question, given.values, already, words, given.unknown)
    if rule is None:
        return False
    entry.asked_back.append(AskedBack(rule=rule.id, kind=rule.kind, seq=record.seq))
    return rule.kind == "form"


def _beside(question: str, field: AnswerField, key: str) -> BadFields:
    return BadFields({f"{question}.{field.id}": Sentence(key)})

"""Yes, on a condition: who finds a thing out by when, and what rings them. The acts ask who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dialogs import working_hours
from dialogs.answers.unknowns import Ignorance
from dialogs.errors import BadFields, Sentence
from dialogs.findings import Findings
from dialogs.findings.candidates import is_passed_over
from dialogs.findings.objections.excuses import said_before
from dialogs.flow import promises, reminders
from dialogs.flow.promises import Promise
from dialogs.record import quoting
from dialogs.record.parts import Condition, Lapsed, Note
from dialogs.record.record import Record
from dialogs.scoping import entries, permissions


def promised(
    record: Record, accepted: Sequence[str], conditions: Mapping[str, Promise], by: str, now: datetime
) -> dict[str, Promise]:
    """Who finds out what is not known of the accepted answers, and by when; and what was given beside others."""
    unknowns = promises.by_question(Findings(record))
    given = {question: promise for question, promise in conditions.items() if question in accepted}
    said = {question: promises.promised(unknowns[question]) for question in accepted if question in unknowns}
    check_days(record, given, by, now)
    made = {question: given.get(question) or promise for question, promise in said.items()} | given
    if lacking := [question for question, promise in made.items() if promise is None]:
        raise BadFields({f"day.{question}": Sentence("problem.condition_day") for question in lacking})
    return {question: promise for question, promise in made.items() if promise}


def keep_promises(record: Record, now: datetime) -> None:
    """What somebody would find out by a day rings them on it, also after the ending; of a candidate passed over, no."""
    open_now = {condition.about for condition in record.open_conditions}
    for question, unknowns in promises.by_question(Findings(record)).items():
        promise = promises.promised(unknowns)
        counts = quoting.is_asked(record, question) and not is_passed_over(record, unknowns[0].path)
        if promise and question not in open_now and counts:
            add(record, question, promise, promise.owner, now)


def add(
    record: Record,
    about: str,
    promise: Promise,
    by: str,
    now: datetime,
    *,
    assumes: tuple[str, str] | None = None,
    objection: str = "",
    proves: bool = False,
) -> None:
    """Once for each thing: another word about the same takes the place of the one before."""
    thing = (about, assumes[0] if assumes else "", objection, proves, bool(promise.text))
    for condition in record.open_conditions:
        taken = condition.assumes[0] if condition.assumes else ""
        if (condition.about, taken, condition.objection, condition.proves, bool(condition.text)) == thing:
            record.conditions.remove(condition)
    there = [*record.conditions, *(one.condition for one in record.lapsed)]
    number = 1 + max((int(condition.id) for condition in there), default=0)
    made = Condition(
        id=str(number),
        about=about,
        text=promise.text,
        owner=promise.owner,
        due=promise.due,
        by=by,
        at=now,
        objection=objection,
        proves=proves,
        assumes=assumes,
    )
    ring_on(record, made)
    record.conditions.append(made)


def withdraw(record: Record, objection: str) -> None:
    """An objection is answered anew: what was promised the last time is not what is said now."""
    for condition in record.open_conditions:
        if condition.objection == objection:
            record.conditions.remove(condition)


def follow_objections(findings: Findings, now: datetime) -> bool:
    """A promise lapses with the objection it was made to, or with the answer it was made in; it comes back with them.

    Returns whether any did. What has come out stays, and so does all of an old record.
    """
    record = findings.record
    if record.catalog.of_old:
        return False
    gone = [one for one in record.conditions if one.objection and not one.closed and not _counts(findings, one)]
    back = [one for one in record.lapsed if _counts(findings, one.condition, before=one.seq)]
    record.conditions = [*(one for one in record.conditions if one not in gone), *(one.condition for one in back)]
    record.lapsed = [
        *(one for one in record.lapsed if one not in back),
        *(Lapsed(condition=one, seq=record.seq, at=now) for one in gone),
    ]
    return bool(gone or back)


def _counts(findings: Findings, promise: Condition, before: int | None = None) -> bool:
    """Whether an objection holds, and the last that was said to it, with a promise; `before` that lapsed, if it did."""
    found = next((one for one in findings.objecting.about(promise.about) if one.name == promise.objection), None)
    excuse = found.excuse if found else None
    if found is None or excuse is None or said_before(findings.record, found.name, found.question, excuse):
        return False
    return before is None or excuse.seq < before


def close_met(record: Record, by: str, now: datetime) -> None:
    """A condition is met when what was unknown is known; whether its own words are, somebody has to say.

    What is not known of a stage that an answer led back from is not known all the same.
    """
    for condition in record.open_conditions:
        if condition.text:
            continue
        if _is_known(record, condition):
            condition.closed, condition.met = Note(text="", by=by, at=now), True


def _is_known(record: Record, condition: Condition) -> bool:
    if condition.assumes:
        return record.value(condition.assumes[0]) is not None
    answer = entries.said_to(record, condition.about).answer
    asked = record.catalog.questions[condition.about]
    still = (one.kind for name, one in answer.unknowns.items() if asked.asks(name)) if answer else ()
    return answer is not None and all(kind is Ignorance.NOT_APPLICABLE for kind in still)


def ask_for(record: Record, condition: Condition) -> None:
    """What a condition was to find out is to be known now, by its owner; what is known by now is not asked.

    A director who finds something out does not answer: that is asked of whoever said that nobody knows.
    """
    answer = entries.said_to(record, condition.about).answer
    answers = permissions.may(record, "answer", condition.owner)
    taken = condition.assumes[0].rpartition(".")[2] if condition.assumes else ""
    for field, unknown in answer.unknowns.items() if answer and not condition.text else ():
        if not taken or field == taken:
            unknown.due, unknown.owner = True, condition.owner if answers else unknown.owner
            unknown.until = unknown.until or condition.due


def remind_of(record: Record, person: str, keys: Sequence[str], at: datetime, *, told: bool = False) -> None:
    """Its owner is rung again; the director, once `told`, is not."""
    for condition in record.open_conditions:
        if reminders.CONDITION + condition.id not in keys:
            continue
        if person == condition.owner:
            condition.remind_at = at
        else:
            condition.director_at = None if told else at


def check_days(record: Record, conditions: Mapping[str, Promise], by: str, now: datetime) -> None:
    """Raises BadFields, `day.<question>`, for days that are past or too far away."""
    if problems := wrong_days(record, conditions, by, now):
        raise BadFields(problems)


def wrong_days(record: Record, conditions: Mapping[str, Promise], by: str, now: datetime) -> dict[str, Sentence]:
    """What is wrong with days that are past or too far away, by `day.<question>`."""
    return {
        f"day.{q}": problem
        for q, one in conditions.items()
        if (problem := _day_problem(record, one.due, by, now, WITHIN))
    }


WITHIN = 366
"""Days a condition or a proof may take at most (ours): what takes longer shows nothing in time."""


def check_proof(record: Record, promise: Promise, by: str, now: datetime) -> None:
    """Raises BadFields: `text` for a proof without words, `day.` for a day that is past or more than a year away."""
    today = working_hours.local_day(now, record.tz(by))
    found = {"day.": working_hours.problem_with(promise.due, today, WITHIN)}
    found["text"] = None if promise.text.strip() else Sentence("problem.proof_text")
    if problems := {field: problem for field, problem in found.items() if problem}:
        raise BadFields(problems)


def check_day(record: Record, day: date, by: str, now: datetime) -> None:
    """The same for one day by which an answer is promised: BadFields, `day`."""
    if problem := _day_problem(record, day, by, now, working_hours.PROMISED_AT_MOST_DAYS):
        raise BadFields({"day": problem})


def _day_problem(record: Record, day: date, by: str, now: datetime, most: int) -> Sentence | None:
    return working_hours.problem_with(day, working_hours.local_day(now, record.tz(by)), most)


def ring_on(record: Record, condition: Condition) -> None:
    """Its owner on its day, the director when nothing has come of it two working days later."""
    condition.remind_at = working_hours.on_day(condition.due, record.tz(condition.owner), record.working)
    condition.director_at = two_days(record, condition.remind_at, record.examiner)


def two_days(record: Record, now: datetime, person: str) -> datetime:
    """Two working days on, in somebody's own hours."""
    return working_hours.due_after(now, working_hours.DUE_AFTER, record.tz(person), record.working)

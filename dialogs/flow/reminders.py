"""When things are due and who is rung, in each person's own working days and hours. Pure: `now` is an argument."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from dialogs.catalog.tracks import ENDINGS
from dialogs.findings import Findings
from dialogs.flow import pulse, tasks, turns
from dialogs.flow.objecting import OBJECT
from dialogs.flow.pulse import PULSE
from dialogs.flow.tasks import EXAMINE
from dialogs.record.parts import TAPS, Condition, Ring
from dialogs.record.record import Record
from dialogs.working_hours import DUE_AFTER, clock_at, due_after, into_working_hours, local_day, on_day, zone

CONDITION = "condition:"
"""What the key of a condition begins with, where it is owed like an item."""


class Owed(NamedTuple):
    """One thing a person owes: the item, and the questions in it that are theirs."""

    item: str
    questions: tuple[str, ...]
    due_at: datetime


def due_for(findings: Findings, person: str, now: datetime) -> list[Owed]:
    """All a person owes that is due by the end of their day, what most waits for first."""
    record = findings.record
    tz = record.tz(person)
    end_of_day = clock_at(now.astimezone(zone(tz)).date() + timedelta(days=1), time(0), tz)
    owed = [owed for owed in owed_by(findings, person) if owed.due_at < end_of_day]
    return sorted(owed, key=lambda one: (-record.catalog.waiting_on(one.questions), one.due_at))


def owed_by(findings: Findings, person: str) -> Iterator[Owed]:
    """Everything a person owes now, due or not: items, and conditions whose day has come."""
    for whose, condition, at in _conditions(findings.record):
        if whose == person:
            yield Owed(CONDITION + condition.id, (), at)
    for key, item in tasks.owed_items(findings):
        if person in _owing(findings.record, key) and item.due_at:
            yield Owed(key, tasks.open_questions(findings, key), item.due_at)


def _owing(record: Record, key: str) -> list[str]:
    """Who is reminded of an item: of anonymous taps everybody, since nobody can say who is missing."""
    if key == PULSE and pulse.mark(record) == TAPS:
        return pulse.people(record)
    return turns.debtors(record, key)


def still_owed(findings: Findings) -> set[str]:
    """The keys of everything that is owed: items, and conditions."""
    conditions = {CONDITION + condition.id for condition in _ringing(findings.record)}
    return conditions | {key for key, _ in tasks.owed_items(findings)}


def became(findings: Findings, item: str, person: str, since: datetime) -> str:
    """What became of something somebody was reminded of: nothing yet, or `done` by them, `over` for them, `parked`."""
    record = findings.record
    if item.startswith(CONDITION):
        theirs = [one for one in _ringing(record) if CONDITION + one.id == item]
        is_open = any(person in (one.owner, record.director, record.delegate) for one in theirs)
    elif record.parked:
        return "parked"
    else:
        is_open = item in {owed.item for owed in owed_by(findings, person)}
    if is_open:
        return ""
    return "done" if _has_acted(record, item, person, since) else "over"


def _has_acted(record: Record, item: str, person: str, since: datetime) -> bool:
    """Whether somebody did something about an item; of the pulse nobody can tell."""
    moments = [(one.by, one.at) for one in record.conditions]
    moments += [(one.closed.by, one.closed.at) for one in record.conditions if one.closed]
    moments += [(record.ending.by, record.ending.at)] if record.ending else []
    for question in _questions_of(record, item):
        entry = record.entries.get(question)
        if entry is None:
            continue
        if item.startswith(OBJECT) and any(back.by == person for back in entry.asked_back):
            return True
        moments += [(answer.author, answer.at) for answer in entry.answers]
        moments += [(judgement.by, judgement.at) for judgement in entry.judgements]
    return item != PULSE and any(by == person and at >= since for by, at in moments)


def _questions_of(record: Record, item: str) -> list[str]:
    """The questions an item is about: its own, those of its form, or of its stage."""
    catalog, name = record.catalog, item.removeprefix(OBJECT).removeprefix(EXAMINE)
    if name in catalog.questions:
        return [name]
    if name in catalog.stages and item != name:
        return [question.id for question in catalog.stages[name].questions]
    return [question for question, form in catalog.form_of.items() if form == name]


def _conditions(record: Record) -> Iterator[tuple[str, Condition, datetime]]:
    """Who is rung for which condition, and when: its owner, and the director once, where the day has passed."""
    for condition in _ringing(record):
        if condition.remind_at:
            yield condition.owner, condition, condition.remind_at
        if condition.director_at and condition.owner != record.examiner:
            yield record.examiner, condition, condition.director_at


def _ringing(record: Record) -> list[Condition]:
    """The conditions that ring somebody: from their day on, also after a yes; not of what was given up."""
    given_up = record.ending is not None and not ENDINGS[record.ending.outcome]
    return [] if given_up else record.open_conditions


def to_ring(findings: Findings, now: datetime, *, asked_for: bool = False) -> list[str]:
    """Whom to remind now: something of theirs is due, they are at work, and nobody rang them today.

    With `asked_for` (somebody typed /scope remind) working hours and snoozes do not count; the once-a-day rule does.
    """
    record = findings.record
    if record.parked:
        return []
    return [person for person in record.everyone() if _should_ring(findings, person, now, asked_for)]


def _should_ring(findings: Findings, person: str, now: datetime, asked_for: bool) -> bool:
    record = findings.record
    if rung_today(record.rings.get(person), record.tz(person), now):
        return False
    owed = list(owed_by(findings, person))
    if asked_for:
        return any(one.due_at <= now for one in owed)
    due = any(at <= now for one in owed if (at := _remind_at(record, person, one.item, one.due_at)))
    return due and into_working_hours(now, record.tz(person), record.working) == now.astimezone(UTC)


def can_be_put_off(findings: Findings, person: str, now: datetime) -> bool:
    """Whether a reminder of theirs is due by the item's own count; the pulse's may have been put off for all."""
    return any(at <= now for one in owed_by(findings, person) if (at := _own_moment(findings.record, one)))


def _own_moment(record: Record, owed: Owed) -> datetime | None:
    return owed.due_at if owed.item.startswith(CONDITION) else record.items[owed.item].remind_at


def rung_today(ring: Ring | None, tz: str, now: datetime) -> bool:
    """Whether a reminder reached somebody today, or is under way; a refused one does not count."""
    return ring is not None and ring.ts != "" and ring.day == local_day(now, tz)


def next_look(findings: Findings) -> datetime | None:
    """When somebody may have to be reminded next, or would know something; None when nothing is owed, or parked."""
    record = findings.record
    if record.parked:
        return None
    moments = [into_working_hours(at, record.tz(person), record.working) for person, at in _reminders(findings)]
    return min([*moments, *_known_by(findings)], default=None)


def _known_by(findings: Findings) -> Iterator[datetime]:
    """The mornings of the days by which somebody would know something."""
    record = findings.record
    for one in findings.unknowns:
        if one.unknown.until and not one.unknown.due and not record.ending:
            yield on_day(one.unknown.until, record.tz(one.owner), record.working)


def next_reminder(findings: Findings) -> tuple[str, datetime] | None:
    """Who is reminded next, and when."""
    record = findings.record
    moments = [
        (into_working_hours(at, record.tz(person), record.working), person) for person, at in _reminders(findings)
    ]
    if record.parked or not moments:
        return None
    at, person = min(moments)
    return person, at


def _reminders(findings: Findings) -> Iterator[tuple[str, datetime]]:
    record = findings.record
    for person, _, on in _conditions(record):
        yield person, _not_before_tomorrow(record, person, on)
    for key, _ in tasks.owed_items(findings):
        for person in _owing(record, key):
            if at := _remind_at(record, person, key):
                yield person, _not_before_tomorrow(record, person, at)


def _remind_at(record: Record, person: str, key: str, due_at: datetime | None = None) -> datetime | None:
    """When somebody is to be reminded of an item.

    The pulse is everybody's, and a reminder to one puts it off: who works at other hours has their turn all the same,
    when it is due, and then two working days after a reminder of their own.
    """
    if key.startswith(CONDITION):
        return due_at
    item, ring = record.items[key], record.rings.get(person)
    if key != PULSE or item.remind_at is None or item.due_at is None:
        return item.remind_at
    tz = record.tz(person)
    if ring is None or key not in ring.items or ring.day < local_day(item.due_at, tz):
        return min(item.remind_at, item.due_at)
    return min(item.remind_at, due_after(ring.claimed_at, DUE_AFTER, tz, record.working))


def _not_before_tomorrow(record: Record, person: str, at: datetime) -> datetime:
    """A person who was rung today is not rung again before their next day."""
    ring = record.rings.get(person)
    if ring is None:
        return at
    return max(at, clock_at(ring.day + timedelta(days=1), time(0), record.tz(person)))

"""Who finds out what is not known, and by when: what was promised, or what is usual where nobody said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from dialogs import working_hours
from dialogs.answers.promised import promised as promised_in
from dialogs.answers.spans import lasts_until
from dialogs.answers.values import Unreadable
from dialogs.findings import Findings, plan
from dialogs.findings.values import NotKnown
from dialogs.record.parts import Condition, Judgement, Verdict
from dialogs.record.record import Record

USUALLY_AFTER = 10
"""Working days somebody has to find a thing out, where no day was named (ours)."""


YEAR = timedelta(days=350)
"""How far ahead a milestone may lie that ends a proof."""


class Promise(NamedTuple):
    """Who finds something out, and by when; `text` where a word of the director's says what must happen."""

    owner: str
    due: date
    text: str = ""


def by_question(findings: Findings) -> dict[str, list[NotKnown]]:
    """What is not known, by the question it stands in, in the order it was asked."""
    unknowns: dict[str, list[NotKnown]] = {}
    for one in findings.unknowns:
        unknowns.setdefault(one.path.rpartition(".")[0], []).append(one)
    return unknowns


def promised(unknowns: list[NotKnown]) -> Promise | None:
    """What was promised of a question: the first who named a day, and that day."""
    return next((Promise(one.owner, one.unknown.until) for one in unknowns if one.unknown.until), None)


def usual(findings: Findings, question: str, now: datetime) -> Promise:
    """As it was promised, from today on, with an objection too; else whoever gave the answer, in ten working days."""
    record = findings.record
    if (met := _met_with(record, question)) and met.due >= working_hours.local_day(now, record.tz(met.owner)):
        return Promise(_there(record, met.owner), met.due)
    unknowns = by_question(findings).get(question, [])
    entry = record.entries.get(question)
    author = entry.answer.author if entry and entry.answer else record.initiator
    said = promised(unknowns)
    owner = _there(record, said.owner if said else unknowns[0].owner if unknowns else author)
    if said and said.due >= working_hours.local_day(now, record.tz(owner)):
        return Promise(owner, said.due)
    return Promise(owner, in_ten_days(record, owner, now))


def on_condition(findings: Findings, question: str, text: str, now: datetime) -> Promise:
    """What an answer is accepted on, in the director's words: by whom and when they say, else as is usual."""
    record, otherwise = findings.record, usual(findings, question, now)
    try:
        said = in_words(record, text, otherwise.owner, now)
        by_a_day = in_words(record, text, otherwise.owner, now, dated=True)
    except Unreadable:  # the window asks for a day all the same
        return otherwise
    return Promise(said.owner if said else otherwise.owner, by_a_day.due if by_a_day else otherwise.due)


def _met_with(record: Record, question: str) -> Condition | None:
    """What somebody promised in answer to an objection to it."""
    return next((one for one in record.open_conditions if one.about == question and one.objection), None)


def in_words(record: Record, text: str, by: str, now: datetime, *, dated: bool = False) -> Promise | None:
    """What an answer in words says that somebody sees to: “Tom asks the works council by 15 January”.

    Whoever is named and takes part here, else who said it; where no day is named, in ten working days, or nothing is
    promised (`dated`). None where nothing is. Raises Unreadable for a day that may be two, or is none.
    """
    people = [person for person in record.everyone() if record.takes_part(person) or person == by]
    named = {name: person for person in reversed(people) for name in _called(record.name(person))}
    today = working_hours.local_day(now, record.tz(by))
    found = promised_in(text, list(named), today)
    if found is None or (dated and not found.day) or (found.day and found.day > today + YEAR):
        return None
    owner = named.get(found.who, by)
    return Promise(owner, found.day or in_ten_days(record, owner, now), found.what)


def _called(name: str) -> tuple[str, ...]:
    """What somebody is called: the whole name, or the first of several."""
    first = name.split(" ")[0]
    return (name,) if first == name or len(first) < _FEWEST_LETTERS else (name, first)


_FEWEST_LETTERS = 2
"""“J. Doe” is not called “J.”, nor “J”."""


def in_ten_days(record: Record, owner: str, now: datetime) -> date:
    """The day that is ten working days off for somebody."""
    tz = record.tz(owner)
    return working_hours.local_day(working_hours.due_after(now, USUALLY_AFTER, tz, record.working), tz)


def of_a_proof(findings: Findings, now: datetime) -> Promise:
    """What a proof of concept has to show: by the first milestone once there is something to show; the initiator's.

    That is as soon as the plan has it evaluated, and its line can have held as long as it is to hold; where no
    milestone comes within a year of that, on that day itself. The last of several milestones is what comes of it, and
    too late for a proof.
    """
    record = findings.record
    usually = in_ten_days(record, record.initiator, now)
    held = lasts_until(record.text("eval.1.goal"), plan.evaluated_on(record) or usually)
    shows = max(usually, min(held, usually + YEAR))
    before_use = findings.milestones[:-1] or findings.milestones
    to_come = (stone.day for stone in before_use if shows <= stone.day <= usually + YEAR)
    return Promise(record.initiator, min(to_come, default=shows))


def _there(record: Record, person: str) -> str:
    return person if record.takes_part(person) else record.initiator


def was_made_with(condition: Condition, question: str, judgement: Judgement) -> bool:
    """Whether a condition was made as an answer was accepted."""
    made = condition.about == question and condition.at == judgement.at
    return made and not condition.assumes and judgement.verdict is Verdict.ACCEPTED


def signed_on(record: Record) -> list[Condition]:
    """The conditions of a yes: those that were open at the ending, whatever became of them since; before it, now."""
    ending = record.ending
    return [one for one in record.conditions if not one.closed or (ending and one.closed.at > ending.at)]

"""The least that a scoping costs its people by its forms and acceptances alone: what they set, whoever fills them in.

Counted from the catalogue and from what was answered at the end, as one who makes no detour would do it:

- the start: the director, each of the team and a track that is not the first are picked, the window is sent in
- a form, or a question asked alone, or a line of a board: opened and sent in; where earlier answers say all of it,
  one press. In it a pick for each option chosen and each day, unless earlier answers, or a default, filled it in
- a stage the director examines: opened, accepted all at once, sent in; a fork that hangs on something unknown the same
- the pulse: each answer opened, five picks and sent in; closed with one press and one more that says so. A talk: one
- the ending: *Sign off* and one press more; any other is a window with its reason, opened (`/scope cancel` is
  typed) and sent in

Not in it: handing on, asking back, objections, sending back, *Don't know yet…*, reading, widening. Those are what the
case is about; how far they take it above the floor is the ratio.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.words.figures import counted, figure
from dialogs.catalog import Kind, Layout, Question
from dialogs.flow import stages
from dialogs.flow.pulse import PULSE
from dialogs.flow.tasks import ASSUME, EXAMINE
from dialogs.record import quoting
from dialogs.record.parts import TAPS
from dialogs.record.record import Record
from dialogs.verdicts.readiness import ELEMENTS
from practice.rehearsal.case import Case
from practice.rehearsal.effort import Effort


class Step(NamedTuple):
    """Something that has to be done: its clicks, and the windows it opens."""

    clicks: int
    windows: int = 1


OPEN_AND_SEND = 2
SURE = 2
"""A press, and one more that says so."""
SIGNED = frozenset(row.dest for row in stages.SIGNED if row.trigger == "sign")


def floor(case: Case, record: Record) -> Step:
    """Clicks and windows of the whole scoping, added up."""
    steps = [_start(case), *_forms(record), *_examined(record), *_pulse(record), *_ending(record)]
    return Step(sum(step.clicks for step in steps), sum(step.windows for step in steps))


def told(effort: Effort, least: Step) -> str:
    """What a case cost, beside the least it could: two lines."""
    messages = ((effort.in_thread, "in the thread"), (effort.in_channel, "in the channel"), (effort.direct, "direct"))
    return (
        f"{counted(effort.clicks, 'click')} (its forms and acceptances alone: {least.clicks}, "
        f"{effort.clicks / least.clicks:.2f} times that), {counted(effort.windows, 'window')} ({least.windows}, "
        f"{effort.windows / max(1, least.windows):.2f}), {counted(effort.fields, 'field')} typed with "
        f"{figure(effort.characters)} characters. "
        f"scopebot's messages: {', '.join(f'{count} {where}' for count, where in messages)}."
    )


def _start(case: Case) -> Step:
    return Step(1 + len(case.team) + bool(case.track) + 1)


def _forms(record: Record) -> Iterator[Step]:
    """What was answered, by the windows it is asked in."""
    windows: dict[str, list[Question]] = {}
    for stage in record.walked:
        if stage not in record.catalog.stages:
            continue
        found = record.catalog.stages[stage]
        for question in quoting.active_questions(record, found):
            if question.id in record.entries and record.entries[question.id].answer:
                together = found.layout is Layout.FORM
                key = record.catalog.form_of[question.id] if together else question.id
                windows.setdefault(key, []).append(question)
    for questions in windows.values():
        only_to_confirm = all(quoting.is_known(record, question) for question in questions)
        picks = sum(_picks(record, question) for question in questions)
        yield Step(1, 0) if only_to_confirm and not picks else Step(OPEN_AND_SEND + picks)


def _picks(record: Record, question: Question) -> int:
    """What is to be picked for an answer; what was kept of the first exam is one box."""
    answer = record.entries[question.id].answer
    if answer is None or answer.skipped is not None:
        return 0
    if answer.kept:
        return 1
    known = quoting.known(record, question)
    picked = 0
    for field in question.fields:
        value = answer.values.get(field.id)
        if value is None or value == known.get(field.id):
            continue
        if field.kind in (Kind.CHOICE, Kind.DATE):
            picked += 1
        elif field.kind is Kind.CHOICES and isinstance(value, list):
            picked += len(value)
    return picked


def _examined(record: Record) -> Iterator[Step]:
    for key, item in record.items.items():
        if item.calls and key.startswith((EXAMINE, ASSUME)):
            yield Step(OPEN_AND_SEND + 1)


def _pulse(record: Record) -> Iterator[Step]:
    closed = record.pulse.closed
    if PULSE not in record.items or closed is None:
        return
    taps = closed.about == TAPS
    yield Step(record.pulse.answers * (OPEN_AND_SEND + len(ELEMENTS)) + (SURE if taps else 1), record.pulse.answers)


def _ending(record: Record) -> Iterator[Step]:
    outcome = record.ending.outcome if record.ending else "no_ai"
    if outcome != "no_ai":
        yield Step(SURE, 0) if outcome in SIGNED else Step(1 if outcome == "cancelled" else OPEN_AND_SEND)

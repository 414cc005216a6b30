"""Values of a record as the judgements want them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dialogs.answers.unknowns import Ignorance
from dialogs.record.parts import Unknown
from dialogs.record.quoting import active_questions
from dialogs.record.record import Record


def answered(record: Record, *questions: str) -> bool:
    """Whether each of these has an answer; that it does not apply is one."""
    return all((entry := record.entries.get(question)) and entry.answer for question in questions)


def ticked(record: Record, path: str) -> list[str]:
    """The options that were ticked."""
    value = record.value(path)
    return [str(option) for option in value] if isinstance(value, list) else []


def is_higher(better: str | None) -> bool | None:
    """Whether a metric is the better the higher it is; None where nobody said."""
    return None if better is None else better == "higher"


def number(cell: object) -> float | None:
    return None if cell is None or cell == "" else float(str(cell))


def three(value: object) -> list[object]:
    """The three amounts of an answer; three times None where there are none."""
    return value if isinstance(value, list) and len(value) == 3 else [None, None, None]


def whole(cell: object) -> int | None:
    """A whole number; None where nobody gave one."""
    given = number(cell)
    return None if given is None else round(given)


def day(cell: object) -> date:
    assert isinstance(cell, date)
    return cell


def axis(time: date | float) -> float:
    """Days count from a fixed one: only the distance between two times matters."""
    return float(time.toordinal()) if isinstance(time, date) else float(time)


class NotKnown(NamedTuple):
    """One input that is not known: where it stands, what was said of it, and who finds it out."""

    path: str
    unknown: Unknown
    owner: str


def unknowns(record: Record) -> tuple[NotKnown, ...]:
    """All that somebody said is not known, of the questions asked on the way so far; what does not apply apart."""
    stages = (record.catalog.stages[stage] for stage in record.walked if stage in record.catalog.stages)
    asked = [question.id for stage in stages for question in active_questions(record, stage)]
    answers = ((id, entry.answer) for id in asked if (entry := record.entries.get(id)) and entry.answer)
    return tuple(
        NotKnown(f"{id}.{field}", unknown, unknown.owner or unknown.by)
        for id, answer in answers
        for field, said in answer.unknowns.items()
        if (unknown := record.as_agreed(id, said)).kind is not Ignorance.NOT_APPLICABLE
        and record.catalog.questions[id].asks(field)
    )

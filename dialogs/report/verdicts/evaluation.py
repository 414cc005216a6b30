"""Reads the business's number and the model's off a scoping, as they are and as they were."""

from __future__ import annotations

from datetime import date

from dialogs.answers.written import NOTHING
from dialogs.findings.values import is_higher
from dialogs.record import parts
from dialogs.record.record import Record
from dialogs.report.answers import answered
from dialogs.report.judged import Evaluation
from dialogs.report.quotes import words


def evaluation(record: Record) -> Evaluation | None:
    """The business's number and the model's."""
    if not answered(record, "problem.4", "eval.1", "eval.2", "eval.3"):
        return None
    by = record.text("problem.4.by")

    def unit(path: str) -> str:
        return record.written(path).unit

    return Evaluation(
        business=words(record, "problem.4.metric"),
        today=record.number("problem.4.today"),
        aim=record.number("problem.4.goal"),
        by=date.fromisoformat(by) if by else None,
        goal=words(record, "eval.1.goal"),
        metric=words(record, "eval.2.metric"),
        target=record.number("eval.2.target"),
        higher_is_better=is_higher(record.choice("eval.2.better")),
        worth=words(record, "eval.2.worth"),
        diverge=words(record, "eval.3.diverge"),
        tie=record.text("eval.2.tie"),
        judged=record.text("eval.1.judged"),
        units=(unit("problem.4.today"), unit("problem.4.goal"), unit("eval.2.target")),
        was_today=_before_it_was_corrected(record, "problem.4", "today", "metric"),
        ends=_ends(record),
        about=_about(record),
    )


_GIVEN_AS_NUMBERS = {"today": "problem.4.today", "aim": "problem.4.goal", "target": "eval.2.target"}


def _ends(record: Record) -> dict[str, tuple[float, float]]:
    """The ends of the numbers that were given as ranges; reports of old have the number alone."""
    found = {name: record.written(path).ends.get(0) for name, path in _GIVEN_AS_NUMBERS.items()}
    return {} if record.catalog.of_old else {name: ends for name, ends in found.items() if ends}


def _about(record: Record) -> tuple[str, ...]:
    """Which of the numbers were said to be so roughly (“ca. 33”); in reports of old none."""
    rough = (name for name, path in _GIVEN_AS_NUMBERS.items() if 0 in record.written(path).about)
    return () if record.catalog.of_old else tuple(rough)


def _before_it_was_corrected(record: Record, question: str, field: str, named: str) -> float | None:
    """The number that stood there first, where another of the same thing stands there now; of old records nothing.

    The same thing has the same name (a field of the question) and the same unit: 9% of what is baked and 1.7M a year
    are two, and neither corrects the other.
    """
    answers = record.entries[question].answers if question in record.entries else []
    said = [(value, answer) for answer in answers if isinstance(value := answer.values.get(field), float)]
    if not said or record.catalog.of_old:
        return None
    (first, then), (last, now) = said[0], said[-1]
    return first if first != last and _thing(then, field, named) == _thing(now, field, named) else None


def _thing(answer: parts.Answer, field: str, named: str) -> tuple[str, str]:
    """What a number counts, and in which unit."""
    return " ".join(str(answer.values.get(named, "")).casefold().split()), answer.written.get(field, NOTHING).unit

"""What is not known, and what is still open, in words: “nobody has measured it”, “4 of 7; still open: the baseline”."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.telling import partial
from bot.words.figures import day, inline
from bot.words.sentences import sentence
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.findings import Findings
from dialogs.flow import standing
from dialogs.flow.standing import SETTLED, State
from dialogs.record import quoting
from dialogs.record.parts import Unknown
from dialogs.record.record import Record

NAMED = 6
"""How many open inputs are named; more are counted."""


class Open(NamedTuple):
    """One input of which somebody still has to say something."""

    question: Question
    field: AnswerField

    @property
    def path(self) -> str:
        return f"{self.question.id}.{self.field.id}"


def unknown_words(record: Record, unknown: Unknown) -> str:
    """Why there is no value: “nobody has measured it”, “not known until Fri 4 Dec, Tom”."""
    if unknown.until:
        return sentence("unknown.until", day=day(unknown.until), name=record.name(unknown.owner or unknown.by))
    return partial.state_words(record, unknown)


def field_name(field: AnswerField) -> str:
    """A field by its label, without the directions that stand behind it."""
    name = field.label.partition(":")[0].partition(" (")[0].rstrip(" ?…")
    return inline(name.partition(",")[0] if field.kind in (Kind.TABLE, Kind.SERIES) else name)


def open_inputs(findings: Findings, questions: Sequence[Question]) -> list[Open]:
    """What is still open in some questions, in the order it is asked, in this scoping's words."""
    worded = (quoting.worded(findings.record, question) for question in questions)
    return [Open(one, one.field(id)) for one in worded for id in standing.open_inputs(findings, one.id)]


def open_names(record: Record, inputs: Sequence[Open]) -> list[str]:
    """What is open by name: a question where all of it is, else its inputs; those after the first few are counted."""
    labels = _labels(record, list(dict.fromkeys(one.question.id for one in inputs)))
    return _first(
        [_names(record, name, [one for one in inputs if one.question.id == id]) for id, name in labels.items()]
    )


def _labels(record: Record, questions: Sequence[str]) -> dict[str, str]:
    """Questions by name inside a sentence; of one candidate, the first alone has its name before it."""
    labels: dict[str, str] = {}
    named: set[str] = set()
    for id in questions:
        own = record.catalog.questions[id].label
        candidate = record.label(id).removesuffix(own)
        labels[id] = inline(own) if candidate in named else inside(record, id)
        named.add(candidate)
    return labels


def _first(names: list[str]) -> list[str]:
    more = len(names) - NAMED
    return names if more < 2 else [*names[:NAMED], sentence("unknown.more", count=more)]


def name_of(record: Record, one: Open) -> str:
    """One open input by name: its question's, and its own where the question has several."""
    return _with_its_own(record, inside(record, one.question.id), one)


def name_within(record: Record, one: Open, *, alone: bool) -> str:
    """The same under its form's own name; of a question that is `alone` there, the input's name is enough."""
    if alone:
        return _own_name(record, one)
    return _with_its_own(record, inline(record.catalog.questions[one.question.id].label), one)


def _with_its_own(record: Record, label: str, one: Open) -> str:
    """A question's name and its input's, where it has several; what is called the same is said once."""
    own = _apart(record, one) if len(standing.wanted_inputs(record, one.question.id)) > 1 else ""
    return f"{label}: {own}" if own else label


def inside(record: Record, id: str) -> str:
    """A question by its name inside a sentence; a candidate's name before it stays as it was typed."""
    named, own = record.label(id), record.catalog.questions[id].label
    return inline(named) if named == own else named


def partly(findings: Findings, questions: Sequence[Question]) -> str:
    """“4 of 7; still open: the baseline, the target”; empty where nothing is said yet, or nothing open."""
    record = findings.record
    inputs = open_inputs(findings, questions)
    total = sum(len(standing.wanted_inputs(record, question.id)) for question in questions)
    alone = len(questions) == 1
    if not inputs or not any(_is_begun(findings, question.id, alone=alone) for question in questions):
        return ""
    names = _first([_own_name(record, one) for one in inputs]) if alone else open_names(record, inputs)
    return sentence("unknown.partly", done=total - len(inputs), total=total, names=names)


def _is_begun(findings: Findings, question: str, *, alone: bool) -> bool:
    """Whether something was said to it here; of a form's questions, not each by itself before the track was widened."""
    state = standing.state(findings, question)
    elsewhere = question in findings.record.items and not alone
    return state is State.PARTLY or (state in SETTLED and not elsewhere)


def _names(record: Record, label: str, of_one: Sequence[Open]) -> str:
    question = of_one[0].question.id
    apart = list(filter(None, (_apart(record, one) for one in of_one)))
    if len(of_one) == len(standing.wanted_inputs(record, question)) or not apart:
        return label
    return f"{label} ({', '.join(apart)})"


def _apart(record: Record, one: Open) -> str:
    """What tells an input from its question's name; empty where it is called the same."""
    own, label = _own_name(record, one), record.catalog.questions[one.question.id].label
    if own.strip("“”?").casefold() != label.strip("?").casefold():
        return own
    reason = one.field.label.lower().rstrip(" .…").endswith("because")
    return sentence("unknown.because") if reason else ""


def _own_name(record: Record, one: Open) -> str:
    return partial.name_of(record, one.question, one.field.id)

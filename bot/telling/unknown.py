"""What is not known, and what is still open, in words: “nobody has measured it”, “4 of 7; still open: the baseline”."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.telling.names import inside
from bot.telling.partial import supposition
from bot.words.figures import day, inline
from bot.words.sentences import sentence
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.errors import Sentence
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION
from dialogs.flow import standing
from dialogs.flow.standing import SETTLED, State
from dialogs.record import quoting
from dialogs.record.parts import Answer, Unknown
from dialogs.record.quoting import worded
from dialogs.record.record import Record
from dialogs.report import said
from dialogs.report.unknowns import unknown_parts

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
    return state_words(record, unknown)


def _line(record: Record, question: Question, field: str, unknown: Unknown) -> str:
    """One input that is not known: “the baseline: nobody has measured it”, with its day where there is one."""
    return sentence("ignorance.line", name=input_named(record, question, field), said=state_words(record, unknown))


def state_words(record: Record, unknown: Unknown) -> str:
    """What was said of it: “nobody has measured it; Mia will know by 4 Dec 2026”."""
    who = record.name(unknown.owner or unknown.by)
    return sentence(
        "ignorance.said",
        state=sentence(f"ignorance.{unknown.kind}"),
        who=who,
        by=day(unknown.until) if unknown.until else "",
        due=unknown.due,
        reason=unknown.reason,
        meanwhile="",
    )


def not_known(one: said.NotKnown) -> Sentence:
    """The same in a report: “the baseline: nobody has measured it; Mia will know by Fri 4 Dec”."""
    values = {"state": Sentence(f"ignorance.{one.kind}"), "who": one.owner, "by": day(one.until) if one.until else ""}
    told = Sentence("ignorance.said", {**values, "due": one.due, "reason": one.reason, "meanwhile": _meanwhile(one)})
    return Sentence("ignorance.line", {"name": _in_part(_short(one.label), one.parts), "said": told})


def _meanwhile(one: said.NotKnown) -> str:
    """“Ivo assumes that it takes 200 requests a day, until Ana knows (Fri 4 Dec)”; empty where nobody assumes it."""
    return supposition("suppose.meanwhile", [one.assumed]) if one.assumed else ""


def unknowns_said(record: Record, question: Question) -> list[str]:
    """What is not known of the answer as it stands, an input a line."""
    answer = _answer(record, question.id)
    return _lines(record, question, answer) if answer else []


def input_name(record: Record, question: Question, field: str) -> str:
    """An input inside a sentence: the question's name where it asks one thing, else the field's, without directions."""
    if question.id == QUESTION and field != "level":
        return sentence(f"input.{field}")
    asked = worded(record, question)
    if len(asked.fields) == 1:
        return inline(asked.label)
    if own := asked.field(field).name:
        return inline(own)
    label = asked.field(field).label
    return inline(asked.label) if label.lower().rstrip(" .…").endswith("because") else _short(label)


def input_named(record: Record, question: Question, field: str) -> str:
    """The same; of amounts of which some are known, with the names of the others: “more people (a year)”."""
    parts = unknown_parts(question.field(field), record.value(f"{question.id}.{field}"))
    return _in_part(input_name(record, question, field), parts)


def _in_part(name: str, parts: Sequence[str]) -> str:
    return sentence("ignorance.in_part", name=name, parts=parts) if parts else name


def _short(label: str) -> str:
    """A field's label inside a sentence: a question is quoted, anything else goes without its directions."""
    name = _undirected(label).rstrip(" …")
    return f"“{name}”" if name.endswith("?") else inline(name)


def _undirected(label: str) -> str:
    """A label without what stands behind it: how it is written, or in what."""
    return label.partition(":")[0].partition(" (")[0]


def _lines(record: Record, question: Question, answer: Answer) -> list[str]:
    fields = [field.id for field in question.fields if field.id in answer.unknowns]
    return [_line(record, question, field, answer.unknowns[field]) for field in fields]


def _answer(record: Record, question: str) -> Answer | None:
    entry = record.entries.get(question)
    return entry.answer if entry else None


def field_name(field: AnswerField) -> str:
    """A field by its label, without the directions that stand behind it."""
    if field.name:
        return inline(field.name)
    name = _undirected(field.label).rstrip(" ?…")
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
    own = inline(record.catalog.questions[one.question.id].label)
    name = _own_name(record, one) if alone else _with_its_own(record, own, one)
    return _in_part(name, unknown_parts(one.field, record.value(one.path)))


def _with_its_own(record: Record, label: str, one: Open) -> str:
    """A question's name and its input's, where it has several; what is called the same is said once."""
    own = _apart(record, one) if len(standing.wanted_inputs(record, one.question.id)) > 1 else ""
    return f"{label}: {own}" if own else label


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
    return input_name(record, one.question, one.field.id)

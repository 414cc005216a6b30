"""Reads off a scoping what is not known: in an answer, in a decision, in the sums, and on which conditions."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.answers.rough import is_unsure
from dialogs.answers.text import cleaned
from dialogs.answers.values import Value
from dialogs.catalog import AnswerField, Question
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION
from dialogs.findings.money import FIGURES, TERMS, is_unknown
from dialogs.findings.need import SIMPLER
from dialogs.record import parts
from dialogs.record.parts import Answer
from dialogs.record.record import Record
from dialogs.report.parts import Condition
from dialogs.report.quotes import local_day, name
from dialogs.report.said import Assumed, InDoubt, NotKnown
from dialogs.verdicts.mlops import Outcome
from dialogs.verdicts.need import ML
from dialogs.verdicts.partial.mlops import Ruling


def unknown(record: Record, question: Question, answer: Answer) -> Iterator[NotKnown]:
    """What is not known of an answer, field by field."""
    for field in question.fields:
        if said := answer.unknowns.get(field.id):
            one = record.as_agreed(question.id, said)
            owner = name(record, one.owner or one.by)
            label = cleaned(field.name or field.label if len(question.fields) > 1 else question.label)
            meanwhile = assumption(record, f"{question.id}.{field.id}")
            parts = unknown_parts(field, answer.values.get(field.id))
            yield NotKnown(field.id, label, one.kind, owner, one.until, one.due, cleaned(one.reason), meanwhile, parts)


def unknown_parts(field: AnswerField, value: Value | None) -> tuple[str, ...]:
    """Of several amounts, those nobody knows by name; nothing where none of them is known."""
    given = value if isinstance(value, list) else []
    return tuple(part for part, number in zip(field.parts, given, strict=False) if number is None)


def assumption(record: Record, path: str) -> Assumed | None:
    """What an input is taken for, by the last word of the director's; None where it is known, or not taken so."""
    value = record.assumed(path)
    made = [one for one in record.conditions if one.assumes == (path, value)]
    if not made or record.value(path) is not None:
        return None
    one = made[-1]
    return Assumed(
        input=path.rpartition(".")[2],
        value=one.assumes[1] if one.assumes else "",
        by=name(record, one.by),
        owner=name(record, one.owner),
        due=one.due,
        met=one.met if one.closed else None,
    )


def conditions(record: Record) -> Iterator[Condition]:
    """Every condition there was, in the order it was made."""
    for one in record.conditions:
        closed = one.closed
        yield Condition(
            question=one.about,
            label=cleaned(record.label(one.about)),
            inputs=inputs(record, one),
            text=cleaned(one.text),
            owner=name(record, one.owner),
            due=one.due,
            by=name(record, one.by),
            taken_for=one.assumes[1] if one.assumes else "",
            closed_by=name(record, closed.by) if closed else "",
            closed_on=local_day(record, closed.at) if closed else None,
            met=one.met if closed else None,
            note=cleaned(closed.text) if closed else "",
        )


def inputs(record: Record, condition: parts.Condition) -> tuple[str, ...]:
    """The inputs a condition was made about, by name: those not known in the answer as it stood then."""
    question = record.catalog.questions[condition.about]
    if condition.assumes:
        return (cleaned(question.field(condition.assumes[0].rpartition(".")[2]).label),)
    entry = record.entries.get(condition.about)
    then = [answer for answer in entry.answers if answer.at <= condition.at] if entry else []
    return tuple(one.label for one in unknown(record, question, then[-1])) if then else ()


BUDGET, MILESTONES = "plan.2.budget", "plan.2.milestones"


def in_doubt(findings: Findings) -> Iterator[InDoubt]:
    """The figures that the money and the way rest on and somebody doubted as they gave them: “200k?”, “20k if Petra
    agrees”; of the sheet of alternatives, those of the way that is taken and the next best, also where they are rough.
    """
    record = findings.record
    sheet = () if record.catalog.of_old else tuple(_that_decide(findings))
    for figure in (*sheet, *FIGURES, *TERMS, BUDGET):
        how = record.written(figure)
        if record.value(figure) is not None and (how.unsure or how.condition or (figure in sheet and how.about)):
            yield InDoubt(figure, cleaned(how.typed))
    yield from () if record.catalog.of_old else _milestones_in_doubt(findings)


def _that_decide(findings: Findings) -> Iterator[str]:
    """Where the sheet has the figures of the way that is taken, and of the best other one; not what the case says."""
    best_first = sorted(findings.need_now.ledger, key=lambda row: -row.npv)
    simpler = findings.record.choice("need.5.simpler")
    taken = simpler if simpler in SIMPLER else ML
    others = [row.way for row in best_first if row.way != taken]
    for way in (taken, *others[:1]):
        if way != ML or not findings.need_by_case:
            yield f"need.4.{way}"


def _milestones_in_doubt(findings: Findings) -> Iterator[InDoubt]:
    """The milestones of which a cost or a day is in doubt, by what stands by then."""
    doubted = {typed: kept for typed, kept in findings.record.written(MILESTONES).doubted.items() if is_unsure(typed)}
    for stone in findings.milestones:
        held = (stone.cost, stone.day.isoformat())
        yield from (
            InDoubt(MILESTONES, cleaned(typed), cleaned(stone.what)) for typed, kept in doubted.items() if kept in held
        )


def assumed(record: Record) -> Iterator[Assumed]:
    """What the decision takes for known while nobody knows it, in the order it is asked."""
    asked = record.catalog.questions[QUESTION].fields if "mlops" in record.walked else ()
    for field in asked:
        if one := assumption(record, f"{QUESTION}.{field.id}"):
            yield one


def possible(findings: Findings) -> tuple[Ruling, ...]:
    """What the decision can still come to; nothing where it is made, or not asked yet."""
    return findings.rulings.verdicts if _is_open(findings) else ()


def hangs_on(findings: Findings) -> tuple[str, ...]:
    """The inputs that alone change what the decision comes to, the most telling first."""
    return tuple(hinge.input for hinge in findings.hinges) if _is_open(findings) else ()


def not_reckoned(findings: Findings) -> tuple[str, ...]:
    """The figures of the case that nobody knows, as `question.field`."""
    record = findings.record
    asked = "case" in record.walked
    return tuple(path for path in (*FIGURES, *TERMS) if asked and is_unknown(record, path))


def _is_open(findings: Findings) -> bool:
    entry = findings.record.entries.get("mlops.1")
    asked = "mlops" in findings.record.walked and entry is not None and entry.answer is not None
    return asked and findings.mlops.outcome is Outcome.UNDECIDED

"""The risks as they were graded."""

from __future__ import annotations

from dataclasses import replace

from dialogs.answers import tables, values
from dialogs.answers.evidence import says_nothing
from dialogs.answers.unknowns import Ignorance, ignorance_in
from dialogs.catalog.signs import is_passed_on
from dialogs.findings.values import whole
from dialogs.record.parts import OBJECTION, Condition
from dialogs.record.record import Record
from dialogs.verdicts.partial.risks import Inputs
from dialogs.verdicts.risks import is_mitigated

RISKS = ("risk.1", "risk.2", "risk.3")
OWN = "risk.4"


def named(record: Record) -> list[Inputs]:
    """The three risks that are always asked, once anything of them was graded or said, then the team's own."""
    asked = [
        _with_answered(record, question, _risk(record, question)) for question in RISKS if _is_told(record, question)
    ]
    return [*asked, *_own_with_answered(record)]


def own(record: Record) -> list[Inputs]:
    """The risks the team named itself."""
    value = record.value(f"{OWN}.others")
    if not isinstance(value, list):
        return []
    return [
        _own_risk(row, thin=_is_new(record))
        for row in tables.rows(record.catalog.questions[OWN].field("others"), value)
    ]


def _is_told(record: Record, question: str) -> bool:
    said = any(record.value(path) is not None or record.unknown(path) for path in _graded_by(question))
    return said and _why_none(record, question) is None


def _graded_by(question: str) -> tuple[str, str]:
    return f"{question}.likelihood", f"{question}.impact"


def not_applying(record: Record) -> list[tuple[str, str]]:
    """The risks that are always asked and that somebody said do not apply: by name, and why. They are none to weigh."""
    reasons = ((record.label(question), _why_none(record, question)) for question in RISKS)
    return [(name, reason) for name, reason in reasons if reason is not None]


def _why_none(record: Record, question: str) -> str | None:
    """Why a risk does not apply, which may be said without a reason; None where nobody said so, or it was graded."""
    paths = _graded_by(question)
    if not _is_new(record) or any(record.value(path) is not None for path in paths):
        return None
    said = [unknown for path in paths if (unknown := record.unknown(path))]
    reasons = [unknown.reason for unknown in said if unknown.kind is Ignorance.NOT_APPLICABLE]
    return next(filter(None, reasons), "") if reasons else None


def _risk(record: Record, question: str) -> Inputs:
    return Inputs(
        name=record.label(question),
        likelihood=whole(record.choice(f"{question}.likelihood")),
        impact=whole(record.choice(f"{question}.impact")),
        trigger=_said(record.text(f"{question}.trigger")),
        fallback=_said(record.text(f"{question}.fallback")),
        owner=_said(record.text(f"{question}.owner")),
        steps=said_steps(record, question),
        state=record.choice(f"{question}.state") or "",
        thin=thin_steps(record, question),
    )


def said_steps(record: Record, question: str) -> str:
    """The steps for a risk that is always asked, however far they are; empty where what was typed says nothing."""
    return _said(record.text(f"{question}.steps"))


def thin_steps(record: Record, question: str) -> str:
    """What was typed in their place, where it says too little to count."""
    return _thin(record.text(f"{question}.steps") or record.text(f"{question}.fallback")) if _is_new(record) else ""


WITHOUT_STEPS, OTHER_WITHOUT_STEPS = "risk_without_steps", "other_risk_without_steps"
"""The objections that ask for steps where there are none."""


def _with_answered(record: Record, question: str, risk: Inputs) -> Inputs:
    """With the steps that were given in answer to the objection that there are none: they stand in writing by then."""
    steps = "" if risk.has_steps else steps_in_answer(record, f"{WITHOUT_STEPS}@{question}")
    return replace(risk, steps=steps, state="written", thin=_thin(steps)) if steps else risk


def _own_with_answered(record: Record) -> list[Inputs]:
    """The team's own risks; the worst that had no steps with those that were given in answer to the objection."""
    named, steps = own(record), steps_in_answer(record, OTHER_WITHOUT_STEPS)
    worst = worst_without_steps(named)
    return [replace(one, steps=steps, state="written") if steps and one is worst else one for one in named]


def worst_without_steps(named: list[Inputs]) -> Inputs | None:
    """Of those that have no steps for the day, the first of the worst."""
    return max((risk for risk in named if not risk.fallback), key=lambda risk: risk.impact or 0, default=None)


def steps_in_answer(record: Record, objection: str) -> str:
    """What the objection that a risk has no steps was answered with; nothing while part of that is still to be done."""
    if objection.partition("@")[0] not in (WITHOUT_STEPS, OTHER_WITHOUT_STEPS):
        return ""
    entry = record.entries.get(objection.partition("@")[2] or OWN)
    said = [one for one in entry.asked_back if one.rule == OBJECTION + objection] if entry and _is_new(record) else []
    if not said or said[-1].outcome != "answered" or _is_a_promise(record, objection, said[-1].seq):
        return ""
    return _said(said[-1].reason)


def _is_a_promise(record: Record, objection: str, at: int) -> bool:
    """Whether what was said to an objection, `at` a time, is still to be done, or lapsed before it was."""
    lapsed = any(one.condition.objection == objection and one.seq > at for one in record.lapsed)
    return lapsed or any(one.objection == objection for one in record.open_conditions)


def promised(record: Record, name: str) -> Condition | None:
    """The open condition about a risk that is always asked, by its name: somebody sees to its steps by a day."""
    question = next((asked for asked in RISKS if record.label(asked) == name), None)
    about = (one for one in record.open_conditions if one.about == question and not one.assumes)
    return next(about, None) if _is_new(record) else None


def _own_risk(row: dict[str, values.Cell], *, thin: bool) -> Inputs:
    words = {name: _said(str(row[name] or "")) for name in ("trigger", "fallback", "owner")}
    words["thin"] = _thin(str(row["fallback"] or "")) if thin else ""
    words["state"] = "written" if thin and is_mitigated(words["fallback"], words["owner"]) else ""
    return Inputs(name=str(row["risk"]), likelihood=whole(row["likelihood"]), impact=whole(row["impact"]), **words)


def _is_new(record: Record) -> bool:
    """Not of a catalogue from before the objections, which keeps what was said of it."""
    return not record.catalog.of_old


def _thin(text: str) -> str:
    """Steps that pass it on to somebody and say no more: “talk to them”. Ignorance is none: “TBD (?)”."""
    return text if says_nothing(text) and ignorance_in(text) is None and is_passed_on(text) else ""


def _said(text: str) -> str:
    """Steps, a sign or an owner as they were named; nothing where it says no more than that nobody knows: “TBD (?)”."""
    return "" if says_nothing(text) else text

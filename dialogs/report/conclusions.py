"""Reads the conclusions off a scoping: the decision, what is done instead, what is open, what would turn it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dialogs.answers.text import cleaned
from dialogs.catalog import Layout
from dialogs.findings import Findings
from dialogs.findings.need import SIMPLER
from dialogs.findings.plan import evaluated_on
from dialogs.flow import decisions, promises, pulse, standing, tasks, turns
from dialogs.flow.objecting import OBJECT
from dialogs.flow.stages import may
from dialogs.flow.standing import State
from dialogs.record import quoting
from dialogs.record.parts import GIVEN_UP, Item
from dialogs.record.record import Record
from dialogs.report.answers import answered, has_answer
from dialogs.report.parts import Change, Decision, Reopened, Waiting
from dialogs.report.quotes import local_day, name, words
from dialogs.report.sums import Instead, Money
from dialogs.verdicts import mlops, need

LEADS_TO = {
    mlops.Outcome.POC: "approved_poc",
    mlops.Outcome.BY_HAND: "approved_ml",
    mlops.Outcome.MLOPS: "approved_mlops",
}


def decision(findings: Findings) -> Decision:
    """What was decided; while it runs, how far it is and what the answers lead to."""
    record = findings.record
    ending = record.ending
    stage = (ending.stage if ending and ending.stage else record.walked[-1]) if ending else record.stage
    leads_to = ending.outcome if ending and ending.outcome in LEADS_TO.values() else _leads_to(findings)
    found = record.catalog.stages.get(stage)
    asked = quoting.active_questions(record, found) if found else []
    would_be = _leads_to(findings) or ""
    return Decision(
        outcome=ending.outcome if ending else "so_far",
        would_be=would_be,
        leads_to=leads_to,
        level=_level(findings) if "approved_mlops" in (leads_to, would_be) else None,
        stage=stage,
        stage_title=found.title if found else "",
        settled=len(asked) - len(standing.missing(findings, stage)) if asked else 0,
        asked=len(asked),
        by=name(record, ending.by) if ending else "",
        on=local_day(record, ending.at) if ending else None,
        reason=cleaned(ending.reason) if ending else "",
        as_delegate=bool(ending) and ending is not None and ending.by == record.delegate != record.director,
        parked_by=name(record, record.parked.by) if record.parked else "",
        conditions=len(promises.signed_on(record)),
        proves_first=decisions.proof(record) is not None if ending else may(findings, "prove"),
        reopened=None if ending else _reopened(record),
        replaces=_replaced(record) if ending else None,
        of_old=record.catalog.of_old,
        means="" if record.catalog.of_old else decisions.means(record),
    )


def _reopened(record: Record) -> Reopened | None:
    """The last time it was opened again, if ever."""
    if not record.reopenings:
        return None
    last = record.reopenings[-1]
    return Reopened(name(record, last.by), local_day(record, last.at), cleaned(last.text))


def _replaced(record: Record) -> date | None:
    """The day of the decision before this one, whose report is about; nothing where there is none."""
    decided = [one.ended for one in record.reopenings if one.ended and one.about not in GIVEN_UP]
    return local_day(record, decided[-1]) if decided else None


class ToShow(NamedTuple):
    """What a proof of concept has to show, and the day it ends; blank where there is none, or nobody said."""

    text: str = ""
    by: date | None = None


def to_show(record: Record) -> ToShow:
    """As the director signed it, or as the proof of a one-off was planned."""
    if signed := decisions.proof(record):
        return ToShow(cleaned(signed.text), signed.due)
    if "poc" not in record.walked:
        return ToShow()
    ends = record.text("poc.2.ends")
    return ToShow(words(record, "poc.1.shows"), date.fromisoformat(ends) if ends else None)


def proof_costs(findings: Findings, ends: date | None) -> tuple[float | None, int]:
    """What the milestones until that day come to (None where none is due by then), and how many have no cost."""
    due = [stone.cost for stone in findings.milestones if ends and stone.day <= ends]
    priced = [cost for cost in due if cost is not None]
    return (sum(priced) if priced else None), len(due) - len(priced)


def judged_after(record: Record, ends: date | None) -> date | None:
    """The day by which, as planned, there is something to judge, where a proof ends before it."""
    judged = evaluated_on(record)
    return judged if ends and judged and ends < judged else None


def _level(findings: Findings) -> int | None:
    """The level of MLOps; None while it hangs on something nobody knows."""
    one = findings.rulings.one
    return findings.mlops.level or (one.level if one else None)


def verdict(findings: Findings) -> mlops.Decision | None:
    """MLOps or not, where the question was answered and stands."""
    record = findings.record
    return findings.mlops if "mlops" in record.walked and has_answer(record, "mlops.1") else None


def instead(findings: Findings) -> Instead | None:
    """What is done without machine learning, where that is what the answers say."""
    record = findings.record
    option = record.choice("exam.2.simpler")
    if option not in SIMPLER or not has_answer(record, "exam.2b"):
        return _instead_of_the_need(findings)
    author = record.entries["exam.2b"].answer
    once, yearly, ml_first_year = _sums_instead(record)
    return Instead(
        option=str(option),
        label=record.catalog.questions["exam.2"].field("simpler").options[str(option)],
        text=words(record, "exam.2b.instead"),
        author=name(record, author.author if author else None),
        currency=record.text("exam.2b.currency"),
        once=once,
        yearly=yearly,
        ml_first_year=ml_first_year,
        reckoned=None not in (once, yearly),
    )


def _sums_instead(record: Record) -> list[float | None]:
    """Once, a year, and ML's first year: of one field, or (as they were asked once) of three."""
    value = record.value("exam.2b.costs")
    if isinstance(value, list):
        return [None if sum is None else float(sum) for sum in value]
    return [record.number(f"exam.2b.{name}") for name in ("once", "yearly", "spared")]


def _instead_of_the_need(findings: Findings) -> Instead | None:
    """The same, said before any candidate was looked for; its sums are the ledger's."""
    record = findings.record
    option = record.choice("need.5.simpler")
    if option not in SIMPLER or not answered(record, "need.4", "need.5", "need.6"):
        return None
    found = findings.need_now
    ledger = found.inputs.ledger
    own, ml = ledger.get(str(option)), ledger.get(need.ML)
    author = record.entries["need.6"].answer
    return Instead(
        option=str(option),
        label=record.catalog.questions["need.5"].field("simpler").options[str(option)],
        text=words(record, "need.6.instead"),
        author=name(record, author.author if author else None),
        currency=record.text("need.4.currency"),
        once=own.once if own else None,
        yearly=own.yearly if own else None,
        ml_first_year=ml.once + ml.yearly if ml else None,
        reckoned=str(option) in ledger,
        gap=next((row.gap for row in found.ledger if row.way == option), None),
        horizon=found.inputs.horizon or 0,
    )


def checklist_suffices(record: Record) -> str:
    """The retake's way of doing without MLOps, as the catalogue names it; empty where MLOps stands."""
    option = decisions.means(record)
    return record.catalog.questions["retake.2"].field("simpler").options[option] if option else ""


def waiting(findings: Findings) -> Iterator[Waiting]:
    """What the present stage still lacks, whose it is and when it is due; of a cancelled scoping, what it lacked."""
    record = findings.record
    if record.ending:
        stage = record.ending.stage
        for lacking, state in standing.missing(findings, stage) if stage in record.catalog.stages else ():
            if record.ending.outcome == "not_yet" and state is State.ANSWERED:
                continue  # what waits for the director's word alone is no reason to wait
            yield Waiting(cleaned(record.label(lacking.id)), state.value, "")
        return
    for task in tasks.in_stage(findings):
        item = record.items.get(task.key, Item())
        owner = "" if _everybodys(record, task) else name(record, turns.debtors(record, task.key)[0])
        due = local_day(record, item.due_at) if item.due_at and item.open_call else None
        if task.key in (tasks.SIGN, pulse.PULSE) and tasks.need(findings, task):
            yield Waiting("", task.key, owner, due)
        for question in tasks.open_questions(findings, task.key):
            found = cleaned(record.label(question))
            yield Waiting(found, _stands(findings, task, question), owner, due, item.unknown_until)


def _stands(findings: Findings, task: tasks.Task, question: str) -> str:
    """How a question that is open stands: one that is settled but for what was to be known by now is due.

    One that was objected to is, however it stands itself.
    """
    if task.key.startswith(OBJECT):
        return State.OBJECTED.value
    is_due = standing.is_due(findings.record, question) and not task.key.startswith(tasks.EXAMINE)
    found = standing.state(findings, question)
    return tasks.DUE if is_due and found in standing.SETTLED else found.value


def examined_alone(record: Record) -> bool:
    """Whether whoever started it also judged every answer."""
    judges = {judged.by for entry in record.entries.values() for judged in entry.judgements}
    return record.initiator == record.director and judges == {record.initiator}


def changes(findings: Findings, made: Decision, sums: Money | None, other: Instead | None) -> Iterator[Change]:
    """Every single thing that would turn the verdict."""
    if other and other.ml_first_year is None:
        return
    if other and other.ml_first_year is not None:
        yield Change("instead_costs", other.ml_first_year, True, "so_far", currency=other.currency)
        return
    if sums and sums.breakeven_saving is not None and (made.leads_to == "approved_mlops" or made.proves_first):
        yield _turning_saving(sums, sums.breakeven_saving)
    if made.proves_first:
        yield Change("shown", "all", True, made.would_be, made.level)
        return
    found = verdict(findings)
    if found and checklist_suffices(findings.record):
        yield Change("retake", "none", False, "approved_mlops", found.level)
    elif found:
        yield from _flips(found)


def _turning_saving(sums: Money, turns: float) -> Change:
    """The saving at which it turns, with the team's own low or high where that lies beyond it."""
    saving, pays = sums.given.saving, sums.case.pays
    end = saving.low if pays and saving.low < turns else saving.high if not pays and saving.high >= turns else None
    return Change("saving", turns, not pays, "money", currency=sums.currency, end=end)


def _flips(found: mlops.Decision) -> Iterator[Change]:
    """The flips of the decision table, numbers first."""
    for flip in sorted(found.flips, key=lambda flip: not isinstance(flip.value, float)):
        above = isinstance(flip.value, float) and flip.value > float(getattr(found.inputs, flip.input) or 0)
        outcome = LEADS_TO.get(flip.outcome, "contradiction")
        yield Change(flip.input, flip.value, above, outcome, flip.level, least=flip.least, per=found.inputs.per)


def _leads_to(findings: Findings) -> str | None:
    record = findings.record
    if SIMPLER & {record.choice("exam.2.simpler"), record.choice("need.5.simpler")}:
        return "no_ai"
    if "mlops" not in record.walked:
        return None
    if checklist_suffices(record):
        return "approved_ml"
    return LEADS_TO.get(findings.fork) if findings.fork else None


def named(record: Record, question: str) -> str:
    return cleaned(record.label(question))


def _everybodys(record: Record, task: tasks.Task) -> bool:
    """Lines of a board that nobody took yet, and the pulse."""
    stage = record.catalog.stages[task.stage]
    return task.key == pulse.PULSE or (stage.layout is Layout.BOARD and task.key == stage.stage)

"""Reads the conclusions off a scoping: the decision, the money, what happens next, what is open, what would turn it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from dialogs.answers.text import cleaned
from dialogs.catalog import Layout
from dialogs.catalog.tracks import ENDINGS
from dialogs.findings import money as money_
from dialogs.findings import need as judged_need
from dialogs.flow import standing, tasks
from dialogs.record import quoting
from dialogs.record.parts import Item
from dialogs.record.record import SIMPLER
from dialogs.report import answers, judgements
from dialogs.report.answers import name, words
from dialogs.report.parts import Change, Decision, Instead, Money, Step, Waiting
from dialogs.verdicts import business_case, mlops, need

if TYPE_CHECKING:
    from dialogs.record.record import Record

LEADS_TO = {
    mlops.Outcome.POC: "approved_poc",
    mlops.Outcome.BY_HAND: "approved_ml",
    mlops.Outcome.MLOPS: "approved_mlops",
}
_CASE = ("case.2", "case.3", "case.4", "case.5")


def decision(scoping: Record) -> Decision:
    """What was decided; while it runs, how far it is and what the answers lead to."""
    ending = scoping.ending
    stage = (ending.stage if ending and ending.stage else scoping.walked[-1]) if ending else scoping.stage
    leads_to = ending.outcome if ending and ending.outcome in LEADS_TO.values() else _leads_to(scoping)
    found = scoping.catalog.stages.get(stage)
    asked = quoting.active_questions(scoping, found) if found else []
    return Decision(
        outcome=ending.outcome if ending else "so_far",
        leads_to=leads_to,
        level=scoping.decision.level if leads_to == "approved_mlops" else None,
        stage=stage,
        stage_title=found.title if found else "",
        settled=len(asked) - len(standing.missing(scoping, stage)) if asked else 0,
        asked=len(asked),
        by=name(scoping, ending.by) if ending else "",
        on=answers.local_day(scoping, ending.at) if ending else None,
        reason=cleaned(ending.reason) if ending else "",
        as_delegate=bool(ending) and ending is not None and ending.by == scoping.delegate != scoping.director,
        parked_by=name(scoping, scoping.parked.by) if scoping.parked else "",
    )


def verdict(scoping: Record) -> mlops.Decision | None:
    """MLOps or not, where the question was answered and stands."""
    return scoping.decision if "mlops" in scoping.walked and _answered(scoping, "mlops.1") else None


def money(scoping: Record) -> Money | None:
    """The case for management, once its figures are there."""
    if "case" not in scoping.walked or not all(_answered(scoping, question) for question in _CASE):
        return None
    given = scoping.case_inputs
    work = scoping.catalog.questions["case.3"].field("work").options
    named = scoping.value("case.3.work")
    chosen = named if isinstance(named, list) else []
    breakeven = business_case.breakeven_saving(given)
    stress = judgements.stress(scoping)
    source = answers.told(scoping, scoping.catalog.questions["case.2"], scoping.entries["case.2"].answer)
    return Money(
        currency=scoping.text("case.2.currency"),
        given=given,
        case=business_case.compute(given),
        breakeven_saving=breakeven if isfinite(breakeven) else None,
        training=scoping.spread("case.5.training"),
        people=scoping.spread("case.3.people"),
        platform=scoping.text("case.4.platform"),
        saving_source=next((said for said in source.said if said.text and said.kind == "line"), None)
        if source
        else None,
        left_out=tuple(label for option, label in work.items() if option not in chosen) if chosen else (),
        work_named=bool(chosen),
        drawn=money_.outlook(scoping) if stress else None,
        uplifted=judgements.uplifted(scoping) if stress else None,
        stress=stress,
    )


def instead(scoping: Record) -> Instead | None:
    """What is done without machine learning, where that is what the answers say."""
    option = scoping.choice("exam.2.simpler")
    if option not in SIMPLER or not _answered(scoping, "exam.2b"):
        return _instead_of_the_need(scoping)
    author = scoping.entries["exam.2b"].answer
    return Instead(
        option=str(option),
        label=scoping.catalog.questions["exam.2"].field("simpler").options[str(option)],
        text=words(scoping, "exam.2b.instead"),
        author=name(scoping, author.author if author else None),
        currency=scoping.text("exam.2b.currency"),
        once=scoping.number("exam.2b.once") or 0,
        yearly=scoping.number("exam.2b.yearly") or 0,
        ml_first_year=scoping.number("exam.2b.spared") or 0,
    )


def _instead_of_the_need(scoping: Record) -> Instead | None:
    """The same, said before any candidate was looked for; its sums are the ledger's."""
    option = scoping.choice("need.5.simpler")
    if option not in SIMPLER or not judgements.answered(scoping, "need.4", "need.5", "need.6"):
        return None
    found = judged_need.need_verdict(scoping)
    ledger, nothing = found.inputs.ledger, need.Costing(0, 0, 0)
    own, ml = ledger.get(str(option), nothing), ledger.get(need.ML, nothing)
    author = scoping.entries["need.6"].answer
    return Instead(
        option=str(option),
        label=scoping.catalog.questions["need.5"].field("simpler").options[str(option)],
        text=words(scoping, "need.6.instead"),
        author=name(scoping, author.author if author else None),
        currency=scoping.text("need.4.currency"),
        once=own.once,
        yearly=own.yearly,
        ml_first_year=ml.once + ml.yearly,
        reckoned=str(option) in ledger,
        gap=next((row.gap for row in found.ledger if row.way == option), None),
        horizon=found.inputs.horizon or 0,
    )


def checklist_suffices(scoping: Record) -> str:
    """The retake's way of doing without MLOps, as the catalogue names it; empty where MLOps stands."""
    option = scoping.choice("retake.2.simpler") if "retake" in scoping.walked else None
    return scoping.catalog.questions["retake.2"].field("simpler").options[option] if option in SIMPLER else ""


def waiting(scoping: Record) -> Iterator[Waiting]:
    """What the present stage still lacks, whose it is and when it is due; of a cancelled scoping, what it lacked."""
    if scoping.ending:
        stage = scoping.ending.stage
        for lacking, state in standing.missing(scoping, stage) if stage in scoping.catalog.stages else ():
            yield Waiting(cleaned(scoping.label(lacking.id)), state.value, "")
        return
    for task in tasks.tasks(scoping):
        item = scoping.items.get(task.key, Item())
        owner = "" if _everybodys(scoping, task) else name(scoping, scoping.debtors(task.key)[0])
        due = answers.local_day(scoping, item.due_at) if item.due_at and item.open_call else None
        if task.key in (tasks.SIGN, tasks.PULSE) and tasks.need(scoping, task):
            yield Waiting("", task.key, owner, due)
        for question in scoping.open_questions(task.key):
            found = cleaned(scoping.label(question))
            yield Waiting(found, standing.state(scoping, question).value, owner, due, item.unknown_until)


def examined_alone(scoping: Record) -> bool:
    """Whether whoever started it also judged every answer."""
    judges = {judged.by for entry in scoping.entries.values() for judged in entry.judgements}
    return scoping.initiator == scoping.director and judges == {scoping.initiator}


def steps(scoping: Record, made: Decision) -> Iterator[Step]:
    """What must happen next, as far as the answers say it; nothing where the scoping ended without a yes."""
    if made.outcome in ENDINGS and not ENDINGS[made.outcome]:
        return
    yield from _to_know(scoping)
    yield from _milestones(scoping)
    if made.leads_to == "approved_mlops":
        yield from _purchases(scoping)
    for kind, path in _SPOKEN[made.leads_to or ""]:
        question = path.rpartition(".")[0]
        entry = scoping.entries.get(question)
        if entry and entry.answer and scoping.text(path):
            yield Step(kind, name(scoping, entry.answer.author), text=words(scoping, path))
        if kind == "proof" and scoping.text("poc.2.ends"):
            ends = date.fromisoformat(scoping.text("poc.2.ends"))
            yield Step("proof_ends", words(scoping, "poc.2.decides"), True, ends)
    yield from (
        Step("objection", name(scoping, scoping.director), True, text=cleaned(one.text)) for one in scoping.objections
    )


def changes(scoping: Record, made: Decision, sums: Money | None, other: Instead | None) -> Iterator[Change]:
    """Every single thing that would turn the verdict."""
    if other:
        yield Change("instead_costs", other.ml_first_year, True, "so_far", currency=other.currency)
        return
    if sums and sums.breakeven_saving is not None and made.leads_to == "approved_mlops":
        yield Change("saving", sums.breakeven_saving, not sums.case.pays, "money", currency=sums.currency)
    found = verdict(scoping)
    if found and checklist_suffices(scoping):
        yield Change("retake", "none", False, "approved_mlops", found.level)
    elif found:
        yield from _flips(found)


_SPOKEN = {
    "": (),
    "no_ai": (("instead", "exam.2b.instead"),),
    "approved_poc": (("proof", "poc.1.shows"),),
    "approved_ml": (("watch", "monitoring.1.watch"),),
    "approved_mlops": (("time_frame", "change.6.text"), ("teach", "change.4.text"), ("help", "change.5.text")),
}


def _flips(found: mlops.Decision) -> Iterator[Change]:
    """The flips of the decision table, numbers first."""
    for flip in sorted(found.flips, key=lambda flip: not isinstance(flip.value, float)):
        above = isinstance(flip.value, float) and flip.value > float(getattr(found.inputs, flip.input) or 0)
        outcome = LEADS_TO.get(flip.outcome, "contradiction")
        yield Change(flip.input, flip.value, above, outcome, flip.level, least=flip.least)


def _leads_to(scoping: Record) -> str | None:
    if SIMPLER & {scoping.choice("exam.2.simpler"), scoping.choice("need.5.simpler")}:
        return "no_ai"
    if "mlops" not in scoping.walked:
        return None
    return "approved_ml" if checklist_suffices(scoping) else LEADS_TO.get(scoping.decision.outcome)


def _to_know(scoping: Record) -> Iterator[Step]:
    for open in waiting(scoping):
        if open.known_by:
            yield Step("find_out", open.owner, True, open.known_by, open.label)


def _milestones(scoping: Record) -> Iterator[Step]:
    """The milestones are what happens next, by day."""
    found = judgements.plan(scoping)
    for stone in found.milestones if found else ():
        cost = (stone.cost,) if stone.cost else ()
        author = judgements.author(scoping, "plan.2")
        yield Step(
            "milestone",
            author,
            by=stone.day,
            text=cleaned(stone.what),
            amounts=cost,
            currency=scoping.text("plan.2.currency"),
        )


def _purchases(scoping: Record) -> Iterator[Step]:
    bought, people = scoping.entries.get("case.4"), scoping.entries.get("case.3")
    currency = scoping.text("case.2.currency")
    if bought and bought.answer and scoping.text("case.4.platform"):
        once, yearly = scoping.spread("case.4.once").expected, scoping.spread("case.4.yearly").expected
        kind = scoping.text("case.4.platform")
        yield Step(kind, name(scoping, bought.answer.author), amounts=(once, yearly), currency=currency)
    if people and people.answer and scoping.spread("case.3.people").high:
        added = scoping.spread("case.3.people").expected
        yield Step("hire", name(scoping, people.answer.author), amounts=(added,), currency=currency)


def _everybodys(scoping: Record, task: tasks.Task) -> bool:
    """Lines of a board that nobody took yet, and the pulse."""
    stage = scoping.catalog.stages[task.stage]
    return task.key == tasks.PULSE or (stage.layout is Layout.BOARD and task.key == stage.stage)


def _answered(scoping: Record, question: str) -> bool:
    entry = scoping.entries.get(question)
    return bool(entry and entry.answer and entry.answer.skipped is None)

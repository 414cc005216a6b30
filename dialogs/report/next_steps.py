"""What happens next, by whom and by when, as far as the answers say it; else what there is to find out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dialogs.answers.text import cleaned
from dialogs.answers.unknowns import begins_unknown, ignorance_in
from dialogs.findings import Findings
from dialogs.findings.mlops import is_of_another
from dialogs.findings.money import currency as case_currency
from dialogs.flow import promises
from dialogs.record.parts import Condition
from dialogs.record.record import Record
from dialogs.report.conclusions import named, to_show, waiting
from dialogs.report.parts import AFTER_THE_PROOF, MILESTONE, Decision, Step
from dialogs.report.quotes import author, name, words
from dialogs.report.unknowns import inputs


def steps(findings: Findings, made: Decision) -> Iterator[Step]:
    """What must happen next, as far as the answers say it; where it ended without a yes, what there is to find out."""
    record = findings.record
    yield from _to_know(findings)
    if made.stopped:
        return
    stones = list(_milestones(findings))
    yield from (stone for stone in stones if stone.kind == MILESTONE)
    if made.leads_to == "approved_mlops" and not made.proves_first:
        yield from _purchases(record)
    for kind, path in _SPOKEN[made.leads_to or ""]:
        question = path.rpartition(".")[0]
        entry = record.entries.get(question)
        if entry and entry.answer and record.text(path):
            by = name(record, entry.answer.author)
            if begins_unknown(record.text(path)):
                alone = ignorance_in(record.text(path)) is not None
                said = "" if alone or record.catalog.of_old else words(record, path)
                yield Step("unknown", by, text=named(record, question), said=said)
            else:
                yield Step(kind, by, text=words(record, path))
        if kind == "proof" and record.text("poc.2.ends"):
            ends = date.fromisoformat(record.text("poc.2.ends"))
            decides = words(record, "poc.2.decides")
            yield Step("proof_ends", "" if begins_unknown(decides) else decides, True, ends)
    if made.outcome == "so_far" or record.catalog.of_old:  # whoever signs has read them
        yield from (
            Step("objection", name(record, record.director), True, text=cleaned(one.text))
            for one in record.objections
            if not is_of_another(findings.mlops, one)
        )
    yield from (stone for stone in stones if stone.kind != MILESTONE)


_SPOKEN = {
    "": (),
    "no_ai": (("instead", "exam.2b.instead"),),
    "approved_poc": (("proof", "poc.1.shows"),),
    "approved_ml": (("watch", "monitoring.1.watch"),),
    "approved_mlops": (("time_frame", "change.6.text"), ("teach", "change.4.text"), ("help", "change.5.text")),
}


def _to_know(findings: Findings) -> Iterator[Step]:
    """Who finds out what by when: what was promised by a day, and the conditions that are open."""
    record = findings.record
    for open in waiting(findings):
        if open.known_by:
            yield Step("find_out", open.owner, True, open.known_by, open.label)
    conditions = record.open_conditions
    under = {one.about for one in conditions if not one.text}
    for question, ones in promises.by_question(findings).items():
        dated = [one for one in ones if one.unknown.until]
        if dated and question not in under:
            yield Step("find_out", name(record, dated[0].owner), True, dated[0].unknown.until, named(record, question))
    for one in conditions:
        kind = "see_to" if one.text else "find_out"
        text = cleaned(one.text) if one.text else _found(record, one)
        yield Step(kind, name(record, one.owner), True, one.due, text)


def _found(record: Record, condition: Condition) -> str:
    """What a condition finds out: the answer by its name, or the input that is taken for something meanwhile."""
    return ", ".join(inputs(record, condition)) if condition.assumes else named(record, condition.about)


def _milestones(findings: Findings) -> Iterator[Step]:
    """The milestones are what happens next, by day; of a proof, those behind its end only if it holds."""
    record = findings.record
    ends = None if record.catalog.of_old else to_show(record).by
    found = findings.plan or findings.undated
    for stone in found.milestones if found else ():
        cost = (stone.cost,) if stone.cost else ()
        yield Step(
            AFTER_THE_PROOF if ends and stone.day > ends else MILESTONE,
            author(record, "plan.2"),
            by=stone.day,
            text=cleaned(stone.what),
            amounts=cost,
            currency=record.text("plan.2.currency"),
        )


def _purchases(record: Record) -> Iterator[Step]:
    bought, people = record.entries.get("case.4"), record.entries.get("case.3")
    currency = case_currency(record)
    if bought and bought.answer and record.text("case.4.platform"):
        once, yearly = record.spread("case.4.once"), record.spread("case.4.yearly")
        amounts = (once.expected, yearly.expected) if once and yearly else ()
        kind = record.text("case.4.platform")
        yield Step(kind, name(record, bought.answer.author), amounts=amounts, currency=currency)
    added = record.spread("case.3.people")
    if people and people.answer and added and added.high:
        yield Step("hire", name(record, people.answer.author), amounts=(added.expected,), currency=currency)

"""On the full track, whichever answer changes: exactly what was answered in the light of it is asked again."""

from functools import cache

import pytest

from dialogs.answers.values import Value
from dialogs.catalog import Kind, Question, shipped
from dialogs.findings import Findings
from dialogs.flow import standing, tasks
from dialogs.flow.standing import State
from dialogs.record import quoting
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, MONDAY, reach

WORDS = (Kind.TEXT, Kind.LINE)


@cache
def _signed_off() -> str:
    return reach("report", track="full").model_dump_json()


def whole() -> Scoping:
    """A full track that waits for its signature; each test has its own."""
    return Scoping.model_validate_json(_signed_off())


def revisable() -> list[str]:
    """Every question with words or a number to change."""
    full = shipped().on("full")
    answered = whole().entries
    return [question.id for question in full.questions.values() if question.id in answered and _changed(question, {})]


def _changed(question: Question, values: dict[str, Value]) -> dict[str, Value]:
    """The same answer but for one field, and a choice only where there is nothing else."""
    for field in question.fields:
        if field.kind in WORDS and (field.id in values or not values):
            return {**values, field.id: f"{values.get(field.id, '')} Counted again in March 2026."}
    for field in question.fields:
        if field.kind is Kind.NUMBER and not field.optional:
            return {**values, field.id: float(str(values.get(field.id, 1.0))) + 1}
    return {}


@pytest.mark.parametrize("revised", revisable())
def test_exactly_the_later_answers_that_rested_on_it_are_stale(revised: str) -> None:
    scoping = whole()
    question = scoping.catalog.questions[revised]
    entry = scoping.entries[revised]
    assert entry.answer is not None
    before = dict(entry.answer.values)
    values = _changed(question, before)

    scoping.answer({revised: values}, entry.answer.author, MONDAY)

    stale = {
        one.id
        for one in scoping.catalog.questions.values()
        if one.id in scoping.entries and standing.state(Findings(scoping), one.id) is State.STALE
    }
    moved = {field for field, value in values.items() if before.get(field) != value}
    followed = {id for id, one in scoping.entries.items() if one.changed == scoping.seq} - {revised}
    names = {revised, *followed, *(f"{revised}.{field}" for field in moved)}
    rested = {one.id for one in scoping.catalog.questions.values() if names & {*one.rests_on}} - followed - {revised}
    assert stale == {one for one in rested if one in scoping.entries}


def test_the_scoping_goes_back_to_the_first_of_them_and_asks_nobody_else() -> None:
    scoping = whole()
    scoping.answer({"data.1": {"have": "partly", "needed": "Invoices only, 38,112 of them."}}, ANA, MONDAY)

    assert scoping.stage == "design"
    assert [label for label in standing.missing_labels(Findings(scoping)) if label == "Provenance"]


def test_confirming_it_leads_all_the_way_back_to_the_report() -> None:
    scoping = whole()
    scoping.answer({"infra.2": {"mode": "batch", "latency": "Every second night"}}, ANA, MONDAY)
    while scoping.stage != "report":
        stage = scoping.stage
        asked = scoping.catalog.stages[stage]
        for question in quoting.active_questions(scoping, asked):
            entry = scoping.entries[question.id]
            if standing.state(Findings(scoping), question.id) is State.STALE and entry.answer:
                scoping.answer({question.id: dict(entry.answer.values)}, ANA, MONDAY)
        scoping.judge(tasks.to_examine(Findings(scoping), stage), {}, scoping.director, MONDAY)
        assert scoping.stage != stage

    assert scoping.stage == "report"

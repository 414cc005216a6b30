"""The whole reasoning of a verdict: its answers, its rows, what would change it, its source."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block

from bot.telling import mlops, money, partial, unknown
from bot.telling.said import value_in
from bot.telling.told import Told
from bot.telling.verdicts import latest
from bot.words.figures import labelled, shortened, upper_first
from bot.words.rich_text import Ours
from bot.words.sentences import rich
from dialogs.catalog import AnswerField, Question
from dialogs.findings import Findings
from dialogs.record import quoting
from dialogs.record.parts import Answer
from dialogs.record.record import Record
from dialogs.verdicts.mlops import GOOGLE

INPUT, INPUTS = 160, 24
"""Characters of an answer, and how many of them, that a reasoning shows; the report shows all."""


def reasoning(findings: Findings, form: str) -> list[Block]:
    """The whole reasoning of a form's verdict, for a modal: its answers, its rows, what would change it, its source."""
    record = findings.record
    if form == "case" and findings.case_is_made:
        return [_reasoned(record, form, money.case(findings))]
    told = latest(findings, form)
    return [_reasoned(record, form, told) if told else _of_the_decision(findings)]


def is_there(findings: Findings, form: str) -> bool:
    """Whether there is a verdict of a form, or a decision, to give the reasoning of."""
    is_made = form == "case" and findings.case_is_made
    return is_made or "mlops.1" in findings.record.entries or latest(findings, form) is not None


def _reasoned(record: Record, form: str, told: Told) -> Block:
    title = quoting.title(record, record.catalog.forms[form])
    inputs = _inputs(record, told)
    link = Ours(told.link) if told.link else ""
    return rich("reasoning_form", label=title, told=told, inputs=inputs, link=link)


def _of_the_decision(findings: Findings) -> Block:
    """MLOps or a proof of concept: the inputs of the table, its rows, and what would change it."""
    record, decision = findings.record, findings.mlops
    question, answer = record.catalog.questions["mlops.1"], record.entries["mlops.1"].answer
    return rich(
        "reasoning",
        outcome=upper_first(partial.outcome(findings)),
        reason=partial.reason(findings),
        inputs=[labelled(field.label, words) for field, words in _given(question, answer)]
        + unknown.unknowns_said(record, question),
        rows=[] if decision.missing else mlops.rows(decision),
        flips=mlops.flips(decision),
        google=Ours(GOOGLE),
    )


def _inputs(record: Record, told: Told) -> list[str]:
    """The answers a verdict rests on, a line a field."""
    lines = [
        labelled(field.label, shortened(words, INPUT))
        for id in told.rests_on
        for field, words in _given(quoting.worded(record, record.catalog.questions[id]), record.entries[id].answer)
    ]
    return lines[:INPUTS]


def _given(question: Question, answer: Answer | None) -> Iterator[tuple[AnswerField, str]]:
    """What has a value in an answer, and the value in words."""
    given = (field for field in question.fields if answer and field.id in answer.values)
    return ((field, value_in(answer, field)) for field in given if answer)

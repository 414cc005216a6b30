"""The whole reasoning of a verdict: its answers, its rows, what would change it, its source."""

from slack_sdk.models.blocks import Block

from bot.telling import mlops, money
from bot.telling.said import value_words
from bot.telling.told import Told
from bot.telling.verdicts import settled
from bot.words.figures import labelled, shortened
from bot.words.rich_text import Ours
from bot.words.sentences import rich
from dialogs.findings import money as judged
from dialogs.record import quoting
from dialogs.record.record import Record

INPUT, INPUTS = 160, 24
"""Characters of an answer, and how many of them, that a reasoning shows; the report shows all."""


def reasoning(scoping: Record, form: str) -> list[Block]:
    """The whole reasoning of a form's verdict, for a modal: its answers, its rows, what would change it, its source."""
    if form == "case" and judged.case_is_made(scoping):
        return [_reasoned(scoping, form, money.case(scoping))]
    told = settled(scoping, form)
    return [_reasoned(scoping, form, told)] if told else mlops.reasoning(scoping)


def _reasoned(scoping: Record, form: str, told: Told) -> Block:
    title = quoting.title(scoping, scoping.catalog.forms[form])
    inputs = _inputs(scoping, told)
    link = Ours(told.link) if told.link else ""
    return rich("reasoning_form", label=title, told=told, inputs=inputs, link=link)


def _inputs(scoping: Record, told: Told) -> list[str]:
    """The answers a verdict rests on, a line a field."""
    found = []
    for id in told.rests_on:
        question, answer = scoping.worded(id), scoping.entries[id].answer
        values = answer.values if answer else {}
        for field in question.fields:
            if field.id in values:
                found.append(labelled(field.label, shortened(value_words(field, values[field.id]), INPUT)))
    return found[:INPUTS]

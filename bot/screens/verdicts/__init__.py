"""Every verdict in words: what stands above a form's question, what a settled form turns into, and the reasoning."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import Block

from bot.screens.said import value_words
from bot.screens.verdicts import candidates, mlops, money, need, people
from bot.screens.verdicts.mlops import clashes, flips, outcome, reason, rows, telling_flips
from bot.screens.verdicts.money import case_words
from bot.screens.verdicts.need import forgone
from bot.screens.verdicts.told import Told, Weighed, capital
from bot.words import Ours, labelled, rich, shortened
from dialogs import judging, wording
from dialogs.rulings import Rulings

__all__ = [
    "Told",
    "Weighed",
    "before",
    "case_words",
    "clashes",
    "flips",
    "forgone",
    "outcome",
    "reason",
    "reasoning",
    "rows",
    "settled",
    "telling_flips",
]

SOLUTIONS, CANDIDATE = "solutions", "candidate_"
INPUT, INPUTS = 160, 24
"""Characters of an answer, and how many of them, that a reasoning shows; the report shows all."""


def before(scoping: Rulings, form: str) -> Weighed | None:
    """What stands above the question of a form: verdicts are edits, and edits notify nobody."""
    found = _BEFORE.get(_place(scoping, form))
    return found(scoping) if found else None


def settled(scoping: Rulings, form: str) -> Told | None:
    """The verdict a settled form turns into; None where its answers speak for themselves."""
    stage, _ = place = _place(scoping, form)
    if stage == SOLUTIONS and form.startswith(CANDIDATE):
        return candidates.candidate(scoping, form.removeprefix(CANDIDATE))
    found = _SETTLED.get(place)
    return found(scoping) if found else None


def reasoning(scoping: Rulings, form: str) -> list[Block]:
    """The whole reasoning of a form's verdict, for a modal: its answers, its rows, what would change it, its source."""
    if form == "case" and judging.case_is_made(scoping):
        return [_reasoned(scoping, form, money.case(scoping))]
    told = settled(scoping, form)
    return [_reasoned(scoping, form, told)] if told else mlops.reasoning(scoping)


def _place(scoping: Rulings, form: str) -> tuple[str, str]:
    """The stage and the form: somebody's own catalogue may have a form of the same name in a stage of its own."""
    stage = scoping.catalog.form_stage.get(form)
    return (stage.stage if stage else "", form)


def _reasoned(scoping: Rulings, form: str, told: Told) -> Block:
    title = wording.title(scoping, scoping.catalog.forms[form])
    inputs = _inputs(scoping, told)
    link = Ours(told.link) if told.link else ""
    return rich("reasoning_form", label=title, told=told, inputs=inputs, link=link)


def _inputs(scoping: Rulings, told: Told) -> list[str]:
    """The answers a verdict rests on, a line a field."""
    found = []
    for id in told.rests_on:
        question, answer = scoping.worded(id), scoping.entries[id].answer
        values = answer.values if answer else {}
        for field in question.fields:
            if field.id in values:
                found.append(labelled(field.label, shortened(value_words(field, values[field.id]), INPUT)))
    return found[:INPUTS]


def _decided(scoping: Rulings) -> Weighed:
    """What follows the decision begins with it."""
    decision = scoping.decision
    return Weighed(says=f"{capital(outcome(decision))}. {reason(decision)}")


_BEFORE: Mapping[tuple[str, str], Callable[[Rulings], Weighed | None]] = {
    ("need", "instead"): need.instead,
    (SOLUTIONS, "choice"): candidates.side_by_side,
    ("case", "case"): _decided,
    ("poc", "poc"): _decided,
    ("monitoring", "monitoring"): _decided,
    ("case", "stress"): money.under_stress,
}
"""By stage and form: the words above a question that follow from what was said before."""

_SETTLED: Mapping[tuple[str, str], Callable[[Rulings], Told | None]] = {
    ("need", "ledger"): need.ledger,
    (SOLUTIONS, "candidates"): candidates.named,
    (SOLUTIONS, "choice"): candidates.choice,
    (SOLUTIONS, "impact"): people.impact,
    ("design", "labels"): people.labels,
    ("design", "risks"): people.risks,
    ("case", "stress"): money.stress,
    ("plan", "plan"): money.plan,
}
"""By stage and form: the verdict. Those of the candidates, the decision and the case are found apart."""

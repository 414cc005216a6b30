"""What rests on a change: all of it still holds, or what is ticked in a window is answered again and the rest holds."""

from collections.abc import Awaitable, Callable, Mapping

from slack_sdk.models.views import View

from bot.listeners.context import Context
from bot.listeners.guards import open_for
from bot.screens.modals import answering, resting
from bot.slack.handles import Handle
from bot.slack.payloads import Press, Submission
from dialogs.catalog import Question
from dialogs.errors import NotNow
from dialogs.findings import findings_of
from dialogs.flow import standing, turns
from dialogs.flow.standing import State
from dialogs.scoping.scoping import Scoping


async def _confirm_all(context: Context, press: Press) -> None:
    """All that the message lists still holds."""
    async with context.scopings.edit(press.handle.scoping, press.delivery) as scoping:
        scoping.hold(_listed(scoping, press.handle.extra), press.who.user, context.clock())


async def _some_change(context: Context, press: Press) -> None:
    scoping = await open_for(context, press)
    if scoping is None:
        return
    questions = _waiting(scoping, _listed(scoping, press.handle.extra))
    if not questions:
        raise NotNow("not_now.settled")
    ids = ",".join((str(scoping.seq), *(question.id for question in questions)))
    await context.open(press, resting.some_change(scoping, press.handle._replace(extra=ids), questions))


async def _sent(context: Context, submission: Submission) -> View | None:
    """What was not ticked holds; of what was, as much as can be asked now stands in the next window."""
    seen, *listed = submission.handle.extra.split(",")
    ticked = {id for block in submission.inputs if block.startswith(resting.CHANGES) for id in submission.chosen(block)}
    by = submission.who.user
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        if held := [id for id in listed if id not in ticked]:
            scoping.hold(held, by, context.clock(), seen=int(seen))
    scoping = await context.scopings.get(scoping.id)
    return _again(scoping, [id for id in listed if id in ticked], by) if ticked else None


def _again(scoping: Scoping, ticked: list[str], by: str) -> View | None:
    """The window in which these are answered again: those that are asked by now, as many as fit."""
    asked = {id for stage in scoping.walked for id in _of_stage(scoping, stage)}
    questions = [scoping.catalog.questions[id] for id in ticked if id in asked]
    fits = [one for at, one in enumerate(questions) if sum(len(q.fields) for q in questions[: at + 1]) <= MOST_INPUTS]
    theirs = fits or questions[:1]
    if not theirs:
        return None
    handle = Handle(scoping.id, turns.task_key(scoping, theirs[0].id), str(scoping.seq))
    return answering.answer(scoping, handle, theirs)


MOST_INPUTS = 25
"""How many inputs stand in the window of what is answered again; the rest is asked in its turn (ours)."""


def _of_stage(scoping: Scoping, stage: str) -> list[str]:
    found = scoping.catalog.stages.get(stage)
    return [question.id for question in found.questions] if found else []


def _listed(scoping: Scoping, extra: str) -> list[str]:
    """The answers that a message lists, by its button."""
    return [id for id in extra.split(",") if id in scoping.catalog.questions]


def _waiting(scoping: Scoping, ids: list[str]) -> list[Question]:
    findings = findings_of(scoping)
    return [scoping.catalog.questions[id] for id in ids if standing.state(findings, id) is State.STALE]


PRESSES: Mapping[str, Callable[[Context, Press], Awaitable[None]]] = {
    "answering:confirm_all": _confirm_all,
    "answering:some_change": _some_change,
}
SUBMISSIONS: Mapping[str, Callable[[Context, Submission], Awaitable[View | None]]] = {"answering.some_change": _sent}

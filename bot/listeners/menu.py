"""The rest of a question's menu: not applicable, assign, take lines, correct the evidence, waive."""

from collections.abc import Awaitable, Callable, Mapping

from slack_sdk.models.views import View

from bot.listeners.context import Context
from bot.listeners.guards import may_now, open_for, reason_in
from bot.listeners.items import all_of
from bot.screens.modals import answering, small
from bot.slack.handles import Handle
from bot.slack.payloads import Press, Submission
from bot.telling.said import current_grade
from dialogs.answers.evidence import Grade
from dialogs.errors import BadFields, NotNow, Sentence
from dialogs.findings import Findings
from dialogs.flow import standing, turns
from dialogs.flow.standing import SETTLED


async def _waive(context: Context, press: Press) -> None:
    """A follow-up that was met meanwhile says so before anybody writes a reason."""
    asked = (await context.scopings.get(press.handle.scoping)).entries.get(press.handle.item)
    if asked and not asked.waiting_followup:
        raise NotNow("not_now.followup")
    await _ask_reason(context, press, "waive", "answering.waive", "modal.waive")


async def _both_hold(context: Context, press: Press) -> None:
    await _ask_reason(context, press, "waive", "answering.both_hold", "modal.both_hold")


async def _skip(context: Context, press: Press) -> None:
    scoping = await open_for(context, press, "skip")
    if scoping:
        scoping.changeable([press.handle.item], press.who.user)
        await context.open(press, small.reason("answering.skip", "modal.skip", press.handle))


async def _ask_reason(context: Context, press: Press, act: str, callback: str, title: str) -> None:
    scoping = await open_for(context, press, act)
    if scoping:
        await context.open(press, small.reason(callback, title, press.handle))


async def _assign(context: Context, press: Press) -> None:
    scoping = await may_now(context, press, "assign")
    if not turns.can_be_handed(Findings(scoping), press.handle.item):
        raise NotNow("not_now.settled")
    await context.open(press, small.assign(scoping, press.handle))


async def _grade(context: Context, press: Press) -> None:
    scoping = await may_now(context, press, "correct_grade")
    question, *_ = all_of(scoping, press.handle.item)
    await context.open(press, small.grade(press.handle, current_grade(scoping, question)))


async def _take(context: Context, press: Press) -> None:
    scoping = await open_for(context, press, "take")
    if scoping is None:
        return
    stage = scoping.catalog.stages.get(press.handle.item)
    if stage is None:
        raise NotNow("not_now.taken")
    free = [
        q
        for q in stage.questions
        if q.id not in scoping.items and standing.state(Findings(scoping), q.id) not in SETTLED
    ]
    if not free or scoping.stage != stage.stage:
        raise NotNow("not_now.taken" if not free else "not_now.stage")
    await context.open(press, small.take(scoping, press.handle, free))


PRESSES: Mapping[str, Callable[[Context, Press], Awaitable[None]]] = {
    "answering:waive": _waive,
    "answering:both_hold": _both_hold,
    "answering:skip": _skip,
    "answering:assign": _assign,
    "answering:grade": _grade,
    "answering:take": _take,
}
"""Each verb of the menu, and what pressing it opens."""


async def _skipped(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.skip(submission.handle.item, reason, submission.who.user, context.clock())


async def _waived(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.waive(submission.handle.item, reason, submission.who.user, context.clock())


async def _let_stand(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.let_stand(submission.handle.item, reason, submission.who.user, context.clock())


async def _assigned(context: Context, submission: Submission) -> None:
    to = submission.text("to")
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        if to not in scoping.everyone():
            raise BadFields({"to": Sentence("cannot.outsider")})
        scoping.assign(submission.handle.item, to, submission.who.user, context.clock())


async def _graded(context: Context, submission: Submission) -> None:
    grade = Grade(submission.text("grade"))
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.correct_grade(submission.handle.item, grade, submission.who.user)


async def _taken(context: Context, submission: Submission) -> View:
    """The lines are theirs; in the same window they can answer them at once, or close it and come back."""
    lines = submission.chosen("lines")
    if not lines:
        raise BadFields({"lines": Sentence("problem.option")})
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.take(lines, submission.who.user, context.clock())
    scoping = await context.scopings.get(submission.handle.scoping)
    questions = [scoping.catalog.questions[line] for line in lines]
    return answering.answer(scoping, Handle(scoping.id, lines[0], str(scoping.seq)), questions)


SUBMISSIONS: Mapping[str, Callable[[Context, Submission], Awaitable[View | None]]] = {
    "answering.skip": _skipped,
    "answering.waive": _waived,
    "answering.both_hold": _let_stand,
    "answering.assign": _assigned,
    "answering.grade": _graded,
    "answering.take": _taken,
}
"""Each small form, and the one act it stands for."""

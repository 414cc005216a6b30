"""The Home tab, and the two buttons of a reminder that put it off."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.listeners.context import Context
from bot.listeners.guards import day_in
from bot.listeners.tables import Presses, Submissions, listen_to_presses, listen_to_submissions
from bot.screens.modals import modal, open_questions, small
from bot.slack.payloads import Press, Submission
from bot.telling import to_find_out
from bot.words.sentences import sentence
from dialogs.answers.text import cleaned
from dialogs.errors import BadFields, NotNow, Sentence
from dialogs.findings import Findings
from dialogs.flow import tasks, turns
from dialogs.flow.reminders import CONDITION
from dialogs.record.parts import Condition, Standing
from dialogs.scoping.scoping import Scoping

MOST_SCOPINGS = 20


def register(app: AsyncApp, context: Context) -> None:
    """app_home_opened, I'll answer by…, Snooze a day."""

    @app.event("app_home_opened")
    async def on_opened(body: dict[str, Any]) -> None:
        if body["event"].get("tab", "home") == "home":
            context.later(_publish(context, body["event"]["user"]))

    listen_to_presses(app, context, "reminded", _PRESSES)
    listen_to_submissions(app, context, "reminded", _SUBMISSIONS)


async def _publish(context: Context, user: str) -> None:
    """My open items and my scopings, as they stand now."""
    summaries = await context.scopings.store.find(team_id=context.identity.team_id, person=user)
    open_first = sorted(summaries, key=lambda summary: summary.ended)[:MOST_SCOPINGS]
    scopings = [await context.scopings.get(summary.id) for summary in open_first]
    person = (await context.people.look_up_soon([user])).get(user)
    may_start = person is None or person.standing not in (Standing.GUEST, Standing.STRANGER, Standing.BOT)
    others = len(summaries) - len(scopings)
    view = open_questions.home(scopings, user, context.identity.url, may_start=may_start, others=others)
    await context.slack.call("views.publish", user_id=user, view=view.to_dict())


async def _all_scopings(context: Context, press: Press) -> None:
    summaries = await context.scopings.store.find(team_id=context.identity.team_id, person=press.who.user)
    await context.open(press, open_questions.every_scoping(summaries, context.identity.url))


async def _promise(context: Context, press: Press) -> None:
    if press.handle.item.startswith(CONDITION):
        await _condition(context, press)
    else:
        _check_owed(await context.scopings.get(press.handle.scoping), press.handle.item, press.who.user)
    await context.open(press, small.until("reminded.promise", "modal.promise", press.handle, "label.by_day"))


async def _done(context: Context, press: Press) -> None:
    findings, condition = await _condition(context, press)
    await context.open(press, small.outcome(press.handle, to_find_out.condition_told(findings, condition).what))


async def _condition(context: Context, press: Press) -> tuple[Findings, Condition]:
    """The open condition of a press, for its owner and the director. Raises NotAllowed, NotNow."""
    scoping = await context.scopings.get(press.handle.scoping)
    return Findings(scoping), scoping.condition_of(press.handle.item.removeprefix(CONDITION), press.who.user)


async def _snooze(context: Context, press: Press) -> None:
    async with context.scopings.edit(press.handle.scoping, press.delivery) as scoping:
        _check_owed(scoping, press.handle.item, press.who.user)
        scoping.snooze([press.handle.item], press.who.user, context.clock())
    context.tell(press.who, sentence("told.snoozed"))


_PRESSES: Presses = {
    "reminded:promise": _promise,
    "reminded:snooze": _snooze,
    "reminded:done": _done,
    "reminded:all": _all_scopings,
}


async def _promised(context: Context, submission: Submission) -> None:
    day = await day_in(context, submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        if submission.handle.item.startswith(CONDITION):
            condition = submission.handle.item.removeprefix(CONDITION)
            scoping.put_off_condition(condition, day, submission.who.user, context.clock())
            return
        _check_owed(scoping, submission.handle.item, submission.who.user)
        scoping.promise([submission.handle.item], day, submission.who.user, context.clock())


async def _came_out(context: Context, submission: Submission) -> View:
    id = submission.handle.item.removeprefix(CONDITION)
    outcome = submission.text("outcome")
    if outcome not in ("met", "not_met"):
        raise BadFields({"outcome": Sentence("problem.option")})
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        figure = not scoping.condition_of(id, submission.who.user).text
        note = cleaned(submission.text("note"))
        scoping.close_condition(id, outcome == "met", note, submission.who.user, context.clock())
    words = sentence("condition.closed", ended=scoping.ending is not None, figure=figure and not scoping.ending)
    return modal.notice(words, "modal.condition_done")


_SUBMISSIONS: Submissions = {"reminded.promise": _promised, "reminded.done": _came_out}


def _check_owed(scoping: Scoping, item: str, person: str) -> None:
    """Raises NotNow where somebody does not owe an item any more, or not now."""
    if scoping.parked:
        raise NotNow("not_now.parked")
    owed = {key for key, _ in tasks.owed_items(Findings(scoping))}
    if item not in owed or person not in turns.debtors(scoping, item):
        raise NotNow("not_now.settled")

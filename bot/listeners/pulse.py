"""The readiness pulse: its form, an answer to it, its close. What somebody chose is in no delivery, log or error."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.listeners.context import Context
from bot.listeners.guards import open_for
from bot.listeners.tables import Presses, Submissions, listen_to_presses, listen_to_submissions
from bot.screens.modals import modal, pulse
from bot.slack.payloads import Press, Submission
from bot.words.sentences import sentence
from dialogs.errors import BadFields, NotNow, Sentence
from dialogs.flow.pulse import check_taken
from dialogs.verdicts.readiness import ELEMENTS, SCORES


def register(app: AsyncApp, context: Context) -> None:
    """Answer… and the close, and the form sent in."""

    listen_to_presses(app, context, "pulsing", _PRESSES)
    listen_to_submissions(app, context, "pulsing", _SUBMISSIONS)


async def _answer(context: Context, press: Press) -> None:
    scoping = await open_for(context, press, "tap")
    if scoping is None:
        return
    check_taken(scoping)
    if context.taps.has(scoping.id, press.who.user):
        raise NotNow("pulse.already")
    await context.open(press, pulse.form(press.handle))


async def _close(context: Context, press: Press) -> None:
    async with context.scopings.edit(press.handle.scoping, press.delivery) as scoping:
        scoping.close_pulse(press.who.user, context.clock())
    context.taps.forget(scoping.id)


_PRESSES: Presses = {
    "pulsing:answer": _answer,
    "pulsing:close": _close,
}


async def _tapped(context: Context, submission: Submission) -> View | None:
    """One answer more in the sums. The save has no delivery to record: its key would name whoever sent it."""
    scores = _scores(submission)
    id, user = submission.handle.scoping, submission.who.user
    async with context.taps.claimed(id, user, submission.view_id), context.scopings.edit(id) as scoping:
        scoping.tap(scores, user, context.clock())
    return modal.notice(sentence("told.slow")) if context.threads.is_held(scoping.channel) else None


def _scores(submission: Submission) -> list[int]:
    """The five, in order. Raises BadFields beside what is not one of the options, without repeating it."""
    offered = {str(score): score for score in SCORES}
    given = {element: submission.text(pulse.block(element)) for element in ELEMENTS}
    wrong = {pulse.block(element): Sentence("problem.option") for element, one in given.items() if one not in offered}
    if wrong:
        raise BadFields(wrong)
    return [offered[one] for one in given.values()]


_SUBMISSIONS: Submissions = {"pulsing.tap": _tapped}

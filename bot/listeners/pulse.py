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
from dialogs.flow.pulse import check_taken, people
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
    if await context.taps.has(scoping.id, press.who.user):
        raise NotNow("pulse.already")
    await context.open(press, pulse.form(press.handle, people=len(people(scoping))))


async def _close(context: Context, press: Press) -> None:
    await context.taps.close(press.handle.scoping, press.who.user, press.delivery)


_PRESSES: Presses = {
    "pulsing:answer": _answer,
    "pulsing:close": _close,
}


async def _tapped(context: Context, submission: Submission) -> View | None:
    """One answer more in the sums. The save has no delivery to record: its key would name whoever sent it."""
    scores = _scores(submission)
    id = submission.handle.scoping
    await context.taps.add(id, submission.who.user, submission.view_id, scores)
    channel = (await context.scopings.get(id)).channel
    return modal.notice(sentence("told.slow")) if context.threads.is_held(channel) else None


def _scores(submission: Submission) -> list[int]:
    """The five, in order. Raises BadFields beside what is not one of the options, without repeating it."""
    offered = {str(score): score for score in SCORES}
    given = {element: submission.text(pulse.block(element)) for element in ELEMENTS}
    wrong = {pulse.block(element): Sentence("problem.option") for element, one in given.items() if one not in offered}
    if wrong:
        raise BadFields(wrong)
    return [offered[one] for one in given.values()]


_SUBMISSIONS: Submissions = {"pulsing.tap": _tapped}

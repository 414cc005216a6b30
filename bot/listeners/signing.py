"""The two ways to sign what something speaks against: a proof of concept first, or all of it with a reason."""

from slack_bolt.async_app import AsyncApp

from bot.listeners.context import Context
from bot.listeners.director import promise_in
from bot.listeners.guards import as_it_is, check_not_gone_back, may_now, reason_in
from bot.listeners.tables import Presses, Submissions, listen_to_presses, listen_to_submissions
from bot.screens.modals import signing
from bot.slack.payloads import Press, Submission
from dialogs.errors import NotNow
from dialogs.findings import Findings
from dialogs.flow import promises
from dialogs.flow.stages import may
from dialogs.scoping import permissions
from dialogs.scoping.scoping import Scoping


def register(app: AsyncApp, context: Context) -> None:
    """Their buttons and windows."""
    listen_to_presses(app, context, "signing", _PRESSES)
    listen_to_submissions(app, context, "signing", _SUBMISSIONS)


async def _prove(context: Context, press: Press) -> None:
    scoping = await _to_prove(context, press)
    handle = as_it_is(scoping, press.handle)
    await context.open(press, signing.prove(Findings(scoping), handle, context.clock()))


async def _go_all_the_way(context: Context, press: Press) -> None:
    scoping = await _to_prove(context, press)
    await context.open(press, signing.go_all_the_way(Findings(scoping), as_it_is(scoping, press.handle)))


async def _to_prove(context: Context, press: Press) -> Scoping:
    """The scoping, for whoever may sign it. Raises NotAllowed; NotNow where nothing has to be proved by now."""
    scoping = await may_now(context, press, "sign")
    if not may(Findings(scoping), "prove"):
        raise NotNow("not_now.settled")
    return scoping


_PRESSES: Presses = {"signing:prove": _prove, "signing:all_the_way": _go_all_the_way}


async def _proved(context: Context, submission: Submission) -> None:
    now = context.clock()
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        check_not_gone_back(scoping, submission)
        permissions.check(scoping, "sign", submission.who.user)
        usual = promises.of_a_proof(Findings(scoping), now)
        promise = promise_in(scoping, submission, "", usual)._replace(text=submission.text(signing.TEXT))
        scoping.prove(promise, submission.who.user, now)


async def _went_all_the_way(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        check_not_gone_back(scoping, submission)
        scoping.sign(submission.who.user, context.clock(), reason)


_SUBMISSIONS: Submissions = {"signing.prove": _proved, "signing.all_the_way": _went_all_the_way}

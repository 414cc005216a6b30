"""The director's acts: examining a stage, signing, returning, rejecting; and anybody's disagreement with a verdict."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.listeners.context import Context
from bot.listeners.guards import readable, reason_in
from bot.listeners.tables import Presses, Submissions, listen_to_presses, listen_to_submissions
from bot.screens.modals import deciding, modal, reasoning, small
from bot.screens.modals.deciding import ALL, REASON, VERDICT
from bot.slack.payloads import Press, Submission
from bot.words.sentences import sentence
from dialogs.errors import BadFields, NotNow, Sentence
from dialogs.findings import Findings
from dialogs.flow import tasks
from dialogs.flow.tasks import EXAMINE
from dialogs.scoping import permissions
from dialogs.scoping.scoping import Scoping


def register(app: AsyncApp, context: Context) -> None:
    """The director's buttons and modals."""

    listen_to_presses(app, context, "deciding", _PRESSES)
    listen_to_submissions(app, context, "deciding", _SUBMISSIONS)


async def _examine(context: Context, press: Press) -> None:
    scoping = await context.scopings.get(press.handle.scoping)
    permissions.check(scoping, "judge", press.who.user)
    if scoping.parked:
        raise NotNow("not_now.parked")
    if press.handle.item.removeprefix(EXAMINE) != scoping.stage or not tasks.open_questions(
        Findings(scoping), press.handle.item
    ):
        raise NotNow("not_now.settled")
    await context.open(press, deciding.examine(Findings(scoping), press.handle))


async def _sign(context: Context, press: Press) -> None:
    async with context.scopings.edit(press.handle.scoping, press.delivery) as scoping:
        scoping.sign(press.who.user, context.clock())


async def _give_back(context: Context, press: Press) -> None:
    scoping = await context.scopings.get(press.handle.scoping)
    permissions.check(scoping, "give_back", press.who.user)
    if scoping.stage != "report":
        raise NotNow("not_now.give_back")
    await context.open(press, deciding.give_back(Findings(scoping), press.handle))


async def _reject(context: Context, press: Press) -> None:
    scoping = await context.scopings.get(press.handle.scoping)
    permissions.check(scoping, "reject", press.who.user)
    await context.open(press, small.reason("deciding.reject", "modal.reject", press.handle))


async def _reasoning(context: Context, press: Press) -> None:
    scoping = await readable(context, press.who, press.handle.scoping)
    blocks = reasoning.reasoning(Findings(scoping), press.handle.item)
    view = modal.modal("notice", sentence("modal.reasoning"), blocks, submit=None)
    await context.open(press, view)


async def _disagree(context: Context, press: Press) -> None:
    scoping = await context.scopings.get(press.handle.scoping)
    permissions.check(scoping, "disagree", press.who.user)
    await context.open(press, small.reason("deciding.disagree", "modal.disagree", press.handle, text="label.objection"))


_PRESSES: Presses = {
    "deciding:examine": _examine,
    "deciding:sign": _sign,
    "deciding:give_back": _give_back,
    "deciding:reject": _reject,
    "deciding:reasoning": _reasoning,
    "deciding:disagree": _disagree,
}


async def _examined(context: Context, submission: Submission) -> View | None:
    """Accepted and sent back in one act. Answers that changed under the open window are shown again first."""
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        permissions.check(scoping, "judge", submission.who.user)
        waiting = tasks.to_examine(Findings(scoping), submission.handle.item.removeprefix(EXAMINE))
        if _changed_meanwhile(scoping, waiting, int(submission.handle.extra or 0)):
            return deciding.examine(Findings(scoping), submission.handle)
        accepted, sent_back = _judged(submission, waiting)
        scoping.judge(accepted, sent_back, submission.who.user, context.clock())
    return None


def _changed_meanwhile(scoping: Scoping, waiting: list[str], seen: int) -> bool:
    return any(scoping.entries[question].changed > seen for question in waiting)


def _judged(submission: Submission, waiting: list[str]) -> tuple[list[str], dict[str, str]]:
    """What was accepted and what goes back with which reason. Raises BadFields beside what is missing."""
    verdicts_given = {question: submission.text(VERDICT + question) for question in waiting}
    reasons = {question: submission.text(REASON + question) for question in waiting}
    sent_back = {question: reasons[question] for question, verdict in verdicts_given.items() if verdict == "send_back"}
    problems = {REASON + question: Sentence("problem.reason") for question, reason in sent_back.items() if not reason}
    accept_all = bool(submission.chosen(ALL))
    accepted = [
        q for q, verdict in verdicts_given.items() if verdict == "accept" or (accept_all and q not in sent_back)
    ]
    if not accepted and not sent_back:
        problems[VERDICT + waiting[0]] = Sentence("problem.no_choice")
    if problems:
        raise BadFields(problems)
    return accepted, sent_back


async def _returned(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.give_back(submission.text("question"), reason, submission.who.user, context.clock())


async def _rejected(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.reject(reason, submission.who.user, context.clock())


async def _disagreed(context: Context, submission: Submission) -> None:
    text = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.disagree(submission.handle.item, text, submission.who.user, context.clock())


_SUBMISSIONS: Submissions = {
    "deciding.examine": _examined,
    "deciding.give_back": _returned,
    "deciding.reject": _rejected,
    "deciding.disagree": _disagreed,
}

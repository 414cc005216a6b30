"""The director's acts: examining a stage, signing, returning, rejecting; and anybody's disagreement with a verdict."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.listeners.context import Context
from bot.listeners.guards import as_it_is, check_not_gone_back, every, may_now, readable, reason_in
from bot.listeners.tables import Presses, Submissions, listen_to_presses, listen_to_submissions
from bot.screens.modals import deciding, modal, reasoning, small
from bot.screens.modals.deciding import ALL, DAY, MORE, OWNER, PROVIDED, REASON, TAKEN, VERDICT
from bot.slack.payloads import Press, Submission
from bot.telling import to_find_out
from bot.words.sentences import sentence
from dialogs import working_hours
from dialogs.answers import fields
from dialogs.catalog import AnswerField
from dialogs.errors import BadFields, NotNow, Sentence
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION
from dialogs.flow import objecting, promises, tasks
from dialogs.flow.promises import Promise
from dialogs.flow.stages import may
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
    await context.open(press, deciding.examine(Findings(scoping), press.handle, context.clock()))


async def _assume(context: Context, press: Press) -> None:
    scoping = await may_now(context, press, "assume")
    if not Findings(scoping).mlops_hangs:
        raise NotNow("not_now.settled")
    await context.open(press, deciding.assume(Findings(scoping), as_it_is(scoping, press.handle), context.clock()))


async def not_yet(context: Context, press: Press) -> None:
    """What there is to find out first, for the director: from the card, or where answers wait for a word."""
    scoping = await may_now(context, press, "not_yet")
    if not may(Findings(scoping), "not_yet"):
        raise NotNow("not_now.nothing_to_find_out")
    await context.open(press, deciding.not_yet(Findings(scoping), as_it_is(scoping, press.handle), context.clock()))


async def _sign(context: Context, press: Press) -> None:
    async with context.scopings.edit(press.handle.scoping, press.delivery) as scoping:
        if may(Findings(scoping), "prove"):
            raise NotNow("not_now.prove")
        scoping.sign(press.who.user, context.clock())


async def _settle_objections(context: Context, press: Press) -> None:
    scoping = await may_now(context, press, "sign")
    if not objecting.holding(Findings(scoping)):
        raise NotNow("not_now.objection")
    await context.open(press, deciding.settle_objections(Findings(scoping), as_it_is(scoping, press.handle)))


async def _give_back(context: Context, press: Press) -> None:
    scoping = await context.scopings.get(press.handle.scoping)
    permissions.check(scoping, "give_back", press.who.user)
    if scoping.stage != "report":
        raise NotNow("not_now.give_back")
    await context.open(press, deciding.give_back(Findings(scoping), as_it_is(scoping, press.handle)))


async def _reject(context: Context, press: Press) -> None:
    scoping = await may_now(context, press, "reject")
    if not may(Findings(scoping), "reject"):
        raise NotNow("not_now.stage")
    await context.open(press, small.reason("deciding.reject", "modal.reject", as_it_is(scoping, press.handle)))


async def _reasoning(context: Context, press: Press) -> None:
    scoping = await readable(context, press.who, press.handle.scoping)
    if not reasoning.is_there(Findings(scoping), press.handle.item):
        raise NotNow("not_now.settled")
    blocks = reasoning.reasoning(Findings(scoping), press.handle.item)
    view = modal.modal("notice", sentence("modal.reasoning"), blocks, submit=None)
    await context.open(press, view)


async def _disagree(context: Context, press: Press) -> None:
    await may_now(context, press, "disagree")
    await context.open(press, small.reason("deciding.disagree", "modal.disagree", press.handle, text="label.objection"))


_PRESSES: Presses = {
    "deciding:examine": _examine,
    "deciding:assume": _assume,
    "deciding:not_yet": not_yet,
    "deciding:sign": _sign,
    "deciding:settle_objections": _settle_objections,
    "deciding:give_back": _give_back,
    "deciding:reject": _reject,
    "deciding:reasoning": _reasoning,
    "deciding:disagree": _disagree,
}


async def _examined(context: Context, submission: Submission) -> View | None:
    """Accepted and sent back in one act. Answers that changed under the open window are shown again first.

    Who sees to a condition of the director's own words is asked next, and then what did not fit into the window.
    """
    now = context.clock()
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        permissions.check(scoping, "judge", submission.who.user)
        waiting = _waiting(scoping, submission)
        if _changed_meanwhile(scoping, waiting, _seen(submission)):
            return deciding.examine(Findings(scoping), submission.handle, now)
        if not waiting:
            raise NotNow("not_now.settled")
        shown = [question for question in waiting if VERDICT + question in submission.inputs] or waiting
        judged = _judged(submission, shown)
        at_once = [question for question in judged.accepted if question not in judged.provided]
        if at_once or judged.sent_back:
            conditions = _conditions(scoping, submission, at_once, now)
            scoping.judge(at_once, judged.sent_back, submission.who.user, now, conditions=conditions)
        more = len(shown) < len(waiting)
        if judged.provided:
            return deciding.provided(Findings(scoping), submission.handle, judged.provided, now, more=more)
        return _the_rest(scoping, submission, now) if more else None


async def _provided(context: Context, submission: Submission) -> View | None:
    """Accepted on the director's own words, with who sees to it by when; then what did not fit into the window."""
    now = context.clock()
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        permissions.check(scoping, "judge", submission.who.user)
        texts = {
            block.removeprefix(PROVIDED): submission.text(block)
            for block in submission.inputs
            if block.startswith(PROVIDED)
        }
        if _changed_meanwhile(scoping, [id for id in _waiting(scoping, submission) if id in texts], _seen(submission)):
            return deciding.examine(Findings(scoping), submission.handle, now)
        findings = Findings(scoping)
        promised = every(
            partial(_provided_in, scoping, submission, question, promises.usual(findings, question, now))
            for question in texts
        )
        conditions = dict(zip(texts, promised, strict=True))
        scoping.judge(list(texts), {}, submission.who.user, now, conditions=conditions)
        more = submission.handle.extra.partition(",")[2] == MORE
        return _the_rest(scoping, submission, now) if more else None


def _provided_in(scoping: Scoping, submission: Submission, question: str, usual: Promise) -> Promise:
    """A condition in the director's own words, with its owner and day. Raises BadFields."""
    text = submission.text(PROVIDED + question)
    problems = {} if text else {PROVIDED + question: Sentence("problem.condition_text")}
    try:
        promise = promise_in(scoping, submission, question, usual)
    except BadFields as bad:
        raise BadFields({**problems, **bad.problems}) from None
    if problems:
        raise BadFields(problems)
    return promise._replace(text=text)


def _waiting(scoping: Scoping, submission: Submission) -> list[str]:
    return tasks.to_examine(Findings(scoping), submission.handle.item.removeprefix(EXAMINE))


def _seen(submission: Submission) -> int:
    """The scoping's count as the window was opened."""
    seen = submission.handle.extra.partition(",")[0]
    return int(seen) if seen.isdecimal() else 0


def _the_rest(scoping: Scoping, submission: Submission, now: datetime) -> View | None:
    """What did not fit into the window, while the scoping is still there."""
    here = scoping.stage == submission.handle.item.removeprefix(EXAMINE)
    return deciding.examine(Findings(scoping), submission.handle, now) if here else None


def _changed_meanwhile(scoping: Scoping, waiting: list[str], seen: int) -> bool:
    return any(not scoping.is_shown(scoping.entries[question].changed, seen) for question in waiting)


class _Judged(NamedTuple):
    """What was accepted, on which words of a condition, and what goes back with which reason."""

    accepted: list[str]
    provided: dict[str, str]
    sent_back: dict[str, str]


def _judged(submission: Submission, waiting: list[str]) -> _Judged:
    """What was accepted and what goes back with which reason. Raises BadFields beside what is missing."""
    verdicts_given = {question: submission.text(VERDICT + question) for question in waiting}
    reasons = {question: submission.text(REASON + question) for question in waiting}
    sent_back = {question: reasons[question] for question, verdict in verdicts_given.items() if verdict == "send_back"}
    provided = {question: reasons[question] for question, verdict in verdicts_given.items() if verdict == "accept_if"}
    problems = {REASON + question: Sentence("problem.reason") for question, reason in sent_back.items() if not reason}
    problems |= {REASON + q: Sentence("problem.condition_text") for q, reason in provided.items() if not reason}
    of_neither = [q for q, reason in reasons.items() if reason and q not in {*sent_back, *provided}]
    problems |= {VERDICT + question: Sentence("problem.words_of_what") for question in of_neither}
    accept_all = bool(submission.chosen(ALL))
    accepted = [
        q
        for q, verdict in verdicts_given.items()
        if verdict in ("accept", "accept_if") or (accept_all and q not in sent_back)
    ]
    if not accepted and not sent_back:
        problems[VERDICT + waiting[0]] = Sentence("problem.no_choice")
    if problems:
        raise BadFields(problems)
    return _Judged(accepted, provided, sent_back)


def _conditions(scoping: Scoping, submission: Submission, accepted: Iterable[str], now: datetime) -> dict[str, Promise]:
    """Of what is not known and accepted: who finds it out by when, as the window has it, else as is usual."""
    unknown = promises.by_question(Findings(scoping))
    return promises_in(scoping, submission, [question for question in accepted if question in unknown], now)


def promises_in(
    scoping: Scoping, submission: Submission, questions: Sequence[str], now: datetime
) -> dict[str, Promise]:
    """The owner and the day of each, as is usual where the window has none. Raises BadFields for all at once."""
    findings = Findings(scoping)
    read = every(
        partial(promise_in, scoping, submission, question, promises.usual(findings, question, now))
        for question in questions
    )
    return dict(zip(questions, read, strict=True))


def promise_in(scoping: Scoping, submission: Submission, question: str, usual: Promise) -> Promise:
    """The owner and the day of a window, as is usual where it has none. Raises BadFields for no day, or an outsider."""
    owner = submission.text(OWNER + question) or usual.owner
    if owner != usual.owner and not (owner in scoping.everyone() and scoping.takes_part(owner)):
        raise BadFields({OWNER + question: Sentence("cannot.outsider")})
    if DAY + question not in submission.entries:
        return Promise(owner, usual.due)
    try:
        return Promise(owner, date.fromisoformat(submission.text(DAY + question)))
    except ValueError:
        raise BadFields({DAY + question: Sentence("problem.condition_day")}) from None


async def _assumed(context: Context, submission: Submission) -> None:
    now = context.clock()
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        check_not_gone_back(scoping, submission)
        permissions.check(scoping, "assume", submission.who.user)
        findings = Findings(scoping)
        name = findings.mlops_hangs
        if not name:
            raise NotNow("not_now.settled")
        value = _taken_for(scoping, name, submission, now)
        promise = promise_in(scoping, submission, "", promises.usual(findings, QUESTION, now))
        scoping.assume(f"{QUESTION}.{name}", value, promise, submission.who.user, now)


def _taken_for(scoping: Scoping, name: str, submission: Submission, now: datetime) -> str:
    """What was entered, as the decision reads it. Raises BadFields, `taken`, for what cannot be used."""
    question = scoping.catalog.questions[QUESTION]
    entry = submission.text(TAKEN)
    try:
        values = fields.parse(question, {name: entry}, working_hours.local_day(now, scoping.tz(submission.who.user)))
    except BadFields as bad:
        raise BadFields({TAKEN: next(iter(bad.problems.values()))}) from None
    if name not in values:
        raise BadFields({TAKEN: _nothing_taken(question.field(name))})
    return str(values[name])


def _nothing_taken(field: AnswerField) -> Sentence:
    """What it may be taken for: an option, a number, or the words that may stand in a number's place."""
    if field.options:
        return Sentence("problem.option")
    return Sentence("problem.taken", {"words": [words[0] for words in field.words.values()]})


async def _ended_for_now(context: Context, submission: Submission) -> None:
    now = context.clock()
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        check_not_gone_back(scoping, submission)
        permissions.check(scoping, "not_yet", submission.who.user)
        findings = Findings(scoping)
        told = {one.question for one in to_find_out.to_find_out(findings)}
        asked = [q for q in promises.by_question(findings) if q in told or DAY + q in submission.entries]
        conditions = promises_in(scoping, submission, asked, now)
        reason = submission.text("reason")
        scoping.not_yet(reason, submission.who.user, now, conditions=conditions)


async def _let_stand(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        check_not_gone_back(scoping, submission)
        scoping.settle_objections(reason, submission.who.user, context.clock())


async def _returned(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        check_not_gone_back(scoping, submission)
        scoping.give_back(submission.text("question"), reason, submission.who.user, context.clock())


async def _rejected(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        check_not_gone_back(scoping, submission)
        scoping.reject(reason, submission.who.user, context.clock())


async def _disagreed(context: Context, submission: Submission) -> None:
    text = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.disagree(submission.handle.item, text, submission.who.user, context.clock())
    context.tell_in(
        scoping, submission.who, sentence("told.disagreement_kept", director=scoping.name(scoping.director))
    )


_SUBMISSIONS: Submissions = {
    "deciding.examine": _examined,
    "deciding.provided": _provided,
    "deciding.assume": _assumed,
    "deciding.not_yet": _ended_for_now,
    "deciding.settle_objections": _let_stand,
    "deciding.give_back": _returned,
    "deciding.reject": _rejected,
    "deciding.disagree": _disagreed,
}

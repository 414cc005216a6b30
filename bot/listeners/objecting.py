"""Objections: answered (on a condition, if something is left to do), left with a reason, or said to miss the point."""

from datetime import date, datetime
from functools import partial

from bot.listeners.context import Context
from bot.listeners.guards import as_it_is, check_not_gone_back, every, open_for, reason_in
from bot.listeners.tables import Presses, Submissions
from bot.screens.modals import objecting as window
from bot.screens.modals.objecting import DAY, OWNER, REASON, REST, TEXT, WHICH
from bot.slack.payloads import Press, Submission
from dialogs.answers.text import cleaned
from dialogs.answers.values import Unreadable
from dialogs.errors import BadFields, NotNow, Sentence
from dialogs.findings import Findings
from dialogs.findings.objections import Found
from dialogs.flow import objecting, promises
from dialogs.flow.promises import Promise
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping


async def _meet(context: Context, press: Press) -> None:
    scoping = await open_for(context, press, "meet")
    if scoping:
        await context.open(
            press,
            window.meet(scoping, as_it_is(scoping, press.handle), _put(scoping, press.handle.item), press.who.user),
        )


async def _leave(context: Context, press: Press) -> None:
    await _ask_reason(context, press, "leave")


async def _misses(context: Context, press: Press) -> None:
    await _ask_reason(context, press, "misses")


async def _ask_reason(context: Context, press: Press, verb: str) -> None:
    scoping = await open_for(context, press, "meet")
    if scoping:
        put = _put(scoping, press.handle.item)
        await context.open(press, window.leave(scoping, verb, as_it_is(scoping, press.handle), put, press.who.user))


def _put(scoping: Scoping, key: str) -> tuple[Found, ...]:
    """What a message puts now. Raises NotNow where it is met already."""
    put = objecting.put_at(Findings(scoping), key)
    if not put:
        raise NotNow("not_now.objection")
    return put


PRESSES: Presses = {"answering:meet": _meet, "answering:leave": _leave, "answering:misses": _misses}


async def _met(context: Context, submission: Submission) -> None:
    """Those that were answered; of several, the others stay open."""
    names = [block.removeprefix(TEXT) for block in submission.inputs if block.startswith(TEXT)]
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        check_not_gone_back(scoping, submission)
        answered = every(partial(_answered, scoping, submission, name, context.clock()) for name in names)
        met = [one for one in answered if _is_filled(one)]
        if not met:
            raise BadFields({TEXT + name: Sentence("problem.sentence") for name in names[:1]})
        _check_open(scoping, submission.handle.item, met)
        scoping.meet(met, submission.who.user, context.clock())


def _check_open(scoping: Scoping, key: str, met: list[Met]) -> None:
    """Raises BadFields, beside each that somebody else met since the window was opened."""
    put = {one.name for one in objecting.put_at(Findings(scoping), key)}
    if gone := [one.name for one in met if one.name not in put]:
        raise BadFields({TEXT + name: Sentence("not_now.objection") for name in gone})


def _is_filled(one: Met) -> bool:
    """Whether there is anything to keep; a day without a word is asked about."""
    return bool(one.text or one.promise)


def _answered(scoping: Scoping, submission: Submission, name: str, now: datetime) -> Met:
    """What one was answered with. What is left to do, or else the answer itself, is the condition where there is a day.

    A day that stands in the words counts as well as one that was picked, and so does who is named there.

    Raises BadFields for somebody who is not of this scoping, and for what is left to do or somebody without a day.
    """
    text, todo, day, owner = (submission.text(block + name) for block in (TEXT, REST, DAY, OWNER))
    said = _said(scoping, submission, name, now)
    chosen = owner if owner != submission.who.user else ""
    problems: dict[str, Sentence] = {}
    if owner and owner not in scoping.everyone():
        problems[OWNER + name] = Sentence("cannot.outsider")
    elif chosen and not (day or said):
        problems[DAY + name] = Sentence("problem.owner_day", {"name": scoping.name(owner)})
    if todo and not (day or said):
        problems.setdefault(DAY + name, Sentence("problem.todo_day"))
    if problems:
        raise BadFields(problems)
    if said is None or day:
        whose, what = said.owner if said else owner or scoping.initiator, cleaned(todo or text)
        said = Promise(whose, date.fromisoformat(day), what) if day else None
    return Met(name, "answered", cleaned(text), said._replace(owner=chosen or said.owner) if said else None)


def _said(scoping: Scoping, submission: Submission, name: str, now: datetime) -> Promise | None:
    """What the words promise: those of what is left to do, else the answer's. Raises BadFields, beside them."""
    todo = cleaned(submission.text(REST + name))
    for block in (REST + name, TEXT + name):
        try:
            said = promises.in_words(scoping, submission.text(block), submission.who.user, now)
        except Unreadable as unread:
            raise BadFields({block: unread.sentence}) from None
        if said:
            return said if block == REST + name else said._replace(text=todo or said.text)
    return None


async def _left(context: Context, submission: Submission) -> None:
    await _let_be(context, submission, "waived")


async def _missed(context: Context, submission: Submission) -> None:
    await _let_be(context, submission, "misses")


async def _let_be(context: Context, submission: Submission, outcome: str) -> None:
    """Those that were chosen; the others stay open."""
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        check_not_gone_back(scoping, submission)
        put = _put(scoping, submission.handle.item)
        if WHICH in submission.inputs:
            put = tuple(one for one in put if one.name in submission.chosen(WHICH))
        if not put:
            raise NotNow("not_now.objection")
        try:
            scoping.meet([Met(one.name, outcome, reason) for one in put], submission.who.user, context.clock())
        except BadFields as bad:
            raise BadFields({REASON: next(iter(bad.problems.values()))}) from bad


SUBMISSIONS: Submissions = {"answering.meet": _met, "answering.leave": _left, "answering.misses": _missed}

"""What small forms hold, and whether somebody may open one: a reason, a day, the scoping a button is about."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from typing import TypeVar

from bot.listeners.context import Context
from bot.screens.modals import small
from bot.slack.handles import Handle
from bot.slack.payloads import Press, Submission, Who
from bot.store.errors import NotSaved
from dialogs import working_hours
from dialogs.answers.text import cleaned
from dialogs.errors import BadFields, NotAllowed, NotNow, Sentence
from dialogs.record.parts import Standing
from dialogs.scoping import permissions
from dialogs.scoping.permissions import Role
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

T = TypeVar("T")


def every(readings: Iterable[Callable[[], T]]) -> list[T]:
    """What several parts of a window hold. Raises BadFields for all that cannot be used, at once."""
    read: list[T] = []
    problems: dict[str, Sentence] = {}
    for reading in readings:
        try:
            read.append(reading())
        except BadFields as bad:
            problems |= bad.problems
    if problems:
        raise BadFields(problems)
    return read


def reason_in(submission: Submission) -> str:
    """The reason of a form. Raises BadFields where it is blank."""
    text = cleaned(submission.text("reason"))
    if not text:
        raise BadFields({"reason": Sentence("problem.reason")})
    return text


def as_it_is(scoping: Scoping, handle: Handle) -> Handle:
    """What a window carries that shows how a scoping stands: its count as it is opened."""
    return handle._replace(extra=str(scoping.seq))


def check_not_gone_back(scoping: Scoping, submission: Submission) -> None:
    """Raises NotNow where a window was opened before its record went back: what it shows may not be so any more."""
    seen = submission.handle.extra
    if seen.isdecimal() and not scoping.is_shown(0, int(seen)):
        raise NotNow("not_now.went_back")


async def day_in(context: Context, submission: Submission) -> date:
    """The day of a form: from today on, in the person's own zone, and not too far off. Raises BadFields."""
    scoping = await context.scopings.get(submission.handle.scoping)
    today = working_hours.local_day(context.clock(), scoping.tz(submission.who.user))
    try:
        day = date.fromisoformat(submission.text("until"))
    except ValueError:
        raise BadFields({"until": Sentence("problem.date", {"entry": submission.text("until")})}) from None
    if problem := working_hours.problem_with(day, today):
        raise BadFields({"until": problem})
    return day


async def open_for(context: Context, press: Press, act: str = "answer") -> Scoping | None:
    """The scoping, if this person may act in it; None after offering an outsider to join. Raises NotAllowed, NotNow."""
    scoping = await _ours(context, press.who, press.handle.scoping)
    if scoping.ending:
        raise NotNow("not_now.ended")
    if scoping.parked:
        raise NotNow("not_now.parked")
    if permissions.roles(scoping, press.who.user) is Role.NOBODY:
        await context.open(press, small.join(scoping, press.handle))
        return None
    permissions.check(scoping, act, press.who.user)
    return scoping


async def may_now(context: Context, press: Press, act: str) -> Scoping:
    """The scoping, for whoever may do that in it now. Raises NotAllowed, NotNow."""
    scoping = await context.scopings.get(press.handle.scoping)
    permissions.check(scoping, act, press.who.user)
    if scoping.rests:
        raise NotNow("not_now.parked" if scoping.parked else "not_now.ended")
    return scoping


async def readable(context: Context, who: Who, id: str) -> Scoping:
    """The scoping, for its people and whoever reads along in its channel. Raises NotAllowed for everybody else."""
    scoping = await _ours(context, who, id)
    if who.channel != scoping.channel and permissions.roles(scoping, who.user) is Role.NOBODY:
        raise NotAllowed("refused.anybody")
    return scoping


async def report_of(context: Context, who: Who, id: str) -> Scoping:
    """The same, for its report: who reads it is written down first. Raises NotNow where that can't be done."""
    scoping = await readable(context, who, id)
    try:
        await context.scopings.note("report", who.user, id)
    except NotSaved as error:
        log.error("%s", error)
        raise NotNow("audit.refused") from error
    return scoping


async def _ours(context: Context, who: Who, id: str) -> Scoping:
    """A scoping of our organisation, for one of its people. Raises NotAllowed."""
    scoping = await context.scopings.get(id)
    if not context.people.is_our_team(scoping.team_id):
        raise NotAllowed("refused.other_team")
    known = scoping.people.get(who.user)
    if known is None or known.standing is not Standing.MEMBER:
        await context.people.check_ours(who)
    return scoping


async def as_present(context: Context, who: Who, id: str, act: Callable[[], Awaitable[T]]) -> T:
    """Does what somebody asked for. Whoever was recorded as gone, or not told of by Slack, is here after all."""
    try:
        return await act()
    except NotAllowed as refused:
        if refused.sentence.key not in _NOT_HERE or not await _is_back(context, who, id):
            raise
    return await act()


_NOT_HERE = frozenset(f"standing.{standing}" for standing in (Standing.GONE, Standing.UNCHECKED))


async def _is_back(context: Context, who: Who, id: str) -> bool:
    """Whether it stands in the record now that they are a member, as their acting shows."""
    scoping = await context.scopings.get(id)
    found = await context.people.acting_soon(who)
    if found is None or found.standing is not Standing.MEMBER or who.user not in scoping.everyone():
        return False
    async with context.scopings.edit(id) as kept:
        known = kept.people.get(who.user)
        presence = {"in_channel": known.in_channel if known else None}
        kept.admit([found.model_copy(update=presence)], context.clock())
    return True

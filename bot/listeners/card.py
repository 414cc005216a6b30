"""Steering a scoping: its card's buttons and menu, and the words of /scope that are about one scoping."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.listeners.context import Context
from bot.listeners.director import not_yet
from bot.listeners.guards import as_present, readable, reason_in, report_of
from bot.listeners.tables import Presses, Submissions, listen_to_presses, listen_to_submissions
from bot.screens.blocks.parts import actions, button
from bot.screens.messages import audit, conversation, notices, report
from bot.screens.modals import modal, open_questions, small, starting
from bot.slack.handles import Handle
from bot.slack.payloads import Press, Submission, Who
from bot.slack.people import cannot_take_part
from bot.store.errors import NotSaved
from bot.words.rich_text import fallback
from bot.words.sentences import sentence
from dialogs.errors import BadFields, NotNow, Sentence
from dialogs.findings import Findings
from dialogs.flow import reminders
from dialogs.record.parts import Person, WorkingTime
from dialogs.scoping import permissions
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

Words = dict[str, Any] | None


def register(app: AsyncApp, context: Context) -> None:
    """The card's buttons, its menu, and their modals."""

    listen_to_presses(app, context, "steering", _PRESSES)
    listen_to_submissions(app, context, "steering", _SUBMISSIONS)


async def say(context: Context, who: Who, id: str, word: str, delivery: str) -> Words:
    """What a word of /scope about one scoping does; the words for the person who typed it."""
    await context.people.check_ours(who)
    if word not in _WORDS:
        raise NotNow("not_now.settled")
    return await as_present(context, who, id, partial(_WORDS[word], context, who, id, delivery))


# ---- words of the command


async def _status(context: Context, who: Who, id: str, delivery: str) -> Words:
    return notices.status(Findings(await readable(context, who, id)))


async def _report(context: Context, who: Who, id: str, delivery: str) -> Words:
    scoping = await report_of(context, who, id)
    handle = Handle(id)
    share = button("share", "steering:share", handle) if _may_share(scoping, who) else None
    row = actions(button("full_report", "steering:report", handle), share)
    blocks = [block.to_dict() for block in [*report.first_screen(Findings(scoping)), *row]]
    return {"text": fallback(report.notification(Findings(scoping))), "blocks": blocks}


async def _audit(context: Context, who: Who, id: str, delivery: str) -> Words:
    """For those whose scoping it is, also when it has ended."""
    scoping = await context.scopings.get(id)
    permissions.check(scoping, "audit", who.user)
    try:
        done = await context.scopings.store.audited(id)
    except NotSaved as error:
        log.error("%s", error)
        raise NotNow("audit.unreadable") from error
    return audit.last_lines(scoping, done, who.user)


async def _remind(context: Context, who: Who, id: str, delivery: str) -> Words:
    scoping = await context.scopings.get(id)
    permissions.check(scoping, "remind", who.user)
    if scoping.parked or (not reminders.still_owed(Findings(scoping)) and scoping.ending):
        raise NotNow("not_now.parked" if scoping.parked else "not_now.ended")
    if not context.later(_reminded(context, who, scoping)):
        raise NotNow("told.busy")
    return None


async def _reminded(context: Context, who: Who, scoping: Scoping) -> None:
    asked_for = await context.reminders.ring_now(scoping.id)
    done = {"told.reminded": asked_for.rung, "told.already_rung": asked_for.already, "told.not_rung": asked_for.missed}
    said = [sentence(key, names=[scoping.name(one) for one in people]) for key, people in done.items() if people]
    context.tell(who, " ".join(said) or sentence("told.nothing_due", title=scoping.title))


async def _park(context: Context, who: Who, id: str, delivery: str) -> Words:
    async with context.scopings.edit(id, delivery) as scoping:
        scoping.park(who.user, context.clock())
    return notices.said_privately(sentence("told.parked"))


async def _resume(context: Context, who: Who, id: str, delivery: str) -> Words:
    async with context.scopings.edit(id, delivery) as scoping:
        scoping.resume(who.user, context.clock())
    return notices.said_privately(sentence("told.resumed"))


async def _cancel(context: Context, who: Who, id: str, delivery: str) -> Words:
    """A reason is needed: in a channel the modal opens; after a mention, which opens nothing, there is a button."""
    scoping = await context.scopings.get(id)
    permissions.check(scoping, "cancel", who.user)
    if who.trigger_id:
        view = small.reason("steering.cancel", "modal.cancel", Handle(id))
        await context.open_for(who, view)
        return None
    text = sentence("told.cancel_where")
    row = actions(button("cancel_it", "steering:cancel", Handle(id), style="danger"))
    words = notices.said_privately(text)
    return words | {"blocks": [*words["blocks"], *(block.to_dict() for block in row)]}


_WORDS: Mapping[str, Callable[[Context, Who, str, str], Awaitable[Words]]] = {
    "status": _status,
    "report": _report,
    "remind": _remind,
    "audit": _audit,
    "park": _park,
    "resume": _resume,
    "cancel": _cancel,
}


# ---- presses


async def _open_questions(context: Context, press: Press) -> None:
    scoping = await readable(context, press.who, press.handle.scoping)
    await context.open(press, open_questions.view(Findings(scoping), press.who.user, context.identity.url))


async def _full_report(context: Context, press: Press) -> None:
    scoping = await report_of(context, press.who, press.handle.scoping)
    share = button("share", "steering:share", press.handle) if _may_share(scoping, press.who) else None
    blocks = [*report.full(Findings(scoping)), *actions(share)]
    await context.open(press, modal.modal("notice", sentence("modal.report"), blocks, submit=None))


async def _share(context: Context, press: Press) -> None:
    async with context.scopings.edit(press.handle.scoping, press.delivery) as scoping:
        scoping.share(conversation.snapshot(Findings(scoping)), press.who.user, context.clock())
    if press.view_id:
        done = modal.notice(sentence("told.shared"), "modal.report")
        context.later(_updated(context, press.view_id, done.to_dict()))
    else:
        context.tell(press.who, sentence("told.shared"))


async def _updated(context: Context, view_id: str, view: dict[str, Any]) -> None:
    await context.slack.call("views.update", view_id=view_id, view=view)


def _opens(act: str, view: Callable[[Scoping, Handle], Any]) -> Callable[[Context, Press], Awaitable[None]]:
    """A press that opens a modal for those who may do what it is for."""

    async def opened(context: Context, press: Press) -> None:
        scoping = await context.scopings.get(press.handle.scoping)
        permissions.check(scoping, act, press.who.user)
        if scoping.ending:
            raise NotNow("not_now.ended")
        await context.open(press, view(scoping, press.handle))

    return opened


async def _park_press(context: Context, press: Press) -> None:
    await _park(context, press.who, press.handle.scoping, press.delivery)
    context.tell(press.who, sentence("told.parked"))


async def _resume_press(context: Context, press: Press) -> None:
    await _resume(context, press.who, press.handle.scoping, press.delivery)
    context.tell(press.who, sentence("told.resumed"))


async def _reopen(context: Context, press: Press) -> None:
    """At once, where it was laid aside; what was decided is opened again for a reason."""
    scoping = await context.scopings.get(press.handle.scoping)
    if scoping.check_reopen(press.who.user):
        await context.open(press, small.reopen(scoping, press.handle, press.who.user))
        return
    async with context.scopings.edit(press.handle.scoping, press.delivery) as scoping:
        scoping.reopen(press.who.user, context.clock())


async def _delegate(context: Context, press: Press) -> None:
    scoping = await context.scopings.get(press.handle.scoping)
    act = "name_delegate" if scoping.takes_part(scoping.director) else "name_director"
    permissions.check(scoping, act, press.who.user)
    await context.open(press, starting.delegate(scoping, press.handle))


def _may_share(scoping: Scoping, who: Who) -> bool:
    return not scoping.ending and permissions.may(scoping, "share", who.user)


_PRESSES: Presses = {
    "steering:open": _open_questions,
    "steering:report": _full_report,
    "steering:share": _share,
    "steering:park": _park_press,
    "steering:resume": _resume_press,
    "steering:reopen": _reopen,
    "steering:settings": _opens("settings", starting.settings),
    "steering:delegate": _delegate,
    "steering:detail": _opens(
        "add_detail", lambda _, handle: small.reason("steering.detail", "modal.detail", handle, text="label.detail")
    ),
    "steering:not_yet": not_yet,
    "steering:cancel": _opens("cancel", lambda _, handle: small.reason("steering.cancel", "modal.cancel", handle)),
}


# ---- submissions


async def _cancelled(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.cancel(reason, submission.who.user, context.clock())


async def _reopened(context: Context, submission: Submission) -> None:
    reason = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.reopen(submission.who.user, context.clock(), reason)


async def _detailed(context: Context, submission: Submission) -> None:
    text = reason_in(submission)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        scoping.add_detail(text, submission.who.user, context.clock())
    context.tell_in(scoping, submission.who, sentence("told.detail_kept", director=scoping.name(scoping.director)))


async def _delegated(context: Context, submission: Submission) -> None:
    chosen = submission.text("delegate") or None
    people = await context.people.look_up_soon([chosen] if chosen else [])
    if refused := cannot_take_part(people.values()):
        raise BadFields({"delegate": refused})
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        if scoping.takes_part(scoping.director):
            scoping.name_delegate(chosen, submission.who.user, context.clock())
        else:
            scoping.name_director(chosen, submission.who.user, context.clock())


async def _set(context: Context, submission: Submission) -> None:
    days = [int(day) for day in submission.chosen("days") if day in _DAYS]
    start, end = _hour(submission, "start", 9), _hour(submission, "end", 17)
    language = submission.text("language") or starting.AS_WRITTEN
    problems = {}
    if not days:
        problems["days"] = Sentence("problem.option")
    if end <= start:
        problems["end"] = Sentence("problem.hours")
    if language not in starting.LANGUAGES:
        problems["language"] = Sentence("problem.option")
    team = list(dict.fromkeys(submission.chosen("team")))
    found = await context.people.look_up_soon(team)
    if refused := cannot_take_part(found.values()):
        problems["team"] = refused
    if problems:
        raise BadFields(problems)
    async with context.scopings.edit(submission.handle.scoping, submission.delivery) as scoping:
        people = [found.get(person) or Person(id=person) for person in team]
        new = scoping.bring_in(people, submission.who.user, context.clock())
        scoping.set_working_time(WorkingTime(days=days, start=start, end=end), submission.who.user)
        scoping.set_language("" if language == starting.AS_WRITTEN else language, submission.who.user)
        if (track := submission.text("track")) and track != scoping.track:
            scoping.widen(track, submission.who.user, context.clock())
    if new:
        context.tell_in(scoping, submission.who, _brought_in(scoping, new))


def _brought_in(scoping: Scoping, new: Sequence[str]) -> str:
    return sentence("told.brought_in", names=[scoping.name(one) for one in new], title=scoping.title)


_DAYS, _HOURS = {str(day) for day in range(7)}, {str(hour) for hour in range(25)}


def _hour(submission: Submission, block: str, otherwise: int) -> int:
    """An hour of the form; raises BadFields where it is none."""
    chosen = submission.text(block) or str(otherwise)
    if chosen not in _HOURS:
        raise BadFields({block: Sentence("problem.option")})
    return int(chosen)


_SUBMISSIONS: Submissions = {
    "steering.cancel": _cancelled,
    "steering.reopen": _reopened,
    "steering.detail": _detailed,
    "steering.delegate": _delegated,
    "steering.settings": _set,
}

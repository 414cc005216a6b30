"""What nobody knows yet: the short window behind *Don't know yet…*, and a form saved with blanks."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date

from slack_sdk.models.views import View

from bot.listeners.context import Context
from bot.listeners.guards import day_in, open_for, reason_in
from bot.listeners.items import needing
from bot.screens.modals import still_open
from bot.slack.handles import Handle
from bot.slack.payloads import Press, Submission
from bot.telling.unknown import Open, open_inputs
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import Kind
from dialogs.errors import BadFields, NotNow, Sentence
from dialogs.findings import findings_of
from dialogs.flow import standing
from dialogs.flow.standing import State
from dialogs.record import quoting
from dialogs.record.parts import Unknown
from dialogs.scoping.scoping import Scoping

KEPT, NEW = "kept", "new"


def window(scoping: Scoping, item: str, questions: Sequence[str], *, kept: bool) -> View | None:
    """What is still open of some questions; None where nothing is. `kept`: after they were sent in."""
    handle = Handle(scoping.id, item, ",".join((KEPT if kept else NEW, *questions)))
    inputs = _inputs(scoping, handle)
    return still_open.still_open(scoping, handle, inputs, kept=kept) if inputs else None


async def _unknown(context: Context, press: Press) -> None:
    scoping = await open_for(context, press)
    if scoping is None:
        return
    ids = [question.id for question in needing(scoping, press.handle.item)]
    view = window(scoping, press.handle.item, ids, kept=False)
    if view is None:
        raise NotNow("not_now.nothing_open")
    await context.open(press, view)


async def _one_by_one(context: Context, press: Press) -> None:
    """The same window, with a menu for each; what was chosen in it stays."""
    scoping = await open_for(context, press)
    if scoping is None:
        return
    kept = press.handle.extra.startswith(KEPT)
    view = still_open.still_open(scoping, press.handle, _inputs(scoping, press.handle), kept=kept, each=True)
    await context.slack.call("views.update", view_id=press.view_id, view=view.to_dict())


async def _said(context: Context, submission: Submission) -> None:
    """Why there is no answer yet, for all or for each; what is come back to stays open."""
    scoping = await context.scopings.get(submission.handle.scoping)
    why = [(one, _why(submission, one)) for one in _inputs(scoping, submission.handle)]
    meant = {said for _, said in why}
    day = await _day(context, submission) if still_open.BY in meant else None
    reason = reason_in(submission) if still_open.NOT_APPLICABLE in meant else ""
    now, by = context.clock(), submission.who.user
    kinds = {still_open.BY: Ignorance.NOT_KNOWN, still_open.NOT_APPLICABLE: Ignorance.NOT_APPLICABLE}
    unknowns: dict[str, dict[str, Unknown]] = {}
    for one, said in why:
        if said == still_open.LATER:
            continue
        unknown = Unknown(kind=kinds.get(said) or _unmeasured(one), by=by, at=now, owner=by)
        unknown.until = day if said == still_open.BY else None
        unknown.reason = reason if said == still_open.NOT_APPLICABLE else ""
        unknowns.setdefault(one.question.id, {})[one.field.id] = unknown
    if unknowns:
        async with context.scopings.edit(scoping.id, submission.delivery) as scoping:
            scoping.not_known(unknowns, by, now)


def _inputs(scoping: Scoping, handle: Handle) -> list[Open]:
    """What is open in the questions of a window; where that is nothing, what the director wants mended of them."""
    kept, *ids = handle.extra.split(",")
    findings = findings_of(scoping)
    questions = [scoping.catalog.questions[id] for id in ids if quoting.is_asked(scoping, id)]
    inputs = open_inputs(findings, questions)
    if inputs or kept == KEPT:
        return inputs
    back = [one for one in questions if standing.state(findings, one.id) is State.SENT_BACK]
    return [Open(one, one.field(id)) for one in back for id in standing.wanted_inputs(scoping, one.id)]


def _why(submission: Submission, one: Open) -> str:
    """What was chosen for one input, else for all. Where nothing was chosen, a day or a reason says what is meant."""
    apart = [entry for block, entry in submission.entries.items() if block.startswith(still_open.EACH) and entry]
    meant = submission.text(still_open.ALL)
    if not meant and not apart:
        meant = next((why for block, why in _MEANT.items() if submission.text(block)), "")
    return submission.text(still_open.EACH + one.path) or meant or still_open.LATER


_MEANT = {"until": still_open.BY, "reason": still_open.NOT_APPLICABLE}


async def _day(context: Context, submission: Submission) -> date:
    if not submission.text("until"):
        raise BadFields({"until": Sentence("problem.by_day")})
    return await day_in(context, submission)


def _unmeasured(one: Open) -> Ignorance:
    """“Nobody has measured or tried it”: of a number, which of the two it was; of the rest, only that nobody knows."""
    return Ignorance.NOT_MEASURED if one.field.kind in _NUMBERS else Ignorance.NOT_KNOWN


_NUMBERS = frozenset({Kind.NUMBER, Kind.RANGE, Kind.AMOUNTS, Kind.LEVEL, Kind.SERIES})

PRESSES: Mapping[str, Callable[[Context, Press], Awaitable[None]]] = {
    "answering:unknown": _unknown,
    "answering:one_by_one": _one_by_one,
}
SUBMISSIONS: Mapping[str, Callable[[Context, Submission], Awaitable[None]]] = {"answering.still_open": _said}

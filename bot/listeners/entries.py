"""What small forms hold, and whether somebody may open one: a reason, a day, the scoping a button is about."""

from datetime import date, timedelta

from bot.context import Context
from bot.payloads import Press, Submission
from bot.screens import modals
from dialogs import permissions, reminding
from dialogs.errors import BadFields, NotAllowed, NotNow, Sentence
from dialogs.parsing import cleaned
from dialogs.permissions import Role
from dialogs.reminding import PROMISED_AT_MOST_DAYS
from dialogs.scoping import Scoping


def reason_in(submission: Submission) -> str:
    """The reason of a form. Raises BadFields where it is blank."""
    text = cleaned(submission.text("reason"))
    if not text:
        raise BadFields({"reason": Sentence("problem.reason")})
    return text


async def day_in(context: Context, submission: Submission) -> date:
    """The day of a form: from today on, in the person's own zone, and not too far off. Raises BadFields."""
    scoping = await context.scopings.get(submission.handle.scoping)
    today = reminding.local_day(context.clock(), scoping.tz(submission.who.user))
    try:
        day = date.fromisoformat(submission.text("until"))
    except ValueError:
        raise BadFields({"until": Sentence("problem.date", {"entry": submission.text("until")})}) from None
    if day < today:
        raise BadFields({"until": Sentence("problem.past_date")})
    if day > today + timedelta(days=PROMISED_AT_MOST_DAYS):
        raise BadFields({"until": Sentence("problem.far_date", {"days": PROMISED_AT_MOST_DAYS})})
    return day


async def open_for(context: Context, press: Press, act: str = "answer") -> Scoping | None:
    """The scoping, if this person may act in it; None after offering an outsider to join. Raises NotAllowed, NotNow."""
    scoping = await context.scopings.get(press.handle.scoping)
    if press.who.team != scoping.team_id:
        raise NotAllowed("refused.other_team")
    if scoping.ending:
        raise NotNow("not_now.ended")
    if scoping.parked:
        raise NotNow("not_now.parked")
    if permissions.roles(scoping, press.who.user) is Role.NOBODY:
        await context.open(press, modals.join(scoping, press.handle))
        return None
    permissions.check(scoping, act, press.who.user)
    return scoping

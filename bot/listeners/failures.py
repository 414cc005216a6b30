"""Whatever a listener raises becomes a sentence for the person who met it, and nothing they entered is lost."""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.listeners.busy import Busy
from bot.listeners.context import Context
from bot.metrics import Metrics
from bot.screens.messages import notices
from bot.screens.modals import modal
from bot.slack import payloads
from bot.slack.calls import SlackTrouble, Unknown, Wait
from bot.slack.payloads import Press
from bot.store.errors import BadId, DiskFailed, NotKept, NotRead, NotSaved, Repeated, StoreError, Unreadable
from bot.words.sentences import sentence, spoken
from dialogs.errors import BadFields, DialogError, NotNow
from dialogs.findings import Findings

log = logging.getLogger(__name__)

LATE = frozenset(
    f"not_now.{reason}"
    for reason in ("settled", "followup", "objection", "question", "nothing_open", "stage", "taken", "give_back")
)
"""Why a press comes too late: what it was about is done, or is asked no more."""


def handle_errors(bolt: AsyncApp, context: Context, metrics: Metrics) -> None:
    """Whatever a listener raises becomes a sentence for the person who met it, and nothing they entered is lost."""

    @bolt.error
    async def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        try:
            return _answer(context, metrics, error, body)
        except Exception:  # the delivery is not to blame for it a second time
            log.exception("Nobody could be told of a failure; the delivery was acknowledged.")
            return _ok()


Answer = Callable[[Context, Exception, dict[str, Any]], BoltResponse]


def _answer(context: Context, metrics: Metrics, error: Exception, body: dict[str, Any]) -> BoltResponse:
    if isinstance(error, Repeated):
        metrics.delivery("repeated")
        return _ok()
    if isinstance(error, BoltUnhandledRequestError):
        return _to_unknown(context, error, body)
    if isinstance(error, NotKept | BadId):  # a button of what was removed, which somebody may press for years
        log.info("Somebody asked for what is not kept: %s", error)
    elif not isinstance(error, DialogError) and not _is_second_click(error):
        log.error("A listener failed: %s", error, exc_info=None if isinstance(error, StoreError) else error)
    answer = _ANSWERS.get(str(body.get("type", "command" if "command" in body else "")), _to_nobody)
    return answer(context, error, body)


def _to_submission(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """The window stays open with all that was typed; each sentence stands beside its field, or beside the first."""
    submission = payloads.submission(body)
    problems = error.problems if isinstance(error, BadFields) else {"": None}
    sentences = {
        block: spoken(found) if found else _said(error, "told.apology_field") for block, found in problems.items()
    }
    if not submission.inputs:
        return _ok({"response_action": "update", "view": modal.notice(" ".join(sentences.values())).to_dict()})
    first = submission.inputs[0]
    errors = {block if block in submission.inputs else first: words for block, words in sentences.items()}
    return _ok({"response_action": "errors", "errors": errors})


def _to_press(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """A click that came twice may find its trigger used: the first one opened the window.

    One that came too late is told where to go instead.
    """
    if isinstance(error, NotNow) and error.sentence.key in LATE:
        context.later(_late(context, payloads.press(body), spoken(error.sentence)))
    elif not _is_second_click(error):
        context.tell(payloads.who(body), _said(error, "told.apology"))
    return _ok()


async def _late(context: Context, press: Press, said: str) -> None:
    """The sentence; for the scoping's people with a link to what is open now."""
    try:
        scoping = await context.scopings.get(press.handle.scoping)
    except StoreError:
        context.tell(press.who, said)
        return
    words = notices.late(Findings(scoping), press.who.user, said, context.identity.url)
    context.tell_words(press.who, words if press.who.user in scoping.everyone() else notices.said_privately(said))


def _is_second_click(error: Exception) -> bool:
    return isinstance(error, SlackTrouble) and error.error == "exchanged_trigger_id"


def _to_unknown(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """Something no listener is for: an event nobody asked for, or a button of an older version."""
    if body.get("type") == "block_actions":
        context.tell(payloads.who(body), sentence("not_now.settled"))
    return _ok()


def _to_command(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    return _ok({"response_type": "ephemeral", **notices.said_privately(_said(error, "told.apology"))})


def _to_nobody(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """Whoever closed a window waits for no words, and of what nobody asked for there is nothing to say."""
    return _ok()


def _to_event(context: Context, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """What may be better in a minute is not acknowledged, so that Slack delivers it again; all else is."""
    event = body.get("event", {})
    if isinstance(error, Busy):
        return BoltResponse(status=503)
    if isinstance(error, DialogError) and event.get("type") == "app_mention":
        context.tell(payloads.mention(body, context.identity.user_id).who, spoken(error.sentence))
    return BoltResponse(status=500) if isinstance(error, StoreError | SlackTrouble) else _ok()


_ANSWERS: Mapping[str, Answer] = {
    "view_submission": _to_submission,
    "view_closed": _to_nobody,
    "block_actions": _to_press,
    "message_action": _to_press,
    "shortcut": _to_press,
    "command": _to_command,
    "event_callback": _to_event,
}
"""By the type of a delivery. Only an event is ever left for Slack to bring again: nothing else is brought again."""


def _said(error: Exception, otherwise: str) -> str:
    if isinstance(error, DialogError):
        return spoken(error.sentence)
    if isinstance(error, NotSaved | DiskFailed):
        return sentence("told.not_saved")
    if isinstance(error, NotKept | BadId):
        return sentence("told.not_kept")
    if isinstance(error, Unreadable):
        return sentence("told.damaged")
    if isinstance(error, NotRead):
        return sentence("told.not_read")
    if isinstance(error, Unknown | Wait) or (isinstance(error, SlackTrouble) and error.error == "expired_trigger_id"):
        return sentence("told.press_again")
    return sentence(otherwise)


def _ok(body: dict[str, Any] | None = None) -> BoltResponse:
    if body is None:
        return BoltResponse(status=200)
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": ["application/json"]})

"""A family of buttons and windows as two tables: what each press does, and what each window sent in does."""

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.listeners import channels
from bot.listeners.context import Context
from bot.listeners.guards import as_present
from bot.slack import payloads
from bot.slack.payloads import Press, Submission
from dialogs.errors import NotNow

T = TypeVar("T")
Presses = Mapping[str, Callable[[Context, Press], Awaitable[None]]]
Submissions = Mapping[str, Callable[[Context, Submission], Awaitable[View | None]]]


def _offered(table: Mapping[str, T], verb: str) -> T:
    """What a verb does. Raises NotNow for one of an older version's buttons, which are pressed for months."""
    if verb not in table:
        raise NotNow("not_now.settled")
    return table[verb]


def listen_to_presses(app: AsyncApp, context: Context, family: str, presses: Presses) -> None:
    """Every button and menu whose action id begins with `family:`."""

    @app.action(re.compile(f"^{family}:"))
    async def on_press(ack: Any, body: dict[str, Any]) -> None:
        press = payloads.press(body)
        await channels.follow(context, press.handle, body.get("container") or {})
        act = partial(_offered(presses, press.verb), context, press)
        await as_present(context, press.who, press.handle.scoping, act)
        await ack()


def listen_to_submissions(app: AsyncApp, context: Context, family: str, submissions: Submissions) -> None:
    """Every window whose callback begins with `family.`; a view that comes back takes its place."""

    @app.view(re.compile(rf"^{family}\."))
    async def on_submission(ack: Any, body: dict[str, Any]) -> None:
        submission = payloads.submission(body)
        act = partial(_offered(submissions, submission.verb), context, submission)
        following = await as_present(context, submission.who, submission.handle.scoping, act)
        if following is None:
            await ack()
        else:
            await ack(response_action="update", view=following.to_dict())

"""A family of buttons and windows as two tables: what each press does, and what each window sent in does."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.listeners import channels
from bot.listeners.context import Context
from bot.slack import payloads
from bot.slack.payloads import Press, Submission

Presses = Mapping[str, Callable[[Context, Press], Awaitable[None]]]
Submissions = Mapping[str, Callable[[Context, Submission], Awaitable[View | None]]]


def listen_to_presses(app: AsyncApp, context: Context, family: str, presses: Presses) -> None:
    """Every button and menu whose action id begins with `family:`."""

    @app.action(re.compile(f"^{family}:"))
    async def on_press(ack: Any, body: dict[str, Any]) -> None:
        press = payloads.press(body)
        await channels.follow(context, press.handle, body.get("container") or {})
        await presses[press.verb](context, press)
        await ack()


def listen_to_submissions(app: AsyncApp, context: Context, family: str, submissions: Submissions) -> None:
    """Every window whose callback begins with `family.`; a view that comes back takes its place."""

    @app.view(re.compile(rf"^{family}\."))
    async def on_submission(ack: Any, body: dict[str, Any]) -> None:
        submission = payloads.submission(body)
        following = await submissions[submission.verb](context, submission)
        if following is None:
            await ack()
        else:
            await ack(response_action="update", view=following.to_dict())

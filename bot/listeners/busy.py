"""Where more arrives than can be done, whoever comes last is told so at once, and nothing is begun for them."""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.serving.dispatching import BUSY
from dialogs.errors import NotNow


class Busy(NotNow):
    """What was asked for was not begun; it may be asked for again."""


def turn_away(bolt: AsyncApp) -> None:
    """To be called before any listener is registered."""

    async def let_in(context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:
        if context.get(BUSY):
            raise Busy("told.busy")
        await next()

    bolt.middleware(let_in)

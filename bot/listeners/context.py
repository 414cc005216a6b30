"""What every listener works with: the scopings, Slack, the clock; and the ways to speak to one person."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import aiohttp
from slack_sdk.models.views import View

from bot.listeners.taps import Taps
from bot.screens.messages import notices
from bot.screens.modals import modal
from bot.serving.tokens import Identity
from bot.slack.calls import QUICK, Slack, SlackTrouble
from bot.slack.payloads import Press, Who
from bot.slack.people import People
from bot.store.scopings import Scopings
from bot.thread.posting import THREAD
from bot.thread.reminders import Reminders
from bot.thread.worker import Threads
from dialogs.catalog import Catalog
from dialogs.record.record import Record

log = logging.getLogger(__name__)

REPLIES_KEPT = 2000
ANSWERED_KEPT = 2000
MOST_LATER = 200
"""Things put off at once: beyond them there is more to tell people than Slack takes."""


class Replies:
    """The words of the last replies in our threads, in memory alone: they fill a modal in, and are never stored."""

    def __init__(self) -> None:
        self._texts: OrderedDict[tuple[str, str], str] = OrderedDict()

    def remember(self, channel: str, ts: str, text: str) -> None:
        self._texts[channel, ts] = text
        while len(self._texts) > REPLIES_KEPT:
            self._texts.popitem(last=False)

    def text(self, channel: str, ts: str) -> str | None:
        return self._texts.get((channel, ts))

    def forget(self, channel: str, ts: str) -> None:
        self._texts.pop((channel, ts), None)


@dataclass
class Context:
    """The parts, met in build_app."""

    slack: Slack
    scopings: Scopings
    threads: Threads
    people: People
    reminders: Reminders
    identity: Identity
    clock: Callable[[], datetime]
    large_from: float
    catalog: Catalog
    replies: Replies = field(default_factory=Replies)
    taps: Taps = field(init=False)
    _running: set[asyncio.Task[None]] = field(default_factory=set)
    _answered: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.taps = Taps(self.scopings, self.clock)

    def was_answered(self, delivery: str) -> bool:
        """Whether a delivery that may leave nothing on disk was dealt with before."""
        return delivery in self._answered

    def remember_answered(self, delivery: str) -> None:
        """It was dealt with; one that failed is not remembered, so that its repetition counts."""
        self._answered[delivery] = None
        while len(self._answered) > ANSWERED_KEPT:
            self._answered.popitem(last=False)

    def later(self, work: Coroutine[Any, Any, None]) -> bool:
        """Does something after the acknowledgement: words for one person, or what will be asked for again.

        What Slack refuses there is logged. False, and nothing done, where there is too much at once.
        """
        if len(self._running) >= MOST_LATER:
            work.close()
            log.warning("A message for one person was not sent: %d others are on their way.", MOST_LATER)
            return False
        task = asyncio.create_task(_logged(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return True

    async def settled(self) -> None:
        """Waits for all that was put off until later."""
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)

    async def stop(self, grace: float = 0.5) -> None:
        """Waits a moment for what was put off, then gives it up: it is words for one person, and nothing is lost."""
        try:
            async with asyncio.timeout(grace):
                await self.settled()
        except TimeoutError:
            log.warning("%d messages for one person were not sent before the stop.", len(self._running))

    async def open(self, press: Press, view: View) -> str:
        """Opens a modal for whoever pressed; returns its id."""
        return await self.open_for(press.who, view)

    async def open_for(self, who: Who, view: View) -> str:
        """Opens a modal, or puts it on top of the one somebody is in; returns its id. A trigger lives 3 s."""
        method = "views.push" if who.in_modal else "views.open"
        opened = await self.slack.call(method, within=QUICK, trigger_id=who.trigger_id, view=view.to_dict())
        return str(opened.get("view", {}).get("id", ""))

    def tell(self, who: Who, text: str) -> None:
        """One sentence that only this person sees, where they are: in the channel, or on top of a modal or the Home."""
        self.tell_words(who, notices.said_privately(text))

    def tell_words(self, who: Who, words: dict[str, Any]) -> None:
        """The same for more than a sentence: the words of a message. Without a place or a trigger there is no way."""
        if who.channel:
            self.show(who, words)
        elif who.trigger_id:
            self.later(self._open_notice(who, words))

    def tell_in(self, record: Record, who: Who, text: str) -> None:
        """One sentence that only this person sees, in the scoping's thread: a window says not where it was."""
        root = record.shown.get(THREAD)
        there = replace(who, channel=record.channel, thread_ts=root.ts if root else "")
        self.show(there, notices.said_privately(text))

    def show(self, who: Who, words: dict[str, Any]) -> None:
        """A message that only this person sees."""
        self.later(self._show(who, words))

    async def _open_notice(self, who: Who, words: dict[str, Any]) -> None:
        await self.open_for(who, modal.notice_of(words))

    async def _show(self, who: Who, words: dict[str, Any]) -> None:
        try:
            await self.slack.call(
                "chat.postEphemeral", channel=who.channel, user=who.user, thread_ts=who.thread_ts or None, **words
            )
        except SlackTrouble:
            if not who.response_url:
                raise
            await self.slack.respond(who.response_url, words)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except SlackTrouble as trouble:
        log.warning("Slack did not take a message for one person (%s).", trouble.error)
    except (aiohttp.ClientError, TimeoutError) as trouble:  # of the address that Slack gave for it
        log.warning("A message for one person could not be sent (%s).", type(trouble).__name__)
    except Exception:
        log.exception("Something put off until later failed.")

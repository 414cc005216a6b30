"""Brings Slack in line with the scopings: posts what is missing, updates what differs, leaves the rest alone.

One worker a channel; where several processes share the store, one process a thread (bot/store/leases.py). Calling it
twice shows nothing twice: a message that may already be there is looked for first.
"""

import asyncio
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

from bot.screens.blocks.message import Message
from bot.screens.messages import conversation
from bot.screens.messages.card import KEY as CARD
from bot.screens.messages.remembered import Remembered, remembered
from bot.slack.calls import ChannelGone, MessageGone, Refused, Slack, SlackTrouble, TokenGone, Unknown, Wait
from bot.slack.people import People, needs_admitting
from bot.store.errors import NotKept, StoreError
from bot.store.leases import THREADS, Claim
from bot.store.scopings import Scopings
from bot.thread.files.sharing import Sharing
from bot.thread.going_back import GoingBack, went_back
from bot.thread.posting import SURE_AFTER, THREAD, NotOurs, NotYet, Posting, differs, in_channel, is_shown
from bot.thread.rung import Rung
from bot.thread.troubles import Troubles
from dialogs.findings import findings_of
from dialogs.record.parts import Standing
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)

FLUSH_AFTER = 2.0
REMEMBERED = 64
"""Threads whose messages are kept in memory as they were made last: about as many as are under way at a time."""
FIRST_PAUSE, LONGEST_PAUSE, CARD_PAUSE = 1.0, 60.0, 5.0


class Threads:
    """The workers. `touch` says that a scoping changed; `settled` waits until all is shown."""

    def __init__(
        self,
        scopings: Scopings,
        slack: Slack,
        people: People,
        clock: Callable[[], datetime],
        card_delay: float,
        rung: Rung,
        flush_after: float = FLUSH_AFTER,
        sure_after: float = SURE_AFTER,
    ) -> None:
        self._scopings, self._slack, self._people, self._clock = scopings, slack, people, clock
        self._leases = scopings.store.leases
        self._posting, self._troubles = Posting(slack, scopings, sure_after), Troubles(slack, scopings)
        self._sharing = Sharing(slack, scopings, self.touch_id, sure_after)
        self._going_back = GoingBack(slack, scopings, self._posting)
        self._rung, self._card_delay, self._flush_after = rung, card_delay, flush_after
        self._waiting: dict[str, dict[str, None]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._known: set[str] = set()
        self._cards: dict[str, asyncio.Task[None]] = {}
        self._flushes: dict[str, asyncio.Task[None]] = {}
        self._retries: dict[str, asyncio.Task[None]] = {}
        self._pauses: dict[str, float] = {}
        self._alone: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._remembered: OrderedDict[str, Remembered] = OrderedDict()
        self._showing: set[str] = set()
        self._held: set[str] = set()
        self._stopping = False

    def touch(self, scoping: Scoping) -> None:
        """A scoping changed: its thread is brought in line in the background."""
        if scoping.version == 1:  # saved for the first time just now: nothing of it can be in Slack
            self._known.add(scoping.id)
        self.touch_id(scoping.id, scoping.channel)

    def touch_id(self, id: str, channel: str) -> None:
        if self._stopping:
            return
        self._waiting.setdefault(channel, {})[id] = None
        if channel not in self._workers or self._workers[channel].done():
            self._workers[channel] = asyncio.create_task(self._work(channel), name=f"thread {channel}")

    def lost(self, id: str, channel: str) -> None:
        """Somebody deleted a message of ours. It may have been posted anew before a crash: it is looked for first."""
        self._known.discard(id)
        self.touch_id(id, channel)

    async def catch_up(self) -> None:
        """Everything whose thread lags its record: after a start, and from time to time."""
        self._sharing.try_again()
        for id in await self._scopings.store.lagging():
            try:
                self.touch_id(id, (await self._scopings.get(id)).channel)
            except StoreError as error:
                log.error("%s", error)

    def is_held(self, channel: str) -> bool:
        """Whether Slack keeps a channel's messages waiting just now."""
        return channel in self._held

    @property
    def behind(self) -> int:
        """How many scopings Slack does not show in full yet: they wait, are being shown, or their card was put off."""
        waiting = {id for ids in self._waiting.values() for id in ids}
        later = {id for tasks in (self._cards, self._retries) for id, task in tasks.items() if not task.done()}
        return len(waiting | self._showing | later | self._sharing.behind)

    def moved(self, id: str, old: str, new: str) -> None:
        """A scoping's channel has another id now: what waits there waits here."""
        self._waiting.get(old, {}).pop(id, None)
        self._known.discard(id)
        self.touch_id(id, new)

    async def settled(self) -> None:
        """Waits until everything is shown and written down."""
        while tasks := self._running():
            await asyncio.gather(*tasks, return_exceptions=True)
            for running in self._by_key():
                for key in [key for key, task in running.items() if task.done()]:
                    del running[key]

    async def stop(self) -> None:
        """Stops showing and writes down what Slack has; the rest is caught up at the next start."""
        self._stopping = True
        tasks = self._running()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for id in self._scopings.unsaved:
            await self._flush(id)
        await asyncio.to_thread(self._sharing.close)
        with suppress(StoreError):
            await self._leases.stop()

    def _by_key(self) -> tuple[dict[str, asyncio.Task[None]], ...]:
        return self._workers, self._cards, self._flushes, self._retries

    def _running(self) -> list[asyncio.Task[None]]:
        return [*(task for tasks in self._by_key() for task in tasks.values()), *self._sharing.tasks]

    # ---- one channel's worker

    async def _work(self, channel: str) -> None:
        """One scoping after the other. Whatever one fails by, it is tried again, and looked for before it is posted."""
        waiting = self._waiting[channel]
        while waiting:
            id = next(iter(waiting))
            del waiting[id]
            self._showing.add(id)
            try:
                await self._one(id, channel)
            except Exception as error:
                log.exception("The thread of %s could not be brought in line.", id)
                self._try_later(id, channel, type(error).__name__)
            finally:
                self._showing.discard(id)

    async def _one(self, id: str, channel: str) -> None:
        """What concerns one scoping alone keeps no other waiting; what concerns all, all."""
        try:
            async with self._alone[id]:
                if await self._is_ours(id):
                    await self._bring_in_line(id)
            self._pauses.pop(id, None)
            self._pauses.pop(channel, None)
            self._held.discard(channel)
        except (Wait, TokenGone) as trouble:
            self._known.discard(id)
            self._waiting[channel][id] = None
            await self._hold(channel, trouble)
        except Unknown as trouble:
            self._held.add(channel)
            at_most = trouble.seconds if isinstance(trouble, NotYet) else LONGEST_PAUSE
            self._try_later(id, channel, trouble.error, at_most)
        except NotOurs:
            await self._taken_over(id)
            self._waiting[channel][id] = None
        except MessageGone:
            self._known.discard(id)
            await self._sharing.drop(id)
            await self._posting.begin_anew(await self._scopings.get(id))
            self._waiting[channel][id] = None
        except ChannelGone as gone:
            self._known.discard(id)
            await self._channel_is_gone(id, channel, gone)
        except StoreError as error:
            self._known.discard(id)
            log.error("%s", error)

    # ---- whose thread it is

    async def _is_ours(self, id: str) -> bool:
        """Claims a thread. Who holds it looks at it once more where we do not come by it; all we know is saved then.

        What a lost holder has begun may be there: it is looked for, as after a crash of our own.
        """
        claim = await self._leases.claim(THREADS + id)
        if claim is None and id in self._scopings.unsaved:
            await self._scopings.flush(id)
            claim = await self._leases.claim(THREADS + id)
        if claim in (None, Claim.LEFT):
            self._known.discard(id)
        elif claim is Claim.CLEAN:
            self._known.add(id)
        return claim is not None

    async def _taken_over(self, id: str) -> None:
        self._known.discard(id)
        self._scopings.give_up(id)
        await self._sharing.drop(id)

    async def share(self) -> None:
        """Where several processes share the store: takes over what others left, and lets go of what is done."""
        while self._leases.look_every is not None:
            try:
                for name in await self._leases.look():
                    if name.startswith(THREADS):
                        await self._touch_again(name.removeprefix(THREADS))
                await self._let_go()
            except StoreError as error:
                log.debug("What is shared is looked at later: %s", error)
            except Exception:
                log.exception("What is shared is looked at later.")
            await asyncio.sleep(self._leases.look_every)

    async def _touch_again(self, id: str) -> None:
        try:
            self.touch_id(id, (await self._scopings.get(id)).channel)
        except NotKept:
            await self._leases.drop(THREADS + id)

    async def _let_go(self) -> None:
        """Gives back what nothing is left to do for. It is clean where Slack has nothing that the record does not."""
        for name in self._leases.held():
            id = name.removeprefix(THREADS)
            if not name.startswith(THREADS) or self._is_under_way(id):
                continue
            if id in self._scopings.unsaved:
                self._flush_later(id)
            else:
                await self._leases.give_back(name, clean=id in self._known)

    def _is_under_way(self, id: str) -> bool:
        tasks = [running[id] for running in (self._cards, self._flushes, self._retries) if id in running]
        waits = id in self._showing or any(id in ids for ids in self._waiting.values())
        return waits or self._sharing.is_sharing(id) or any(not task.done() for task in tasks)

    async def _hold(self, channel: str, trouble: Wait | TokenGone) -> None:
        """Waits with all of a channel, as long as Slack asks for; or, the token refused, longer each time."""
        self._held.add(channel)
        if isinstance(trouble, Wait):
            await asyncio.sleep(trouble.seconds)
            return
        log.error("Slack refuses the token (%s): scopebot doctor says what to do.", trouble.error)
        await asyncio.sleep(self._next_pause(channel))

    def _try_later(self, id: str, channel: str, why: str, at_most: float = LONGEST_PAUSE) -> None:
        """One scoping alone waits, longer each time; what Slack may have of it is looked for then."""
        self._known.discard(id)
        self._flush_later(id)
        pause = min(at_most, self._next_pause(id))
        log.warning("%s could not be shown in full (%s); trying again in %.0f s.", id, why, pause)
        self._retries[id] = asyncio.create_task(self._retry(id, channel, pause))

    def _next_pause(self, about: str) -> float:
        """Seconds, twice as many each time, until what it is about, a scoping or a channel, went well."""
        pause = self._pauses.get(about, FIRST_PAUSE)
        self._pauses[about] = min(LONGEST_PAUSE, pause * 2)
        return pause

    async def _retry(self, id: str, channel: str, pause: float) -> None:
        await asyncio.sleep(pause)
        self.touch_id(id, channel)

    async def _bring_in_line(self, id: str) -> None:
        scoping = await self._admitted(id)
        if not _may_be_shown(scoping):
            self._write_down(scoping, [])
            return
        if went_back(scoping):
            scoping = await self._going_back.look(scoping)
        shown = in_channel(scoping)
        if THREAD not in shown and shown.keys() - {CARD}:
            await self._sharing.drop(id)
            await self._posting.begin_anew(scoping)
            self._known.discard(id)
        wanted, before = self._wanted(scoping), in_channel(scoping)
        if id not in self._known:
            await self._posting.look_for_missing(scoping, wanted)
            self._known.add(id)
        waits = await self._show(scoping, wanted)
        if in_channel(scoping) != before:
            await self._channel_is_back(scoping)
        self._show_card_later(scoping, wanted[0])
        await self._rung.bring_in_line(scoping)
        if waits:
            raise waits
        self._write_down(scoping, wanted)

    async def _show(self, scoping: Scoping, wanted: Sequence[Message]) -> NotYet | None:
        """Edits, then what is new: pictures stand above the question that comes next, the report's files below it.

        What comes below a message that may still come by itself waits for it, or the thread would be out of order;
        edits, the card and reminders go on, and so do the other scopings of the channel.
        """
        for message in wanted:
            if message.key != CARD and differs(scoping, message):
                await self._as_slack_has_it(scoping, self._posting.update, message)
        if self._sharing.goes_first(scoping):
            return None
        for message in wanted:
            if message.key not in scoping.shown and (message.in_channel or THREAD in scoping.shown):
                try:
                    await self._as_slack_has_it(scoping, self._posting.post, message)
                except NotYet as waits:
                    return waits
        self._sharing.follow(scoping)
        return None

    async def _as_slack_has_it(
        self, scoping: Scoping, call: Callable[[Scoping, Message], Awaitable[None]], message: Message
    ) -> None:
        """A message that Slack will not have holds up no other; whoever began the scoping is told, once an error."""
        try:
            await call(scoping, message)
        except Refused as refused:
            await self._troubles.tell(scoping, refused.error)

    async def _admitted(self, id: str) -> Scoping:
        """A scoping, once everybody in it has been looked up."""
        scoping = await self._scopings.get(id)
        if not needs_admitting(scoping):
            return scoping
        await self._people.admit(self._scopings, scoping, self._clock())
        return await self._scopings.get(id)

    def _wanted(self, scoping: Scoping) -> list[Message]:
        """The messages of a thread as they should be now; of those made before, what has not changed."""
        kept = self._remembered.pop(scoping.id, None) or remembered()
        self._remembered[scoping.id] = kept  # the last again
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)
        return conversation.messages(findings_of(scoping), kept)

    def _write_down(self, scoping: Scoping, wanted: Sequence[Message]) -> None:
        """Has saved what Slack shows; a thread that lags still, if only with its card, is looked at after a start."""
        if all(is_shown(scoping, message) for message in wanted) and (not wanted or self._sharing.are_shared(scoping)):
            self._scopings.note_in_line(scoping.id, scoping.seq)
        if scoping.id not in self._cards or self._cards[scoping.id].done():  # else once the card is shown, too
            self._flush_later(scoping.id)

    def _flush_later(self, id: str) -> None:
        if id not in self._flushes or self._flushes[id].done():
            self._flushes[id] = asyncio.create_task(self._flush_soon(id))

    async def _flush_soon(self, id: str) -> None:
        """Until nothing is left to write: Slack may come to show more while a save is under way."""
        written = True
        while written and id in self._scopings.unsaved:
            await asyncio.sleep(self._flush_after)
            written = await self._flush(id)

    async def _flush(self, id: str) -> bool:
        try:
            await self._scopings.flush(id)
        except StoreError as error:
            log.error("%s", error)
            return False
        return True

    # ---- the card, whose edits are put off and merged

    def _show_card_later(self, scoping: Scoping, card: Message) -> None:
        running = self._cards.get(scoping.id)
        if differs(scoping, card) and (running is None or running.done()):
            self._cards[scoping.id] = asyncio.create_task(self._show_card(scoping.id, scoping.channel))

    async def _show_card(self, id: str, channel: str) -> None:
        await asyncio.sleep(self._card_delay)
        try:
            await self._update_card(await self._scopings.get(id))
            self._cards.pop(id, None)
            await self._look_at_card(id)
        except ChannelGone as gone:
            await self._channel_is_gone(id, channel, gone)
        except NotOurs:
            await self._taken_over(id)
            self.touch_id(id, channel)
        except (SlackTrouble, StoreError) as trouble:
            log.warning("The card of %s was not updated (%s); its next change will.", id, trouble)
        except Exception as error:
            log.exception("The card of %s could not be shown.", id)
            self._try_later(id, channel, type(error).__name__)
        self._flush_later(id)

    async def _update_card(self, scoping: Scoping) -> None:
        wanted = self._wanted(scoping)
        try:
            if differs(scoping, wanted[0]):
                await self._as_slack_has_it(scoping, self._posting.update, wanted[0])
                self._write_down(scoping, wanted)
        except (Wait, Unknown, TokenGone) as trouble:
            log.info("The card of %s waits (%s).", scoping.id, trouble.error)
            await asyncio.sleep(trouble.seconds if isinstance(trouble, Wait) else CARD_PAUSE)

    async def _look_at_card(self, id: str) -> None:
        """What changed while the card was being updated, or could not be shown, is the channel's worker's again."""
        scoping = await self._scopings.get(id)
        if not is_shown(scoping, self._wanted(scoping)[0]):
            self.touch_id(id, scoping.channel)

    async def _channel_is_gone(self, id: str, tried: str, gone: ChannelGone) -> None:
        """Archived, closed to us, or we were removed: everything is kept, and the initiator is told once, directly.

        Unless the channel has only come to have another id while the old one was `tried`.
        """
        scoping = await self._scopings.get(id)
        if scoping.channel != tried:
            self.touch_id(id, scoping.channel)
            return
        await self._troubles.tell(scoping, gone.error)
        if scoping.trouble != gone.error:
            async with self._scopings.edit(id) as kept:
                kept.trouble = gone.error
        self._flush_later(id)

    async def _channel_is_back(self, scoping: Scoping) -> None:
        """Unarchived, which Slack does not tell us of: the next time it is gone, that is news again."""
        self._troubles.forget_pauses(scoping)
        if scoping.trouble:
            async with self._scopings.edit(scoping.id) as kept:
                kept.trouble = None


def _may_be_shown(scoping: Scoping) -> bool:
    """A guest, a stranger or a bot does not start scopings; nothing of theirs is announced."""
    starter = scoping.people.get(scoping.initiator)
    return bool(scoping.items) and (bool(in_channel(scoping)) or starter is None or starter.standing is Standing.MEMBER)

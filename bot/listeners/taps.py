"""The open round of a readiness pulse: five people are five people, whatever happens to this process meanwhile.

The round on disk is what counts; the record names it and follows it. Where it names one that is not there (after a
restore, which brings back records alone), the pulse begins again, and the thread says so.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.store.errors import Repeated, StoreError
from bot.store.round import Round, new_round
from bot.store.scopings import Scopings
from dialogs.errors import NotNow
from dialogs.flow import pulse
from dialogs.scoping import permissions
from dialogs.scoping.scoping import Scoping

log = logging.getLogger(__name__)


class Taps:
    """One round a scoping at a time, kept beside its record until the close."""

    def __init__(self, scopings: Scopings, clock: Callable[[], datetime]) -> None:
        self._scopings = scopings
        self._store = scopings.store
        self._clock = clock

    async def has(self, scoping_id: str, person: str) -> bool:
        """Whether somebody's answer counts already."""
        kept = await self._store.round(scoping_id)
        return kept is not None and kept.has(person)

    async def add(self, scoping_id: str, person: str, window: str, scores: Sequence[int]) -> None:
        """Counts somebody's only answer: on disk when it returns, and there once however often it is called.

        Raises Repeated for a window that was counted before, which is no mistake of anybody's; NotNow for a second
        answer, and where the round had to begin again; and what `Scoping.tap` raises. A window is known by its id:
        the key of its delivery would lead back to what was chosen in it.
        """
        (await self._scopings.get(scoping_id)).check_tap(person)
        await self.bring_in_line(scoping_id)
        async with self._scopings.edit(scoping_id) as scoping:
            scoping.check_tap(person)
            kept = await self._store.round(scoping_id) or new_round(scoping.pulse.round)
            is_repeated = kept.has_taken(window)
            if not is_repeated:
                kept = _counted(scoping, kept, person, window, scores)
                await self._store.keep_round(scoping_id, kept)
            scoping.count_taps(kept.sums)
        if is_repeated:
            raise Repeated(scoping_id, window)

    async def close(self, scoping_id: str, person: str, delivery: str) -> None:
        """Closes the pulse with the sums of its round, which the save destroys.

        Raises what `Scoping.close_pulse` raises, Repeated for a delivery that was saved before, and NotNow where the
        round had to begin again.
        """
        if permissions.may(await self._scopings.get(scoping_id), "close_pulse", person):
            await self.bring_in_line(scoping_id)
        async with self._scopings.edit(scoping_id, delivery) as scoping:
            kept = await self._store.round(scoping_id)
            scoping.close_pulse(person, self._clock(), kept.sums if kept else None)

    async def catch_up(self) -> None:
        """After a start: records say what the rounds say, and what a restore took is asked anew."""
        tapped = [summary.id for summary in await self._store.find(ended=False) if summary.tapped]
        for scoping_id in sorted({*tapped, *await self._store.rounds()}):
            try:
                await self.bring_in_line(scoping_id)
            except NotNow:
                log.warning("The pulse of scoping %s begins again: its round is not here.", scoping_id)
            except StoreError as error:
                log.error("%s", error)

    async def bring_in_line(self, scoping_id: str) -> None:
        """Has the record name the round that is kept, and count as it does.

        Raises NotNow where it had to begin again, when that is saved.
        """
        if _in_line(await self._scopings.get(scoping_id), await self._store.round(scoping_id)):
            return
        async with self._scopings.edit(scoping_id) as scoping:
            is_lost = await self._brought_in_line(scoping)
        if is_lost:
            raise NotNow("pulse.again")

    async def _brought_in_line(self, scoping: Scoping) -> bool:
        """Whether it had to begin again."""
        kept = await self._store.round(scoping.id)
        if _in_line(scoping, kept):
            return False
        if kept and kept.id == scoping.pulse.round:
            scoping.count_taps(kept.sums)
            return False
        if not kept and not scoping.pulse.answers:
            scoping.begin_pulse(_named())
            return False
        await self._store.destroy_round(scoping.id)
        scoping.begin_pulse_again(_named(), self._clock())
        return True


def _in_line(scoping: Scoping, kept: Round | None) -> bool:
    """Whether the record and the round on disk speak of the same answers; of a pulse that is over there are none."""
    if pulse.is_over(scoping) or scoping.ending:
        return True
    if kept is None:
        return bool(scoping.pulse.round) and not scoping.pulse.answers
    return (kept.id, kept.sums.answers) == (scoping.pulse.round, scoping.pulse.answers)


def _counted(scoping: Scoping, kept: Round, person: str, window: str, scores: Sequence[int]) -> Round:
    if kept.has(person):
        raise NotNow("pulse.already")
    return kept.counting(person, window, scoping.tap(kept.sums, scores, person))


def _named() -> str:
    return secrets.token_hex(8)

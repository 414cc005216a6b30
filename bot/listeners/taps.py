"""Who has answered a readiness pulse: in memory alone, apart from the record, so that neither leads to the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.store import Repeated
from dialogs.errors import NotNow


@dataclass
class _Round:
    """A set of people, and a set of the windows they sent in: which window was whose stands in neither."""

    people: set[str] = field(default_factory=set, repr=False)
    windows: set[str] = field(default_factory=set, repr=False)
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)


class Taps:
    """One round a scoping, which has no second: begun with the first answer, forgotten at the close or by a restart."""

    def __init__(self) -> None:
        self._rounds: dict[str, _Round] = {}

    def has(self, scoping_id: str, person: str) -> bool:
        """Whether somebody's answer counts already, as far as this process knows."""
        found = self._rounds.get(scoping_id)
        return found is not None and person in found.people

    @asynccontextmanager
    async def claimed(self, scoping_id: str, person: str, window: str) -> AsyncIterator[None]:
        """Somebody's only answer, to be saved in the block; one that is not saved gives the claim back.

        Raises Repeated for a window that was saved before, which is no mistake of anybody's, and NotNow for a second
        answer. A window that comes twice at once waits until the first time is saved. A window is known by its id: the
        key of its delivery would lead back to what was chosen in it.
        """
        pulse = self._rounds.setdefault(scoping_id, _Round())
        async with pulse.one_at_a_time:
            if window in pulse.windows:
                raise Repeated(scoping_id, window)
            if person in pulse.people:
                raise NotNow("pulse.already")
            pulse.people.add(person)
            try:
                yield
            except BaseException:
                pulse.people.discard(person)
                raise
            pulse.windows.add(window)

    def forget(self, scoping_id: str) -> None:
        """The round is closed: nobody has to be known any more."""
        self._rounds.pop(scoping_id, None)

"""The only door to the store for listeners and workers: loads, saves, and tells who shows threads what changed."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.store import Store
from dialogs.document import Shown
from dialogs.scoping import Scoping, Summary


@dataclass
class NotYetSaved:
    """What Slack shows since the last save: written with the next save, or after two seconds."""

    shown: dict[str, Shown | None] = field(default_factory=dict)
    shown_seq: int = -1

    def put_into(self, scoping: Scoping) -> None:
        for key, shown in self.shown.items():
            if shown is None:
                scoping.shown.pop(key, None)
            else:
                scoping.shown[key] = shown
        scoping.shown_seq = max(scoping.shown_seq, self.shown_seq)


class Scopings:
    """Scopings, with what Slack shows of them merged in; an answer costs one save."""

    def __init__(self, store: Store, changed: Callable[[Scoping], None]) -> None:
        self.store = store
        self._changed = changed
        self._unsaved: dict[str, NotYetSaved] = {}

    async def get(self, id: str) -> Scoping:
        """A copy as things stand. Raises what the store raises."""
        scoping = await self.store.get(id)
        if id in self._unsaved:
            self._unsaved[id].put_into(scoping)
        return scoping

    async def add(self, scoping: Scoping, delivery: str | None) -> bool:
        """A new scoping; False if a redelivered start made it already."""
        added = await self.store.add(scoping, delivery)
        self._changed(scoping)
        return added

    @asynccontextmanager
    async def edit(self, id: str, delivery: str | None = None) -> AsyncIterator[Scoping]:
        """Load and lock, change, save. On disk when the block is left; an error in it saves nothing."""
        async with self.store.edit(id, delivery) as scoping:
            merged = self._unsaved.pop(id, None)
            if merged:
                merged.put_into(scoping)
            before = scoping.seq
            try:
                yield scoping
            except BaseException:
                self._give_back(id, merged)
                raise
        if scoping.seq != before:
            self._changed(scoping)

    async def find_open(self, team_id: str, channel: str) -> list[Summary]:
        """The open scopings of a channel, the newest first."""
        return await self.store.find(team_id=team_id, channel=channel, ended=False)

    async def of_thread(self, channel: str, thread_ts: str) -> Summary | None:
        """The scoping whose thread this is."""
        found = await self.store.find(channel=channel, thread_ts=thread_ts)
        return found[0] if found else None

    def note_shown(self, id: str, key: str, shown: Shown | None) -> None:
        """Slack shows this message now (or, None, no more)."""
        self._unsaved.setdefault(id, NotYetSaved()).shown[key] = shown

    def note_in_line(self, id: str, seq: int) -> None:
        """Slack shows all of it, up to this count."""
        found = self._unsaved.setdefault(id, NotYetSaved())
        found.shown_seq = max(found.shown_seq, seq)

    @property
    def unsaved(self) -> list[str]:
        """Whose shown messages are not on disk yet."""
        return list(self._unsaved)

    async def flush(self, id: str) -> None:
        """Writes what Slack shows."""
        if id in self._unsaved:
            async with self.edit(id):
                pass

    def _give_back(self, id: str, merged: NotYetSaved | None) -> None:
        if merged:
            newer = self._unsaved.setdefault(id, NotYetSaved())
            newer.shown = merged.shown | newer.shown
            newer.shown_seq = max(merged.shown_seq, newer.shown_seq)

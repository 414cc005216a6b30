"""The only door to the store for listeners and workers: loads, saves, and tells who shows threads what changed."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from bot.store import Store
from bot.store.errors import DiskFailed
from bot.store.summary import Summary, summarised
from dialogs.record.parts import Shown
from dialogs.record.record import Record
from dialogs.scoping.scoping import Scoping


@dataclass
class NotYetSaved:
    """What Slack shows since the last save: written with the next save, or after two seconds."""

    shown: dict[str, Shown | None] = field(default_factory=dict)
    shown_seq: int = -1

    def put_into(self, scoping: Scoping) -> None:
        for key, shown in self.shown.items():
            if shown is None:
                scoping.shown.pop(key, None)
                scoping.shown_seq = -1
            else:
                scoping.shown[key] = shown
        scoping.shown_seq = max(scoping.shown_seq, self.shown_seq)


class Scopings:
    """Scopings, with what Slack shows of them merged in; an answer costs one save.

    `changed` hears of every change that people can see; `failed` of a disk that cannot be trusted any more.
    """

    def __init__(
        self, store: Store, changed: Callable[[Scoping], None], failed: Callable[[], None] = lambda: None
    ) -> None:
        self.store = store
        self.changes_saved = 0
        """How many saves were of something that happened; the others wrote down what Slack shows."""
        self._changed, self._failed = changed, failed
        self._unsaved: dict[str, NotYetSaved] = {}
        self._saving: dict[str, NotYetSaved] = {}
        self._saves: Counter[str] = Counter()
        self._fresh_threads: dict[str, str] = {}  # begun by this process; the store's index follows with the next save

    async def get(self, id: str) -> Scoping:
        """A copy as things stand. Raises what the store raises."""
        while True:
            saves = self._saves[id]
            with self._watching_disk():  # a damaged file is restored
                scoping = await self.store.get(id)
            # A save that ended during the reading took with it what the old file does not say.
            if self._saves[id] == saves:
                break
        for notes in (self._saving.get(id), self._unsaved.get(id)):
            if notes:
                notes.put_into(scoping)
        return scoping

    async def add(self, scoping: Scoping, delivery: str | None) -> bool:
        """A new scoping; False, and nothing done, if a redelivered start made it already."""
        with self._watching_disk():
            added = await self.store.add(scoping, delivery)
        self.changes_saved += added
        if added:
            self._changed(scoping)
        return added

    @asynccontextmanager
    async def edit(self, id: str, delivery: str | None = None) -> AsyncIterator[Scoping]:
        """Load and lock, change, save. On disk when the block is left; an error in it saves nothing."""
        with self._watching_disk():
            async with self._saved_together(id, self.store.edit(id, delivery)) as scoping:
                before, version = scoping.seq, scoping.version
                yield scoping
        self.changes_saved += scoping.version != version
        if scoping.seq != before:
            self._changed(scoping)

    async def note(self, act: str, by: str, id: str) -> None:
        """Writes down that somebody is shown something, before they are. Raises NotSaved or DiskFailed."""
        with self._watching_disk():
            await self.store.note(act, by, id)

    async def find_open(self, team_id: str, channel: str) -> list[Summary]:
        """The open scopings of a channel, the newest first."""
        return await self.store.find(team_id=team_id, channel=channel, ended=False)

    async def of_thread(self, channel: str, thread_ts: str) -> Summary | None:
        """The scoping whose thread this is."""
        found = await self.store.find(channel=channel, thread_ts=thread_ts)
        if found:
            return found[0]
        fresh = self._fresh_threads.get(thread_ts)
        return summarised(await self.get(fresh)) if fresh else None

    def note_shown(self, id: str, key: str, shown: Shown | None) -> None:
        """Slack shows this message now (or, None, no more)."""
        notes = self._unsaved.setdefault(id, NotYetSaved())
        notes.shown[key] = shown
        if key == "thread" and shown:
            self._fresh_threads[shown.ts] = id
        if shown is None:
            notes.shown_seq = -1

    def keep_shown(self, record: Record, key: str, shown: Shown | None) -> None:
        """The same, in the record at hand as well."""
        if shown is None:
            record.shown.pop(key, None)
        else:
            record.shown[key] = shown
        self.note_shown(record.id, key, shown)

    def note_in_line(self, id: str, seq: int) -> None:
        """Slack shows all of it, up to this count."""
        found = self._unsaved.setdefault(id, NotYetSaved())
        found.shown_seq = max(found.shown_seq, seq)

    @property
    def unsaved(self) -> list[str]:
        """Whose shown messages are not on disk yet."""
        return list(self._unsaved)

    def give_up(self, id: str) -> None:
        """Forgets what is not written down: another process knows better by now what Slack shows of it."""
        self._unsaved.pop(id, None)

    async def flush(self, id: str) -> None:
        """Writes what Slack shows."""
        if id in self._unsaved:
            with self._watching_disk():
                async with self._saved_together(id, self.store.showing(id)):
                    pass

    @asynccontextmanager
    async def _saved_together(self, id: str, editing: AbstractAsyncContextManager[Scoping]) -> AsyncIterator[Scoping]:
        """The store's edit, with the notes in it: they stay readable until they are on disk."""
        is_entered = False
        try:
            async with editing as scoping:
                is_entered = True
                if id in self._unsaved:
                    self._saving[id] = self._unsaved.pop(id)
                    self._saving[id].put_into(scoping)
                yield scoping
        except BaseException:
            if is_entered:
                self._give_back(id)
            raise
        self._saves[id] += 1
        self._saving.pop(id, None)

    def _give_back(self, id: str) -> None:
        older = self._saving.pop(id, None)
        if older:
            newer = self._unsaved.setdefault(id, NotYetSaved())
            newer.shown = older.shown | newer.shown
            newer.shown_seq = max(older.shown_seq, newer.shown_seq)

    @contextmanager
    def _watching_disk(self) -> Iterator[None]:
        try:
            yield
        except DiskFailed:
            self._failed()
            raise

"""The store for one machine: a folder with a file per scoping, saved before any call returns."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakValueDictionary

from bot.store import backups, restoring
from bot.store.at_hand import AtHand, memory, said
from bot.store.audit import Audit
from bot.store.audit_row import VERBS, Done, End
from bot.store.documents import Documents
from bot.store.errors import (
    Damaged,
    DiskFailed,
    FolderRefused,
    NotRead,
    NotSaved,
    Repeated,
    StoreError,
    TooNew,
    Unreadable,
)
from bot.store.folder_lock import FolderLock
from bot.store.index import Index
from bot.store.leases import Alone
from bot.store.migrations import STEPS, Document, Step, newest_version
from bot.store.round import Round
from bot.store.rounds import Rounds
from bot.store.safe_file import Disk
from bot.store.seeing_through import seen_through
from bot.store.summaries import Mark, Summaries, still_true
from bot.store.summary import Summary, summarised
from dialogs.catalog import CatalogLost
from dialogs.record.deliveries import remembered
from dialogs.record.record import UNSAID
from dialogs.scoping.acting import Act
from dialogs.scoping.scoping import Scoping

LOG = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


class TinyStore:
    """A `Store` in a folder. Opening it takes the folder's lock and reads the summaries, and files they don't cover.

    Opening raises FolderRefused, Held, or NotRead where the system gives out no file at all. A single file that cannot
    be read is logged and stands in `damaged`; a damaged one is restored from the newest earlier version that is whole.
    With `reads_all` the summaries count for nothing, so that all damage there is comes to light.
    """

    def __init__(
        self,
        folder: Path,
        model: type[Scoping] = Scoping,
        *,
        clock: Callable[[], datetime] = utc_now,
        disk: Disk | None = None,
        steps: Mapping[int, Step] = STEPS,
        reads_all: bool = False,
    ) -> None:
        self.saves = 0
        self.leases, self.moments = Alone(), None
        self._reads_all = reads_all
        self._folder = folder
        self._clock = clock
        self._disk = disk or Disk()
        self._documents = Documents(folder, model, self._disk, steps)
        self._rounds = Rounds(folder, self._disk)
        self._audit = Audit(folder, self._disk, clock)
        self._index = Index()
        self._summaries = Summaries(folder, self._disk, model, newest_version(steps))
        self._lately: AtHand[Mark] = AtHand()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._folder_lock = FolderLock(folder)
        self._open(folder)

    async def add(self, scoping: Scoping, delivery: str | None = None) -> bool:
        async with self._alone(scoping.id):
            if await asyncio.to_thread(self._documents.is_kept, scoping.id):
                return False
            await seen_through(self._save(scoping, delivery))
            return True

    async def get(self, scoping_id: str) -> Scoping:
        if kept := self._at_hand(scoping_id):
            return kept.reading()
        try:
            scoping, mark = await asyncio.to_thread(self._read, scoping_id)
        except Damaged:
            async with self._alone(scoping_id):
                return await seen_through(self._load(scoping_id))
        self._lately.keep(scoping.unchanging().recalling(memory()), mark, b"")
        return scoping.reading()

    def edit(self, scoping_id: str, delivery: str | None) -> AbstractAsyncContextManager[Scoping]:
        return self._edit(scoping_id, delivery)

    def showing(self, scoping_id: str) -> AbstractAsyncContextManager[Scoping]:
        return self._showing(scoping_id)

    async def find(
        self,
        *,
        team_id: str | None = None,
        channel: str | None = None,
        thread_ts: str | None = None,
        person: str | None = None,
        ended: bool | None = None,
    ) -> list[Summary]:
        return self._index.find(team_id=team_id, channel=channel, thread_ts=thread_ts, person=person, ended=ended)

    async def remove(self, scoping_id: str) -> None:
        async with self._alone(scoping_id):
            await seen_through(self._remove(scoping_id))

    async def remove_backups(self, before: datetime) -> list[str]:
        return await asyncio.to_thread(backups.remove, self._folder, before)

    async def due(self, now: datetime) -> list[str]:
        return self._index.due(now)

    async def lagging(self) -> list[str]:
        return self._index.lagging()

    async def round(self, scoping_id: str) -> Round | None:
        return await asyncio.to_thread(self._rounds.load, scoping_id)

    async def keep_round(self, scoping_id: str, kept: Round) -> None:
        await seen_through(asyncio.to_thread(self._save_round, scoping_id, kept))

    async def rounds(self) -> list[str]:
        return await asyncio.to_thread(lambda: list(self._rounds.ids()))

    async def destroy_round(self, scoping_id: str) -> None:
        await seen_through(asyncio.to_thread(self._rounds.destroy, scoping_id))

    async def note(self, act: str, by: str, scoping_id: str) -> None:
        await seen_through(asyncio.to_thread(self._noted, scoping_id, [Act(act, by)], 0, ()))

    async def audited(self, scoping_id: str) -> list[Done]:
        return await asyncio.to_thread(lambda: list(self._audit.rows(scoping_id)))

    async def shorten_audit(self, before: datetime) -> int:
        return await seen_through(asyncio.to_thread(self._audit.shorten, before))

    def close(self) -> None:
        if not self._documents.closed:
            self._documents.closed = True
            if self._folder_lock.is_there:
                self._summaries.write()
        self._folder_lock.release()

    @property
    def damaged(self) -> list[Unreadable | NotRead | TooNew]:
        """The scopings that could not be read when they were last looked at."""
        return list(self._documents.damaged.values())

    @property
    def failed(self) -> DiskFailed | None:
        """What made this store refuse all further saves, if anything did. The process then has to stop."""
        return self._documents.failed

    @property
    def fsyncs(self) -> int:
        """How many fsyncs the saves took so far: two each, for the file and for its folder; of an act one more."""
        return self._disk.fsyncs

    def _open(self, folder: Path) -> None:
        try:
            _make(folder)
            self._folder_lock.take(self._clock())
            restoring.finish(folder, self._disk)
            self._say_what_was_cut_short(folder / backups.CHANGING)
            self._documents.remove_unfinished()
            self._rounds.remove_unfinished()
            self._audit.remove_unfinished()
            backups.remove_abandoned(folder / backups.FOLDER)
            self._take_in(folder)
            self._summaries.write()
            self._destroy_closed_rounds()
        except OSError as error:
            self._give_up()
            raise FolderRefused(folder, error) from error
        except BaseException:
            self._give_up()
            raise

    def _say_what_was_cut_short(self, mark: Path) -> None:
        """A restore that was cut short is finished by now; whether somebody was being forgotten nobody can say."""
        if mark.exists():
            LOG.error(
                "The folder was being changed as a whole and that was cut short: if it was a forget, do it again."
            )
            mark.unlink()

    def _give_up(self) -> None:
        self._documents.closed = True
        self.close()

    def _take_in(self, folder: Path) -> None:
        """The summaries that are still true, and of every other file a new one."""
        with os.scandir(folder) as entries:
            files = [entry for entry in entries if entry.name.endswith(".json")]
        kept = {} if self._reads_all else still_true(self._summaries.read(), files)
        whole = {digest: self._documents.catalogs.is_whole(digest) for digest in {one.catalog for one in kept.values()}}
        kept = {id: one for id, one in kept.items() if not one.catalog or whole[one.catalog]}
        self._summaries.take_over(kept)
        for scoping_id in self._documents.ids(kept):
            if scoping_id in kept:
                self._index.put(kept[scoping_id].summary)
            else:
                self._read_in(scoping_id)

    def _read_in(self, scoping_id: str) -> None:
        try:
            mark = self._documents.mark(scoping_id)
            try:
                scoping, summary = self._documents.summed_up(scoping_id)
            except Damaged:
                scoping = self._documents.restore(scoping_id, self._clock())
                summary, mark = summarised(scoping), self._documents.mark(scoping_id)
        except NotRead as error:
            if error.passing:
                raise
            LOG.error("%s", error)
        except StoreError as error:
            LOG.error("%s", error)
        else:
            self._put(scoping, summary, mark)

    @asynccontextmanager
    async def _edit(self, scoping_id: str, delivery: str | None) -> AsyncIterator[Scoping]:
        async with self._alone(scoping_id):
            scoping = await seen_through(self._load(scoping_id))
            if delivery is not None and delivery in scoping.deliveries:
                raise Repeated(scoping_id, delivery)
            # A delivery is recorded in any case; only without one does it matter whether anything changed.
            before = scoping.model_dump() if delivery is None else None
            yield scoping
            if before is None or scoping.model_dump() != before:
                await seen_through(self._save(scoping, delivery))

    @asynccontextmanager
    async def _showing(self, scoping_id: str) -> AsyncIterator[Scoping]:
        """What is at hand is not read again, nor read back: of what stands in it nothing else has changed."""
        async with self._alone(scoping_id):
            kept = self._at_hand(scoping_id)
            scoping = kept.reading() if kept else await seen_through(self._load(scoping_id))
            before = scoping.model_dump(include=set(UNSAID))
            yield scoping
            if scoping.model_dump(include=set(UNSAID)) != before:
                await seen_through(self._save(scoping, None, kept=scoping if kept else None))

    async def _save(self, scoping: Scoping, delivery: str | None, kept: Scoping | None = None) -> None:
        """`kept`: what is at hand from then on, where it need not be read back."""
        now = self._clock()
        scoping.version += 1
        scoping.deliveries = remembered(scoping.deliveries, now, delivery)
        document = scoping.model_dump(mode="json")
        says = said(document)
        kept = kept or self._lately.unchanging(self._documents.read_back(document), says, scoping.memory)
        summary = summarised(kept)
        line = (scoping.take_acts(), scoping.everyone())
        mark, scoping.audited = await asyncio.to_thread(self._save_with_its_line, document, *line)
        self.saves += 1
        kept.audited = scoping.audited
        self._lately.keep(kept, mark, says)
        self._put(scoping, summary, mark)
        if self._summaries.is_behind:
            await asyncio.to_thread(self._summaries.write)
        if summary.pulse_over:
            await asyncio.to_thread(self._destroy_closed_round, scoping.id)

    async def _remove(self, scoping_id: str) -> None:
        await asyncio.to_thread(self._documents.remove, scoping_id)
        await asyncio.to_thread(self._destroy_closed_round, scoping_id)
        self._lately.drop(scoping_id)
        self._index.drop(scoping_id)
        self._summaries.drop(scoping_id)
        await asyncio.to_thread(self._summaries.write)

    def _at_hand(self, scoping_id: str) -> Scoping | None:
        """A scoping that was read or saved lately, as long as its file is the very one it was."""
        kept = self._lately.get(scoping_id)
        if kept is None:
            return None
        with suppress(OSError, CatalogLost):
            self._documents.catalogs.recall(kept.scoping.catalog_digest)  # else its words are looked for on disk, too
            if self._documents.mark(scoping_id) == kept.mark:
                self._lately.used(scoping_id)
                return kept.scoping
        self._lately.drop(scoping_id)
        return None

    def _read(self, scoping_id: str) -> tuple[Scoping, Mark | None]:
        """A scoping, and what its file was known by before it was read: another file since is read again."""
        mark = None
        with suppress(OSError):
            mark = self._documents.mark(scoping_id)
        return self._documents.load(scoping_id), mark

    async def _load(self, scoping_id: str) -> Scoping:
        """A scoping as it was last saved; a damaged one as it was before. For whoever has its lock."""
        try:
            return self._lately.recalled(await asyncio.to_thread(self._documents.load, scoping_id))
        except Damaged:
            scoping = await asyncio.to_thread(self._documents.restore, scoping_id, self._clock())
            self._put(scoping, summarised(scoping), None)
            return scoping

    def _put(self, scoping: Scoping, summary: Summary, mark: Mark | None) -> None:
        self._index.put(summary)
        self._summaries.note(summary, scoping.catalog_digest, mark)

    def _save_with_its_line(
        self, document: Document, acts: Sequence[Act], people: Iterable[str]
    ) -> tuple[Mark, tuple[int, str] | None]:
        """The audit's line first, so that nothing is done without one; one that nothing came of is followed by that.

        The record says which line was the last: the audit's file and its note of where it ends can both be cut.
        """
        scoping_id, version = document["id"], document["version"]
        self._check_folder(scoping_id)
        end = self._noted(scoping_id, acts, version, people)
        before = document["audited"] or None
        audited = (end.n, end.digest) if end else before and (before[0], before[1])
        document["audited"] = audited
        try:
            return self._documents.put(scoping_id, document), audited
        except (NotSaved, ValueError):
            with suppress(StoreError):
                self._noted(scoping_id, [Act("unsaved", act.by) for act in acts if VERBS[act.name]], version, ())
            raise

    def _noted(self, scoping_id: str, acts: Sequence[Act], version: int, people: Iterable[str]) -> End | None:
        if self._documents.failed:
            raise self._documents.failed
        try:
            return self._audit.write(acts, scoping_id, version, people)
        except DiskFailed as error:
            self._documents.failed = error
            raise

    def _check_folder(self, scoping_id: str) -> None:
        """Nothing is written into a folder that another process may hold. Raises NotSaved."""
        if not self._documents.closed and not self._folder_lock.is_there:
            why = "it is another folder by now than the one scopebot began in; put that back, or start scopebot again"
            raise NotSaved(scoping_id, self._folder, why)

    def _save_round(self, scoping_id: str, kept: Round) -> None:
        """As a scoping is saved: nothing more is written after a disk that failed."""
        if self._documents.failed:
            raise self._documents.failed
        self._check_folder(scoping_id)
        try:
            self._rounds.save(scoping_id, kept)
        except DiskFailed as error:
            self._documents.failed = error
            raise

    def _destroy_closed_rounds(self) -> None:
        """What a crash left between a close and its end. A scoping that can't be read now may be whole tomorrow."""
        known = {summary.id: summary.pulse_over for summary in self._index.find()}
        for scoping_id in self._rounds.ids():
            if known.get(scoping_id, scoping_id not in self._documents.damaged):
                self._destroy_closed_round(scoping_id)

    def _destroy_closed_round(self, scoping_id: str) -> None:
        """The close is saved, and stands; a round that can't be removed is said aloud, and tried at each start."""
        try:
            self._rounds.destroy(scoping_id)
        except NotSaved as error:
            LOG.error("The closed pulse of scoping %s could not be removed: remove %s.", scoping_id, error.file)

    def _alone(self, scoping_id: str) -> asyncio.Lock:
        """The lock of one scoping. It lasts as long as somebody has it or waits for it."""
        return self._locks.setdefault(scoping_id, asyncio.Lock())


def _make(folder: Path) -> None:
    """Makes the folder for its owner alone; one that is there already is somebody else's to open or shut."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
    elif folder.stat().st_mode & 0o077:
        LOG.warning("Others on this machine can look into %s: chmod 700 shuts it.", folder)

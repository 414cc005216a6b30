"""The store for any number of machines: a row per scoping, committed before any call returns."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

import orjson

from bot.store import backups
from bot.store.at_hand import AtHand, memory, said
from bot.store.audit_check import Checked
from bot.store.audit_row import Done
from bot.store.errors import NotKept, Repeated, StoreError
from bot.store.later import Later, put_back
from bot.store.leases import THREADS
from bot.store.migrations import STEPS, Document, Step
from bot.store.postgres import leases, migrating
from bot.store.postgres.address import Address
from bot.store.postgres.audit import PostgresAudit
from bot.store.postgres.connecting import Connection, at_most_one, connected, run
from bot.store.postgres.connections import SECONDS, Connections
from bot.store.postgres.leases import PostgresLeases
from bot.store.postgres.lines import Lines
from bot.store.postgres.moments import PostgresMoments
from bot.store.postgres.rounds import PostgresRounds
from bot.store.postgres.rows import (
    INSERT,
    UPDATE,
    digest_of,
    found_by,
    recall,
    save_words,
    scoping_in,
    sum_up,
    values_of,
)
from bot.store.records import check_id
from bot.store.round import Round
from bot.store.seeing_through import seen_through
from bot.store.summaries import same_code, summary_of
from bot.store.summary import Summary, summarised
from dialogs.catalog import CatalogLost
from dialogs.catalog import kept as known_words
from dialogs.record.deliveries import remembered
from dialogs.scoping.acting import Act
from dialogs.scoping.scoping import Scoping

LOG = logging.getLogger(__name__)

_LOOK = """
SELECT xmin::text, digest, CASE WHEN xmin::text || ' ' || digest = %s THEN NULL ELSE document::text END
FROM scoping WHERE id = %s
"""
"""A row, without its text where that is at hand: whoever changes a row, by whatever hand, gives it another xmin."""
_STALE = "SELECT 1 FROM scoping WHERE id = %s AND summed_by <> %s FOR UPDATE SKIP LOCKED"
_FOUND = {
    "team_id": "team_id = %(team_id)s",
    "channel": "channel = %(channel)s",
    "thread_ts": "thread_ts = %(thread_ts)s",
    "person": "people @> ARRAY[%(person)s]",
    "ended": "ended = %(ended)s",
}
"""By what is asked for, what a row has to be."""


class _Edit(NamedTuple):
    """An edit that is under way, for what belongs to its transaction."""

    connection: Connection
    task: asyncio.Task[Any] | None


class PostgresStore:
    """A `Store` in a database. `opened` looks the database over first.

    `folder` is where this machine keeps backups, for retention; `returned` is called when a database that was away
    answers again. `saves` counts as the other store's does; fsyncs are
    the server's own. `lease`: how many seconds a lease holds without being renewed.
    """

    fsyncs = 0
    failed = None

    def __init__(
        self,
        address: Address,
        model: type[Scoping] = Scoping,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        steps: Mapping[int, Step] = STEPS,
        folder: Path | None = None,
        returned: Callable[[], None] = lambda: None,
        seconds: float = SECONDS,
        lease: float = leases.SECONDS,
    ) -> None:
        self.saves = 0
        self.connections = Connections(address, returned, seconds=seconds)
        self.leases, self.moments = PostgresLeases(self.connections, lease), PostgresMoments(self.connections)
        self._where = address.shown
        self._model, self._steps, self._clock, self._folder = model, steps, clock, folder
        self._lines = Lines(clock)
        self._audit, self._rounds = PostgresAudit(self.connections, self._lines), PostgresRounds(self.connections)
        self._lately: AtHand[str] = AtHand()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._edits: dict[str, _Edit] = {}
        self._later: dict[str, list[Later]] = {}
        self._damaged: dict[str, StoreError] = {}
        self._words: set[str] = set()

    async def open(self, *, sums_up: bool = True) -> None:
        """Raises DatabaseRefused or NotMigrated where this database can't be worked with, or Away.

        `sums_up`: what other code summed up is summed up anew, for what is due follows from the code that runs.
        """
        async with connected(self.connections.address) as connection:
            await migrating.check(connection, self._where)
        await self.connections.open()
        await self.moments.forget_past()
        if sums_up:
            await self._sum_up_anew()

    async def close(self) -> None:
        """To be called when no edit is under way: whoever changes all of it may have it then."""
        await self.connections.close()

    @property
    def damaged(self) -> Sequence[StoreError]:
        return list(self._damaged.values())

    # ---- scopings

    async def add(self, scoping: Scoping, delivery: str | None = None) -> bool:
        check_id(scoping.id)
        async with self._alone(scoping.id):
            return await seen_through(self._add(scoping, delivery))

    async def get(self, scoping_id: str) -> Scoping:
        check_id(scoping_id)
        return (await seen_through(self._get(scoping_id))).reading()

    def edit(self, scoping_id: str, delivery: str | None) -> AbstractAsyncContextManager[Scoping]:
        return self._edit(scoping_id, delivery)

    def showing(self, scoping_id: str) -> AbstractAsyncContextManager[Scoping]:
        return self._edit(scoping_id, None)

    async def remove(self, scoping_id: str) -> None:
        check_id(scoping_id)
        async with self._alone(scoping_id):
            await seen_through(self._remove(scoping_id))

    async def _add(self, scoping: Scoping, delivery: str | None) -> bool:
        async with self.connections.given(scoping.id) as connection:
            sql = "SELECT 1 FROM scoping WHERE id = %s"
            if await self.connections.do(connection, at_most_one(connection, sql, (scoping.id,))):
                return False
            return await self._save(connection, scoping, delivery, INSERT)

    async def _get(self, scoping_id: str) -> Scoping:
        """As it is kept: what is at hand, where that is still the very text."""
        at_hand = self._lately.get(scoping_id)
        known = at_hand.mark if at_hand and self._has_words(at_hand.scoping) else None
        async with self.connections.given(scoping_id, begin="") as connection:
            row = await self.connections.do(connection, at_most_one(connection, _LOOK, (known, scoping_id)))
            if row is None:
                self._lately.drop(scoping_id)
                raise NotKept(scoping_id)
            made_by, digest, text = row
            if text is None and at_hand:
                self._lately.used(scoping_id)
                return at_hand.scoping
            scoping, _ = await self._parsed(connection, scoping_id, text, digest)
        self._lately.keep(scoping.unchanging().recalling(memory()), f"{made_by} {digest}", b"")
        return scoping

    @asynccontextmanager
    async def _edit(self, scoping_id: str, delivery: str | None) -> AsyncIterator[Scoping]:
        check_id(scoping_id)
        async with self._alone(scoping_id), self.connections.given(scoping_id) as connection:
            scoping = await seen_through(self._load(connection, scoping_id))
            if delivery is not None and delivery in scoping.deliveries:
                raise Repeated(scoping_id, delivery)
            # A delivery is recorded in any case; only without one does it matter whether anything changed.
            before = scoping.model_dump() if delivery is None else None
            self._edits[scoping_id] = _Edit(connection, asyncio.current_task())
            try:
                yield scoping
            finally:
                del self._edits[scoping_id]
            if before is None or scoping.model_dump() != before:
                await seen_through(self._save(connection, scoping, delivery, UPDATE))
            else:  # a round may have been kept in it
                await seen_through(self.connections.commit_all(connection, scoping_id))

    async def _load(self, connection: Connection, scoping_id: str) -> Scoping:
        """A scoping, held against every other process until the transaction ends."""
        sql = "SELECT digest, document::text FROM scoping WHERE id = %s FOR UPDATE"
        row = await self.connections.do(connection, at_most_one(connection, sql, (scoping_id,)))
        if row is None:
            raise NotKept(scoping_id)
        scoping, later = await self._parsed(connection, scoping_id, row[1], row[0])
        self._later[scoping_id] = later
        return self._lately.recalled(scoping)

    async def _save(self, connection: Connection, scoping: Scoping, delivery: str | None, sql: str) -> bool:
        """Saves it with its line of the audit, and commits; False, and nothing saved, where there is a row."""
        end = asyncio.get_running_loop().time() + 2 * self.connections.seconds
        scoping.version += 1
        scoping.deliveries = remembered(scoping.deliveries, self._clock(), delivery)
        document = scoping.model_dump(mode="json")
        says = said(document)
        kept = self._lately.unchanging(self._model.model_validate(document), says, scoping.memory)
        summary = summarised(kept)
        put_back(document, self._later.pop(scoping.id, []))
        writing = self._written(connection, document, summary, scoping.take_acts(), scoping.everyone(), sql)
        xid = await self.connections.do(connection, writing, end)
        if xid is None:
            return False
        await self.connections.commit(connection, xid, scoping.id, end)
        self.saves += 1
        self._words.add(scoping.catalog_digest)
        audited = document["audited"]
        kept.audited = scoping.audited = (audited[0], audited[1]) if audited else None
        self._lately.keep(kept, _mark(xid, document), says)
        self._damaged.pop(scoping.id, None)
        return True

    async def _written(
        self,
        connection: Connection,
        document: Document,
        summary: Summary,
        acts: Sequence[Act],
        people: Iterable[str],
        sql: str,
    ) -> str | None:
        """The number of the transaction; None where there is a row already."""
        if (words := str(document.get("catalog_digest", ""))) not in self._words:
            await save_words(connection, words)
        end = await self._lines.write(connection, acts, summary.id, document["version"], people)
        document["audited"] = [end.n, end.digest] if end else document["audited"] or None
        row = await at_most_one(connection, sql, values_of(document, summary))
        return str(row[0]) if row else None

    async def _remove(self, scoping_id: str) -> None:
        async with self.connections.given(scoping_id) as connection:
            for table, column in (("round", "scoping_id"), ("scoping", "id")):
                sql = f"DELETE FROM {table} WHERE {column} = %s"
                await self.connections.do(connection, run(connection, sql, (scoping_id,)))
            sql = "DELETE FROM lease WHERE name = %s"
            await self.connections.do(connection, run(connection, sql, (f"{THREADS}{scoping_id}",)))
            await self.connections.commit_all(connection, scoping_id)
        self._lately.drop(scoping_id)
        self._damaged.pop(scoping_id, None)

    # ---- finding

    async def find(
        self,
        *,
        team_id: str | None = None,
        channel: str | None = None,
        thread_ts: str | None = None,
        person: str | None = None,
        ended: bool | None = None,
    ) -> list[Summary]:
        asked = {"team_id": team_id, "channel": channel, "thread_ts": thread_ts, "person": person, "ended": ended}
        wanted = [_FOUND[name] for name, value in asked.items() if value is not None] or ["true"]
        sql = f"SELECT id, summary FROM scoping WHERE {' AND '.join(wanted)} ORDER BY started_at DESC, id DESC"
        return [summary_of(id, row) for id, row in await self._rows(sql, asked)]

    async def due(self, now: datetime) -> list[str]:
        return [
            row[0] for row in await self._rows("SELECT id FROM scoping WHERE due_at <= %s ORDER BY due_at, id", (now,))
        ]

    async def lagging(self) -> list[str]:
        return [row[0] for row in await self._rows("SELECT id FROM scoping WHERE lagging ORDER BY id")]

    async def _rows(self, sql: str, values: Any = None) -> list[tuple[Any, ...]]:
        return await seen_through(self._asked(sql, values))

    async def _asked(self, sql: str, values: Any) -> list[tuple[Any, ...]]:
        return await self.connections.asked(sql, values)

    # ---- rounds of a pulse

    async def round(self, scoping_id: str) -> Round | None:
        check_id(scoping_id)
        return await seen_through(self._rounds.get(scoping_id, self._edit_of(scoping_id)))

    async def keep_round(self, scoping_id: str, kept: Round) -> None:
        """In the edit that is under way it is kept with it, or not at all."""
        check_id(scoping_id)
        await seen_through(self._rounds.keep(scoping_id, kept, self._edit_of(scoping_id)))

    async def rounds(self) -> list[str]:
        return [row[0] for row in await self._rows("SELECT scoping_id FROM round ORDER BY scoping_id")]

    async def destroy_round(self, scoping_id: str) -> None:
        check_id(scoping_id)
        await seen_through(self._rounds.destroy(scoping_id, self._edit_of(scoping_id)))

    def _edit_of(self, scoping_id: str) -> Connection | None:
        """The connection of the edit that whoever asks is in."""
        edit = self._edits.get(scoping_id)
        return edit.connection if edit and edit.task is asyncio.current_task() else None

    # ---- the audit, and what is old

    async def note(self, act: str, by: str, scoping_id: str) -> None:
        await seen_through(self._audit.note(act, by, scoping_id))

    async def audited(self, scoping_id: str) -> list[Done]:
        return await self.lines(scoping_id)

    async def lines(self, scoping_id: str = "", since: datetime | None = None) -> list[Done]:
        """The audit's lines, of one scoping or of all, the oldest first. Raises NotSaved."""
        return await seen_through(self._audit.lines(scoping_id, since))

    async def check_audit(self) -> Checked:
        """Whether every line is there as it was written. Raises NotSaved."""
        return await seen_through(self._audit.check())

    async def shorten_audit(self, before: datetime) -> int:
        return await seen_through(self._audit.shorten(before))

    async def remove_backups(self, before: datetime) -> list[str]:
        return await asyncio.to_thread(backups.remove, self._folder, before) if self._folder else []

    # ---- reading

    async def _parsed(
        self, connection: Connection, scoping_id: str, text: str, digest: str
    ) -> tuple[Scoping, list[Later]]:
        try:
            scoping, later = await asyncio.to_thread(
                scoping_in, scoping_id, text, digest, self._where, self._model, steps=self._steps
            )
            recalling = recall(connection, scoping_id, scoping.catalog_digest, self._where)
            await self.connections.do(connection, recalling)
        except StoreError as error:
            self._damaged[scoping_id] = error
            raise
        self._damaged.pop(scoping_id, None)
        return scoping, later

    def _has_words(self, scoping: Scoping) -> bool:
        try:
            known_words(scoping.catalog_digest)
        except CatalogLost:
            return False
        return True

    async def _sum_up_anew(self) -> None:
        """Summaries that other code made are made anew: what is due follows from the code that runs."""
        stale = [
            row[0]
            for row in await self._rows("SELECT id FROM scoping WHERE summed_by <> %s ORDER BY id", (same_code(),))
        ]
        for scoping_id in stale:
            try:
                await self._sum_up(scoping_id)
            except StoreError as error:
                LOG.error("%s", error)

    async def _sum_up(self, scoping_id: str) -> None:
        async with self.connections.given(scoping_id) as connection:
            if not await self.connections.do(connection, at_most_one(connection, _STALE, (scoping_id, same_code()))):
                return  # another process did it, or is just saving it
            scoping = await self._load(connection, scoping_id)
            values = {"id": scoping_id, **found_by(sum_up(scoping, self._where))}
            sets = ", ".join(f"{name} = %({name})s" for name in values if name != "id")
            sql = f"UPDATE scoping SET {sets} WHERE id = %(id)s"
            await self.connections.do(connection, run(connection, sql, values))
            await self.connections.commit_all(connection, scoping_id)

    def _alone(self, scoping_id: str) -> asyncio.Lock:
        """The lock of one scoping in this process, so that those who wait for it take no connection each."""
        return self._locks.setdefault(scoping_id, asyncio.Lock())


def _mark(xid: str, document: Document) -> str:
    """What the row is known by that a transaction has just written; xmin has half of a transaction's number."""
    return f"{int(xid) % (1 << 32)} {digest_of(orjson.dumps(document))}"

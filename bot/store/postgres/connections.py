"""The pool of connections: everything has a limit of time, and a commit whose answer was lost is looked for."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, TypeVar

import psycopg
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from bot.store.errors import Away, NotSaved
from bot.store.postgres import migrating
from bot.store.postgres.address import Address
from bot.store.postgres.answers import plainly
from bot.store.postgres.connecting import Connection, begin_session, hang_up, one, run
from bot.store.seeing_through import seen_through

LOG = logging.getLogger(__name__)
T = TypeVar("T")

SECONDS = 1.25
"""How long a step may take, of which two come to nothing at most: Slack waits for three seconds, and people are to hear
within those that nothing was saved."""
QUEUE, SHORT = 1.5, 0.2
"""How many times as long one may wait for a connection, as others may be at work with all there are; and how long where
the database is known to be away."""
LOOK_EVERY = 0.05
PROBE_EVERY = 0.5
_UNREACHABLE = "no connection can be had"
_AS_A_WHOLE = "scopebot restore, forget or move-store is at work in it"
_XID = "SELECT pg_current_xact_id()::text"
MOST = 10
"""Connections of one process: as many saves can be under way at a time."""


class Connections:
    """A pool for one process that works with the scopings; while it is open, nobody changes them as a whole.

    `returned` is called when a database that was away answers again.
    """

    def __init__(self, address: Address, returned: Callable[[], None], *, seconds: float = SECONDS) -> None:
        self.address = address
        self._returned = returned
        self.seconds = seconds
        self._is_away, self._in_use, self._why = False, 0, _UNREACHABLE
        self._probing: asyncio.Task[None] | None = None
        self._pool = AsyncConnectionPool(
            address.conninfo,
            kwargs={"autocommit": True},
            min_size=1,
            max_size=MOST,
            timeout=seconds,
            open=False,
            configure=self._configure,
            reconnect_timeout=1.0,
            name=f"PostgreSQL at {address.shown}",
        )

    async def open(self) -> None:
        """To be called once, when it is known that the database can be used."""
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # it would say every second what we say once
        await self._pool.open()

    async def close(self) -> None:
        if self._probing:
            self._probing.cancel()
            await asyncio.wait({self._probing})
        await self._pool.close(timeout=self.seconds)

    @asynccontextmanager
    async def given(
        self, scoping_id: str = "", begin: str = "BEGIN", end: float | None = None
    ) -> AsyncIterator[Connection]:
        """A connection that answers, in a transaction of its own; `end` is until when one is waited for. Raises Away.

        What the server refuses in the block becomes NotSaved; what it left uncommitted is rolled back.
        """
        with self._telling(scoping_id, was_away=self._is_away):
            connection = await seen_through(self._begun(begin, end or _now() + self._patience))
            self._in_use += 1
            try:
                self._back()
                yield connection
            except psycopg.errors.ReadOnlySqlTransaction:
                hang_up(connection)  # it is the copy by now: the next connection may lead to the server that is none
                raise
            finally:
                self._in_use -= 1
                await seen_through(self._given_back(connection))

    async def asked(self, sql: str, values: Any) -> list[tuple[Any, ...]]:
        """One statement, which is a transaction of its own, and what it returns. Raises NotSaved, Away."""
        async with self.given(begin="") as connection:
            return await self.do(connection, _all(connection, sql, values))

    @property
    def _patience(self) -> float:
        """Seconds; once it is known to be away, nobody waits for it a second time: a press may look twice."""
        return (SHORT if self._is_away else QUEUE) * self.seconds

    async def _begun(self, begin: str, end: float) -> Connection:
        """One that a transaction could be begun in; those that a restart of the server broke are given up."""
        while True:
            connection = await self._pool.getconn(timeout=max(0.05, end - _now()))
            try:
                await self.do(connection, run(connection, begin), end)
            except psycopg.OperationalError:
                await self._pool.putconn(connection)
                if _now() >= end:
                    raise
            except BaseException:
                await self._pool.putconn(connection)
                raise
            else:
                return connection

    async def do(self, connection: Connection, work: Coroutine[Any, Any, T], end: float | None = None) -> T:
        """A step, within the time it may take. Raises OperationalError where it takes longer; it is hung up on then.

        `end` is when it has to be done at the latest, as the loop's clock counts.
        """
        task = asyncio.ensure_future(work)
        left = self.seconds if end is None else max(0.05, min(self.seconds, end - _now()))
        try:
            done, _ = await asyncio.wait({task}, timeout=left)
        except asyncio.CancelledError:
            hang_up(connection)
            await asyncio.wait({task})
            raise
        if done:
            return task.result()
        hang_up(connection)
        await asyncio.wait({task})
        with suppress(psycopg.Error):
            task.result()
        raise psycopg.OperationalError(f"no answer within {left:.1f} seconds")

    async def commit(self, connection: Connection, xid: str, scoping_id: str = "", end: float | None = None) -> None:
        """Commits a transaction by its number. Where the answer is lost, the server is asked what became of it.

        Raises Away where it came to nothing, and Away that is `unsure` where nobody could be asked in time.
        """
        end = end or _now() + 2 * self.seconds
        try:
            await self.do(connection, run(connection, "COMMIT"), end)
        except psycopg.OperationalError as lost:
            if not await self._is_committed(xid, scoping_id, end):
                raise Away(self.address.shown, plainly(lost), scoping_id) from lost

    async def commit_all(self, connection: Connection, scoping_id: str) -> None:
        """Commits what was done, by the number that the transaction has. Raises what `commit` raises."""
        xid = await self.do(connection, one(connection, _XID))
        await self.commit(connection, str(xid[0]), scoping_id)

    async def _is_committed(self, xid: str, scoping_id: str, end: float) -> bool:
        """Whether a transaction was. Raises Away, unsure."""
        reason = "the answer to a save was lost"
        while _now() < end:
            try:
                async with self.given(scoping_id, "", end) as another:
                    status = await self.do(another, _status(another, xid), end)
            except NotSaved as error:
                reason, status = error.reason, "in progress"
            if status != "in progress":
                return status == "committed"
            await asyncio.sleep(LOOK_EVERY)
        raise Away(self.address.shown, reason, scoping_id, unsure=True)

    async def _given_back(self, connection: Connection) -> None:
        if connection.pgconn.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
            with suppress(psycopg.Error):
                await self.do(connection, run(connection, "ROLLBACK"))
        await self._pool.putconn(connection)

    async def _configure(self, connection: Connection) -> None:
        is_free = await self.do(connection, begin_session(connection, self.seconds))
        why = await self.do(connection, migrating.kept_out(connection)) if is_free else _AS_A_WHOLE
        self._why = why or _UNREACHABLE
        if why:
            raise psycopg.OperationalError(why)

    @contextmanager
    def _telling(self, scoping_id: str, *, was_away: bool) -> Iterator[None]:
        """Whoever began while it `was_away` has waited a short time only, and has no news of it."""
        try:
            yield
        except PoolClosed as error:
            raise NotSaved(scoping_id, self.address.shown, "scopebot is stopping") from error
        except PoolTimeout as error:
            if self._in_use >= MOST:
                raise NotSaved(scoping_id, self.address.shown, "too much is being saved at a time") from error
            if not was_away:
                self._gone(self._why)
            raise Away(self.address.shown, self._why, scoping_id) from error
        except psycopg.errors.LockNotAvailable as error:
            raise NotSaved(scoping_id, self.address.shown, "another scopebot is at work on it") from error
        except psycopg.Error as error:
            if not _is_away(error):
                raise NotSaved(scoping_id, self.address.shown, plainly(error)) from error
            self._gone(plainly(error))
            raise Away(self.address.shown, plainly(error), scoping_id) from error

    def _gone(self, reason: str) -> None:
        if not self._is_away:
            self._is_away = True
            LOG.error(
                "PostgreSQL at %s does not answer: %s. scopebot goes on once it does.", self.address.shown, reason
            )
            self._probing = asyncio.get_running_loop().create_task(self._probe())

    def _back(self) -> None:
        if self._is_away:
            self._is_away = False
            LOG.warning("PostgreSQL at %s answers again.", self.address.shown)
            self._returned()

    async def _probe(self) -> None:
        """Until it answers: nobody may be there to find out."""
        while self._is_away:
            await asyncio.sleep(PROBE_EVERY)
            with suppress(NotSaved):
                async with self.given(end=_now() + 2.0):
                    pass


async def _all(connection: Connection, sql: str, values: Any) -> list[tuple[Any, ...]]:
    return await (await connection.execute(sql.encode(), values)).fetchall()


async def _status(connection: Connection, xid: str) -> str:
    """What became of a transaction; one so old that nobody knows is none of ours."""
    return str((await one(connection, "SELECT pg_xact_status(%s::xid8)", (xid,)))[0])


_AWAY = re.compile("08|57P|25006|25P03")
"""How the codes begin of what is about the server or the connection, and not about what was asked."""


def _is_away(error: psycopg.Error) -> bool:
    if error.sqlstate:
        return _AWAY.match(error.sqlstate) is not None
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)


def _now() -> float:
    return asyncio.get_running_loop().time()

"""Forgets a person in a database, and in the backups, exports and logs of this machine's folder, in one transaction."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import psycopg

from bot.store.audit_row import OPERATOR
from bot.store.errors import StoreError
from bot.store.forgetting import forget_beside
from bot.store.forgetting.person import Read, Told
from bot.store.postgres.address import Address
from bot.store.postgres.answers import plainly
from bot.store.postgres.connecting import Connection
from bot.store.postgres.lines import Lines
from bot.store.postgres.rows import UPDATE, sum_up, values_of
from bot.store.postgres.whole import fetched, forgotten_in, held, keep_forgotten, loaded
from dialogs.record.leavers import Leaver
from dialogs.scoping.scoping import Scoping

_ANEW = "scoping, kept, lease, moment"
_ROWS = "SELECT id, digest, document::text FROM scoping ORDER BY id"


@asynccontextmanager
async def open_to_forget(address: Address) -> AsyncIterator["InDatabase"]:
    """A database that nobody works with, all of it read. Raises DatabaseRefused."""
    async with held(address) as connection:
        async with connection.transaction():
            found = InDatabase(connection, Read(await read_rows(connection, address.shown)), address.shown)
            yield found
        if found.is_done:
            await found.clear()


class InDatabase:
    """What `scopebot forget` works with: the records, and the transaction that they are changed in."""

    def __init__(self, connection: Connection, rows: Read, where: str) -> None:
        self.rows, self.is_done = rows, False
        self._connection, self._where = connection, where
        self._told: Told | None = None

    async def forget(
        self, folder: Path, person: str, names: Iterable[str], team: str, clock: Callable[[], datetime]
    ) -> Told:
        """Forgets a person; it counts when the database is let go of. Raises StoreError, OSError."""
        forgotten, lines = await forgotten_in(self._connection), Lines(clock)
        leaver = Leaver(person, tuple(dict.fromkeys(names)), forgotten.number(person))
        await lines.write(self._connection, [("forget", OPERATOR)], "")
        forgotten.add(person, clock(), team, leaver.names)
        await keep_forgotten(self._connection, forgotten)
        told = self._told = forget_beside(self.rows, folder, leaver, team)
        if await lines.forget(self._connection, person):
            told.count("audit")
        for scoping in self.rows.changed.values():
            values = values_of(scoping.model_dump(mode="json"), sum_up(scoping, self._where))
            await self._connection.execute(UPDATE.encode(), values)
        self.is_done = True
        return told

    async def clear(self) -> None:
        """Writes the tables anew: what was changed stands in them no more, not even as what the server would reuse."""
        try:
            await self._connection.execute(f"VACUUM FULL {_ANEW}")
        except psycopg.Error as error:
            why = f"the server did not write it anew ({plainly(error)}); have its owner do: VACUUM FULL {_ANEW}"
            assert self._told is not None
            self._told.left.append((Path("table scoping"), why))


async def read_rows(connection: Connection, where: str) -> dict[str, Scoping | StoreError]:
    """Every scoping there is, or why it can't be read."""
    found: dict[str, Scoping | StoreError] = {}
    async for scoping_id, digest, text in fetched(connection, _ROWS):
        try:
            found[scoping_id] = (await loaded(connection, scoping_id, digest, text, where))[1]
        except StoreError as error:
            found[scoping_id] = error
    return found

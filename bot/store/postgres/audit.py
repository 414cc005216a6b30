"""The audit in a database, each question and each note in a transaction of its own; its lines are in `lines`."""

from datetime import datetime

from bot.store.audit_check import Checked
from bot.store.audit_row import Done
from bot.store.postgres.connecting import Connection
from bot.store.postgres.connections import Connections
from bot.store.postgres.lines import Lines

_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class PostgresAudit:
    """What the audit is asked and told beside the edits, which write their lines themselves."""

    def __init__(self, connections: Connections, lines: Lines) -> None:
        self._connections, self._lines = connections, lines

    async def note(self, act: str, by: str, scoping_id: str) -> None:
        async with self._connections.given(scoping_id) as connection:
            await self._connections.do(connection, self._lines.write(connection, [(act, by)], scoping_id))
            await self._connections.commit_all(connection, scoping_id)

    async def lines(self, scoping_id: str, since: datetime | None) -> list[Done]:
        async with self._connections.given(scoping_id, _SNAPSHOT) as connection:
            return await self._connections.do(connection, self._list(connection, scoping_id, since))

    async def check(self) -> Checked:
        async with self._connections.given(begin=_SNAPSHOT) as connection:
            return await self._connections.do(connection, self._lines.check(connection))

    async def shorten(self, before: datetime) -> int:
        async with self._connections.given() as connection:
            removed = await self._connections.do(connection, self._lines.shorten(connection, before))
            await self._connections.commit_all(connection, "")
            return removed

    async def _list(self, connection: Connection, scoping_id: str, since: datetime | None) -> list[Done]:
        return [done async for done in self._lines.rows(connection, scoping_id, since)]

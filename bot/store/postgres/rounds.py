"""The open rounds of readiness pulses in a database: a row each, kept within an edit that is under way."""

import logging
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from bot.store.postgres.connecting import Connection, at_most_one, run
from bot.store.postgres.connections import Connections
from bot.store.round import Round

LOG = logging.getLogger(__name__)


class PostgresRounds:
    """What is done to a round with the connection of an `edit` is kept with it, or not at all."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def get(self, scoping_id: str, edit: Connection | None) -> Round | None:
        sql = "SELECT content FROM round WHERE scoping_id = %s"
        if edit:
            row = await self._connections.do(edit, at_most_one(edit, sql, (scoping_id,)))
        else:
            row = next(iter(await self._connections.asked(sql, (scoping_id,))), None)
        if row is None:
            return None
        try:
            return Round.model_validate_json(row[0])
        except ValidationError:  # whose text would print the sums
            LOG.error("The open pulse of scoping %s is damaged, and begins again.", scoping_id)
            return None

    async def keep(self, scoping_id: str, kept: Round, edit: Connection | None) -> None:
        sql = """
            INSERT INTO round (scoping_id, content) VALUES (%s, %s)
            ON CONFLICT (scoping_id) DO UPDATE SET content = EXCLUDED.content
        """
        await self._change(scoping_id, edit, sql, (scoping_id, kept.model_dump_json().encode()))

    async def destroy(self, scoping_id: str, edit: Connection | None) -> None:
        await self._change(scoping_id, edit, "DELETE FROM round WHERE scoping_id = %s", (scoping_id,))

    async def _change(self, scoping_id: str, edit: Connection | None, sql: str, values: Sequence[Any]) -> None:
        if edit:
            await self._connections.do(edit, run(edit, sql, values))
            return
        async with self._connections.given(scoping_id) as connection:
            await self._connections.do(connection, run(connection, sql, values))
            await self._connections.commit_all(connection, scoping_id)

"""Looks a database over, for the doctor: the server, the tables, and every row."""

from typing import NamedTuple

from bot.store.errors import StoreError
from bot.store.postgres import migrating
from bot.store.postgres.address import Address
from bot.store.postgres.connecting import connected
from bot.store.postgres.rows import sum_up
from bot.store.postgres.whole import fetched, forgotten_in, loaded

_ROWS = "SELECT id, digest, document::text FROM scoping ORDER BY id"


class Looked(NamedTuple):
    """What was found. `version` is the server's own word for it."""

    where: str
    version: str
    scopings: int
    damaged: list[StoreError]


async def look(address: Address) -> Looked:
    """Reads all of it, beside bots that run. Raises DatabaseRefused, NotMigrated, RowLost."""
    async with connected(address) as connection:
        await migrating.check(connection, address.shown)
        async with connection.transaction():
            damaged: list[StoreError] = []
            count = 0
            async for scoping_id, digest, text in fetched(connection, _ROWS):
                count += 1
                try:
                    _, scoping = await loaded(connection, scoping_id, digest, text, address.shown, beside_a_later=True)
                    sum_up(scoping, address.shown)
                except StoreError as error:
                    damaged.append(error)
            await forgotten_in(connection)
        version = connection.info.parameter_status("server_version") or str(connection.info.server_version)
    return Looked(address.shown, version.partition(" ")[0], count, damaged)

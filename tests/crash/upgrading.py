"""The version after this one, as far as one that works beside it can notice: a further file, and more in a record.

It counts each save of its own twice over: in a table that only it knows, and in the record itself, which goes through
the hands of the version before in between.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from bot.store.postgres import migrating, rows, store
from bot.store.postgres.address import address
from bot.store.postgres.connecting import Connection
from bot.store.postgres.migrating import Migration, migrate
from bot.store.postgres.store import PostgresStore
from dialogs.scoping.scoping import Scoping

_SHIPPED = migrating.shipped()
ADDED = Migration(
    number=len(_SHIPPED) + 1,
    name="of_the_version_after",
    sql="""
        CREATE TABLE noted (scoping text NOT NULL);
        ALTER TABLE scoping ADD COLUMN priority text NOT NULL DEFAULT '';
        CREATE INDEX scoping_priority ON scoping (priority);
    """,
    knows=len(_SHIPPED),
)
_COUNTS = """
SELECT id, coalesce((document->>'noted')::int, 0), (SELECT count(*) FROM noted WHERE scoping = id) FROM scoping
"""


class LaterScoping(Scoping):
    """A record that holds more."""

    noted: int = 0


class LaterStore(PostgresStore):
    """Notes each save of the version after."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more, model=LaterScoping)

    async def _save(self, connection: Connection, scoping: Scoping, delivery: str | None, sql: str) -> bool:
        if isinstance(scoping, LaterScoping):
            scoping.noted += 1
            noting = connection.execute("INSERT INTO noted (scoping) VALUES (%s)", (scoping.id,))
            await self.connections.do(connection, noting)
        return await super()._save(connection, scoping, delivery, sql)


def become_the_later_version() -> None:
    """This process is it from now on; in a forked child only."""
    vars(store)["PostgresStore"] = LaterStore
    vars(migrating)["shipped"] = lambda: [*_SHIPPED, ADDED]
    for module in (rows, store):
        vars(module)["same_code"] = lambda: "the version after"


async def migrate_to_the_later_version(database: str) -> list[str]:
    with _shipping(ADDED):
        return await migrate(address(database))


def noted_otherwise(database: str) -> list[str]:
    """Where the record does not hold what the table does; and that nothing was noted, if nothing was."""
    with psycopg.connect(database) as connection:
        counts = connection.execute(_COUNTS).fetchall()
    differing = [f"{id} keeps {kept} of {done} that were noted" for id, kept, done in counts if kept != done]
    return differing or ([] if any(done for _, _, done in counts) else ["the later version has saved nothing"])


@contextmanager
def _shipping(*further: Migration) -> Iterator[None]:
    before = migrating.shipped
    vars(migrating)["shipped"] = lambda: [*_SHIPPED, *further]
    try:
        yield
    finally:
        vars(migrating)["shipped"] = before

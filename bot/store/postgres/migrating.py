"""The tables, made and changed by numbered files: each once, in one transaction, by one process at a time.

A file begins with `-- knows: N`: a scopebot that knows the files up to N at least can work with what it makes. So a
release adds first, and takes away in a later one, when nobody runs the one before any more: every scopebot that runs
shares a lock that says how far it knows, and what it could not work with is not applied meanwhile.
"""

import asyncio
import hashlib
import re
from contextlib import suppress
from importlib.resources import files
from typing import NamedTuple

import psycopg

from bot.store.errors import DatabaseRefused, NotMigrated
from bot.store.postgres.address import Address
from bot.store.postgres.connecting import Connection, connected, one

LOCK = 0x5C09F
KNOWING = 0x5C100
"""This and N more: the lock that a scopebot shares as long as it runs which knows the files up to N."""
STANDS_STILL = 0.3
"""Seconds for which those who are at work wait behind a change of a table at the most; they give up after a second."""
AGAIN_AFTER = 0.7
PATIENCE = 60.0
"""Seconds between two attempts, and for how long they are made: a backup holds all tables while it is written."""

_TABLE = """
CREATE TABLE IF NOT EXISTS migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    knows integer NOT NULL,
    digest text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""


class Migration(NamedTuple):
    """One file. `knows` is the newest file that a scopebot has to know to work with what it makes."""

    number: int
    name: str
    sql: str
    knows: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def shipped() -> list[Migration]:
    """The files of this scopebot, in order."""
    found = (
        file for file in files("bot.store.postgres").joinpath("migrations").iterdir() if file.name.endswith(".sql")
    )
    return sorted(_read(file.name.removesuffix(".sql"), file.read_text("utf-8")) for file in found)


def _read(name: str, text: str) -> Migration:
    knows = re.match(r"-- knows: (\d+)\n", text)
    assert knows, f"{name} does not say what has to be known"
    return Migration(int(name.partition("_")[0]), name, text, int(knows[1]))


async def migrate(address: Address, patience: float = PATIENCE) -> list[str]:
    """Applies what is missing, all or nothing; the names of what was applied. Raises DatabaseRefused.

    Scopebots that run go on meanwhile: it never waits long for a table, since all others would wait behind it, but
    tries again for as long as its `patience` lasts.
    """
    async with connected(address) as connection:
        for _ in range(1 + int(patience / AGAIN_AFTER)):
            with suppress(psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
                return await _brought_up_to_date(connection, address.shown)
            await asyncio.sleep(AGAIN_AFTER)
    raise DatabaseRefused(
        f"PostgreSQL at {address.shown}",
        f"has something in it that holds on to a table for more than {patience:.0f} seconds (a backup?)",
        "Nothing was changed: run scopebot migrate again when that is over.",
    )


async def _brought_up_to_date(connection: Connection, where: str) -> list[str]:
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", (LOCK,))
        await connection.execute(f"SET LOCAL lock_timeout = '{STANDS_STILL}s'".encode())
        await connection.execute(_TABLE)
        known = {number for number, _ in await _applied(connection)}
        missing = [each for each in shipped() if each.number not in known]
        for each in missing:
            await _apply(connection, each, where)
    return [each.name for each in missing]


async def _apply(connection: Connection, migration: Migration, where: str) -> None:
    if not await _is_known_to_all(connection, migration.knows):
        raise DatabaseRefused(
            f"PostgreSQL at {where}",
            f"is in use by a scopebot that could not work with {migration.name}",
            "Nothing was changed: update or stop every scopebot of that version, then run scopebot migrate again.",
        )
    await connection.execute(migration.sql.encode())
    await connection.execute(
        "INSERT INTO migration (number, name, knows, digest) VALUES (%s, %s, %s, %s)",
        (migration.number, migration.name, migration.knows, migration.digest),
    )


async def _is_known_to_all(connection: Connection, knows: int) -> bool:
    """Whether no scopebot runs that knows less; until the transaction ends none begins to."""
    sql = "SELECT pg_try_advisory_xact_lock(%s + less, hashtext(current_schema())) FROM generate_series(0, %s - 1) less"
    return all(row[0] for row in await (await connection.execute(sql, (KNOWING, knows))).fetchall())


async def kept_out(connection: Connection) -> str:
    """Shares, for as long as the connection is there, how far this scopebot knows; why it may not work, if it may not.

    A line that was lost and made anew may lead to tables that were changed meanwhile.
    """
    newest = max(each.number for each in shipped())
    sql = "SELECT pg_try_advisory_lock_shared(%s, hashtext(current_schema()))"
    (is_shared,) = await one(connection, sql, (KNOWING + newest,))
    if is_shared and (await one(connection, "SELECT coalesce(max(knows), 0) <= %s FROM migration", (newest,)))[0]:
        return ""
    return "its tables are, or are being, changed to those of a newer scopebot"


async def check(connection: Connection, where: str) -> None:
    """Raises NotMigrated where this scopebot can't work with the tables that are there."""
    applied = await _applied(connection)
    known = {number for number, _ in applied}
    missing = [each.name for each in shipped() if each.number not in known]
    if not applied:
        raise NotMigrated(f"PostgreSQL at {where}", "holds no tables of scopebot's yet", "Run scopebot migrate once.")
    if missing:
        raise NotMigrated(
            f"PostgreSQL at {where}",
            f"holds the tables of an earlier scopebot (missing: {', '.join(missing)})",
            "Run scopebot migrate; scopebots that run meanwhile go on.",
        )
    newest = max(each.number for each in shipped())
    if any(knows > newest for _, knows in applied):
        raise NotMigrated(
            f"PostgreSQL at {where}",
            "holds the tables of a newer scopebot, with which this one can't work",
            "Install the newer scopebot again.",
        )


async def _applied(connection: Connection) -> list[tuple[int, int]]:
    """The number of each that was applied, and what has to be known for it."""
    there = await (await connection.execute("SELECT to_regclass('migration') IS NOT NULL")).fetchone()
    if not there or not there[0]:
        return []
    return [
        (row[0], row[1]) for row in await (await connection.execute("SELECT number, knows FROM migration")).fetchall()
    ]

"""A connection of its own to a server that was looked over, and what a session of ours goes by."""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg
from psycopg import AsyncConnection

from bot.store.errors import DatabaseRefused
from bot.store.postgres.address import Address
from bot.store.postgres.answers import OLDEST, plainly, refused

Connection = AsyncConnection[tuple[Any, ...]]

WORKING = 0x5C09E
"""The advisory lock that whoever works with the scopings shares, and whoever changes all of them has alone. Its second
half is the schema, so that two scopebots in one database do not wait for each other."""

_SESSION = """
SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
                  ELSE current_setting('synchronous_commit') END, false),
       set_config('lock_timeout', %s, false),
       set_config('idle_in_transaction_session_timeout', '10s', false)
"""


async def connect(address: Address) -> Connection:
    """A connection of its own, looked over. Raises DatabaseRefused."""
    try:
        connection = await AsyncConnection.connect(address.conninfo, autocommit=True)
    except psycopg.Error as error:
        raise refused(address.shown, error) from error
    try:
        await _look_over(connection, address.shown)
    except BaseException:
        await connection.close()
        raise
    return connection


@asynccontextmanager
async def connected(address: Address) -> AsyncIterator[Connection]:
    """The same, closed at the end; what the server refuses in the block is a sentence. Raises DatabaseRefused."""
    connection = await connect(address)
    try:
        yield connection
    except psycopg.Error as error:
        raise DatabaseRefused(
            f"PostgreSQL at {address.shown}", f"refused a step ({plainly(error)})", "Nothing was changed."
        ) from error
    finally:
        await connection.close()


async def begin_session(connection: Connection, seconds: float) -> bool:
    """Sets what a session of ours goes by, and shares the lock of those who work; False where somebody has it alone.

    The server gives up on a row that another one holds before we give up on the server.
    """
    await connection.execute(_SESSION, (f"{round(seconds * 800)}ms",))
    return await _locked(connection, "SELECT pg_try_advisory_lock_shared(%s, hashtext(current_schema()))")


@asynccontextmanager
async def alone(connection: Connection, where: str) -> AsyncIterator[None]:
    """Nobody works with the scopings meanwhile. Raises DatabaseRefused where somebody does."""
    if not await _locked(connection, "SELECT pg_try_advisory_lock(%s, hashtext(current_schema()))"):
        raise DatabaseRefused(
            f"PostgreSQL at {where}",
            "is in use by a scopebot that runs",
            "Stop every scopebot that works with it, then do this again.",
        )
    try:
        yield
    finally:
        with suppress(psycopg.Error):
            await connection.execute("SELECT pg_advisory_unlock(%s, hashtext(current_schema()))", (WORKING,))


def hang_up(connection: Connection) -> None:
    """Ends a connection whose server is silent: whoever waits on it reads its end at once."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.pgconn.socket)) as line:
        line.shutdown(socket.SHUT_RDWR)


async def _look_over(connection: Connection, where: str) -> None:
    database = f"PostgreSQL at {where}"
    version = connection.info.server_version
    if version < OLDEST:
        raise DatabaseRefused(
            database, f"is version {version // 10000}", f"Install PostgreSQL {OLDEST // 10000} or newer."
        )
    row = await one(
        connection,
        "SELECT current_setting('transaction_read_only'), pg_is_in_recovery(), current_setting('server_encoding'),"
        " current_schema()",
    )
    read_only, copy, encoding, schema = row
    if read_only == "on" or copy:
        raise DatabaseRefused(
            database, "can only be read", "Name the server that takes writes in SCOPEBOT_STORE, not its copy."
        )
    if encoding != "UTF8":
        raise DatabaseRefused(
            database, f"keeps its letters as {encoding}", "Make a database for it: createdb --encoding=UTF8."
        )
    if schema is None:
        raise DatabaseRefused(
            database, "has no schema to keep anything in", "Make the one that search_path in SCOPEBOT_STORE names."
        )


async def one(connection: Connection, sql: str, values: Any = None) -> tuple[Any, ...]:
    """The only row of an answer."""
    row = await (await connection.execute(sql.encode(), values)).fetchone()
    assert row is not None
    return row


async def at_most_one(connection: Connection, sql: str, values: Any = None) -> tuple[Any, ...] | None:
    """The first row of an answer; None where it has none."""
    return await (await connection.execute(sql.encode(), values)).fetchone()


async def run(connection: Connection, sql: str, values: Any = None) -> None:
    await connection.execute(sql.encode(), values)


async def _locked(connection: Connection, sql: str) -> bool:
    return bool((await one(connection, sql, (WORKING,)))[0])

"""Opens the store that the settings name: the folder, or the database."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.store import Store
from bot.store.errors import DatabaseRefused
from bot.store.tiny import TinyStore

if TYPE_CHECKING:
    from bot.store.postgres.address import Address


@asynccontextmanager
async def opened(
    folder: Path, database: str, clock: Callable[[], datetime], returned: Callable[[], None] = lambda: None
) -> AsyncIterator[Store]:
    """A store, closed at the end. `returned` is called whenever a database that was away answers again.

    Raises FolderRefused, Held or NotRead for a folder, DatabaseRefused or Away for a database.
    """
    if database:
        async with _opened_database(address_of(database), folder, clock, returned) as store:
            yield store
        return
    tiny = TinyStore(folder, clock=clock)
    try:
        yield tiny
    finally:
        tiny.close()


@asynccontextmanager
async def _opened_database(
    address: "Address", folder: Path, clock: Callable[[], datetime], returned: Callable[[], None]
) -> AsyncIterator[Store]:
    from bot.store.postgres.store import PostgresStore

    store = PostgresStore(address, clock=clock, folder=folder, returned=returned)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


def address_of(database: str) -> "Address":
    """The address that SCOPEBOT_STORE holds. Raises DatabaseRefused, also where what it needs is not installed."""
    try:
        from bot.store.postgres.address import address
    except ImportError as error:
        raise DatabaseRefused(
            "SCOPEBOT_STORE",
            f"names a database, but {error.name or 'psycopg'} is not installed",
            "Install it: pip install --require-hashes -r requirements-postgres.txt.",
        ) from error
    return address(database)

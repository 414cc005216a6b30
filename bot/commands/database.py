"""What is done with a database on the command line: its tables, backups, people, the audit, exports, and moving."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.store import backups, restoring
from bot.store.audit_check import Checked
from bot.store.audit_row import OPERATOR, Done
from bot.store.backups import Manifest
from bot.store.errors import NotMigrated, StoreError
from bot.store.moving import is_database, move
from bot.store.opening import address_of
from bot.store.summary import Summary
from bot.store.things import KINDS
from dialogs.scoping.scoping import Scoping

if TYPE_CHECKING:
    from bot.store.forgetting.person import Told
    from bot.store.postgres.store import PostgresStore

FAILED, NOT_MIGRATED = 1, 9


def database_of(env: Mapping[str, str]) -> str:
    """The address that the scopings are kept at; "" where they are in a folder."""
    return env.get("SCOPEBOT_STORE", "").strip()


def migrate(env: Mapping[str, str]) -> int:
    """Makes the tables, or brings them up to date; the exit code. Scopebots that run meanwhile go on."""
    if not database_of(env):
        return _refused("SCOPEBOT_STORE names no database, and a folder needs no tables. There is nothing to do.")
    return _run(_migrate(database_of(env)))


async def _migrate(database: str) -> int:
    address = address_of(database)
    from bot.store.postgres import migrating

    applied = await migrating.migrate(address)
    sys.stdout.writelines(f"Applied {name}.\n" for name in applied)
    sys.stdout.write(f"PostgreSQL at {address.shown} has the tables that this scopebot works with.\n")
    return 0


def move_store(source: str, target: str) -> int:
    """Moves all that one store keeps into another, which is empty; the exit code."""
    return _run(_move(source, target))


async def _move(source: str, target: str) -> int:
    sums = await move(source, target, datetime.now(UTC))
    for kind in KINDS:
        count, checksum = sums.of(kind)
        sys.stdout.write(f"{count:7} {kind}{f', {checksum}' if count else ''}\n")
    sys.stdout.write(f"Moved, read back and compared. {_next(source, target)}\n")
    return 0


def _next(source: str, target: str) -> str:
    """What is to be done now, without repeating an address."""
    begin = "SCOPEBOT_STORE to the new address" if is_database(target) else f"SCOPEBOT_DATA to {target}"
    unset = "" if is_database(target) or not is_database(source) else ", unset SCOPEBOT_STORE"
    return (
        f"Set {begin}{unset}, and start scopebot. The old store is as it was, but for open pulses, which moved: keep "
        "it until you have seen that all is well, then remove it. Backups stayed where they are."
    )


async def back_up(database: str, file: Path, now: datetime) -> Manifest:
    """Writes a backup beside bots that run: all of one moment. Raises StoreError, OSError."""
    address = address_of(database)
    from bot.store.postgres import migrating
    from bot.store.postgres.connecting import connected
    from bot.store.postgres.whole import SNAPSHOT, backup_contents

    async with connected(address) as connection:
        await migrating.check(connection, address.shown)
        await connection.execute(SNAPSHOT)
        with backups.making(file, now) as made:
            async for name, content in backup_contents(connection, address.shown, made.manifest.left_out):
                made.put(name, content)
    return made.manifest


async def about(database: str) -> dict[str, Scoping | StoreError]:
    """Every scoping there is, or why it can't be read. Raises StoreError."""
    address = address_of(database)
    from bot.store.postgres import migrating
    from bot.store.postgres.connecting import connected
    from bot.store.postgres.forgetting import read_rows

    async with connected(address) as connection:
        await migrating.check(connection, address.shown)
        async with connection.transaction():
            return await read_rows(connection, address.shown)


async def put_back(database: str, found: restoring.Backup, now: datetime) -> list[str]:
    """Puts a backup in the place of all there is; who was forgotten since, by their pseudonyms. Raises StoreError."""
    address = address_of(database)
    from bot.store.postgres.restoring import restore
    from bot.store.postgres.whole import held

    async with held(address) as connection, connection.transaction():
        return await restore(connection, found, now)


async def forgotten(
    database: str,
    folder: Path,
    person: str,
    team: str,
    now: datetime,
    counting: Callable[[Sequence[str]], list[str]],
) -> "Told":
    """Forgets a person; `counting` says which names count, from those the records have. Raises StoreError, OSError."""
    address = address_of(database)
    from bot.store.forgetting import known_names
    from bot.store.postgres.forgetting import open_to_forget

    async with open_to_forget(address) as everything:
        names = counting(known_names(folder, person, everything.rows))
        return await everything.forget(folder, person, names, team, lambda: now)


@asynccontextmanager
async def reading(database: str) -> AsyncIterator["PostgresStore"]:
    """The store for a command that reads one thing and writes its line. Raises StoreError."""
    address = address_of(database)
    from bot.store.postgres.store import PostgresStore

    store = PostgresStore(address, seconds=60)
    await store.open(sums_up=False)
    try:
        yield store
    finally:
        await store.close()


async def exported(database: str, scoping_id: str) -> Scoping:
    """A scoping that is about to be exported: its line is written. Raises StoreError."""
    async with reading(database) as store:
        scoping = await store.get(scoping_id)
        await store.note("export", OPERATOR, scoping_id)
        return scoping


async def summaries(database: str) -> list[Summary]:
    """Of every scoping, the newest first. Raises StoreError."""
    async with reading(database) as store:
        return await store.find()


async def audited(database: str, scoping_id: str, since: datetime | None) -> list[Done]:
    """The lines of the audit, of one scoping or of all. Raises StoreError."""
    async with reading(database) as store:
        return await store.lines(scoping_id, since)


async def audit_checked(database: str) -> Checked:
    """Whether every line of the audit is there as it was written. Raises StoreError."""
    async with reading(database) as store:
        return await store.check_audit()


def done(work: Coroutine[Any, Any, Any]) -> Any:
    """Does what a command is to do with a database."""
    return asyncio.run(work)


def _run(work: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(work)
    except NotMigrated as error:
        return _refused(str(error), NOT_MIGRATED)
    except StoreError as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"Nothing was done: {(error.strerror or str(error)).lower()}.")


def _refused(sentence: str, code: int = FAILED) -> int:
    sys.stderr.write(sentence + "\n")
    return code

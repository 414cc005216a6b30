"""A database as a whole: all that is in it as things or as a backup has it, and an empty one filled from them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson

from bot.store.catalogs import FOLDER as CATALOGS
from bot.store.catalogs import digest_of as digest_of_words
from bot.store.errors import NotMoved, RowLost, StoreError
from bot.store.forgotten import FOLDER as FORGOTTEN
from bot.store.forgotten import KEY, LIST, Forgotten
from bot.store.migrations import Document, without_open_sums
from bot.store.postgres import migrating
from bot.store.postgres.address import Address
from bot.store.postgres.connecting import Connection, alone, connected, one
from bot.store.postgres.lines import content_of, put
from bot.store.postgres.rows import INSERT, document_in, recall, sum_up, values_of
from bot.store.pseudonyms import KEYS, digest_of_list
from bot.store.records import Malformed, parsed, parsed_beside_a_later
from bot.store.restoring import lists_in
from bot.store.safe_file import Disk
from bot.store.seal import sealed
from bot.store.things import END, LINE, PEOPLE, ROUND, SCOPING, WORDS, Thing
from bot.store.things import LIST as FORGOTTEN_LIST
from dialogs.scoping.scoping import Scoping

SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_TABLES = ("scoping", "catalog", "round", "kept", "audit_line")
_ROWS = "SELECT id, digest, document::text FROM scoping ORDER BY id"
_WORDS = "SELECT digest, content FROM catalog ORDER BY digest"
_AT_ONCE = 200
"""Rows that are fetched at a time."""


class DatabaseWhole:
    """What a database holds, in one transaction; for whoever has it alone."""

    def __init__(self, connection: Connection, where: str) -> None:
        self._connection, self._where = connection, where

    async def things(self) -> AsyncIterator[Thing]:
        """Raises RowLost for a scoping that is damaged, or what it rests on."""
        async for digest, content in fetched(self._connection, _WORDS):
            yield Thing(WORDS, digest, bytes(content))
        async for scoping_id, digest, text in fetched(self._connection, _ROWS):
            await loaded(self._connection, scoping_id, digest, text, self._where)
            yield Thing(SCOPING, scoping_id, text.encode())
        for kind, name, at in ((FORGOTTEN_LIST, KEY, FORGOTTEN), (FORGOTTEN_LIST, LIST, FORGOTTEN), (PEOPLE, KEYS, "")):
            if content := await content_of(self._connection, f"{at}/{name}" if at else name):
                yield Thing(kind, name, content)
        async for (line,) in fetched(self._connection, "SELECT line FROM audit_line ORDER BY n"):
            yield Thing(LINE, "", bytes(line))
        n, digest = await one(self._connection, "SELECT n, digest FROM audit_end")
        if n:
            yield Thing(END, "", orjson.dumps((n, digest)))
        async for scoping_id, content in fetched(self._connection, "SELECT scoping_id, content FROM round ORDER BY 1"):
            yield Thing(ROUND, scoping_id, bytes(content))

    async def put(self, thing: Thing) -> None:
        await _PUTS[thing.kind](self._connection, thing)

    async def destroy_rounds(self) -> None:
        await self._connection.execute("DELETE FROM round")


async def fetched(connection: Connection, sql: str) -> AsyncIterator[tuple[Any, ...]]:
    """The rows of an answer, some at a time."""
    async with connection.cursor("fetched") as cursor:
        cursor.itersize = _AT_ONCE
        await cursor.execute(sql.encode())
        async for row in cursor:
            yield row


async def loaded(
    connection: Connection, scoping_id: str, digest: str, text: str, where: str, *, beside_a_later: bool = False
) -> tuple[Document, Scoping]:
    """A row's document and the scoping in it, whose words are known. Raises StoreError.

    `beside_a_later`: what a later version keeps in it stands in the document alone, and is no reason to refuse it.
    """
    document = document_in(scoping_id, text, digest, where)
    try:
        scoping = parsed_beside_a_later(scoping_id, document)[0] if beside_a_later else parsed(scoping_id, document)
    except Malformed as error:
        raise RowLost(scoping_id, where, str(error)) from error
    await recall(connection, scoping_id, scoping.catalog_digest, where)
    return document, scoping


async def put_scoping(connection: Connection, scoping_id: str, document: Document) -> None:
    """A document as it is, with what it is found by; its words have to be there. Raises StoreError."""
    where = "what is put in"
    try:
        scoping = parsed(scoping_id, document)
    except Malformed as error:
        raise RowLost(scoping_id, where, str(error)) from error
    await recall(connection, scoping_id, scoping.catalog_digest, where)
    await connection.execute(INSERT.encode(), values_of(document, sum_up(scoping, where)))


async def _put_words(connection: Connection, thing: Thing) -> None:
    await put_words(connection, thing.name, thing.content)


async def put_words(connection: Connection, digest: str, content: bytes) -> None:
    await connection.execute("INSERT INTO catalog (digest, content) VALUES (%s, %s)", (digest, content))


async def _put_scoping(connection: Connection, thing: Thing) -> None:
    await put_scoping(connection, thing.name, orjson.loads(thing.content))


async def _put_list(connection: Connection, thing: Thing) -> None:
    await put(connection, f"{FORGOTTEN}/{thing.name}", thing.content)


async def _put_people(connection: Connection, thing: Thing) -> None:
    await put(connection, KEYS, thing.content)
    await connection.execute("UPDATE audit_end SET people = %s", (digest_of_list(thing.content),))


async def _put_line(connection: Connection, thing: Thing) -> None:
    row = orjson.loads(thing.content)
    values = (row["n"], row["at"], row.get("scoping", ""), thing.content)
    await connection.execute("INSERT INTO audit_line (n, at, scoping, line) VALUES (%s, %s, %s, %s)", values)


async def _put_end(connection: Connection, thing: Thing) -> None:
    await connection.execute("UPDATE audit_end SET n = %s, digest = %s", tuple(orjson.loads(thing.content)))


async def _put_round(connection: Connection, thing: Thing) -> None:
    await connection.execute("INSERT INTO round (scoping_id, content) VALUES (%s, %s)", (thing.name, thing.content))


_PUTS = {
    WORDS: _put_words,
    SCOPING: _put_scoping,
    FORGOTTEN_LIST: _put_list,
    PEOPLE: _put_people,
    LINE: _put_line,
    END: _put_end,
    ROUND: _put_round,
}


@asynccontextmanager
async def database_source(address: Address) -> AsyncIterator[DatabaseWhole]:
    """A database nobody else works in. Raises DatabaseRefused."""
    async with held(address) as connection, connection.transaction():
        yield DatabaseWhole(connection, address.shown)


@asynccontextmanager
async def database_target(address: Address) -> AsyncIterator[DatabaseWhole]:
    """An empty one to be filled: what was put in is kept when the block ends. Raises NotMoved, DatabaseRefused."""
    async with held(address) as connection:
        for table in _TABLES:
            if await is_filled(connection, table):
                raise NotMoved(
                    f"PostgreSQL at {address.shown} is not empty (table {table})",
                    "Name a database, or a schema, in which nothing is kept yet.",
                )
        async with connection.transaction():
            yield DatabaseWhole(connection, address.shown)


@asynccontextmanager
async def held(address: Address) -> AsyncIterator[Connection]:
    """A connection to a database whose tables are ours, and that nobody works with. Raises DatabaseRefused."""
    async with connected(address) as connection:
        await migrating.check(connection, address.shown)
        async with alone(connection, address.shown):
            await connection.execute("DELETE FROM lease")  # of those who were there before, whose names speak of people
            await connection.execute("DELETE FROM moment")
            yield connection


async def is_filled(connection: Connection, table: str) -> bool:
    return bool((await one(connection, f"SELECT EXISTS (SELECT FROM {table})"))[0])


async def backup_contents(connection: Connection, where: str, left_out: list[str]) -> AsyncIterator[tuple[str, bytes]]:
    """What a backup holds, by name; to be called in a snapshot. What is damaged is left out."""
    async for scoping_id, digest, text in fetched(connection, _ROWS):
        try:
            document, _ = await loaded(connection, scoping_id, digest, text, where, beside_a_later=True)
        except StoreError:
            left_out.append(scoping_id)
        else:
            yield f"{scoping_id}.json", sealed({"_default": {"1": without_open_sums(document)}})
    async for digest, content in fetched(connection, _WORDS):
        if digest_of_words(content) == digest:
            yield f"{CATALOGS}/{digest}.json", bytes(content)
        else:
            left_out.append(f"{CATALOGS}/{digest}")
    for name, content in (await forgotten_in(connection)).files():
        yield f"{FORGOTTEN}/{name}", content


async def forgotten_in(connection: Connection) -> Forgotten:
    """Who was forgotten here. Raises RowLost where that is damaged."""
    forgotten = Forgotten(None, Disk())
    contents = {f"{FORGOTTEN}/{name}": await content_of(connection, f"{FORGOTTEN}/{name}") for name in (KEY, LIST)}
    try:
        forgotten.merge(*lists_in({name: content for name, content in contents.items() if content}))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise RowLost("", "the table kept", f"is damaged ({error})") from error
    return forgotten


async def keep_forgotten(connection: Connection, forgotten: Forgotten) -> None:
    for name, content in forgotten.files():
        await put(connection, f"{FORGOTTEN}/{name}", content)

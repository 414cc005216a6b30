"""The tables, made and changed by numbered files: each once, in one transaction, by one process at a time.

A file begins with `-- knows: N`: a scopebot that knows the files up to N at least can work with what it makes. So a
release adds first, and takes away in a later one, when nobody runs the one before any more.
"""

import hashlib
import re
from importlib.resources import files
from typing import NamedTuple

from bot.store import NotMigrated
from bot.store.postgres.address import Address
from bot.store.postgres.connecting import Connection, connected

LOCK = 0x5C09F

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


async def migrate(address: Address) -> list[str]:
    """Applies what is missing, all or nothing; the names of what was applied. Raises DatabaseRefused."""
    async with connected(address) as connection, connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", (LOCK,))
        await connection.execute(_TABLE)
        known = {number for number, _ in await _applied(connection)}
        missing = [one for one in shipped() if one.number not in known]
        for one in missing:
            await connection.execute(one.sql.encode())
            await connection.execute(
                "INSERT INTO migration (number, name, knows, digest) VALUES (%s, %s, %s, %s)",
                (one.number, one.name, one.knows, one.digest),
            )
    return [one.name for one in missing]


async def check(connection: Connection, where: str) -> None:
    """Raises NotMigrated where this scopebot can't work with the tables that are there."""
    applied = await _applied(connection)
    known = {number for number, _ in applied}
    missing = [one.name for one in shipped() if one.number not in known]
    if not applied:
        raise NotMigrated(f"PostgreSQL at {where}", "holds no tables of scopebot's yet", "Run scopebot migrate once.")
    if missing:
        raise NotMigrated(
            f"PostgreSQL at {where}",
            f"holds the tables of an earlier scopebot (missing: {', '.join(missing)})",
            "Run scopebot migrate; scopebots that run meanwhile go on.",
        )
    newest = max(one.number for one in shipped())
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

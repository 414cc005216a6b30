"""The tables change under scopebots that run: they go on, or what they could not work with is not applied."""

import asyncio
import re
from collections.abc import Callable

import pytest

from bot.store.errors import Away, DatabaseRefused
from bot.store.postgres import migrating
from bot.store.postgres.address import address
from bot.store.postgres.connecting import connected
from bot.store.postgres.migrating import Migration, migrate
from bot.store.postgres.store import PostgresStore
from tests.bot.store.conftest import a_scoping, opened_database

SHIPPED = migrating.shipped()
NEXT = len(SHIPPED) + 1
ADDS = Migration(NEXT, "adds", "ALTER TABLE scoping ADD COLUMN noted text NOT NULL DEFAULT ''", len(SHIPPED))
TAKES_AWAY = Migration(NEXT, "takes_away", "ALTER TABLE scoping DROP COLUMN thread_ts", NEXT)


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Which version this process is from now on: the present one with so many files more."""
    return lambda *further: monkeypatch.setattr(migrating, "shipped", lambda: [*SHIPPED, *further])


async def saves(store: PostgresStore, id: str = "V1") -> None:
    async with store.edit(id, None) as scoping:
        scoping.seq += 1


async def test_what_is_added_is_added_under_a_scopebot_of_the_version_before(
    database: str, postgres: PostgresStore, release: Callable[..., None]
) -> None:
    await postgres.add(a_scoping())
    release(ADDS)

    assert await migrate(address(database)) == ["adds"]

    release()
    await saves(postgres)
    async with opened_database(database) as started_anew:
        await saves(started_anew)

        assert (await postgres.get("V1")).seq == 2


async def test_what_is_taken_away_is_not_while_one_runs_that_needs_it(
    database: str, postgres: PostgresStore, release: Callable[..., None]
) -> None:
    await postgres.add(a_scoping())
    release(TAKES_AWAY)
    with pytest.raises(DatabaseRefused, match="could not work with takes_away"):
        await migrate(address(database))
    await saves(postgres)
    await postgres.close()

    assert await migrate(address(database)) == ["takes_away"]


async def test_one_that_lost_its_line_meanwhile_does_not_come_back_to_tables_it_does_not_know(
    database: str, release: Callable[..., None]
) -> None:
    release(TAKES_AWAY)
    await migrate(address(database))
    release()
    store = PostgresStore(address(database), seconds=0.3)
    await store.connections.open()
    with pytest.raises(Away, match="changed to those of a newer scopebot"):
        await store.lagging()
    await store.close()


async def test_nobody_waits_long_behind_a_change_that_waits_for_a_backup(
    database: str, postgres: PostgresStore, release: Callable[..., None]
) -> None:
    await postgres.add(a_scoping())
    release(ADDS)
    async with connected(address(database)) as backup:
        await backup.execute("BEGIN")
        await backup.execute("SELECT count(*) FROM scoping")
        migrating_meanwhile = asyncio.create_task(migrate(address(database)))
        for _ in range(15):
            await saves(postgres)
            await asyncio.sleep(0.1)

        assert not migrating_meanwhile.done()

        await backup.execute("COMMIT")

        assert await migrating_meanwhile == ["adds"]


async def test_what_holds_a_table_for_ever_is_told(database: str, release: Callable[..., None]) -> None:
    release(ADDS)
    async with connected(address(database)) as backup:
        await backup.execute("BEGIN")
        await backup.execute("SELECT count(*) FROM scoping")
        with pytest.raises(DatabaseRefused, match=r"holds on to a table.*run scopebot migrate again"):
            await migrate(address(database), patience=0)
        await backup.execute("COMMIT")


_TAKES = re.compile(r"\b(DROP|RENAME|DELETE|TRUNCATE|SET NOT NULL|ALTER COLUMN|TYPE)\b", re.IGNORECASE)
_ADDS_WHAT_OTHERS_DO_NOT_FILL = re.compile(r"ADD COLUMN(?=[^,;]*NOT NULL)(?![^,;]*DEFAULT)", re.IGNORECASE)


def problem_with(migration: Migration) -> str:
    """What an earlier scopebot could not work with, though the file says that it can."""
    if migration.knows == migration.number:
        return ""
    sql = re.sub(r"--.*", "", migration.sql)
    found = _TAKES.search(sql) or _ADDS_WHAT_OTHERS_DO_NOT_FILL.search(sql)
    return found[0] if found else ""


def test_what_an_earlier_scopebot_may_work_with_only_adds() -> None:
    assert [problem_with(one) for one in [*SHIPPED, ADDS, TAKES_AWAY]] == [""] * (NEXT + 1)
    assert problem_with(TAKES_AWAY._replace(knows=NEXT - 1)) == "DROP"
    assert problem_with(ADDS._replace(sql=ADDS.sql.replace("DEFAULT ''", ""))) == "ADD COLUMN"

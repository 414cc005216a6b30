"""The commands on a database: they say and do what they do on a folder."""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.store import backups, restoring
from bot.store.errors import Away, NotMoved
from bot.store.moving import move
from bot.store.postgres import connecting, migrating
from bot.store.postgres.address import address
from bot.store.round import new_round
from bot.store.summary import Summary
from dialogs.record.parts import Person, Standing
from tests.bot.store.conftest import MONDAY, a_scoping, opened_database
from tests.bot.store.conftest import opened as opened_folder
from tests.postgres import PASSWORD, Server

SECRETS = (PASSWORD, quote(PASSWORD))


@pytest.fixture
def run(database: str, tmp_path: Path) -> Callable[..., str]:
    return command(database, tmp_path)


def command(database: str, folder: Path) -> Callable[..., str]:
    """Runs a command; what it said, on both outputs. It has a loop of its own, and so a thread of its own here."""

    def run(*words: object, code: int = 0, **env: str) -> str:
        settings = {"SCOPEBOT_STORE": database, "SCOPEBOT_DATA": str(folder / "data")}
        with ThreadPoolExecutor(1) as beside:
            done = beside.submit(CliRunner().invoke, app, list(map(str, words)), env=settings | env).result()

        assert done.exit_code == code, done.output
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert not any(secret in done.output for secret in SECRETS)
        return done.output

    return run


async def filled(database: str) -> None:
    """Three scopings, one of them parked by somebody who may be forgotten."""
    async with opened_database(database) as store:
        for id in ("V1", "V2", "V3"):
            await store.add(a_scoping(id, title=f"Title of {id}", idea="Ana Okafor said so"), f"start {id}")
        async with store.edit("V1", "click") as scoping:
            scoping.people["UANA"] = Person(id="UANA", name="Ana Okafor", standing=Standing.MEMBER)
            scoping.park("UANA", MONDAY)


async def found(database: str, **options: float) -> dict[str, Summary]:
    async with opened_database(database, **options) as store:
        return {summary.id: summary for summary in await store.find()}


# ---- the tables


def test_a_database_is_given_its_tables_once(bare_database: str, tmp_path: Path) -> None:
    run = command(bare_database, tmp_path)

    assert run("migrate").startswith("Applied 0001_what_a_folder_holds.")
    assert run("migrate").count("\n") == 1


def test_without_a_database_there_is_nothing_to_migrate(run: Callable[..., str]) -> None:
    assert "There is nothing to do" in run("migrate", code=1, SCOPEBOT_STORE="")


@pytest.mark.parametrize(
    "words", [["export", "V1"], ["backup"], ["audit"], ["forget", "UANA"], ["export", "--list"]], ids=" ".join
)
def test_without_tables_every_command_says_what_to_run(bare_database: str, tmp_path: Path, words: list[str]) -> None:
    assert "Run scopebot migrate once." in command(bare_database, tmp_path)(*words, code=1)


async def test_of_several_that_migrate_at_once_one_does(bare_database: str) -> None:
    applied = await asyncio.gather(*(migrating.migrate(address(bare_database)) for _ in range(4)))

    assert sorted(map(len, applied)) == [0, 0, 0, len(migrating.shipped())]


# ---- export, audit, backup, restore


async def test_a_scoping_is_exported_and_that_stands_in_the_audit(database: str, run: Callable[..., str]) -> None:
    await filled(database)

    assert run("export", "V2").startswith("# Title of V2")
    assert [line.split()[0] for line in run("export", "--list").splitlines()] == ["V3", "V2", "V1"]
    assert "There is no scoping V9 in the database." in run("export", "V9", code=1)
    assert re.search(r"exported +V2 +operator", run("audit"))
    assert re.search(r"parked +V1 +UANA p-", run("audit", "--scoping", "V1"))
    assert "all as they were written" in run("audit", "--check")


async def test_a_line_that_was_changed_is_found(database: str, server: Server, run: Callable[..., str]) -> None:
    await filled(database)
    schema = database.rpartition("%3D")[2]
    server.run(
        f"UPDATE {schema}.audit_line SET line = replace(convert_from(line, 'UTF8'), 'V2', 'V3')::bytea WHERE n = 2"
    )

    assert "was changed" in run("audit", "--check", code=1)


async def test_a_backup_of_either_store_is_restored_to_the_other(
    database: str, bare_database: str, tmp_path: Path, run: Callable[..., str]
) -> None:
    await filled(database)
    run("backup", tmp_path / "a.zip")
    run("restore", tmp_path / "a.zip", SCOPEBOT_STORE="")
    run("backup", tmp_path / "b.zip", SCOPEBOT_STORE="")
    said = run("restore", tmp_path / "b.zip", "--replace")
    both = [restoring.verified(tmp_path / name).scopings for name in ("a.zip", "b.zip")]

    assert "What was there before is in" in said
    assert both[0].keys() == both[1].keys() == {"V1", "V2", "V3"}
    assert [one.title for one in (await found(database)).values()] == ["Title of V3", "Title of V2", "Title of V1"]
    assert all(one.lagging for one in (await found(database)).values())


async def test_a_restore_to_what_is_not_empty_needs_to_be_told(
    database: str, tmp_path: Path, run: Callable[..., str]
) -> None:
    await filled(database)
    run("backup", tmp_path / "a.zip")
    async with opened_database(database) as store:
        await store.add(a_scoping("V4"))

    assert "--replace" in run("restore", tmp_path / "a.zip", code=1)
    assert "V4: “Churn”" in run("restore", tmp_path / "a.zip", "--check")
    assert "Here no more" in run("restore", tmp_path / "a.zip", "--replace")
    assert set(await found(database)) == {"V1", "V2", "V3"}


async def test_beside_a_bot_that_runs_nothing_is_changed_as_a_whole(
    database: str, tmp_path: Path, run: Callable[..., str]
) -> None:
    await filled(database)
    run("backup", tmp_path / "a.zip")
    async with opened_database(database):
        said = [
            await asyncio.to_thread(run, *words, code=1)
            for words in (
                ["restore", tmp_path / "a.zip", "--replace"],
                ["forget", "UANA"],
                ["move-store", database, tmp_path],
            )
        ]

    assert all("is in use by a scopebot that runs" in one for one in said)


async def test_while_all_is_changed_no_bot_begins(database: str) -> None:
    where = address(database)
    async with connecting.connected(where) as connection, connecting.alone(connection, where.shown):
        with pytest.raises(Away, match="scopebot restore, forget or move-store is at work"):
            await found(database, seconds=0.3)


# ---- forgetting


async def test_a_person_is_forgotten_in_all_of_it(
    database: str, tmp_path: Path, server: Server, run: Callable[..., str]
) -> None:
    await filled(database)
    run("backup")
    said = run("forget", "UANA")
    schema = database.rpartition("%3D")[2]
    text = str(server.run(f"SELECT document::text, summary::text, people FROM {schema}.scoping"))
    [archive] = backups.archives(tmp_path / "data")

    assert "scopings: 3" in said
    assert "backups: 1" in said
    assert "audit: 1" in said
    for stands in (text, "".join(map(str, backups.read(archive)[1].values()))):
        assert "UANA" not in stands
        assert "Okafor" not in stands
    assert "(forgotten)" in run("audit", "--scoping", "V1")
    assert "all as they were written" in run("audit", "--check")


async def test_whoever_was_forgotten_is_forgotten_again_by_a_restore(
    database: str, tmp_path: Path, run: Callable[..., str]
) -> None:
    await filled(database)
    run("backup", tmp_path / "a.zip")
    run("forget", "UANA")

    assert "Forgotten once more" in run("restore", tmp_path / "a.zip", "--replace")
    assert all("UANA" not in one.people for one in (await found(database)).values())


async def test_what_forgetting_would_change_is_told_and_not_done(database: str, run: Callable[..., str]) -> None:
    await filled(database)
    before = await found(database)
    said = run("forget", "UANA", "--dry-run")

    assert "V1:" in said
    assert "Nothing was changed." in said
    assert await found(database) == before


@pytest.mark.parametrize("words", [["restore", "a.zip", "--replace"], ["forget", "UBEN"], ["backup"]], ids=" ".join)
async def test_a_list_of_who_was_forgotten_that_is_damaged_stops_what_needs_it(
    database: str, tmp_path: Path, server: Server, run: Callable[..., str], words: list[str]
) -> None:
    await filled(database)
    run("backup", tmp_path / "a.zip")
    run("forget", "UANA")
    schema = database.rpartition("%3D")[2]
    server.run(f"UPDATE {schema}.kept SET content = 'garbage' WHERE name = 'forgotten/list.json'")
    before = await found(database)
    words = [str(tmp_path / word) if word.endswith(".zip") else word for word in words]

    assert "The list of who was forgotten, in the table kept, is damaged" in run(*words, code=1)
    assert await found(database) == before


# ---- moving


def exports(run: Callable[..., str], **env: str) -> dict[tuple[str, str], str]:
    forms = ("md", "html", "json", "record")
    return {(id, form): run("export", id, "--format", form, **env) for id in ("V1", "V2") for form in forms}


async def test_what_was_moved_there_and_back_is_the_same_to_the_byte(
    database: str, tmp_path: Path, run: Callable[..., str]
) -> None:
    folder, back = tmp_path / "data", tmp_path / "back"
    store = opened_folder(folder)
    for id in ("V1", "V2"):
        await store.add(a_scoping(id, title="Rückläufer 📦"), "start")
    async with store.edit("V1", "click") as scoping:
        scoping.people["UANA"] = Person(id="UANA", name="Ana Okafor", standing=Standing.MEMBER)
        scoping.park("UANA", MONDAY)
    await store.keep_round("V2", new_round("R1"))
    store.close()
    before = exports(run, SCOPEBOT_STORE="")
    files = everything(folder)
    there = run("move-store", folder, database)
    during = exports(run)
    run("move-store", database, back)
    after = exports(run, SCOPEBOT_STORE="", SCOPEBOT_DATA=str(back))

    assert re.search(r"2 scopings, [0-9a-f]{16}\n", there)
    assert re.search(r"1 open pulses, [0-9a-f]{16}\n", there)
    assert before == during == after
    assert {name: content for name, content in everything(back).items() if "V" in name} == {
        name: content for name, content in files.items() if "V" in name and not name.startswith("earlier/V")
    }
    assert not list((folder / "pulses").glob("*.json"))
    assert "all as they were written" in run("audit", "--check", SCOPEBOT_STORE="", SCOPEBOT_DATA=str(back))
    assert opened_folder(back).damaged == []


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def test_nothing_is_moved_to_where_something_is(database: str, tmp_path: Path, run: Callable[..., str]) -> None:
    await filled(database)
    folder = tmp_path / "data"
    store = opened_folder(folder)
    await store.add(a_scoping("V9"))
    store.close()
    before = everything(folder)

    assert "is not empty (table scoping)" in run("move-store", folder, database, code=1)
    assert "is not empty" in run("move-store", database, folder, code=1)
    assert set(await found(database)) == {"V1", "V2", "V3"}
    assert {name for name in everything(folder) if not name.startswith(".")} == {
        name for name in before if not name.startswith(".")
    }


async def test_what_is_damaged_is_not_moved(database: str, tmp_path: Path, run: Callable[..., str]) -> None:
    folder = tmp_path / "data"
    store = opened_folder(folder)
    await store.add(a_scoping("V1"))
    await store.add(a_scoping("V2"))
    store.close()
    (folder / "V2.json").write_bytes(b"garbage")

    assert "V2 cannot be read" in run("move-store", folder, database, code=1)
    assert await found(database) == {}


async def test_a_move_that_is_read_back_otherwise_counts_for_nothing(
    database: str, tmp_path: Path, server: Server
) -> None:
    folder = tmp_path / "data"
    store = opened_folder(folder)
    await store.add(a_scoping("V1"))
    store.close()
    schema = database.rpartition("%3D")[2]
    server.run(
        f"CREATE FUNCTION {schema}.spoil() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN NEW.line := NEW.line || ' '::bytea; RETURN NEW; END$$;"
        f"CREATE TRIGGER spoil BEFORE INSERT ON {schema}.audit_line FOR EACH ROW EXECUTE FUNCTION {schema}.spoil()"
    )

    with pytest.raises(NotMoved, match="what was read back differs"):
        await move(str(folder), database, datetime.now(UTC))
    assert await found(database) == {}

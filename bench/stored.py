"""A store in which many scopings are kept already."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bench import NOW
from bot.store.catalogs import Catalogs
from bot.store.migrations import Document
from bot.store.postgres.address import address
from bot.store.postgres.connecting import connected
from bot.store.postgres.whole import put_scoping, put_words
from bot.store.safe_file import Disk
from bot.store.seal import sealed
from dialogs.catalog import shipped
from practice.slack.workspace import slack_id
from tests.crash.stored import a_scoping


def fill(folder: Path, count: int, now: datetime = NOW) -> None:
    """So many scopings of the same people, in line with their threads, in channels of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for id, document in _documents(count, now):
        (folder / f"{id}.json").write_bytes(sealed({"_default": {"1": document}}))
    Catalogs(folder, Disk()).save(shipped().digest)


async def fill_database(database: str, count: int, now: datetime = NOW) -> None:
    """The same in a database's tables."""
    async with connected(address(database)) as connection, connection.transaction():
        await put_words(connection, shipped().digest, shipped().model_dump_json().encode())
        for id, document in _documents(count, now):
            await put_scoping(connection, id, document)


def _documents(count: int, now: datetime) -> Iterator[tuple[str, Document]]:
    scoping = a_scoping("S", now - timedelta(hours=1))
    scoping.shown_seq = scoping.seq
    document = scoping.model_dump(mode="json")
    for number in range(count):
        yield f"S{number}", {**document, "id": f"S{number}", "channel": slack_id("C", f"other{number}")}

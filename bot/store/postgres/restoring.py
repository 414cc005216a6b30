"""Puts a backup in the place of what a database holds, in one transaction; the audit stays."""

import re
from datetime import datetime

from bot.store.audit_row import OPERATOR
from bot.store.catalogs import FOLDER as CATALOGS
from bot.store.documents import ONLY
from bot.store.postgres.connecting import Connection
from bot.store.postgres.lines import Lines, put
from bot.store.postgres.whole import forgotten_in, put_scoping, put_words
from bot.store.restoring import Backup, files_of, lists_in
from bot.store.seal import unsealed

_WORDS = re.compile(rf"{CATALOGS}/([0-9a-f]{{16}})\.json")


async def restore(connection: Connection, backup: Backup, now: datetime) -> list[str]:
    """For whoever has the database alone; who was forgotten since, by their pseudonyms. Raises StoreError."""
    await Lines(lambda: now).write(connection, [("restore", OPERATOR)], "")
    forgotten = await forgotten_in(connection)
    forgotten.merge(*lists_in(backup.contents))
    await connection.execute("DELETE FROM scoping")
    await connection.execute("DELETE FROM round")
    await connection.execute("DELETE FROM catalog")
    again: set[str] = set()
    # The questions first: a scoping is summed up in its own words.
    for name, content in sorted(files_of(backup, forgotten, now, again), key=lambda file: "/" not in file[0]):
        if words := _WORDS.fullmatch(name):
            await put_words(connection, words[1], content)
        elif "/" in name:
            await put(connection, name, content)
        else:
            document = unsealed(content)["_default"][str(ONLY)]
            await put_scoping(connection, name.removesuffix(".json"), document)
    return sorted(again)

"""The audit in the database: its lines as they would stand in a file, added in the transaction they tell of.

So nothing is done without its line, and no line is written of what was not done. Whoever adds one holds the row that
says where the audit ends, until that transaction is over.
"""

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.store.audit import parsed
from bot.store.audit_check import Checked, checked
from bot.store.audit_row import (
    OPERATOR,
    UNLINKED,
    Doing,
    Done,
    End,
    added,
    to_write,
    with_change,
)
from bot.store.postgres.connecting import Connection, one
from bot.store.pseudonyms import KEYS, Change, change_to, digest_of_list, names_in, with_names, without_name

LOG = logging.getLogger(__name__)
_PUT = """
INSERT INTO kept (name, content) VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET content = EXCLUDED.content
"""


class _Held(NamedTuple):
    """Where the audit ends, and the digest of the list of pseudonyms, while nobody else may add a line."""

    end: End
    people: str


class Lines:
    """The audit. Each method is to be called in a transaction."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: tuple[str, dict[str, str]] = ("", {})

    async def write(
        self,
        connection: Connection,
        done: Sequence[tuple[str, str]],
        scoping: str,
        version: int = 0,
        known: Iterable[str] = (),
    ) -> End | None:
        """Adds a line for each (act, Slack id or OPERATOR) that VERBS writes; where the audit ends then.

        None where nothing was written. `known` are people who may come to stand in a line later.
        """
        acts = to_write(done)
        if not acts:
            return None
        held = await self._hold(connection)
        names = await self._names(connection, held)
        with_new = with_names(names, [*(by for _, by in acts if by != OPERATOR), *known])
        change = change_to(with_new, held.people) if with_new else None
        called = (with_new or names) | {OPERATOR: OPERATOR}
        doings = [Doing(verb, called[by], scoping, version) for verb, by in acts]
        return await self._add(connection, held, doings, change)

    async def forget(self, connection: Connection, person: str) -> bool:
        """Destroys the row that says who a pseudonym is; whether there was one."""
        held = await self._hold(connection)
        names = without_name(await self._names(connection, held), person)
        if names is None:
            return False
        await self._add(connection, held, [Doing(UNLINKED, OPERATOR)], change_to(names, held.people))
        return True

    async def shorten(self, connection: Connection, before: datetime) -> int:
        """Removes the lines from before a moment, but for the last there is; how many. Says so in a line."""
        held = await self._hold(connection)
        sql = "SELECT max(n) FROM audit_line WHERE n < %s AND at < %s"
        (through,) = await one(connection, sql, (held.end.n, before))
        if through is None:
            return 0
        await self._add(connection, held, [Doing("shortened", OPERATOR, through=through)])
        return (await connection.execute("DELETE FROM audit_line WHERE n <= %s", (through,))).rowcount

    async def rows(
        self, connection: Connection, scoping: str = "", since: datetime | None = None
    ) -> AsyncIterator[Done]:
        """The lines there are, of one scoping or of all, the oldest first."""
        held = await self._end(connection)
        people = {name: person for person, name in (await self._names(connection, held)).items()}
        sql = """
            SELECT line FROM audit_line
            WHERE (%(scoping)s = '' OR scoping = %(scoping)s) AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
            ORDER BY n
        """
        async for (line,) in await connection.execute(sql, {"scoping": scoping, "since": since}):
            if row := parsed(line):
                yield Done(row, people.get(row.who))

    async def check(self, connection: Connection) -> Checked:
        """Whether every line is there as it was written. To be called in one snapshot."""
        held = await self._end(connection)
        found = [(f"Line {n},", line) async for n, line in await connection.execute(_ALL)]
        said = await connection.execute(_SAID)
        claims = [(id, End(int(n), digest)) async for id, n, digest in said]
        content = await content_of(connection, KEYS)
        return checked(claims, found, digest_of_list(content) if content else "", held.end)

    async def _hold(self, connection: Connection) -> _Held:
        n, digest, people = await one(connection, "SELECT n, digest, people FROM audit_end FOR UPDATE")
        return _Held(End(n, digest), people)

    async def _end(self, connection: Connection) -> _Held:
        n, digest, people = await one(connection, "SELECT n, digest, people FROM audit_end")
        return _Held(End(n, digest), people)

    async def _names(self, connection: Connection, held: _Held) -> dict[str, str]:
        """Of a damaged list nothing: who older lines speak of is lost, and nothing else waits for that."""
        if not held.people:
            return {}
        if held.people != self._known[0]:
            content = await content_of(connection, KEYS)
            try:
                self._known = held.people, names_in(content or b"")
            except (ValueError, LookupError, TypeError) as error:
                LOG.error("Who the people of the audit are is lost: %s is damaged (%s). It begins anew.", KEYS, error)
                self._known = held.people, {}
        return self._known[1]

    async def _add(
        self, connection: Connection, held: _Held, doings: Sequence[Doing], change: Change | None = None
    ) -> End:
        if change:
            doings = with_change(doings, change.digest, change.was)
            await put(connection, KEYS, change.content)
        lines, end = added(held.end, doings, self._clock)
        for row, line in lines:
            await connection.execute(
                "INSERT INTO audit_line (n, at, scoping, line) VALUES (%s, %s, %s, %s)",
                (row.n, row.at, row.scoping, line),
            )
        people = change.digest if change else held.people
        await connection.execute("UPDATE audit_end SET n = %s, digest = %s, people = %s", (*end, people))
        return end


_ALL = "SELECT n, line FROM audit_line ORDER BY n"
_SAID = """
SELECT id, document->'audited'->>0, document->'audited'->>1 FROM scoping
WHERE json_typeof(document->'audited') = 'array' ORDER BY id
"""


async def content_of(connection: Connection, name: str) -> bytes | None:
    """One of the files of which there is one; None where there is none."""
    row = await (await connection.execute("SELECT content FROM kept WHERE name = %s", (name,))).fetchone()
    return bytes(row[0]) if row else None


async def put(connection: Connection, name: str, content: bytes) -> None:
    """Puts it in the place of what there was."""
    await connection.execute(_PUT, (name, content))

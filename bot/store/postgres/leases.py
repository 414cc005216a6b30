"""Leases as rows: a name, who holds it, and until when by the server's clock.

Each step is one statement. A holder that does not know whether it could renew in time counts as lost to itself earlier
than to all others, so that two never hold one name.
"""

import secrets
from time import monotonic
from typing import Any

from bot.store.leases import Claim
from bot.store.postgres.connections import Connections
from bot.store.seeing_through import seen_through

SECONDS = 8.0
"""How long a lease holds without being renewed: so long a lost process' work stands still."""
SURELY = 0.75
"""For what part of that the holder counts on it itself: from then on it does nothing that counts once."""
RENEWED = 0.25
"""After what part of that it is renewed."""
LOOK_EVERY = 0.2
LEFT_EVERY = 1.0
"""Seconds between two looks at what is wanted of oneself, and at what lost holders left."""

_CLAIM = """
WITH before AS (SELECT holder, released FROM lease WHERE name = %(name)s),
claimed AS (
    INSERT INTO lease AS kept (name, holder, until)
    VALUES (%(name)s, %(holder)s, clock_timestamp() + %(seconds)s * interval '1 second')
    ON CONFLICT (name) DO UPDATE SET
        holder = CASE WHEN {free} THEN EXCLUDED.holder ELSE kept.holder END,
        until = CASE WHEN {free} THEN EXCLUDED.until ELSE kept.until END,
        released = kept.released AND NOT {free},
        wanted = NOT {free}
    RETURNING holder
)
SELECT claimed.holder, before.holder, before.released FROM claimed LEFT JOIN before ON true
""".replace("{free}", "(kept.holder = EXCLUDED.holder OR kept.released OR kept.until < clock_timestamp())")
_GIVE_BACK = """
UPDATE lease SET released = %(clean)s, until = CASE WHEN %(clean)s THEN until ELSE '-infinity' END
WHERE name = %(name)s AND holder = %(holder)s AND NOT wanted RETURNING name
"""
_RENEW = """
UPDATE lease SET until = clock_timestamp() + %(seconds)s * interval '1 second'
WHERE holder = %(holder)s AND NOT released AND name = ANY(%(names)s) AND until >= clock_timestamp() RETURNING name
"""
_WANTED = "SELECT name FROM lease WHERE holder = %(holder)s AND NOT released AND wanted"
_LEFT = "SELECT name FROM lease WHERE NOT released AND until < clock_timestamp()"
_STOP = "UPDATE lease SET until = '-infinity' WHERE holder = %(holder)s AND NOT released"


class PostgresLeases:
    """The leases of one process. `seconds`: as SECONDS."""

    look_every = LOOK_EVERY

    def __init__(self, connections: Connections, seconds: float = SECONDS) -> None:
        self._connections, self._seconds = connections, seconds
        self._holder = secrets.token_hex(8)
        self._sure_until: dict[str, float] = {}
        self._renew_at = self._left_at = 0.0

    async def claim(self, name: str) -> Claim | None:
        began = monotonic()
        ((holder, before, released),) = await self._asked(_CLAIM, name=name, seconds=self._seconds)
        if holder != self._holder:
            self._sure_until.pop(name, None)
            return None
        self._sure_until[name] = began + self._seconds * SURELY
        if before is None:
            return Claim.NEW
        if released:
            return Claim.CLEAN
        return Claim.KEPT if before == self._holder else Claim.LEFT

    def is_ours(self, name: str) -> bool:
        return monotonic() < self._sure_until.get(name, 0.0)

    def held(self) -> list[str]:
        return list(self._sure_until)

    async def give_back(self, name: str, *, clean: bool) -> None:
        if await self._asked(_GIVE_BACK, name=name, clean=clean):
            self._sure_until.pop(name, None)

    async def drop(self, name: str) -> None:
        self._sure_until.pop(name, None)
        await self._asked("DELETE FROM lease WHERE name = %(name)s AND holder = %(holder)s RETURNING name", name=name)

    async def look(self) -> list[str]:
        now, found = monotonic(), list[str]()
        if self._sure_until and now >= self._renew_at:
            await self._renew(now)
        if self._sure_until:
            found += [row[0] for row in await self._asked(_WANTED)]
        if now >= self._left_at:
            self._left_at = now + LEFT_EVERY
            found += [row[0] for row in await self._asked(_LEFT)]
        return found

    async def stop(self) -> None:
        self._sure_until.clear()
        await self._asked(_STOP + " RETURNING name")

    async def _renew(self, now: float) -> None:
        """What could not be renewed another one may hold by now."""
        names = list(self._sure_until)
        renewed = {row[0] for row in await self._asked(_RENEW, names=names, seconds=self._seconds)}
        self._renew_at = now + self._seconds * RENEWED
        for name in names:
            if name not in renewed:
                self._sure_until.pop(name, None)
            elif name in self._sure_until:
                self._sure_until[name] = now + self._seconds * SURELY

    async def _asked(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        return await seen_through(self._connections.asked(sql, values | {"holder": self._holder}))

"""The pace of all processes: for each method and channel its next moment, taken under the row's lock."""

from bot.store.postgres.connections import Connections
from bot.store.seeing_through import seen_through

_TAKE = """
INSERT INTO moment AS kept (key, free_at) VALUES (%(key)s, clock_timestamp() + {pause})
ON CONFLICT (key) DO UPDATE SET free_at = greatest(kept.free_at, clock_timestamp()) + {pause}
RETURNING extract(epoch FROM free_at - {pause} - clock_timestamp())::float8,
    extract(epoch FROM greatest(closed_until, clock_timestamp()) - clock_timestamp())::float8
""".replace("{pause}", "%(pause)s * interval '1 second'")
_LOOK = """
SELECT 0::float8, extract(epoch FROM greatest(closed_until, clock_timestamp()) - clock_timestamp())::float8
FROM moment WHERE key = %(key)s
"""
_CLOSE = """
INSERT INTO moment AS kept (key, closed_until) VALUES (%(key)s, clock_timestamp() + %(seconds)s * interval '1 second')
ON CONFLICT (key) DO UPDATE SET closed_until = greatest(kept.closed_until, EXCLUDED.closed_until) RETURNING key
"""
_PAST = """
DELETE FROM moment WHERE greatest(free_at, closed_until) < clock_timestamp() - interval '1 hour' RETURNING key
"""


class PostgresMoments:
    """`Moments` in a table."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def take(self, key: str, pause: float) -> tuple[float, float]:
        sql = _TAKE if pause else _LOOK
        rows = await seen_through(self._connections.asked(sql, {"key": key, "pause": pause}))
        own, closed = rows[0] if rows else (0.0, 0.0)
        return max(0.0, own), max(0.0, closed)

    async def close(self, key: str, seconds: float) -> None:
        await seen_through(self._connections.asked(_CLOSE, {"key": key, "seconds": seconds}))

    async def forget_past(self) -> None:
        """Removes what is over long ago."""
        await seen_through(self._connections.asked(_PAST, {}))

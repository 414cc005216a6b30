"""Where the database is, and how it is named where others can read it: without its password."""

import re
from dataclasses import dataclass, field

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bot.store.errors import DatabaseRefused

CONNECT_WITHIN = 2
"""Seconds; an address may say another connect_timeout."""

_PATTERN = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
_OURS = {
    "application_name": "scopebot",
    "client_encoding": "utf8",
    "connect_timeout": str(CONNECT_WITHIN),
    "keepalives_idle": "10",
    "tcp_user_timeout": "10000",
}
"""What a connection is made with, unless the address says otherwise."""


def is_address(text: str) -> bool:
    """Whether a store is named that is a database, and no folder."""
    return _PATTERN.match(text) is not None


@dataclass(frozen=True)
class Address:
    """A database. `conninfo` holds the password; `shown` does not, and is how it is named."""

    conninfo: str = field(repr=False)
    shown: str


def address(text: str) -> Address:
    """The address that postgresql://… names. Raises DatabaseRefused for one that can't be read; it is not repeated."""
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(text).items() if value is not None}
    except ProgrammingError as error:
        raise DatabaseRefused(
            "SCOPEBOT_STORE", "is no address of a database", "Write it as postgresql://user:password@host:5432/name."
        ) from error
    host, port = parts.get("host") or "this machine", parts.get("port") or "5432"
    where = ", ".join(f"{one}:{port}" if not one.startswith("/") else one for one in host.split(","))
    return Address(make_conninfo(**{**_OURS, **parts}), f"{where}/{parts.get('dbname') or parts.get('user') or ''}")

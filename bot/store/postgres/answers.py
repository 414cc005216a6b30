"""What the server's refusals mean: a sentence for each, and what to do."""

import re
from collections.abc import Mapping

import psycopg

from bot.store.errors import DatabaseRefused

OLDEST = 150000
"""The oldest server that is tested with: PostgreSQL 15, as its own versions count."""

_ANSWERS: Mapping[str, tuple[str, str]] = {
    r"password authentication failed|no password supplied|role .* does not exist|SCRAM|authentication failed": (
        "refused the user name or the password",
        "Correct them in SCOPEBOT_STORE; a password with signs like @ or / is written with %40 or %2F.",
    ),
    r"database .* does not exist": (
        "has no database of that name",
        "Correct the name in SCOPEBOT_STORE, or make the database: createdb --encoding=UTF8.",
    ),
    r"no pg_hba\.conf entry": (
        "lets nobody in from here with that user and database",
        "Add a line for it to the server's pg_hba.conf, and sslmode=require to the address if the server wants it.",
    ),
    r"could not translate host name|[Nn]ame or service not known|getaddrinfo|failed to resolve host": (
        "is at a host that nobody knows",
        "Correct the host in SCOPEBOT_STORE.",
    ),
    r"too many (?:clients|connections)|remaining connection slots": (
        "has as many connections as it may",
        "Raise its max_connections, or stop what else uses it.",
    ),
    r"SSL|certificate": (
        "and scopebot did not agree on encryption",
        "Look at sslmode and sslrootcert in SCOPEBOT_STORE.",
    ),
    r"starting up|shutting down|in recovery mode|not yet accepting": (
        "is starting or stopping just now",
        "Try again in a moment.",
    ),
    r"read-only": ("can only be read", "Name the server that takes writes in SCOPEBOT_STORE, not its copy."),
}
"""From what stands in an answer to what it means and what to do."""
_ELSE = "does not answer", "Start it, or correct host and port in SCOPEBOT_STORE."


def refused(where: str, error: psycopg.Error) -> DatabaseRefused:
    """Why no connection could be made. The server's own words hold no password."""
    said = plainly(error)
    reason, todo = next((found for pattern, found in _ANSWERS.items() if re.search(pattern, said)), _ELSE)
    return DatabaseRefused(f"PostgreSQL at {where}", f"{reason} ({said})", todo)


def plainly(error: psycopg.Error) -> str:
    """What an error says, without where and without its end."""
    if error.diag.message_primary:
        return error.diag.message_primary
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return _BEFORE.sub("", lines[0]).rstrip(".") if lines else "no reason"


_BEFORE = re.compile(
    r"^(?:connection (?:is bad|failed): )?(?:connection to server .*? failed: )?(?:(?:FATAL|ERROR): +)?"
)
"""What stands before the reason: where the server is, which is said already."""

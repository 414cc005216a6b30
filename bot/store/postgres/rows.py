"""A scoping as a row: written, read back, and checked to be what was written."""

import hashlib
from typing import Any

import orjson
from pydantic import ValidationError

from bot.store.errors import RowLost
from bot.store.later import Later
from bot.store.migrations import Document
from bot.store.postgres.connecting import Connection
from bot.store.records import Malformed, parsed_beside_a_later
from bot.store.summaries import row_of, same_code
from bot.store.summary import Summary, summarised
from dialogs.catalog import Catalog, CatalogLost, keep, kept
from dialogs.scoping.scoping import Scoping

_COLUMNS = (
    "id",
    "document",
    "digest",
    "catalog_digest",
    "summary",
    "summed_by",
    "team_id",
    "channel",
    "thread_ts",
    "people",
    "ended",
    "lagging",
    "due_at",
    "started_at",
)
_VALUES = ", ".join(f"%({name})s" for name in _COLUMNS)
_SETS = ", ".join(f"{name} = %({name})s" for name in _COLUMNS if name != "id")
_XID = "RETURNING pg_current_xact_id()::text"

INSERT = f"INSERT INTO scoping ({', '.join(_COLUMNS)}) VALUES ({_VALUES}) ON CONFLICT (id) DO NOTHING {_XID}"
UPDATE = f"""
WITH over AS (DELETE FROM round WHERE scoping_id = %(id)s AND %(pulse_over)s)
UPDATE scoping SET {_SETS} WHERE id = %(id)s {_XID}
"""
"""With what a save ends: the number of its transaction, by which one can ask what became of it."""


def values_of(document: Document, summary: Summary) -> dict[str, Any]:
    """What a row is made of."""
    content = orjson.dumps(document)
    return {
        "id": summary.id,
        "document": content.decode(),
        "digest": digest_of(content),
        "catalog_digest": str(document.get("catalog_digest", "")),
        **found_by(summary),
        "pulse_over": summary.pulse_over,
    }


def found_by(summary: Summary) -> dict[str, Any]:
    """The columns that a row is found by."""
    return {
        "summary": orjson.dumps(row_of(summary)).decode(),
        "summed_by": same_code(),
        "team_id": summary.team_id,
        "channel": summary.channel,
        "thread_ts": summary.thread_ts,
        "people": sorted(summary.people),
        "ended": summary.ended,
        "lagging": summary.lagging,
        "due_at": summary.due_at,
        "started_at": summary.started_at,
    }


def digest_of(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def document_in(scoping_id: str, text: str, digest: str, where: str) -> Document:
    """The document of a row. Raises RowLost where it is not the one that was written."""
    content = text.encode()
    if digest_of(content) != digest:
        raise RowLost(scoping_id, where, "is not as it was written: its checksum is another")
    return dict(orjson.loads(content))


def scoping_in(
    scoping_id: str, text: str, digest: str, where: str, model: type[Scoping] = Scoping, **steps: Any
) -> tuple[Scoping, list[Later]]:
    """The scoping of a row, without its words, and what a later version keeps in it. Raises RowLost or TooNew."""
    try:
        return parsed_beside_a_later(scoping_id, document_in(scoping_id, text, digest, where), model, **steps)
    except Malformed as error:
        raise RowLost(scoping_id, where, str(error)) from error


def sum_up(scoping: Scoping, where: str) -> Summary:
    """The summary of a scoping whose words are known. Raises RowLost where it contradicts itself."""
    try:
        return summarised(scoping)
    except (LookupError, TypeError, ValueError) as error:
        raise RowLost(scoping.id, where, f"does not hold together ({error!r})") from error


async def recall(connection: Connection, scoping_id: str, digest: str, where: str) -> None:
    """Makes sure that the catalogue a scoping was begun with is known. Raises RowLost."""
    try:
        kept(digest)
    except CatalogLost as unknown:
        found = await (await connection.execute("SELECT content FROM catalog WHERE digest = %s", (digest,))).fetchone()
        if found is None:
            raise RowLost(scoping_id, where, f"rests on questions that are missing ({digest})") from unknown
        try:
            keep(Catalog.model_validate_json(found[0]), digest)
        except (ValidationError, CatalogLost) as error:
            raise RowLost(scoping_id, where, f"rests on questions that are damaged ({digest})") from error


async def save_words(connection: Connection, digest: str) -> None:
    """Has a catalogue in the transaction. Raises CatalogLost for an unknown one."""
    if digest:
        await connection.execute(
            "INSERT INTO catalog (digest, content) VALUES (%s, %s) ON CONFLICT (digest) DO NOTHING",
            (digest, kept(digest).model_dump_json().encode()),
        )

"""The seal of a file: a digest of every byte before it, in a table of its own, so that a changed bit is seen.

{"_default": {"1": {…}}, "seal": {"1": {"blake2b": "…"}}}
"""

import hashlib
from collections.abc import Mapping
from typing import Any, TypeGuard

import orjson

SEAL = "seal"
UNSEALED = frozenset({"_default"})
"""The tables of a file that an earlier version wrote. Any other without a seal has lost it."""
_BEFORE, _AFTER = b',"seal":{"1":{"blake2b":"', b'"}}}'
_DIGITS = 64
_LENGTH = len(_BEFORE) + _DIGITS + len(_AFTER)

Tables = dict[str, dict[str, Any]]


def sealed(tables: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The bytes of a file with these tables and their seal."""
    body = orjson.dumps({name: table for name, table in tables.items() if name != SEAL})[:-1]
    return body + _BEFORE + _digest(body) + _AFTER if len(body) > 1 else body + b"}"


def unsealed(content: bytes) -> Tables:
    """The tables in a file, without the seal. Raises ValueError, saying how it is not as it was written."""
    if not content:
        raise ValueError("is empty")
    try:
        tables = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise ValueError(f"is not whole JSON ({error})") from error
    if not _is_tables(tables):
        raise ValueError("holds no tables of documents")
    if not _is_whole(content, tables):
        raise ValueError("is not as it was written: its checksum is another")
    tables.pop(SEAL, None)
    return tables


def is_sealed(content: bytes) -> bool:
    """Whether a file holds exactly what was written, and can show it."""
    body, seal = content[:-_LENGTH], content[-_LENGTH:]
    return bool(body) and seal == _BEFORE + _digest(body) + _AFTER


def _is_whole(content: bytes, tables: Tables) -> bool:
    return tables.keys() <= UNSEALED or is_sealed(content)


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGITS // 2).hexdigest().encode()


def _is_tables(content: object) -> TypeGuard[Tables]:
    tables = content.values() if isinstance(content, dict) else [None]
    return all(isinstance(table, dict) and all(isinstance(row, dict) for row in table.values()) for table in tables)

"""Who was forgotten: digests under a key, and the number of each one's pseudonym. No id and no name stands here.

    forgotten/key.json     the key
    forgotten/list.json    for each person the digest of their id under it, a number, and when

A backup that is restored later is gone through for everybody on the list. Both files have a second copy beside the
earlier versions: without them, a backup would bring back whoever was forgotten.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.store import Damaged, NotRead
from bot.store.earlier import FOLDER as EARLIER
from bot.store.safe_file import Disk, SafeFile
from bot.store.seal import Tables, sealed, unsealed

FOLDER = "forgotten"
KEY, LIST = "key.json", "list.json"


class Forgot(NamedTuple):
    """One row of the list. `key` names the key it was made under: a restored backup may bring another."""

    key: str
    digest: str
    number: int
    at: str


class Forgotten:
    """The list of a folder. Blocking; for whoever holds the folder's lock, but for looking."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folders = folder / FOLDER, folder / EARLIER / FOLDER
        self._disk = disk
        self._keys: dict[str, bytes] = {}
        self._rows: list[Forgot] = []
        self._take_in(self._read(KEY), self._read(LIST))

    def number(self, person: str) -> int | None:
        """The number of a person's pseudonym; None for whoever was not forgotten."""
        return next((row.number for row in self._rows if self._is(row, person)), None)

    def among(self, people: Iterable[str]) -> dict[str, int]:
        """Those of some people who were forgotten, with their numbers."""
        return {person: number for person in people if (number := self.number(person)) is not None}

    def add(self, person: str, now: datetime) -> int:
        """Puts a person on the list, on disk when it returns; the number of their pseudonym. Raises NotSaved."""
        known = self.number(person)
        if known is not None:
            return known
        if not self._keys:
            self._keys[secrets.token_hex(4)] = secrets.token_bytes(32)
        name, key = next(iter(self._keys.items()))
        number = max((row.number for row in self._rows), default=0) + 1
        self._rows.append(Forgot(name, _digest(key, person), number, now.isoformat(timespec="seconds")))
        self.save()
        return number

    def merge(self, key: bytes | None, rows: bytes | None) -> None:
        """Takes in the files of a backup beside what is known; nothing is written. Raises ValueError."""
        self._take_in(unsealed(key) if key else {}, unsealed(rows) if rows else {})

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The two files as they are to be, by name."""
        if self._rows:
            yield KEY, sealed({"_default": {name: {"key": key.hex()} for name, key in self._keys.items()}})
            yield LIST, sealed({"_default": {str(at): row._asdict() for at, row in enumerate(self._rows, 1)}})

    def save(self) -> None:
        """Writes both files, each twice. Raises NotSaved or DiskFailed."""
        for name, content in self.files():
            for folder in self._folders:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                SafeFile(folder / name, self._disk).put(content)

    def _is(self, row: Forgot, person: str) -> bool:
        key = self._keys.get(row.key)
        return key is not None and hmac.compare_digest(row.digest, _digest(key, person))

    def _take_in(self, keys: Tables, rows: Tables) -> None:
        self._keys = {name: bytes.fromhex(row["key"]) for name, row in keys.get("_default", {}).items()} | self._keys
        found = [Forgot(**row) for row in rows.get("_default", {}).values()]
        self._rows += [
            row for row in found if (row.key, row.digest) not in {(one.key, one.digest) for one in self._rows}
        ]

    def _read(self, name: str) -> Tables:
        """The first copy that is whole; nothing where nobody was forgotten. Raises Damaged, NotRead."""
        problem: Damaged | NotRead | None = None
        for folder in self._folders:
            try:
                tables: dict[str, dict[str, Any]] | None = SafeFile(folder / name, self._disk).read()
            except Damaged as error:
                problem = error
            else:
                if tables is not None:
                    return tables
        if problem:
            raise problem
        return {}


def _digest(key: bytes, person: str) -> str:
    return hmac.new(key, person.encode(), "sha256").hexdigest()

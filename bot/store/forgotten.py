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
from bot.store.safe_file import Disk, SafeFile, make_private
from bot.store.seal import Tables, sealed, unsealed

FOLDER = "forgotten"
KEY, LIST = "key.json", "list.json"


class Forgot(NamedTuple):
    """One row of the list. `key` names the key it was made under: a restored backup may bring another.

    `team` is the only workspace they are forgotten in; "" for all.
    """

    key: str
    digest: str
    number: int
    at: str
    team: str = ""


class Forgotten:
    """The list of a folder. Blocking; for whoever holds the folder's lock, but for looking."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folders = folder / FOLDER, folder / EARLIER / FOLDER
        self._disk = disk
        self._keys: dict[str, bytes] = {}
        self._rows: list[Forgot] = []
        self._take_in(self._read(KEY), self._read(LIST))

    def among(self, people: Iterable[str], team: str) -> dict[str, int]:
        """Those of a workspace's people who were forgotten in it, with the numbers of their pseudonyms."""
        found = {person: [row for row in self._of(person) if row.team in ("", team)] for person in people}
        return {person: rows[0].number for person, rows in found.items() if rows}

    def add(self, person: str, now: datetime, team: str = "") -> int:
        """Puts a person on the list, on disk when it returns; the number of their pseudonym. Raises NotSaved."""
        known = self._of(person)
        if any(row.team in ("", team) for row in known):
            return known[0].number
        if not self._keys:
            self._keys[secrets.token_hex(4)] = secrets.token_bytes(32)
        name, key = next(iter(self._keys.items()))
        number = known[0].number if known else max((row.number for row in self._rows), default=0) + 1
        self._rows.append(Forgot(name, _digest(key, person), number, now.isoformat(timespec="seconds"), team))
        self.save()
        return number

    def merge(self, key: bytes | None, rows: bytes | None) -> None:
        """Takes in the files of a backup beside what is known; nothing is written. Raises ValueError.

        The backup's records speak of its own numbers: whoever else has one of them here gets another.
        """
        own, self._rows = self._rows, []
        self._take_in(unsealed(key) if key else {}, unsealed(rows) if rows else {})
        known, taken = {(row.key, row.digest) for row in self._rows}, {row.number for row in self._rows}
        for row in own:
            if (row.key, row.digest) not in known:
                kept = row if row.number not in taken else row._replace(number=max(taken) + 1)
                taken.add(kept.number)
                self._rows.append(kept)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The two files as they are to be, by name."""
        if self._rows:
            yield KEY, sealed({"_default": {name: {"key": key.hex()} for name, key in self._keys.items()}})
            yield LIST, sealed({"_default": {str(at): row._asdict() for at, row in enumerate(self._rows, 1)}})

    def save(self) -> None:
        """Writes both files, each twice. Raises NotSaved or DiskFailed."""
        for name, content in self.files():
            for folder in self._folders:
                make_private(folder)
                SafeFile(folder / name, self._disk).put(content)

    def _of(self, person: str) -> list[Forgot]:
        return [row for row in self._rows if self._is(row, person)]

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

"""Who a pseudonym of the audit is: a random name a person, in one file. Without its row nobody can say."""

import logging
import secrets
from collections.abc import Iterable
from pathlib import Path

from bot.store import Damaged, NotSaved
from bot.store.safe_file import Disk, SafeFile
from bot.store.seal import sealed, unsealed

log = logging.getLogger(__name__)

KEYS = "people.json"
"""The file beside the audit's lines, from a person's Slack id to their pseudonym."""


class Pseudonyms:
    """The file, read again whenever somebody else has written it. To be used under the audit's lock."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._file = folder / KEYS
        self._disk = disk
        self._seen: tuple[int, int] | None = None
        self._of: dict[str, str] = {}

    def all(self) -> dict[str, str]:
        """The pseudonym of everybody who has one. Raises NotSaved where the file can't be read."""
        try:
            stat = self._file.stat()
            if self._seen != (stat.st_mtime_ns, stat.st_ino):
                self._of = self._read()
                self._seen = stat.st_mtime_ns, stat.st_ino
        except FileNotFoundError:
            self._of, self._seen = {}, None
        except OSError as error:
            raise NotSaved("", self._file, f"it can't be read ({error})") from error
        return self._of

    def _read(self) -> dict[str, str]:
        """Of a damaged file nothing: who older lines speak of is lost, and nothing else waits for that."""
        try:
            rows = unsealed(self._disk.read(self._file))["_default"]
            return {person: str(row["name"]) for person, row in rows.items()}
        except (Damaged, ValueError, LookupError, TypeError) as error:
            log.error("Who the people of the audit are is lost: %s is damaged (%s). It begins anew.", self._file, error)
            return {}

    def name(self, people: Iterable[str]) -> None:
        """Gives a pseudonym to each who has none, in one save. Raises NotSaved or DiskFailed."""
        new = [person for person in dict.fromkeys(people) if person not in self.all()]
        if new:
            self._save({**self._of, **{person: f"p-{secrets.token_hex(8)}" for person in new}})

    def forget(self, person: str) -> bool:
        """Destroys somebody's row; whether there was one. Raises NotSaved or DiskFailed."""
        if person not in self.all():
            return False
        self._save({one: name for one, name in self._of.items() if one != person})
        return True

    def _save(self, names: dict[str, str]) -> None:
        SafeFile(self._file, self._disk).put(sealed({"_default": {one: {"name": name} for one, name in names.items()}}))
        self._of, self._seen = names, None

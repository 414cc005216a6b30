"""Who a pseudonym of the audit is: a random name a person, in one file. Without its row nobody can say."""

import hashlib
import logging
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

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

    def naming(self, people: Iterable[str]) -> "Change | None":
        """What gives a pseudonym to each who has none; None where all have one. Raises NotSaved."""
        known = self.all()
        new = [person for person in dict.fromkeys(people) if person not in known]
        return self._to({**known, **{one: f"p-{secrets.token_hex(8)}" for one in new}}) if new else None

    def forgetting(self, person: str) -> "Change | None":
        """What destroys somebody's row; None where there is none. Raises NotSaved."""
        known = self.all()
        left = {one: name for one, name in known.items() if one != person}
        return self._to(left) if person in known else None

    def save(self, change: "Change") -> None:
        """Has it on disk when it returns. Raises NotSaved or DiskFailed."""
        SafeFile(self._file, self._disk, of="").put(change.content)
        self._of, self._seen = change.names, None

    def _to(self, names: dict[str, str]) -> "Change":
        rows = {one: {"name": name} for one, name in names.items()}
        chance = {"1": {"salt": secrets.token_hex(SALT)}}
        return Change(sealed({"_default": rows, "chance": chance}), names, digest_of_file(self._file))


SALT = 32
"""Bytes of chance in the file, others with each save: its digest, which stays in the lines, leads to nobody."""


class Change(NamedTuple):
    """The file as it is to be, and the digest it was found with; a line says both before it is saved."""

    content: bytes
    names: dict[str, str]
    was: str

    @property
    def digest(self) -> str:
        return _digest(self.content)


def digest_of_file(file: Path) -> str:
    """The digest of a list of pseudonyms; blank where there is none. Raises NotSaved where it can't be read."""
    try:
        return _digest(file.read_bytes())
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise NotSaved("", file, f"it can't be read ({error})") from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

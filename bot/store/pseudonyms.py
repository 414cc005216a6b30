"""Who a pseudonym of the audit is: a random name a person, in one file. Without its row nobody can say."""

import hashlib
import logging
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.store.errors import Damaged, NotSaved
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
            return names_in(self._disk.read(self._file))
        except (Damaged, ValueError, LookupError, TypeError) as error:
            log.error("Who the people of the audit are is lost: %s is damaged (%s). It begins anew.", self._file, error)
            return {}

    def naming(self, people: Iterable[str]) -> "Change | None":
        """What gives a pseudonym to each who has none; None where all have one. Raises NotSaved."""
        names = with_names(self.all(), people)
        return change_to(names, digest_of_file(self._file)) if names else None

    def forgetting(self, person: str) -> "Change | None":
        """What destroys somebody's row; None where there is none. Raises NotSaved."""
        names = without_name(self.all(), person)
        return None if names is None else change_to(names, digest_of_file(self._file))

    def save(self, change: "Change") -> None:
        """Has it on disk when it returns. Raises NotSaved or DiskFailed."""
        SafeFile(self._file, self._disk, of="").put(change.content)
        self._of, self._seen = change.names, None


SALT = 32
"""Bytes of chance in the file, others with each save: its digest, which stays in the lines, leads to nobody."""


class Change(NamedTuple):
    """The file as it is to be, and the digest it was found with; a line says both before it is saved."""

    content: bytes
    names: dict[str, str]
    was: str

    @property
    def digest(self) -> str:
        return digest_of_list(self.content)


def names_in(content: bytes) -> dict[str, str]:
    """From a person's Slack id to their pseudonym. Raises ValueError, LookupError or TypeError for a damaged list."""
    return {person: str(row["name"]) for person, row in unsealed(content)["_default"].items()}


def with_names(known: Mapping[str, str], people: Iterable[str]) -> dict[str, str] | None:
    """The list with a new pseudonym for each who has none; None where all have one."""
    new = [person for person in dict.fromkeys(people) if person not in known]
    return {**known, **{one: f"p-{secrets.token_hex(8)}" for one in new}} if new else None


def without_name(known: Mapping[str, str], person: str) -> dict[str, str] | None:
    """The list without somebody's row; None where there is none."""
    return {one: name for one, name in known.items() if one != person} if person in known else None


def change_to(names: dict[str, str], was: str) -> Change:
    """What makes another list of one whose digest `was`."""
    rows = {one: {"name": name} for one, name in names.items()}
    chance = {"1": {"salt": secrets.token_hex(SALT)}}
    return Change(sealed({"_default": rows, "chance": chance}), names, was)


def digest_of_file(file: Path) -> str:
    """The digest of a list of pseudonyms; blank where there is none. Raises NotSaved where it can't be read."""
    try:
        return digest_of_list(file.read_bytes())
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise NotSaved("", file, f"it can't be read ({error})") from error


def digest_of_list(content: bytes) -> str:
    """The digest of a list of pseudonyms, by which the audit's lines know it."""
    return hashlib.sha256(content).hexdigest()

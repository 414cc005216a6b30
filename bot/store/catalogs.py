"""The catalogues scopings were begun with: a file each, named by the digest of what is in it, and never changed."""

import hashlib
import re
from pathlib import Path

from pydantic import ValidationError

from bot.store.safe_file import Disk, SafeFile
from dialogs.catalog import Catalog, CatalogLost, keep, kept


class Catalogs:
    """The files of a folder. Blocking; for any thread."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self._written: set[str] = set()

    def save(self, digest: str) -> None:
        """Has a catalogue on disk when it returns. Raises NotSaved or DiskFailed; CatalogLost for an unknown one."""
        if digest in self._written or not digest:
            return
        if not self.is_whole(digest):
            self._put(digest, kept(digest).model_dump_json().encode())
        self._written.add(digest)

    def recall(self, digest: str) -> None:
        """Makes sure that `kept` knows a catalogue. Raises CatalogLost, saying why it can't be had."""
        try:
            kept(digest)
        except CatalogLost:
            keep(self._read(digest), digest)

    def is_whole(self, digest: str) -> bool:
        """Whether the file is there and holds what its name says."""
        try:
            return digest_of(self._disk.read(self.file(digest))) == digest
        except OSError:
            return False

    def file(self, digest: str) -> Path:
        return self._folder / f"{digest}.json"

    def _put(self, digest: str, content: bytes) -> None:
        """Written aside, synced and renamed as a scoping is; the folder, where it is new, is synced into its own."""
        file = SafeFile(self.file(digest), self._disk)
        if not self._folder.is_dir():
            file.make_folder()
        file.put(content)

    def _read(self, digest: str) -> Catalog:
        if not re.fullmatch("[0-9a-f]{16}", digest):
            raise CatalogLost("have a name that never was one")
        try:
            content = self._disk.read(self.file(digest))
        except FileNotFoundError:
            raise CatalogLost("are missing") from None
        except OSError as error:
            raise CatalogLost(f"could not be opened ({error.strerror})") from error
        if digest_of(content) != digest:
            raise CatalogLost("are damaged")
        try:
            return Catalog.model_validate_json(content)
        except ValidationError as error:
            raise CatalogLost("are in a form this scopebot does not know") from error


def digest_of(content: bytes) -> str:
    """What the file of a catalogue is named by; the same as `Catalog.digest` when it was written."""
    return hashlib.blake2b(content, digest_size=8).hexdigest()

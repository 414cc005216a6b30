"""The catalogues scopings were begun with: a file each, named by the digest of what is in it, and never changed.

A second copy of each stands among the earlier versions: every scoping begun in those words hangs on it.
"""

import hashlib
import logging
import re
from pathlib import Path

from pydantic import ValidationError

from bot.store.earlier import FOLDER as EARLIER
from bot.store.safe_file import Disk, SafeFile
from dialogs.catalog import Catalog, CatalogLost, keep, kept

LOG = logging.getLogger(__name__)
FOLDER = "catalogs"


class Catalogs:
    """The catalogues of a folder of scopings. Blocking; for any thread."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder / FOLDER
        self._seconds = folder / EARLIER / FOLDER
        self._disk = disk
        self._written: set[str] = set()

    def save(self, digest: str) -> None:
        """Has a catalogue on disk when it returns. Raises NotSaved or DiskFailed; CatalogLost for an unknown one."""
        if digest in self._written or not digest:
            return
        copies = (self.file(digest), self._second(digest))
        content = next(filter(None, (self._whole(file, digest) for file in copies)), None)
        for file in copies:
            if content is None or not self._whole(file, digest):
                self._put(file, content or kept(digest).model_dump_json().encode())
        self._written.add(digest)

    def recall(self, digest: str) -> None:
        """Makes sure that `kept` knows a catalogue. Raises CatalogLost, saying why it can't be had.

        Raises OSError where the system gives the file to nobody just now.
        """
        try:
            kept(digest)
        except CatalogLost:
            keep(self._read(digest), digest)

    def is_whole(self, digest: str) -> bool:
        """Whether the file is there and holds what its name says."""
        return self._whole(self.file(digest), digest) is not None

    def content(self, digest: str) -> bytes | None:
        """What a catalogue's file holds, or its second copy; None where neither is whole. Raises OSError."""
        return self._content(digest)[0]

    def file(self, digest: str) -> Path:
        return self._folder / f"{digest}.json"

    @property
    def folders(self) -> tuple[Path, Path]:
        """Where the catalogues stand, and where their second copies do."""
        return self._folder, self._seconds

    def _second(self, digest: str) -> Path:
        return self._seconds / f"{digest}.json"

    def _whole(self, file: Path, digest: str) -> bytes | None:
        """What is in a file, if that is what the digest says."""
        try:
            content = self._disk.read(file)
        except OSError:
            return None
        return content if digest_of(content) == digest else None

    def _put(self, file: Path, content: bytes) -> None:
        """Written aside, synced and renamed as a scoping is; the folder, where it is new, is synced into its own."""
        safe = SafeFile(file, self._disk)
        file.parent.parent.mkdir(mode=0o700, exist_ok=True)
        if not file.parent.is_dir():
            safe.make_folder()
        safe.put(content)

    def _read(self, digest: str) -> Catalog:
        if not re.fullmatch("[0-9a-f]{16}", digest):
            raise CatalogLost("have a name that never was one")
        content, problem = self._content(digest)
        if content is None:
            raise CatalogLost(problem)
        try:
            return Catalog.model_validate_json(content)
        except ValidationError as error:
            raise CatalogLost("are in a form this scopebot does not know") from error

    def _content(self, digest: str) -> tuple[bytes | None, str]:
        """What the file holds, or its second copy; and what is wrong where neither is whole. Raises OSError."""
        try:
            content = self._disk.read(self.file(digest))
            problem = "are damaged"
        except FileNotFoundError:
            content, problem = b"", "are missing"
        if digest_of(content) == digest:
            return content, ""
        second = self._whole(self._second(digest), digest)
        if second:
            LOG.warning("The questions in %s %s; their second copy is whole.", self.file(digest), problem)
        return second, problem


def digest_of(content: bytes) -> str:
    """What the file of a catalogue is named by; the same as `Catalog.digest` when it was written."""
    return hashlib.blake2b(content, digest_size=8).hexdigest()

"""A TinyDB storage whose file is the old one or the new one, whole, whatever happens while it is written."""

import os
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from bot.store.errors import Damaged, DiskFailed, NotRead, NotSaved
from bot.store.seal import sealed, unsealed

UNFINISHED = ".unfinished"
"""How the names of files end that a save was still writing; after a crash they may be removed."""


class Disk:
    """The system's calls that a save rests on, in one place, so that each of them can be made to fail."""

    def __init__(self) -> None:
        self.fsyncs = 0
        self._counting = threading.Lock()

    def read(self, file: Path) -> bytes:
        return file.read_bytes()

    def open_folder(self, folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def create(self, file: Path) -> int:
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)

    def append(self, file: Path) -> int:
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, descriptor: int, content: memoryview) -> int:
        return os.write(descriptor, content)

    def fsync(self, descriptor: int) -> None:
        with self._counting:
            self.fsyncs += 1
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)

    def rename(self, file: Path, to: Path) -> None:
        file.replace(to)

    def remove(self, file: Path) -> None:
        file.unlink()

    def link(self, file: Path, to: Path) -> None:
        os.link(file, to)


class SafeFile(Storage):
    """One JSON file. It is written aside, synced, renamed, and its folder synced: two fsyncs for a save.

    `keep` is called before the rename, with the file that is replaced; it says what to remove where that fails. `of` is
    the scoping it is of, by which errors call it, and "" for what is no scoping's; the file's name has it otherwise.
    """

    def __init__(
        self, file: Path, disk: Disk, keep: Callable[[Path], Path | None] | None = None, *, of: str | None = None
    ) -> None:
        self._file = file
        self._disk = disk
        self._keep = keep
        self._of = file.stem if of is None else of

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables in the file, or None where there is no file.

        Raises NotRead where the system gives it to nobody just now, and Damaged for any other content.
        """
        try:
            return unsealed(self._disk.read(self._file))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise NotRead(self._of, self._file, error) from error
        except ValueError as error:
            raise Damaged(self._of, self._file, str(error)) from error

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Puts the tables in the file, with their seal. Raises NotSaved or DiskFailed."""
        self.put(sealed(data))

    def put(self, content: bytes) -> None:
        """Puts the very bytes in the file. Raises NotSaved or DiskFailed."""
        aside = self._file.with_name(f".{self._file.name}.{secrets.token_hex(6)}{UNFINISHED}")
        try:
            self._replace(aside, content)
        except OSError as error:
            raise NotSaved(self._of, self._file, _plainly(error)) from error

    def remove(self) -> None:
        """Removes the file, and syncs its folder. Raises OSError or DiskFailed."""
        with self._closing(self._disk.open_folder(self._file.parent)) as folder:
            with suppress(FileNotFoundError):
                self._disk.remove(self._file)
            self._sync(folder)

    def make_folder(self) -> None:
        """Makes the file's folder, for its owner alone, and syncs the one above. Raises NotSaved or DiskFailed."""
        folder = self._file.parent
        try:
            with self._closing(self._disk.open_folder(folder.parent)) as above:
                folder.mkdir(mode=0o700, exist_ok=True)
                self._sync(above)
        except OSError as error:
            raise NotSaved(self._of, self._file, _plainly(error)) from error

    def _replace(self, aside: Path, content: bytes) -> None:
        # The folder is opened first: when that fails, nothing has happened yet.
        with self._closing(self._disk.open_folder(self._file.parent)) as folder:
            earlier: Path | None = None
            try:
                self._write_aside(aside, content)
                earlier = self._keep(self._file) if self._keep else None
                self._disk.rename(aside, self._file)
            except BaseException:
                for left in filter(None, (aside, earlier)):
                    with suppress(OSError):
                        self._disk.remove(left)
                raise
            self._sync(folder)

    def _write_aside(self, aside: Path, content: bytes) -> None:
        with self._closing(self._disk.create(aside)) as descriptor:
            rest = memoryview(content)
            while rest:
                rest = rest[self._disk.write(descriptor, rest) :]
            self._sync(descriptor)

    def _sync(self, descriptor: int) -> None:
        try:
            self._disk.fsync(descriptor)
        except OSError as error:
            raise DiskFailed(self._file, _plainly(error)) from error

    @contextmanager
    def _closing(self, descriptor: int) -> Iterator[int]:
        try:
            yield descriptor
        finally:
            # By now its content is either synced or given up: a failing close changes nothing.
            with suppress(OSError):
                self._disk.close(descriptor)


def make_private(folder: Path) -> None:
    """Makes a folder, and those above it that are missing, for their owner alone. Raises OSError."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _plainly(error: OSError) -> str:
    return (error.strerror or str(error)).lower()

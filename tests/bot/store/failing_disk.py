"""A disk on which a chosen call fails, as often as a test says."""

import os
import stat
from pathlib import Path

from bot.store.safe_file import Disk


class FailingDisk(Disk):
    """`fails[call]` is what the call of that name raises; an fsync is a `sync_file` or a `sync_folder`."""

    def __init__(self) -> None:
        super().__init__()
        self.fails: dict[str, OSError] = {}
        self.at_most = 1 << 30
        self.calls: list[str] = []

    def read(self, file: Path) -> bytes:
        self._call("read")
        return super().read(file)

    def open_folder(self, folder: Path) -> int:
        self._call("open_folder")
        return super().open_folder(folder)

    def create(self, file: Path) -> int:
        self._call("create")
        return super().create(file)

    def append(self, file: Path) -> int:
        self._call("append")
        return super().append(file)

    def write(self, descriptor: int, content: memoryview) -> int:
        # Not at the first piece: a disk fills up in the middle of a file.
        self._call("write", unless="write" in self.fails and self.calls.count("write") == 0)
        return super().write(descriptor, content[: self.at_most])

    def fsync(self, descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        self._call("sync_folder" if is_folder else "sync_file")
        super().fsync(descriptor)

    def close(self, descriptor: int) -> None:
        super().close(descriptor)
        self._call("close")

    def rename(self, file: Path, to: Path) -> None:
        self._call("rename")
        super().rename(file, to)

    def remove(self, file: Path) -> None:
        self._call("remove")
        super().remove(file)

    def link(self, file: Path, to: Path) -> None:
        self._call("link")
        super().link(file, to)

    def _call(self, name: str, unless: bool = False) -> None:
        self.calls.append(name)
        if name in self.fails and not unless:
            raise self.fails[name]


def an_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))

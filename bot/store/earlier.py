"""Earlier versions of a scoping's file, a few of each, beside it: what a damaged one is restored from.

    earlier/V1/00000041.json    the file as it was before its 42nd save

A save does not write one: it gives the file that it replaces a second name, which costs no sync. After a crash the last
of these names may be missing; the file itself never is.
"""

import errno
import logging
import shutil
from contextlib import suppress
from pathlib import Path

from bot.store.safe_file import Disk, make_private

LOG = logging.getLogger(__name__)
FOLDER = "earlier"
MOST, LARGEST = 5, 8_000_000
"""Versions kept of a scoping, and the bytes that those after the newest may come to together."""


class Earlier:
    """The earlier versions of the files of one folder. Blocking; for any thread, one at a time for each scoping."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder / FOLDER
        self._disk = disk
        self._said = False

    def keep(self, file: Path, version: int) -> Path | None:
        """Gives the file that is about to be replaced its place among the earlier ones; None where that failed.

        A save never fails for it: without earlier versions the scoping is as safe as it was, and the log says so once.
        """
        place = self.file(file.stem, version)
        try:
            make_private(place.parent)
            place.unlink(missing_ok=True)
            self._second_name(file, place)
        except FileNotFoundError:  # the first save: there is nothing earlier
            return None
        except OSError as error:
            self._say(place, error)
            return None
        return place

    def thin_out(self, scoping_id: str) -> None:
        """Removes the oldest versions beyond those that are kept."""
        size = 0
        with suppress(OSError):  # what cannot be removed now is removed after a later save
            for number, place in enumerate(self.of(scoping_id)):
                size += place.stat().st_size if number else 0
                if number >= MOST or size > LARGEST:
                    place.unlink(missing_ok=True)

    def of(self, scoping_id: str) -> list[Path]:
        """What is kept of a scoping, the newest first."""
        return sorted((self._folder / scoping_id).glob("*.json"), reverse=True)

    def file(self, scoping_id: str, version: int) -> Path:
        return self._folder / scoping_id / f"{version:08}.json"

    def forget(self, scoping_id: str) -> None:
        """Removes every earlier version of a scoping."""
        shutil.rmtree(self._folder / scoping_id, ignore_errors=True)

    def _second_name(self, file: Path, place: Path) -> None:
        """By a link; by a copy where the file system has none. A copy cut short is known by its seal."""
        try:
            self._disk.link(file, place)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            shutil.copy2(file, place)

    def _say(self, place: Path, error: OSError) -> None:
        if not self._said:
            LOG.warning("No earlier version could be kept in %s: %s. Saves go on without.", place, error.strerror)
        self._said = True


_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV, errno.ENOSYS})

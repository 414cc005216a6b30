"""Mends what is damaged before a command goes through a folder, as a start does: from the newest earlier version.

Whoever would first remove earlier versions, or put others in their place, would take away the only whole ones.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.store.documents import ONLY, Documents, scoping_files
from bot.store.errors import FolderRefused, Held, NotSaved, StoreError
from bot.store.folder_lock import FolderLock
from bot.store.safe_file import Disk
from bot.store.seal import unsealed
from dialogs.scoping.scoping import Scoping


def mend(folder: Path, now: datetime, disk: Disk | None = None) -> list[str]:
    """For whoever holds the folder's lock; a sentence for each that was mended. What can't be stays as it is.

    Raises NotSaved or DiskFailed where a whole earlier version could not be put in its place.
    """
    said: list[str] = []
    documents = Documents(folder, Scoping, disk or Disk(), copies=False)
    for file in _damaged(folder):
        try:
            documents.restore(file.stem, now, said.append)
        except NotSaved:
            raise
        except StoreError:
            continue  # whoever goes through the folder meets it, and says so
    return said


def mend_if_free(folder: Path, now: datetime, only: str = "") -> list[str]:
    """The same, of one scoping or of all, for whoever does not hold the lock; nothing is waited for.

    A bot that runs there mends what it meets.
    """
    if not any(only in ("", file.stem) for file in _damaged(folder)):
        return []
    lock = FolderLock(folder)
    with suppress(Held, FolderRefused, NotSaved):
        lock.take(now)
        try:
            return mend(folder, now)
        finally:
            lock.release()
    return []


def _damaged(folder: Path) -> list[Path]:
    return [file for file in scoping_files(folder) if _is_damaged(file)]


def _is_damaged(file: Path) -> bool:
    """By what is in it; a file that the system does not give out is none."""
    try:
        document = unsealed(file.read_bytes()).get("_default", {}).get(str(ONLY))
    except OSError:
        return False
    except ValueError:
        return True
    return document is None

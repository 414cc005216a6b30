"""Lets one process at a time work in a folder. The system frees the lock of a process that was killed.

The folder itself is held: a lock file alone lets a second process in as soon as somebody removes it.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from os import getpid
from pathlib import Path
from socket import gethostname

import orjson
from filelock import FileLock, Timeout
from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.store.errors import FolderRefused, Held
from bot.store.holding import Taken, hold, is_same
from bot.store.ownership import hand_over


class Holder(BaseModel):
    """The process that holds the lock, as it writes itself down beside it."""

    pid: int
    host: str
    since: AwareDatetime


@dataclass
class FolderLock:
    """The folder's lock; who has it stands in `<folder>/.holder`.

    `<folder>/.lock` is taken, too: earlier versions know no other, and some file systems lock files alone.
    """

    folder: Path

    def __post_init__(self) -> None:
        # Any thread may release it, hence not bound to the one that took it.
        self._lock = FileLock(self.folder / ".lock", timeout=0, mode=0o600, thread_local=False)
        self._held_by: int | None = None

    def take(self, now: datetime) -> None:
        """Takes the lock at once. Raises Held, naming the holder, or FolderRefused where none can be taken."""
        try:
            self._lock.acquire()
            self._held_by = hold(self.folder)
            self._write_holder(now)
        except (Timeout, Taken) as error:
            self._lock.release()
            raise self._held() from error
        except OSError as error:
            self._let_go()
            raise FolderRefused(self.folder, error) from error

    @property
    def is_there(self) -> bool:
        """Whether the folder that is held still stands where it stood: another one may have its name by now."""
        return self._held_by is not None and is_same(self.folder, self._held_by)

    def release(self) -> None:
        """Lets the next process in; harmless where the lock is not held."""
        if self._held_by is not None:
            with suppress(OSError):
                if self.is_there:
                    self._holder.unlink()
                    hand_over(self.folder)
            self._let_go()

    def _let_go(self) -> None:
        self._lock.release()
        if self._held_by is not None:
            os.close(self._held_by)
            self._held_by = None

    @property
    def _holder(self) -> Path:
        return self.folder / ".holder"

    def _write_holder(self, now: datetime) -> None:
        holder = Holder(pid=getpid(), host=gethostname(), since=now)
        aside = self._holder.with_name(".holder.new")
        aside.unlink(missing_ok=True)
        aside.touch(mode=0o600)
        aside.write_bytes(orjson.dumps(holder.model_dump(mode="json")))
        aside.replace(self._holder)

    def _held(self) -> Held:
        try:
            holder = Holder.model_validate_json(self._holder.read_bytes())
        except (OSError, ValidationError):
            return Held(self.folder, None, None, None)
        return Held(self.folder, holder.pid, holder.host, holder.since)

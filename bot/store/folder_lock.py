"""Lets one process at a time work in a folder. The system frees the lock of a process that was killed."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from os import getpid
from pathlib import Path
from socket import gethostname

import orjson
from filelock import FileLock, Timeout
from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.store import FolderRefused, Held


class Holder(BaseModel):
    """The process that holds the lock, as it writes itself down beside it."""

    pid: int
    host: str
    since: AwareDatetime


@dataclass
class FolderLock:
    """The lock `<folder>/.lock`; who has it stands in `<folder>/.holder`."""

    folder: Path

    def __post_init__(self) -> None:
        # Any thread may release it, hence not bound to the one that took it.
        self._lock = FileLock(self.folder / ".lock", timeout=0, mode=0o600, thread_local=False)

    def take(self, now: datetime) -> None:
        """Takes the lock at once. Raises Held, naming the holder, or FolderRefused where none can be taken."""
        try:
            self._lock.acquire()
            self._write_holder(now)
        except Timeout as error:
            raise self._held() from error
        except OSError as error:
            self._lock.release()
            raise FolderRefused(self.folder, error) from error

    def release(self) -> None:
        """Lets the next process in; harmless where the lock is not held."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._holder.unlink()
            self._lock.release()

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

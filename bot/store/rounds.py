"""The open rounds of readiness pulses: a file each in a folder of their own, apart from the records."""

import logging
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from bot.store.errors import NotSaved, Unreadable
from bot.store.round import Round
from bot.store.safe_file import UNFINISHED, Disk, SafeFile

LOG = logging.getLogger(__name__)

NEVER_COPIED = "pulses"
"""The folder of the open rounds, in the folder of the scopings.

Nothing in it goes into a backup, or among earlier versions: two copies, one from before somebody's answer and one from
after it, would say what that answer was. After a restore a round that the record speaks of is not there, or another
one is; the pulse then begins again, and says so.
"""


class Rounds:
    """The files of the folder, readable by their owner alone. Blocking; for any thread."""

    def __init__(self, data: Path, disk: Disk) -> None:
        self._folder = data / NEVER_COPIED
        self._disk = disk

    def load(self, scoping_id: str) -> Round | None:
        """The round on disk; None where there is none, or one that is damaged, which counts for nothing.

        Raises Unreadable where the disk does not say.
        """
        file = self._file(scoping_id)
        try:
            return Round.model_validate_json(self._disk.read(file))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unreadable(scoping_id, file, f"could not be opened ({error.strerror})") from error
        except ValidationError:  # whose text would print the sums
            LOG.error("The open pulse of scoping %s is damaged, and begins again.", scoping_id)
            return None

    def save(self, scoping_id: str, kept: Round) -> None:
        """Has the round on disk when it returns. Raises NotSaved or DiskFailed."""
        file = SafeFile(self._file(scoping_id), self._disk)
        if not self._folder.is_dir():
            file.make_folder()
        file.put(kept.model_dump_json().encode())

    def destroy(self, scoping_id: str) -> None:
        """Removes a round with its salt; nothing happens where there is none. Raises NotSaved where it can't be."""
        file = self._file(scoping_id)
        try:
            self._disk.remove(file)
        except FileNotFoundError:
            return
        except OSError as error:
            raise NotSaved(scoping_id, file, str(error.strerror).lower()) from error

    def ids(self) -> Iterator[str]:
        """The scopings that have a round on disk."""
        yield from sorted(file.stem for file in self._folder.glob("*.json"))

    def remove_unfinished(self) -> None:
        """Removes what a crash left of saves it cut short."""
        for file in self._folder.glob(f".*{UNFINISHED}"):
            file.unlink()

    def _file(self, scoping_id: str) -> Path:
        return self._folder / f"{scoping_id}.json"

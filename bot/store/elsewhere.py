"""Which backups were written to other places than the folder's own: `forget` can only name those.

backups/elsewhere.json    a row a backup: the file, and when it was made
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.store.backups import ELSEWHERE as FILE
from bot.store.backups import FOLDER
from bot.store.errors import Damaged, NotSaved
from bot.store.holding import Taken, held
from bot.store.safe_file import UNFINISHED, Disk, SafeFile

LOG = logging.getLogger(__name__)
MOST = 500
SECONDS = 5


def note(folder: Path, file: Path, now: datetime) -> None:
    """Writes down a backup that is not in the folder's own place. Raises StoreError."""
    own = folder / FOLDER
    if file.resolve().parent == own.resolve():
        return
    own.mkdir(mode=0o700, exist_ok=True)
    with _alone(own):
        new = {"file": str(file.resolve()), "at": now.isoformat(timespec="seconds")}
        _write(own, [*(row for row in _rows(folder) if row["file"] != new["file"]), new])


def drop(folder: Path, file: Path, now: datetime) -> None:
    """Takes out what was noted of a backup that came to nothing, unless another is there by that name."""
    own, noted = folder / FOLDER, {"file": str(file.resolve()), "at": now.isoformat(timespec="seconds")}
    if not file.exists() and noted in _rows(folder):
        with _alone(own):
            _write(own, [row for row in _rows(folder) if row != noted])


@contextmanager
def _alone(own: Path) -> Iterator[None]:
    """Two backups at once are both written down. Raises NotSaved."""
    try:
        with held(own, SECONDS):
            yield
    except Taken as error:
        raise NotSaved("", own / FILE, "another backup holds it") from error


def _write(own: Path, rows: Sequence[Mapping[str, str]]) -> None:
    for left in own.glob(f".{FILE}.*{UNFINISHED}"):
        left.unlink(missing_ok=True)
    table = {str(number): row for number, row in enumerate(rows[-MOST:], 1)}
    SafeFile(own / FILE, Disk(), of="").write({"_default": table})


def known(folder: Path) -> list[tuple[Path, str]]:
    """The backups that were written elsewhere, and when."""
    return [(Path(row["file"]), row["at"]) for row in _rows(folder)]


def _rows(folder: Path) -> list[dict[str, str]]:
    try:
        tables = SafeFile(folder / FOLDER / FILE, Disk(), of="").read() or {}
    except Damaged:
        LOG.warning("%s is damaged: backups written elsewhere before are not known any more.", folder / FOLDER / FILE)
        return []
    return list(tables.get("_default", {}).values())

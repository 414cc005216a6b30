"""Which backups were written to other places than the folder's own: `forget` can only name those.

backups/elsewhere.json    a row a backup: the file, and when it was made
"""

import logging
from datetime import datetime
from pathlib import Path

from bot.store import Damaged
from bot.store.backups import ELSEWHERE as FILE
from bot.store.backups import FOLDER
from bot.store.safe_file import UNFINISHED, Disk, SafeFile

LOG = logging.getLogger(__name__)
MOST = 500


def note(folder: Path, file: Path, now: datetime) -> None:
    """Writes down a backup that is not in the folder's own place. Raises StoreError."""
    own = folder / FOLDER
    if file.resolve().parent == own.resolve():
        return
    own.mkdir(mode=0o700, exist_ok=True)
    for left in own.glob(f".{FILE}.*{UNFINISHED}"):
        left.unlink(missing_ok=True)
    rows = {"file": str(file.resolve()), "at": now.isoformat(timespec="seconds")}
    known = [row for row in _rows(folder) if row["file"] != rows["file"]]
    table = {str(number): row for number, row in enumerate([*known, rows][-MOST:], 1)}
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

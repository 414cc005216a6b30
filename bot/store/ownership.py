"""Who owns what a command wrote: run by root beside a bot of another user, all in the folder is that user's."""

import os
from contextlib import suppress
from pathlib import Path


def hand_over(folder: Path, below: Path | None = None) -> None:
    """Gives what root made in a folder, or in a part of it, to whoever owns the folder; nothing by anybody else.

    What can't be given stays root's, and is named by whoever can't open it.
    """
    if os.geteuid() != 0:
        return
    with suppress(OSError):
        owner = folder.stat()
        if owner.st_uid != 0:
            for path in _within(below or folder):
                _give(path, owner)


def _within(top: Path) -> list[Path]:
    return [top, *(Path(where, name) for where, folders, files in os.walk(top) for name in (*folders, *files))]


def _give(path: Path, owner: os.stat_result) -> None:
    with suppress(OSError):
        if path.lstat().st_uid == 0:
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)

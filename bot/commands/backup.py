"""scopebot backup and scopebot restore: all that is kept in one file, made beside a running bot, and put back."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.export import default_folder
from bot.store import NotSaved, StoreError, audit, backups, elsewhere, restoring
from bot.store.backups import Manifest
from bot.store.documents import Documents
from bot.store.folder_lock import FolderLock
from bot.store.safe_file import Disk, make_private
from dialogs.scoping.scoping import Scoping

FAILED = 1


def backup(env: Mapping[str, str], out: Path | None, now: datetime | None = None) -> int:
    """Writes a backup; the exit code. It need not wait for a bot that runs, and the bot need not wait for it."""
    folder, now = folder_of(env), now or datetime.now(UTC)
    file = out or backups.default_file(folder, now)
    if not folder.is_dir():
        return _refused(f"There is no folder {folder}. SCOPEBOT_DATA names the one to back up.")
    try:
        manifest = backups.write(folder, file, now)
        elsewhere.note(folder, file, now)
    except (OSError, StoreError) as error:
        return _refused(f"No backup was written to {file}: {_plainly(error)}. What was there before is untouched.")
    sys.stdout.write(f"{file}: {_told(manifest)}\n")
    if manifest.left_out:
        return _refused(f"Damaged, and not in it: {', '.join(manifest.left_out)}. scopebot doctor says more.")
    return 0


def restore(
    env: Mapping[str, str], file: Path, *, check: bool = False, replace: bool = False, now: datetime | None = None
) -> int:
    """Restores a backup, or only looks whether it is whole; the exit code."""
    folder, now = folder_of(env), now or datetime.now(UTC)
    try:
        found = restoring.verified(file)
        if check:
            sys.stdout.write(f"{file} is whole: {_told(found.manifest)}\n")
            return 0
        return _restored(folder, found, now, replace=replace)
    except StoreError as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"Nothing was restored to {folder}: {_plainly(error)}.")


def folder_of(env: Mapping[str, str]) -> Path:
    """Where scopings are kept, in this environment."""
    return Path(env.get("SCOPEBOT_DATA", "").strip() or default_folder())


def _restored(folder: Path, found: restoring.Backup, now: datetime, *, replace: bool) -> int:
    make_private(folder)
    lock, disk = FolderLock(folder), Disk()
    lock.take(now)
    try:
        restoring.finish(folder, disk)
        if not replace:
            restoring.check_empty(folder)
        elif any(folder.glob("*.json")):
            _keep_what_is_there(folder, now, disk)
        audit.note(folder, "restore")
        with backups.changing(folder):
            again = restoring.restore(folder, found, now, disk)
    finally:
        lock.release()
    sys.stdout.write(f"Restored to {folder}: {_told(found.manifest)}\n")
    if again:
        sys.stdout.write(f"Forgotten once more, as they were after the backup: {', '.join(again)}.\n")
    sys.stdout.write(
        "Start scopebot: it reads each thread before it posts, and tells the director what was answered after that.\n"
    )
    return 0


def _keep_what_is_there(folder: Path, now: datetime, disk: Disk) -> None:
    """A backup of what is replaced; what is damaged is copied aside. Raises OSError, or NotSaved where it can't be."""
    before = backups.default_file(folder, now)
    documents = Documents(folder, Scoping, disk)
    for damaged in backups.write(folder, before, now).left_out:
        file = folder / f"{damaged}.json"
        if documents.copy_aside(file) is None:
            raise NotSaved(damaged, file, "no copy of it could be made")
    sys.stdout.write(f"What was there before is in {before}.\n")


def _told(manifest: Manifest) -> str:
    count = len(manifest.scopings)
    what = f"{count} scoping{'' if count == 1 else 's'}"
    return f"{what}, as of {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC, by scopebot {manifest.version}."


def _plainly(error: Exception) -> str:
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return FAILED

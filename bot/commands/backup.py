"""scopebot backup and scopebot restore: all that is kept in one file, made beside a running bot, and put back."""

import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.commands.export import default_folder
from bot.store import StoreError, audit, backups, elsewhere, restoring
from bot.store.backups import Manifest
from bot.store.documents import Documents, scoping_files
from bot.store.folder_lock import FolderLock
from bot.store.mending import mend, mend_if_free
from bot.store.ownership import hand_over
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
        sys.stdout.writelines(f"{said}\n" for said in mend_if_free(folder, now))
        elsewhere.note(folder, file, now)  # first: a forget meanwhile has to name it
        manifest = backups.write(folder, file, now)
    except (OSError, StoreError) as error:
        with suppress(OSError, StoreError):
            elsewhere.drop(folder, file, now)
        return _refused(f"No backup was written to {file}: {_plainly(error)}. What was there before is untouched.")
    finally:
        hand_over(folder)
    sys.stdout.write(f"{file}: {_told(manifest)}\n")
    if manifest.left_out:
        return _refused(f"Damaged, and not in it: {', '.join(manifest.left_out)}. scopebot doctor says more.")
    return 0


def restore(
    env: Mapping[str, str], file: Path, *, check: bool = False, replace: bool = False, now: datetime | None = None
) -> int:
    """Restores a backup, or only looks whether it is whole; the exit code. What is not in it, and is here, is named."""
    folder, now = folder_of(env), now or datetime.now(UTC)
    try:
        found = restoring.verified(file)
        if check:
            sys.stdout.write(f"{file} is whole: {_told(found.manifest)}\n")
            _tell_missing(folder, found, f"Not in it, but in {folder}")
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
    before: Before | None = None
    try:
        restoring.finish(folder, disk)
        if not replace:
            restoring.check_empty(folder)
        elif scoping_files(folder):
            before = _keep_what_is_there(folder, found, now, disk)
        audit.note(folder, "restore")
        with backups.changing(folder, restoring.is_undone):
            again = restoring.restore(folder, found, now, disk)
    finally:
        lock.release()
    sys.stdout.write(f"Restored to {folder}: {_told(found.manifest)}\n")
    if again:
        sys.stdout.write(f"Forgotten once more, as they were after the backup: {', '.join(again)}.\n")
    if before and before.missing:
        sys.stdout.write(f"Here no more, and kept in {before.file}: {', '.join(before.missing)}.\n")
    sys.stdout.write(
        "Start scopebot: it reads each thread before it posts, and tells the director what was answered after that.\n"
    )
    if before and before.left_out:
        return _refused(_LEFT_OUT.format(before.file, ", ".join(before.left_out), folder / "quarantine"))
    return 0


_LEFT_OUT = "Damaged, and not in {}: {}. What there was of them is in {}."


class Before(NamedTuple):
    """What was there: the backup of it, which scopings the restored one has not, and what was damaged."""

    file: Path
    missing: list[str]
    left_out: list[str]


def _keep_what_is_there(folder: Path, found: restoring.Backup, now: datetime, disk: Disk) -> Before:
    """A backup of what is replaced, once it is mended; what can't be is copied aside.

    Raises OSError, or NotSaved where no copy can be made.
    """
    file = backups.default_file(folder, now)
    sys.stdout.writelines(f"{said}\n" for said in mend(folder, now, disk))
    documents = Documents(folder, Scoping, disk)
    left_out = backups.write(folder, file, now).left_out
    for damaged in left_out:
        documents.keep_aside(damaged)
    sys.stdout.write(f"What was there before is in {file}.\n")
    return Before(file, _tell_missing(folder, found, "Not in the backup that is restored"), left_out)


def _tell_missing(folder: Path, found: restoring.Backup, where: str) -> list[str]:
    """Names the scopings of a folder that a backup has not: title, channel, and who directs; their ids."""
    missing = [file.stem for file in scoping_files(folder) if file.stem not in found.scopings]
    if missing:
        documents = Documents(folder, Scoping, Disk(), copies=False)
        sys.stdout.write(f"{where}:\n")
        sys.stdout.writelines(f"  {scoping_id}{_about(documents, scoping_id)}\n" for scoping_id in missing)
    return missing


def _about(documents: Documents, scoping_id: str) -> str:
    try:
        scoping = documents.load(scoping_id)
    except StoreError:
        return ", which cannot be read"
    directs = f"{scoping.name(scoping.director)} ({scoping.director})"
    return f": “{scoping.title}”, in {scoping.channel}, directed by {directs}"


def _told(manifest: Manifest) -> str:
    count = len(manifest.scopings)
    what = f"{count} scoping{'' if count == 1 else 's'}"
    return f"{what}, as of {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC, by scopebot {manifest.version}."


def _plainly(error: Exception) -> str:
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return FAILED

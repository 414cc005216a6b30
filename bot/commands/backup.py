"""scopebot backup and scopebot restore: all that is kept in one file, made beside a running bot, and put back."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.commands.database import about, back_up, database_of, done, put_back
from bot.commands.export import default_folder
from bot.store import audit, backups, elsewhere, restoring
from bot.store.backups import Manifest
from bot.store.documents import Documents, scoping_files
from bot.store.errors import DatabaseRefused, StoreError
from bot.store.folder_lock import FolderLock
from bot.store.mending import mend, mend_if_free
from bot.store.opening import address_of
from bot.store.ownership import hand_over
from bot.store.safe_file import Disk, make_private
from dialogs.scoping.scoping import Scoping

FAILED = 1


def backup(env: Mapping[str, str], out: Path | None, now: datetime | None = None) -> int:
    """Writes a backup; the exit code. It need not wait for a bot that runs, and the bot need not wait for it."""
    folder, now, database = folder_of(env), now or datetime.now(UTC), database_of(env)
    file = out or backups.default_file(folder, now)
    if not database and not folder.is_dir():
        return _refused(f"There is no folder {folder}. SCOPEBOT_DATA names the one to back up.")
    try:
        if database:
            make_private(folder)
        else:
            sys.stdout.writelines(f"{said}\n" for said in mend_if_free(folder, now))
        elsewhere.note(folder, file, now)  # first: a forget meanwhile has to name it
        manifest = done(back_up(database, file, now)) if database else backups.write(folder, file, now)
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
        there = InDatabase(folder, database_of(env)) if database_of(env) else InFolder(folder)
        if check:
            sys.stdout.write(f"{file} is whole: {_told(found.manifest)}\n")
            _tell_missing(there.scopings(), found, f"Not in it, but in {there.where}")
            return 0
        return there.restored(found, now, replace=replace)
    except StoreError as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"Nothing was restored to {folder}: {_plainly(error)}.")


def folder_of(env: Mapping[str, str]) -> Path:
    """Where scopings are kept, in this environment."""
    return Path(env.get("SCOPEBOT_DATA", "").strip() or default_folder())


class InFolder:
    """The scopings of a folder, and how a backup takes their place."""

    def __init__(self, folder: Path) -> None:
        self.where, self._folder = str(folder), folder

    def scopings(self) -> dict[str, Scoping | StoreError]:
        """Every scoping there is, or why it can't be read."""
        documents = Documents(self._folder, Scoping, Disk(), copies=False)
        return {file.stem: _loaded(documents, file.stem) for file in scoping_files(self._folder)}

    def restored(self, found: restoring.Backup, now: datetime, *, replace: bool) -> int:
        """Puts it back; the exit code. Raises StoreError, OSError."""
        folder, disk = self._folder, Disk()
        make_private(folder)
        lock = FolderLock(folder)
        lock.take(now)
        before: Before | None = None
        try:
            restoring.finish(folder, disk)
            if not replace:
                restoring.check_empty(folder)
            elif scoping_files(folder):
                before = self._keep_what_is_there(found, now, disk)
            audit.note(folder, "restore")
            with backups.changing(folder, restoring.is_undone):
                again = restoring.restore(folder, found, now, disk)
        finally:
            lock.release()
        return _tell_restored(self.where, found, again, before, f"What there was of them is in {folder / 'quarantine'}")

    def _keep_what_is_there(self, found: restoring.Backup, now: datetime, disk: Disk) -> "Before":
        """A backup of what is replaced, once it is mended; what can't be is copied aside.

        Raises OSError, or NotSaved where no copy can be made.
        """
        file = backups.default_file(self._folder, now)
        sys.stdout.writelines(f"{said}\n" for said in mend(self._folder, now, disk))
        documents = Documents(self._folder, Scoping, disk)
        left_out = backups.write(self._folder, file, now).left_out
        for damaged in left_out:
            documents.keep_aside(damaged)
        sys.stdout.write(f"What was there before is in {file}.\n")
        return Before(file, _tell_missing(self.scopings(), found, _NOT_IN_IT), left_out)


class InDatabase:
    """The scopings of a database; what is replaced is backed up into this machine's folder."""

    def __init__(self, folder: Path, database: str) -> None:
        self.where = f"PostgreSQL at {address_of(database).shown}"
        self._folder, self._database = folder, database

    def scopings(self) -> dict[str, Scoping | StoreError]:
        """Every scoping there is, or why it can't be read. Raises StoreError."""
        there: dict[str, Scoping | StoreError] = done(about(self._database))
        return there

    def restored(self, found: restoring.Backup, now: datetime, *, replace: bool) -> int:
        """Puts it back; the exit code. Raises StoreError, OSError."""
        there = self.scopings()
        if there and not replace:
            raise DatabaseRefused(
                self.where,
                "holds scopings, so nothing was restored",
                "Name an empty database, or say --replace: what is there is backed up first.",
            )
        before = self._keep_what_is_there(there, found, now) if there else None
        again = done(put_back(self._database, found, now))
        return _tell_restored(
            self.where, found, again, before, "Nothing is left of them but in the server's own backups"
        )

    def _keep_what_is_there(
        self, there: Mapping[str, Scoping | StoreError], found: restoring.Backup, now: datetime
    ) -> "Before":
        file = backups.default_file(self._folder, now)
        make_private(self._folder)
        left_out = done(back_up(self._database, file, now)).left_out
        sys.stdout.write(f"What was there before is in {file}.\n")
        return Before(file, _tell_missing(there, found, _NOT_IN_IT), left_out)


def _tell_restored(
    where: str, found: restoring.Backup, again: Sequence[str], before: "Before | None", of_damaged: str
) -> int:
    """What was done; the exit code, which is not 0 where something damaged is not in the backup of what was there."""
    sys.stdout.write(f"Restored to {where}: {_told(found.manifest)}\n")
    if again:
        sys.stdout.write(f"Forgotten once more, as they were after the backup: {', '.join(again)}.\n")
    if before and before.missing:
        sys.stdout.write(f"Here no more, and kept in {before.file}: {', '.join(before.missing)}.\n")
    sys.stdout.write(
        "Start scopebot: it reads each thread before it posts, and tells the director what was answered after that.\n"
    )
    if before and before.left_out:
        return _refused(f"Damaged, and not in {before.file}: {', '.join(before.left_out)}. {of_damaged}.")
    return 0


_NOT_IN_IT = "Not in the backup that is restored"


class Before(NamedTuple):
    """What was there: the backup of it, which scopings the restored one has not, and what was damaged."""

    file: Path
    missing: list[str]
    left_out: list[str]


def _tell_missing(there: Mapping[str, Scoping | StoreError], found: restoring.Backup, where: str) -> list[str]:
    """Names the scopings that a backup has not: title, channel, and who directs; their ids."""
    missing = [scoping_id for scoping_id in there if scoping_id not in found.scopings]
    if missing:
        sys.stdout.write(f"{where}:\n")
        sys.stdout.writelines(f"  {scoping_id}{_about(there[scoping_id])}\n" for scoping_id in missing)
    return missing


def _loaded(documents: Documents, scoping_id: str) -> Scoping | StoreError:
    try:
        return documents.load(scoping_id)
    except StoreError as error:
        return error


def _about(scoping: Scoping | StoreError) -> str:
    if isinstance(scoping, StoreError):
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

"""What a store says when it cannot keep its promises: for whoever did the last step, with what to do next.

StoreError
├── NotKept        there is no scoping with this id
├── BadId          an id that could name something other than a scoping
├── Repeated       this delivery was dealt with before
├── Unreadable     what is stored of a scoping is of no use as it is; nothing is written over it
│   ├── Damaged    its file is not as it was written, and no earlier version of it is whole
│   ├── WordsLost  the questions it was begun with are gone; nothing is written over it
│   ├── ListLost   the list of who was forgotten is damaged; without it a backup would bring them back
│   └── RowLost    its row in the database, or what that rests on, is not as it was written
├── NotRead        the system gives the file to nobody just now; it is not said to be damaged
├── TooNew         a later version of scopebot wrote it; nothing is written over it
├── NotSaved       a save did not happen; what was saved before is untouched
│   ├── NotWritten  its line of the audit could not be written, so nothing was done
│   └── Away       the database does not answer; scopebot goes on by itself once it does
├── DiskFailed     the disk did not confirm a save; the process has to stop
├── BadBackup      a file that is no whole backup; nothing was changed
├── Changing       a folder cannot be backed up while it is changed as a whole
├── NotEmpty       a backup is to be restored where something is kept already
├── NotMoved       all that is kept could not be moved to another store; nothing was changed
├── FolderRefused  the folder for the scopings cannot be used
├── DatabaseRefused  the database cannot be used
│   └── NotMigrated  its tables are not those that this scopebot works with
└── Held           another process works in the folder
"""

# The names of the errors are the words the rest of the code reads (`except Repeated`), hence no suffix.

import errno
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path


class StoreError(Exception):
    """Something a store could not do; as a string, a sentence that says what to do next."""


class NotKept(StoreError):
    """There is no scoping with this id."""

    def __init__(self, scoping_id: str) -> None:
        super().__init__(f"There is no scoping {scoping_id} here. Type /scope list to see those there are.")
        self.id = scoping_id


class BadId(StoreError):
    """An id that could name something other than a scoping, a path for instance."""

    def __init__(self, scoping_id: str) -> None:
        super().__init__(
            f"{scoping_id!r} is no id of a scoping: an id has 1 to 64 letters, digits, hyphens or underscores."
        )
        self.id = scoping_id


class Repeated(StoreError):
    """This delivery was saved with the scoping before; there is nothing left to do for it."""

    def __init__(self, scoping_id: str, delivery: str) -> None:
        super().__init__(f"Scoping {scoping_id} has dealt with delivery {delivery} before. There is nothing to do.")
        self.id = scoping_id
        self.delivery = delivery


class Unreadable(StoreError):
    """What is stored of a scoping is of no use. It stays as it is; `copy` is None where none could be made."""

    todo = (
        "Put the file of a backup in its place, or move it out of the folder to give the scoping up, "
        "then start scopebot again."
    )

    def __init__(self, scoping_id: str, file: Path, reason: str, copy: Path | None = None) -> None:
        where = f"a copy is kept in {copy}" if copy else "no copy of it could be made"
        said = f"{file} {reason}. The file was left as it is, and {where}."
        super().__init__(f"Scoping {scoping_id} cannot be read: {said} {self.todo}" if scoping_id else said)
        self.id = scoping_id
        self.file = file
        self.reason = reason
        self.copy = copy


class Damaged(Unreadable):
    """A file that is not as it was written, by its checksum or its form. An earlier version of it may be whole."""

    todo = (
        "Where an earlier version is whole, scopebot restores that one when it runs. Where none is, put the file of a "
        "backup in its place, or move it out of the folder to give the scoping up, then start scopebot again."
    )


class NotRead(StoreError):
    """The system did not give a file out. It may be as whole as ever, so nothing takes its place.

    `passing`: it is not about the file but about the process or the machine, and holds for every file just now.
    """

    def __init__(self, scoping_id: str, file: Path, error: OSError) -> None:
        reason, todo = _WHY_NOT_READ.get(error.errno or 0, _WHY_NOT_READ[0])
        said = reason or f"the system refused it ({(error.strerror or str(error)).lower()})"
        what = f"Scoping {scoping_id} could not be read just now: {said} ({file})"
        super().__init__(
            f"{what if scoping_id else f'{file} could not be read just now: {said}'}. "
            f"Nothing is known to be wrong with it, and it was left as it is. {todo}"
        )
        self.id = scoping_id
        self.file = file
        self.passing = error.errno in _PASSING


_WHY_NOT_READ: Mapping[int, tuple[str, str]] = {
    errno.EMFILE: (
        "scopebot has as many files open as it may",
        "Raise the limit (LimitNOFILE of the service, or ulimit -n), then start scopebot again.",
    ),
    errno.ENFILE: (
        "this machine has as many files open as it may",
        "Close what holds them, or raise fs.file-max, then do the last step again.",
    ),
    errno.ENOMEM: ("this machine has no memory left", "Free some, then do the last step again."),
    errno.EACCES: ("scopebot's user may not open it", "Give that user access to it, then do the last step again."),
    errno.EPERM: ("scopebot's user may not open it", "Give that user access to it, then do the last step again."),
    errno.EIO: (
        "the disk could not read it",
        "Look after the disk, then do the last step again; if the disk is lost, scopebot restore brings back a backup.",
    ),
    0: ("", "Once that is put right, do the last step again."),
}
"""From the system's error to what it is and what to do; 0 is for every other."""
_PASSING = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})


class WordsLost(Unreadable):
    """The catalogue a scoping was begun with is missing or damaged: it is not asked on in other words."""

    def __init__(self, scoping_id: str, file: Path, words: Path, reason: str) -> None:
        StoreError.__init__(
            self,
            f"Scoping {scoping_id} cannot be read: the questions it was begun with {reason} ({words}). "
            "It was left as it is, because other questions would give its answers another meaning. "
            "Put that file of a backup in its place, or move the scoping's file out of the folder to give it up, "
            "then start scopebot again.",
        )
        self.id = scoping_id
        self.file = file
        self.words = words
        self.reason = reason
        self.copy = None


class ListLost(Unreadable):
    """The list of who was forgotten is of no use, nor is its second copy: nothing is done that needs it."""

    def __init__(self, copies: Sequence[Path], reason: str) -> None:
        StoreError.__init__(
            self,
            f"The list of who was forgotten {reason} ({' and '.join(map(str, copies))}). Nothing was done, and it was "
            "left as it is: without it, whoever was forgotten would come back with a backup. Do not move it away. Put "
            f"the folder {copies[0].parent.name} of the newest backup (a zip) in the place of that of either file; "
            "where there is no backup, move both folders away and forget everybody again who was on the list.",
        )
        self.id = ""
        self.file = copies[0]
        self.reason = reason
        self.copy = None


class RowLost(Unreadable):
    """A row of the database, or the questions it rests on, that is of no use as it stands.

    Without an id it is the list of who was forgotten.
    """

    def __init__(self, scoping_id: str, where: str, reason: str) -> None:
        what, todo = (
            (f"Scoping {scoping_id} cannot be read: its row in {where}", "or restore one of scopebot's.")
            if scoping_id
            else (f"The list of who was forgotten, in {where},", "since without it they would come back with a backup.")
        )
        StoreError.__init__(
            self,
            f"{what} {reason}. It was left as it is. Put back what the row held from a backup of the database, {todo}",
        )
        self.id = scoping_id
        self.file = Path("scoping", scoping_id)
        self.reason = reason
        self.copy = None


class TooNew(StoreError):
    """A later version of scopebot wrote this scoping, in a form that this one does not know."""

    def __init__(self, scoping_id: str, version: int, known: int) -> None:
        super().__init__(
            f"Scoping {scoping_id} was written by a newer scopebot (its form is {version}, the newest known here is "
            f"{known}). It was left as it is. Install the newer scopebot again to go on with it."
        )
        self.id = scoping_id
        self.version = version
        self.known = known


class NotSaved(StoreError):
    """A save did not happen. What was saved before is untouched, and trying again is safe. The id may be blank."""

    def __init__(self, scoping_id: str, file: Path | str, reason: str) -> None:
        what = f"Scoping {scoping_id} was not saved to {file}" if scoping_id else f"{file} was not written"
        super().__init__(
            f"{what}: {reason}. What was saved before is untouched. Once that is put right, do the last step again."
        )
        self.id = scoping_id
        self.file: Path | str = file
        self.reason = reason


class NotWritten(NotSaved):
    """The audit can't be read or written, so what was to stand in it was not done; the id may be blank."""

    def __init__(self, scoping_id: str, file: Path | str, reason: str) -> None:
        what = f"Scoping {scoping_id} was not saved" if scoping_id else "Nothing was done"
        StoreError.__init__(
            self,
            f"{what}, because the audit could not be written to {file}: {reason}. What was saved before is untouched. "
            "Once that is put right, do the last step again.",
        )
        self.id = scoping_id
        self.file = file
        self.reason = reason


class Away(NotSaved):
    """The database does not answer, so nothing is read or saved. What was saved before is untouched.

    `unsure`: the answer to a save was lost, and what became of it could not be found out. The last step may be done
    again all the same: a delivery that was saved has no second effect.
    """

    def __init__(self, where: str, reason: str, scoping_id: str = "", *, unsure: bool = False) -> None:
        StoreError.__init__(
            self,
            f"PostgreSQL at {where} does not answer: {reason}. "
            + ("Whether the last save was made shows when it does. " if unsure else "Nothing was saved. ")
            + "scopebot goes on by itself then; do the last step again.",
        )
        self.id = scoping_id
        self.file = where
        self.reason = reason
        self.unsure = unsure


class DiskFailed(StoreError):
    """The disk did not confirm a save, which may or may not be there after a restart. Stop the process.

    The system may have dropped what it could not write, so that a second try would only seem to succeed.
    """

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"The disk did not confirm that {file} was saved: {reason}. Nothing more is written. "
            "Look after the disk, then start scopebot again."
        )
        self.file = file
        self.reason = reason


class BadBackup(StoreError):
    """A file that is no whole backup."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file} cannot be restored: {reason}. Nothing was changed. Take another backup.")
        self.file = file
        self.reason = reason


class Changing(StoreError):
    """A folder is being restored, or somebody in it forgotten: a backup would hold half of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"scopebot restore or scopebot forget is at work in {folder}. Wait until it is done; if it was cut short, "
            "do it again, or start scopebot"
        )
        self.folder = folder


class NotEmpty(StoreError):
    """Something is kept in the folder already that a backup would take the place of."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There are scopings in {folder}, so nothing was restored. Set SCOPEBOT_DATA to an empty folder, or say "
            "--replace: what is there is backed up first."
        )
        self.folder = folder


class NotMoved(StoreError):
    """All that one store keeps could not be put into another; neither was changed."""

    def __init__(self, reason: str, todo: str) -> None:
        super().__init__(f"Nothing was moved: {reason}. {todo}")
        self.reason = reason


class FolderRefused(StoreError):
    """The folder for the scopings cannot be made, read or written."""

    def __init__(self, folder: Path, error: OSError) -> None:
        reason = (error.strerror or str(error)).lower()
        todo = _WHY_REFUSED.get(error.errno or 0, _WHY_REFUSED[0])
        super().__init__(f"The folder {folder} cannot hold the scopings: {reason}. {todo}")
        self.folder = folder
        self.reason = reason


_NO_ROOM = "Make room on the disk it is on, or set SCOPEBOT_DATA to a folder on another."
_WHY_REFUSED: Mapping[int, str] = {
    **{number: todo for number, (_, todo) in _WHY_NOT_READ.items() if number in _PASSING},
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EROFS: "Have the disk it is on mounted so that it can be written, or set SCOPEBOT_DATA to another folder.",
    errno.EIO: "Look after the disk, or set SCOPEBOT_DATA to a folder on another.",
    0: "Give this user access to it, or set SCOPEBOT_DATA to another folder.",
}
"""From the system's error to what to do where a folder can't be used; 0 is for every other."""


class DatabaseRefused(StoreError):
    """The database cannot be used: what is wrong, as the end of a sentence about `where`, and what to do."""

    def __init__(self, where: str, reason: str, todo: str) -> None:
        super().__init__(f"{where} {reason}. {todo}")
        self.where = where
        self.reason = reason


class NotMigrated(DatabaseRefused):
    """The tables are missing, or of an earlier or a later form than this scopebot works with."""


class Held(StoreError):
    """Another process works in the folder. Its facts are None where it has not written them down yet."""

    def __init__(self, folder: Path, pid: int | None, host: str | None, since: datetime | None) -> None:
        holder = f"process {pid} on {host} since {since:%Y-%m-%d %H:%M %Z}" if since else "another process"
        super().__init__(
            f"The folder {folder} is in use by {holder}. Stop that process, or set SCOPEBOT_DATA to another folder."
        )
        self.folder = folder
        self.pid = pid
        self.host = host
        self.since = since

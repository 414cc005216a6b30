"""The audit: who opened, changed, decided, exported, forgot or restored what; only ever added to.

A line is on disk before what it tells of is done, so that nothing is done without one. Each has the digest of the line
before, so that one that is changed or taken out is seen (`bot/store/audit_check.py`).
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout
from pydantic import ValidationError

from bot.store.audit_row import OPERATOR, UNLINKED, Doing, Done, End, Row, added, end_at, to_write, with_change
from bot.store.errors import DiskFailed, NotSaved, NotWritten
from bot.store.holding import Taken, held
from bot.store.ownership import hand_over
from bot.store.pseudonyms import Change, Pseudonyms
from bot.store.safe_file import UNFINISHED, Disk, SafeFile
from bot.store.seal import sealed, unsealed

FOLDER = "audit"
"""The folder of the audit, in the folder of the scopings. It goes into no backup, and a restore leaves it as
it is: lines written since would be missing otherwise, and people who were forgotten since would have names again."""

MOST_BYTES = 1_000_000
"""A file this long is followed by another: some four thousand lines."""

END = "end.json"
"""Where the audit ends, written behind each line and not synced: it shows that lines are missing at the end."""

LOCK_SECONDS = 5


class Audit:
    """The audit of a folder. Blocking; for any thread, and beside another process on this machine."""

    def __init__(self, data: Path, disk: Disk, clock: Callable[[], datetime]) -> None:
        self.folder = data / FOLDER
        self._disk, self._clock = disk, clock
        self._names = Pseudonyms(self.folder, disk)
        self._one_at_a_time = threading.Lock()
        self._file, self._size, self._end = Path(), -1, End()

    def write(
        self, done: Sequence[tuple[str, str]], scoping: str, version: int = 0, known: Iterable[str] = ()
    ) -> End | None:
        """Has a line on disk for each (act, Slack id or OPERATOR) that VERBS writes, in one write and one fsync.

        Returns where the audit ends then; None where nothing was written.

        `known` are people who may come to stand in a line later: a new pseudonym costs a save of its own, which is
        better had now than with an answer. Raises NotWritten, with nothing written, or DiskFailed.
        """
        acts = to_write(done)
        if not acts:
            return None
        people = [by for _, by in acts if by != OPERATOR]
        with self._alone(scoping):
            change = self._names.naming([*people, *known])
            names = (change.names if change else self._names.all()) | {OPERATOR: OPERATOR}
            self._append([Doing(verb, names[by], scoping, version) for verb, by in acts], change)
            return self._end

    def forget(self, person: str) -> bool:
        """Destroys the row that says who a pseudonym is; whether there was one."""
        if not self.folder.is_dir():
            return False
        with self._alone():
            change = self._names.forgetting(person)
            if change:
                self._append([Doing(UNLINKED, OPERATOR)], change)
            return change is not None

    def shorten(self, before: datetime) -> int:
        """Removes the files whose lines are all older, but for the newest file; how many lines. Says so in a line."""
        removed = 0
        with self._alone():
            for file in files(self.folder)[:-1]:
                last = last_row(self._disk.read(file))
                if last is None or last[0].at >= before:
                    break
                self._append([Doing("shortened", OPERATOR, through=last[0].n)])
                removed += self._disk.read(file).count(b"\n")
                self._disk.remove(file)
        return removed

    def rows(self, scoping: str = "", since: datetime | None = None) -> Iterator[Done]:
        """The lines there are, of one scoping or of all, the oldest first; what is no line is left out.

        Raises NotWritten where they can't be read.
        """
        with self._refusing(scoping):
            people = {name: person for person, name in self._names.all().items()}
            for line in self._lines(scoping.encode()):
                row = parsed(line)
                if row and scoping in ("", row.scoping) and (since is None or row.at >= since):
                    yield Done(row, people.get(row.who))

    def _lines(self, holding: bytes) -> Iterator[bytes]:
        for file in files(self.folder):
            yield from (line for line in self._disk.read(file).splitlines() if holding in line)

    def remove_unfinished(self) -> None:
        """Removes what a crash left of saves it cut short; what another process is writing is none of it."""
        if any(self.folder.glob(f".*{UNFINISHED}")):
            with self._alone():
                for file in self.folder.glob(f".*{UNFINISHED}"):
                    file.unlink()

    def _append(self, doings: Sequence[Doing], change: Change | None = None) -> None:
        """What was written of it where it fails is cut off again, by the next one at the latest.

        The first line says how the list of the pseudonyms changes, which follows. So an edit by anybody else is seen;
        a crash between the two leaves the list that was.
        """
        self._look()
        if change:
            doings = with_change(doings, change.digest, change.was)
        before = self._end
        file, size = self._write_lines(doings)
        if change:
            try:
                self._names.save(change)
            except NotSaved:
                os.truncate(file, size)
                self._size, self._end = -1, before
                self._note_end()
                raise

    def _write_lines(self, doings: Sequence[Doing]) -> tuple[Path, int]:
        """The file they were added to, and how long it was before."""
        file = self._next_file()
        lines, end = added(self._end, doings, self._clock)
        content = b"".join(line for _, line in lines)
        size, self._size = (self._size if file == self._file else 0), -1
        with self._opened(file) as descriptor:
            self._write(descriptor, content)
            self._sync(descriptor, file)
        self._file, self._size, self._end = file, size + len(content), end
        self._note_end()
        return file, size

    @contextmanager
    def _opened(self, file: Path) -> Iterator[int]:
        """A file to add to; one that is new stands in its folder before there is anything in it."""
        is_new = not file.exists()
        descriptor = self._disk.append(file)
        try:
            if is_new:
                self._sync_folder()
            yield descriptor
        finally:
            with suppress(OSError):
                self._disk.close(descriptor)

    def _write(self, descriptor: int, content: bytes) -> None:
        before = os.fstat(descriptor).st_size
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[self._disk.write(descriptor, rest) :]
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, before)
            raise

    def _sync(self, descriptor: int, file: Path) -> None:
        try:
            self._disk.fsync(descriptor)
        except OSError as error:
            raise DiskFailed(file, str(error.strerror).lower()) from error

    def _sync_folder(self) -> None:
        descriptor = self._disk.open_folder(self.folder)
        try:
            self._sync(descriptor, self.folder)
        finally:
            self._disk.close(descriptor)

    def _look(self) -> None:
        """Takes in what another process has added, and cuts off a line that was never finished.

        Where lines are missing at the end, the next one follows the last there was: the gap stays to be seen.
        """
        there = files(self.folder)
        file = there[-1] if there else self.folder / _named(1)
        size = file.stat().st_size if there else 0
        if (file, size) == (self._file, self._size):
            return
        content = self._disk.read(file) if there else b""
        whole = content[: content.rfind(b"\n") + 1]
        if whole != content:
            os.truncate(file, len(whole))
        last = last_row(whole)
        found = end_at(*last) if last else End()
        self._file, self._size = file, len(whole)
        # Of equals the first, as it was written.
        self._end = max(self._end, noted_end(self.folder) or End(), found, key=lambda end: end.n)

    def _next_file(self) -> Path:
        return self._file if self._size < MOST_BYTES else self.folder / _named(int(self._file.stem) + 1)

    def _note_end(self) -> None:
        """Not synced, and no failure: a crash leaves an earlier end, which is none too many."""
        aside = self.folder / f".{END}{UNFINISHED}"
        with suppress(OSError):
            aside.unlink(missing_ok=True)
            aside.touch(mode=0o600)
            aside.write_bytes(sealed({"_default": {"1": self._end._asdict()}}))
            aside.replace(self.folder / END)

    @contextmanager
    def _alone(self, scoping: str = "") -> Iterator[None]:
        """Nobody else writes meanwhile, in this process or another. Raises NotWritten for what goes wrong in it."""
        with self._one_at_a_time, self._refusing(scoping):
            if not self.folder.is_dir():
                SafeFile(self.folder / END, self._disk).make_folder()
            with locked(self.folder):
                try:
                    yield
                finally:
                    hand_over(self.folder.parent, self.folder)

    @contextmanager
    def _refusing(self, scoping: str) -> Iterator[None]:
        try:
            yield
        except NotSaved as error:
            raise NotWritten(scoping, error.file, error.reason) from error
        except (Timeout, Taken) as error:
            raise NotWritten(scoping, self.folder, "another process holds the audit") from error
        except OSError as error:
            raise NotWritten(scoping, self.folder, (error.strerror or str(error)).lower()) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody writes a line meanwhile. Raises Timeout, Taken, OSError."""
    with FileLock(folder / ".lock", timeout=LOCK_SECONDS, mode=0o600), held(folder, LOCK_SECONDS):
        yield


def files(folder: Path) -> list[Path]:
    """The files of lines, the oldest first."""
    return sorted(folder.glob("[0-9]*.jsonl"))


def parsed(line: bytes) -> Row | None:
    """A line; None for what is none."""
    try:
        return Row.model_validate_json(line)
    except ValidationError:
        return None


def last_row(content: bytes) -> tuple[Row, bytes] | None:
    """The last line that is one, as it stands there."""
    for line in reversed(content.splitlines()):
        if row := parsed(line):
            return row, line
    return None


def noted_end(folder: Path) -> End | None:
    """Where the audit ends by its own account; None where that is missing or damaged."""
    try:
        content = (folder / END).read_bytes()
        return End(**(_end_of_0_1_0(content) or unsealed(content)["_default"]["1"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _end_of_0_1_0(content: bytes) -> dict[str, Any] | None:
    """It had no seal yet."""
    found = orjson.loads(content)
    return found if isinstance(found, dict) and found.keys() == set(End._fields) else None


def note(data: Path, act: str, scoping: str = "", clock: Callable[[], datetime] | None = None) -> None:
    """Writes down what the operator does on the command line, before it is done: an act of VERBS.

    Raises NotWritten or DiskFailed.
    """
    Audit(data, Disk(), clock or _utc_now).write([(act, OPERATOR)], scoping)


def forget_person(data: Path, user_id: str) -> bool:
    """After it nobody can say which lines were of somebody; whether anybody could before.

    Raises NotWritten or DiskFailed.
    """
    return Audit(data, Disk(), _utc_now).forget(user_id)


def shorten(data: Path, before: datetime) -> int:
    """Removes whole files of lines from before a moment, for retention; how many lines.

    Raises NotWritten or DiskFailed.
    """
    return Audit(data, Disk(), _utc_now).shorten(before)


def _named(number: int) -> str:
    return f"{number:06}.jsonl"


def _utc_now() -> datetime:
    return datetime.now(UTC)

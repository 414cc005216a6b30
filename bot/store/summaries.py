"""The summaries of all scopings in one file, so that a start reads one: what is true of it is kept, the rest read anew.

A summary counts only for the very file it was made of (by size, time and inode), made by the very code that runs.
"""

import hashlib
import logging
import os
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import dialogs
from bot.store.safe_file import UNFINISHED, Disk
from bot.store.seal import is_sealed, sealed, unsealed
from bot.store.summary import Summary
from dialogs.scoping.scoping import Scoping

LOG = logging.getLogger(__name__)
FILE = ".summaries"
WRITTEN_AFTER = 500
"""Saves after which the file is written again; after a crash, so many files are read at most."""


class Mark(NamedTuple):
    """What a file is known by: each save gives it another."""

    size: int
    changed: int
    inode: int


def mark_of(stat: os.stat_result) -> Mark:
    """The mark of a file, from what the system says of it."""
    return Mark(stat.st_size, stat.st_mtime_ns, stat.st_ino)


class Kept(NamedTuple):
    """A summary, the mark of the file it was made of, and the catalogue it is told in."""

    mark: Mark
    catalog: str
    summary: Summary


class Summaries:
    """The file of a folder. It may be lost or old at any time, so that no save waits for it. Blocking."""

    def __init__(self, folder: Path, disk: Disk, model: type[Scoping], form: int) -> None:
        self._file = folder / FILE
        self._disk = disk
        self._made_by = f"{model.__module__}.{model.__qualname__} {form} {code()}"
        self._kept: dict[str, Kept] = {}
        self._unwritten = 0

    def read(self) -> dict[str, Kept]:
        """What was kept; nothing where the file is missing, damaged, or of other code."""
        try:
            content = self._disk.read(self._file)
            tables = unsealed(content) if is_sealed(content) else {}
            if tables.get("made", {}).get("1", {}).get("by") == self._made_by:
                return {id: _kept(id, row) for id, row in tables.get("of", {}).items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, LookupError, TypeError) as error:
            LOG.warning("The summaries in %s cannot be used (%s); every scoping is read instead.", self._file, error)
        return {}

    def note(self, summary: Summary, catalog: str, mark: Mark | None) -> None:
        """A summary, and the file it was made of; None where nobody knows which that was."""
        if mark is None:
            self._kept.pop(summary.id, None)
        else:
            self._kept[summary.id] = Kept(mark, catalog, summary)
        self._unwritten += 1

    def take_over(self, kept: Mapping[str, Kept]) -> None:
        """What was read and still holds."""
        self._kept.update(kept)

    def drop(self, scoping_id: str) -> None:
        """Nothing of a scoping that is kept no more."""
        self._unwritten += self._kept.pop(scoping_id, None) is not None

    @property
    def is_behind(self) -> bool:
        """Whether it is time to write the file."""
        return self._unwritten >= WRITTEN_AFTER

    def write(self) -> None:
        """Writes the file, if anything is new. Nothing depends on it: what fails is logged, and nothing is synced."""
        if not self._unwritten:
            return
        self._unwritten = 0
        aside = self._file.with_name(f"{FILE}.{secrets.token_hex(6)}{UNFINISHED}")
        rows = {id: _row(kept) for id, kept in list(self._kept.items())}
        try:
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor has no path
                file.write(sealed({"made": {"1": {"by": self._made_by}}, "of": rows}))
            aside.replace(self._file)
        except OSError as error:
            LOG.warning("The summaries could not be kept in %s (%s); the next start takes longer.", self._file, error)
            aside.unlink(missing_ok=True)


def still_true(kept: Mapping[str, Kept], there: Iterable[os.DirEntry[str]]) -> dict[str, Kept]:
    """Those summaries whose file is the one they were made of."""
    marks = {entry.name.removesuffix(".json"): mark_of(entry.stat()) for entry in there}
    return {id: one for id, one in kept.items() if marks.get(id) == one.mark}


@cache
def code() -> str:
    """Changes when the code and the questions do, which decide what a summary says."""
    files = _files()
    stats = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.blake2b(repr(stats).encode(), digest_size=8).hexdigest()


@cache
def same_code() -> str:
    """The same on every machine that has the same code and the same questions, by what is in the files."""
    digest = hashlib.blake2b(digest_size=8)
    for file in _files():
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files() -> list[Path]:
    """What decides what a summary says."""
    of = Path(dialogs.__file__).parent, Path(__file__).parent
    return sorted(file for folder in of for file in folder.rglob("*") if file.suffix in (".py", ".yaml", ".json"))


_PLAIN = (
    "team_id",
    "channel",
    "thread_ts",
    "title",
    "stage",
    "stage_title",
    "ended",
    "lagging",
    "tapped",
    "pulse_over",
    "decision",
)
_plain = attrgetter(*_PLAIN)


def _row(kept: Kept) -> dict[str, Any]:
    return {"mark": tuple(kept.mark), "catalog": kept.catalog, **row_of(kept.summary)}


def row_of(summary: Summary) -> dict[str, Any]:
    """A summary without its id, as it is kept."""
    return {
        "plain": _plain(summary),
        "people": sorted(summary.people),
        "due_at": summary.due_at,
        "rung": dict(summary.rung),
        "started_at": summary.started_at,
        "rests_since": summary.rests_since,
    }


def _kept(id: str, row: Mapping[str, Any]) -> Kept:
    return Kept(Mark(*row["mark"]), row["catalog"], summary_of(id, row))


def summary_of(id: str, row: Mapping[str, Any]) -> Summary:
    """The summary that a row keeps. Raises LookupError, ValueError or TypeError for another form."""
    return Summary(
        id=id,
        **dict(zip(_PLAIN, row["plain"], strict=True)),
        people=frozenset(row["people"]),
        due_at=_moment(row["due_at"]),
        rung={person: date.fromisoformat(day) for person, day in row["rung"].items()},
        started_at=datetime.fromisoformat(row["started_at"]),
        rests_since=_moment(row["rests_since"]),
    )


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)

"""A folder as a whole: all that is in it as things, and an empty one filled from things."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import orjson

from bot.store import restoring
from bot.store.audit import END as END_FILE
from bot.store.audit import FOLDER as AUDIT
from bot.store.audit import MOST_BYTES, files, noted_end, parsed
from bot.store.catalogs import FOLDER as CATALOGS
from bot.store.catalogs import Catalogs
from bot.store.documents import ONLY, Documents, scoping_files
from bot.store.earlier import FOLDER as EARLIER
from bot.store.errors import NotMoved
from bot.store.folder_lock import FolderLock
from bot.store.forgotten import FOLDER as FORGOTTEN
from bot.store.forgotten import Forgotten
from bot.store.mending import mend
from bot.store.pseudonyms import KEYS
from bot.store.rounds import NEVER_COPIED, Rounds
from bot.store.safe_file import Disk, SafeFile, make_private
from bot.store.seal import sealed
from bot.store.things import END, LINE, LIST, PEOPLE, ROUND, SCOPING, WORDS, Thing
from dialogs.scoping.scoping import Scoping


class FolderWhole:
    """What a folder holds; for whoever has its lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._disk = Disk()

    async def things(self) -> AsyncIterator[Thing]:
        """Raises StoreError where a scoping is damaged, or what it rests on."""
        for read in (self._words, self._scopings, self._lists, self._audit, self._rounds):
            for thing in read():
                yield thing

    async def destroy_rounds(self) -> None:
        rounds = Rounds(self._folder, self._disk)
        for scoping_id in list(rounds.ids()):
            rounds.destroy(scoping_id)

    def _words(self) -> Iterator[Thing]:
        catalogs = Catalogs(self._folder, self._disk)
        for file in sorted((self._folder / CATALOGS).glob("*.json")):
            if content := catalogs.content(file.stem):
                yield Thing(WORDS, file.stem, content)

    def _scopings(self) -> Iterator[Thing]:
        documents = Documents(self._folder, Scoping, self._disk, copies=False)
        for file in scoping_files(self._folder):
            documents.load(file.stem)  # raises where it can't be read
            tables = SafeFile(file, self._disk).read() or {}
            yield Thing(SCOPING, file.stem, orjson.dumps(tables["_default"][str(ONLY)]))

    def _lists(self) -> Iterator[Thing]:
        yield from (Thing(LIST, name, content) for name, content in Forgotten(self._folder, self._disk).files())

    def _audit(self) -> Iterator[Thing]:
        folder = self._folder / AUDIT
        if (folder / KEYS).exists():
            yield Thing(PEOPLE, KEYS, (folder / KEYS).read_bytes())
        for file in files(folder):
            content = file.read_bytes()
            for line in content[: content.rfind(b"\n") + 1].splitlines(keepends=True):
                if parsed(line) is None:
                    raise NotMoved(f"{file} has a line that is none", "scopebot audit --check says more.")
                yield Thing(LINE, "", line)
        if end := noted_end(folder):
            yield Thing(END, "", orjson.dumps(tuple(end)))

    def _rounds(self) -> Iterator[Thing]:
        for scoping_id in Rounds(self._folder, self._disk).ids():
            yield Thing(ROUND, scoping_id, (self._folder / NEVER_COPIED / f"{scoping_id}.json").read_bytes())


class FilledFolder(FolderWhole):
    """A folder that is laid out beside the one it is to be; the lines of the audit are gathered to files."""

    def __init__(self, folder: Path, lay: Callable[[str, bytes], None]) -> None:
        super().__init__(folder)
        self._lay = lay
        self._lines, self._number = b"", 1

    async def things(self) -> AsyncIterator[Thing]:
        self._lay_lines()
        async for thing in super().things():
            yield thing

    async def put(self, thing: Thing) -> None:
        if thing.kind == LINE and len(self._lines) < MOST_BYTES:
            self._lines += thing.content
            return
        self._lay_lines()
        if thing.kind == LINE:
            self._lines = thing.content
        else:
            form = _FORMS.get(thing.kind, bytes)
            for place in _PLACES[thing.kind]:
                self._lay(place.format(thing.name), form(thing.content))

    def _lay_lines(self) -> None:
        if self._lines:
            self._lay(f"{AUDIT}/{self._number:06}.jsonl", self._lines)
            self._lines, self._number = b"", self._number + 1


def _scoping(content: bytes) -> bytes:
    return sealed({"_default": {str(ONLY): orjson.loads(content)}})


def _end(content: bytes) -> bytes:
    n, digest = orjson.loads(content)
    return sealed({"_default": {"1": {"n": n, "digest": digest}}})


_PLACES: Mapping[str, tuple[str, ...]] = {
    WORDS: (f"{CATALOGS}/{{}}.json", f"{EARLIER}/{CATALOGS}/{{}}.json"),
    SCOPING: ("{}.json",),
    LIST: (f"{FORGOTTEN}/{{}}", f"{EARLIER}/{FORGOTTEN}/{{}}"),
    PEOPLE: (f"{AUDIT}/{KEYS}",),
    END: (f"{AUDIT}/{END_FILE}",),
    ROUND: (f"{NEVER_COPIED}/{{}}.json",),
}
"""From a kind to the files that a thing of it is."""
_FORMS: Mapping[str, Callable[[bytes], bytes]] = {SCOPING: _scoping, END: _end}


@asynccontextmanager
async def folder_source(folder: Path, now: datetime) -> AsyncIterator[FolderWhole]:
    """A folder nobody else works in, mended. Raises NotMoved, Held, NotSaved."""
    lock = _taken(folder, now)
    try:
        restoring.finish(folder, Disk())
        mend(folder, now)
        yield FolderWhole(folder)
    finally:
        lock.release()


@asynccontextmanager
async def folder_target(folder: Path, now: datetime) -> AsyncIterator[FilledFolder]:
    """An empty folder to be filled: it holds what was put in when the block ends, or what it held. Raises NotMoved."""
    make_private(folder)
    lock, disk = _taken(folder, now), Disk()
    try:
        restoring.finish(folder, disk)
        _check_empty(folder)
        with restoring.laying_out(folder, disk) as lay:
            yield FilledFolder(folder / restoring.FOLDER / "new", lay)
        restoring.finish(folder, disk)
    finally:
        lock.release()


def _taken(folder: Path, now: datetime) -> FolderLock:
    if not folder.is_dir():
        raise NotMoved(f"there is no folder {folder}", "Name the one that the scopings are in.")
    lock = FolderLock(folder)
    lock.take(now)
    return lock


def _check_empty(folder: Path) -> None:
    """Raises NotMoved where anything is kept; folders in which nothing is are removed."""
    ours = [folder / name for name in (AUDIT, CATALOGS, FORGOTTEN, NEVER_COPIED, EARLIER)]
    kept = [*scoping_files(folder), *(file for one in ours for file in one.rglob("*") if _is_kept(file))]
    if kept:
        raise NotMoved(f"{folder} is not empty ({kept[0]})", "Name a folder in which nothing is kept yet.")
    for empty in ours:
        shutil.rmtree(empty, ignore_errors=True)


def _is_kept(file: Path) -> bool:
    return file.is_file() and file.name != ".lock"

"""Forgets a person in everything a folder holds: a row in a table for each kind of thing that holds people.

The scopings come last: until they are done the names stand in them, so that what a crash cut short can be done again.
"""

import bz2
import gzip
import io
import json
import logging
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from bot.store import audit, backups, elsewhere, exports
from bot.store.catalogs import FOLDER as CATALOGS
from bot.store.documents import Documents, scoping_files
from bot.store.earlier import FOLDER as EARLIER
from bot.store.errors import StoreError, Unreadable, WordsLost
from bot.store.forgotten import FOLDER as FORGOTTEN
from bot.store.forgotten import Forgotten
from bot.store.migrations import migrate
from bot.store.records import is_id
from bot.store.rounds import NEVER_COPIED
from bot.store.safe_file import UNFINISHED, Disk, SafeFile
from bot.store.seal import sealed, unsealed
from bot.store.summaries import FILE as SUMMARIES
from dialogs.record.leavers import Leaver
from dialogs.scoping.forgetting import id_pattern, is_unmistakable, names_in_full, pattern_of, places, without
from dialogs.scoping.scoping import Scoping

LOG = logging.getLogger(__name__)
QUARANTINE = "quarantine"
_MAY_MEND = "it is whole, while the scoping it is of cannot be read: that may be mended from it"


@dataclass
class Told:
    """What was done, and what was not.

    `left` are files in which the person may still stand, and why; `elsewhere` backups outside the folder, and of when.
    """

    leaver: Leaver
    changed: dict[str, int] = field(default_factory=dict)
    scopings: list[Scoping] = field(default_factory=list)
    left: list[tuple[Path, str]] = field(default_factory=list)
    elsewhere: list[tuple[Path, str]] = field(default_factory=list)

    def count(self, what: str) -> None:
        self.changed[what] = self.changed.get(what, 0) + 1


class Search:
    """Finds a person in text: by the id, and by names that can hardly be another's; among `others`, by every name.

    A name counts as JSON escapes it, too.
    """

    def __init__(self, leaver: Leaver, others: Iterable[str] | None = None) -> None:
        unmistakable = set(filter(is_unmistakable, leaver.names))
        names = unmistakable if others is None else names_in_full(leaver, others)
        self._leaver = leaver
        self._id = id_pattern(leaver.id)
        self._names = pattern_of([*names, *(json.dumps(name)[1:-1] for name in names if not name.isascii())])

    def finds(self, text: str) -> bool:
        return self.replaced(text) != text

    def replaced(self, text: str) -> str:
        text = self._id.sub(self._leaver.alias, text)
        return self._names.sub(self._leaver.name, text) if self._names else text


class Records(Protocol):
    """The scopings there are, wherever they are kept."""

    def ids(self) -> list[str]:
        """Of all there are, be they readable or not."""
        ...

    def load(self, scoping_id: str) -> Scoping:
        """One of them. Raises StoreError."""
        ...

    def replace(self, scoping: Scoping) -> None:
        """Puts another in its place, and nothing earlier is left of it. Raises StoreError."""
        ...


class Read:
    """Records that were read from elsewhere, and what is to stand in their place."""

    def __init__(self, read: Mapping[str, Scoping | StoreError]) -> None:
        self._read = dict(read)
        self.changed: dict[str, Scoping] = {}

    def ids(self) -> list[str]:
        return list(self._read)

    def load(self, scoping_id: str) -> Scoping:
        """Raises StoreError."""
        found = self._read[scoping_id]
        if isinstance(found, StoreError):
            raise found
        return found.model_copy(deep=True)

    def replace(self, scoping: Scoping) -> None:
        self._read[scoping.id] = self.changed[scoping.id] = scoping


@dataclass
class Forgetting:
    """One person, one folder and the records that belong to it: what every row of the table works with."""

    folder: Path
    disk: Disk
    leaver: Leaver
    told: Told
    team: str
    documents: Records

    def __post_init__(self) -> None:
        self.search = Search(self.leaver)
        self.theirs = [scoping for scoping in _scopings(self.documents) if self.takes_part(scoping)]
        others = (one.name for scoping in self.theirs for one in scoping.people.values() if one.id != self.leaver.id)
        self.search_theirs = Search(self.leaver, list(others))

    def takes_part(self, scoping: Scoping) -> bool:
        """Whether the person is one of a scoping's that may be changed."""
        is_here = self.leaver.id in scoping.people or self.leaver.id in scoping.everyone()
        return is_here and self.team in ("", scoping.team_id)

    def concerns(self, scoping: Scoping) -> bool:
        """Whether a scoping may be changed, and the person stands in it."""
        if self.team not in ("", scoping.team_id):
            return False
        return self.takes_part(scoping) or self.search.finds(scoping.model_dump_json())

    @cached_property
    def all(self) -> list[Scoping]:
        """Every scoping there is; one that has nothing of them, too."""
        return list(_scopings(self.documents))

    @cached_property
    def unread(self) -> dict[str, StoreError]:
        """The scopings of which there is a file that can't be read, and why."""
        found = {}
        for scoping_id in self.documents.ids():
            try:
                self.documents.load(scoping_id)
            except StoreError as error:
                found[scoping_id] = error
        return found

    @cached_property
    def by_first_name(self) -> Search:
        """What finds everybody who may be called as they are."""
        return Search(self.leaver, ())

    def is_about_theirs(self, text: str) -> bool:
        """Whether a text is about a scoping of theirs, as far as one can tell."""
        return any(scoping.id in text or scoping.title in text for scoping in self.theirs)


def forget(
    folder: Path, person: str, now: datetime, *, names: Iterable[str] = (), team: str = "", disk: Disk | None = None
) -> Told:
    """Forgets a person, for whoever holds the folder's lock; again does nothing more. Raises StoreError, OSError.

    `names` are all of theirs that count, `known_names` among them.
    """
    disk = disk or Disk()
    forgotten = Forgotten(folder, disk)
    leaver = Leaver(person, tuple(dict.fromkeys(names)), forgotten.number(person))
    forgotten.add(person, now, team, leaver.names)
    forgetting = Forgetting(folder, disk, leaver, Told(leaver), team, _in(folder, disk))
    for holder in HOLDERS:
        holder.forget(forgetting)
    return forgetting.told


def forget_beside(records: Records, folder: Path, leaver: Leaver, team: str, disk: Disk | None = None) -> Told:
    """Forgets a person in records that are kept elsewhere, and in the backups, exports and logs of a folder.

    The list of who was forgotten, and the audit, are kept with the records: whoever keeps those does that.
    """
    forgetting = Forgetting(folder, disk or Disk(), leaver, Told(leaver), team, records)
    for holder in HOLDERS:
        if holder.is_beside and (folder.is_dir() or holder.what == SCOPINGS):
            holder.forget(forgetting)
    if scoping_files(folder):
        forgetting.told.left.append((folder, _NOT_IN_USE))
    return forgetting.told


_NOT_IN_USE = "scopings are kept here as well, which are not in use: forget in them with SCOPEBOT_STORE unset"


def _in(folder: Path, disk: Disk) -> Documents:
    return Documents(folder, Scoping, disk, copies=False)


def would_change(
    folder: Path, person: str, names: Sequence[str], team: str = "", records: Records | None = None
) -> dict[str, Counter[str]]:
    """In which scopings the pseudonym would stand for what, and how often; nothing is changed."""
    leaver = Leaver(person, tuple(names), 0)
    forgetting = Forgetting(folder, Disk(), leaver, Told(leaver), team, records or _in(folder, Disk()))
    return {one.id: places(one, leaver) for one in forgetting.all if forgetting.concerns(one)}


def known_names(folder: Path, person: str, records: Records | None = None) -> list[str]:
    """What somebody is called in any record there is, of the backups too."""
    everywhere = _everywhere(folder, records or _in(folder, Disk()))
    found = (scoping.people[person].name for scoping in everywhere if person in scoping.people)
    return list(dict.fromkeys(filter(None, found)))


def _in_backups(forgetting: Forgetting) -> None:
    for file in backups.archives(forgetting.folder):
        _in_archive(forgetting, file)
    forgetting.told.elsewhere += elsewhere.known(forgetting.folder)


def _in_archive(forgetting: Forgetting, file: Path) -> None:
    try:
        if backups.rewrite(file, lambda name, content: _in_backup(forgetting, name, content)):
            forgetting.told.count("backups")
    except StoreError as error:
        forgetting.told.left.append((file, str(error)))


def _in_backup(forgetting: Forgetting, name: str, content: bytes) -> bytes | None:
    if "/" in name:
        return content
    scoping = _parsed(name.removesuffix(".json"), content)
    if scoping is None or not forgetting.concerns(scoping):
        return content
    return sealed({"_default": {"1": without(scoping, forgetting.leaver).model_dump(mode="json")}})


def _in_what_was_cut_short(forgetting: Forgetting) -> None:
    """What a crash left of files that were being written, backups among them."""
    for file in forgetting.folder.rglob(f"*{UNFINISHED}"):
        file.unlink()
        forgetting.told.count("unfinished files")


def _in_earlier_versions(forgetting: Forgetting) -> None:
    for file in (forgetting.folder / EARLIER).glob("*/*.json"):
        if file.parent.name in (CATALOGS, FORGOTTEN):
            continue
        content = file.read_bytes()
        scoping = _parsed(file.parent.name, content)
        if scoping is not None and not forgetting.concerns(scoping):
            continue
        if file.parent.name in forgetting.unread and backups.is_whole(content):
            forgetting.told.left.append((file, _MAY_MEND))
        else:
            file.unlink()
            forgetting.told.count("earlier versions")


def _in_damaged_copies(forgetting: Forgetting) -> None:
    """What is damaged cannot be changed, only removed: all of their scopings, and where they are found."""
    theirs = {scoping.id for scoping in forgetting.theirs}
    for file in (forgetting.folder / QUARANTINE).glob("*"):
        is_theirs = file.stem.rpartition("-")[0] in theirs
        if is_theirs or forgetting.search.finds(file.read_bytes().decode(errors="replace")):
            file.unlink()
            forgetting.told.count("damaged copies")


def _in_other_files(forgetting: Forgetting) -> None:
    """Logs, exports and backups that somebody keeps in the folder. What is none of these is named, not touched.

    An export holds words that are erased from the record, so it goes; it can be written anew.
    """
    for file in sorted(forgetting.folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and not _is_ours(forgetting.folder, file):
            _in_other_file(forgetting, file)


def _in_other_file(forgetting: Forgetting, file: Path) -> None:
    content = file.read_bytes()
    text = content.decode(errors="replace")
    if backups.is_backup(file):
        _in_archive(forgetting, file)
    elif exports.is_export(text):
        _in_export(forgetting, file, text)
    elif ".log" in file.name and (log := _text_of(content)) is not None:
        _in_log(forgetting, file, *log)
    elif not forgetting.team and any(map(forgetting.search.finds, texts_in(content))):
        forgetting.told.left.append((file, "it is no log, export or backup of mine, so it was left as it is"))


def _in_log(forgetting: Forgetting, file: Path, text: str, pack: Callable[[bytes], bytes]) -> None:
    search = forgetting.search_theirs if forgetting.is_about_theirs(text) else forgetting.search
    replaced = search.replaced(text)
    if replaced != text:
        SafeFile(file, forgetting.disk, of="").put(pack(replaced.encode()))
        forgetting.told.count("other files")


def _in_export(forgetting: Forgetting, file: Path, text: str) -> None:
    """It goes where it is of a scoping they stand in, or they stand in it and its scoping is not kept any more."""
    of = [scoping for scoping in forgetting.all if exports.is_of(scoping, text)]
    if any(map(forgetting.concerns, of)):
        file.unlink()
        forgetting.told.count("exports, which can be written anew")
    elif not of and not forgetting.team and forgetting.search.finds(text):
        file.unlink()
        forgetting.told.count("exports of scopings that are not kept any more")
    elif not of and not forgetting.team and forgetting.by_first_name.finds(text):
        why = "it is an export of a scoping that is not kept any more, and somebody in it is called so: look who it is"
        forgetting.told.left.append((file, why))


def _text_of(content: bytes) -> tuple[str, Callable[[bytes], bytes]] | None:
    """A log's text, and what packs it as it was; None where it is none."""
    begins = (packing for packing in _PACKINGS if content.startswith(packing.begins))
    packing = next(begins, _NOT_PACKED)
    try:
        return packing.unpack(content).decode(), packing.pack
    except (ValueError, EOFError, OSError, zlib.error, lzma.LZMAError):
        return None


def texts_in(content: bytes) -> Iterator[str]:
    """What may be read in a file: as it is, in two bytes a letter, and what is packed in it."""
    yield content.decode(errors="replace")
    yield content.decode("utf-16-le", errors="replace")
    yield content.decode("utf-16-be", errors="replace")
    for packing in _PACKINGS:
        with suppress(EOFError, OSError, ValueError, zlib.error, lzma.LZMAError):
            yield packing.unpack(content).decode(errors="replace")
    with suppress(zipfile.BadZipFile, *_ZIP_FAILURES), zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(name).decode(errors="replace") for name in archive.namelist())


class Packing(NamedTuple):
    """A way in which a file can be packed: how it begins then, and what reading it may come to."""

    begins: bytes
    unpack: Callable[[bytes], bytes]
    pack: Callable[[bytes], bytes]


_PACKINGS = (
    Packing(b"\x1f\x8b", gzip.decompress, gzip.compress),
    Packing(b"BZh", bz2.decompress, bz2.compress),
    Packing(b"\xfd7zXZ", lzma.decompress, lzma.compress),
)
_NOT_PACKED = Packing(b"", bytes, bytes)
_ZIP_FAILURES = (zlib.error, EOFError, OSError, RuntimeError, ValueError)


def _in_summaries(forgetting: Forgetting) -> None:
    """The next start makes them anew."""
    (forgetting.folder / SUMMARIES).unlink(missing_ok=True)


def _in_scopings(forgetting: Forgetting) -> None:
    for scoping_id in forgetting.documents.ids():
        try:
            scoping = forgetting.documents.load(scoping_id)
        except StoreError as error:
            forgetting.told.left.append((forgetting.folder / f"{scoping_id}.json", _why_left(error)))
            continue
        if forgetting.concerns(scoping):
            cleared = without(scoping, forgetting.leaver)
            cleared.version += 1
            forgetting.documents.replace(cleared)
            forgetting.told.scopings.append(cleared)
            forgetting.told.count("scopings")


def _why_left(error: StoreError) -> str:
    """Here no copy is made of what can't be read."""
    if isinstance(error, Unreadable) and not isinstance(error, WordsLost):
        return f"it {error.reason}, so nothing can be taken out of it"
    return str(error)


def _in_the_audit(forgetting: Forgetting) -> None:
    """Its lines stay; nobody can say any more which of them were this person's."""
    if audit.forget_person(forgetting.folder, forgetting.leaver.id):
        forgetting.told.count("audit")


class Holder(NamedTuple):
    """A kind of thing that holds people, and how a person is forgotten in it."""

    what: str
    forget: Callable[[Forgetting], None]
    is_beside: bool = False
    """Whether it is gone through as well where the records are kept elsewhere."""


SCOPINGS = "scopings"
HOLDERS: tuple[Holder, ...] = (
    Holder("backups", _in_backups, is_beside=True),
    Holder("unfinished files", _in_what_was_cut_short, is_beside=True),
    Holder("earlier versions", _in_earlier_versions),
    Holder("damaged copies", _in_damaged_copies),
    Holder("other files", _in_other_files, is_beside=True),
    Holder("audit", _in_the_audit),
    Holder("summaries", _in_summaries),
    Holder(SCOPINGS, _in_scopings, is_beside=True),
)
"""Everything under SCOPEBOT_DATA that holds people. What else is kept there gets a row, before the scopings."""


def _everywhere(folder: Path, records: Records) -> Iterator[Scoping]:
    yield from _scopings(records)
    for file in (folder / EARLIER).glob("*/*.json"):
        yield from filter(None, [_parsed(file.parent.name, file.read_bytes())])
    for archive in backups.archives(folder):
        with suppress(StoreError):
            contents: Mapping[str, bytes] = backups.read(archive)[1]
            for name, content in contents.items():
                yield from filter(None, [_parsed(name.removesuffix(".json"), content)])


def _scopings(documents: Records) -> Iterator[Scoping]:
    for scoping_id in documents.ids():
        with suppress(StoreError):
            yield documents.load(scoping_id)


def _parsed(scoping_id: str, content: bytes) -> Scoping | None:
    """The scoping in a file; None where it holds none that can be read."""
    try:
        return Scoping.model_validate(migrate(scoping_id, unsealed(content)["_default"]["1"]))
    except (StoreError, ValidationError, ValueError, LookupError, TypeError):
        return None


def _is_ours(folder: Path, file: Path) -> bool:
    """Whether a file is of a kind that has a row of its own or holds nobody."""
    parts = file.relative_to(folder).parts
    if parts[0] in (EARLIER, CATALOGS, FORGOTTEN, QUARANTINE, NEVER_COPIED, audit.FOLDER):
        return True
    if parts[0] == backups.FOLDER:
        return file in backups.archives(folder) or file.name == backups.ELSEWHERE
    return file.name in (".lock", ".holder", SUMMARIES, backups.CHANGING, backups.CHANGES) or (
        len(parts) == 1 and file.suffix == ".json" and is_id(file.stem) and not exports.is_export_file(file)
    )

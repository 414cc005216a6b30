"""Forgets a person in everything a folder holds: a row in a table for each kind of thing that holds people.

The scopings come last: until they are done the names stand in them, so that what a crash cut short can be done again.
"""

import bz2
import gzip
import html
import io
import logging
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from bot.store import StoreError, audit, backups, elsewhere
from bot.store.catalogs import FOLDER as CATALOGS
from bot.store.documents import Documents, is_id
from bot.store.earlier import FOLDER as EARLIER
from bot.store.forgotten import FOLDER as FORGOTTEN
from bot.store.forgotten import Forgotten
from bot.store.migrations import migrate
from bot.store.rounds import NEVER_COPIED
from bot.store.safe_file import UNFINISHED, Disk, SafeFile
from bot.store.seal import sealed, unsealed
from bot.store.summaries import FILE as SUMMARIES
from dialogs.record.leavers import Leaver
from dialogs.scoping.forgetting import id_pattern, is_unmistakable, names_in_full, pattern_of, without
from dialogs.scoping.scoping import Scoping

LOG = logging.getLogger(__name__)
QUARANTINE = "quarantine"
GZIP = b"\x1f\x8b"
"""How the files end that `scopebot export` writes."""


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
    """Finds a person in text: by the id, and by names that can hardly be another's; among `others`, by every name."""

    def __init__(self, leaver: Leaver, others: Iterable[str] | None = None) -> None:
        unmistakable = filter(is_unmistakable, leaver.names)
        self._leaver = leaver
        self._id = id_pattern(leaver.id)
        self._names = pattern_of(unmistakable if others is None else names_in_full(leaver, others))

    def finds(self, text: str) -> bool:
        return self.replaced(text) != text

    def replaced(self, text: str) -> str:
        text = self._id.sub(self._leaver.alias, text)
        return self._names.sub(self._leaver.name, text) if self._names else text


@dataclass
class Forgetting:
    """One person, one folder: what every row of the table works with."""

    folder: Path
    disk: Disk
    leaver: Leaver
    told: Told
    team: str = ""

    def __post_init__(self) -> None:
        self.search = Search(self.leaver)
        self.documents = Documents(self.folder, Scoping, self.disk)
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

    def is_about_theirs(self, text: str) -> bool:
        """Whether a text is about a scoping of theirs, as far as one can tell."""
        return any(scoping.id in text or scoping.title in text for scoping in self.theirs)


def forget(
    folder: Path, person: str, now: datetime, *, names: Iterable[str] = (), team: str = "", disk: Disk | None = None
) -> Told:
    """Forgets a person, for whoever holds the folder's lock; again does nothing more. Raises StoreError, OSError.

    `names` are further names of theirs, a handle for one, beside those that stand in the records.
    """
    disk = disk or Disk()
    number = Forgotten(folder, disk).add(person, now, team)
    given = (name.strip().removeprefix("@") for name in names)
    found = dict.fromkeys([*given, *_names(folder, person)])
    leaver = Leaver(person, tuple(filter(None, found)), number)
    forgetting = Forgetting(folder, disk, leaver, Told(leaver), team)
    for holder in HOLDERS:
        holder.forget(forgetting)
    return forgetting.told


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
        scoping = _parsed(file.parent.name, file.read_bytes())
        if scoping is None or forgetting.concerns(scoping):
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
    if backups.is_backup(file):
        _in_archive(forgetting, file)
    elif _is_export(forgetting, file, content):
        file.unlink()
        forgetting.told.count("exports, which can be written anew")
    elif ".log" in file.name and (text := _text_of(content)) is not None:
        _in_log(forgetting, file, text, packed=content.startswith(GZIP))
    elif not forgetting.team and any(map(forgetting.search.finds, texts_in(content))):
        forgetting.told.left.append((file, "it is no log, export or backup of mine, so it was left as it is"))


def _in_log(forgetting: Forgetting, file: Path, text: str, *, packed: bool) -> None:
    search = forgetting.search_theirs if forgetting.is_about_theirs(text) else forgetting.search
    replaced = search.replaced(text)
    if replaced != text:
        SafeFile(file, forgetting.disk).put(gzip.compress(replaced.encode()) if packed else replaced.encode())
        forgetting.told.count("other files")


def _is_export(forgetting: Forgetting, file: Path, content: bytes) -> bool:
    """Whether a file is what `scopebot export` writes of a scoping of theirs: a report, or a record."""
    is_of, text = _EXPORTS.get(file.suffix), content.decode(errors="replace")
    return is_of is not None and any(is_of(scoping, text) for scoping in forgetting.theirs)


_EXPORTS: Mapping[str, Callable[[Scoping, str], bool]] = {
    ".md": lambda scoping, text: text.startswith(f"# {scoping.title}\n"),
    ".html": lambda scoping, text: f"<title>{html.escape(scoping.title)}: " in text[:4000],
    ".json": lambda scoping, text: '"schema' in text[:60] and (scoping.id in text or scoping.title in text),
}
"""By suffix, how one can tell an export of a scoping from a file of somebody's own."""


def _text_of(content: bytes) -> str | None:
    """A log's text, packed or not; None where it is none."""
    try:
        return (gzip.decompress(content) if content.startswith(GZIP) else content).decode()
    except (UnicodeDecodeError, EOFError, OSError, zlib.error):
        return None


def texts_in(content: bytes) -> Iterator[str]:
    """What may be read in a file: as it is, in two bytes a letter, and what is packed in it."""
    yield content.decode(errors="replace")
    yield content.decode("utf-16-le", errors="replace")
    yield content.decode("utf-16-be", errors="replace")
    for unpack, failures in _UNPACKED:
        with suppress(EOFError, OSError, ValueError, *failures):
            yield unpack(content).decode(errors="replace")
    with suppress(zipfile.BadZipFile, *_ZIP_FAILURES), zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(name).decode(errors="replace") for name in archive.namelist())


_UNPACKED: tuple[tuple[Callable[[bytes], bytes], tuple[type[Exception], ...]], ...] = (
    (gzip.decompress, (zlib.error,)),
    (bz2.decompress, ()),
    (lzma.decompress, (lzma.LZMAError,)),
)
_ZIP_FAILURES = (zlib.error, EOFError, OSError, RuntimeError, ValueError)


def _in_summaries(forgetting: Forgetting) -> None:
    """The next start makes them anew."""
    (forgetting.folder / SUMMARIES).unlink(missing_ok=True)


def _in_scopings(forgetting: Forgetting) -> None:
    for scoping_id in forgetting.documents.ids():
        try:
            scoping = forgetting.documents.load(scoping_id)
        except StoreError as error:
            forgetting.told.left.append((forgetting.folder / f"{scoping_id}.json", str(error)))
            continue
        if forgetting.concerns(scoping):
            cleared = without(scoping, forgetting.leaver)
            cleared.version += 1
            forgetting.documents.replace(cleared)
            forgetting.told.scopings.append(cleared)
            forgetting.told.count("scopings")


def _in_the_audit(forgetting: Forgetting) -> None:
    """Its lines stay; nobody can say any more which of them were this person's."""
    if audit.forget_person(forgetting.folder, forgetting.leaver.id):
        forgetting.told.count("audit")


class Holder(NamedTuple):
    """A kind of thing that holds people, and how a person is forgotten in it."""

    what: str
    forget: Callable[[Forgetting], None]


HOLDERS: tuple[Holder, ...] = (
    Holder("backups", _in_backups),
    Holder("unfinished files", _in_what_was_cut_short),
    Holder("earlier versions", _in_earlier_versions),
    Holder("damaged copies", _in_damaged_copies),
    Holder("other files", _in_other_files),
    Holder("audit", _in_the_audit),
    Holder("summaries", _in_summaries),
    Holder("scopings", _in_scopings),
)
"""Everything under SCOPEBOT_DATA that holds people. What else is kept there gets a row, before the scopings."""


def _names(folder: Path, person: str) -> Iterator[str]:
    """What somebody is called in any record there is, of the backups too."""
    for scoping in _everywhere(folder):
        if person in scoping.people:
            yield scoping.people[person].name


def _everywhere(folder: Path) -> Iterator[Scoping]:
    yield from _scopings(Documents(folder, Scoping, Disk()))
    for file in (folder / EARLIER).glob("*/*.json"):
        yield from filter(None, [_parsed(file.parent.name, file.read_bytes())])
    for archive in backups.archives(folder):
        with suppress(StoreError):
            contents: Mapping[str, bytes] = backups.read(archive)[1]
            for name, content in contents.items():
                yield from filter(None, [_parsed(name.removesuffix(".json"), content)])


def _scopings(documents: Documents) -> Iterator[Scoping]:
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
        return file in backups.archives(folder) or file.name == elsewhere.FILE
    return file.name in (".lock", ".holder", SUMMARIES, backups.CHANGING) or (
        len(parts) == 1 and file.suffix == ".json" and is_id(file.stem)
    )

"""Puts a backup in the place of what a folder holds: verified first, then in one step, which a crash does not undo.

    .restoring/new/     what the folder is to hold
    .restoring/old/     what it held
    .restoring/step     how far it is: without it, nothing has happened

Whoever opens the folder next goes on where a crash came. Each record is marked, so that its thread is read before
anything is posted; whoever was forgotten since the backup is forgotten again.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.store import backups
from bot.store.backups import Manifest, sync_folder
from bot.store.catalogs import FOLDER as CATALOGS
from bot.store.documents import scoping_files
from bot.store.earlier import FOLDER as EARLIER
from bot.store.errors import BadBackup, NotEmpty, TooNew
from bot.store.exports import is_export_file
from bot.store.forgotten import FOLDER as FORGOTTEN
from bot.store.forgotten import KEY, LIST, Forgotten, check_lists
from bot.store.migrations import migrate
from bot.store.records import is_id
from bot.store.rounds import NEVER_COPIED
from bot.store.safe_file import Disk, SafeFile, make_private
from bot.store.seal import sealed, unsealed
from bot.store.summaries import FILE as SUMMARIES
from dialogs.catalog import Catalog, CatalogLost, keep, kept
from dialogs.record.leavers import Leaver
from dialogs.record.parts import Source
from dialogs.scoping.forgetting import is_unmistakable, pattern_of, without
from dialogs.scoping.scoping import Scoping

FOLDER, STEP = ".restoring", "step"
SWAP, FILL = b"swap", b"fill"
_HELD = (CATALOGS, EARLIER, FORGOTTEN, SUMMARIES, NEVER_COPIED)
"""What a folder holds beside the files of its scopings. Its backups and its audit stay, and copies of what was damaged.

Open pulses go: each begins again, since what was tapped after the backup belongs to no record any more.
"""


@dataclass(frozen=True)
class Backup:
    """A backup that was read and verified, every scoping of it included."""

    manifest: Manifest
    contents: Mapping[str, bytes]
    scopings: Mapping[str, Scoping]


def verified(file: Path) -> Backup:
    """Reads a backup and everything in it. Raises BadBackup; a scoping of a newer scopebot is one, too."""
    manifest, contents = backups.read(file)
    scopings = {id: _scoping(file, id, contents) for id in manifest.scopings}
    try:
        check_lists(*lists_in(contents))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BadBackup(file, "its list of who was forgotten is damaged") from error
    return Backup(manifest, contents, scopings)


def restore(folder: Path, backup: Backup, now: datetime, disk: Disk) -> list[str]:
    """Puts a backup in the place of what a folder holds; returns who was forgotten since, by their pseudonyms.

    For whoever holds the folder's lock. Raises OSError or StoreError before anything has changed.
    """
    forgotten = Forgotten(folder, disk)
    forgotten.merge(*lists_in(backup.contents))
    again: set[str] = set()
    with laying_out(folder, disk) as lay:
        for name, content in files_of(backup, forgotten, now, again):
            for place in (name, f"{EARLIER}/{name}") if "/" in name else (name,):
                lay(place, content)
    finish(folder, disk)
    return sorted(again)


def is_undone(folder: Path) -> bool:
    """Whether a restore that failed has changed nothing yet."""
    return not (folder / FOLDER / STEP).exists()


@contextmanager
def laying_out(folder: Path, disk: Disk) -> Iterator[Callable[[str, bytes], None]]:
    """Files that a folder is to hold, by name, laid beside it; once the block ends, `finish` puts them in their place.

    Where the block fails nothing has changed.
    """

    def lay(name: str, content: bytes) -> None:
        place = folder / FOLDER / "new" / name
        make_private(place.parent)
        SafeFile(place, disk, of="").put(content)

    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    try:
        make_private(folder / FOLDER / "new")
        yield lay
        _set_step(folder, SWAP, disk)
    except Exception:
        if is_undone(folder):
            shutil.rmtree(folder / FOLDER, ignore_errors=True)
        raise


def lists_in(contents: Mapping[str, bytes]) -> tuple[bytes | None, bytes | None]:
    """The two files of who was forgotten."""
    return contents.get(f"{FORGOTTEN}/{KEY}"), contents.get(f"{FORGOTTEN}/{LIST}")


def check_empty(folder: Path) -> None:
    """Raises NotEmpty where a folder holds scopings."""
    if scoping_files(folder):
        raise NotEmpty(folder)


def finish(folder: Path, disk: Disk) -> None:
    """Goes on with what a crash cut short; before its first step was written down, nothing of it counts."""
    ours = folder / FOLDER
    if not ours.exists():
        return
    step = (ours / STEP).read_bytes() if (ours / STEP).exists() else b""
    if step == SWAP:
        _move((file for file in folder.iterdir() if _is_held(file)), ours / "old")
        sync_folder(folder)
        _set_step(folder, FILL, disk)
        step = FILL
    if step == FILL:
        _move((ours / "new").iterdir(), folder)
        sync_folder(folder)
        (ours / STEP).unlink()
    shutil.rmtree(ours)


def _scoping(file: Path, id: str, contents: Mapping[str, bytes]) -> Scoping:
    try:
        document = unsealed(contents[f"{id}.json"])["_default"]["1"]
        scoping = Scoping.model_validate(migrate(id, document))
        _know_words(scoping.catalog_digest, contents)
    except TooNew as error:
        raise BadBackup(file, f"it holds a scoping that a newer scopebot wrote ({id})") from error
    except (ValidationError, CatalogLost, ValueError, LookupError, TypeError) as error:
        raise BadBackup(file, f"{id}.json in it holds no scoping that can be read") from error
    if scoping.id != id:
        raise BadBackup(file, f"{id}.json in it holds another scoping, {scoping.id}")
    return scoping


def _know_words(digest: str, contents: Mapping[str, bytes]) -> None:
    content = contents.get(f"{CATALOGS}/{digest}.json")
    if content:
        keep(Catalog.model_validate_json(content), digest)
    kept(digest)


_IDS = re.compile(r"(?<![A-Za-z0-9])[UW][A-Z0-9]{5,}(?![A-Za-z0-9])")
"""What may be somebody's id in Slack: of a person who is only mentioned, too."""


def files_of(backup: Backup, forgotten: Forgotten, now: datetime, again: set[str]) -> Iterator[tuple[str, bytes]]:
    """What is to be held after a restore, by name as in a backup; in `again` who is forgotten once more."""
    called = _called(backup, forgotten)
    for id, scoping in backup.scopings.items():
        restored = scoping.model_copy(deep=True)
        for leaver in _leavers(scoping, forgotten, called):
            restored = without(restored, leaver)
            again.add(leaver.name)
        unsaid = forgotten.has_since(backup.manifest.made_at, scoping.team_id)
        restored.restored_from(Source.BACKUP, backup.manifest.made_at, now, unsaid=unsaid)
        restored.version += 1
        restored.audited = None  # the audit that is here may be another one, or none
        yield f"{id}.json", sealed({"_default": {"1": restored.model_dump(mode="json")}})
    yield from ((name, content) for name, content in backup.contents.items() if name.startswith(f"{CATALOGS}/"))
    yield from ((f"{FORGOTTEN}/{name}", content) for name, content in forgotten.files())


def _called(backup: Backup, forgotten: Forgotten) -> dict[tuple[str, int], set[str]]:
    """What whoever was forgotten is called in any record, by workspace and number: another one may only name them."""
    called: dict[tuple[str, int], set[str]] = {}
    for scoping in backup.scopings.values():
        for person, number in forgotten.among(scoping.people, scoping.team_id).items():
            name = scoping.people[person].name
            called.setdefault((scoping.team_id, number), set()).update([name] if name else [])
    return called


def _leavers(scoping: Scoping, forgotten: Forgotten, called: Mapping[tuple[str, int], set[str]]) -> list[Leaver]:
    """Who was forgotten and stands in a scoping: by the id, or by a name alone, which leads to no id any more."""
    texts = set(_texts(scoping.model_dump(mode="json")))
    names = forgotten.named(texts, scoping.team_id)
    ids = {*scoping.people, *scoping.everyone(), *(id for text in texts for id in _IDS.findall(text))}
    found = {number: person for person, number in forgotten.among(ids, scoping.team_id).items()}
    for (team, number), known in called.items():
        if team == scoping.team_id and (number in found or _stands_in(known, texts)):
            names.setdefault(number, set()).update(known)
    leavers = {number: names.get(number, set()) for number in (*found, *names)}
    return [Leaver(found.get(number, f"LEFT{number}"), tuple(sorted(of)), number) for number, of in leavers.items()]


def _stands_in(names: Iterable[str], texts: Iterable[str]) -> bool:
    pattern = pattern_of(filter(is_unmistakable, names))
    return pattern is not None and any(map(pattern.search, texts))


def _texts(part: Any) -> Iterator[str]:
    """Every text in a document, names of its parts included."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        yield from part
        yield from (text for value in part.values() for text in _texts(value))
    elif isinstance(part, list):
        yield from (text for value in part for text in _texts(value))


def _is_held(file: Path) -> bool:
    return file.name in _HELD or (file.suffix == ".json" and is_id(file.stem) and not is_export_file(file))


def _move(files: Iterable[Path], to: Path) -> None:
    to.mkdir(mode=0o700, exist_ok=True)
    for file in list(files):
        file.replace(to / file.name)
    sync_folder(to)


def _set_step(folder: Path, step: bytes, disk: Disk) -> None:
    SafeFile(folder / FOLDER / STEP, disk, of="").put(step)

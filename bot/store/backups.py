"""A backup: one zip of all that is kept, with the checksum of each file, written whole or not at all.

    manifest.json               when, by which version, and of every file its size and SHA-256
    V1.json, V2.json, …         the scopings
    catalogs/….json             the questions they were begun with
    forgotten/….json            who was forgotten, as digests

Each file is replaced as a whole, and a scoping's questions are on disk before it is: read in this order, files that a
running bot is writing fit together.
"""

import hashlib
import os
import re
import secrets
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain, count
from pathlib import Path
from typing import IO

from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.store.catalogs import FOLDER as CATALOGS
from bot.store.catalogs import Catalogs, digest_of
from bot.store.documents import Documents, scoping_files
from bot.store.earlier import FOLDER as EARLIER
from bot.store.errors import BadBackup, Changing, TooNew, Unreadable
from bot.store.forgotten import FOLDER as FORGOTTEN
from bot.store.forgotten import Forgotten
from bot.store.holding import hold_opened, is_held
from bot.store.migrations import has_open_sums, without_open_sums
from bot.store.safe_file import UNFINISHED, Disk, make_private
from bot.store.seal import sealed, unsealed
from dialogs.catalog import CatalogLost
from dialogs.scoping.scoping import Scoping

FOLDER = "backups"
ELSEWHERE = "elsewhere.json"
"""The list of the backups in other places (bot/store/elsewhere.py)."""
CHANGING, CHANGES = ".changing", ".changes"
"""That a folder is being changed as a whole, and what is another whenever it was."""
TRIES = 3
MANIFEST, FORM = "manifest.json", 1
_NAMES = re.compile(rf"[A-Za-z0-9_-]{{1,64}}\.json|{CATALOGS}/[0-9a-f]{{16}}\.json|{FORGOTTEN}/(?:key|list)\.json")

_ASIDE = rf"\.[0-9a-f]{{12}}{re.escape(UNFINISHED)}"
_UNFINISHED = re.compile(rf"\..+{_ASIDE}")
"""How files are called that are still being written."""

_DAMAGES = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OverflowError, RuntimeError, ValueError)
"""What reading a damaged zip may come to."""


class File(BaseModel):
    """What the manifest says of one file."""

    size: int
    sha256: str


class Manifest(BaseModel):
    """What is in a backup. `left_out` are scopings, and questions, that were damaged when it was made."""

    form: int = FORM
    made_at: AwareDatetime
    version: str
    files: dict[str, File]
    left_out: list[str] = []

    @property
    def scopings(self) -> list[str]:
        """The ids of the scopings in it."""
        return [name.removesuffix(".json") for name in self.files if "/" not in name]


def write(folder: Path, out: Path, now: datetime) -> Manifest:
    """Makes a backup of a folder, beside a running bot or not; not while `restore` or `forget` are at work.

    It is begun anew where one of them came and went meanwhile. Raises OSError or Changing; then `out` is as it was
    before.
    """
    for _ in range(TRIES - 1):
        with suppress(Changed):
            return _write(folder, out, now)
    return _write(folder, out, now)


class Changed(Changing):
    """The folder was changed as a whole while it was read, and that is over."""


def _write(folder: Path, out: Path, now: datetime) -> Manifest:
    count = _changes(folder)
    _check_unchanging(folder)
    with making(out, now) as made:
        for name, content in _contents(folder, made.manifest.left_out, now):
            made.put(name, content)
        _check_unchanging(folder)
        if _changes(folder) != count:
            raise Changed(folder)
    return made.manifest


@dataclass
class Making:
    """A backup that is being written, and what its manifest says so far."""

    archive: zipfile.ZipFile
    manifest: Manifest

    def put(self, name: str, content: bytes) -> None:
        self.manifest.files[name] = _put(self.archive, name, content)


@contextmanager
def making(out: Path, now: datetime) -> Iterator[Making]:
    """A backup, whatever its contents come from: there when the block ends, or not at all. Raises OSError."""
    remove_abandoned(out.parent, out.name)
    with _written_whole(out) as archive:
        made = Making(archive, Manifest(made_at=now, version=version("scopebot"), files={}, left_out=[]))
        yield made
        archive.writestr(_entry(MANIFEST), made.manifest.model_dump_json(indent=1))


@contextmanager
def changing(folder: Path, is_undone: Callable[[Path], bool] = lambda _: False) -> Iterator[None]:
    """Says that a folder is being changed as a whole, by whoever holds its lock: a backup would hold half of it.

    What a crash leaves of it goes when that is done again, or when scopebot starts. Where it fails and `is_undone` says
    that the folder is as it was, nothing is left.
    """
    mark = folder / CHANGING
    has_begun = False
    try:
        mark.touch(mode=0o600)
        _count_change(folder)
        has_begun = True
        yield
    except Exception:
        if not has_begun or is_undone(folder):
            mark.unlink(missing_ok=True)
        raise
    mark.unlink(missing_ok=True)


def _count_change(folder: Path) -> None:
    """Makes it another one after the mark is set, while a backup looks at it before the mark: one of both is seen."""
    (folder / CHANGES).unlink(missing_ok=True)
    descriptor = os.open(folder / CHANGES, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor has no path
        file.write(secrets.token_hex(16))


def _changes(folder: Path) -> str:
    try:
        return (folder / CHANGES).read_text("utf-8")
    except FileNotFoundError:
        return ""


def _check_unchanging(folder: Path) -> None:
    if (folder / CHANGING).exists():
        raise Changing(folder)


def rewrite(file: Path, change: Callable[[str, bytes], bytes | None]) -> bool:
    """Changes files of a backup, by name and content; None drops one. False, and nothing written, where all stay.

    The rest of the manifest stays: it is the same backup. Raises BadBackup, OSError.
    """
    manifest, contents = read(file)
    changed = {name: change(name, content) for name, content in contents.items()}
    if changed == contents:
        return False
    left = {name: content for name, content in changed.items() if content is not None}
    with _written_whole(file) as archive:
        manifest.files = {name: _put(archive, name, content) for name, content in left.items()}
        archive.writestr(_entry(MANIFEST), manifest.model_dump_json(indent=1))
    return True


def read(file: Path) -> tuple[Manifest, dict[str, bytes]]:
    """A backup, each file compared with its checksum. Raises BadBackup."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = Manifest.model_validate_json(archive.read(MANIFEST))
            contents = {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}
    except KeyError as error:
        raise BadBackup(file, "it is no backup of scopebot's: it has no manifest") from error
    except ValidationError as error:
        raise BadBackup(file, "its manifest cannot be read") from error
    except _DAMAGES as error:
        raise BadBackup(file, f"it is damaged ({error})") from error
    except OSError as error:
        raise BadBackup(file, f"it could not be read ({(error.strerror or str(error)).lower()})") from error
    problem = next(_problems(manifest, contents), None)
    if problem:
        raise BadBackup(file, problem)
    return manifest, contents


def default_file(folder: Path, now: datetime) -> Path:
    """Where a backup goes for which nobody names a place; archives there are known to `forget` and to retention.

    None that is there is written over: what is about to be restored may be of this very second.
    """
    first = folder / FOLDER / f"scopebot-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.zip"
    others = (first.with_stem(f"{first.stem}-{number}") for number in count(2))
    return next(file for file in chain([first], others) if not file.exists())


def archives(folder: Path) -> list[Path]:
    """The backups in a folder's own place for them, whatever they are called, the oldest first."""
    files = (file for file in (folder / FOLDER).glob("*") if file.is_file() and not file.name.endswith(UNFINISHED))
    return sorted(file for file in files if file.suffix == ".zip" or zipfile.is_zipfile(file))


def is_backup(file: Path) -> bool:
    """Whether a file was written by `scopebot backup`; of a zip that is damaged nobody can say that it was not."""
    try:
        with zipfile.ZipFile(file) as archive:
            return MANIFEST in archive.namelist()
    except _DAMAGES:
        return file.suffix == ".zip"


def abandoned(folder: Path, name: str = "") -> list[Path]:
    """What was left of backups in a folder when whoever made them was killed; of those that are being made, nothing.

    In a place of somebody's own only what has our name, or `name`.
    """
    ours = folder.name == FOLDER
    wanted = _UNFINISHED if ours else re.compile(rf"\.(?:scopebot-[^/]*\.zip|{re.escape(name)}){_ASIDE}")
    files = (file for file in folder.glob(f".*{UNFINISHED}") if wanted.fullmatch(file.name))
    return sorted(file for file in files if not file.name.startswith(f".{ELSEWHERE}.") and not is_held(file))


def remove_abandoned(folder: Path, name: str = "") -> None:
    """Removes that. What can't be removed stays, and is named by the doctor."""
    for file in abandoned(folder, name):
        with suppress(OSError):
            file.unlink()


def remove(folder: Path, before: datetime) -> list[str]:
    """Removes the backups in a folder's own place that were made before a moment; their names. Raises OSError."""
    old = [file for file in archives(folder) if _made_at(file) < before]
    for file in old:
        file.unlink()
    return [file.name for file in old]


def _made_at(file: Path) -> datetime:
    """When a backup was made; of one that is damaged, when its file was written."""
    try:
        with zipfile.ZipFile(file) as archive:
            return Manifest.model_validate_json(archive.read(MANIFEST)).made_at
    except (*_DAMAGES, KeyError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _contents(folder: Path, left_out: list[str], now: datetime) -> Iterator[tuple[str, bytes]]:
    """What is kept, by name. What is gone by the time it is read was removed, and is no part of it."""
    catalogs = Catalogs(folder, Disk())
    for file in scoping_files(folder):
        with suppress(FileNotFoundError):
            content = file.read_bytes()
            if not is_whole(content):
                content = _gone_back(folder, file.stem, now)
            if content and _has_words(catalogs, content):
                yield file.name, _without_open_sums(content)
            else:
                left_out.append(file.stem)
    for file in sorted((folder / CATALOGS).glob("*.json")):
        copies = (file, folder / EARLIER / CATALOGS / file.name)
        read = (one.read_bytes() for one in copies if one.exists())
        whole = next((words for words in read if digest_of(words) == file.stem), None)
        if whole is not None:
            yield f"{CATALOGS}/{file.name}", whole
        else:
            left_out.append(f"{CATALOGS}/{file.stem}")
    for name, content in Forgotten(folder, Disk()).files():
        yield f"{FORGOTTEN}/{name}", content


def _without_open_sums(content: bytes) -> bytes:
    """A record as it is, but for the sums of an open pulse, which 0.1.0 kept in it."""
    tables = unsealed(content)
    document = tables.get("_default", {}).get("1")
    if document is None or not has_open_sums(document):
        return content
    return sealed({**tables, "_default": {"1": without_open_sums(document)}})


def _has_words(catalogs: Catalogs, content: bytes) -> bool:
    """Whether the questions of a scoping can be had: without them a backup could not be restored, for none in it."""
    document = unsealed(content).get("_default", {}).get("1", {})
    try:
        catalogs.recall(str(document.get("catalog_digest", "")))
    except CatalogLost:
        return False
    return True


def _gone_back(folder: Path, scoping_id: str, now: datetime) -> bytes:
    """What a damaged file will be mended with, by the bot that runs there; empty where no earlier version is whole."""
    try:
        scoping = Documents(folder, Scoping, Disk(), copies=False).gone_back(scoping_id, now)
    except (Unreadable, TooNew):
        return b""
    return sealed({"_default": {"1": scoping.model_dump(mode="json")}})


def is_whole(content: bytes) -> bool:
    """Whether a file is as it was written."""
    try:
        return bool(unsealed(content))
    except ValueError:
        return False


def _problems(manifest: Manifest, contents: Mapping[str, bytes]) -> Iterator[str]:
    if manifest.form > FORM:
        yield f"it was made by a newer scopebot ({manifest.version}); install that one first"
    for name in sorted(manifest.files.keys() ^ contents.keys()):
        yield f"{name} is {'missing' if name in manifest.files else 'in it, but not in its manifest'}"
    for name, content in contents.items():
        if not _NAMES.fullmatch(name):
            yield f"{name!r} is the name of nothing that scopebot keeps"
        elif manifest.files[name] != _file(content):
            yield f"{name} is not as it was written: its checksum is another"
        elif name.startswith(f"{CATALOGS}/") and digest_of(content) != Path(name).stem:
            yield f"{name} are not the questions it is named by"


def _file(content: bytes) -> File:
    return File(size=len(content), sha256=hashlib.sha256(content).hexdigest())


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> File:
    archive.writestr(_entry(name), content)
    return _file(content)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry


@contextmanager
def _written_whole(out: Path) -> Iterator[zipfile.ZipFile]:
    """A zip that is written aside, for its owner alone, synced, and put in its place when it is whole."""
    make_private(out.parent)
    aside = out.with_name(f".{out.name}.{secrets.token_hex(6)}{UNFINISHED}")
    descriptor = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        hold_opened(descriptor)
        with open(descriptor, "w+b") as file:  # noqa: PTH123 - a descriptor has no path
            with zipfile.ZipFile(file, "w") as archive:
                yield archive
            _sync(file)
        aside.replace(out)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
    sync_folder(out.parent)


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Has the names in a folder on disk when it returns."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""The files: a small TinyDB database per scoping, and aside of them copies of those that are damaged."""

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from tinydb import TinyDB

from bot.store import BadId, DiskFailed, NotKept, NotSaved, StoreError, TooNew, Unreadable, WordsLost
from bot.store.catalogs import Catalogs
from bot.store.migrations import STEPS, Document, Step, migrate
from bot.store.safe_file import UNFINISHED, Disk, SafeFile
from bot.store.summary import Summary, summarised
from dialogs.catalog import CatalogLost
from dialogs.scoping.scoping import Scoping

LOG = logging.getLogger(__name__)
ONLY = 1
"""The number of the one document in each database."""


class Documents:
    """Loads and saves the scopings of a folder that nobody else writes in. Blocking; for any thread."""

    def __init__(self, folder: Path, model: type[Scoping], disk: Disk, steps: Mapping[int, Step] = STEPS) -> None:
        self.damaged: dict[str, Unreadable | TooNew] = {}
        self.failed: DiskFailed | None = None
        self.closed = False
        self._folder = folder
        self._model = model
        self._disk = disk
        self._steps = steps
        self._catalogs = Catalogs(folder / "catalogs", disk)

    def summaries(self) -> Iterator[Summary]:
        """Of every scoping that can be read; the others are logged and stand in `damaged`."""
        for file in sorted(self._folder.glob("*.json")):
            if is_id(file.stem):
                try:
                    yield self._summary(file.stem)
                except StoreError as error:
                    LOG.error("%s", error)

    def is_kept(self, scoping_id: str) -> bool:
        """Whether there is something under this id, be it readable or not."""
        return self._file(scoping_id).exists()

    def load(self, scoping_id: str) -> Scoping:
        """A scoping as it was last saved, in its own words. Raises BadId, NotKept, Unreadable, WordsLost or TooNew."""
        with self._noting_damage(scoping_id):
            return self._load(scoping_id)

    def save(self, scoping_id: str, document: Document) -> None:
        """Puts a document in the file. Raises NotSaved or DiskFailed; after a DiskFailed always that one.

        A document that could not be read back raises pydantic's ValidationError, and nothing is written. The catalogue
        it was begun with is on disk before it is.
        """
        if self.failed:
            raise self.failed
        if self.closed:
            raise NotSaved(scoping_id, self._file(scoping_id), "scopebot is stopping")
        self._model.model_validate(document)
        try:
            self._save_words(scoping_id, str(document.get("catalog_digest", "")))
            with self._database(scoping_id) as database:
                # Past TinyDB's own update: it would read and parse once more what the caller has just loaded.
                database.storage.write({database.default_table_name: {str(ONLY): document}})
        except DiskFailed as error:
            self.failed = error
            raise

    def remove_unfinished(self) -> None:
        """Removes what a crash left of saves it cut short."""
        for folder in (self._folder, self._folder / "catalogs"):
            for file in folder.glob(f".*{UNFINISHED}"):
                file.unlink()

    def _summary(self, scoping_id: str) -> Summary:
        with self._noting_damage(scoping_id):
            scoping = self._load(scoping_id)
            try:
                return summarised(scoping)
            except (LookupError, TypeError, ValueError) as error:
                # Each part is well formed, but they contradict each other, or the catalog in use.
                raise Unreadable(scoping_id, self._file(scoping_id), f"does not hold together ({error!r})") from error

    @contextmanager
    def _noting_damage(self, scoping_id: str) -> Iterator[None]:
        try:
            yield
        except (TooNew, WordsLost) as error:
            self.damaged[scoping_id] = error
            raise
        except Unreadable as error:
            self.damaged[scoping_id] = self._with_copy(error)
            raise self.damaged[scoping_id] from error.__cause__
        self.damaged.pop(scoping_id, None)

    def _load(self, scoping_id: str) -> Scoping:
        with self._database(scoping_id) as database:
            document = database.get(doc_id=ONLY)
        if isinstance(document, dict):
            return self._parsed(scoping_id, dict(document))
        if not self.is_kept(scoping_id):
            raise NotKept(scoping_id)
        raise Unreadable(scoping_id, self._file(scoping_id), "holds no scoping")

    def _parsed(self, scoping_id: str, document: Document) -> Scoping:
        try:
            scoping = self._model.model_validate(migrate(scoping_id, document, self._steps))
        except ValidationError as error:
            raise Unreadable(scoping_id, self._file(scoping_id), f"does not hold a scoping: {_first(error)}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(scoping_id, self._file(scoping_id), f"cannot be brought up to date: {error}") from error
        if scoping.id != scoping_id:
            raise Unreadable(scoping_id, self._file(scoping_id), f"holds another scoping, {scoping.id}")
        self._recall_words(scoping)
        return scoping

    def _save_words(self, scoping_id: str, digest: str) -> None:
        try:
            self._catalogs.save(digest)
        except NotSaved as error:
            raise NotSaved(scoping_id, error.file, error.reason) from error

    def _recall_words(self, scoping: Scoping) -> None:
        try:
            self._catalogs.recall(scoping.catalog_digest)
        except CatalogLost as error:
            words = self._catalogs.file(scoping.catalog_digest)
            raise WordsLost(scoping.id, self._file(scoping.id), words, str(error)) from error

    def _database(self, scoping_id: str) -> TinyDB:
        return TinyDB(self._file(scoping_id), self._disk, storage=SafeFile)

    def _file(self, scoping_id: str) -> Path:
        if not is_id(scoping_id):
            raise BadId(scoping_id)
        return self._folder / f"{scoping_id}.json"

    def _with_copy(self, error: Unreadable) -> Unreadable:
        return Unreadable(error.id, error.file, error.reason, self._copy(error.file))

    def _copy(self, file: Path) -> Path | None:
        """Copies a damaged file aside, once for each content it is found with."""
        try:
            content = file.read_bytes()
            copy = self._folder / "quarantine" / f"{file.stem}-{hashlib.sha256(content).hexdigest()[:12]}.json"
            copy.parent.mkdir(mode=0o700, exist_ok=True)
            # A copy that a crash cut short is made again.
            if not copy.exists() or copy.stat().st_size != len(content):
                copy.touch(mode=0o600)
                copy.write_bytes(content)
        except OSError as error:
            LOG.error("No copy of %s could be made: %s.", file, error)
            return None
        return copy


def is_id(text: str) -> bool:
    """Whether this can be the id of a scoping, and so the name of a file and of nothing else."""
    return re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text) is not None


def _first(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, problem['loc'])) or 'the whole'}: {problem['msg']}"

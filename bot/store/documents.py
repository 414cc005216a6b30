"""The files: a small TinyDB database per scoping, and aside of them copies of those that are damaged."""

import hashlib
import logging
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from bot.store.catalogs import Catalogs
from bot.store.earlier import FOLDER as EARLIER
from bot.store.earlier import Earlier
from bot.store.errors import Damaged, DiskFailed, NotKept, NotRead, NotSaved, StoreError, TooNew, Unreadable, WordsLost
from bot.store.exports import is_export_file
from bot.store.forgotten import FOLDER as FORGOTTEN
from bot.store.migrations import STEPS, Document, Step, has_open_sums
from bot.store.records import Malformed, check_id, is_id, parsed
from bot.store.safe_file import UNFINISHED, Disk, SafeFile
from bot.store.summaries import Mark, mark_of
from bot.store.summary import Summary, summarised
from dialogs.catalog import CatalogLost
from dialogs.record.parts import Source
from dialogs.scoping.scoping import Scoping

LOG = logging.getLogger(__name__)
ONLY = 1
"""The number of the one document in each database."""

_RESTORED = (
    "Scoping %s was damaged (it %s) and is restored as it was saved at %s. What was answered after that may be lost; "
    "its thread says what. The damaged file is kept in %s."
)


class Documents:
    """Loads and saves the scopings of a folder that nobody else writes in. Blocking; for any thread."""

    def __init__(
        self,
        folder: Path,
        model: type[Scoping],
        disk: Disk,
        steps: Mapping[int, Step] = STEPS,
        *,
        copies: bool = True,
    ) -> None:
        """`copies`: of what is found damaged a copy is made aside."""
        self.damaged: dict[str, Unreadable | NotRead | TooNew] = {}
        self.failed: DiskFailed | None = None
        self.closed = False
        self._folder = folder
        self._model = model
        self._disk = disk
        self._steps = steps
        self._not_to_be_kept: set[str] = set()
        self._copies = copies
        self._earlier = Earlier(folder, disk)
        self.catalogs = Catalogs(folder, disk)

    def ids(self, known: Container[str] = ()) -> list[str]:
        """Of all there is a file of, be it readable or not; what was exported into the folder is none.

        What is `known` for a scoping's is not looked into.
        """
        return [file.stem for file in scoping_files(self._folder, known)]

    def summaries(self) -> Iterator[Summary]:
        """Of every scoping that can be read; the others are logged and stand in `damaged`."""
        for scoping_id in self.ids():
            try:
                yield self.summed_up(scoping_id)[1]
            except StoreError as error:
                LOG.error("%s", error)

    def mark(self, scoping_id: str) -> Mark:
        """What a file is known by, as long as nobody writes it. Raises OSError where there is none."""
        return mark_of(self._file(scoping_id).stat())

    def is_kept(self, scoping_id: str) -> bool:
        """Whether there is something under this id, be it readable or not."""
        return self._file(scoping_id).exists()

    def load(self, scoping_id: str) -> Scoping:
        """A scoping as it was last saved, in its own words. Raises BadId, NotKept, Unreadable, NotRead or TooNew."""
        with self._noting_damage(scoping_id):
            return self._load(scoping_id)

    def restore(self, scoping_id: str, now: datetime, tell: Callable[[str], None] = LOG.error) -> Scoping:
        """Puts the newest earlier version that is whole in the place of a damaged file, and marks it as restored.

        For whoever holds the folder's lock, while nobody else edits the scoping. A file that is whole stays; `tell` is
        told of any other. Raises
        Damaged where no earlier one is whole, and what `load` and `save` raise.
        """
        with self._noting_damage(scoping_id):
            try:
                return self._load(scoping_id)
            except Damaged as damage:
                return self._restored(scoping_id, damage, now, tell)

    def _restored(self, scoping_id: str, damage: Damaged, now: datetime, tell: Callable[[str], None]) -> Scoping:
        scoping, saved_at = self._gone_back(scoping_id, damage, now)
        copy = self.copy_aside(damage.file)
        if copy is None:  # what cannot be kept is not written over
            raise damage
        document = scoping.model_dump(mode="json")
        self.read_back(document)
        self._save(scoping_id, document, earlier=None)
        tell(_RESTORED % (scoping_id, damage.reason, saved_at, copy))
        return scoping

    def gone_back(self, scoping_id: str, now: datetime) -> Scoping:
        """A damaged scoping as `restore` would put it in its place; nothing is written. Raises as that does."""
        damage = Damaged(scoping_id, self._file(scoping_id), "is damaged")
        return self._gone_back(scoping_id, damage, now)[0]

    def _gone_back(self, scoping_id: str, damage: Damaged, now: datetime) -> tuple[Scoping, datetime]:
        """The newest earlier version that is whole, marked as restored, and when it was saved."""
        scoping, place = self._newest_whole(scoping_id, damage)
        saved_at = datetime.fromtimestamp(place.stat().st_mtime, UTC)
        scoping.restored_from(Source.EARLIER, saved_at, now)
        scoping.version += 1
        return scoping, saved_at

    def save(self, scoping_id: str, document: Document) -> Mark:
        """Puts a document in the file, whose mark it returns. Raises NotSaved, or DiskFailed, and that always after.

        A document that could not be read back raises pydantic's ValidationError, and nothing is written. The catalogue
        it was begun with is on disk before it is. The file that was there before is among the earlier versions then.
        """
        self.read_back(document)
        return self.put(scoping_id, document)

    def read_back(self, document: Document) -> Scoping:
        """What a document holds, as it will be read. Raises pydantic's ValidationError."""
        return self._model.model_validate(document)

    def put(self, scoping_id: str, document: Document) -> Mark:
        """Saves a document that was read back."""
        self._save(scoping_id, document, earlier=int(document.get("version", 0)) - 1)
        return self.mark(scoping_id)

    def replace(self, scoping: Scoping) -> None:
        """Saves a scoping of which nothing earlier is to be kept, and removes what there is. Raises as `save` does."""
        document = scoping.model_dump(mode="json")
        self.read_back(document)
        self._save(scoping.id, document, earlier=None)
        self._earlier.forget(scoping.id)

    def remove(self, scoping_id: str) -> None:
        """Removes all there is of a scoping; its file last, so that what a crash left of it can be removed again.

        Raises NotSaved, or DiskFailed where the disk does not confirm it.
        """
        if self.closed:
            raise NotSaved(scoping_id, self._file(scoping_id), "scopebot is stopping")
        try:
            self._earlier.forget(scoping_id)
            for copy in (self._folder / "quarantine").glob(f"{scoping_id}-*.json"):
                copy.unlink()
            SafeFile(self._file(scoping_id), self._disk).remove()
        except DiskFailed as error:
            self.failed = error
            raise
        except OSError as error:
            raise NotSaved(scoping_id, self._file(scoping_id), (error.strerror or str(error)).lower()) from error
        self.damaged.pop(scoping_id, None)

    def _save(self, scoping_id: str, document: Document, earlier: int | None) -> None:
        if self.failed:
            raise self.failed
        if self.closed:
            raise NotSaved(scoping_id, self._file(scoping_id), "scopebot is stopping")
        try:
            self._save_words(scoping_id, str(document.get("catalog_digest", "")))
            has_sums = scoping_id in self._not_to_be_kept
            keep = None if earlier is None or has_sums else partial(self._earlier.keep, version=earlier)
            with TinyDB(self._file(scoping_id), self._disk, keep, storage=SafeFile) as database:
                # Past TinyDB's own update: it would read and parse once more what the caller has just loaded.
                database.storage.write({database.default_table_name: {str(ONLY): document}})
            self._not_to_be_kept.discard(scoping_id)
        except DiskFailed as error:
            self.failed = error
            raise
        self._earlier.thin_out(scoping_id)

    def remove_unfinished(self) -> None:
        """Removes what a crash left of saves it cut short."""
        forgotten = self._folder / FORGOTTEN, self._folder / EARLIER / FORGOTTEN
        for folder in (self._folder, *self.catalogs.folders, *forgotten):
            for file in folder.glob(f".*{UNFINISHED}"):
                file.unlink()

    def summed_up(self, scoping_id: str) -> tuple[Scoping, Summary]:
        """A scoping and its summary. Raises what `load` raises, and Unreadable where it contradicts itself."""
        with self._noting_damage(scoping_id):
            scoping = self._load(scoping_id)
            try:
                return scoping, summarised(scoping)
            except (LookupError, TypeError, ValueError) as error:
                # Each part is well formed, but they contradict each other, or the catalog in use.
                raise Unreadable(scoping_id, self._file(scoping_id), f"does not hold together ({error!r})") from error

    @contextmanager
    def _noting_damage(self, scoping_id: str) -> Iterator[None]:
        try:
            yield
        except (TooNew, WordsLost, NotRead) as error:
            self.damaged[scoping_id] = error
            raise
        except Unreadable as error:
            copy = self.copy_aside(error.file) if self._copies else None
            self.damaged[scoping_id] = type(error)(error.id, error.file, error.reason, copy)
            raise self.damaged[scoping_id] from error.__cause__
        self.damaged.pop(scoping_id, None)

    def _load(self, scoping_id: str) -> Scoping:
        document = self._document(self._file(scoping_id))
        if document is not None:
            (self._not_to_be_kept.add if has_open_sums(document) else self._not_to_be_kept.discard)(scoping_id)
            return self._parsed(scoping_id, document)
        if not self.is_kept(scoping_id):
            raise NotKept(scoping_id)
        raise Damaged(scoping_id, self._file(scoping_id), "holds no scoping")

    def _document(self, file: Path) -> Document | None:
        with TinyDB(file, self._disk, storage=SafeFile) as database:
            document = database.get(doc_id=ONLY)
        return dict(document) if isinstance(document, dict) else None

    def _newest_whole(self, scoping_id: str, damage: Damaged) -> tuple[Scoping, Path]:
        """The newest earlier version that can be read, and where it stands. Raises the damage where there is none."""
        for place in self._earlier.of(scoping_id):
            try:
                document = self._document(place)
                if document is not None:
                    return self._parsed(scoping_id, document), place
            except Unreadable as error:
                LOG.warning("An earlier version is damaged, too: %s %s.", place, error.reason)
        raise Damaged(scoping_id, damage.file, f"{damage.reason}, and no earlier version of it is whole")

    def _parsed(self, scoping_id: str, document: Document) -> Scoping:
        try:
            scoping = parsed(scoping_id, document, self._model, self._steps)
        except Malformed as error:
            raise Unreadable(scoping_id, self._file(scoping_id), str(error)) from error
        self._recall_words(scoping)
        return scoping

    def _save_words(self, scoping_id: str, digest: str) -> None:
        try:
            self.catalogs.save(digest)
        except NotSaved as error:
            raise NotSaved(scoping_id, error.file, error.reason) from error

    def _recall_words(self, scoping: Scoping) -> None:
        try:
            self.catalogs.recall(scoping.catalog_digest)
        except CatalogLost as error:
            words = self.catalogs.file(scoping.catalog_digest)
            raise WordsLost(scoping.id, self._file(scoping.id), words, str(error)) from error
        except OSError as error:
            raise NotRead(scoping.id, self.catalogs.file(scoping.catalog_digest), error) from error

    def _file(self, scoping_id: str) -> Path:
        check_id(scoping_id)
        return self._folder / f"{scoping_id}.json"

    def keep_aside(self, name: str) -> None:
        """Copies aside whatever there is of something damaged, a scoping or the questions of some. Raises NotSaved.

        What earlier versions there are of a scoping that is not mended from them may be of use to somebody else.
        """
        for file in (self._folder / f"{name}.json", *self._earlier.of(name)):
            if file.exists() and self.copy_aside(file, Path(name).name) is None:
                raise NotSaved(name, file, "no copy of it could be made")

    def copy_aside(self, file: Path, of: str = "") -> Path | None:
        """Copies a damaged file aside, once for each content it is found with; None where that can't be done.

        `of` is the scoping it is of, where its name does not say.
        """
        try:
            content = file.read_bytes()
            copy = self._folder / "quarantine" / f"{of or file.stem}-{hashlib.sha256(content).hexdigest()[:12]}.json"
            copy.parent.mkdir(mode=0o700, exist_ok=True)
            # A copy that a crash cut short is made again.
            if not copy.exists() or copy.stat().st_size != len(content):
                copy.touch(mode=0o600)
                copy.write_bytes(content)
        except OSError as error:
            LOG.error("No copy of %s could be made: %s.", file, error)
            return None
        return copy


def scoping_files(folder: Path, known: Container[str] = ()) -> list[Path]:
    """The files of a folder's scopings, readable or not; what was exported into it is none of them."""
    files = (file for file in folder.glob("*.json") if is_id(file.stem))
    return sorted(file for file in files if file.stem in known or not is_export_file(file))

"""Who was forgotten: digests under a key, and the number of each one's pseudonym. No id and no name stands here.

    forgotten/key.json     the key
    forgotten/list.json    for each person the digests of their id and of their names under it, a number, and when

A backup that is restored later is gone through for everybody on the list. Both files have a second copy beside the
earlier versions: without them, a backup would bring back whoever was forgotten.
"""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.store.earlier import FOLDER as EARLIER
from bot.store.errors import Damaged, ListLost, NotRead
from bot.store.safe_file import Disk, SafeFile, make_private
from bot.store.seal import Tables, sealed, unsealed
from dialogs.scoping.forgetting import PARTING, is_unmistakable

FOLDER = "forgotten"
KEY, LIST = "key.json", "list.json"


class Forgot(NamedTuple):
    """One row of the list. `key` names the key it was made under: a restored backup may bring another.

    `team` is the only workspace they are forgotten in; "" for all. `names` has a row for each: how many words it is,
    and its digest; rows of an earlier version have none.
    """

    key: str
    digest: str
    number: int
    at: str
    team: str = ""
    names: tuple[tuple[int, str], ...] = ()

    @property
    def who(self) -> tuple[str, str, str]:
        """What makes it another row: somebody may be forgotten in two workspaces, one after the other."""
        return self.key, self.digest, self.team


class Forgotten:
    """The list of a folder. Blocking; for whoever holds the folder's lock, but for looking."""

    def __init__(self, folder: Path | None, disk: Disk) -> None:
        """Raises ListLost or NotRead. Without a folder nobody was forgotten yet."""
        self._folders = (folder / FOLDER, folder / EARLIER / FOLDER) if folder else ()
        self._disk = disk
        self._keys: dict[str, bytes] = {}
        self._rows: list[Forgot] = []
        try:
            self._take_in(self._read(KEY), self._read(LIST))
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise self._lost(LIST, "is in a form that this scopebot does not know") from error
        if any(row.key not in self._keys for row in self._rows):
            raise self._lost(KEY, "has lost its key")

    def among(self, people: Iterable[str], team: str) -> dict[str, int]:
        """Those of a workspace's people who were forgotten in it, with the numbers of their pseudonyms."""
        found = {person: [row for row in self._of(person) if row.team in ("", team)] for person in people}
        return {person: rows[0].number for person, rows in found.items() if rows}

    def named(self, texts: Iterable[str], team: str) -> dict[int, set[str]]:
        """What stands in texts of a workspace as the name of somebody forgotten in it, by their pseudonym's number.

        Words that can be part of a name are made digests of, so many at a time as a name on the list has.
        """
        wanted = {
            (row.key, words, digest): row.number
            for row in self._rows
            if row.team in ("", team)
            for words, digest in row.names
        }
        lengths = {words for _, words, _ in wanted}
        found: dict[int, set[str]] = {}
        for name, words in {run for text in texts for run in _runs(text, lengths)} if wanted else ():
            for key in self._keys:
                if number := wanted.get((key, words, self._of_name(key, name))):
                    found.setdefault(number, set()).add(name)
        return found

    def has_since(self, moment: datetime, team: str) -> bool:
        """Whether anybody was forgotten in a workspace after a moment."""
        return any(row.team in ("", team) and datetime.fromisoformat(row.at) > moment for row in self._rows)

    def number(self, person: str) -> int:
        """The number of somebody's pseudonym: what they have already, or else the next."""
        known = self._of(person)
        return known[0].number if known else max((row.number for row in self._rows), default=0) + 1

    def add(self, person: str, now: datetime, team: str = "", names: Iterable[str] = ()) -> int:
        """Puts a person on the list, on disk when it returns; the number of their pseudonym. Raises NotSaved.

        Names are added to those that are on it already.
        """
        number = self.number(person)
        here = next((row for row in self._of(person) if row.team in ("", team)), None)
        if not self._keys:
            self._keys[secrets.token_hex(4)] = secrets.token_bytes(32)
        name, key = next(iter(self._keys.items()))
        at = now.isoformat(timespec="seconds")
        row = here or Forgot(name, _digest(key, person), number, at, team)
        cores = filter(None, map(_core, names))
        known = {*row.names, *((len(_WORD.findall(one)), self._of_name(row.key, one)) for one in cores)}
        self._rows = [one for one in self._rows if one is not here] + [row._replace(names=tuple(sorted(known)))]
        self.save()
        return number

    def merge(self, key: bytes | None, rows: bytes | None) -> None:
        """Takes in the files of a backup beside what is known; nothing is written.

        Raises ValueError, LookupError, TypeError or AttributeError for files that are none.

        The backup's records speak of its own numbers: whoever else has one of them here gets another.
        """
        own, self._rows = self._rows, []
        self._take_in(unsealed(key) if key else {}, unsealed(rows) if rows else {})
        if any(row.key not in self._keys for row in self._rows):
            raise ValueError("has lost its key")
        numbers = {row.who[:2]: row.number for row in self._rows}
        for row in own:
            taken = set(numbers.values())
            number = row.number if row.number not in taken else max(taken) + 1
            self._take_in_row(row._replace(number=numbers.setdefault(row.who[:2], number)))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The two files as they are to be, by name."""
        if self._rows:
            yield KEY, sealed({"_default": {name: {"key": key.hex()} for name, key in self._keys.items()}})
            yield LIST, sealed({"_default": {str(at): row._asdict() for at, row in enumerate(self._rows, 1)}})

    def save(self) -> None:
        """Writes both files, each twice. Raises NotSaved or DiskFailed."""
        for name, content in self.files():
            for folder in self._folders:
                make_private(folder)
                SafeFile(folder / name, self._disk, of="").put(content)

    def _of(self, person: str) -> list[Forgot]:
        return [row for row in self._rows if self._is(row, person)]

    def _is(self, row: Forgot, person: str) -> bool:
        key = self._keys.get(row.key)
        return key is not None and hmac.compare_digest(row.digest, _digest(key, person))

    def _take_in(self, keys: Tables, rows: Tables) -> None:
        self._keys = {name: bytes.fromhex(row["key"]) for name, row in keys.get("_default", {}).items()} | self._keys
        for row in rows.get("_default", {}).values():
            names = tuple((int(words), str(digest)) for words, digest in row.get("names", ()))
            self._take_in_row(Forgot(**(row | {"names": names})))

    def _take_in_row(self, row: Forgot) -> None:
        """Beside the others, or together with the one of the same person in the same workspace."""
        same = next((one for one in self._rows if one.who == row.who), None)
        if same:
            self._rows.remove(same)
            row = same._replace(names=tuple(sorted({*same.names, *row.names})), at=max(same.at, row.at))
        self._rows.append(row)

    def _of_name(self, key: str, name: str) -> str:
        return _digest(self._keys[key], f"name:{_normal(name)}") if key in self._keys else ""

    def _read(self, name: str) -> Tables:
        """The first copy that is whole; nothing where nobody was forgotten. Raises ListLost, NotRead."""
        problem: Damaged | NotRead | None = None
        for folder in self._folders:
            try:
                tables: dict[str, dict[str, Any]] | None = SafeFile(folder / name, self._disk, of="").read()
            except Damaged as error:
                problem = error
            else:
                if tables is not None:
                    return tables
        if isinstance(problem, Damaged):
            raise self._lost(name, problem.reason) from problem
        if problem:
            raise problem
        return {}

    def _lost(self, name: str, reason: str) -> ListLost:
        return ListLost([folder / name for folder in self._folders], reason)


def check_lists(key: bytes | None, rows: bytes | None) -> None:
    """Raises ValueError, LookupError, TypeError or AttributeError for two files that can't be merged."""
    Forgotten(None, Disk()).merge(key, rows)


def _digest(key: bytes, person: str) -> str:
    return hmac.new(key, person.encode(), "sha256").hexdigest()


_WORD = re.compile(r"[^\W_]+")


def _runs(text: str, lengths: Iterable[int]) -> Iterator[tuple[str, int]]:
    """So many words of a text as they stand, with what is between them."""
    text = unicodedata.normalize("NFC", text)
    words = list(_WORD.finditer(text))
    for many in lengths:
        for first, last in zip(words, words[many - 1 :], strict=False):
            yield text[first.start() : last.end()], many


def _core(name: str) -> str:
    """A name from its first letter to its last."""
    found = re.search(r"\w(?:.*\w)?", unicodedata.normalize("NFC", name), re.DOTALL)
    return found[0] if found else ""


def _normal(name: str) -> str:
    """One spelling for all that are found as the same name."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    return re.sub(PARTING, " ", plain).casefold() if is_unmistakable(plain) else plain

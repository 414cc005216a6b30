"""Somebody who is to be forgotten: what finds them, in which records, and what was done."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from bot.store.errors import StoreError
from bot.store.migrations import migrate
from bot.store.safe_file import Disk
from bot.store.seal import unsealed
from dialogs.record.leavers import Leaver
from dialogs.scoping.forgetting import id_pattern, is_unmistakable, names_in_full, pattern_of
from dialogs.scoping.scoping import Scoping


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
        self.theirs = [scoping for scoping in scopings(self.documents) if self.takes_part(scoping)]
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
        return list(scopings(self.documents))

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


def scopings(documents: Records) -> Iterator[Scoping]:
    for scoping_id in documents.ids():
        with suppress(StoreError):
            yield documents.load(scoping_id)


def parsed(scoping_id: str, content: bytes) -> Scoping | None:
    """The scoping in a file; None where it holds none that can be read."""
    try:
        return Scoping.model_validate(migrate(scoping_id, unsealed(content)["_default"]["1"]))
    except (StoreError, ValidationError, ValueError, LookupError, TypeError):
        return None

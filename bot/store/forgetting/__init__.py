"""Forgets a person in everything a folder holds: a row in a table for each kind of thing that holds people.

The scopings come last: until they are done the names stand in them, so that what a crash cut short can be done again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bot.store import backups
from bot.store.documents import Documents, scoping_files
from bot.store.earlier import FOLDER as EARLIER
from bot.store.errors import StoreError
from bot.store.forgetting.other_files import in_other_files
from bot.store.forgetting.own_files import (
    in_backups,
    in_damaged_copies,
    in_earlier_versions,
    in_scopings,
    in_summaries,
    in_the_audit,
    in_what_was_cut_short,
)
from bot.store.forgetting.person import Forgetting, Records, Told, parsed, scopings
from bot.store.forgotten import Forgotten
from bot.store.safe_file import Disk
from dialogs.record.leavers import Leaver
from dialogs.scoping.forgetting import places
from dialogs.scoping.scoping import Scoping


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


class Holder(NamedTuple):
    """A kind of thing that holds people, and how a person is forgotten in it."""

    what: str
    forget: Callable[[Forgetting], None]
    is_beside: bool = False
    """Whether it is gone through as well where the records are kept elsewhere."""


SCOPINGS = "scopings"
HOLDERS: tuple[Holder, ...] = (
    Holder("backups", in_backups, is_beside=True),
    Holder("unfinished files", in_what_was_cut_short, is_beside=True),
    Holder("earlier versions", in_earlier_versions),
    Holder("damaged copies", in_damaged_copies),
    Holder("other files", in_other_files, is_beside=True),
    Holder("audit", in_the_audit),
    Holder("summaries", in_summaries),
    Holder(SCOPINGS, in_scopings, is_beside=True),
)
"""Everything under SCOPEBOT_DATA that holds people. What else is kept there gets a row, before the scopings."""


def _everywhere(folder: Path, records: Records) -> Iterator[Scoping]:
    yield from scopings(records)
    for file in (folder / EARLIER).glob("*/*.json"):
        yield from filter(None, [parsed(file.parent.name, file.read_bytes())])
    for archive in backups.archives(folder):
        with suppress(StoreError):
            contents: Mapping[str, bytes] = backups.read(archive)[1]
            for name, content in contents.items():
                yield from filter(None, [parsed(name.removesuffix(".json"), content)])

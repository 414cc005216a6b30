"""scopebot forget: a person is taken out of all that is kept, and what Slack still holds of them is named."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.commands.backup import FAILED, folder_of
from bot.commands.database import about, database_of, done, forgotten
from bot.store import audit, backups, restoring
from bot.store.errors import StoreError
from bot.store.folder_lock import FolderLock
from bot.store.forgetting import forget, known_names, would_change
from bot.store.forgetting.person import Read, Records, Told
from bot.store.forgotten import Forgotten
from bot.store.mending import mend
from bot.store.safe_file import Disk
from bot.thread.posting import in_channel
from dialogs.catalog import shipped
from dialogs.scoping.forgetting import is_unmistakable
from dialogs.scoping.scoping import Scoping


def run(
    env: Mapping[str, str],
    person: str,
    *,
    names: Sequence[str] = (),
    team: str = "",
    even_common: bool = False,
    dry: bool = False,
    now: datetime | None = None,
) -> int:
    """Forgets a person by their Slack id; the exit code. It takes the folder's lock, so the bot has to be stopped.

    A name that may be a word of others' counts only with `even_common`. `dry`: only says what would be changed, beside
    a running bot, too.
    """
    folder, now, database = folder_of(env), now or datetime.now(UTC), database_of(env)
    if not re.fullmatch("[UW][A-Z0-9]+", person):
        return _refused(f"{person!r} is no id of a person in Slack. It begins with U or W; a profile's menu copies it.")
    if not database and not folder.is_dir():
        return _refused(f"There is no folder {folder}. SCOPEBOT_DATA names the one to look in.")
    given = [name.strip().removeprefix("@") for name in names]
    try:
        if dry:
            return _tried(folder, person, given, team, Read(done(about(database))) if database else None)
        if database:
            counting = Counted(given, even_common)
            told = done(forgotten(database, folder, person, team, now, counting))
            left = counting.left
        else:
            told, left = _forgotten(folder, person, given, team, now, even_common=even_common)
    except NotCounting as refused:
        return _refused(str(refused))
    except StoreError as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"Not all was done: {(error.strerror or str(error)).lower()}. Put that right and do it again.")
    sys.stdout.writelines(f"{line}\n" for line in (*_said(told), *_words_left(left)))
    return FAILED if told.left else 0


def _forgotten(
    folder: Path, person: str, given: Sequence[str], team: str, now: datetime, *, even_common: bool
) -> tuple[Told, Mapping[str, str]]:
    """Forgets somebody in a folder; what was done, and which of their names were left. Raises StoreError, OSError."""
    lock = FolderLock(folder)
    try:
        lock.take(now)
        restoring.finish(folder, Disk())
        sys.stdout.writelines(f"{said}\n" for said in mend(folder, now))
        counting = Counted(given, even_common)
        names = counting(known_names(folder, person))
        Forgotten(folder, Disk())  # raises where the list is lost, before anything is done
        audit.note(folder, "forget")
        with backups.changing(folder):
            return forget(folder, person, now, names=names, team=team), counting.left
    finally:
        lock.release()


class NotCounting(Exception):
    """A name was given that may be anybody's word."""

    def __init__(self, doubts: Mapping[str, str]) -> None:
        which = "; ".join(f"“{name}” {why}" for name, why in doubts.items())
        super().__init__(
            f"Nothing was changed: {which}. In other people's words it would be replaced wherever it stands. --dry-run "
            "says how often that is; --even-common does it."
        )


@dataclass
class Counted:
    """Which names count, of those that were given and those that the records have; `left` are words as well."""

    given: Sequence[str]
    even_common: bool
    left: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, known: Sequence[str]) -> list[str]:
        """Raises NotCounting for a name that was given and may be anybody's word."""
        if self.even_common:
            return [*self.given, *known]
        if doubts := _doubts(self.given, known):
            raise NotCounting(doubts)
        self.left = {name: why for name in known if name == name.lower() and (why := _doubt(name, known))}
        return [*self.given, *(name for name in known if name not in self.left)]


def _doubts(given: Iterable[str], known: Sequence[str]) -> dict[str, str]:
    return {name: why for name in given if (why := _doubt(name, known))}


SHORTEST = 3
"""Letters; what is shorter is part of too many things."""


def _doubt(name: str, known: Sequence[str]) -> str:
    """Why a name may be anybody's word; "" where it is one of theirs alone, as far as one can tell."""
    if len(name) < SHORTEST:
        return f"has fewer than {SHORTEST} letters"
    if _is_a_word(name):
        return "is a word of the questions"
    theirs = {part for one in known for part in (one, *one.split())}
    return "" if name in theirs or is_unmistakable(name) else "is one word, and none of their names in the records"


@cache
def _words() -> frozenset[str]:
    return frozenset(word.casefold() for word in re.findall(r"[\w-]+", shipped().model_dump_json()))


def _is_a_word(name: str) -> bool:
    return name.casefold() in _words()


def _tried(folder: Path, person: str, given: Sequence[str], team: str, records: Records | None) -> int:
    """Says in which scopings what would be replaced, and how often; the exit code."""
    known = known_names(folder, person, records)
    for id, found in would_change(folder, person, [*given, *known], team, records).items():
        often = ", ".join(f"{what} {count}" for what, count in sorted(found.items(), key=lambda one: (-one[1], one[0])))
        sys.stdout.write(f"  {id}: {sum(found.values())} places{f' ({often})' if often else ''}\n")
    for name, why in _doubts([*given, *known], known).items():
        sys.stdout.write(f"“{name}” {why}: look whether all of these are meant.\n")
    sys.stdout.write(
        "Nothing was changed. What they said and nothing rests on goes, too; backups, earlier versions, exports and "
        "logs in the folder are gone through with them.\n"
    )
    return 0


def _words_left(left: Mapping[str, str]) -> Iterator[str]:
    for name, why in left.items():
        yield f"“{name}”, which they are called, {why}: it was left in what others said. --even-common replaces it."


def _said(told: Told) -> Iterator[str]:
    yield f"Forgotten, and from now on “{told.leaver.name}”."
    yield from (f"  {what}: {count}" for what, count in told.changed.items())
    in_slack = [line for scoping in told.scopings if (line := _in_slack(scoping))]
    if in_slack:
        yield "What Slack still holds is deleted in Slack; scopebot's own messages are edited at its next start:"
    yield from in_slack
    if told.left:
        yield "Not done; put it right and do it again, or remove the file:"
    yield from (f"  {file}: {why}" for file, why in told.left)
    if told.elsewhere:
        yield "Out of reach, and gone through when they are restored:"
    yield from (f"  {file}: a backup of {made_at}" for file, made_at in told.elsewhere)


def _in_slack(record: Scoping) -> str:
    """The thread, and how many messages and files of ours are in it; "" where there is none."""
    thread = record.shown.get("thread")
    shown = len({message.ts for message in in_channel(record).values() if message.ts})
    if thread is None:
        return ""
    where = f"https://app.slack.com/client/{record.team_id}/{record.channel}/thread/{record.channel}-{thread.ts}"
    return f"  {record.id}: {shown} messages and files of mine, and what people wrote themselves: {where}"


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return FAILED

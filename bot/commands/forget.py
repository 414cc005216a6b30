"""scopebot forget: a person is taken out of all that is kept, and what Slack still holds of them is named."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from bot.commands.backup import FAILED, folder_of
from bot.store import StoreError, audit, backups, restoring
from bot.store.folder_lock import FolderLock
from bot.store.forgetting import Told, forget
from bot.store.safe_file import Disk
from bot.thread.posting import in_channel
from dialogs.scoping.scoping import Scoping


def run(
    env: Mapping[str, str], person: str, *, names: Sequence[str] = (), team: str = "", now: datetime | None = None
) -> int:
    """Forgets a person by their Slack id; the exit code. It takes the folder's lock, so the bot has to be stopped."""
    folder, now = folder_of(env), now or datetime.now(UTC)
    if not re.fullmatch("[UW][A-Z0-9]+", person):
        return _refused(f"{person!r} is no id of a person in Slack. It begins with U or W; a profile's menu copies it.")
    if not folder.is_dir():
        return _refused(f"There is no folder {folder}. SCOPEBOT_DATA names the one to look in.")
    lock = FolderLock(folder)
    try:
        lock.take(now)
        restoring.finish(folder, Disk())
        audit.note(folder, "forget")
        with backups.changing(folder):
            told = forget(folder, person, now, names=names, team=team)
    except StoreError as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"Not all was done: {(error.strerror or str(error)).lower()}. Put that right and do it again.")
    finally:
        lock.release()
    sys.stdout.writelines(f"{line}\n" for line in _said(told))
    return FAILED if told.left else 0


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

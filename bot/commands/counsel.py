"""scopebot counsel, without a folder: how the objections of this workspace's scopings were taken."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.commands.database import about, database_of, done
from bot.commands.export import default_folder
from bot.store.documents import Documents
from bot.store.errors import StoreError
from bot.store.safe_file import Disk
from bot.words.sentences import sentence
from dialogs.findings.objections.in_use import taken
from dialogs.scoping.scoping import Scoping


def in_use(env: Mapping[str, str]) -> int:
    """Writes a line for each rule and month; the exit code."""
    try:
        found = taken(_scopings(env))
    except StoreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    lines = [sentence("in_use.line", one=one) for one in found] or [sentence("in_use.none")]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _scopings(env: Mapping[str, str]) -> Iterator[Scoping]:
    """All that can be read. Raises StoreError."""
    if database := database_of(env):
        yield from (scoping for scoping in done(about(database)).values() if isinstance(scoping, Scoping))
        return
    documents = Documents(Path(env.get("SCOPEBOT_DATA", "").strip() or default_folder()), Scoping, Disk())
    yield from (documents.load(one.id) for one in documents.summaries())

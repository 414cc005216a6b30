"""scopebot counsel, without a folder: how the objections of this workspace's scopings were taken."""

import sys
from collections.abc import Mapping
from pathlib import Path

from bot.commands.export import default_folder
from bot.store import StoreError
from bot.store.documents import Documents
from bot.store.safe_file import Disk
from bot.words.sentences import sentence
from dialogs.findings.objections.in_use import taken
from dialogs.scoping.scoping import Scoping


def in_use(env: Mapping[str, str]) -> int:
    """Writes a line for each rule and month; the exit code."""
    folder = Path(env.get("SCOPEBOT_DATA", "").strip() or default_folder())
    documents = Documents(folder, Scoping, Disk())
    try:
        found = taken(documents.load(one.id) for one in documents.summaries())
    except StoreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    lines = [sentence("in_use.line", one=one) for one in found] or [sentence("in_use.none")]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0

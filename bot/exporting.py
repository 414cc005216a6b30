"""scopebot export: a scoping's report or record, read beside a running bot and never written."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bot import markdown
from bot.settings import described
from bot.store import StoreError
from bot.store.documents import Documents
from bot.store.safe_file import Disk
from dialogs.scoping import Scoping

FORMATS: Mapping[str, Callable[[Scoping], str]] = {
    "md": markdown.render,
    "json": lambda scoping: (
        scoping.model_dump_json(indent=2, exclude={"deliveries", "shown", "shown_seq", "rings"}) + "\n"
    ),
}


def export(env: Mapping[str, str], scoping_id: str, wanted: str, *, everything: bool = False) -> int:
    """Writes to standard output; the exit code. Mistakes are one sentence on standard error."""
    folder = Path(env.get("SCOPEBOT_DATA", "").strip() or _default_folder())
    documents = Documents(folder, Scoping, Disk())
    if everything or not scoping_id:
        return _list(documents, folder)
    if wanted not in FORMATS:
        return _refused(f"There is no format {wanted!r}; choose one of {', '.join(FORMATS)}.")
    try:
        sys.stdout.write(FORMATS[wanted](documents.load(scoping_id)))
    except StoreError as error:
        return _refused(str(error))
    return 0


def _list(documents: Documents, folder: Path) -> int:
    """One scoping a line: its id, how it stands, its title."""
    rows = sorted(documents.summaries(), key=lambda summary: summary.started_at, reverse=True)
    for summary in rows:
        sys.stdout.write(f"{summary.id}  {summary.stage:14}  {summary.title}\n")
    return 0 if rows else _refused(f"There are no scopings in {folder}. SCOPEBOT_DATA names the folder to look in.")


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


def _default_folder() -> str:
    return next(default for name, default, _ in described() if name == "SCOPEBOT_DATA")

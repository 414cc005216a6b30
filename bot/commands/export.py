"""scopebot export: a scoping's report in any of its views, or its record; read beside a running bot, never written.

That it was exported stands in the audit before anything is written out.
"""

import os
import stat
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.database import database_of, done, exported, summaries
from bot.report import html, markdown
from bot.settings import described
from bot.store.audit import note
from bot.store.documents import Documents
from bot.store.errors import NotKept, StoreError
from bot.store.mending import mend_if_free
from bot.store.ownership import hand_over
from bot.store.safe_file import Disk
from bot.store.summary import Summary
from dialogs import report
from dialogs.findings import Findings
from dialogs.report import published
from dialogs.scoping.scoping import Scoping

FORMATS: Mapping[str, Callable[[Scoping], str]] = {
    "md": lambda scoping: markdown.render(Findings(scoping)),
    "html": lambda scoping: html.render(Findings(scoping)),
    "json": lambda scoping: published.as_json(report.build(Findings(scoping))),
    "record": lambda scoping: scoping.model_dump_json(indent=2) + "\n",
}

PRACTICE = Path("demo", "bot")
"""Where `scopebot demo` keeps its scopings, unless told otherwise."""


def export(
    env: Mapping[str, str], scoping_id: str, wanted: str, *, out: Path | None = None, everything: bool = False
) -> int:
    """Writes to a file or to standard output; the exit code. Mistakes are one sentence on standard error.

    The report is there as Markdown, as a page, and as JSON (docs/report.schema.json); the record is the scoping's whole
    file. What is written to a file is for its owner alone.
    """
    folder = Path(env.get("SCOPEBOT_DATA", "").strip() or default_folder())
    database = database_of(env)
    if everything or not scoping_id:
        return _list_all(folder, database)
    if wanted not in FORMATS:
        return _refused(f"There is no format {wanted!r}; choose one of {', '.join(FORMATS)}.")
    try:
        scoping = done(exported(database, scoping_id)) if database else _in_folder(folder, scoping_id)
        text = FORMATS[wanted](scoping)
    except NotKept:
        where = "the database" if database else folder
        return _refused(f"There is no scoping {scoping_id} in {where}. scopebot export --list names those there are.")
    except StoreError as error:
        return _refused(str(error))
    try:
        return _written(text, out)
    finally:
        if not database:
            hand_over(folder)


def _in_folder(folder: Path, scoping_id: str) -> Scoping:
    """A scoping that is about to be exported: its line is written. Raises StoreError."""
    sys.stderr.writelines(f"{said}\n" for said in mend_if_free(folder, datetime.now(UTC), scoping_id))
    scoping = Documents(folder, Scoping, Disk()).load(scoping_id)
    note(folder, "export", scoping_id)
    return scoping


def _written(text: str, out: Path | None) -> int:
    if out is None:
        sys.stdout.write(text)
        return 0
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor has no path
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                os.fchmod(descriptor, 0o600)  # one that was there may have been anybody's to read
            file.write(text)
    except OSError as error:
        return _refused(f"I can't write {out} ({error.strerror}). Name another file with --out.")
    return 0


def _list_all(folder: Path, database: str) -> int:
    """One scoping a line: its id, how it stands, its title."""
    try:
        found = done(summaries(database)) if database else Documents(folder, Scoping, Disk()).summaries()
    except StoreError as error:
        return _refused(str(error))
    rows: list[Summary] = sorted(found, key=lambda summary: summary.started_at, reverse=True)
    for summary in rows:
        sys.stdout.write(f"{summary.id}  {summary.stage:14}  {summary.title}\n")
    where = "the database" if database else folder
    return 0 if rows else _refused(f"There are no scopings in {where}. {_elsewhere()}")


def _elsewhere() -> str:
    """Where scopings may be if not here; those of the practice workspace have a folder of their own."""
    if any(PRACTICE.glob("*.json")):
        return f"Those of scopebot demo are in {PRACTICE}: SCOPEBOT_DATA={PRACTICE} scopebot export --list"
    return "SCOPEBOT_DATA names the folder to look in."


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


def default_folder() -> str:
    """Where scopings are kept where the environment names no folder."""
    return next(default for name, default, _ in described() if name == "SCOPEBOT_DATA")

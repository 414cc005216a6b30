"""Logs, exports and backups that somebody keeps in the folder: a person is forgotten in them as far as that goes."""

from collections.abc import Callable
from pathlib import Path

from bot.store import audit, backups, exports
from bot.store.catalogs import FOLDER as CATALOGS
from bot.store.earlier import FOLDER as EARLIER
from bot.store.forgetting.archives import in_archive
from bot.store.forgetting.own_files import QUARANTINE
from bot.store.forgetting.packings import text_of, texts_in
from bot.store.forgetting.person import Forgetting
from bot.store.forgotten import FOLDER as FORGOTTEN
from bot.store.records import is_id
from bot.store.rounds import NEVER_COPIED
from bot.store.safe_file import SafeFile
from bot.store.summaries import FILE as SUMMARIES


def in_other_files(forgetting: Forgetting) -> None:
    """Logs, exports and backups that somebody keeps in the folder. What is none of these is named, not touched.

    An export holds words that are erased from the record, so it goes; it can be written anew.
    """
    for file in sorted(forgetting.folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and not _is_ours(forgetting.folder, file):
            _in_other_file(forgetting, file)


def _in_other_file(forgetting: Forgetting, file: Path) -> None:
    content = file.read_bytes()
    text = content.decode(errors="replace")
    if backups.is_backup(file):
        in_archive(forgetting, file)
    elif exports.is_export(text):
        _in_export(forgetting, file, text)
    elif ".log" in file.name and (log := text_of(content)) is not None:
        _in_log(forgetting, file, *log)
    elif not forgetting.team and any(map(forgetting.search.finds, texts_in(content))):
        forgetting.told.left.append((file, "it is no log, export or backup of mine, so it was left as it is"))


def _in_log(forgetting: Forgetting, file: Path, text: str, pack: Callable[[bytes], bytes]) -> None:
    search = forgetting.search_theirs if forgetting.is_about_theirs(text) else forgetting.search
    replaced = search.replaced(text)
    if replaced != text:
        SafeFile(file, forgetting.disk, of="").put(pack(replaced.encode()))
        forgetting.told.count("other files")


def _in_export(forgetting: Forgetting, file: Path, text: str) -> None:
    """It goes where it is of a scoping they stand in, or they stand in it and its scoping is not kept any more."""
    of = [scoping for scoping in forgetting.all if exports.is_of(scoping, text)]
    if any(map(forgetting.concerns, of)):
        file.unlink()
        forgetting.told.count("exports, which can be written anew")
    elif not of and not forgetting.team and forgetting.search.finds(text):
        file.unlink()
        forgetting.told.count("exports of scopings that are not kept any more")
    elif not of and not forgetting.team and forgetting.by_first_name.finds(text):
        why = "it is an export of a scoping that is not kept any more, and somebody in it is called so: look who it is"
        forgetting.told.left.append((file, why))


def _is_ours(folder: Path, file: Path) -> bool:
    """Whether a file is of a kind that has a row of its own or holds nobody."""
    parts = file.relative_to(folder).parts
    if parts[0] in (EARLIER, CATALOGS, FORGOTTEN, QUARANTINE, NEVER_COPIED, audit.FOLDER):
        return True
    if parts[0] == backups.FOLDER:
        return file in backups.archives(folder) or file.name == backups.ELSEWHERE
    return file.name in (".lock", ".holder", SUMMARIES, backups.CHANGING, backups.CHANGES) or (
        len(parts) == 1 and file.suffix == ".json" and is_id(file.stem) and not exports.is_export_file(file)
    )

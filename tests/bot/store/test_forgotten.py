"""The list of who was forgotten: where it is damaged, its second copy is what a backup holds."""

from datetime import UTC, datetime
from pathlib import Path

from bot.store import backups
from bot.store.forgotten import FOLDER, LIST, Forgotten
from bot.store.safe_file import Disk

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_backup_holds_the_copy_of_the_list_that_is_whole(tmp_path: Path) -> None:
    Forgotten(tmp_path, Disk()).add("U0TOM", NOW)
    first = tmp_path / FOLDER / LIST
    whole = first.read_bytes()
    first.write_bytes(whole[:-3] + b"x}}")
    backups.write(tmp_path, tmp_path / "b.zip", NOW)
    contents = backups.read(tmp_path / "b.zip")[1]

    assert contents[f"{FOLDER}/{LIST}"] == whole

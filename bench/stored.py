"""A folder in which many scopings are kept already."""

from datetime import timedelta
from pathlib import Path

from bench import NOW
from bot.store.catalogs import Catalogs
from bot.store.safe_file import Disk
from bot.store.seal import sealed
from dialogs.catalog import shipped
from practice.slack.workspace import slack_id
from tests.crash.stored import a_scoping


def fill(folder: Path, count: int) -> None:
    """So many scopings of the same people, in line with their threads, in channels of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        scoping = a_scoping(f"S{number}", NOW - timedelta(hours=1), channel=slack_id("C", f"other{number}"))
        scoping.shown_seq = scoping.seq
        document = scoping.model_dump(mode="json")
        (folder / f"S{number}.json").write_bytes(sealed({"_default": {"1": document}}))
    Catalogs(folder, Disk()).save(shipped().digest)

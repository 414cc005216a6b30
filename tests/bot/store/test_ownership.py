"""What root writes beside a bot of another user is that user's: every command, every file."""

import asyncio
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.bot.store.conftest import a_scoping, opened

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can write as another user and give it away")
THEIRS = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    asyncio.run(_fill(folder))
    run(folder, "backup", tmp_path / "b.zip")
    run(folder, "backup")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, THEIRS, THEIRS)
    return folder


async def _fill(folder: Path) -> None:
    store = opened(folder)
    await store.add(a_scoping("V1"))
    async with store.edit("V1", "again") as scoping:
        scoping.title = "Again"
    store.close()


def run(folder: Path, *arguments: object) -> None:
    done = CliRunner().invoke(app, list(map(str, arguments)), env={"SCOPEBOT_DATA": str(folder)})

    assert done.exit_code == 0, done.output


COMMANDS: dict[str, tuple[str, ...]] = {
    "backup": ("backup",),
    "backup elsewhere": ("backup", "{}/c.zip"),
    "restore": ("restore", "{}/b.zip", "--replace"),
    "forget": ("forget", "UBEN"),
    "export": ("export", "V1", "--out", "{}/data/report.md"),
    "audit": ("audit", "--check"),
}


@pytest.mark.parametrize("damaged", [False, True], ids=["whole", "damaged"])
@pytest.mark.parametrize("command", COMMANDS)
def test_all_in_the_folder_stays_its_owners(folder: Path, tmp_path: Path, command: str, damaged: bool) -> None:
    if damaged:
        (folder / "V1.json").write_bytes(b"garbage")
    run(folder, *(part.format(tmp_path) for part in COMMANDS[command]))

    assert [path for path in folder.rglob("*") if path.lstat().st_uid != THEIRS] == []


def test_a_start_leaves_nothing_of_roots(folder: Path) -> None:
    opened(folder).close()

    assert [path for path in folder.rglob("*") if path.lstat().st_uid != THEIRS] == []


def test_what_a_link_leads_to_is_not_given_away(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "roots").write_text("root's own")
    (folder / "link").symlink_to(tmp_path / "roots")
    run(folder, "backup")

    assert (tmp_path / "roots").stat().st_uid == 0

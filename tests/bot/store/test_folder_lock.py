"""One process at a time works in a folder; the others are told which one it is."""

import subprocess
import sys
from contextlib import contextmanager
from socket import gethostname

import pytest

from bot.store import FolderRefused, Held
from tests.bot.store.conftest import MONDAY, a_scoping, opened

OPENS_AND_STAYS = """
import sys
from pathlib import Path
from tests.bot.store.conftest import opened
store = opened(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(folder):
    """A process that has the folder open until it is killed."""
    command = [sys.executable, "-c", OPENS_AND_STAYS, folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "open\n"
            yield process
        finally:
            process.kill()


def test_the_second_process_is_told_who_holds_the_folder(folder):
    with another_process(folder) as holder, pytest.raises(Held) as raised:
        opened(folder)

    error = raised.value
    assert (error.pid, error.host, error.since) == (holder.pid, gethostname(), MONDAY)
    assert f"process {holder.pid} on {gethostname()} since 2026-03-02 09:00 UTC" in str(error)
    assert "SCOPEBOT_DATA" in str(error)


async def test_the_lock_of_a_killed_process_holds_nobody_up(folder):
    with another_process(folder) as holder:
        holder.kill()
        holder.wait()
        store = opened(folder)
        assert await store.add(a_scoping())
        store.close()


def test_the_loser_leaves_the_winner_the_folder(folder):
    winner = opened(folder)
    for _ in range(2):
        with pytest.raises(Held):
            opened(folder)
    winner.close()
    opened(folder).close()


def test_a_holder_that_has_not_written_itself_down_is_another_process(folder):
    winner = opened(folder)
    for torn in ("", '{"pid": 1'):
        (folder / ".holder").write_text(torn)
        with pytest.raises(Held, match="in use by another process"):
            opened(folder)
    winner.close()


def test_a_closed_store_leaves_no_word_of_a_holder(folder):
    opened(folder).close()

    assert not (folder / ".holder").exists()


def test_closing_twice_is_no_harm(folder):
    store = opened(folder)
    store.close()
    store.close()


def test_a_folder_that_cannot_be_made_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "inside"):
        with pytest.raises(FolderRefused, match="set SCOPEBOT_DATA to another folder"):
            opened(folder)


def test_a_folder_without_room_for_a_lock_is_refused_and_not_held(folder):
    opened(folder).close()
    (folder / ".holder").mkdir()
    with pytest.raises(FolderRefused):
        opened(folder)
    (folder / ".holder").rmdir()

    opened(folder).close()


def test_a_folder_that_others_can_look_into_is_left_so_with_a_warning(folder, caplog):
    folder.mkdir(mode=0o755)
    opened(folder).close()

    assert "chmod 700" in caplog.text

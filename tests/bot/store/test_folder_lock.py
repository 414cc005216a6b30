"""One process at a time works in a folder; the others are told which one it is."""

import errno
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from socket import gethostname

import pytest
from filelock import FileLock

from bot.store import audit as auditing
from bot.store.audit import Audit
from bot.store.errors import FolderRefused, Held, NotSaved, NotWritten
from bot.store.forgotten import Forgotten
from bot.store.holding import held
from bot.store.round import new_round
from bot.store.safe_file import Disk
from tests.bot.store.conftest import MONDAY, a_scoping, opened
from tests.bot.store.failing_disk import FailingDisk

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


@pytest.mark.parametrize(
    ("number", "todo"),
    [
        (errno.ENOSPC, "no space left on device. Make room on the disk it is on, or set SCOPEBOT_DATA to"),
        (errno.EDQUOT, "disk quota exceeded. Make room on the disk it is on, or set"),
        (errno.EROFS, "read-only file system. Have the disk it is on mounted so that it can be written, or set"),
        (errno.EIO, "input/output error. Look after the disk, or set"),
        (errno.EMFILE, "too many open files. Raise the limit"),
        (errno.EACCES, "permission denied. Give this user access to it, or set"),
    ],
    ids=["full", "quota", "read-only", "failing", "files", "rights"],
)
def test_a_folder_that_cannot_be_written_says_what_to_do(folder, monkeypatch, number, todo):
    opened(folder).close()

    def refused(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", refused)
        with pytest.raises(FolderRefused) as raised:
            opened(folder)

    assert f"{folder} cannot hold the scopings: {todo}" in str(raised.value)
    opened(folder).close()


def test_what_is_no_scopings_is_not_said_to_be(folder):
    folder.mkdir(mode=0o700)
    disk = FailingDisk()
    disk.fails["create"] = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(NotSaved) as raised:
        Forgotten(folder, disk).add("U0ANA", MONDAY)

    assert str(raised.value).startswith(f"{folder}/forgotten/key.json was not written: no space left on device.")


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


# ---- the folder itself is held


async def test_a_removed_lock_file_lets_no_second_process_in(folder):
    with another_process(folder) as holder:
        for name in (".lock", ".holder"):
            (folder / name).unlink()
        with pytest.raises(Held):
            opened(folder)
        assert holder.poll() is None


async def test_a_lock_file_of_an_earlier_version_is_heeded(folder):
    folder.mkdir(mode=0o700)
    earlier = FileLock(folder / ".lock", timeout=0)
    earlier.acquire()
    with pytest.raises(Held):
        opened(folder)
    earlier.release()

    opened(folder).close()


async def test_nothing_is_saved_into_another_folder_that_has_its_name(folder):
    """Moved away, as a backup tool or a hand might do, and another one made: a second bot may have begun in that."""
    first = opened(folder)
    await first.add(a_scoping())
    moved = folder.rename(folder.with_name("moved"))
    second = opened(folder)
    with pytest.raises(NotSaved, match="it is another folder by now"):
        await first.add(a_scoping("V2"))
    with pytest.raises(NotSaved):
        await first.keep_round("V1", new_round("R1"))
    first.close()

    assert (folder / ".holder").exists()
    assert not list(folder.glob("*.json"))
    assert not (folder / ".summaries").exists() or b"V1" not in (folder / ".summaries").read_bytes()
    assert moved.joinpath("V1.json").exists()
    second.close()


def test_a_removed_lock_file_lets_no_two_write_the_audit_at_once(folder, monkeypatch):
    monkeypatch.setattr(auditing, "LOCK_SECONDS", 0.2)
    audit = Audit(folder, Disk(), lambda: MONDAY)
    opened(folder).close()
    audit.write([("start", "UANA")], "V1")
    (folder / "audit" / ".lock").unlink()
    with held(folder / "audit"), pytest.raises(NotWritten, match="another process holds the audit"):
        Audit(folder, Disk(), lambda: MONDAY).write([("start", "UANA")], "V2")

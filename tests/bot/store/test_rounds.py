"""The file of a pulse's open round: its owner's alone, whole or as good as none, and as safely saved as a scoping."""

import errno
from pathlib import Path

import pytest

from bot.store import backups, restoring
from bot.store.documents import Documents
from bot.store.errors import DiskFailed, Unreadable
from bot.store.round import Round, new_round
from bot.store.rounds import NEVER_COPIED, Rounds
from bot.store.safe_file import Disk
from bot.store.seal import sealed
from dialogs.scoping.scoping import Scoping
from dialogs.verdicts.readiness import Tally
from tests.bot.store.conftest import MONDAY, a_scoping, opened
from tests.bot.store.failing_disk import FailingDisk, an_error

ONE = Tally().add((1, 2, 3, 4, 5))


def a_round() -> Round:
    return new_round("R1", bytes).counting("UANA", "V1", ONE)


def test_it_is_kept_whole_for_its_owner_alone(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, Disk())
    rounds.save("S1", a_round())

    assert rounds.load("S1") == a_round()
    assert list(rounds.ids()) == ["S1"]
    assert (tmp_path / NEVER_COPIED).stat().st_mode & 0o777 == 0o700
    assert (tmp_path / NEVER_COPIED / "S1.json").stat().st_mode & 0o777 == 0o600


def test_a_second_mark_of_one_person_is_no_round() -> None:
    with pytest.raises(ValueError, match="as many people"):
        a_round().counting("UANA", "V2", ONE.add((1, 2, 3, 4, 5)))


def test_a_person_and_a_window_of_one_name_are_two_marks() -> None:
    kept = new_round("R1", bytes).counting("X", "X", ONE)

    assert set(kept.people).isdisjoint(kept.windows)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"id": "R1"}', a_round().model_dump_json().replace('"awareness"', '"desire"').encode()],
)
def test_a_damaged_one_counts_for_nothing_and_is_not_printed(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    rounds = Rounds(tmp_path, Disk())
    rounds.save("S1", a_round())
    (tmp_path / NEVER_COPIED / "S1.json").write_bytes(content)

    assert rounds.load("S1") is None
    assert [record.getMessage() for record in caplog.records] == [
        "The open pulse of scoping S1 is damaged, and begins again."
    ]


def test_one_that_cannot_be_opened_is_not_taken_for_lost(tmp_path: Path) -> None:
    disk = FailingDisk()
    rounds = Rounds(tmp_path, disk)
    rounds.save("S1", a_round())
    disk.fails["read"] = an_error(errno.EACCES)

    with pytest.raises(Unreadable):
        rounds.load("S1")


async def test_after_a_disk_that_failed_nothing_more_is_written(tmp_path: Path) -> None:
    disk = FailingDisk()
    store = opened(tmp_path, disk=disk)
    await store.add(a_scoping("S1"))
    disk.fails["sync_file"] = an_error(errno.EIO)
    with pytest.raises(DiskFailed):
        await store.keep_round("S1", a_round())
    disk.fails.clear()

    with pytest.raises(DiskFailed):
        await store.keep_round("S1", a_round())
    assert store.failed is not None
    store.close()


# ---- what 0.1.0 kept in the record


SUMS = {"scores": {"desire": [1, 0, 1, 0, 0]}, "barriers": {"desire": 2}}


def with_open_sums(folder: Path, closed: object = None) -> bytes:
    """A record of 0.1.0 with two answers in it; the bytes of its file."""
    document = a_scoping().model_dump(mode="json") | {"schema_version": 1}
    document["pulse"] = {"answers": 2, "closed": closed, **SUMS}
    folder.mkdir(mode=0o700)
    content = sealed({"_default": {"1": document}})
    (folder / "V1.json").write_bytes(content)
    return content


def everywhere(folder: Path) -> bytes:
    """What is in every file of a folder, backups unpacked."""
    packed = [backups.read(file)[1].values() for file in backups.archives(folder)]
    files = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    return b"\n".join([*files, *(content for contents in packed for content in contents)])


async def test_the_sums_of_an_open_pulse_of_0_1_0_go_among_no_earlier_versions_and_into_no_backup(folder: Path) -> None:
    with_open_sums(folder)
    backups.write(folder, folder / "backups" / "before.zip", MONDAY)
    store = opened(folder)
    for delivery in "ab":
        async with store.edit("V1", delivery) as scoping:
            scoping.title += "!"
    store.close()

    assert b'"desire"' not in everywhere(folder)
    assert [file.name for file in (folder / "earlier" / "V1").iterdir()] == ["00000001.json"]
    assert restoring.verified(folder / "backups" / "before.zip").scopings["V1"].pulse.answers == 2


async def test_the_sums_of_a_closed_one_stay(folder: Path) -> None:
    before = with_open_sums(folder, {"text": "", "by": "UANA", "at": "2026-03-02T09:00:00Z", "about": "taps"})
    backups.write(folder, folder / "backups" / "before.zip", MONDAY)
    store = opened(folder)
    async with store.edit("V1", "a") as scoping:
        scoping.title += "!"
    kept = (await store.get("V1")).pulse
    store.close()

    assert kept.scores == SUMS["scores"]
    assert (folder / "earlier" / "V1" / "00000000.json").read_bytes() == before
    assert backups.read(folder / "backups" / "before.zip")[1]["V1.json"] == before


def test_nobody_is_shown_the_sums_of_an_open_one_by_an_export(folder: Path) -> None:
    with_open_sums(folder)

    assert "desire" not in Documents(folder, Scoping, Disk()).load("V1").pulse.model_dump_json()

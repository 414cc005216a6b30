"""A start reads the summaries and no scoping, unless a file is not the one that its summary was made of."""

import os

import pytest

from bot.store import summaries
from bot.store.summaries import WRITTEN_AFTER
from bot.store.tiny import TinyStore
from tests.bot.store.conftest import a_scoping, opened
from tests.bot.store.failing_disk import FailingDisk

IDS = ("V1", "V2", "V3")


@pytest.fixture
async def folder(folder):
    store = opened(folder)
    for id in IDS:
        await store.add(a_scoping(id, title=f"Title of {id}"))
    store.close()
    return folder


def started(folder, **options):
    """A store that was opened, and the scopings it had to read for that."""
    disk = Recording()
    store = opened(folder, disk=disk, **options)
    return store, [file.stem for file in disk.files if file.stem in IDS]


class Recording(FailingDisk):
    def __init__(self):
        super().__init__()
        self.files = []

    def read(self, file):
        self.files.append(file)
        return super().read(file)


async def summed_up(store):
    found = {summary.id: summary for summary in await store.find()}
    store.close()
    return found


async def test_a_start_reads_no_scoping_and_knows_all_of_them(folder):
    read_all = await summed_up(opened(folder, None))
    store, read = started(folder)

    assert read == []
    assert await summed_up(store) == read_all
    assert set(read_all) == set(IDS)


async def test_what_was_saved_after_the_summaries_is_read(folder):
    kept = (folder / ".summaries").read_bytes()
    store = opened(folder)
    async with store.edit("V2", "click") as scoping:
        scoping.title = "another"
    store.close()
    (folder / ".summaries").write_bytes(kept)
    store, read = started(folder)

    assert read == ["V2"]
    assert (await summed_up(store))["V2"].title == "another"


async def test_a_file_that_came_or_went_beside_the_bot_counts(folder):
    (folder / "V1.json").unlink()
    os.utime(folder / "V3.json", ns=(1, 1))
    store, read = started(folder)

    assert read == ["V3"]
    assert set(await summed_up(store)) == {"V2", "V3"}


@pytest.mark.parametrize("bit", range(3, 4000, 97))
async def test_summaries_of_which_a_bit_is_flipped_are_made_anew(folder, bit):
    file = folder / ".summaries"
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)
    store, read = started(folder)

    assert read == list(IDS)
    assert {one.title for one in (await summed_up(store)).values()} == {f"Title of {id}" for id in IDS}
    assert started(folder)[1] == []


@pytest.mark.parametrize("content", [None, b"", b"{}", b"garbage", b'{"_default":{}}'])
def test_without_summaries_every_scoping_is_read_once(folder, content):
    (folder / ".summaries").unlink()
    if content is not None:
        (folder / ".summaries").write_bytes(content)
    store, read = started(folder)
    store.close()

    assert read == list(IDS)
    assert started(folder)[1] == []


def test_other_code_may_sum_up_otherwise_so_everything_is_read(folder, monkeypatch):
    monkeypatch.setattr(summaries, "code", lambda: "another")

    assert started(folder)[1] == list(IDS)


def test_whoever_wants_all_damage_to_come_to_light_has_everything_read(folder):
    disk = Recording()
    TinyStore(folder, disk=disk, reads_all=True).close()

    assert {file.stem for file in disk.files} >= set(IDS)


async def test_a_bot_that_runs_for_long_writes_them_now_and_then(folder):
    store = opened(folder)
    for number in range(WRITTEN_AFTER):
        async with store.edit("V1", None) as scoping:
            scoping.title = str(number)
    read = [id for id in IDS if id in started_after(store, folder)]
    store.close()

    assert read == []


def started_after(killed, folder):
    """Which scopings a start would have to read now, had the bot been killed."""
    killed._folder_lock.release()
    store, read = started(folder)
    store.close()
    return read


def test_only_the_owner_may_read_them_and_nothing_is_left_of_writing(folder):
    assert (folder / ".summaries").stat().st_mode & 0o777 == 0o600
    assert not list(folder.glob("*.unfinished"))


async def test_they_cannot_be_written_and_nothing_else_is_hurt(folder, monkeypatch, caplog):
    (folder / ".summaries").unlink()
    (folder / ".summaries").mkdir()
    store = opened(folder)
    store.close()

    assert "the next start takes longer" in caplog.text
    assert {one.id for one in await store.find()} == set(IDS)

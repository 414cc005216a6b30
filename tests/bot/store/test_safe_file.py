"""A save either happened or did not, whichever call of the system fails on the way."""

import asyncio
import errno
import resource
import stat
import threading

import pytest
from tinydb import TinyDB

from bot.store.errors import DiskFailed, NotSaved
from bot.store.safe_file import SafeFile
from tests.bot.store.conftest import a_scoping, opened
from tests.bot.store.failing_disk import FailingDisk, an_error


@pytest.fixture
def disk():
    return FailingDisk()


@pytest.fixture
async def store(folder, disk):
    store = opened(folder, disk=disk)
    await store.add(a_scoping(title="before"))
    disk.calls.clear()
    disk.at_most = 100
    yield store
    store.close()


async def retitle(store, title):
    async with store.edit("V1", title) as scoping:
        scoping.title = title


def contents(folder):
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith(".holder"))
    return {file.name: file.read_bytes() for file in files}


async def test_a_save_is_written_aside_synced_renamed_and_its_folder_synced(store, disk):
    disk.at_most = 1 << 20
    await retitle(store, "after")

    assert disk.calls == [
        "read",
        "open_folder",
        "create",
        "write",
        "sync_file",
        "close",
        "link",
        "rename",
        "sync_folder",
        "close",
    ]


async def test_short_writes_are_gone_on_with(store, disk):
    disk.at_most = 7
    await retitle(store, "after")

    assert (await store.get("V1")).title == "after"
    assert disk.calls.count("write") > 50


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EIO, errno.EMFILE])
@pytest.mark.parametrize("call", ["open_folder", "create", "write", "rename"])
async def test_a_save_that_fails_leaves_the_last_one_byte_for_byte(store, folder, disk, call, number):
    before = contents(folder)
    disk.fails[call] = an_error(number)
    with pytest.raises(NotSaved, match="untouched"):
        await retitle(store, "after")

    assert contents(folder) == before
    assert [summary.title for summary in await store.find()] == ["before"]
    assert store.failed is None


@pytest.mark.parametrize("call", ["open_folder", "create", "write", "rename"])
async def test_saves_go_on_once_the_disk_is_well_again(store, disk, call):
    disk.fails[call] = an_error(errno.ENOSPC)
    with pytest.raises(NotSaved):
        await retitle(store, "after")
    disk.fails.clear()
    await retitle(store, "after")

    assert (await store.get("V1")).title == "after"


async def test_a_start_that_was_not_saved_may_come_again(store, disk):
    disk.fails["write"] = an_error(errno.ENOSPC)
    with pytest.raises(NotSaved):
        await store.add(a_scoping("V2"), "start")
    disk.fails.clear()

    assert await store.add(a_scoping("V2"), "start")


async def test_a_save_whose_sync_fails_leaves_the_last_one(store, folder, disk):
    before = contents(folder)
    disk.fails["sync_file"] = an_error(errno.EIO)
    with pytest.raises(DiskFailed):
        await retitle(store, "after")

    assert contents(folder) == before


async def test_a_folder_that_does_not_sync_fails_the_save(store, disk):
    disk.fails["sync_folder"] = an_error(errno.EIO)
    with pytest.raises(DiskFailed, match="start scopebot again"):
        await retitle(store, "after")

    assert [summary.title for summary in await store.find()] == ["before"]


@pytest.mark.parametrize("call", ["sync_file", "sync_folder"])
async def test_after_a_failed_sync_nothing_more_is_written(store, folder, disk, call):
    disk.fails[call] = an_error(errno.EIO)
    with pytest.raises(DiskFailed):
        await retitle(store, "after")
    disk.fails.clear()
    before = contents(folder)
    with pytest.raises(DiskFailed):
        await retitle(store, "once more")
    with pytest.raises(DiskFailed):
        await store.add(a_scoping("V2"))

    assert isinstance(store.failed, DiskFailed)
    assert contents(folder) == before


async def test_a_close_that_fails_after_the_sync_is_no_failure(store, disk):
    disk.fails["close"] = an_error(errno.EIO)
    await retitle(store, "after")

    assert (await store.get("V1")).title == "after"


async def test_what_cannot_be_removed_now_is_removed_at_the_next_opening(store, folder, disk):
    disk.fails |= {"rename": an_error(errno.EACCES), "remove": an_error(errno.EACCES)}
    with pytest.raises(NotSaved):
        await retitle(store, "after")
    assert list(folder.glob(".*.unfinished"))
    store.close()
    opened(folder).close()

    assert not list(folder.glob(".*.unfinished"))


async def test_a_full_disk_keeps_the_last_good_file_byte_for_byte(store, folder):
    before = contents(folder)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, usual[1]))
    try:
        with pytest.raises(NotSaved, match="too large"):
            await retitle(store, "after")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    assert contents(folder) == before


async def test_a_document_that_could_not_be_read_back_is_never_written(store, folder):
    before = contents(folder)
    with pytest.raises(ValueError, match="initiator"):
        async with store.edit("V1", "click") as scoping:
            scoping.initiator = None

    assert contents(folder) == before


async def test_an_edit_costs_one_file_sync_and_one_folder_sync(store):
    before = store.saves, store.fsyncs
    await retitle(store, "after")

    assert (store.saves - before[0], store.fsyncs - before[1]) == (1, 2)


async def test_an_edit_without_an_effect_costs_nothing(store):
    before = store.saves, store.fsyncs
    async with store.edit("V1", None):
        pass

    assert (store.saves, store.fsyncs) == before


async def test_a_scoping_that_nobody_edits_has_no_lock(store):
    await asyncio.gather(*(retitle(store, str(n)) for n in range(5)))

    assert not store._locks


async def test_a_cancelled_edit_keeps_the_scoping_locked_until_its_save_has_ended(store, disk):
    reached, going_on = threading.Event(), threading.Event()
    disk.rename = lambda file, to: (reached.set(), going_on.wait(5), file.replace(to))
    first = asyncio.create_task(retitle(store, "first"))
    await asyncio.to_thread(reached.wait, 5)
    first.cancel()
    second = asyncio.create_task(retitle(store, "second"))
    await asyncio.sleep(0.01)
    assert not first.done()
    first.cancel()
    going_on.set()
    await asyncio.wait({first, second})

    assert first.cancelled()
    assert set((await store.get("V1")).deliveries) == {"first", "second"}


async def test_only_the_owner_may_look_into_the_folder_and_the_files(store, folder):
    await retitle(store, "after")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (folder, *folder.iterdir())}

    folders, files = ("scopings", "audit", "catalogs", "earlier"), ("V1.json", ".lock", ".holder")
    assert modes == dict.fromkeys(folders, 0o700) | dict.fromkeys(files, 0o600)


async def test_a_closed_store_writes_nothing(store, folder):
    store.close()
    before = contents(folder)
    with pytest.raises(NotSaved, match="stopping"):
        await retitle(store, "after")

    assert contents(folder) == before


async def test_the_file_of_a_scoping_is_a_plain_tinydb_database(store, folder):
    await retitle(store, "after")
    with TinyDB(folder / "V1.json", access_mode="r") as database:
        [document] = database.all()

    assert document["title"] == "after"


def test_the_storage_serves_tinydb_with_any_tables(tmp_path, disk):
    with TinyDB(tmp_path / "any.json", disk, storage=SafeFile) as database:
        database.table("answers").insert({"text": "one"})
        database.table("answers").update({"text": "two"})
        database.insert({"other": 1})
    with TinyDB(tmp_path / "any.json", disk, storage=SafeFile) as database:
        assert database.table("answers").all() == [{"text": "two"}]
        assert database.all() == [{"other": 1}]

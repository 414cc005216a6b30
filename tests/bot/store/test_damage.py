"""A file that cannot be read is never written over, is copied aside once, and stops nothing else."""

import errno
import stat

import orjson
import pytest

from bot.store.errors import FolderRefused, NotRead, TooNew, Unreadable
from bot.store.migrations import STEPS, newest_version
from bot.store.seal import sealed
from bot.store.tiny import TinyStore
from dialogs.scoping.scoping import Scoping
from tests.bot.store.conftest import Clock, a_scoping, opened
from tests.bot.store.failing_disk import FailingDisk, an_error


@pytest.fixture
async def folder(folder):
    """With two scopings, of which V1 is to be damaged; each was saved once, so that there is nothing earlier."""
    store = opened(folder)
    await store.add(a_scoping("V1"))
    await store.add(a_scoping("V2"))
    store.close()
    (folder / ".summaries").unlink()
    return folder


def changed(**changes):
    """The same file as a scopebot with a fault, or another version, would have written it: its seal is whole."""

    def damage(good):
        tables = orjson.loads(good)
        tables["_default"]["1"] |= changes
        return sealed(tables)

    return damage


DAMAGES = {
    "zero length": (lambda good: b"", "is empty"),
    "cut short": (lambda good: good[: len(good) // 2], "not whole JSON"),
    "its last byte gone": (lambda good: good[:-1], "not whole JSON"),
    "zeros": (lambda good: b"\0" * len(good), "not whole JSON"),
    "another kind of file": (lambda good: b"\x89PNG\r\n\x1a\n", "not whole JSON"),
    "text after it": (lambda good: good + good[-20:], "not whole JSON"),
    "broken letters": (lambda good: good.replace(b"Churn", b"Ch\xff\xfen"), "not whole JSON"),
    "no tables": (lambda good: b"[1, 2]", "holds no tables"),
    "no documents": (lambda good: b'{"_default": {"1": [1, 2]}}', "holds no tables"),
    "an empty database": (lambda good: b"{}", "holds no scoping"),
    "an empty table": (lambda good: b'{"_default": {}}', "holds no scoping"),
    "an empty document": (lambda good: b'{"_default": {"1": {}}}', "names no schema version"),
    "a field of another type": (changed(title=[1]), "title"),
    "an unknown field": (changed(titel="Churn"), "titel"),
    "a version that never was": (changed(schema_version=0), "names no schema version"),
    "a version in words": (changed(schema_version="1"), "names no schema version"),
    "another scoping": (changed(id="V2"), "another scoping, V2"),
}


@pytest.fixture(params=DAMAGES.values(), ids=DAMAGES.keys())
def damaged(request, folder):
    """V1 damaged in one of the ways there are: its file, what it now holds, and the words expected."""
    make, words = request.param
    file = folder / "V1.json"
    file.write_bytes(make(file.read_bytes()))
    return file, file.read_bytes(), words


async def test_a_damaged_file_is_named_with_its_copy_and_what_to_do(folder, damaged):
    file, content, words = damaged
    store = opened(folder)
    with pytest.raises(Unreadable, match=words) as raised:
        await store.get("V1")
    store.close()

    assert str(file) in str(raised.value)
    assert str(raised.value.copy) in str(raised.value)
    assert "backup" in str(raised.value)
    assert raised.value.copy.parent == folder / "quarantine"
    assert raised.value.copy.read_bytes() == content


async def test_a_damaged_file_is_never_written_over(folder, damaged):
    file, content, _ = damaged
    store = opened(folder)
    with pytest.raises(Unreadable):
        async with store.edit("V1", "click") as scoping:
            scoping.title = "after"

    assert not await store.add(a_scoping("V1"))
    store.close()
    assert file.read_bytes() == content


async def test_a_damaged_file_does_not_stop_the_others(folder, damaged, caplog):
    store = opened(folder)
    found = [summary.id for summary in await store.find()]
    async with store.edit("V2", "click") as scoping:
        scoping.title = "after"
    store.close()

    assert found == ["V2"]
    assert [error.id for error in store.damaged] == ["V1"]
    assert str(store.damaged[0]) in caplog.text


def test_one_copy_is_made_however_often_the_store_is_opened(folder):
    (folder / "V1.json").write_bytes(b"garbage")
    for _ in range(3):
        opened(folder).close()
    [copy] = (folder / "quarantine").iterdir()

    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_damage_of_another_kind_gets_a_copy_of_its_own(folder):
    for content in (b"garbage", b"other garbage"):
        (folder / "V1.json").write_bytes(content)
        opened(folder).close()

    assert {copy.read_bytes() for copy in (folder / "quarantine").iterdir()} == {b"garbage", b"other garbage"}


def test_where_no_copy_can_be_made_the_sentence_says_so(folder):
    (folder / "V1.json").write_bytes(b"garbage")
    (folder / "quarantine").write_text("in the way")
    store = opened(folder)
    store.close()

    assert "no copy of it could be made" in str(store.damaged[0])


async def test_a_backup_put_in_its_place_heals_the_scoping(folder):
    file = folder / "V1.json"
    good = file.read_bytes()
    file.write_bytes(good[:50])
    store = opened(folder)
    file.write_bytes(good)

    assert (await store.get("V1")).title == "Churn"
    assert store.damaged == []
    store.close()


async def test_damage_done_while_the_store_is_open_is_found_at_the_next_edit(folder):
    store = opened(folder)
    (folder / "V1.json").write_bytes(b"")
    with pytest.raises(Unreadable, match="is empty"):
        async with store.edit("V1", "click"):
            pass
    store.close()

    assert (folder / "V1.json").read_bytes() == b""
    assert [error.id for error in store.damaged] == ["V1"]


NOT_READ = {
    errno.EACCES: "Give that user access",
    errno.EPERM: "Give that user access",
    errno.EIO: "Look after the disk",
    errno.EMFILE: "LimitNOFILE",
    errno.ENFILE: "fs.file-max",
    errno.ENOMEM: "Free some",
    errno.ESTALE: "stale file handle",
}


@pytest.mark.parametrize(("number", "words"), NOT_READ.items(), ids=errno.errorcode.get)
async def test_a_file_the_system_does_not_give_out_is_never_said_to_be_damaged(folder, number, words):
    disk = FailingDisk()
    store = opened(folder, disk=disk)
    async with store.edit("V1", "click") as scoping:
        scoping.title = "after"
    disk.fails["read"] = an_error(number)
    with pytest.raises(NotRead, match=words) as refused:
        async with store.edit("V1", "another click"):
            pass
    (folder / "V1.json").touch()
    with pytest.raises(NotRead):
        await store.get("V1")
    disk.fails.clear()

    assert "damaged" not in str(refused.value)
    assert not (folder / "quarantine").exists()
    kept = await store.get("V1")
    assert (kept.title, kept.restored) == ("after", [])
    assert store.damaged == []
    store.close()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_one_file_that_is_not_given_out_stops_no_start(folder, number):
    disk = FailingDisk()
    disk.fails["read"] = an_error(number)
    store = opened(folder, disk=disk)
    store.close()

    assert [type(error) for error in store.damaged] == [NotRead, NotRead]


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM])
def test_where_no_file_is_given_out_there_is_no_start_that_would_miss_them(folder, number):
    disk = FailingDisk()
    disk.fails["read"] = an_error(number)
    with pytest.raises(NotRead):
        opened(folder, disk=disk)

    opened(folder).close()


async def test_a_scoping_of_a_newer_scopebot_is_refused_and_left_alone(folder):
    file = folder / "V1.json"
    file.write_bytes(changed(schema_version=7, mood="new")(file.read_bytes()))
    content = file.read_bytes()
    store = opened(folder)
    with pytest.raises(TooNew, match="Install the newer scopebot"):
        async with store.edit("V1", "click"):
            pass
    store.close()

    assert file.read_bytes() == content
    assert [type(error) for error in store.damaged] == [TooNew]
    assert not (folder / "quarantine").exists()


async def test_a_scoping_of_an_older_scopebot_is_migrated_and_saved_so_with_the_next_edit(folder):
    file = folder / "V1.json"
    file.write_bytes(changed(naam="Abwanderung")(file.read_bytes()))
    old = file.read_bytes()
    renamed = {newest_version(): lambda old: {**{key: old[key] for key in old if key != "naam"}, "title": old["naam"]}}
    store = TinyStore(folder, Scoping, clock=Clock(), steps=STEPS | renamed)
    assert (await store.get("V1")).title == "Abwanderung"
    assert file.read_bytes() == old
    async with store.edit("V1", "click"):
        pass
    store.close()

    assert orjson.loads(file.read_bytes())["_default"]["1"]["schema_version"] == newest_version() + 1


async def test_other_files_in_the_folder_are_left_alone(folder):
    (folder / "V1 (copy).json").write_bytes(b"garbage")
    (folder / "notes.txt").write_bytes(b"garbage")
    store = opened(folder)
    store.close()

    assert store.damaged == []
    assert len(await store.find()) == 2


@pytest.mark.parametrize("changes", [{"stage": "nowhere"}, {"track": "nobody's"}, {"director": "UNOBODY"}])
async def test_a_scoping_that_contradicts_itself_stops_nothing_else(folder, changes):
    file = folder / "V1.json"
    file.write_bytes(changed(**changes)(file.read_bytes()))
    content = file.read_bytes()
    store = opened(folder)
    store.close()

    found = {summary.id for summary in await store.find()} | {error.id for error in store.damaged}
    assert found == {"V1", "V2"}
    assert file.read_bytes() == content


async def test_a_scoping_that_cannot_be_summed_up_is_named_as_damaged(folder):
    class Contradictory(Scoping):
        def next_due(self):
            return {"a": 1}["b"] if self.id == "V1" else super().next_due()

    store = TinyStore(folder, Contradictory, clock=Clock())
    store.close()

    assert [summary.id for summary in await store.find()] == ["V2"]
    assert "does not hold together" in str(store.damaged[0])


@pytest.mark.parametrize(("number", "words"), [(errno.EMFILE, "LimitNOFILE"), (errno.EACCES, "Give this user access")])
def test_a_folder_the_system_does_not_list_is_refused_with_what_to_do(folder, monkeypatch, number, words):
    def refuses(*_):
        raise an_error(number)

    with monkeypatch.context() as patched:
        patched.setattr("os.scandir", refuses)
        with pytest.raises(FolderRefused, match=words):
            opened(folder)

    opened(folder).close()

"""A changed bit is seen; what is damaged is restored from the newest earlier version that is whole, and marked so."""

import errno
import shutil

import orjson
import pytest

from bot.store.documents import Documents
from bot.store.earlier import LARGEST, MOST
from bot.store.errors import Damaged, NotRead
from bot.store.safe_file import Disk
from dialogs.record.parts import Source
from dialogs.scoping.scoping import Scoping
from tests.bot.store.conftest import MONDAY, a_scoping, opened
from tests.bot.store.failing_disk import FailingDisk, an_error

EVERY_NTH_BIT = 5


async def retitled(store, *titles):
    for title in titles:
        async with store.edit("V1", title) as scoping:
            scoping.title = title


@pytest.fixture
async def saved(folder):
    """A folder whose V1 was saved as “one”, “two” and “three”."""
    store = opened(folder)
    await store.add(a_scoping(title="one", idea="It costs EUR 180,000 a year."))
    await retitled(store, "two", "three")
    store.close()
    return folder


def flipped(content, bit):
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def earlier(folder):
    return sorted((folder / "earlier" / "V1").iterdir())


# ---- every bit


def test_every_flipped_bit_is_seen_or_changes_nothing(saved):
    file = saved / "V1.json"
    good, documents = file.read_bytes(), Documents(saved, Scoping, Disk())
    whole, unseen = documents.load("V1"), []
    for bit in range(0, len(good) * 8, EVERY_NTH_BIT):
        file.write_bytes(flipped(good, bit))
        try:
            unseen += [bit] if documents.load("V1") != whole else []
        except Damaged:
            continue
    file.write_bytes(good)

    assert len(good) * 8 // EVERY_NTH_BIT > 1000
    assert unseen == []
    assert documents.load("V1") == whole


async def test_a_flipped_digit_costs_one_save_and_no_sum(saved):
    file = saved / "V1.json"
    file.write_bytes(file.read_bytes().replace(b"180,000", b"980,000"))
    store = opened(saved)
    kept = await store.get("V1")
    store.close()

    assert (kept.idea, kept.title) == ("It costs EUR 180,000 a year.", "two")


# ---- restoring


async def test_a_damaged_file_is_restored_marked_and_named_in_the_log(saved, caplog):
    file = saved / "V1.json"
    file.write_bytes(flipped(file.read_bytes(), 800))
    damaged = file.read_bytes()
    store = opened(saved)
    kept = await store.get("V1")
    (restored,) = kept.restored
    store.close()

    assert store.damaged == []
    assert (restored.source, restored.at, restored.looked) == (Source.EARLIER, MONDAY, False)
    assert await store.lagging() == ["V1"]
    assert "What was answered after that may be lost" in caplog.text
    assert [copy.read_bytes() for copy in (saved / "quarantine").iterdir()] == [damaged]


async def test_what_is_damaged_while_the_store_is_open_is_restored_at_the_next_look(saved):
    store = opened(saved)
    (saved / "V1.json").write_bytes(b"")
    seen = (await store.get("V1")).title
    (saved / "V1.json").write_bytes(b"")
    async with store.edit("V1", "click") as scoping:
        edited = scoping.title
        scoping.title = "after"
    store.close()

    assert (seen, edited) == ("two", "two"), "what is damaged is never among the earlier versions"
    assert (await store.get("V1")).title == "after"


async def test_of_the_earlier_versions_the_newest_whole_one_counts(saved):
    (saved / "V1.json").write_bytes(b"garbage")
    earlier(saved)[-1].write_bytes(b"garbage, too")
    store = opened(saved)

    assert (await store.get("V1")).title == "one"
    store.close()


async def test_where_none_is_whole_it_is_refused_and_left_as_it_is(saved):
    for file in (saved / "V1.json", *earlier(saved)):
        file.write_bytes(flipped(file.read_bytes(), 800))
    content = (saved / "V1.json").read_bytes()
    store = opened(saved)
    with pytest.raises(Damaged, match="its checksum is another"):
        await store.get("V1")
    store.close()

    assert (saved / "V1.json").read_bytes() == content


async def test_what_no_copy_can_be_made_of_is_not_written_over(saved):
    (saved / "V1.json").write_bytes(b"garbage")
    (saved / "quarantine").write_text("in the way")
    store = opened(saved)
    with pytest.raises(Damaged, match="no copy of it could be made"):
        await store.get("V1")
    store.close()

    assert (saved / "V1.json").read_bytes() == b"garbage"


async def test_an_earlier_version_that_cannot_be_read_just_now_is_not_passed_over(saved):
    (saved / "V1.json").write_bytes(b"garbage")
    disk = Disk()
    disk.read = lambda file: refuses(file) if file == earlier(saved)[-1] else file.read_bytes()
    store = opened(saved, disk=disk)
    with pytest.raises(NotRead, match="Look after the disk"):
        await store.get("V1")
    store.close()

    assert (saved / "V1.json").read_bytes() == b"garbage"


def refuses(file):
    raise an_error(errno.EIO)


async def test_an_answer_whose_save_was_lost_is_taken_again_when_it_is_redelivered(saved):
    (saved / "V1.json").write_bytes(b"garbage")
    store = opened(saved)
    async with store.edit("V1", "three") as scoping:
        scoping.title = "three"
    store.close()

    assert (await store.get("V1")).title == "three"


def test_whoever_only_reads_restores_nothing(saved):
    (saved / "V1.json").write_bytes(b"garbage")
    with pytest.raises(Damaged):
        Documents(saved, Scoping, Disk()).load("V1")

    assert (saved / "V1.json").read_bytes() == b"garbage"


# ---- what is kept of earlier versions


async def test_a_few_earlier_versions_are_kept_and_no_more(saved):
    store = opened(saved)
    await retitled(store, *map(str, range(2 * MOST)))
    store.close()
    titles = [orjson.loads(file.read_bytes())["_default"]["1"]["title"] for file in earlier(saved)]

    assert titles == [str(number) for number in range(2 * MOST - 1 - MOST, 2 * MOST - 1)]


async def test_large_ones_are_fewer(saved):
    store = opened(saved)
    for number in range(MOST):
        async with store.edit("V1", str(number)) as scoping:
            scoping.idea = str(number) * (LARGEST // 2)
    store.close()

    assert len(earlier(saved)) == 2


async def test_an_answer_still_costs_two_syncs(saved):
    store = opened(saved)
    before = store.fsyncs
    await retitled(store, "four")
    store.close()

    assert store.fsyncs - before == 2
    assert (saved / "V1.json").stat().st_ino != earlier(saved)[-1].stat().st_ino


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK])
async def test_where_a_file_system_has_no_links_a_copy_is_made(saved, number):
    disk = FailingDisk()
    disk.fails["link"] = an_error(number)
    store = opened(saved, disk=disk)
    await retitled(store, "four")
    (saved / "V1.json").write_bytes(b"garbage")

    assert (await store.get("V1")).title == "three"
    store.close()


async def test_where_nothing_earlier_can_be_kept_saves_go_on_and_the_log_says_so_once(saved, caplog):
    shutil.rmtree(saved / "earlier" / "V1")
    (saved / "earlier" / "V1").write_text("in the way")
    store = opened(saved)
    await retitled(store, "four", "five")
    store.close()

    assert (await store.get("V1")).title == "five"
    assert caplog.text.count("Saves go on without.") == 1


async def test_a_save_that_fails_leaves_no_earlier_version_behind(saved):
    before = [file.name for file in earlier(saved)]
    disk = FailingDisk()
    disk.fails["rename"] = an_error(errno.ENOSPC)
    store = opened(saved, disk=disk)
    with pytest.raises(Exception, match="untouched"):
        await retitled(store, "four")
    store.close()

    assert [file.name for file in earlier(saved)] == before


# ---- files of earlier releases


async def test_a_file_without_a_checksum_is_read_and_gains_one_with_the_next_save(folder):
    store = opened(folder)
    await store.add(a_scoping(title="of old"))
    file = folder / "V1.json"
    tables = orjson.loads(file.read_bytes())
    file.write_bytes(orjson.dumps({"_default": tables["_default"]}))
    title = (await store.get("V1")).title
    await retitled(store, "new")
    store.close()

    assert title == "of old"
    assert "seal" in orjson.loads(file.read_bytes())

"""A scoping keeps the words it was begun with: on disk before it is, and read back by later processes and releases."""

import errno
import stat

import pytest

from bot.commands.doctor import examine
from bot.store.catalogs import digest_of
from bot.store.documents import Documents
from bot.store.errors import DiskFailed, NotRead, NotSaved, WordsLost
from bot.store.safe_file import Disk
from dialogs import catalog
from dialogs.catalog import Catalog, CatalogLost, kept, shipped
from dialogs.scoping.scoping import Scoping
from tests.bot.store.conftest import a_scoping, opened
from tests.bot.store.failing_disk import FailingDisk, an_error

OURS = shipped()


def reworded(words):
    """Our catalogue with another first question, as a release or a team's own folder may have it."""
    exam = OURS.stages["exam"]
    first = exam.questions[0].model_copy(update={"ask": words})
    stage = exam.model_copy(update={"questions": (first, *exam.questions[1:])})
    facts = {name: getattr(OURS, name) for name in Catalog.model_fields}
    return Catalog(**{**facts, "version": 2, "stages": {**OURS.stages, "exam": stage}})


def asks(scoping):
    return scoping.catalog.questions["exam.1"].ask


@pytest.fixture
def released(monkeypatch):
    """A later process, whose own catalogue is the one given."""

    def later(ours=OURS):
        monkeypatch.setattr(catalog, "_KEPT", {})
        monkeypatch.setattr(catalog, "shipped", lambda: ours)

    return later


@pytest.fixture
def words(folder):
    """Where the catalogue of the only scoping is kept."""
    return lambda: next((folder / "catalogs").iterdir())


# ---- what every store promises


async def test_a_scoping_is_asked_on_in_the_words_it_was_begun_with(store, released):
    await store.add(a_scoping(catalog=reworded("What hurts?")))
    released()

    assert asks(await store.get("V1")) == "What hurts?"


async def test_a_release_with_other_words_changes_no_running_scoping(store, released):
    await store.add(a_scoping("V1"))
    released(reworded("What hurts?"))
    await store.add(a_scoping("V2", catalog=catalog.shipped()))
    async with store.edit("V1", "click") as scoping:
        scoping.title = "edited by the later release"

    assert asks(await store.get("V1")) == OURS.questions["exam.1"].ask
    assert asks(await store.get("V2")) == "What hurts?"


async def test_a_scoping_from_before_catalogues_were_kept_is_asked_in_ours(store, released):
    await store.add(a_scoping().model_copy(update={"catalog_digest": ""}))
    released()

    assert asks(await store.get("V1")) == OURS.questions["exam.1"].ask


# ---- the files


async def test_the_words_are_on_disk_before_the_scoping_is(folder):
    disk = FailingDisk()
    store = opened(folder, disk=disk)
    disk.fails["rename"] = an_error(errno.ENOSPC)
    with pytest.raises(NotSaved, match="Scoping V1 was not saved"):
        await store.add(a_scoping())
    disk.fails.clear()
    await store.add(a_scoping())
    store.close()
    renamed = [number for number, call in enumerate(disk.calls) if call == "rename"]

    pseudonyms_twice, lines = 2, 2
    words = renamed[2]

    assert len(renamed) == 5
    assert disk.calls[:words].count("sync_file") == pseudonyms_twice + lines + 1
    assert list(folder.glob("*.json")) == [folder / "V1.json"]


async def test_the_new_folder_is_synced_into_the_one_above(folder):
    disk = FailingDisk()
    store = opened(folder, disk=disk)
    disk.fails["sync_folder"] = an_error(errno.EIO)
    with pytest.raises(DiskFailed):
        await store.add(a_scoping())
    store.close()

    assert store.failed
    assert not list(folder.glob("*.json"))


async def test_the_same_words_are_kept_once(tiny, folder):
    for id in ("V1", "V2", "V3"):
        await tiny.add(a_scoping(id))
    await tiny.add(a_scoping("V4", catalog=reworded("What hurts?")))

    assert len(list((folder / "catalogs").iterdir())) == 2


async def test_the_files_name_says_what_is_in_it_and_only_the_owner_may_read_it(tiny, folder, words):
    await tiny.add(a_scoping())
    file = words()

    assert file.stem == OURS.digest == digest_of(file.read_bytes())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_later_edit_writes_no_words(tiny, words):
    await tiny.add(a_scoping())
    before = words().stat().st_mtime_ns, tiny.fsyncs
    async with tiny.edit("V1", "click") as scoping:
        scoping.title = "after"

    assert (words().stat().st_mtime_ns, tiny.fsyncs - before[1]) == (before[0], 2)


async def test_an_export_beside_a_running_bot_finds_the_words(tiny, folder, released):
    await tiny.add(a_scoping(catalog=reworded("What hurts?")))
    released()

    assert asks(Documents(folder, Scoping, Disk()).load("V1")) == "What hurts?"


async def test_what_a_crash_left_of_a_catalogue_is_removed(folder):
    store = opened(folder)
    await store.add(a_scoping())
    store.close()
    (folder / "catalogs" / ".x.json.0a0a.unfinished").write_bytes(b"{")
    opened(folder).close()

    assert [file.name for file in (folder / "catalogs").iterdir()] == [f"{OURS.digest}.json"]


# ---- words that are gone


LOSSES = {
    "missing": (lambda file: file.unlink(), "are missing"),
    "cut short": (lambda file: file.write_bytes(file.read_bytes()[:-9]), "are damaged"),
    "a letter changed": (lambda file: file.write_bytes(file.read_bytes().replace(b"hurts", b"hunts")), "are damaged"),
}


def second_of(file):
    return file.parents[1] / "earlier" / "catalogs" / file.name


@pytest.mark.parametrize("lose", [lose for lose, _ in LOSSES.values()], ids=LOSSES.keys())
async def test_words_that_are_gone_are_had_from_their_second_copy_and_written_anew(folder, released, words, lose):
    store = opened(folder)
    await store.add(a_scoping(catalog=reworded("What hurts?")))
    file = words()
    store.close()
    good = file.read_bytes()
    lose(file)
    released()
    store = opened(folder)
    async with store.edit("V1", "click") as scoping:
        asked = asks(scoping)
    store.close()

    assert asked == "What hurts?"
    assert file.read_bytes() == second_of(file).read_bytes() == good


async def test_words_the_system_does_not_give_out_are_not_said_to_be_lost(folder, released):
    disk = FailingDisk()
    store = opened(folder)
    await store.add(a_scoping(catalog=reworded("What hurts?")))
    store.close()
    released()
    store = opened(folder, disk=disk)
    disk.read = lambda file: refuses(file) if file.parent.name == "catalogs" else file.read_bytes()
    with pytest.raises(NotRead, match="LimitNOFILE"):
        await store.get("V1")
    store.close()


def refuses(file):
    raise an_error(errno.EMFILE)


@pytest.fixture(params=LOSSES.values(), ids=LOSSES.keys())
async def lost(request, folder, released, words):
    """A folder whose V1 was begun with words that are gone, both copies, and V2 with ours; and what is said of it."""
    lose, said = request.param
    store = opened(folder)
    await store.add(a_scoping("V1", catalog=reworded("What hurts?")))
    file = words()
    await store.add(a_scoping("V2"))
    store.close()
    good = file.read_bytes()
    lose(file)
    lose(second_of(file))
    released()
    return file, good, said


async def test_a_scoping_without_its_words_is_left_alone_with_a_sentence(folder, lost):
    file, _, said = lost
    before = (folder / "V1.json").read_bytes()
    store = opened(folder)
    with pytest.raises(WordsLost, match=said) as refused:
        async with store.edit("V1", "click") as scoping:
            scoping.title = "after"
    store.close()

    assert str(file) in str(refused.value)
    assert "backup" in str(refused.value)
    assert (folder / "V1.json").read_bytes() == before


async def test_the_other_scopings_go_on(folder, lost):
    store = opened(folder)
    found = [summary.id for summary in await store.find()]
    store.close()

    assert found == ["V2"]
    assert [type(damage) for damage in store.damaged] == [WordsLost]


async def test_the_doctor_names_it_and_says_what_to_do(folder, lost):
    findings = await examine({"SCOPEBOT_DATA": str(folder)}, check_catalogue=lambda: None)
    (finding,) = [finding for finding in findings if finding.checked == "Scoping"]

    assert finding.says.startswith("Scoping V1 cannot be read: the questions it was begun with")
    assert "backup" in finding.do


async def test_a_backup_of_the_words_heals_the_scoping(folder, lost):
    file, good, _ = lost
    store = opened(folder)
    file.write_bytes(good)

    assert asks(await store.get("V1")) == "What hurts?"
    assert store.damaged == []
    store.close()


async def test_damaged_words_that_are_known_are_written_anew(folder, released, words):
    store = opened(folder)
    await store.add(a_scoping())
    store.close()
    words().write_bytes(b"{}")
    store = opened(folder)
    async with store.edit("V1", "click"):
        pass
    store.close()

    assert digest_of(words().read_bytes()) == OURS.digest


def test_a_digest_that_was_never_written_is_no_file_name(folder):
    with pytest.raises(CatalogLost):
        kept("../V1")

"""What was saved or read last is kept at hand, while it is what stands in the file; only readers share it."""

from pathlib import Path

from bot.store.at_hand import AT_HAND
from bot.store.seal import sealed, unsealed
from bot.store.tiny import TinyStore
from dialogs.findings import findings_of
from dialogs.record.parts import Shown
from dialogs.scoping.scoping import Scoping
from tests.crash.stored import a_scoping
from tests.play import MONDAY


async def test_it_is_read_once_and_what_follows_from_it_is_worked_out_once(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    one, other = await store.get("V1"), await store.get("V1")

    assert one == other
    assert one.entries is other.entries
    assert findings_of(one) is findings_of(other)
    store.close()


async def test_what_slack_shows_is_each_reader_s_own(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    one = await store.get("V1")
    one.shown["card"] = Shown(ts="1.1", digest="")

    assert (await store.get("V1")).shown == {}
    store.close()


async def test_a_file_that_was_changed_by_hand_is_read_anew(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    before, file = await store.get("V1"), tmp_path / "V1.json"
    tables = unsealed(file.read_bytes())
    tables["_default"]["1"]["title"] = "changed by hand"
    file.write_bytes(sealed(tables))
    after = await store.get("V1")

    assert after.title == "changed by hand"
    assert findings_of(after) is not findings_of(before)
    store.close()


async def test_an_edit_changes_nothing_that_was_read(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    before = await store.get("V1")
    async with store.edit("V1", "click") as scoping:
        scoping.title = "edited"
        scoping.people.clear()

    assert before.title != "edited"
    assert before.people
    assert (await store.get("V1")).title == "edited"
    store.close()


async def test_an_edit_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    before = await store.get("V1")
    try:
        async with store.edit("V1", "click") as scoping:
            scoping.title = "edited"
            raise ValueError
    except ValueError:
        pass

    assert await store.get("V1") == before
    store.close()


async def test_what_slack_shows_alone_makes_nothing_be_worked_out_anew(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    async with store.edit("V1", "click") as scoping:
        scoping.title = "edited"
    before = findings_of(await store.get("V1"))
    async with store.edit("V1", None) as scoping:
        scoping.shown["card"] = Shown(ts="1.1", digest="")

    assert findings_of(await store.get("V1")) is before
    assert "card" in (await store.get("V1")).shown
    store.close()


async def test_what_slack_shows_is_saved_without_the_file_being_read(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    before = await store.get("V1")
    store._documents.load = _unread  # type: ignore[method-assign, assignment]
    async with store.showing("V1") as scoping:
        scoping.shown["card"] = Shown(ts="1.1", digest="")
    after = await store.get("V1")

    assert after == before.model_copy(update={"shown": after.shown, "version": before.version + 1})
    assert findings_of(after) is findings_of(before)
    assert (await _again(store, tmp_path)) == after


async def test_what_slack_shows_is_added_to_what_was_changed_by_hand(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    file = tmp_path / "V1.json"
    tables = unsealed(file.read_bytes())
    tables["_default"]["1"]["title"] = "changed by hand"
    file.write_bytes(sealed(tables))
    async with store.showing("V1") as scoping:
        scoping.shown["card"] = Shown(ts="1.1", digest="")
    after = await _again(store, tmp_path)

    assert (after.title, list(after.shown)) == ("changed by hand", ["card"])


async def test_nothing_is_saved_where_slack_shows_what_it_did(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    saves = store.saves
    async with store.showing("V1"):
        pass

    assert store.saves == saves
    store.close()


async def test_what_follows_is_remembered_over_an_edit(tmp_path: Path) -> None:
    store = await _kept(tmp_path, "V1")
    before = await store.get("V1")
    list(findings_of(before).objecting.found)
    async with store.edit("V1", "click") as scoping:
        scoping.title = "edited"
    after = await store.get("V1")

    assert after.memory is before.memory
    assert findings_of(after) is not findings_of(before)
    store.close()


async def test_only_so_many_are_kept(tmp_path: Path) -> None:
    store = await _kept(tmp_path, *(f"V{number}" for number in range(AT_HAND + 3)))

    assert len(store._lately) == AT_HAND
    store.close()


def _unread(scoping_id: str) -> Scoping:
    raise AssertionError(f"{scoping_id} was read")


async def _again(store: TinyStore, folder: Path) -> Scoping:
    """What another store reads of it."""
    store.close()
    other = TinyStore(folder)
    other.close()
    return await other.get("V1")


async def _kept(folder: Path, *ids: str) -> TinyStore:
    store = TinyStore(folder)
    for id in ids:
        await store.add(a_scoping(id, MONDAY))
    return store
